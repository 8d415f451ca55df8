//! Agencies from a file.

use chiso_access::{Action, Resource, Target};
use chiso_facts::agencies::{ImportPlan, plan, read};
use chiso_model::agency::{Agency, AgencyId, Register};
use chiso_web::Caller;

use super::register::Writing;
use super::{Brought, Taken, may_over, unsound};
use crate::agencies::{Places, places};
use crate::desk::Desk;
use crate::refusal::Refusal;

impl Desk {
    /// What taking a file in would do. Nothing is changed.
    pub fn plan_agencies(&self, brought: &Brought) -> ImportPlan {
        plan(&self.register(), &read(&brought.name, &brought.bytes, None))
    }

    /// Takes agencies in, all or none; they are compared with the register as it is by then.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not approve it for one of the places they stand in, leave or go to; [`Refusal::Fields`] with every problem of the file; the store.
    pub async fn import_agencies(&self, caller: &Caller, brought: Brought, reason: &str) -> Result<Taken, Refusal> {
        let act = Desk::act(caller, "agency.import").because(reason.trim());
        self.take_into_register(caller, brought, act, "agencies", read, |by, register, file| {
            let plan = plan(register, file);
            if !plan.is_sound() {
                return Err(unsound(&plan.problems));
            }
            let after = plan.apply(register);
            let agencies: Vec<Agency> = plan
                .create
                .into_iter()
                .map(|created| created.agency)
                .chain(plan.change.into_iter().map(|changed| changed.after))
                .collect();
            for agency in &agencies {
                may_import(by, register, &after, Action::Approve, agency)?;
            }
            let counts = serde_json::json!({ "agencies": agencies.len(), "unchanged": plan.unchanged.len() });
            Ok(Writing { agencies, edges: Vec::new(), after, counts })
        })
        .await
    }
}

/// The right goes by the agencies above: those of now for one that is there, those to come for one that is new. Whoever moves one needs it at the place it
/// leaves and at the place it goes to.
fn may_import(
    caller: &Caller,
    before: &Register,
    after: &Register,
    action: Action,
    agency: &Agency,
) -> Result<(), Refusal> {
    let over = |id: &AgencyId| {
        let register = if before.get(id).is_some() { before } else { after };
        may_over(caller, register, action, Resource::AgencyImport, id)
    };
    over(&agency.id)?;
    match places(before.get(&agency.id), agency) {
        Places::Of(places) => places.into_iter().try_for_each(over),
        Places::OfNone => Desk::may(caller, action, &Target::of(Resource::AgencyImport)),
    }
}

/// Whether a caller may say the last word about a sound plan.
pub(super) fn may_approve(caller: &Caller, register: &Register, plan: &ImportPlan) -> Result<(), Refusal> {
    let after = plan.apply(register);
    let created = plan.create.iter().map(|created| &created.agency);
    created
        .chain(plan.change.iter().map(|changed| &changed.after))
        .try_for_each(|agency| may_import(caller, register, &after, Action::Approve, agency))
}

/// The agencies of a plan that a caller may not change: row and name.
pub(super) fn outside(caller: &Caller, register: &Register, plan: &ImportPlan) -> Vec<(Option<u64>, String)> {
    let after = plan.apply(register);
    let created = plan.create.iter().map(|created| (created.row, &created.agency));
    let changed = plan.change.iter().map(|changed| (changed.row, &changed.after));
    created
        .chain(changed)
        .filter(|(_, agency)| may_import(caller, register, &after, Action::Create, agency).is_err())
        .map(|(row, agency)| (Some(row), agency.name_on(caller.day).text.vi.clone()))
        .collect()
}
