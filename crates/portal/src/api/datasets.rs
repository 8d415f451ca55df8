//! Data sets: one index, at one level, in one year.

use axum::extract::State;
use chiso_web::api::{Asked, At, Listed};
use chiso_web::{Json, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::documents::{DatasetEntry, Findings, Ranking, dataset_entry, findings_of, ranking_of};
use super::vocabulary as word;
use crate::request::Shared;
use crate::site::{Publication, Site};

/// The address of a data set.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(super) struct Dataset {
    /// Id of the index.
    #[param(example = "par-index")]
    pub(super) index: String,
    /// What is scored.
    #[param(example = "province")]
    pub(super) level: String,
    /// The last part of a data set's id in `/api/v1/datasets`: a year such as `2024`, or a year with a suffix where the round was of another kind, such as
    /// `2024-illustrative`.
    #[param(example = "2024")]
    pub(super) year: String,
}

pub(super) fn publication<'a>(site: &'a Site, named: &Dataset) -> Result<&'a Publication, Problem> {
    site.publication(&named.index, &named.level, &named.year).ok_or_else(|| {
        let Dataset { index, level, year } = named;
        Problem::absent(format!("There is no data set `{index}/{level}/{year}`. All of them: /api/v1/datasets"))
    })
}

/// All data sets
///
/// Every data set, in the order of the catalogue.
#[utoipa::path(get, path = "/api/v1/datasets", tag = "indices", operation_id = "datasets",
    params(
        ("index" = Option<String>, Query, description = "Only of this index", example = "par-index"),
        ("level" = inline(Option<word::Level>), Query, description = "Only of units of this level"),
        ("year" = Option<u16>, Query, minimum = 1900, maximum = 2999, description = "Only of this year"),
        ("kind" = inline(Option<word::DatasetKind>), Query, description = "Only of this kind"),
        ("simulated" = Option<bool>, Query, description = "Only those made up to show the form (`true`), or only the others"),
    ),
    responses((status = 200, body = Vec<DatasetEntry>)),
    extensions(("x-vi" = json!({ "summary": "Danh sách bộ số liệu", "description": "Mọi bộ số liệu, theo thứ tự trong danh mục." }))))]
pub(super) async fn list(State(site): Shared, asked: Asked) -> Listed<DatasetEntry> {
    let year = asked.whole("year");
    let fits = |entry: &DatasetEntry| {
        asked.text("index").is_none_or(|index| entry.index == index)
            && asked.text("level").is_none_or(|level| entry.level == level)
            && year.is_none_or(|year| entry.year.map(i64::from) == Some(year))
            && asked.text("kind").is_none_or(|kind| entry.kind == kind)
            && asked.truth("simulated").is_none_or(|simulated| entry.simulated == simulated)
    };
    let entries = site.catalogue.datasets().iter().map(|dataset| dataset_entry(&site, dataset));
    Listed::of(entries.filter(fits).collect::<Vec<_>>(), &asked, |entry| entry)
}

/// One data set
///
/// What it is, where its ranking and its files are.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}", tag = "results", operation_id = "dataset", params(Dataset),
    responses((status = 200, body = DatasetEntry)),
    extensions(("x-vi" = json!({ "summary": "Một bộ số liệu", "description": "Bộ số liệu là gì, bảng xếp hạng và các tệp ở đâu." }))))]
pub(super) async fn one(State(site): Shared, At(named): At<Dataset>) -> Result<Json<DatasetEntry>, Problem> {
    publication(&site, &named).map(|publication| Json(dataset_entry(&site, &publication.dataset)))
}

/// The ranking of a data set
///
/// Value, place, band and change of every unit; units by place, those without one after them by name.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/ranking", tag = "results", operation_id = "ranking", params(Dataset),
    responses((status = 200, body = Ranking)),
    extensions(("x-vi" = json!({ "summary": "Bảng xếp hạng",
        "description": "Giá trị, thứ hạng, nhóm và thay đổi của mọi đơn vị; xếp theo thứ hạng, đơn vị chưa có hạng xếp sau theo tên." }))))]
pub(super) async fn ranking(State(site): Shared, At(named): At<Dataset>) -> Result<Json<Ranking>, Problem> {
    publication(&site, &named).map(|publication| Json(ranking_of(&site, publication)))
}

/// What can be said of a data set
///
/// Every sentence of its page with the figures it rests on and their sources.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/findings", tag = "results", operation_id = "findings", params(Dataset),
    responses((status = 200, body = Findings)),
    extensions(("x-vi" = json!({ "summary": "Các nhận định",
        "description": "Mọi câu trên trang của bộ số liệu, kèm số liệu đã dùng và nguồn của từng số." }))))]
pub(super) async fn findings(State(site): Shared, At(named): At<Dataset>) -> Result<Json<Findings>, Problem> {
    publication(&site, &named).map(|publication| Json(findings_of(&site, publication)))
}
