//! The council: what is disputed, meetings in a room or in writing, votes, quorum, minutes, the decision.

mod call;
pub(crate) mod disputed;
mod list;
mod meeting;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_round::round::Decision;
use chiso_round::{AssessmentCommand, Evidence, RoundCommand, Stage};
use chiso_web::{Caller, Gate, Routes};
use chiso_workspace::Refusal;

use crate::act::put_following;
use crate::entry::Rounds;
use crate::held::Held;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::CouncilDecision, Action::See);
    let create = Gate::Needs(Resource::CouncilDecision, Action::Create);
    let change = Gate::Needs(Resource::CouncilDecision, Action::Change);
    let vote = Gate::Needs(Resource::CouncilDecision, Action::Approve);
    Routes::new()
        .page("/{lang}/rounds/{round}/council", see, list::page)
        .page("/{lang}/rounds/{round}/council/new", create, call::page)
        .form("/{lang}/rounds/{round}/council/new", create, call::send)
        .page("/{lang}/rounds/{round}/council/meetings/{meeting}", see, meeting::page)
        .form("/{lang}/rounds/{round}/council/meetings/{meeting}/present", change, meeting::attend)
        .form("/{lang}/rounds/{round}/council/meetings/{meeting}/votes", vote, meeting::vote)
        .form("/{lang}/rounds/{round}/council/meetings/{meeting}/conclusion", change, meeting::conclude)
}

impl Rounds {
    /// Whether a caller is shown what is judged of a unit: of their own only as far as the round lets units see it. That there is an item everybody is shown who sees the
    /// council at all.
    fn shows_judgement(&self, caller: &Caller, held: &Held, unit: &str) -> bool {
        let seen_by_units = || [Stage::First, Stage::Second].into_iter().all(|stage| held.round.units_see(stage));
        !self.is_own(caller, held, unit) || seen_by_units()
    }

    /// Ends a meeting with its decision, and takes what it carried over into the units' scores, in one transaction.
    ///
    /// # Errors
    /// As [`Rounds::act_on_round`].
    pub(crate) async fn conclude(
        &self,
        caller: &Caller,
        round: &str,
        meeting: String,
        decision: Decision,
        minutes: String,
        paper: Option<Evidence>,
    ) -> Result<(), Refusal> {
        let (kept, register) = (Arc::clone(&self.kept), self.desk.register());
        let id = meeting.clone();
        let command = RoundCommand::Conclude { meeting, decision, minutes, paper };
        let done = self.act_on_round_then(caller, round, command, move |writer, held, by| {
            let Some(held_meeting) = held.round.meeting(&id) else { return Ok(()) };
            let council = &held.round.setup.council;
            let carried: Vec<(String, String)> =
                held_meeting.carried(council).map(|(item, _)| (item.unit.clone(), item.node.clone())).collect();
            for (unit, node) in carried {
                let command = AssessmentCommand::Decide { node, meeting: id.clone() };
                put_following(&kept, writer, (held, &register), &unit, by, command)?;
            }
            Ok(())
        });
        done.await.map(|_| ())
    }
}
