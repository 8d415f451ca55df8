//! Headers that every answer carries.

use axum::http::{HeaderName, HeaderValue, header};
use axum::response::Response;

/// What a page may load: styles, images and the small modules of this server, and what those ask it for, and nothing from anywhere else. No style or script stands in a page.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; \
     form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const SECURITY: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
    (HeaderName::from_static("x-permitted-cross-domain-policies"), "none"),
];

/// The same for a page with frames: of this site, which only lead on, and of the origin of files.
pub fn framing(mut response: Response, files_origin: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(&format!("{CONTENT_SECURITY_POLICY}; frame-src 'self' {files_origin}")) {
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, value);
    }
    response
}

/// Adds the security headers.
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub async fn secure(mut response: Response) -> Response {
    for (name, value) in &SECURITY {
        let value = HeaderValue::from_static(value);
        let own =
            [header::CONTENT_SECURITY_POLICY, header::REFERRER_POLICY, HeaderName::from_static("permissions-policy")];
        if own.contains(name) {
            // A download sets a stricter one: nothing of it runs, in a sandbox. A page with frames says what may stand in them. A page whose address is a secret
            // tells it to no other page. An interviewer's page may ask where the device is.
            response.headers_mut().entry(name).or_insert(value);
        } else {
            response.headers_mut().insert(name.clone(), value);
        }
    }
    response
}

/// Lets pages of any site read the answers of the API.
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub async fn open_to_all(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
    headers.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, HeaderValue::from_static("ETag"));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_stricter_policy_of_an_answer_stays() {
        for (own, wanted) in
            [(None, CONTENT_SECURITY_POLICY), (Some("default-src 'none'; sandbox"), "default-src 'none'; sandbox")]
        {
            let mut response = Response::default();
            if let Some(own) = own {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(own));
                response.headers_mut().insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("ALLOWALL"));
                response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
            }
            let response = secure(response).await;
            let policies: Vec<_> = response.headers().get_all(header::CONTENT_SECURITY_POLICY).iter().collect();
            assert_eq!(policies, [wanted]);
            assert_eq!(response.headers()[header::X_FRAME_OPTIONS], "DENY");
            let referrer = own.map_or("strict-origin-when-cross-origin", |_| "no-referrer");
            assert_eq!(response.headers()[header::REFERRER_POLICY], referrer);
        }
    }
}
