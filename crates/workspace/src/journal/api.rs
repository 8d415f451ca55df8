//! `GET /api/v1/journal`

use std::sync::Arc;

use axum::extract::State;
use chiso_access::Action;
use chiso_store::{Entry, JournalFilter};
use chiso_web::api::Asked;
use chiso_web::{Caller, Json, Problem};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::entries::Wanted;
use crate::api::problem;
use crate::desk::Desk;
use crate::moment;

/// Entries where no number is asked for.
const LIMIT: i64 = 100;

/// A page of the journal.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JournalPage {
    /// Entries, the newest first.
    entries: Vec<JournalEntry>,
    /// `before` of the next page; none where there is none.
    next: Option<i64>,
}

/// What happened to a row.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct JournalEntry {
    /// Its number in the chain.
    number: i64,
    /// When it was recorded.
    #[schema(format = DateTime)]
    recorded: String,
    /// Id of a person, `key:` and the id of a key, `system`, or `anonymous`.
    actor: String,
    /// What was done: `agency.change`.
    act: String,
    /// The kind of row.
    about: String,
    /// Its id.
    key: String,
    /// `insert`, `update`, `delete` or `note`.
    operation: String,
    /// The row before, without what is personal or secret.
    #[schema(value_type = Option<Object>)]
    before: Option<Value>,
    /// The row after, without what is personal or secret.
    #[schema(value_type = Option<Object>)]
    after: Option<Value>,
    /// Why, in the words of whoever did it.
    reason: Option<String>,
    /// Id of the request.
    request: Option<String>,
    /// Hash of the entry and all before it.
    hash: String,
}

/// The journal
///
/// Who did what, when and why, the newest first: everything, or what the people and agencies within the key's agency did and went through. Needs the scope `journal:see`.
#[utoipa::path(get, path = "/api/v1/journal", tag = "keys", operation_id = "journal",
    params(
        ("who" = Option<String>, Query, max_length = 100, description = "Only what this actor did"),
        ("act" = Option<String>, Query, max_length = 100, description = "Only this act", example = "agency.change"),
        ("about" = Option<String>, Query, max_length = 100, description = "Only rows of this kind", example = "agency"),
        ("key" = Option<String>, Query, max_length = 100, description = "Only the row with this id"),
        ("from" = Option<String>, Query, format = Date, description = "From this day on, in Việt Nam"),
        ("to" = Option<String>, Query, format = Date, description = "Until the end of this day, in Việt Nam"),
        ("before" = Option<i64>, Query, minimum = 1, maximum = 9_007_199_254_740_991_i64, description = "Only entries before the one with this number"),
        ("limit" = Option<i64>, Query, minimum = 1, maximum = 500, description = "How many entries at most; 100 where absent"),
    ),
    responses((status = 200, body = JournalPage, description = "A page of entries")),
    security(("key" = [])),
    extensions(("x-vi" = json!({ "summary": "Nhật ký thay đổi",
        "description": "Ai làm gì, khi nào, vì sao, mới nhất trước: toàn bộ, hoặc phần của người dùng và cơ quan trong phạm vi của khóa. Cần quyền journal:see." }))))]
pub(crate) async fn entries(
    State(desk): State<Arc<Desk>>,
    caller: Caller,
    asked: Asked,
) -> Result<Json<JournalPage>, Problem> {
    let text = |name: &str| asked.text(name).unwrap_or_default().to_owned();
    let filter = JournalFilter {
        before_seq: asked.whole("before"),
        actor: text("who"),
        about: text("about"),
        row_key: text("key"),
        act: text("act"),
        from: asked.day("from").map(moment::first_of),
        to: asked.day("to").and_then(|day| day.tomorrow().ok()).map(moment::first_of),
        ..JournalFilter::default()
    };
    let wanted = Wanted { filter, ..Wanted::default() };
    let rows = usize::try_from(asked.whole("limit").unwrap_or(LIMIT)).unwrap_or(1);
    let page = desk.journal_page(&caller, Action::See, wanted, rows).await.map_err(problem)?;
    Ok(Json(JournalPage { entries: page.entries.into_iter().map(entry).collect(), next: page.next }))
}

fn entry(entry: Entry) -> JournalEntry {
    let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
    JournalEntry {
        number: entry.seq,
        recorded: moment::machine(entry.recorded),
        actor: entry.actor,
        act: entry.act,
        about: entry.about,
        key: entry.row_key,
        operation: entry.operation,
        before: read(entry.before),
        after: read(entry.after),
        reason: entry.reason,
        request: entry.request,
        hash: chiso_model::hex(&entry.hash),
    }
}
