//! Agencies from a file.

use chiso_access::{Action, Resource};
use chiso_facts::agencies::{ImportPlan, plan, read};
use chiso_model::agency::{AgencyId, Register};
use chiso_web::Caller;

use super::{Brought, may_over, unsound};
use crate::agencies::keep;
use crate::desk::{Desk, new_id};
use crate::refusal::Refusal;

impl Desk {
    /// What taking a file in would do. Nothing is changed.
    pub fn plan_agencies(&self, brought: &Brought) -> ImportPlan {
        plan(&self.register(), &read(&brought.name, &brought.bytes, None))
    }

    /// Takes agencies in, all or none; they are compared with the register as it is by then.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not change one of the places they stand in; [`Refusal::Fields`] with every problem of the file; the store.
    pub async fn import_agencies(&self, caller: &Caller, brought: Brought, reason: &str) -> Result<String, Refusal> {
        let file = read(&brought.name, &brought.bytes, None);
        let id = new_id();
        let (import, by) = (id.clone(), caller.clone());
        let act = Desk::act(caller, "agency.import").because(reason.trim());
        let made = self
            .store
            .write(act, move |writer| -> Result<Register, Refusal> {
                let register = keep::read(writer)?;
                let plan = plan(&register, &file);
                if !plan.is_sound() {
                    return Err(unsound(&plan.problems));
                }
                let after = plan.apply(&register);
                let touched: Vec<_> = plan
                    .create
                    .into_iter()
                    .map(|created| created.agency)
                    .chain(plan.change.into_iter().map(|changed| changed.after))
                    .collect();
                for agency in &touched {
                    may_import(&by, &register, &after, &agency.id)?;
                }
                let counts = serde_json::json!({ "agencies": touched.len(), "unchanged": plan.unchanged.len() });
                keep::put(writer, &import, &touched, &[])?;
                writer.insert(&brought.row(&by, &import, "agencies", counts))?;
                Ok(after)
            })
            .await?;
        self.replace_register(made);
        self.publish();
        Ok(id)
    }
}

/// The right goes by the agencies above: those of now for one that is there, those to come for one that is new.
fn may_import(caller: &Caller, before: &Register, after: &Register, agency: &AgencyId) -> Result<(), Refusal> {
    let register = if before.get(agency).is_some() { before } else { after };
    may_over(caller, register, Action::Create, Resource::AgencyImport, agency)
}

/// The agencies of a plan that a caller may not change: row and name.
pub(super) fn outside(caller: &Caller, register: &Register, plan: &ImportPlan) -> Vec<(u64, String)> {
    let after = plan.apply(register);
    let created = plan.create.iter().map(|created| (created.row, &created.agency));
    let changed = plan.change.iter().map(|changed| (changed.row, &changed.after));
    created
        .chain(changed)
        .filter(|(_, agency)| may_import(caller, register, &after, &agency.id).is_err())
        .map(|(row, agency)| (row, agency.name_on(caller.day).text.vi.clone()))
        .collect()
}
