//! The documents that several operations give. Field names are a contract; lists are in a fixed order, named at each.

use chiso_catalogue::statements::Basis;
use chiso_catalogue::{Dataset, DatasetKind, Provenance};
use chiso_engine::Explanation as Trace;
use chiso_model::{Cell, Lang, Text};
use chiso_rulebook::definition::Status;
use serde::Serialize;
use utoipa::ToSchema;

use super::data::{FileEntry, files_of};
use super::vocabulary as word;
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

impl Words {
    /// The same in both languages.
    pub(super) fn same(text: &str) -> Words {
        Words { vi: text.to_owned(), en: text.to_owned() }
    }

    /// What is said in each language.
    pub(super) fn by(say: impl Fn(Lang) -> String) -> Words {
        Words { vi: say(Lang::Vi), en: say(Lang::En) }
    }
}

impl From<&Text> for Words {
    fn from(text: &Text) -> Words {
        Words { vi: text.get(Lang::Vi).to_owned(), en: text.get(Lang::En).to_owned() }
    }
}

/// A rulebook in a list.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct RulebookEntry {
    /// `id/edition`.
    reference: String,
    /// Its name.
    title: Words,
    /// How far it can be relied on.
    #[schema(value_type = word::Status)]
    status: &'static str,
    /// Why it has that status.
    status_note: Option<Words>,
    /// First day in force, `2024-01-31`.
    #[schema(format = Date)]
    valid_from: String,
    /// Last day in force; none while it lasts.
    #[schema(format = Date)]
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
    pub(super) index: String,
    /// What is scored.
    #[schema(value_type = word::Level)]
    pub(super) level: &'static str,
    /// The year measured; none for a method without values.
    pub(super) year: Option<i16>,
    /// `computed` (here, with a trace), `published` (elsewhere) or `method` (no values).
    #[schema(value_type = word::DatasetKind)]
    pub(super) kind: &'static str,
    /// True when the facts are made up to show the form.
    pub(super) simulated: bool,
    /// True when every unit that was scored has a value.
    complete: bool,
    /// Id of the rulebook it was computed by, or whose method it shows; none for published figures.
    rulebook: Option<String>,
    /// Edition of that rulebook.
    edition: Option<String>,
    /// How far that rulebook can be relied on.
    #[schema(value_type = Option<word::Status>)]
    status: Option<&'static str>,
    /// How many units were ranked, where that is known.
    ranked: Option<u16>,
    /// Its title.
    title: Words,
    /// A remark for the reader.
    note: Option<Words>,
    /// Address of the ranking; none for a method.
    ranking: Option<String>,
    /// Its tables as files; none for a method.
    files: Vec<FileEntry>,
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
    /// The value as printed: the published one where there is one.
    pub(super) value: Option<f64>,
    /// What was recomputed here from the published parts, where a published value leads.
    recomputed: Option<f64>,
    /// Where the recomputed value comes from.
    recomputed_source: Option<Words>,
    /// Why there is no value.
    #[schema(value_type = Option<word::Missing>)]
    pub(super) missing: Option<&'static str>,
    /// The place; a fraction where equal places are shared.
    pub(super) rank: Option<f64>,
    /// Id of the band.
    band: Option<String>,
    /// Change of the printed value.
    change: Option<f64>,
    /// Places gained (positive) or lost (negative).
    places_gained: Option<f64>,
    /// One a part, in the order of `parts`.
    parts: Vec<PartResult>,
    /// How the value is known.
    #[schema(value_type = Option<word::Provenance>)]
    pub(super) provenance: Option<&'static str>,
    /// Where the value comes from.
    pub(super) source: Option<Words>,
    /// False while nobody has checked the source of a published figure.
    pub(super) source_verified: Option<bool>,
}

/// The value of a part.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct PartResult {
    /// The value as printed.
    value: Option<f64>,
    /// Why there is none.
    #[schema(value_type = Option<word::Missing>)]
    missing: Option<&'static str>,
}

