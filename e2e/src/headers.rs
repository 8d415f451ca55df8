//! What every answer must carry so that a browser keeps strangers out.

use reqwest::header::HeaderMap;

/// What is wrong with the headers of an answer, sentence by sentence.
pub(crate) fn faults(headers: &HeaderMap) -> Vec<String> {
    let said = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned();
    let mut faults = Vec::new();
    let policy = said("content-security-policy");
    for wanted in ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"] {
        if !policy.contains(wanted) {
            faults.push(format!("content-security-policy lacks {wanted}: '{policy}'"));
        }
    }
    for hole in ["unsafe-inline", "unsafe-eval", "*", "http:", "https:"] {
        if policy.contains(hole) {
            faults.push(format!("content-security-policy lets in {hole}: '{policy}'"));
        }
    }
    for (name, wanted) in [("x-content-type-options", "nosniff"), ("x-frame-options", "DENY")] {
        if said(name) != wanted {
            faults.push(format!("{name} is '{}', not '{wanted}'", said(name)));
        }
    }
    for name in ["referrer-policy", "cross-origin-opener-policy", "permissions-policy"] {
        if said(name).is_empty() {
            faults.push(format!("{name} is missing"));
        }
    }
    faults
}

/// What is wrong with a cookie as it is set.
pub(crate) fn cookie_faults(cookie: &str) -> Vec<String> {
    let parts: Vec<&str> = cookie.split(';').map(str::trim).collect();
    let wanted = ["HttpOnly", "SameSite=Lax", "Path=/"];
    wanted.iter().filter(|part| !parts.contains(part)).map(|part| format!("'{cookie}' lacks {part}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_is_found() {
        assert_eq!(faults(&HeaderMap::new()).len(), 9);
        let mut headers = HeaderMap::new();
        let open = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'; style-src 'unsafe-inline'";
        for (name, value) in [
            ("content-security-policy", open),
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("permissions-policy", "usb=()"),
        ] {
            headers.insert(name, value.parse().unwrap());
        }
        assert_eq!(faults(&headers), [format!("content-security-policy lets in unsafe-inline: '{open}'")]);
    }

    #[test]
    fn a_cookie_is_for_this_site_and_no_script() {
        assert!(cookie_faults("a=b; Path=/; HttpOnly; SameSite=Lax").is_empty());
        assert_eq!(cookie_faults("a=b; Path=/; SameSite=Lax"), ["'a=b; Path=/; SameSite=Lax' lacks HttpOnly"]);
    }
}
