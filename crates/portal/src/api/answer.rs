//! Answers and problems of the API.

use axum::http::{StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

/// A JSON answer.
pub(crate) struct Json<T>(pub(crate) T);

/// The bytes of a JSON answer: indented, because people read them too; keys in the order of the type.
pub(crate) fn json_bytes(value: &impl Serialize) -> Result<Vec<u8>, serde_json::Error> {
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
pub(crate) struct Problem {
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
    pub(crate) fn new(status: StatusCode, detail: impl Into<String>) -> Problem {
        Problem {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            detail: detail.into(),
        }
    }

    /// Something that is not there.
    pub(crate) fn absent(detail: impl Into<String>) -> Problem {
        Problem::new(StatusCode::NOT_FOUND, detail)
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let bytes = json_bytes(&self).unwrap_or_default();
        (status, [(header::CONTENT_TYPE, "application/problem+json")], bytes).into_response()
    }
}

/// Any other address.
pub(crate) async fn no_route(uri: Uri) -> Problem {
    Problem::absent(format!("Nothing is at /api/v1{}. All addresses: /api/v1/openapi.json", uri.path()))
}

/// Any other method.
pub(crate) async fn no_method() -> Problem {
    Problem::new(StatusCode::METHOD_NOT_ALLOWED, "This API is read only: use GET.")
}
