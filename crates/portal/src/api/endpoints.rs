//! The endpoints of the API.

use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use chiso_model::Lang;
use serde::Deserialize;

use super::documents::{
    DatasetEntry, Findings, Index, Ranking, RulebookEntry, UnitExplanation, UnitProfile, dataset_entry, explanation_of,
    findings_of, indices as all_indices, profile_of, ranking_of, rulebook_entry,
};
use crate::request::{Named, Shared};
use crate::site::{Publication, Site};
use chiso_web::language;
use chiso_web::{Json, Problem};

fn publication<'a>(site: &'a Site, named: &Named) -> Result<&'a Publication, Problem> {
    site.publication(&named.index, &named.level, &named.year).ok_or_else(|| {
        let Named { index, level, year } = named;
        Problem::absent(format!("There is no data set `{index}/{level}/{year}`. All of them: /api/v1/datasets"))
    })
}

/// All indices
///
/// Every index with its rulebooks and data sets.
#[utoipa::path(get, path = "/api/v1/indices", responses((status = 200, body = Vec<Index>)))]
pub(crate) async fn indices(State(site): Shared) -> Json<Vec<Index>> {
    Json(all_indices(&site))
}

/// All data sets
///
/// Every data set, in the order of the catalogue.
#[utoipa::path(get, path = "/api/v1/datasets", responses((status = 200, body = Vec<DatasetEntry>)))]
pub(crate) async fn datasets(State(site): Shared) -> Json<Vec<DatasetEntry>> {
    Json(site.catalogue.datasets().iter().map(|dataset| dataset_entry(&site, dataset)).collect())
}

/// The ranking of a data set
///
/// Value, place, band and change of every unit; units by place, those without one after them by name.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/ranking",
    params(("index" = String, Path, example = "par-index"), ("level" = String, Path, example = "province"), ("year" = String, Path, description = "The last part of a data set's id in `/api/v1/datasets`: a year such as `2024`, or a year with a suffix where the round was of another kind, such as `2024-illustrative`", example = "2024")),
    responses((status = 200, body = Ranking), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn ranking(State(site): Shared, Path(named): Path<Named>) -> Result<Json<Ranking>, Problem> {
    publication(&site, &named).map(|publication| Json(ranking_of(&site, publication)))
}

/// What can be said of a data set
///
/// Every sentence of its page with the figures it rests on and their sources.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/findings",
    params(("index" = String, Path, example = "par-index"), ("level" = String, Path, example = "province"), ("year" = String, Path, description = "The last part of a data set's id in `/api/v1/datasets`: a year such as `2024`, or a year with a suffix where the round was of another kind, such as `2024-illustrative`", example = "2024")),
    responses((status = 200, body = Findings), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn findings(State(site): Shared, Path(named): Path<Named>) -> Result<Json<Findings>, Problem> {
    publication(&site, &named).map(|publication| Json(findings_of(&site, publication)))
}

/// One unit in a data set
///
/// The unit's result, its history, and every node of its tree.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/units/{unit}",
    params(("index" = String, Path, example = "par-index"), ("level" = String, Path, example = "ministry"), ("year" = String, Path, description = "The last part of a data set's id in `/api/v1/datasets`: a year such as `2024`, or a year with a suffix where the round was of another kind, such as `2024-illustrative`", example = "2023"), ("unit" = String, Path, example = "bo-tu-phap")),
    responses((status = 200, body = UnitProfile), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn unit(
    State(site): Shared,
    Path((index, level, year, unit)): Path<(String, String, String, String)>,
) -> Result<Json<UnitProfile>, Problem> {
    let publication = publication(&site, &Named { index, level, year })?;
    let row = publication.board.row(&unit).ok_or_else(|| no_unit(publication, &unit))?;
    Ok(Json(profile_of(&site, publication, row)))
}

fn no_unit(publication: &Publication, unit: &str) -> Problem {
    let id = &publication.dataset.id;
    Problem::absent(format!("The data set `{id}` has no unit `{unit}`. All of them: /api/v1/datasets/{id}/ranking"))
}

/// What an explanation is wanted of.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wanted {
    node: Option<String>,
    lang: Option<String>,
}

/// How a number came about
///
/// Rule, numbers, sources and steps of one node of one unit, with all its parts.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/units/{unit}/explanation",
    params(("index" = String, Path, example = "par-index"), ("level" = String, Path, example = "ministry"), ("year" = String, Path, description = "The last part of a data set's id in `/api/v1/datasets`: a year such as `2024`, or a year with a suffix where the round was of another kind, such as `2024-illustrative`", example = "2023"), ("unit" = String, Path, example = "bo-tu-phap"),
        ("node" = Option<String>, Query, description = "Id of a node; the whole index where absent"), ("lang" = Option<String>, Query, description = "`vi` (where absent) or `en`")),
    responses((status = 200, body = UnitExplanation), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn explanation(
    State(site): Shared,
    Path((index, level, year, unit)): Path<(String, String, String, String)>,
    wanted: Result<Query<Wanted>, QueryRejection>,
) -> Result<Json<UnitExplanation>, Problem> {
    let Query(wanted) = wanted
        .map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "The query may have `node` and `lang`, each once."))?;
    let publication = publication(&site, &Named { index, level, year })?;
    let computed = publication.computed.as_ref().ok_or_else(|| {
        Problem::absent("These are published figures: they were not computed here and have no explanation.")
    })?;
    let row = publication.board.row(&unit).ok_or_else(|| no_unit(publication, &unit))?;
    let lang = match wanted.lang.as_deref() {
        None => Lang::Vi,
        Some(tag) => language::of_tag(tag).ok_or_else(|| {
            Problem::new(StatusCode::BAD_REQUEST, format!("`lang` is `{tag}`; it may be `vi` or `en`."))
        })?,
    };
    publication
        .explain(&unit, wanted.node.as_deref(), lang)
        .map(|trace| Json(explanation_of(publication, &computed.shipped, row, trace)))
        .ok_or_else(|| Problem::absent(format!("The rulebook has no node `{}`.", wanted.node.unwrap_or_default())))
}

/// All rulebooks
///
/// Every rulebook, by id, then from the newest edition to the oldest.
#[utoipa::path(get, path = "/api/v1/rulebooks", responses((status = 200, body = Vec<RulebookEntry>)))]
pub(crate) async fn rulebooks(State(site): Shared) -> Json<Vec<RulebookEntry>> {
    Json(site.catalogue.rulebooks().iter().map(rulebook_entry).collect())
}

/// One rulebook
///
/// The whole definition, in the same form as the YAML file (`chiso schema` prints its JSON Schema).
#[utoipa::path(get, path = "/api/v1/rulebooks/{id}/{edition}",
    params(("id" = String, Path, example = "par-index"), ("edition" = String, Path, example = "2023-ministry")),
    responses((status = 200, body = Object), (status = 404, body = Problem, content_type = "application/problem+json")))]
pub(crate) async fn rulebook(
    State(site): Shared,
    Path((id, edition)): Path<(String, String)>,
) -> Result<Json<chiso_rulebook::definition::Rulebook>, Problem> {
    site.rulebook(&id, &edition).map(|shipped| Json(shipped.rulebook.clone())).ok_or_else(|| {
        Problem::absent(format!("There is no rulebook `{id}/{edition}`. All of them: /api/v1/rulebooks"))
    })
}
