//! Answers kept in memory: what anybody gets who is not signed in is the same for all until something is published.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// Bytes that all kept answers may hold together.
const CAPACITY: u64 = 32 << 20;
/// Answers at most.
const ANSWERS: usize = 4_000;
/// A larger answer is not kept.
const LARGEST: usize = 1 << 20;

/// An answer as it goes out, but for what differs from request to request.
#[derive(Clone)]
struct Kept {
    headers: HeaderMap,
    body: Bytes,
}

#[derive(Clone)]
struct Weight;

impl Weighter<String, Kept> for Weight {
    fn weight(&self, key: &String, kept: &Kept) -> u64 {
        (key.len() + kept.body.len() + 512) as u64
    }
}

/// Kept answers of one state of what is published.
pub(crate) struct Memory(Cache<String, Kept, Weight>);

impl Memory {
    pub(crate) fn new() -> Memory {
        Memory(Cache::with_weighter(ANSWERS, CAPACITY, Weight))
    }

    /// The kept answer to a request.
    pub(crate) fn answer(&self, key: &str, headers: &HeaderMap) -> Option<Response> {
        let kept = self.0.get(key)?;
        let known = headers.get(header::IF_NONE_MATCH);
        let same = known.zip(kept.headers.get(header::ETAG)).is_some_and(|(known, tag)| names(known, tag));
        let mut response = Response::new(if same { Body::empty() } else { Body::from(kept.body) });
        *response.headers_mut() = kept.headers;
        if same {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            // They describe bytes that are not sent.
            for name in
                [header::CONTENT_TYPE, header::CONTENT_LENGTH, header::CONTENT_ENCODING, header::CONTENT_DISPOSITION]
            {
                response.headers_mut().remove(name);
            }
        }
        Some(response)
    }

    /// Keeps an answer and gives it back.
    pub(crate) async fn keep(&self, key: String, response: Response) -> Response {
        let shared = response.headers().get(header::CACHE_CONTROL).is_none_or(|value| {
            value.to_str().is_ok_and(|text| !text.contains("private") && !text.contains("no-store"))
        });
        let keepable = response.status() == StatusCode::OK
            && shared
            && response.headers().contains_key(header::ETAG)
            && !response.headers().contains_key(header::SET_COOKIE);
        if !keepable {
            return response;
        }
        let (parts, body) = response.into_parts();
        let mut whole = Response::new(Body::empty());
        let Ok(body) = to_bytes(body, 64 << 20).await else {
            *whole.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
            return whole;
        };
        *whole.headers_mut() = parts.headers;
        whole.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(body.len()));
        if body.len() <= LARGEST {
            self.0.insert(key, Kept { headers: whole.headers().clone(), body: body.clone() });
        }
        *whole.body_mut() = Body::from(body);
        whole
    }
}

/// Under what an answer is kept; nothing where it may differ by who asks. What the request says of packing is written as one of two words, so that what is kept
/// under a key is packed as the key says.
///
/// Pages differ by address and by whether the browser takes gzip; a range, or a kind of content that an operation must look at, is left to the handler.
pub(crate) fn key(request: &mut Request) -> Option<String> {
    const ALONE: [HeaderName; 3] = [header::COOKIE, header::AUTHORIZATION, header::RANGE];
    let headers = request.headers();
    let path = request.uri().path();
    let page = path.starts_with("/vi/") || path.starts_with("/en/");
    let operation = path.starts_with("/api/v1/");
    // Pages are what they are; an operation refuses whoever does not take its form.
    let anything = headers.get(header::ACCEPT).is_none_or(|accept| page || accept == "*/*");
    let alike =
        [Method::GET, Method::HEAD].contains(request.method()) && ALONE.iter().all(|name| !headers.contains_key(name));
    if !(alike && anything && (page || operation)) {
        return None;
    }
    let gzip = takes_gzip(headers);
    let address = request.uri().path_and_query().map_or(path, PathAndQuery::as_str);
    let key = format!("{}{address}", if gzip { "gzip " } else { "plain " });
    let headers = request.headers_mut();
    headers.remove(header::ACCEPT_ENCODING);
    if gzip {
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
    }
    Some(key)
}

fn takes_gzip(headers: &HeaderMap) -> bool {
    headers
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(','))
        .any(|coding| {
            let (name, weight) = coding.split_once(';').unwrap_or((coding, ""));
            let refused = weight.trim().strip_prefix("q=").is_some_and(|weight| weight.parse() == Ok(0.0));
            name.trim().eq_ignore_ascii_case("gzip") && !refused
        })
}

fn names(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    known.split(',').any(|part| bare(part) == "*" || bare(part) == bare(tag))
}