/// One unit in one data set, with every node of its tree.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitProfile {
    /// The data set.
    dataset: DatasetEntry,
    /// The unit.
    unit: UnitResult,
    /// Every year in which something is known of the unit, the oldest first.
    history: Vec<YearResult>,
    /// Every node, parents before children in the rulebook's order; empty for published figures.
    nodes: Vec<NodeResult>,
}

/// One year of a unit.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct YearResult {
    /// Id of the data set.
    dataset: String,
    /// The year.
    year: i16,
    /// The value as printed.
    value: Option<f64>,
    /// The place.
    rank: Option<f64>,
    /// How the value is known.
    #[schema(value_type = Option<word::Provenance>)]
    provenance: Option<&'static str>,
    /// Where it comes from.
    source: Option<Words>,
    /// False while nobody has checked the source of a published figure.
    source_verified: Option<bool>,
}

/// What can be said of a data set.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Findings {
    /// The data set.
    dataset: DatasetEntry,
    /// The sentences, in the order of the page.
    sentences: Vec<Finding>,
}

/// A sentence with what it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Finding {
    /// The sentence.
    text: Words,
    /// `derived` from published figures, `quoted` from a source, `computed` here or `simulated`.
    #[schema(value_type = word::Basis)]
    basis: &'static str,
    /// The figures it rests on.
    figures: Vec<FindingFigure>,
}

/// A figure under a sentence.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct FindingFigure {
    /// What it is.
    label: Words,
    /// The value as people read it.
    value: Words,
    /// Where it comes from.
    source: Words,
    /// False while nobody has checked the source.
    source_verified: bool,
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
    #[schema(value_type = Option<word::Missing>)]
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

/// How one number of one unit came about.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct UnitExplanation {
    /// Id of the data set.
    dataset: String,
    /// Id of the unit.
    unit: String,
    /// Its name.
    name: Words,
    /// The year measured.
    year: i16,
    /// True when the facts are made up to show the form.
    simulated: bool,
    /// Id of the rulebook.
    rulebook: String,
    /// Its edition.
    edition: String,
    /// How far it can be relied on.
    #[schema(value_type = word::Status)]
    status: &'static str,
    /// The published value of the whole index, where there is one: the explanation is of what was recomputed here.
    published: Option<f64>,
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
    parts: Vec<Explanation>,
}

/// An explanation with what it is of.
pub(super) fn explanation_of(
    publication: &Publication,
    shipped: &chiso_catalogue::ShippedRulebook,
    row: &Row,
    trace: Trace,
) -> UnitExplanation {
    UnitExplanation {
        dataset: publication.dataset.id.clone(),
        unit: row.unit.id.clone(),
        name: Words::from(&row.unit.name),
        year: publication.year,
        simulated: publication.dataset.simulated,
        rulebook: shipped.id().to_owned(),
        edition: shipped.edition().to_owned(),
        status: status_id(shipped.rulebook.status),
        published: row.recomputed.and(row.value.value()),
        node: trace.node,
        code: trace.code,
        title: trace.title,
        value: trace.value,
        max: trace.max,
        lines: trace.lines,
        parts: trace.parts.into_iter().map(Explanation::from).collect(),
    }
}

fn history_of(site: &Site, publication: &Publication, row: &Row) -> Vec<YearResult> {
    let mut years: Vec<YearResult> = site
        .series(&publication.dataset)
        .into_iter()
        .filter(|other| other.dataset.scheme == publication.dataset.scheme)
        .filter_map(|other| {
            let result = unit_result(other, other.board.row(&row.unit.id).filter(|row| row.known())?);
            Some(YearResult {
                dataset: other.dataset.id.clone(),
                year: other.year,
                value: result.value,
                rank: result.rank,
                provenance: result.provenance,
                source: result.source,
                source_verified: result.source_verified,
            })
        })
        .collect();
    years.sort_by_key(|year| year.year);
    years
}

