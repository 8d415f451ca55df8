//! What units of then would have had within the boundaries of now: constructed, and labelled so.

use std::collections::BTreeMap;

use axum::extract::State;
use chiso_engine::{BackSeries, Combination, Constructed};
use chiso_model::agency::AgencyId;
use chiso_model::{Cell, Date, Lang};
use chiso_web::api::{Asked, At};
use chiso_web::{Caller, Json, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::agencies::{named, register};
use super::datasets::{Dataset, publication};
use super::day::OfDay;
use super::documents::{DatasetEntry, Words, dataset_entry, missing};
use super::vocabulary as word;
use crate::request::Shared;
use crate::site::{Publication, Site};

/// Values of a data set within the boundaries of a later day. Nobody published them: they are constructed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct BackSeriesDocument {
    /// The data set they are made from.
    dataset: DatasetEntry,
    /// What must stand wherever these values are shown.
    label: Words,
    /// The day whose units were measured.
    #[schema(format = Date)]
    then: String,
    /// The day whose units these are.
    #[schema(format = Date)]
    now: String,
    /// How values of several units become one.
    #[schema(value_type = word::Combination)]
    combination: &'static str,
    /// By what they are weighted.
    weights: Words,
    /// The units of now, by id.
    units: Vec<ConstructedUnit>,
    /// Ids of units that were measured and from which nobody took over.
    left_out: Vec<String>,
}

/// A unit of now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ConstructedUnit {
    /// Id of the agency.
    agency: String,
    /// Its name.
    name: Words,
    /// The value, unrounded.
    value: Option<f64>,
    /// Why there is none.
    #[schema(value_type = Option<word::Missing>)]
    missing: Option<&'static str>,
    /// False where the unit goes on as it was: its value is then the one it had.
    constructed: bool,
    /// How the value came about, on one line.
    formula: Words,
    /// What it is made of, by id.
    parts: Vec<PartOfUnit>,
}

/// A unit of then inside a unit of now.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PartOfUnit {
    /// Id of the agency.
    agency: String,
    /// Its name of then.
    name: Words,
    /// Its value.
    value: Option<f64>,
    /// Why there is none.
    #[schema(value_type = Option<word::Missing>)]
    missing: Option<&'static str>,
    /// Its weight.
    weight: Option<f64>,
    /// How much of it went into the unit of now, a share of one; none where nobody says.
    share: Option<f64>,
}

/// A data set within the boundaries of another day
///
/// The values of the units of then, averaged within the units of a later day. Constructed, not published: the label says so, and says by what they are weighted.
#[utoipa::path(get, path = "/api/v1/datasets/{index}/{level}/{year}/back-series", tag = "results", operation_id = "backSeries",
    params(Dataset, ("on" = Option<String>, Query, format = Date, description = "The day whose units are wanted; today in Việt Nam where absent", example = "2025-07-01")),
    responses((status = 200, body = BackSeriesDocument)),
    extensions(("x-vi" = json!({ "summary": "Bộ số liệu theo địa giới của một ngày khác",
        "description": "Giá trị của các đơn vị lúc đó, tính bình quân cho các đơn vị của một ngày sau. Là số dựng lại, không phải số công bố: nhãn đi kèm nói rõ điều đó và cách tính quyền số." }))))]
pub(super) async fn one(
    State(site): Shared,
    caller: Caller,
    At(address): At<Dataset>,
    asked: Asked,
) -> Result<OfDay<Json<BackSeriesDocument>>, Problem> {
    let publication = publication(&site, &address)?;
    let now = asked.day("on").unwrap_or(caller.day);
    let series = construct(&site, publication, now).ok_or_else(|| {
        Problem::absent("Values can only be carried forward, to the units of a later day: `on` lies before the day whose units were measured.")
    })?;
    let digits = publication.board.digits;
    let document = BackSeriesDocument {
        dataset: dataset_entry(&site, &publication.dataset),
        label: Words::by(|lang| series.label(lang)),
        then: series.then.to_string(),
        now: series.now.to_string(),
        combination: series.combination.id(),
        weights: Words::from(&series.weights.name),
        units: series.units.iter().map(|unit| constructed_unit(&site, &series, unit, digits)).collect(),
        left_out: series.left_out.iter().map(ToString::to_string).collect(),
    };
    Ok(OfDay::new(Json(document), asked.day("on").is_some()))
}

/// The values of a publication within the units of a day; none where that day lies before the one whose units were measured.
pub(super) fn construct(site: &Site, publication: &Publication, now: Date) -> Option<BackSeries> {
    let scheme = publication.dataset.scheme?;
    let then = scheme.day().unwrap_or(Date::constant(2024, 12, 31));
    if now < then {
        return None;
    }
    let values: BTreeMap<AgencyId, Cell> = publication
        .board
        .rows
        .iter()
        .filter_map(|row| Some((site.catalogue.agency_in(scheme, &row.unit.id)?.id().clone(), row.value)))
        .collect();
    Some(chiso_engine::back_series(register(site), &values, (then, now), Combination::WeightedMean, &site.weights))
}

/// How the value of a unit came about, in both languages.
pub(super) fn formula(site: &Site, series: &BackSeries, unit: &Constructed, digits: u8) -> Words {
    let register = register(site);
    let name = |id: &AgencyId, lang: Lang| {
        register.get(id).map_or_else(String::new, |agency| agency.title_on(series.then, lang).to_owned())
    };
    Words::by(|lang| {
        let names: BTreeMap<&AgencyId, String> =
            unit.parts.iter().map(|part| (&part.unit, name(&part.unit, lang))).collect();
        series.formula(unit, digits, lang, |id| names.get(id).map_or("", String::as_str))
    })
}

fn constructed_unit(site: &Site, series: &BackSeries, unit: &Constructed, digits: u8) -> ConstructedUnit {
    let register = register(site);
    let agency = named(register, &unit.unit, series.now);
    let parts = unit.parts.iter().map(|part| {
        let agency = named(register, &part.unit, series.then);
        PartOfUnit {
            agency: agency.id,
            name: agency.name,
            value: part.value.value(),
            missing: missing(part.value),
            weight: part.weight.value(),
            share: part.share,
        }
    });
    ConstructedUnit {
        agency: agency.id,
        name: agency.name,
        value: unit.value.value(),
        missing: missing(unit.value),
        constructed: unit.is_constructed,
        formula: formula(site, series, unit, digits),
        parts: parts.collect(),
    }
}
