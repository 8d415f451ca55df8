//! A round: how it is set up, which phase it is in, its council's meetings and its published issues.

mod command;
mod decide;
pub(crate) use decide::needed;
mod meeting;
mod setup;

pub use command::{Issue, RoundCommand, RoundEvent};
pub use meeting::{AgendaItem, Conclusion, Count, Decision, Meeting, Proposal, Vote};
pub use setup::{Appraiser, Council, Entrant, Setup, SetupProblem, Visibility};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{By, Criterion, Deadline, Phase, Refusal, Stage, Told};

/// A round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Round {
    /// How it is set up.
    pub setup: Setup,
    /// The phase it is in.
    pub phase: Phase,
    /// When that began, microseconds since 1970.
    pub since: i64,
    /// True for a draft that was thrown away: nothing happens to it any more, and no list has it.
    #[serde(default)]
    pub discarded: bool,
    /// By unit that is no more: the agency that was named to answer for it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub heirs: BTreeMap<String, String>,
    /// The council's meetings, in the order in which they were called.
    pub meetings: Vec<Meeting>,
    /// What was published, the first issue first.
    pub issues: Vec<Issue>,
    /// Number of events so far.
    pub version: u64,
}

impl Round {
    /// The round that a list of events gives; none where it does not begin with one that sets it up.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Told<RoundEvent>>) -> Option<Round> {
        let mut events = events.into_iter();
        let mut round = Round::first(events.next()?)?;
        events.for_each(|event| round.apply(event));
        Some(round)
    }

    /// The round as its first event sets it up.
    pub fn first(event: &Told<RoundEvent>) -> Option<Round> {
        let RoundEvent::Drafted { setup } = &event.what else { return None };
        Some(Round {
            setup: setup.as_ref().clone(),
            phase: Phase::Draft,
            since: event.at,
            discarded: false,
            heirs: BTreeMap::new(),
            meetings: Vec::new(),
            issues: Vec::new(),
            version: 1,
        })
    }

    /// Whether a unit is assessed in it.
    pub fn has_unit(&self, unit: &str) -> bool {
        self.setup.units.iter().any(|entrant| entrant.unit == unit)
    }

    /// The deadline of a phase.
    pub fn deadline(&self, phase: Phase) -> Option<&Deadline> {
        self.setup.deadlines.get(&phase)
    }

    /// Whether the deadline of a phase is over.
    pub fn is_over(&self, phase: Phase, at: i64) -> bool {
        self.deadline(phase).is_some_and(|deadline| deadline.is_over(at))
    }

    /// Whether somebody appraises a criterion.
    pub fn is_appraiser(&self, person: &str, criterion: &Criterion) -> bool {
        self.setup.appraisers.iter().any(|a| a.person == person && a.covers(criterion))
    }

    /// Whether somebody may not judge a unit because it is their own: one in which they hold a role, or for which they appraise.
    pub fn is_conflicted(&self, by: &By, unit: &str) -> bool {
        by.agencies.contains(unit) || self.setup.appraisers.iter().any(|a| a.person == by.person && a.agency == unit)
    }

    /// Refuses whoever would judge, or tell the facts of, a unit that is their own.
    pub(crate) fn must_not_be_own(&self, by: &By, unit: &str) -> Result<(), Refusal> {
        if self.is_conflicted(by, unit) { Err(Refusal::OwnUnit) } else { Ok(()) }
    }

    /// A meeting.
    pub fn meeting(&self, id: &str) -> Option<&Meeting> {
        self.meetings.iter().find(|meeting| meeting.id == id)
    }

    /// Whether units may see the results of a stage. What they entered themselves they always see; what was published everybody sees.
    pub fn units_see(&self, stage: Stage) -> bool {
        matches!(stage, Stage::SelfScore | Stage::Explanation)
            || self.phase == Phase::Published
            || self.setup.visibility.see.contains(&stage)
    }

    /// Whether units may take the results of a stage out.
    pub fn units_export(&self, stage: Stage) -> bool {
        self.units_see(stage)
            && (matches!(stage, Stage::SelfScore | Stage::Explanation)
                || self.phase == Phase::Published
                || self.setup.visibility.export.contains(&stage))
    }
}
