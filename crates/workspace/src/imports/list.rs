//! Imports that were made, and what came in by each.

use chiso_access::{Action, Resource, Target};
use chiso_facts::results::ImportedFigure;
use chiso_model::Date;
use chiso_store::StoreError;
use chiso_store::imports::{FileImport, Weight};
use chiso_web::Caller;
use serde_json::Value;

use crate::desk::Desk;
use crate::refusal::Refusal;

impl Desk {
    /// Every import that a caller may see, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn imports(&self, caller: &Caller) -> Result<Vec<FileImport>, StoreError> {
        let all = self.store.read(|reader| reader.imports()).await?;
        Ok(all.into_iter().filter(|import| reach(caller, import, Action::See).is_ok()).collect())
    }

    /// One import, to which a caller may do something.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not; the store.
    pub async fn import(&self, caller: &Caller, id: &str, action: Action) -> Result<FileImport, Refusal> {
        let id = id.to_owned();
        let import = self.store.read(move |reader| reader.get::<FileImport>(id)).await?.ok_or(Refusal::Hidden)?;
        reach(caller, &import, action)?;
        Ok(import)
    }

    /// The first import of a kind from the same bytes that was not withdrawn and that a caller may see; of weights, the first for the same variable and day.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn taken_before(
        &self,
        caller: &Caller,
        kind: &'static str,
        sha256: &str,
        of_weights: Option<(String, Date)>,
    ) -> Result<Option<FileImport>, StoreError> {
        let sha256 = sha256.to_owned();
        let found = self.store.read(move |reader| reader.imports_of_file(kind, &sha256)).await?;
        let is_same = |import: &FileImport| {
            let says = |name: &str, text: &str| import.counts.get(name).and_then(Value::as_str) == Some(text);
            of_weights
                .as_ref()
                .is_none_or(|(variable, day)| says("variable", variable) && says("day", &day.to_string()))
        };
        Ok(found.into_iter().find(|import| is_same(import) && reach(caller, import, Action::See).is_ok()))
    }

    /// The figures that came in by an import, in the order of its file.
    ///
    /// # Errors
    /// When the store cannot be read, or holds something else.
    pub(crate) async fn figures_of(&self, import: &str) -> Result<Vec<ImportedFigure>, StoreError> {
        let import = import.to_owned();
        let rows = self.store.read(move |reader| reader.figures_of_import(&import)).await?;
        rows.into_iter()
            .map(|row| {
                serde_json::from_value(row.figure).map_err(|error| StoreError::Malformed {
                    detail: format!("published_figure `{}`: {error}", row.id),
                })
            })
            .collect()
    }

    /// The weights that came in by an import that was not withdrawn.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn weights_of(&self, import: &str) -> Result<Vec<Weight>, StoreError> {
        let rows = self.store.read(|reader| reader.weights()).await?;
        Ok(rows.into_iter().filter(|row| row.import == import).collect())
    }
}

/// Whoever has the right everywhere reaches every import; others, who have it in some agency, those they made themselves.
fn reach(caller: &Caller, import: &FileImport, action: Action) -> Result<(), Refusal> {
    let resource = if matches!(import.kind.as_str(), "agencies" | "lineage") {
        Resource::AgencyImport
    } else {
        Resource::ResultImport
    };
    match Desk::may(caller, action, &Target::of(resource)) {
        Err(Refusal::Hidden | Refusal::Forbidden) if import.made_by == Desk::actor_of(caller) => {
            Desk::may_somewhere(caller, action, resource)
        }
        decided => decided,
    }
}
