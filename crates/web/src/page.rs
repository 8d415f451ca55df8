//! From a page's struct and template to an answer.

use askama::Template;
use axum::http::{HeaderName, header};
use axum::response::{IntoResponse, Response};
use chiso_model::Lang;

use crate::error::{PageError, Reason};

/// An HTML answer.
pub fn html(text: String) -> ([(HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text)
}

/// Renders a page.
///
/// # Errors
/// When the template fails: a defect of ours.
pub fn show(lang: Lang, page: &impl Template) -> Result<Response, PageError> {
    match page.render() {
        Ok(text) => Ok(html(text).into_response()),
        Err(_) => Err(PageError::new(lang, Reason::Defect)),
    }
}
