//! Published results of any year from a file, each with its source; conflicting ones stand side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chiso_access::{Action, Resource, Target};
use chiso_catalogue::Catalogue;
use chiso_facts::Problem;
use chiso_facts::results::{Expected, ImportedFigure, ResultFile, read_expecting};
use chiso_model::Date;
use chiso_model::agency::{AgencyId, Register};
use chiso_store::imports::PublishedFigure;
use chiso_store::{Reader, StoreError};
use chiso_web::Caller;

use super::{Brought, Taken, beside, may_over, unsound};
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// What taking results in would do.
#[derive(Debug, Clone, Default)]
pub struct ResultPlan {
    /// Figures that would be taken in.
    pub figures: Vec<ImportedFigure>,
    /// Of these, those that say something else than a figure about the same that was taken in before or comes with the software. Both are kept, side by side.
    pub conflicts: Vec<Conflict>,
    /// Every problem, by row.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
}

/// Two figures about the same thing that print other numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The one of the file.
    pub new: ImportedFigure,
    /// The one that was taken in before or comes with the software.
    pub known: ImportedFigure,
}

/// The figures that say something else than known ones about the same.
pub(super) fn conflicts(figures: &[ImportedFigure], known: &[ImportedFigure]) -> Vec<Conflict> {
    let mut by_thing: BTreeMap<_, Vec<&ImportedFigure>> = BTreeMap::new();
    for figure in known {
        by_thing.entry(figure.about()).or_default().push(figure);
    }
    let others = |figure: &ImportedFigure| by_thing.get(&figure.about()).cloned().unwrap_or_default();
    figures
        .iter()
        .flat_map(|new| others(new).into_iter().map(move |known| (new, known)))
        .filter(|(new, known)| !known.says_the_same(new))
        .map(|(new, known)| Conflict { new: new.clone(), known: known.clone() })
        .collect()
}

/// Nothing is taken in of years to come, nor of an index that does not come with the software.
fn read_on(brought: &Brought, register: &Register, day: Date) -> ResultFile {
    let indices = SHIPPED.as_ref().map(Catalogue::indices);
    let expected = Expected { day: Some(day), indices: indices.as_deref() };
    read_expecting(&brought.name, &brought.bytes, None, register, expected)
}

/// The figures that say something else than those that come with the software.
fn with_shipped(figures: &[ImportedFigure]) -> Vec<Conflict> {
    let Some(catalogue) = SHIPPED.as_ref() else { return Vec::new() };
    let disagreeing = |new: &ImportedFigure| {
        let known = catalogue.disagreeing(new).into_iter();
        known.map(|known| Conflict { new: new.clone(), known }).collect::<Vec<_>>()
    };
    figures.iter().flat_map(disagreeing).collect()
}

/// What comes with the software; the public pages do not start where it cannot be read.
static SHIPPED: LazyLock<Option<Catalogue>> = LazyLock::new(|| Catalogue::load().ok());

impl Desk {
    /// What taking a file of results in on a day would do. Nothing is changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn plan_results(&self, brought: &Brought, day: Date) -> Result<ResultPlan, Refusal> {
        let (brought, register) = (brought.clone(), self.register());
        let known = self.imported_figures().await?;
        beside(move || {
            let file = read_on(&brought, &register, day);
            let mut conflicts = conflicts(&file.figures, &known);
            let told = |shipped: &Conflict| {
                conflicts.iter().any(|c| c.new.row == shipped.new.row && c.known.says_the_same(&shipped.known))
            };
            let shipped: Vec<Conflict> =
                with_shipped(&file.figures).into_iter().filter(|shipped| !told(shipped)).collect();
            conflicts.extend(shipped);
            ResultPlan { figures: file.figures, conflicts, problems: file.problems, warnings: file.warnings }
        })
        .await
    }

    /// Takes results in, all or none; the same file once.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not: what is published is seen by the whole country, so the right must be held everywhere, in a session with a second
    /// factor; [`Refusal::Fields`] with every problem of the file; the store.
    pub async fn import_results(&self, caller: &Caller, brought: Brought, reason: &str) -> Result<Taken, Refusal> {
        may_approve(caller)?;
        let (register, day) = (self.register(), caller.day);
        let (brought, file) = beside(move || {
            let file = read_on(&brought, &register, day);
            (brought, file)
        })
        .await?;
        if !file.problems.is_empty() {
            return Err(unsound(&file.problems));
        }
        let id = new_id();
        let row = brought.row(caller, &id, "results", serde_json::json!({ "figures": file.figures.len() }));
        let act = Desk::act(caller, "result.import").because(reason.trim());
        let import = id.clone();
        let first = self
            .store
            .write(act, move |writer| -> Result<Option<String>, Refusal> {
                if let Some(first) = brought.first(writer, "results", |_| true)? {
                    return Ok(Some(first));
                }
                writer.insert(&row)?;
                for (number, figure) in file.figures.iter().enumerate() {
                    let document = serde_json::to_value(figure)
                        .map_err(|error| StoreError::Malformed { detail: error.to_string() })?;
                    // Numbers of one width, so that rows sort as in the file.
                    let id = format!("{import}-{number:06}");
                    writer.insert(&PublishedFigure { id, import: import.clone(), figure: document })?;
                }
                Ok(None)
            })
            .await?;
        if let Some(first) = first {
            return Ok(Taken::Before(first));
        }
        self.publish();
        Ok(Taken::In(id))
    }

    /// Every figure that was taken in and not withdrawn.
    ///
    /// # Errors
    /// When the store cannot be read, or holds something else.
    pub async fn imported_figures(&self) -> Result<Vec<ImportedFigure>, StoreError> {
        self.store.read(figures).await
    }
}

/// Whether a caller may take in published results and their weights: trying is another right.
pub(super) fn may_approve(caller: &Caller) -> Result<(), Refusal> {
    match Desk::may(caller, Action::Approve, &Target::of(Resource::ResultImport)) {
        // Whoever may try knows that there is something to approve.
        Err(Refusal::Hidden) if Desk::may_somewhere(caller, Action::Create, Resource::ResultImport).is_ok() => {
            Err(Refusal::Forbidden)
        }
        decided => decided,
    }
}

/// Whether a caller may bring and try something about a unit.
pub(super) fn may_try(caller: &Caller, register: &Register, unit: &AgencyId) -> Result<(), Refusal> {
    may_over(caller, register, Action::Create, Resource::ResultImport, unit)
}

/// The units of a file about which a caller may not bring anything: row, where it is known, and name.
pub(super) fn outside<'a>(
    caller: &Caller,
    register: &Register,
    units: impl Iterator<Item = (Option<u64>, &'a AgencyId)>,
) -> Vec<(Option<u64>, String)> {
    units
        .filter(|(_, unit)| may_try(caller, register, unit).is_err())
        .map(|(row, unit)| {
            let name = register.get(unit).map(|agency| agency.name_on(caller.day).text.vi.clone());
            (row, name.unwrap_or_else(|| unit.to_string()))
        })
        .collect()
}

fn figures(reader: &mut Reader<'_>) -> Result<Vec<ImportedFigure>, StoreError> {
    let checked: BTreeSet<String> =
        reader.imports()?.into_iter().filter(|import| import.checked.is_some()).map(|import| import.id).collect();
    let rows = reader.published_figures()?;
    rows.into_iter()
        .map(|row| {
            let figure: ImportedFigure = serde_json::from_value(row.figure)
                .map_err(|error| StoreError::Malformed { detail: format!("published_figure `{}`: {error}", row.id) })?;
            Ok(ImportedFigure { checked: checked.contains(&row.import), ..figure })
        })
        .collect()
}
