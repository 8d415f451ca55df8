//! Answers that a browser has already need not be sent again.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use sha2::{Digest, Sha256};

/// Larger than any page or download; an answer beyond it goes out without a tag.
const LARGEST: usize = 64 << 20;

/// Gives every successful answer to GET a tag made from its bytes, and answers 304 where the browser has those bytes.
///
/// The tag is weak, because the answer may be compressed on its way.
pub async fn tag(mut request: Request, next: Next) -> Response {
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    // HEAD has the headers of GET, the tag among them, so the body is made and then left out.
    let head = *request.method() == Method::HEAD;
    if head {
        *request.method_mut() = Method::GET;
    }
    let known = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !readable || response.status() != StatusCode::OK {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, LARGEST).await else {
        return Response::builder().status(StatusCode::INTERNAL_SERVER_ERROR).body(Body::empty()).unwrap_or_default();
    };
    let tag = tag_of(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-cache"));
    if known.is_some_and(|known| names(&known, &tag)) {
        return not_modified(&parts.headers);
    }
    if head {
        parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        return Response::from_parts(parts, Body::empty());
    }
    Response::from_parts(parts, Body::from(bytes))
}

fn not_modified(headers: &HeaderMap) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NOT_MODIFIED;
    for name in [header::ETAG, header::CACHE_CONTROL, header::VARY, header::ACCESS_CONTROL_ALLOW_ORIGIN] {
        if let Some(value) = headers.get(&name) {
            response.headers_mut().insert(name, value.clone());
        }
    }
    response
}

fn tag_of(bytes: &[u8]) -> String {
    format!("W/\"{}\"", short_hash(bytes))
}

fn names(header: &HeaderValue, tag: &str) -> bool {
    let Ok(text) = header.to_str() else { return false };
    let strong = tag.trim_start_matches("W/");
    text.split(',').map(|part| part.trim().trim_start_matches("W/")).any(|part| part == "*" || part == strong)
}

/// The first 16 hexadecimal digits of the SHA-256 of some bytes.
pub fn short_hash(bytes: &[u8]) -> String {
    let first = Sha256::digest(bytes).iter().take(8).fold(0u64, |number, byte| number << 8 | u64::from(*byte));
    format!("{first:016x}")
}
