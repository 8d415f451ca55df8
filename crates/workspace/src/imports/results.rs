//! Published results of any year from a file, each with its source; conflicting ones stand side by side.

use chiso_access::{Action, Resource, Target};
use chiso_facts::Problem;
use chiso_facts::results::{ImportedFigure, read};
use chiso_store::imports::PublishedFigure;
use chiso_store::{Reader, StoreError};
use chiso_web::Caller;

use super::{Brought, unsound};
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// What taking results in would do.
#[derive(Debug, Clone, Default)]
pub struct ResultPlan {
    /// Figures that would be taken in.
    pub figures: Vec<ImportedFigure>,
    /// Of these, how many say something else than a figure about the same that was taken in before.
    pub conflicts: usize,
    /// Every problem, by row.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
}

impl Desk {
    /// What taking a file of results in would do. Nothing is changed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn plan_results(&self, brought: &Brought) -> Result<ResultPlan, StoreError> {
        let file = read(&brought.name, &brought.bytes, None, &self.register());
        let known = self.imported_figures().await?;
        let conflicts = file
            .figures
            .iter()
            .filter(|figure| known.iter().any(|other| other.about() == figure.about() && !other.says_the_same(figure)))
            .count();
        Ok(ResultPlan { figures: file.figures, conflicts, problems: file.problems, warnings: file.warnings })
    }

    /// Takes results in, all or none.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; [`Refusal::Fields`] with every problem of the file; the store.
    pub async fn import_results(&self, caller: &Caller, brought: Brought, reason: &str) -> Result<String, Refusal> {
        Desk::may(caller, Action::Create, &Target::of(Resource::ResultImport))?;
        let file = read(&brought.name, &brought.bytes, None, &self.register());
        if !file.problems.is_empty() {
            return Err(unsound(&file.problems));
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
