//! What somebody may see of a unit's file.

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_round::assessment::Standing;
use chiso_round::{Assessment, Criterion, Frame, Link, Phase, Stage};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;

use crate::entry::Rounds;
use crate::held::Held;

/// A unit's file, open before somebody who may see some of it.
pub(super) struct Opened {
    pub(super) held: Arc<Held>,
    pub(super) unit: String,
    pub(super) assessment: Arc<Assessment>,
    /// Whether they judge, run or inspect: the switches of what units see do not hold for them.
    judges: bool,
}

impl Rounds {
    /// A unit's file in a round.
    pub(super) async fn open_unit(
        &self,
        reader: &Reader,
        caller: &Caller,
        round: &str,
        unit: &str,
    ) -> Result<Opened, PageError> {
        let held = self.held(round).await.map_err(|refusal| refusal.page(reader))?;
        // Whoever sees the unit sees the round, unless it is a draft. So this need not ask about every unit of it.
        let owner = &held.round.setup.owner;
        let begun =
            held.round.phase != Phase::Draft || self.may(caller, Action::See, Resource::Round, owner, &[]).is_ok();
        if !begun || !held.round.has_unit(unit) || !self.sees_unit(caller, unit) {
            return Err(Refusal::Hidden.page(reader));
        }
        let assessment = self.assessment(&held, unit).await.map_err(|refusal| refusal.page(reader))?;
        // Past the switches look those who judge for the agency that runs the round; nobody at their own unit, whatever they are elsewhere.
        let own = crate::act::by(caller).is_ok_and(|by| held.round.is_conflicted(&by, unit));
        let judges = !own && self.judges(caller, &held);
        Ok(Opened { held, unit: unit.to_owned(), assessment, judges })
    }

    /// Whether a caller may see some part of a unit's file: whoever is limited to areas sees these.
    pub(super) fn sees_unit(&self, caller: &Caller, unit: &str) -> bool {
        let parts: Vec<&str> =
            caller.actor.assignments.iter().flat_map(|held| held.scope.iter().map(String::as_str)).collect();
        self.may(caller, Action::See, Resource::SelfScore, unit, &parts).is_ok()
    }
}

impl Opened {
    pub(super) fn frame(&self) -> Frame<'_> {
        self.held.frame(&self.unit)
    }

    /// The same file after a change.
    pub(super) fn with(mut self, assessment: Arc<Assessment>) -> Opened {
        self.assessment = assessment;
        self
    }

    /// A criterion that a caller may see here.
    pub(super) fn criterion(
        &self,
        rounds: &Rounds,
        reader: &Reader,
        caller: &Caller,
        node: &str,
    ) -> Result<&Criterion, PageError> {
        let found = self.held.rules.criterion(node).filter(|criterion| self.sees(rounds, caller, criterion));
        found.ok_or_else(|| Refusal::Hidden.page(reader))
    }

    /// Whether a caller may see a criterion.
    pub(super) fn sees(&self, rounds: &Rounds, caller: &Caller, criterion: &Criterion) -> bool {
        self.may(rounds, caller, Action::See, Resource::SelfScore, criterion)
    }

    /// Whether a caller may do something at a criterion.
    pub(super) fn may(
        &self,
        rounds: &Rounds,
        caller: &Caller,
        action: Action,
        resource: Resource,
        criterion: &Criterion,
    ) -> bool {
        rounds.may_at(caller, action, resource, &self.held, &self.unit, Some(&criterion.id)).is_ok()
    }

    /// Whether the result of a stage may be shown: units see it by the switches of the round.
    pub(super) fn shows(&self, stage: Stage) -> bool {
        self.judges || self.held.round.units_see(stage)
    }

    /// The links of a criterion that may be shown.
    pub(super) fn links(&self, node: &str) -> Vec<Link> {
        self.assessment.links(node).iter().filter(|link| self.shows(link.stage)).cloned().collect()
    }

    /// The last stage whose result may be shown.
    pub(super) fn shown_upto(&self) -> Stage {
        Stage::ALL.into_iter().rev().find(|stage| self.shows(*stage)).unwrap_or(Stage::SelfScore)
    }

    /// The judgement that holds among those that may be shown; none where only the unit itself has spoken.
    pub(super) fn judged(&self, node: &str) -> Option<Link> {
        let judged = |link: &Link| !matches!(link.stage, Stage::SelfScore | Stage::Explanation);
        self.links(node).into_iter().rev().find(judged)
    }

    /// How a criterion stands, without telling a unit what it may not see yet. What it is asked to explain it must know, once explaining has begun.
    pub(super) fn standing(&self, criterion: &Criterion, at: i64) -> Standing {
        let standing = self.assessment.standing(self.frame(), criterion, at);
        let stage = match standing {
            Standing::Asked if self.held.round.phase >= Phase::Explanation => return standing,
            Standing::AwaitsCheck if self.held.round.phase == Phase::SecondAppraisal => Stage::Second,
            Standing::AwaitsCheck | Standing::First | Standing::Asked => Stage::First,
            Standing::Second => Stage::Second,
            Standing::Decided => Stage::Council,
            _ => return standing,
        };
        if self.shows(stage) { standing } else { Standing::AwaitsFirst }
    }

    /// What the unit is asked to explain at a criterion, as far as it may be told.
    pub(super) fn asked(&self, node: &str) -> Option<&str> {
        let told = self.shows(Stage::First) || self.held.round.phase >= Phase::Explanation;
        let item = self.assessment.item(node).filter(|_| told)?;
        item.at(Stage::First)?.asks.as_deref()
    }

    /// Whether the unit may change a criterion at a moment, as the round stands: phase, deadline, reopening.
    pub(super) fn is_open(&self, by: &chiso_round::By, node: &str) -> bool {
        self.assessment.may_enter(self.frame(), by, node).is_ok()
    }
}
