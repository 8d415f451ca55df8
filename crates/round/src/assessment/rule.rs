//! What the rule gives for what somebody enters, with what is known beside it.

use chiso_engine::Fact;

use super::facts::tidy;
use super::{Assessment, Draft, Entry, Frame};
use crate::rules::within;
use crate::{Criterion, Mark, Refusal, Stage};

/// Which numbers of other criteria a rule sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// As the unit is entering them.
    Drafts,
    /// As they were signed and judged.
    Links,
}

impl Assessment {
    /// What the rule gives for what was entered, after a look at names, numbers and points.
    pub(super) fn judge(
        &self,
        frame: Frame<'_>,
        criterion: &Criterion,
        entry: &Entry,
        beside: Beside,
    ) -> Result<Option<Mark>, Refusal> {
        let known = |name: &String| criterion.inputs.iter().any(|input| input.name == *name && input.entered_here);
        if let Some(name) = entry.numbers.keys().find(|name| !known(name)) {
            return Err(Refusal::NoNumber { node: criterion.id.clone(), name: name.clone() });
        }
        if let Some(points) = entry.points {
            within(criterion, points)?;
        }
        if entry.numbers.is_empty() && criterion.inputs.iter().any(|input| input.entered_here) {
            return Ok(None);
        }
        let others = self.known_beside(frame, &criterion.id, beside);
        let proposed = frame.rules.propose(criterion, &entry.numbers, &others);
        proposed
            .map(|mark| Some(mark).filter(|mark| *mark != Mark::default()))
            .map_err(|error| frame.rules.refusal(&criterion.id, &error))
    }

    /// What is being entered at a criterion, with what its rule gives now: another criterion's number that it reads, or a value that joined, may have changed since.
    pub fn current_draft(&self, frame: Frame<'_>, criterion: &Criterion) -> Option<Draft> {
        let draft = self.item(&criterion.id)?.draft.clone()?;
        if !self.borrows(criterion) {
            return Some(draft);
        }
        let proposed = self.judge(frame, criterion, &draft.entry, Beside::Drafts).ok().flatten();
        Some(Draft { proposed, ..draft })
    }

    /// Whether a rule reads what others give: a number entered at another criterion, or a value that joined.
    pub(super) fn borrows(&self, criterion: &Criterion) -> bool {
        criterion.inputs.iter().any(|input| {
            !input.entered_here
                || self.joined.iter().any(|j| j.indicator == input.indicator && j.period == input.earlier)
        })
    }

    /// Everything known of the unit but for one criterion: what its rule may read besides its own numbers.
    fn known_beside(&self, frame: Frame<'_>, node: &str, beside: Beside) -> Vec<Fact> {
        let mut facts = self.joined_facts(frame);
        for criterion in frame.rules.criteria().iter().filter(|criterion| criterion.id != node) {
            let Some(item) = self.item(&criterion.id) else { continue };
            let draft = item.draft.as_ref().filter(|_| beside == Beside::Drafts);
            let numbers = match (draft, item.effective()) {
                (Some(draft), None) => &draft.entry.numbers,
                (Some(draft), Some(link)) if link.stage == Stage::SelfScore => &draft.entry.numbers,
                (_, Some(link)) => &link.numbers,
                (None, None) => continue,
            };
            facts.extend(frame.rules.facts(frame.unit, criterion, numbers, None));
        }
        tidy(frame, facts)
    }
}
