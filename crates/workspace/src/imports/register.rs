//! Taking into the register what a file says of agencies: all or none, compared with the register as it is by then.

use chiso_model::agency::{Agency, LineageEdge, Register};
use chiso_store::Act;
use chiso_web::Caller;
use serde_json::Value;

use super::{Brought, Taken, beside};
use crate::agencies::keep;
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

/// What a sound plan writes.
pub(super) struct Writing {
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
    /// Reads a file beside the threads that answer, and in one transaction plans it against the register and keeps what `plan` gives. A file
    /// that changes nothing makes no import.
    ///
    /// # Errors
    /// What `plan` refuses, for rights or problems; [`Refusal::Fields`] where nothing would change and the file was not taken in before; the store.
    pub(super) async fn take_into_register<F: Send + 'static>(
        &self,
        caller: &Caller,
        brought: Brought,
        act: Act,
        kind: &'static str,
        read: impl FnOnce(&str, &[u8], Option<&str>) -> F + Send + 'static,
        plan: impl FnOnce(&Caller, &Register, &F) -> Result<Writing, Refusal> + Send + 'static,
    ) -> Result<Taken, Refusal> {
        let (brought, file) = beside(move || {
            let file = read(&brought.name, &brought.bytes, None);
            (brought, file)
        })
        .await?;
        let id = new_id();
        let (import, by) = (id.clone(), caller.clone());
        let made = self
            .store
            .write(act, move |writer| -> Result<Result<Register, String>, Refusal> {
                let writing = plan(&by, &keep::read(writer)?, &file)?;
                if writing.agencies.is_empty() && writing.edges.is_empty() {
                    return brought.first(writer, kind, |_| true)?.map(Err).ok_or_else(nothing_changes);
                }
                keep::put(writer, &import, &writing.agencies, &writing.edges)?;
                writer.insert(&brought.row(&by, &import, kind, writing.counts))?;
                Ok(Ok(writing.after))
            })
            .await?;
        let after = match made {
            Ok(after) => after,
            Err(first) => return Ok(Taken::Before(first)),
        };
        self.replace_register(after);
        self.publish();
        Ok(Taken::In(id))
    }
}

fn nothing_changes() -> Refusal {
    Refusal::whole(
        "Không có gì thay đổi: mọi nội dung của tệp đã có trong hệ thống.",
        "Nothing changes: all that the file says is known already.",
    )
}
