//! Published results of any year from a file, each with its source; conflicting ones stand side by side.

use std::collections::{BTreeMap, BTreeSet};

use chiso_access::{Action, Resource};
use chiso_facts::Problem;
use chiso_facts::results::{ImportedFigure, read};
use chiso_model::agency::AgencyId;
use chiso_store::imports::PublishedFigure;
use chiso_store::{Reader, StoreError};
use chiso_web::Caller;

use super::{Brought, may_over, unsound};
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// What taking results in would do.
#[derive(Debug, Clone, Default)]
pub struct ResultPlan {
    /// Figures that would be taken in.
    pub figures: Vec<ImportedFigure>,
    /// Of these, those that say something else than a figure about the same that was taken in before. Both are kept, side by side.
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
    /// The one that was taken in before.
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

impl Desk {
    /// What taking a file of results in would do. Nothing is changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn plan_results(&self, brought: &Brought) -> Result<ResultPlan, StoreError> {
        let file = read(&brought.name, &brought.bytes, None, &self.register());
        let known = self.imported_figures().await?;
        let conflicts = conflicts(&file.figures, &known);
        Ok(ResultPlan { figures: file.figures, conflicts, problems: file.problems, warnings: file.warnings })
    }

    /// Takes results in, all or none.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not for one of the units; [`Refusal::Fields`] with every problem of the file; the store.
    pub async fn import_results(&self, caller: &Caller, brought: Brought, reason: &str) -> Result<String, Refusal> {
        Desk::may_somewhere(caller, Action::Create, Resource::ResultImport)?;
        let register = self.register();
        let file = read(&brought.name, &brought.bytes, None, &register);
        if !file.problems.is_empty() {
            return Err(unsound(&file.problems));
        }
        let units: BTreeSet<&AgencyId> = file.figures.iter().map(|figure| &figure.unit).collect();
        for unit in units {
            may_over(caller, &register, Action::Create, Resource::ResultImport, unit)?;
        }
        let id = new_id();
        let row = brought.row(caller, &id, "results", serde_json::json!({ "figures": file.figures.len() }));
        let act = Desk::act(caller, "result.import").because(reason.trim());
        let import = id.clone();
        self.store
            .write(act, move |writer| -> Result<(), Refusal> {
                writer.insert(&row)?;
                for (number, figure) in file.figures.iter().enumerate() {
                    let document = serde_json::to_value(figure)
                        .map_err(|error| StoreError::Malformed { detail: error.to_string() })?;
                    // Numbers of one width, so that rows sort as in the file.
                    let id = format!("{import}-{number:06}");
                    writer.insert(&PublishedFigure { id, import: import.clone(), figure: document })?;
                }
                Ok(())
            })
            .await?;
        self.publish();
        Ok(id)
    }

    /// Every figure that was taken in and not withdrawn.
    ///
    /// # Errors
    /// When the store cannot be read, or holds something else.
    pub async fn imported_figures(&self) -> Result<Vec<ImportedFigure>, StoreError> {
        self.store.read(figures).await
    }
}

fn figures(reader: &mut Reader<'_>) -> Result<Vec<ImportedFigure>, StoreError> {
    let rows = reader.published_figures()?;
    rows.into_iter()
        .map(|row| {
            serde_json::from_value(row.figure)
                .map_err(|error| StoreError::Malformed { detail: format!("published_figure `{}`: {error}", row.id) })
        })
        .collect()
}
