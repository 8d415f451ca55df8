//! What stands in the address of an operation.

use axum::extract::{FromRequestParts, Path};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

use crate::json::Problem;

/// The parameters of an address, by name. One that is no text (bytes that are not UTF-8) is a problem, as everything else that is wrong.
#[derive(Debug, Clone)]
pub struct At<T>(pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        match Path::<T>::from_request_parts(parts, state).await {
            Ok(Path(named)) => Ok(At(named)),
            Err(error) => Err(Problem::new(
                StatusCode::BAD_REQUEST,
                format!("The address cannot be read: {}.", error.body_text()),
            )),
        }
    }
}
