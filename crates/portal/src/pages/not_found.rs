//! Addresses that nothing has.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use chiso_web::{Caller, PageError, Reader, Reason, headers, language};

use crate::api;

/// Answers in the language of the address, or else of the browser; to programs as to programs.
pub(crate) async fn page(request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if parts.uri.path().starts_with("/api/") {
        return headers::open_to_all(api::no_route(parts.uri).await.into_response()).await;
    }
    let lang = language::of_request(&parts);
    let reader = Reader { lang, caller: parts.extensions.get::<Caller>().cloned() };
    PageError::new(lang, Reason::NoPage).shown_to(&reader)
}
