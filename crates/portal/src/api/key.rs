//! What a key, or a person, may do.

use chiso_access::{Assignment, KeyScope};
use chiso_web::{Caller, Json};
use serde::Serialize;
use utoipa::ToSchema;

/// The caller as the server knows it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct KeyDocument {
    /// What the key may be used for, such as `result-import:create`; none for a person, who is limited by roles alone.
    scopes: Option<Vec<String>>,
    /// The roles in force today. A key has those of whoever made it, within its own agency.
    roles: Vec<RoleHeld>,
    /// The day in Việt Nam.
    #[schema(format = Date)]
    today: String,
}

/// A role that is held.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RoleHeld {
    /// The role: `unit-lead`, `inspector`.
    role: String,
    /// Id of the agency within which it is held; none for everywhere.
    agency: Option<String>,
    /// Criteria or areas to which it is limited; empty for all.
    limited_to: Vec<String>,
    /// The first day.
    #[schema(format = Date)]
    from: String,
    /// The last day; none while it lasts.
    #[schema(format = Date)]
    to: Option<String>,
}

/// What a key may do
///
/// Scopes and roles of the key in `Authorization`: for trying a key before it is put to use.
#[utoipa::path(get, path = "/api/v1/key", tag = "keys", operation_id = "key", security(("key" = [])),
    responses((status = 200, body = KeyDocument)),
    extensions(("x-vi" = json!({ "summary": "Khóa này được làm gì", "description": "Phạm vi và vai trò của khóa trong tiêu đề Authorization: để thử khóa trước khi dùng." }))))]
pub(super) async fn one(caller: Caller) -> Json<KeyDocument> {
    let held = |held: &Assignment| RoleHeld {
        role: held.role.to_string(),
        agency: held.agency.clone(),
        limited_to: held.scope.clone(),
        from: held.from.to_string(),
        to: held.to.map(|day| day.to_string()),
    };
    Json(KeyDocument {
        scopes: caller.actor.scopes.as_ref().map(|scopes| scopes.iter().map(KeyScope::to_string).collect()),
        roles: caller.actor.assignments.iter().map(held).collect(),
        today: caller.day.to_string(),
    })
}
