//! Answers that are those of a day.

use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};

/// An answer that is another one tomorrow where no day was asked for: nothing on its way may keep it.
pub(super) struct OfDay<T> {
    answer: T,
    asked: bool,
}

impl<T> OfDay<T> {
    /// An answer; `asked` is true where the request names the day.
    pub(super) const fn new(answer: T, asked: bool) -> OfDay<T> {
        OfDay { answer, asked }
    }
}

impl<T: IntoResponse> IntoResponse for OfDay<T> {
    fn into_response(self) -> Response {
        let mut response = self.answer.into_response();
        if !self.asked {
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
        }
        response
    }
}
