//! The documents that the API gives. Field names are a contract; lists are in a fixed order, named at each.

use chiso_catalogue::{Dataset, DatasetKind, Provenance};
use chiso_engine::Explanation as Trace;
use chiso_model::{Cell, Lang, Text};
use chiso_rulebook::definition::Status;
use serde::Serialize;
use utoipa::ToSchema;

use crate::board::Row;
use crate::site::{Publication, Site};

/// A text in both languages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Words {
    /// Vietnamese.
    vi: String,
    /// English; the Vietnamese where there is no translation.
    en: String,
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Words {
        Words { vi: text.get(Lang::Vi).to_owned(), en: text.get(Lang::En).to_owned() }
    }
}

/// An index: the rulebooks and data sets of it.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Index {
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

/// A rulebook in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulebookEntry {
    /// `id/edition`.
    reference: String,
    /// Its name.
    title: Words,
    /// `official`, `reconstructed` or `illustrative`.
    status: &'static str,
    /// Why it has that status.
    status_note: Option<Words>,
    /// First day in force, `2024-01-31`.
    valid_from: String,
    /// Last day in force; none while it lasts.
    valid_to: Option<String>,
    /// Address of the whole rulebook.
    href: String,
}

/// A data set in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct DatasetEntry {
    /// `index/level/year`, the year with a suffix where it was a round of another kind.
    id: String,
    /// Id of the index.
    index: String,
    /// `province`, `ministry` or `country`.
    level: &'static str,
    /// The year measured; none for a method without values.
    year: Option<i16>,
    /// `computed` (here, with a trace), `published` (elsewhere) or `method` (no values).
    kind: &'static str,
    /// True when the facts are made up to show the form.
    simulated: bool,
    /// True when every unit that was scored has a value.
    complete: bool,
    /// Status of the rulebook; none for published figures.
    rulebook_status: Option<&'static str>,
    /// Its title.
    title: Words,
    /// A remark for the reader.
    note: Option<Words>,
    /// Address of the ranking; none for a method.
    ranking: Option<String>,
}

/// All units of a data set: by place, those without one after them by name.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Ranking {
    /// The data set.
    dataset: DatasetEntry,
    /// Mean of all units, as computed or published; unrounded where computed.
    mean: Option<f64>,
    /// Greatest value there can be.
    max: Option<f64>,
    /// True when values are per cent of the points that can be had.
    per_cent: bool,
    /// The year that changes are against.
    changes_since: Option<i16>,
    /// The parts, in the rulebook's order.
    parts: Vec<Part>,
    /// The units.
    units: Vec<UnitResult>,
}

/// A part of an index.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Part {
    /// Id of the node.
    id: String,
    /// Its name.
    title: Words,
    /// Max points.
    max: Option<f64>,
}

/// What is known of one unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitResult {
    /// Id of the unit, unique among the units of its time.
    unit: String,
    /// Its name.
    name: Words,
    /// Id of its region.
    region: Option<String>,
    /// The value as printed.
    value: Option<f64>,
    /// Why there is no value: `blank`, `not_applicable`, `abstained`, `withheld` or `not_computable`.
    missing: Option<&'static str>,
    /// The place; a fraction where equal places are shared.
    rank: Option<f64>,
    /// Id of the band.
    band: Option<String>,
    /// Change of the printed value.
    change: Option<f64>,
    /// Places gained (positive) or lost (negative).
    places_gained: Option<f64>,
    /// One a part, in the order of `parts`.
    parts: Vec<PartResult>,
    /// How a published figure is known: `published`, `derived` or `reported`.
    provenance: Option<&'static str>,
    /// Where a published figure comes from.
    source: Option<Words>,
    /// False while nobody has checked the source.
    source_verified: Option<bool>,
}

/// The value of a part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartResult {
    /// The value as printed.
    value: Option<f64>,
    /// Why there is none.
    missing: Option<&'static str>,
}

/// One unit in one data set, with every node of its tree.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitProfile {
    /// The data set.
    dataset: DatasetEntry,
    /// The unit.
    unit: UnitResult,
    /// Every node, parents before children in the rulebook's order; empty for published figures.
    nodes: Vec<NodeResult>,
}

/// One node of the tree of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct NodeResult {
    /// Id of the node.
    node: String,
    /// Id of its parent.
    parent: Option<String>,
    /// Its name.
    title: Words,
    /// Max points.
    max: Option<f64>,
    /// The unrounded value.
    value: Option<f64>,
    /// The value as printed.
    printed: Option<f64>,
    /// Why there is none.
    missing: Option<&'static str>,
    /// The place.
    rank: Option<f64>,
    /// Address of the explanation.
    explanation: String,
}

/// How a number came about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Explanation {
    /// Id of the node.
    node: String,
    /// Printed code.
    code: Option<String>,
    /// Name of the node.
    title: String,
    /// The value as printed, or the kind of missing value in words.
    value: String,
    /// Max points.
    max: Option<String>,
    /// What was done, one step a line.
    lines: Vec<String>,
    /// The parts.
    #[schema(no_recursion)]
    parts: Vec<Explanation>,
}

impl From<Trace> for Explanation {
    fn from(trace: Trace) -> Explanation {
        Explanation {
            node: trace.node,
            code: trace.code,
            title: trace.title,
            value: trace.value,
            max: trace.max,
            lines: trace.lines,
            parts: trace.parts.into_iter().map(Explanation::from).collect(),
        }
    }
}

const fn status_id(status: Status) -> &'static str {
    match status {
        Status::Official => "official",
        Status::Reconstructed => "reconstructed",
        Status::Illustrative => "illustrative",
    }
}

