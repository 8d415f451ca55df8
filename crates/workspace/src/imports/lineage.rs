//! What became of agencies, from a file.

use std::collections::BTreeSet;

use chiso_access::{Action, Resource};
use chiso_facts::lineage::{LineagePlan, plan, read};
use chiso_model::agency::{AgencyId, LineageEdge, Register};
use chiso_web::Caller;

use super::register::Writing;
use super::{Brought, Taken, may_over, unsound};
use crate::desk::Desk;
use crate::refusal::Refusal;

impl Desk {
    /// What taking a file in would do. Nothing is changed.
    pub fn plan_lineage(&self, brought: &Brought) -> LineagePlan {
        plan(&self.register(), &read(&brought.name, &brought.bytes, None))
    }

    /// Takes events in, all or none; they are compared with the register as it is by then.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not approve it for one of the agencies before or after an event; [`Refusal::Fields`] with every problem of the file; the store.
    pub async fn import_lineage(&self, caller: &Caller, brought: Brought, reason: &str) -> Result<Taken, Refusal> {
        let act = Desk::act(caller, "lineage.enter").because(reason.trim());
        self.take_into_register(caller, brought, act, "lineage", read, |by, register, file| {
            let plan = plan(register, file);
            if !plan.is_sound() {
                return Err(unsound(&plan.problems));
            }
            let after = plan.apply(register);
            let edges: Vec<LineageEdge> = plan.create.into_iter().map(|created| created.edge).collect();
            for agency in edges.iter().flat_map(of_event).collect::<BTreeSet<_>>() {
                may_import(by, register, Action::Approve, agency)?;
            }
            let counts = serde_json::json!({ "events": edges.len(), "unchanged": plan.unchanged.len() });
            Ok(Writing { agencies: Vec::new(), edges, after, counts })
        })
        .await
    }
}

/// Whoever stands on one of the two sides.
fn of_event(edge: &LineageEdge) -> impl Iterator<Item = &AgencyId> {
    edge.from.iter().chain(edge.to.iter().map(|heir| &heir.id))
}

fn may_import(caller: &Caller, register: &Register, action: Action, agency: &AgencyId) -> Result<(), Refusal> {
    may_over(caller, register, action, Resource::AgencyImport, agency)
}

/// Whether a caller may say the last word about a sound plan.
pub(super) fn may_approve(caller: &Caller, register: &Register, plan: &LineagePlan) -> Result<(), Refusal> {
    let edges = plan.create.iter().map(|created| &created.edge);
    edges.flat_map(of_event).try_for_each(|agency| may_import(caller, register, Action::Approve, agency))
}

/// The agencies of a plan that a caller may not change: row and name.
pub(super) fn outside(caller: &Caller, register: &Register, plan: &LineagePlan) -> Vec<(Option<u64>, String)> {
    let name = |id: &AgencyId| {
        register.get(id).map_or_else(|| id.to_string(), |agency| agency.name_on(caller.day).text.vi.clone())
    };
    plan.create
        .iter()
        .flat_map(|created| of_event(&created.edge).map(move |agency| (created.row, agency)))
        .filter(|(_, agency)| may_import(caller, register, Action::Create, agency).is_err())
        .map(|(row, agency)| (Some(row), name(agency)))
        .collect()
}
