//! What a respondent is told who meets a server that takes no ballots, where several work on one store.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_web::language;

use super::frame::{Frame, Told};
use super::is_unlogged;
use crate::entry::Surveys;
use crate::words::say;

/// Seconds after which it is worth trying again.
const AGAIN: u16 = 60;

impl Surveys {
    /// The answer to whoever wants to give a ballot where there is no box; none elsewhere, and where there is one.
    pub fn turns_away(&self, path: &str) -> Option<Response> {
        self.away().filter(|_| is_unlogged(path))?;
        let lang = path.split('/').nth(1).and_then(language::of_tag).unwrap_or_default();
        let lines = ["answer-elsewhere-kept", "answer-elsewhere-ask", "answer-elsewhere-operator"];
        let told = Told::new(Frame::new(lang, say(lang, "answer-elsewhere")), lines.map(|key| say(lang, key)).into());
        let shown = told.show(StatusCode::SERVICE_UNAVAILABLE);
        let mut response = shown.unwrap_or_else(IntoResponse::into_response);
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(AGAIN));
        Some(response)
    }
}
