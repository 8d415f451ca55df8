//! `GET /api/v1/keys/self`

use std::sync::Arc;

use axum::extract::State;
use chiso_store::keys::ApiKey;
use chiso_web::{Caller, Json, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::problem;
use crate::desk::Desk;
use crate::moment;
use crate::refusal::Refusal;

/// What a key may do.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct OwnKey {
    /// The readable part of the key.
    id: String,
    /// What it is for.
    name: String,
    /// Id of the agency it acts for.
    agency: Option<String>,
    /// What it may do: `result-import:create`.
    scopes: Vec<String>,
    /// When it ends; none where it does not end by itself.
    #[schema(format = DateTime)]
    expires: Option<String>,
}

/// The key of this request
///
/// What the key that the request carries is for, what it may do, and when it ends.
#[utoipa::path(get, path = "/api/v1/keys/self", tag = "keys", operation_id = "ownKey",
    responses(
        (status = 200, body = OwnKey, description = "The key"),
        (status = 404, body = Problem, content_type = "application/problem+json", description = "The request carries no key"),
    ),
    security(("key" = [])),
    extensions(("x-vi" = json!({ "summary": "Khóa của yêu cầu này",
        "description": "Khóa mà yêu cầu mang theo dùng để làm gì, được làm gì, và hết hạn khi nào." }))))]
pub(crate) async fn own(State(desk): State<Arc<Desk>>, caller: Caller) -> Result<Json<OwnKey>, Problem> {
    let absent = || Problem::absent("The request carries no key: `Authorization: Bearer KEY`.");
    let id = caller.key.ok_or_else(absent)?;
    let read = desk.store().read(move |reader| reader.get::<ApiKey>(id)).await;
    let key = read.map_err(|error| problem(Refusal::Store(error)))?.ok_or_else(absent)?;
    let scopes = key.scopes.as_array().into_iter().flatten().filter_map(|scope| scope.as_str().map(str::to_owned));
    Ok(Json(OwnKey {
        scopes: scopes.collect(),
        expires: key.expires.map(moment::machine),
        id: key.id,
        name: key.name,
        agency: key.agency,
    }))
}
