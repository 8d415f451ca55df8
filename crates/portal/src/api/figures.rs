//! Published figures, all readings of them: what conflicts stands side by side.

use std::collections::BTreeMap;

use axum::extract::State;
use chiso_catalogue::{PublishedFigure, Reading};
use chiso_web::Problem;
use chiso_web::api::{Asked, At, Listed};
use serde::Serialize;
use utoipa::ToSchema;

use super::datasets::{Dataset, publication};
use super::documents::{Words, provenance_id};
use super::vocabulary as word;
use crate::request::Shared;
use crate::site::{Publication, Site};

/// One figure that one source gives.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Figure {
    /// Id of the unit.
    unit: String,
    /// Its name.
    name: Words,
    /// Per cent of the points that could be had; none where only the place is known.
    value: Option<f64>,
    /// Digits after the decimal mark with which the source printed it.
    digits: Option<u8>,
    /// The place; none where only the value is known.
    rank: Option<u16>,
    /// Points from self-assessment and appraisal.
    appraisal: Option<f64>,
    /// Points from the sociological survey.
    survey: Option<f64>,
    /// How it is known.
    #[schema(value_type = word::Provenance)]
    provenance: &'static str,
    /// Whether tables and sentences use it.
    #[schema(value_type = word::Reading)]
    reading: &'static str,
    /// True where sources give different figures for this unit and year.
    conflicting: bool,
    /// Where it comes from.
    source: Words,
    /// False while nobody has checked the source.
    source_verified: bool,
    /// A remark.
    note: Option<Words>,
}

/// All readings of the published figures
///
/// Every figure that any source gives for a unit of the data set, in the order of the sources; conflicting ones stand side by side.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/figures", tag = "results", operation_id = "figures",
    params(Dataset,
        ("unit" = Option<String>, Query, description = "Only of this unit", example = "31"),
        ("conflicting" = Option<bool>, Query, description = "Only where sources disagree (`true`), or only where they do not"),
    ),
    responses((status = 200, body = Vec<Figure>)),
    extensions(("x-vi" = json!({ "summary": "Mọi số liệu đã công bố",
        "description": "Mọi con số mà bất kỳ nguồn nào nêu cho một đơn vị của bộ số liệu; các số khác nhau được để cạnh nhau." }))))]
pub(super) async fn list(State(site): Shared, At(named): At<Dataset>, asked: Asked) -> Result<Listed<Figure>, Problem> {
    let publication = publication(&site, &named)?;
    let mut figures = of(&site, publication);
    figures.retain(|(figure, conflicting)| {
        asked.text("unit").is_none_or(|unit| figure.unit == unit)
            && asked.truth("conflicting").is_none_or(|wanted| *conflicting == wanted)
    });
    Ok(Listed::of(figures, &asked, |(figure, conflicting)| document(publication, figure, conflicting)))
}

/// Every reading of a publication, and whether it conflicts with another; none for what is made up.
pub(super) fn of<'a>(site: &'a Site, publication: &Publication) -> Vec<(&'a PublishedFigure, bool)> {
    let dataset = &publication.dataset;
    let figures: Vec<&PublishedFigure> = site
        .catalogue
        .published()
        .iter()
        .filter(|figure| !dataset.simulated && figure.index == dataset.index)
        .filter(|figure| figure.level == dataset.level && figure.year == publication.year)
        .collect();
    let mut by_unit: BTreeMap<&str, Vec<&PublishedFigure>> = BTreeMap::new();
    for figure in &figures {
        by_unit.entry(&figure.unit).or_default().push(figure);
    }
    figures
        .into_iter()
        .map(|figure| (figure, by_unit[figure.unit.as_str()].iter().any(|other| differ(figure, other))))
        .collect()
}

/// Two figures differ where both give a value, or both a place, and not the same.
fn differ(one: &PublishedFigure, other: &PublishedFigure) -> bool {
    let values = one.value.zip(other.value).is_some_and(|(one, other)| one.value != other.value);
    values || one.rank.zip(other.rank).is_some_and(|(one, other)| one != other)
}

pub(super) const fn reading_id(reading: Reading) -> &'static str {
    match reading {
        Reading::Main => "main",
        Reading::Other => "other",
    }
}

fn document(publication: &Publication, figure: &PublishedFigure, conflicting: bool) -> Figure {
    let row = publication.board.row(&figure.unit);
    Figure {
        unit: figure.unit.clone(),
        name: row.map_or_else(|| Words::same(&figure.unit), |row| Words::from(&row.unit.name)),
        value: figure.value.map(|printed| printed.value),
        digits: figure.value.map(|printed| printed.digits),
        rank: figure.rank,
        appraisal: figure.appraisal.map(|printed| printed.value),
        survey: figure.survey.map(|printed| printed.value),
        provenance: provenance_id(figure.provenance),
        reading: reading_id(figure.reading),
        conflicting,
        source: Words::from(&figure.source.text),
        source_verified: figure.source.verified,
        note: figure.note.as_ref().map(Words::from),
    }
}