/// What can be said of a publication, with the figures under each sentence.
pub(super) fn findings_of(site: &Site, publication: &Publication) -> Findings {
    let mut sentences = Vec::new();
    if !publication.dataset.simulated {
        sentences.extend(site.statements(publication).iter().map(|statement| {
            Finding {
                text: Words::from(&statement.text),
                basis: match statement.basis {
                    Basis::Derived => "derived",
                    Basis::Quoted => "quoted",
                },
                figures: statement
                    .figures
                    .iter()
                    .map(|figure| FindingFigure {
                        label: Words::from(&figure.label),
                        value: Words::from(&figure.value),
                        source: Words::from(&figure.source.text),
                        source_verified: figure.source.verified,
                    })
                    .collect(),
            }
        }));
    }
    if let Some(computed) = &publication.computed {
        let said =
            |lang| crate::view::summary_sentences::sentences(&site.catalogue, &publication.dataset, computed, lang);
        let basis = if publication.dataset.simulated { "simulated" } else { "computed" };
        sentences.extend(said(Lang::Vi).into_iter().zip(said(Lang::En)).map(|(vi, en)| Finding {
            text: Words { vi: publication.marked(&vi.text, Lang::Vi), en: publication.marked(&en.text, Lang::En) },
            basis,
            figures: Vec::new(),
        }));
    }
    Findings { dataset: dataset_entry(site, &publication.dataset), sentences }
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

pub(super) const fn provenance_id(provenance: Provenance) -> &'static str {
    match provenance {
        Provenance::Published => "published",
        Provenance::Derived => "derived",
        Provenance::Reported => "reported",
    }
}

pub(super) const fn status_id(status: Status) -> &'static str {
    match status {
        Status::Official => "official",
        Status::Reconstructed => "reconstructed",
        Status::Illustrative => "illustrative",
    }
}

pub(super) fn missing(cell: Cell) -> Option<&'static str> {
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

pub(super) fn dataset_entry(site: &Site, dataset: &Dataset) -> DatasetEntry {
    let shipped = match &dataset.kind {
        DatasetKind::Computed { rulebook, .. } | DatasetKind::Method { rulebook } => {
            site.catalogue.rulebook(rulebook).ok()
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
        rulebook: shipped.map(|shipped| shipped.id().to_owned()),
        edition: shipped.map(|shipped| shipped.edition().to_owned()),
        status: shipped.map(|shipped| status_id(shipped.rulebook.status)),
        ranked: dataset.ranked,
        title: Words::from(&dataset.title),
        note: dataset.note.as_ref().map(Words::from),
        ranking: dataset.year.map(|_| format!("/api/v1/datasets/{}/ranking", dataset.id)),
        files: files_of(site, dataset),
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
    let figure = row.figure.as_ref();
    let own = publication.computed.is_some().then(|| {
        let text = |lang| crate::table::own_source(publication, lang);
        Words { vi: text(Lang::Vi), en: text(Lang::En) }
    });
    let (own, recomputed_source) = if publication.board.recomputed { (None, own) } else { (own, None) };
    UnitResult {
        unit: row.unit.id.clone(),
        name: Words::from(&row.unit.name),
        region: row.unit.region.clone(),
        value: row.value.value(),
        recomputed: row.recomputed.and_then(Cell::value),
        recomputed_source,
        missing: missing(row.value),
        rank: row.rank,
        band: row.band.and_then(|band| bands.get(band)).map(|band| band.id.clone()),
        change: row.change,
        places_gained: row.places,
        parts: row.parts.iter().map(|cell| PartResult { value: cell.value(), missing: missing(*cell) }).collect(),
        provenance: figure
            .map(|figure| provenance_id(figure.provenance))
            .or(own.as_ref().map(|_| if publication.dataset.simulated { "simulated" } else { "computed" })),
        source: figure.map(|figure| Words::from(&figure.source.text)).or(own),
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
        history: history_of(site, publication, row),
        nodes: nodes.unwrap_or_default(),
    }
}
