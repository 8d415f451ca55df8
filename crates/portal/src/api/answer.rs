//! Answers and problems of the API.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use chiso_web::{Json, Problem};
use serde::Serialize;

/// Any other address.
pub(crate) async fn no_route(uri: Uri) -> Problem {
    Problem::absent(format!("Nothing is at /api/v1{}. All addresses: /api/v1/openapi.json", uri.path()))
}

/// `GET /api/v1`: where everything is.
#[derive(Debug, Serialize)]
pub(crate) struct Start {
    title: &'static str,
    openapi: &'static str,
    indices: &'static str,
    datasets: &'static str,
    rulebooks: &'static str,
}

/// The way into the API.
pub(crate) async fn index() -> Json<Start> {
    Json(Start {
        title: "chiso",
        openapi: "/api/v1/openapi.json",
        indices: "/api/v1/indices",
        datasets: "/api/v1/datasets",
        rulebooks: "/api/v1/rulebooks",
    })
}

/// Turns away a query that an address does not take: a misspelt name would otherwise go unnoticed.
pub(crate) async fn known_query(request: axum::extract::Request, next: axum::middleware::Next) -> Response {
    let uri = request.uri();
    let takes: &[&str] = if uri.path().ends_with("/explanation") { &["node", "lang"] } else { &[] };
    let unknown = uri
        .query()
        .into_iter()
        .flat_map(|query| query.split('&'))
        .map(|pair| pair.split('=').next().unwrap_or_default())
        .find(|name| !name.is_empty() && !takes.contains(name));
    match unknown {
        Some(name) => {
            let takes = if takes.is_empty() { "none".to_owned() } else { takes.join(", ") };
            let detail = format!("There is no query parameter `{name}` here. This address takes: {takes}.");
            Problem::new(StatusCode::BAD_REQUEST, detail).into_response()
        }
        None => next.run(request).await,
    }
}

/// Answers what a browser asks before a request from another site.
fn preflight() -> impl IntoResponse {
    let headers = [
        (header::ALLOW, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, OPTIONS"),
        (header::ACCESS_CONTROL_ALLOW_HEADERS, "If-None-Match, Accept, Content-Type"),
        (header::ACCESS_CONTROL_MAX_AGE, "86400"),
    ];
    (StatusCode::NO_CONTENT, headers)
}

/// Any other method; every address answers `OPTIONS`.
pub(crate) async fn other_method(method: axum::http::Method) -> Response {
    if method == axum::http::Method::OPTIONS {
        return preflight().into_response();
    }
    let mut response = no_method().into_response();
    response.headers_mut().insert(header::ALLOW, axum::http::HeaderValue::from_static("GET, HEAD, OPTIONS"));
    response
}

/// Any other method.
fn no_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This API is read only: use GET.")
}
