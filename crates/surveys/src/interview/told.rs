//! What devices are told: JSON that nobody on the way keeps.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_survey::campaign::Phase;
use chiso_web::Json;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::answer::Closed;
use crate::entry::Surveys;
use crate::held::Held;

/// An answer to a device.
pub(super) fn told(status: StatusCode, what: Value) -> Response {
    let mut response = (status, Json(what)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// That what was sent cannot be read: a defect of a device, or of its module.
pub(super) fn unreadable() -> Response {
    told(StatusCode::BAD_REQUEST, json!({ "state": "unreadable" }))
}

/// Whether ballots are taken at a moment: `open`, `early`, or `over`.
pub(super) fn state(held: &Held, now_us: i64) -> &'static str {
    match Surveys::closed(held, now_us) {
        None => "open",
        Some(Closed::NotYet) => "early",
        Some(Closed::Over) => "over",
    }
}

/// Whether somebody may still be told of, and tell of, visits: from the opening to the publication.
pub(super) fn is_under_way(held: &Held) -> bool {
    matches!(held.campaign.phase, Phase::Open | Phase::Closed)
}

/// A list that a device sent in a field; none where it is none, or has more than `most`.
pub(super) fn list<T: DeserializeOwned>(text: &str, most: usize) -> Option<Vec<T>> {
    serde_json::from_str::<Vec<T>>(text).ok().filter(|list| list.len() <= most)
}
