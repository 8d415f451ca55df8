//! What a unit works on and has not signed is its own: who sees it, and its file as everybody else sees it.

use std::collections::BTreeSet;
use std::sync::Arc;

use chiso_access::{Action, Resource, anywhere};
use chiso_round::Assessment;
use chiso_web::Caller;
use chiso_workspace::Refusal;

use crate::chain::Proofs;
use crate::entry::Rounds;
use crate::held::Held;

impl Rounds {
    /// The criteria of a unit at which a caller sees what it works on.
    pub(crate) fn papers_seen(&self, caller: &Caller, held: &Held, unit: &str) -> BTreeSet<String> {
        // Most who read a unit's file are of no unit at all, and those of a unit mostly see all of it.
        if !self.works_in(caller, held, unit) {
            return BTreeSet::new();
        }
        let may =
            |node: Option<&str>| self.may_at(caller, Action::See, Resource::WorkingPaper, held, unit, node).is_ok();
        let whole = may(None);
        let criteria = held.rules.criteria().iter().map(|criterion| criterion.id.clone());
        criteria.filter(|node| whole || may(Some(node))).collect()
    }

    /// Whether a caller sees what a unit works on, or some part of it.
    fn works_in(&self, caller: &Caller, held: &Held, unit: &str) -> bool {
        let see = (Action::See, Resource::WorkingPaper);
        anywhere(&caller.actor, see.0, see.1) && self.may_in_unit(caller, see, held, unit, &parts(caller)).is_ok()
    }

    /// Of which units a caller is told how far they have come before they sign: those who work on one, who run the round and remind, and inspectors.
    pub(super) fn tells_progress<'a>(&'a self, caller: &'a Caller, held: &'a Held) -> impl Fn(&str) -> bool + 'a {
        let runs = self.may(caller, Action::Change, Resource::Round, &held.round.setup.owner, &[]).is_ok();
        move |unit| runs || self.works_in(caller, held, unit)
    }

    /// A unit's file as a caller sees it outside its pages: as the last issue has it, but to those who judge it; and without what the unit works on, but to those whose it is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn file_for(&self, caller: &Caller, held: &Held, unit: &str) -> Result<Arc<Assessment>, Refusal> {
        let file = self.file_as_issued(caller, held, unit).await?;
        Ok(without_papers(file, &self.papers_seen(caller, held, unit)))
    }

    /// A unit's file as the last issue has it; as it stands for those who judge it.
    pub(super) async fn file_as_issued(
        &self,
        caller: &Caller,
        held: &Held,
        unit: &str,
    ) -> Result<Arc<Assessment>, Refusal> {
        if self.judges_unit(caller, held, unit) {
            self.assessment(held, unit).await
        } else {
            self.issued_assessment(held, unit).await
        }
    }

    /// How the evidence of a criterion is told to a caller.
    pub(crate) fn proofs(&self, caller: &Caller, held: &Held, unit: &str, node: &str) -> Proofs {
        let sees = self.may_at(caller, Action::See, Resource::Evidence, held, unit, Some(node)).is_ok();
        if sees { Proofs::Titled } else { Proofs::Hashed }
    }

    /// Whether a caller looks past the switches of a round at a unit, as [`Rounds::judges_units`] tells.
    pub(crate) fn judges_unit(&self, caller: &Caller, held: &Held, unit: &str) -> bool {
        self.judges_units(caller, held)(unit)
    }
}

/// The parts to which a caller's roles are limited.
pub(super) fn parts(caller: &Caller) -> Vec<&str> {
    caller.actor.assignments.iter().flat_map(|role| role.scope.iter().map(String::as_str)).collect()
}

/// A file without what the unit works on, but at some criteria.
pub(super) fn without_papers(file: Arc<Assessment>, seen: &BTreeSet<String>) -> Arc<Assessment> {
    if file.items.keys().all(|node| seen.contains(node)) {
        return file;
    }
    Arc::new(file.without_working_papers(|node| !seen.contains(node)))
}
