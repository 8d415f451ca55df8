//! What stands before the operations of the API, and what answers where there is none.

use std::sync::Arc;

use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::{Asked, Description, accept};
use crate::json::Problem;

/// The longest address, in bytes.
const ADDRESS_MAX: usize = 4096;
/// The largest body of a request that reads, in bytes: nobody needs one.
const READING_BODY_MAX: u64 = 64 << 10;

const ANY_ORIGIN: [(HeaderName, &str); 2] = [
    (header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"),
    (header::ACCESS_CONTROL_EXPOSE_HEADERS, "ETag, Link, X-Total-Count, Retry-After"),
];

/// Lets in a request that the description allows: its address and body are not too long, it takes the form of the answer, and its query has known names and values.
/// A layer around the routes of an API: `from_fn_with_state(Arc::new(description), guard)`. The query goes on as [`Asked`].
pub async fn guard(State(description): State<Arc<Description>>, mut request: Request, next: Next) -> Response {
    let matched = request.extensions().get::<MatchedPath>().cloned();
    let allow = matched.as_ref().map(|path| description.methods(path.as_str()));
    let response = match admit(&description, &request) {
        Ok(asked) => {
            if let Some(asked) = asked {
                request.extensions_mut().insert(asked);
            }
            next.run(request).await
        }
        Err(problem) => problem.into_response(),
    };
    match allow {
        Some(allow) if response.headers().contains_key(header::ALLOW) => name_methods(response, &allow),
        _ => response,
    }
}

/// The methods that the description has for an address.
fn name_methods(mut response: Response, allow: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(allow) {
        for name in [header::ALLOW, header::ACCESS_CONTROL_ALLOW_METHODS] {
            if let Some(old) = response.headers_mut().get_mut(&name) {
                *old = value.clone();
            }
        }
    }
    response
}

fn admit(description: &Description, request: &Request) -> Result<Option<Asked>, Problem> {
    let uri = request.uri();
    let length = uri.path_and_query().map_or(0, |path| path.as_str().len());
    if length > ADDRESS_MAX {
        let detail = format!("The address has {length} bytes; it may have {ADDRESS_MAX}.");
        return Err(Problem::new(StatusCode::URI_TOO_LONG, detail));
    }
    let matched = request.extensions().get::<MatchedPath>();
    let Some(operation) = matched.and_then(|path| description.operation(request.method(), path.as_str())) else {
        return Ok(None);
    };
    let body =
        request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if operation.method == Method::GET && body.is_some_and(|bytes| bytes > READING_BODY_MAX) {
        return Err(Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "A request that reads needs no body."));
    }
    if !accept::takes(request.headers(), &operation.media_types) {
        let forms = operation.media_types.join(", ");
        let detail = format!("`Accept` leaves out the form in which this is answered: {forms}.");
        return Err(Problem::new(StatusCode::NOT_ACCEPTABLE, detail));
    }
    Asked::read(uri.path(), uri.query().unwrap_or_default(), &operation.parameters).map(Some)
}

/// An address below `/api` that is no operation.
pub async fn no_operation(uri: Uri) -> Problem {
    Problem::absent(format!("Nothing is at {}. All addresses: /api/v1/openapi.json", uri.path()))
}

/// Another method than an address of the API takes: 405, or what a browser asks before a request from another site. The guard puts the methods of the address into `Allow`.
pub async fn other_method(method: Method) -> Response {
    if method == Method::OPTIONS {
        let headers = [
            (header::ALLOW, "GET, HEAD, OPTIONS"),
            (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, Accept, Content-Type, Authorization"),
            (header::ACCESS_CONTROL_MAX_AGE, "86400"),
        ];
        return (StatusCode::NO_CONTENT, headers).into_response();
    }
    let detail = format!("This address does not take {method}; the header `Allow` names what it takes.");
    let problem = Problem::new(StatusCode::METHOD_NOT_ALLOWED, detail);
    ([(header::ALLOW, "GET, HEAD, OPTIONS")], problem).into_response()
}

/// Lets pages of any site read open answers.
pub async fn readable_from_anywhere(mut response: Response) -> Response {
    for (name, value) in &ANY_ORIGIN {
        response.headers_mut().insert(name.clone(), HeaderValue::from_static(value));
    }
    response
}
