//! Whether a browser sent a form from this site.

use axum::http::request::Parts;
use axum::http::{HeaderMap, header};

/// True when a request that changes something comes from a page of this site.
///
/// `Sec-Fetch-Site` is set by the browser and by no script (W3C Fetch Metadata): `same-origin`, or `none` for a form sent again by reloading. A browser that does
/// not send it sends `Origin`, whose host must then be the one that was asked. A request with neither is turned away.
pub(crate) fn is_ours(parts: &Parts) -> bool {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    match (text("sec-fetch-site"), text("origin")) {
        (Some(site), _) => matches!(site, "same-origin" | "none"),
        (None, Some(origin)) => {
            let from = origin.strip_prefix("https://").or_else(|| origin.strip_prefix("http://"));
            from.is_some_and(|from| {
                asked_host(&parts.headers, parts).is_some_and(|host| host.eq_ignore_ascii_case(from))
            })
        }
        (None, None) => false,
    }
}

/// The host and port that were asked: in the address for HTTP/2, in the header `Host` before.
fn asked_host(headers: &HeaderMap, parts: &Parts) -> Option<String> {
    let in_address = parts.uri.authority().map(|authority| authority.as_str().to_owned());
    in_address.or_else(|| headers.get(header::HOST)?.to_str().ok().map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    #[test]
    fn a_form_of_another_site_is_not_ours() {
        for (uri, headers, ours) in [
            ("/vi/x", vec![("sec-fetch-site", "same-origin")], true),
            ("/vi/x", vec![("sec-fetch-site", "none"), ("origin", "null")], true),
            ("/vi/x", vec![("sec-fetch-site", "same-site")], false),
            ("/vi/x", vec![("sec-fetch-site", "cross-site"), ("host", "a.vn"), ("origin", "https://a.vn")], false),
            ("/vi/x", vec![("host", "a.vn"), ("origin", "https://a.vn")], true),
            ("/vi/x", vec![("host", "a.vn:8080"), ("origin", "http://A.vn:8080")], true),
            ("/vi/x", vec![("host", "a.vn"), ("origin", "https://a.vn.evil.example")], false),
            ("/vi/x", vec![("host", "a.vn"), ("origin", "null")], false),
            ("https://a.vn/vi/x", vec![("origin", "https://a.vn")], true),
            ("/vi/x", vec![("origin", "https://a.vn")], false),
            ("/vi/x", vec![("host", "a.vn")], false),
        ] {
            let mut request = Request::builder().method("POST").uri(uri);
            for (name, value) in &headers {
                request = request.header(*name, *value);
            }
            let (parts, ()) = request.body(()).unwrap().into_parts();
            assert_eq!(is_ours(&parts), ours, "{uri} {headers:?}");
        }
    }
}
