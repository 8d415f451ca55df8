//! What is measured.

use axum::extract::State;
use chiso_catalogue::ShippedRulebook;
use chiso_web::api::{Asked, At, Listed};
use chiso_web::{Json, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::documents::{RulebookEntry, Words, rulebook_entry};
use crate::request::Shared;
use crate::site::Site;

/// An index: the rulebooks and data sets of it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Index {
    /// Its id.
    id: String,
    /// Its name, from the newest rulebook.
    title: Words,
    /// What it measures.
    description: Option<Words>,
    /// Editions of its rulebook, the newest first.
    rulebooks: Vec<RulebookEntry>,
    /// Ids of its data sets, in the order of the catalogue.
    datasets: Vec<String>,
}

/// All indices
///
/// Every index with its rulebooks and data sets.
#[utoipa::path(get, path = "/api/v1/indices", tag = "indices", operation_id = "indices", responses((status = 200, body = Vec<Index>)),
    extensions(("x-vi" = json!({ "summary": "Danh sách chỉ số", "description": "Mọi chỉ số, kèm bộ tiêu chí và bộ số liệu của từng chỉ số." }))))]
pub(super) async fn list(State(site): Shared, asked: Asked) -> Listed<Index> {
    Listed::of(ids(&site), &asked, |id| index(&site, id))
}

/// One index
///
/// An index with its rulebooks and data sets.
#[utoipa::path(get, path = "/api/v1/indices/{index}", tag = "indices", operation_id = "indexById",
    params(("index" = String, Path, description = "Id of the index", example = "par-index")), responses((status = 200, body = Index)),
    extensions(("x-vi" = json!({ "summary": "Một chỉ số", "description": "Một chỉ số, kèm bộ tiêu chí và bộ số liệu của chỉ số đó." }))))]
pub(super) async fn one(State(site): Shared, At(id): At<String>) -> Result<Json<Index>, Problem> {
    if ids(&site).contains(&id.as_str()) { Ok(Json(index(&site, &id))) } else { Err(absent(&id)) }
}

/// Ids of all indices, in the order of the rulebooks.
fn ids(site: &Site) -> Vec<&str> {
    let mut ids: Vec<&str> = site.catalogue.rulebooks().iter().map(ShippedRulebook::id).collect();
    ids.dedup();
    ids
}

/// Whether there is such an index.
pub(super) fn known(site: &Site, id: &str) -> bool {
    site.catalogue.editions(id).next().is_some()
}

pub(super) fn absent(id: &str) -> Problem {
    Problem::absent(format!("There is no index `{id}`. All of them: /api/v1/indices"))
}

fn index(site: &Site, id: &str) -> Index {
    let newest = site.catalogue.editions(id).next();
    Index {
        id: id.to_owned(),
        title: newest.map_or_else(|| Words::same(id), |newest| Words::from(&newest.rulebook.title)),
        description: newest.and_then(|newest| newest.rulebook.description.as_ref()).map(Words::from),
        rulebooks: site.catalogue.editions(id).map(rulebook_entry).collect(),
        datasets: site.catalogue.datasets().iter().filter(|d| d.index == id).map(|d| d.id.clone()).collect(),
    }
}
