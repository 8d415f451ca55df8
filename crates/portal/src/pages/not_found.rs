//! Addresses that nothing has.

use axum::extract::Request;
use axum::response::{IntoResponse, Response};
use chiso_web::api::{no_operation, readable_from_anywhere};
use chiso_web::{Caller, PageError, Reader, Reason, language};

/// Answers in the language of the address, or else of the browser; to programs as to programs.
pub(crate) async fn page(request: Request) -> Response {
    let (parts, _) = request.into_parts();
    if parts.uri.path().starts_with("/api/") || parts.uri.path().starts_with("/data/") {
        return readable_from_anywhere(no_operation(parts.uri).await.into_response()).await;
    }
    let lang = language::of_request(&parts);
    let reader = Reader { lang, caller: parts.extensions.get::<Caller>().cloned() };
    PageError::new(lang, Reason::NoPage).shown_to(&reader)
}
