//! What somebody may see of a unit's file.

use std::collections::BTreeSet;
use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_round::assessment::{Progress, Standing};
use chiso_round::{Assessment, By, Criterion, Frame, Link, Phase, Stage};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;

use super::papers::{parts, without_papers};
use crate::entry::Rounds;
use crate::held::Held;

/// A unit's file, open before somebody who may see some of it.
pub(super) struct Opened {
    pub(super) held: Arc<Held>,
    pub(super) unit: String,
    /// The file as they see it: without what the unit works on where that is not theirs, and with no correction that is not issued where they do not judge.
    pub(super) assessment: Arc<Assessment>,
    /// The same without the links of stages that they may not see.
    pub(super) shown: Arc<Assessment>,
    /// How far the unit has come, where they are told.
    pub(super) progress: Option<Progress>,
    /// Who opened it.
    pub(super) by: By,
    sight: Sight,
}

/// How much of a unit's file somebody sees.
struct Sight {
    /// Whether they judge, run or inspect: the switches of what units see do not hold for them.
    judges: bool,
    /// Whether they are told how far the unit has come.
    told: bool,
    /// The criteria at which they see what the unit works on.
    papers: BTreeSet<String>,
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
        let begun = held.round.phase != Phase::Draft || self.sees(caller, &held);
        if !begun || !held.round.has_unit(unit) {
            return Err(Refusal::Hidden.page(reader));
        }
        self.may_see_unit(caller, &held, unit).map_err(|refusal| refusal.page(reader))?;
        let file = self.file_as_issued(caller, &held, unit).await.map_err(|refusal| refusal.page(reader))?;
        let sight = Sight {
            judges: self.judges_unit(caller, &held, unit),
            told: self.tells_progress(caller, &held)(unit),
            papers: self.papers_seen(caller, &held, unit),
        };
        let by = self.who(caller, &held);
        Ok(Opened::of(held, unit.to_owned(), file, by, sight))
    }

    /// Whether a caller may see some part of a unit's file: whoever is limited to areas sees these.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where they may not; as [`Rounds::may_in_unit`].
    pub(super) fn may_see_unit(&self, caller: &Caller, held: &Held, unit: &str) -> Result<(), Refusal> {
        self.may_in_unit(caller, (Action::See, Resource::SelfScore), held, unit, &parts(caller))
    }
}

impl Opened {
    fn of(held: Arc<Held>, unit: String, file: Arc<Assessment>, by: By, sight: Sight) -> Opened {
        let progress = sight.told.then(|| file.progress(held.frame(&unit)));
        let assessment = without_papers(file, &sight.papers);
        let shown = if sight.judges {
            Arc::clone(&assessment)
        } else {
            Arc::new(assessment.with_links(|link| held.round.units_see(link.stage)))
        };
        Opened { held, unit, assessment, shown, progress, by, sight }
    }

    pub(super) fn frame(&self) -> Frame<'_> {
        self.held.frame(&self.unit)
    }

    /// Whether the caller sees what the unit works on at a criterion.
    pub(super) fn sees_papers(&self, node: &str) -> bool {
        self.sight.papers.contains(node)
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
        self.sight.judges || self.held.round.units_see(stage)
    }

    /// Whether the result of a stage may be taken out.
    pub(super) fn exports(&self, stage: Stage) -> bool {
        self.sight.judges || self.held.round.units_export(stage)
    }

    /// The links of a criterion that may be shown.
    pub(super) fn links(&self, node: &str) -> &[Link] {
        self.shown.links(node)
    }

    /// The last stage of judging of which something may be shown; none where only the unit itself has spoken.
    pub(super) fn judged_upto(&self) -> Option<Stage> {
        self.shown.items.values().flat_map(|item| &item.links).map(|link| link.stage).filter(is_judgement).max()
    }

    /// The judgement that holds among those that may be shown; none where only the unit itself has spoken.
    pub(super) fn judged(&self, node: &str) -> Option<&Link> {
        self.links(node).iter().rev().find(|link| is_judgement(&link.stage))
    }

    /// How a criterion stands, as far as the caller may be told. What it is asked to explain a unit must know, once explaining has begun.
    pub(super) fn standing(&self, criterion: &Criterion, at: i64) -> Standing {
        let asked = || self.assessment.standing(self.frame(), criterion, at);
        if self.held.round.phase >= Phase::Explanation && asked() == Standing::Asked {
            return Standing::Asked;
        }
        let shown = self.shown.standing(self.frame(), criterion, at);
        if self.sees_papers(&criterion.id) { shown } else { shown.from_outside() }
    }

    /// What the unit is asked to explain at a criterion, as far as it may be told.
    pub(super) fn asked(&self, node: &str) -> Option<&str> {
        let told = self.shows(Stage::First) || self.held.round.phase >= Phase::Explanation;
        let item = self.assessment.item(node).filter(|_| told)?;
        item.at(Stage::First)?.asks.as_deref()
    }

    /// Whether the unit may change a criterion at a moment, as the round stands: phase, deadline, reopening.
    pub(super) fn is_open(&self, node: &str) -> bool {
        self.assessment.may_enter(self.frame(), &self.by, node).is_ok()
    }
}

/// Whether a stage is somebody else's word on the unit's score.
pub(super) fn is_judgement(stage: &Stage) -> bool {
    !matches!(stage, Stage::SelfScore | Stage::Explanation)
}
