//! Answers and problems for programs.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A JSON answer.
#[derive(Debug)]
pub struct Json<T>(pub T);

/// The bytes of a JSON answer: indented, because people read them too; keys in the order of the type.
///
/// # Errors
/// When the value has no form in JSON.
pub fn json_bytes(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = serde_json::to_vec_pretty(value)?;
    bytes.push(b'\n');
    Ok(bytes)
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match json_bytes(&self.0) {
            Ok(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
            Err(_) => {
                Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "The answer could not be written.").into_response()
            }
        }
    }
}

/// Why there is no answer (RFC 9457, `application/problem+json`).
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says all.
    #[serde(rename = "type")]
    kind: &'static str,
    /// The status in words.
    title: &'static str,
    /// The HTTP status.
    status: u16,
    /// What is wrong, and where to look.
    detail: String,
}

impl Problem {
    /// A problem with a status; `detail` says what is wrong, where, and how to mend it.
    pub fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
        }
    }

    /// What is wrong, and where to look.
    pub fn detail(&self) -> &str {
        &self.detail
    }

    /// Something that is not there, or that the caller may not know of.
    pub fn absent(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let bytes = json_bytes(&self).unwrap_or_default();
        let mut response = (status, [(header::CONTENT_TYPE, "application/problem+json")], bytes).into_response();
        if status == StatusCode::UNAUTHORIZED {
            // RFC 9110, 15.5.2: an answer 401 names the way to identify oneself.
            response.headers_mut().insert(header::WWW_AUTHENTICATE, header::HeaderValue::from_static("Bearer"));
        }
        response
    }
}
