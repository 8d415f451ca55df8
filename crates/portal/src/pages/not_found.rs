//! Addresses that nothing has.

use axum::http::{HeaderMap, Uri};

use crate::error::{PageError, Reason};
use crate::language;

/// Answers in the language of the address, or else of the browser.
pub(crate) async fn page(uri: Uri, headers: HeaderMap) -> PageError {
    let tag = uri.path().split('/').nth(1).unwrap_or_default();
    PageError::new(language::of_tag(tag).unwrap_or_else(|| language::of_headers(&headers)), Reason::NoPage)
}
