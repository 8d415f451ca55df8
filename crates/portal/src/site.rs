//! Everything the portal shows, read and computed once, before the first request.

use std::sync::{Arc, OnceLock};

use chiso_catalogue::statements::Statement;
use chiso_catalogue::{Catalogue, CatalogueError, Dataset, DatasetKind, LeftOut, ShippedRulebook, UnknownName};
use chiso_engine::{Changes, EngineError, FactSet, Options, Outcome, Plan, Summary, Weights};
use chiso_model::{Date, Lang, Period};
use chiso_rulebook::definition::Rulebook;
use chiso_web::api::Description;
use chiso_web::{Chrome, Reader, Section};

use crate::api;
use crate::archive::Earlier;
use crate::board::Board;
use crate::extra::{BoundaryFile, Extra};
use crate::words::WORDS;

/// The catalogue with every computed data set computed, with its trace. Nothing in it changes afterwards.
#[derive(Debug)]
pub struct Site {
    pub(crate) catalogue: Catalogue,
    pub(crate) publications: Vec<Publication>,
    left_out: Vec<LeftOut>,
    pub(crate) boundaries: Vec<BoundaryFile>,
    pub(crate) weights: Weights,
    pub(crate) built_on: Option<Date>,
    public_url: String,
    /// Who publishes the open data, and under which licence.
    pub(crate) terms: api::Terms,
    /// The description of the whole API.
    pub(crate) api: Description,
    /// What is known of the files of open data; made when somebody first asks.
    pub(crate) files: OnceLock<api::Files>,
    /// Files of earlier states.
    earlier: Option<Arc<dyn Earlier>>,
}

/// One data set that has a year, ready to be shown.
#[derive(Debug)]
pub(crate) struct Publication {
    pub(crate) dataset: Dataset,
    pub(crate) year: i16,
    pub(crate) computed: Option<Computed>,
    pub(crate) board: Board,
}

/// What the engine gave for a data set.
#[derive(Debug)]
pub(crate) struct Computed {
    pub(crate) shipped: ShippedRulebook,
    pub(crate) facts: FactSet,
    pub(crate) outcome: Outcome,
    pub(crate) previous: Option<Period>,
    pub(crate) changes: Option<Changes>,
    pub(crate) summary: Summary,
}

/// Why the portal cannot start.
#[derive(Debug)]
pub enum SiteError {
    /// Shipped data cannot be used.
    Catalogue(CatalogueError),
    /// A data set names a rulebook that is not shipped.
    Rulebook {
        /// The data set.
        dataset: String,
        /// What was looked for.
        name: UnknownName,
    },
    /// A data set cannot be computed.
    Engine {
        /// The data set.
        dataset: String,
        /// Everything that is wrong.
        errors: Vec<EngineError>,
    },
}

impl SiteError {
    /// What is wrong and where.
    pub fn message(&self, lang: Lang) -> String {
        match self {
            SiteError::Catalogue(error) => error.message(lang),
            SiteError::Rulebook { dataset, name } => format!("{dataset}: {}", name.message(lang)),
            SiteError::Engine { dataset, errors } => {
                errors.iter().map(|error| format!("{dataset}: {}", error.message(lang))).collect::<Vec<_>>().join("\n")
            }
        }
    }
}

impl std::fmt::Display for SiteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for SiteError {}

impl Site {
    /// Reads everything shipped and computes every data set that is computed here, with its trace.
    ///
    /// # Errors
    /// When shipped data cannot be read, or a data set cannot be computed.
    pub fn load() -> Result<Site, SiteError> {
        Site::build(Extra::default())
    }

    /// As [`Site::load`], with what an operator adds. The same shipped data and the same additions give the same site, so that it can be built anew whenever
    /// something is published.
    ///
    /// # Errors
    /// When shipped data cannot be read, or a data set cannot be computed.
    pub fn build(extra: Extra) -> Result<Site, SiteError> {
        let shipped = Catalogue::load().map_err(SiteError::Catalogue)?;
        let (catalogue, left_out) = shipped.with_figures(&extra.figures);
        let mut publications = Vec::new();
        for dataset in catalogue.datasets() {
            let Some(year) = dataset.year else { continue };
            let computed = compute(&catalogue, dataset)?;
            let board = match &computed {
                Some(computed) => Board::computed(&catalogue, dataset, computed),
                None => Board::published(&catalogue, dataset, year),
            };
            publications.push(Publication { dataset: dataset.clone(), year, computed, board });
        }
        Ok(Site {
            catalogue,
            publications,
            left_out,
            boundaries: extra.boundaries,
            weights: extra.weights.unwrap_or_else(|| Weights::equal(chiso_model::agency::POPULATION)),
            built_on: extra.built_on,
            terms: extra.terms,
            api: extra.description.unwrap_or_else(|| (*api::description()).clone()),
            files: OnceLock::new(),
            public_url: extra.public_url.trim_end_matches('/').to_owned(),
            earlier: extra.earlier,
        })
    }

    /// Imported figures that are not shown, and why.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }

    /// What stands around a page of the portal; `rest` is the address after the language.
    pub(crate) fn chrome(
        &self,
        reader: &Reader,
        section: Section,
        rest: impl Into<String>,
        title: impl Into<String>,
    ) -> Chrome {
        Chrome::new(&WORDS, reader, section, rest, title).at(&self.public_url)
    }