fn missing(cell: Cell) -> Option<&'static str> {
    cell.get().err().map(chiso_model::Missing::id)
}

pub(super) fn rulebook_entry(shipped: &chiso_catalogue::ShippedRulebook) -> RulebookEntry {
    let book = &shipped.rulebook;
    RulebookEntry {
        reference: shipped.reference(),
        title: Words::from(&book.title),
        status: status_id(book.status),
        status_note: book.status_note.as_ref().map(Words::from),
        valid_from: book.valid.from.to_string(),
        valid_to: book.valid.to.map(|to| to.to_string()),
        href: format!("/api/v1/rulebooks/{}", shipped.reference()),
    }
}

/// Every index, in the order of the rulebooks.
pub(super) fn indices(site: &Site) -> Vec<Index> {
    let mut ids: Vec<&str> = site.catalogue.rulebooks().iter().map(chiso_catalogue::ShippedRulebook::id).collect();
    ids.dedup();
    ids.into_iter()
        .filter_map(|id| {
            let newest = site.catalogue.editions(id).next()?;
            Some(Index {
                id: id.to_owned(),
                title: Words::from(&newest.rulebook.title),
                description: newest.rulebook.description.as_ref().map(Words::from),
                rulebooks: site.catalogue.editions(id).map(rulebook_entry).collect(),
                datasets: site.catalogue.datasets().iter().filter(|d| d.index == id).map(|d| d.id.clone()).collect(),
            })
        })
        .collect()
}

pub(super) fn dataset_entry(site: &Site, dataset: &Dataset) -> DatasetEntry {
    let status = match &dataset.kind {
        DatasetKind::Computed { rulebook, .. } | DatasetKind::Method { rulebook } => {
            site.catalogue.rulebook(rulebook).ok().map(|shipped| status_id(shipped.rulebook.status))
        }
        DatasetKind::Published => None,
    };
    DatasetEntry {
        id: dataset.id.clone(),
        index: dataset.index.clone(),
        level: dataset.level.id(),
        year: dataset.year,
        kind: match dataset.kind {
            DatasetKind::Computed { .. } => "computed",
            DatasetKind::Published => "published",
            DatasetKind::Method { .. } => "method",
        },
        simulated: dataset.simulated,
        complete: dataset.complete,
        rulebook_status: status,
        title: Words::from(&dataset.title),
        note: dataset.note.as_ref().map(Words::from),
        ranking: dataset.year.map(|_| format!("/api/v1/datasets/{}/ranking", dataset.id)),
    }
}

/// The ranking of a publication.
pub(crate) fn ranking_of(site: &Site, publication: &Publication) -> Ranking {
    let board = &publication.board;
    Ranking {
        dataset: dataset_entry(site, &publication.dataset),
        mean: board.mean,
        max: board.max,
        per_cent: board.per_cent,
        changes_since: board.since,
        parts: board
            .parts
            .iter()
            .map(|part| Part { id: part.id.clone(), title: Words::from(&part.title), max: part.max })
            .collect(),
        units: board.rows.iter().map(|row| unit_result(publication, row)).collect(),
    }
}

pub(super) fn unit_result(publication: &Publication, row: &Row) -> UnitResult {
    let bands = &publication.board.bands;
    let figure = row.figure.as_ref().filter(|_| publication.computed.is_none());
    UnitResult {
        unit: row.unit.id.clone(),
        name: Words::from(&row.unit.name),
        region: row.unit.region.clone(),
        value: row.value.value(),
        missing: missing(row.value),
        rank: row.rank,
        band: row.band.and_then(|band| bands.get(band)).map(|band| band.id.clone()),
        change: row.change,
        places_gained: row.places,
        parts: row.parts.iter().map(|cell| PartResult { value: cell.value(), missing: missing(*cell) }).collect(),
        provenance: figure.map(|figure| match figure.provenance {
            Provenance::Published => "published",
            Provenance::Derived => "derived",
            Provenance::Reported => "reported",
        }),
        source: figure.map(|figure| Words::from(&figure.source.text)),
        source_verified: figure.map(|figure| figure.source.verified),
    }
}

/// A unit with every node of its tree.
pub(super) fn profile_of(site: &Site, publication: &Publication, row: &Row) -> UnitProfile {
    let nodes = publication.computed.as_ref().and_then(|computed| {
        let unit = computed.outcome.unit(&row.unit.id)?;
        let book = &computed.shipped.rulebook;
        let definitions: Vec<_> =
            book.tree.walk().into_iter().chain(book.companions.iter().flat_map(|n| n.walk())).collect();
        let base = format!("/api/v1/datasets/{}/units/{}/explanation", publication.dataset.id, row.unit.id);
        let outcome = &computed.outcome;
        let of = |node: &chiso_engine::NodeOutcome| {
            let definition = definitions.iter().find(|d| d.id.as_str() == node.id);
            NodeResult {
                node: node.id.clone(),
                parent: node.parent.and_then(|at| outcome.nodes.get(at)).map(|parent| parent.id.clone()),
                title: definition
                    .map_or_else(|| Words { vi: node.id.clone(), en: node.id.clone() }, |d| Words::from(&d.title)),
                max: node.max,
                value: node.values[unit].value(),
                printed: node.rounded[unit],
                missing: missing(node.values[unit]),
                rank: node.ranks[unit],
                explanation: format!("{base}?node={}", node.id),
            }
        };
        Some(outcome.nodes.iter().map(of).collect())
    });
    UnitProfile {
        dataset: dataset_entry(site, &publication.dataset),
        unit: unit_result(publication, row),
        nodes: nodes.unwrap_or_default(),
    }
}
