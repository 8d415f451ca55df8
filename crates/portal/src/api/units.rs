//! Units within a data set, and how their numbers came about.

use axum::extract::State;
use chiso_model::Lang;
use chiso_web::api::{Asked, At, Listed};
use chiso_web::{Json, Problem, fold, language};
use serde::Deserialize;
use utoipa::IntoParams;

use super::datasets::{Dataset, publication};
use super::documents::{UnitExplanation, UnitProfile, UnitResult, explanation_of, profile_of, unit_result};
use super::vocabulary as word;
use crate::board::Row;
use crate::request::Shared;
use crate::site::{Publication, Site};

/// The address of a unit in a data set.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct UnitAddress {
    /// Id of the index.
    #[param(example = "par-index")]
    index: String,
    /// What is scored.
    #[param(example = "ministry")]
    level: String,
    /// The last part of a data set's id.
    #[param(example = "2023")]
    year: String,
    /// Id of the unit among the units of its time: the GSO code of a province, the slug of a ministry.
    #[param(example = "bo-tu-phap")]
    unit: String,
}

fn find(site: &Site, named: UnitAddress) -> Result<(&Publication, &Row), Problem> {
    let UnitAddress { index, level, year, unit } = named;
    let publication = publication(site, &Dataset { index, level, year })?;
    let row = publication.board.row(&unit).ok_or_else(|| {
        let id = &publication.dataset.id;
        Problem::absent(format!("The data set `{id}` has no unit `{unit}`. All of them: /api/v1/datasets/{id}/units"))
    })?;
    Ok((publication, row))
}

/// The units of a data set
///
/// The rows of the ranking, in pages: by place, those without one after them by name.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/units", tag = "results", operation_id = "units",
    params(Dataset,
        ("q" = Option<String>, Query, max_length = 100, description = "Only units whose name holds these letters; capitals and marks do not matter"),
        ("region" = Option<String>, Query, description = "Only units of this region"),
        ("band" = Option<String>, Query, description = "Only units in this band"),
        ("known" = Option<bool>, Query, description = "Only units of which a value or place is known (`true`), or only the others"),
    ),
    responses((status = 200, body = Vec<UnitResult>)),
    extensions(("x-vi" = json!({ "summary": "Các đơn vị của một bộ số liệu",
        "description": "Các dòng của bảng xếp hạng, chia trang: xếp theo thứ hạng, đơn vị chưa có hạng xếp sau theo tên." }))))]
pub(super) async fn list(
    State(site): Shared,
    At(named): At<Dataset>,
    asked: Asked,
) -> Result<Listed<UnitResult>, Problem> {
    let publication = publication(&site, &named)?;
    let letters = asked.text("q").map(fold::fold);
    let bands = &publication.board.bands;
    let fits = |row: &&Row| {
        let name = || [Lang::Vi, Lang::En].map(|lang| fold::fold(row.unit.name.get(lang)));
        letters.as_ref().is_none_or(|letters| name().iter().any(|name| name.contains(letters.as_str())))
            && asked.text("region").is_none_or(|region| row.unit.region.as_deref() == Some(region))
            && asked.text("band").is_none_or(|band| row.band.and_then(|at| bands.get(at)).is_some_and(|b| b.id == band))
            && asked.truth("known").is_none_or(|known| row.known() == known)
    };
    let rows: Vec<&Row> = publication.board.rows.iter().filter(fits).collect();
    Ok(Listed::of(rows, &asked, |row| unit_result(publication, row)))
}

/// One unit in a data set
///
/// The unit's result, its history, and every node of its tree.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/units/{unit}", tag = "results", operation_id = "unit", params(UnitAddress),
    responses((status = 200, body = UnitProfile)),
    extensions(("x-vi" = json!({ "summary": "Một đơn vị",
        "description": "Kết quả của đơn vị, kết quả qua các năm và mọi tiêu chí trong cây điểm." }))))]
pub(super) async fn one(State(site): Shared, At(named): At<UnitAddress>) -> Result<Json<UnitProfile>, Problem> {
    let (publication, row) = find(&site, named)?;
    Ok(Json(profile_of(&site, publication, row)))
}

/// How a number came about
///
/// Rule, numbers, sources and steps of one node of one unit, with all its parts.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/units/{unit}/explanation", tag = "results", operation_id = "explanation",
    params(UnitAddress,
        ("node" = Option<String>, Query, description = "Id of a node; the whole index where absent"),
        ("lang" = inline(Option<word::Language>), Query, description = "The language of the words; `vi` where absent"),
    ),
    responses((status = 200, body = UnitExplanation)),
    extensions(("x-vi" = json!({ "summary": "Vì sao có con số này",
        "description": "Quy tắc, số liệu, nguồn và từng bước tính của một tiêu chí, kèm mọi thành phần." }))))]
pub(super) async fn explanation(
    State(site): Shared,
    At(named): At<UnitAddress>,
    asked: Asked,
) -> Result<Json<UnitExplanation>, Problem> {
    let (publication, row) = find(&site, named)?;
    let computed = publication.computed.as_ref().ok_or_else(|| {
        Problem::absent("These are published figures: they were not computed here and have no explanation.")
    })?;
    let lang = asked.text("lang").and_then(language::of_tag).unwrap_or(Lang::Vi);
    let node = asked.text("node");
    publication
        .explain(&row.unit.id, node, lang)
        .map(|trace| Json(explanation_of(publication, &computed.shipped, row, trace)))
        .ok_or_else(|| Problem::absent(format!("The rulebook has no node `{}`.", node.unwrap_or_default())))
}
