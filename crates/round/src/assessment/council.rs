//! What the council carried, taken over into the chain of a score.

use super::decide::criterion;
use super::{Assessment, AssessmentEvent, Frame, Link, Why};
use crate::round::{Conclusion, Meeting, Proposal};
use crate::{By, Criterion, Mark, Numbers, Phase, Refusal, Stage};

impl Assessment {
    /// Meetings and criteria of the unit that the council decided and that are not taken over yet. Before a result is published there must be none.
    pub fn to_take_over<'a>(&self, frame: Frame<'a>) -> Vec<(&'a str, &'a str)> {
        let criteria = frame.rules.criteria().iter();
        let last = criteria.filter_map(|criterion| Some((criterion.id.as_str(), last_carried(frame, &criterion.id)?)));
        last.filter(|(node, carried)| !self.is_taken_over(node, carried))
            .map(|(node, carried)| (carried.meeting.id.as_str(), node))
            .collect()
    }

    pub(super) fn take_over(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        meeting: String,
    ) -> Result<AssessmentEvent, Refusal> {
        frame.round.must_be(&[Phase::Council])?;
        let criterion = criterion(frame, &node)?;
        let held = frame.round.meeting(&meeting).ok_or(Refusal::NoMeeting)?;
        if held.concluded.is_none() {
            return Err(Refusal::MeetingOpen);
        }
        carried_by(frame, held, &node).ok_or_else(|| Refusal::NotCarried(node.clone()))?;
        let Some(carried) = last_carried(frame, &node).filter(|carried| carried.meeting.id == meeting) else {
            return Err(Refusal::DecidedLater(node));
        };
        if self.is_taken_over(&node, &carried) {
            return Err(Refusal::Twice);
        }
        let points = carried.proposal.points;
        let link = Link { points, ..self.kept_or_new(criterion, by, carried.reason()) };
        Ok(AssessmentEvent::Decided { node, meeting, link })
    }

    fn is_taken_over(&self, node: &str, carried: &Carried<'_>) -> bool {
        let reason = carried.reason();
        let is_it = |link: &Link| {
            link.stage == Stage::Council && link.at >= carried.conclusion.at && link.why.said() == Some(&reason)
        };
        self.links(node).iter().any(is_it)
    }

    /// A link with the numbers as they stand, also where there is nothing yet to keep.
    fn kept_or_new(&self, criterion: &Criterion, by: &By, reason: String) -> Link {
        self.kept(criterion, by, Stage::Council, reason.clone()).unwrap_or_else(|_| Link {
            stage: Stage::Council,
            at: by.at,
            by: by.person.clone(),
            numbers: Numbers::new(),
            proposed: None,
            points: Mark::default(),
            why: Why::Said(reason),
            note: String::new(),
            evidence: Vec::new(),
            asks: None,
            checked_by: None,
        })
    }
}

/// A proposal that a meeting carried.
struct Carried<'a> {
    meeting: &'a Meeting,
    conclusion: &'a Conclusion,
    proposal: &'a Proposal,
}

impl Carried<'_> {
    /// The number of the decision, and why the proposal was made.
    fn reason(&self) -> String {
        format!("{}: {}", self.conclusion.decision.number, self.proposal.reason)
    }
}

fn carried_by<'a>(frame: Frame<'a>, meeting: &'a Meeting, node: &str) -> Option<Carried<'a>> {
    let conclusion = meeting.concluded.as_ref()?;
    let (_, proposal) =
        meeting.carried(&frame.round.setup.council).find(|(item, _)| item.unit == frame.unit && item.node == node)?;
    Some(Carried { meeting, conclusion, proposal })
}

/// What the council last carried for a criterion of the unit: what it decided before counts no more.
fn last_carried<'a>(frame: Frame<'a>, node: &str) -> Option<Carried<'a>> {
    let all = frame.round.meetings.iter().filter_map(|meeting| carried_by(frame, meeting, node));
    all.max_by_key(|carried| carried.conclusion.at)
}
