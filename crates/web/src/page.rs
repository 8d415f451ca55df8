//! From a page's struct and template to an answer.

use askama::Template;
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_model::Lang;

use crate::error::{PageError, Reason};

/// An HTML answer.
pub fn html(text: String) -> ([(HeaderName, &'static str); 1], String) {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], text)
}

/// Renders a page that says what is wrong with a form (status 422), or answers with another status than 200.
///
/// # Errors
/// When the template fails: a defect of ours.
pub fn show_as(status: StatusCode, lang: Lang, page: &impl Template) -> Result<Response, PageError> {
    let mut response = show(lang, page)?;
    *response.status_mut() = status;
    Ok(response)
}

/// Renders a page that shows a secret: neither the browser nor anything on the way may keep it.
///
/// # Errors
/// When the template fails: a defect of ours.
pub fn show_once(lang: Lang, page: &impl Template) -> Result<Response, PageError> {
    let mut response = show(lang, page)?;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Ok(response)
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
