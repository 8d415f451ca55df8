//! Rulebooks: how each index is made.

use axum::extract::State;
use chiso_rulebook::definition::Rulebook;
use chiso_web::api::{Asked, At, Listed};
use chiso_web::{Json, Problem};

use super::documents::{RulebookEntry, rulebook_entry, status_id};
use super::vocabulary as word;
use crate::request::Shared;

/// All rulebooks
///
/// Every rulebook, by id, then from the newest edition to the oldest.
#[utoipa::path(get, path = "/api/v1/rulebooks", tag = "indices", operation_id = "rulebooks",
    params(
        ("index" = Option<String>, Query, description = "Only of this index", example = "par-index"),
        ("status" = inline(Option<word::Status>), Query, description = "Only with this status"),
        ("on" = Option<String>, Query, format = Date, description = "Only those in force on this day"),
    ),
    responses((status = 200, body = Vec<RulebookEntry>)),
    extensions(("x-vi" = json!({ "summary": "Danh sách bộ tiêu chí", "description": "Mọi bộ tiêu chí, theo mã, bản mới nhất đứng trước." }))))]
pub(super) async fn list(State(site): Shared, asked: Asked) -> Listed<RulebookEntry> {
    let day = asked.day("on");
    let fits = |book: &Rulebook, id: &str| {
        asked.text("index").is_none_or(|index| id == index)
            && asked.text("status").is_none_or(|status| status_id(book.status) == status)
            && day.is_none_or(|day| book.valid.from <= day && book.valid.to.is_none_or(|to| day <= to))
    };
    let books = site.catalogue.rulebooks().iter().filter(|shipped| fits(&shipped.rulebook, shipped.id()));
    Listed::of(books.collect::<Vec<_>>(), &asked, rulebook_entry)
}

/// One rulebook
///
/// The whole definition, in the same form as the YAML file (`chiso schema` prints its JSON Schema).
#[utoipa::path(get, path = "/api/v1/rulebooks/{id}/{edition}", tag = "indices", operation_id = "rulebook",
    params(
        ("id" = String, Path, description = "Id of the index", example = "par-index"),
        ("edition" = String, Path, description = "The edition", example = "2023-ministry"),
    ),
    responses((status = 200, body = Object)),
    extensions(("x-vi" = json!({ "summary": "Một bộ tiêu chí", "description": "Toàn bộ định nghĩa, cùng dạng với tệp YAML." }))))]
pub(super) async fn one(
    State(site): Shared,
    At((id, edition)): At<(String, String)>,
) -> Result<Json<Rulebook>, Problem> {
    site.rulebook(&id, &edition).map(|shipped| Json(shipped.rulebook.clone())).ok_or_else(|| {
        Problem::absent(format!("There is no rulebook `{id}/{edition}`. All of them: /api/v1/rulebooks"))
    })
}