    pub(crate) fn earlier(&self) -> Option<&dyn Earlier> {
        self.earlier.as_deref()
    }

    /// The full address of a path, where the site knows its own; else the path.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.public_url)
    }

    /// The publication of an index at a level in a year.
    pub(crate) fn publication(&self, index: &str, level: &str, year: &str) -> Option<&Publication> {
        self.publications.iter().find(|p| p.dataset.index == index && p.dataset.level.id() == level && p.name() == year)
    }

    /// Publications of the same index at the same level, the newest first; simulated ones are a series of their own.
    pub(crate) fn series<'a>(&'a self, dataset: &'a Dataset) -> Vec<&'a Publication> {
        let mut series: Vec<&Publication> = self
            .publications
            .iter()
            .filter(|p| p.dataset.index == dataset.index && p.dataset.level == dataset.level)
            .filter(|p| p.dataset.simulated == dataset.simulated)
            .collect();
        series.sort_by_key(|p| std::cmp::Reverse(p.year));
        series
    }

    /// What can be said of a publication from published figures, each sentence with its sources.
    pub(crate) fn statements(&self, publication: &Publication) -> Vec<Statement> {
        chiso_catalogue::statements::published(
            &self.catalogue,
            &publication.dataset.index,
            publication.dataset.level,
            publication.year,
        )
    }

    /// The rulebook with that id and edition.
    pub(crate) fn rulebook(&self, id: &str, edition: &str) -> Option<&ShippedRulebook> {
        self.catalogue.rulebooks().iter().find(|r| r.id() == id && r.edition() == edition)
    }
}

impl Publication {
    /// The last part of its id: the year, or the year and what kind of round it was (`2024-illustrative`).
    pub(crate) fn name(&self) -> &str {
        self.dataset.id.rsplit('/').next().unwrap_or_default()
    }

    /// Its address after the language.
    pub(crate) fn rest(&self) -> String {
        format!("/index/{}", self.dataset.id)
    }

    /// A sentence or title that may stand alone, marked where the numbers are made up.
    pub(crate) fn marked(&self, text: &str, lang: Lang) -> String {
        format!("{}{text}", self.mark(lang))
    }

    /// True when no source of any figure has been checked.
    pub(crate) fn unverified(&self) -> bool {
        let mut figures = self.board.rows.iter().filter_map(|row| row.figure.as_ref()).peekable();
        self.computed.is_none() && figures.peek().is_some() && figures.all(|figure| !figure.source.verified)
    }

    /// "Số liệu mô phỏng: " before what is made up; nothing before what is not.
    pub(crate) fn mark(&self, lang: Lang) -> &'static str {
        if self.dataset.simulated { lang.pick("Số liệu mô phỏng: ", "Simulated: ") } else { "" }
    }

    /// How a number came about; sources are told in the language of the reader too.
    pub(crate) fn explain(&self, unit: &str, node: Option<&str>, lang: Lang) -> Option<chiso_engine::Explanation> {
        let computed = self.computed.as_ref()?;
        let (book, facts) = (&computed.shipped.rulebook, &computed.facts);
        let mut trace = chiso_engine::explain(book, facts, &computed.outcome, unit, node, lang)?;
        if lang == Lang::En {
            let published = self.board.row(unit).and_then(|row| row.figure.as_ref());
            let mut pairs = vec![("Số liệu mô phỏng của chiso", "chiso simulated data")];
            pairs.extend(published.map(|figure| (figure.source.text.get(Lang::Vi), figure.source.text.get(Lang::En))));
            translate(&mut trace, &pairs);
        }
        Some(trace)
    }

    /// The rulebook it was computed by.
    pub(crate) fn rulebook(&self) -> Option<&Rulebook> {
        self.computed.as_ref().map(|computed| &computed.shipped.rulebook)
    }
}

fn translate(trace: &mut chiso_engine::Explanation, pairs: &[(&str, &str)]) {
    for line in &mut trace.lines {
        for (from, to) in pairs {
            *line = line.replace(from, to);
        }
    }
    trace.parts.iter_mut().for_each(|part| translate(part, pairs));
}

fn compute(catalogue: &Catalogue, dataset: &Dataset) -> Result<Option<Computed>, SiteError> {
    let DatasetKind::Computed { rulebook, period, previous, .. } = &dataset.kind else { return Ok(None) };
    let failed = |errors| SiteError::Engine { dataset: dataset.id.clone(), errors };
    let shipped =
        catalogue.rulebook(rulebook).map_err(|name| SiteError::Rulebook { dataset: dataset.id.clone(), name })?.clone();
    let facts = catalogue.facts(dataset).map_err(SiteError::Catalogue)?;
    let run = |period: Period| {
        let plan = Plan::new(&shipped.rulebook, Some(period)).map_err(failed)?;
        plan.compute(&facts, &Options { trace: true, ..Options::default() }).map_err(|error| failed(vec![error]))
    };
    let outcome = run(*period)?;
    let before = previous.map(run).transpose()?;
    let changes = before.as_ref().map(|before| chiso_engine::changes(&shipped.rulebook, &outcome, before));
    let summary = chiso_engine::summarise(&shipped.rulebook, &outcome, before.as_ref().zip(changes.as_ref()));
    Ok(Some(Computed { shipped, facts, outcome, previous: *previous, changes, summary }))
}
