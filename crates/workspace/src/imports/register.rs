//! Taking into the register what a file says of agencies: all or none, compared with the register as it is by then.

use chiso_model::agency::{Agency, LineageEdge, Register};
use chiso_store::Act;
use chiso_web::Caller;
use serde_json::Value;

use super::{Brought, beside};
use crate::agencies::keep;
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// What a sound plan writes.
pub(super) struct Taken {
    /// Agencies that are new or changed.
    pub(super) agencies: Vec<Agency>,
    /// Events that are new.
    pub(super) edges: Vec<LineageEdge>,
    /// The register with both.
    pub(super) after: Register,
    /// How many rows did what.
    pub(super) counts: Value,
}

impl Desk {
    /// Reads a file beside the threads that answer, and in one transaction plans it against the register and keeps what `plan` gives. Gives the id of the import.
    ///
    /// # Errors
    /// What `plan` refuses, for rights or problems; the store.
    pub(super) async fn take_into_register<F: Send + 'static>(
        &self,
        caller: &Caller,
        brought: Brought,
        act: Act,
        kind: &'static str,
        read: impl FnOnce(&str, &[u8], Option<&str>) -> F + Send + 'static,
        plan: impl FnOnce(&Caller, &Register, &F) -> Result<Taken, Refusal> + Send + 'static,
    ) -> Result<String, Refusal> {
        let (brought, file) = beside(move || {
            let file = read(&brought.name, &brought.bytes, None);
            (brought, file)
        })
        .await?;
        let id = new_id();
        let (import, by) = (id.clone(), caller.clone());
        let made = self
            .store
            .write(act, move |writer| -> Result<Register, Refusal> {
                let taken = plan(&by, &keep::read(writer)?, &file)?;
                keep::put(writer, &import, &taken.agencies, &taken.edges)?;
                writer.insert(&brought.row(&by, &import, kind, taken.counts))?;
                Ok(taken.after)
            })
            .await?;
        self.replace_register(made);
        self.publish();
        Ok(id)
    }
}
