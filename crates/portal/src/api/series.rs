//! One agency through the years.

use axum::extract::State;
use chiso_catalogue::Level;
use chiso_model::Date;
use chiso_model::agency::{Agency, AgencyKind};
use chiso_web::api::{Asked, At};
use chiso_web::{Caller, Json, Problem};
use serde::Serialize;
use utoipa::ToSchema;

use super::day::OfDay;
use super::documents::{Words, missing, unit_result};
use super::vocabulary as word;
use super::{agencies, back_series, indices};
use crate::request::Shared;
use crate::site::{Publication, Site};

/// The values of an agency through the years.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Series {
    /// Id of the agency.
    agency: String,
    /// Its name.
    name: Words,
    /// Id of the index.
    index: String,
    /// The units as they were, or as they are now.
    #[schema(value_type = word::View)]
    view: &'static str,
    /// Years from which figures cannot be compared with earlier ones, the oldest first.
    breaks: Vec<Break>,
    /// The years in which something is known, the oldest first.
    years: Vec<SeriesYear>,
}

/// A break in a series.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Break {
    /// First year of the new series.
    year: i16,
    /// Why.
    text: Words,
    /// Where that comes from.
    source: Words,
}

/// One year.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SeriesYear {
    /// Id of the data set.
    dataset: String,
    /// The year.
    year: i16,
    /// The value as printed; unrounded where constructed.
    value: Option<f64>,
    /// Why there is none.
    #[schema(value_type = Option<word::Missing>)]
    missing: Option<&'static str>,
    /// The place; none where constructed.
    rank: Option<f64>,
    /// True where it may be compared with the year before it in this list.
    comparable: bool,
    /// True where nobody published the value: it is made from those of the units of then.
    constructed: bool,
    /// What must stand wherever a constructed value is shown.
    label: Option<Words>,
    /// How a constructed value came about.
    formula: Option<Words>,
    /// How a value that is not constructed is known.
    #[schema(value_type = Option<word::Provenance>)]
    provenance: Option<&'static str>,
    /// Where it comes from.
    source: Option<Words>,
    /// False while nobody has checked the source of a published figure.
    source_verified: Option<bool>,
}

/// An agency through the years
///
/// Every year of an index in which something is known of an agency. `view=now` gives the agency of today the years before it began too, constructed from the units of then.
#[utoipa::path(get, path = "/api/v1/agencies/{agency}/series/{index}", tag = "agencies", operation_id = "series",
    params(
        ("agency" = String, Path, description = "Id of the agency", example = "31"),
        ("index" = String, Path, description = "Id of the index", example = "par-index"),
        ("view" = inline(Option<word::View>), Query, description = "`then` (where absent): the agency in its own time. `now`: its ground through all years, for an agency of today"),
    ),
    responses((status = 200, body = Series)),
    extensions(("x-vi" = json!({ "summary": "Một cơ quan qua các năm",
        "description": "Mọi năm của một chỉ số có số liệu về cơ quan. `view=now` cho cơ quan hiện nay cả những năm trước khi nó thành lập, dựng lại từ các đơn vị lúc đó." }))))]
pub(super) async fn one(
    State(site): Shared,
    caller: Caller,
    At((id, index)): At<(String, String)>,
    asked: Asked,
) -> Result<OfDay<Json<Series>>, Problem> {
    let agency = agencies::find(&site, &id)?;
    if !indices::known(&site, &index) {
        return Err(indices::absent(&index));
    }
    let as_now = asked.text("view") == Some("now");
    if as_now && !agency.exists_on(caller.day) {
        let detail = format!(
            "The agency `{id}` is no more, so it has no view of now. What became of it: /api/v1/agencies/{id}/lineage"
        );
        return Err(Problem::absent(detail));
    }
    let day = agency.valid.last().min(caller.day).max(agency.valid.first());
    let level = level(agency.kind_on(day));
    let breaks: Vec<Break> =
        level.into_iter().flat_map(|level| site.catalogue.breaks(&index, level)).map(broken).collect();
    let mut years: Vec<SeriesYear> = site
        .publications
        .iter()
        .filter(|p| p.dataset.index == index && Some(p.dataset.level) == level && !p.dataset.simulated)
        .filter_map(|p| {
            own(&site, p, agency).or_else(|| if as_now { made(&site, p, agency, caller.day) } else { None })
        })
        .collect();
    years.sort_by_key(|year| year.year);
    for at in 1..years.len() {
        let earlier = years[at - 1].year;
        // What is constructed is made of other units than what the agency had itself.
        let own = years[at - 1].constructed == years[at].constructed;
        years[at].comparable = level.is_some_and(|level| {
            let (year, catalogue) = (years[at].year, &site.catalogue);
            if own {
                catalogue.same_method(&index, level, year, earlier)
            } else {
                catalogue.comparable(&index, level, year, earlier)
            }
        });
    }
    let document = Series {
        agency: agency.id.to_string(),
        name: Words::from(&agency.name_on(day).text),
        index,
        view: if as_now { "now" } else { "then" },
        breaks,
        years,
    };
    Ok(OfDay::new(Json(document), !as_now))
}

/// The level at which agencies of a kind are measured.
const fn level(kind: AgencyKind) -> Option<Level> {
    match kind {
        AgencyKind::Province | AgencyKind::City => Some(Level::Province),
        AgencyKind::Ministry => Some(Level::Ministry),
        AgencyKind::Country => Some(Level::Country),
        _ => None,
    }
}

fn broken(of: &chiso_catalogue::SeriesBreak) -> Break {
    Break { year: of.year, text: Words::from(&of.text), source: Words::from(&of.source.text) }
}

/// What an agency had itself.
fn own(site: &Site, publication: &Publication, agency: &Agency) -> Option<SeriesYear> {
    let unit = site.catalogue.unit_of(publication.dataset.scheme?, &agency.id)?;
    let result = unit_result(publication, publication.board.row(unit).filter(|row| row.known())?);
    Some(SeriesYear {
        dataset: publication.dataset.id.clone(),
        year: publication.year,
        value: result.value,
        missing: result.missing,
        rank: result.rank,
        comparable: false,
        constructed: false,
        label: None,
        formula: None,
        provenance: result.provenance,
        source: result.source,
        source_verified: result.source_verified,
    })
}

/// What is made for an agency of today from the units of then; none where nothing is known of any of them.
fn made(site: &Site, publication: &Publication, agency: &Agency, now: Date) -> Option<SeriesYear> {
    let series = back_series::construct(site, publication, now)?;
    let unit = series.get(&agency.id).filter(|unit| unit.is_constructed)?;
    unit.parts.iter().any(|part| part.value.value().is_some()).then_some(())?;
    Some(SeriesYear {
        dataset: publication.dataset.id.clone(),
        year: publication.year,
        value: unit.value.value(),
        missing: missing(unit.value),
        rank: None,
        comparable: false,
        constructed: true,
        label: Some(Words::by(|lang| series.label(lang))),
        formula: Some(back_series::formula(site, &series, unit, publication.board.digits)),
        provenance: None,
        source: None,
        source_verified: None,
    })
}
