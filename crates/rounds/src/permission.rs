//! Which right a command needs. The table of roles is in the crate `access`; here is only said under which resource and action a command falls.

use chiso_access::{Action, Resource};
use chiso_round::{AssessmentCommand, RoundCommand};

/// The right that a command on a round needs, at the agency that runs it. Setting up a new round needs [`Action::Create`] on [`Resource::Round`].
pub fn needs_for_round(command: &RoundCommand) -> (Resource, Action) {
    match command {
        RoundCommand::Discard { .. } => (Resource::Round, Action::Remove),
        RoundCommand::Revise { .. }
        | RoundCommand::Begin { .. }
        | RoundCommand::MoveDeadline { .. }
        | RoundCommand::SetVisibility { .. }
        | RoundCommand::SetAppraisers { .. }
        | RoundCommand::NameHeir { .. }
        | RoundCommand::SetCouncil { .. } => (Resource::Round, Action::Change),
        RoundCommand::Call { .. } => (Resource::CouncilDecision, Action::Create),
        RoundCommand::Attend { .. } | RoundCommand::Conclude { .. } => (Resource::CouncilDecision, Action::Change),
        RoundCommand::Vote { .. } => (Resource::CouncilDecision, Action::Approve),
        RoundCommand::Publish { .. } => (Resource::Publication, Action::Publish),
    }
}

/// The right that a command on a unit's assessment needs, at the unit and the criterion that it names.
pub fn needs_for_assessment(command: &AssessmentCommand) -> (Resource, Action) {
    match command {
        // What is said inside the unit may also be said by those who send back.
        AssessmentCommand::Save { .. } | AssessmentCommand::Ready { .. } | AssessmentCommand::Comment { .. } => {
            (Resource::SelfScore, Action::Change)
        }
        // Who hands out may also send back.
        AssessmentCommand::Assign { .. } | AssessmentCommand::Return { .. } => (Resource::SelfScore, Action::Return),
        AssessmentCommand::AddEvidence { .. } => (Resource::Evidence, Action::Create),
        AssessmentCommand::DropEvidence { .. } => (Resource::Evidence, Action::Remove),
        AssessmentCommand::Submit { .. } => (Resource::SelfScore, Action::Submit),
        AssessmentCommand::Reopen { .. } => (Resource::SelfScore, Action::Reopen),
        AssessmentCommand::Appraise { .. } => (Resource::Appraisal, Action::Create),
        AssessmentCommand::Confirm { .. } => (Resource::Appraisal, Action::Change),
        AssessmentCommand::SendBack { .. } => (Resource::Appraisal, Action::Return),
        AssessmentCommand::Explain { .. } => (Resource::Explanation, Action::Change),
        AssessmentCommand::SubmitExplanation { .. } => (Resource::Explanation, Action::Submit),
        AssessmentCommand::Decide { .. } => (Resource::CouncilDecision, Action::Change),
        AssessmentCommand::Join { .. } | AssessmentCommand::JoinTyped { .. } => (Resource::Round, Action::Change),
        AssessmentCommand::Correct { .. } => (Resource::Publication, Action::Change),
    }
}

/// The criterion that a command is about, where it is about one.
pub(crate) fn node_of(command: &AssessmentCommand) -> Option<&str> {
    match command {
        AssessmentCommand::Assign { node, .. }
        | AssessmentCommand::Save { node, .. }
        | AssessmentCommand::AddEvidence { node, .. }
        | AssessmentCommand::DropEvidence { node, .. }
        | AssessmentCommand::Comment { node, .. }
        | AssessmentCommand::Ready { node }
        | AssessmentCommand::Return { node, .. }
        | AssessmentCommand::Appraise { node, .. }
        | AssessmentCommand::Confirm { node }
        | AssessmentCommand::SendBack { node, .. }
        | AssessmentCommand::Explain { node, .. }
        | AssessmentCommand::Decide { node, .. }
        | AssessmentCommand::Correct { node, .. } => Some(node),
        AssessmentCommand::Submit { .. }
        | AssessmentCommand::Reopen { .. }
        | AssessmentCommand::SubmitExplanation { .. }
        | AssessmentCommand::Join { .. }
        | AssessmentCommand::JoinTyped { .. } => None,
    }
}

/// A short name of a command, for the journal.
pub(crate) fn name_of_round(command: &RoundCommand) -> &'static str {
    match command {
        RoundCommand::Revise { .. } => "round.revise",
        RoundCommand::Discard { .. } => "round.discard",
        RoundCommand::Begin { .. } => "round.begin",
        RoundCommand::MoveDeadline { .. } => "round.move-deadline",
        RoundCommand::SetVisibility { .. } => "round.set-visibility",
        RoundCommand::SetAppraisers { .. } => "round.set-appraisers",
        RoundCommand::SetCouncil { .. } => "round.set-council",
        RoundCommand::NameHeir { .. } => "round.name-heir",
        RoundCommand::Call { .. } => "council.call",
        RoundCommand::Attend { .. } => "council.attend",
        RoundCommand::Vote { .. } => "council.vote",
        RoundCommand::Conclude { .. } => "council.conclude",
        RoundCommand::Publish { .. } => "round.publish",
    }
}

/// A short name of a command, for the journal.
pub(crate) fn name_of_assessment(command: &AssessmentCommand) -> &'static str {
    match command {
        AssessmentCommand::Assign { .. } => "self-score.assign",
        AssessmentCommand::Save { .. } => "self-score.save",
        AssessmentCommand::AddEvidence { .. } => "evidence.add",
        AssessmentCommand::DropEvidence { .. } => "evidence.drop",
        AssessmentCommand::Comment { .. } => "self-score.comment",
        AssessmentCommand::Ready { .. } => "self-score.ready",
        AssessmentCommand::Return { .. } => "self-score.return",
        AssessmentCommand::Submit { .. } => "self-score.submit",
        AssessmentCommand::Reopen { .. } => "self-score.reopen",
        AssessmentCommand::Appraise { .. } => "appraisal.give",
        AssessmentCommand::Confirm { .. } => "appraisal.confirm",
        AssessmentCommand::SendBack { .. } => "appraisal.send-back",
        AssessmentCommand::Explain { .. } => "explanation.save",
        AssessmentCommand::SubmitExplanation { .. } => "explanation.submit",
        AssessmentCommand::Decide { .. } => "council.decide",
        AssessmentCommand::Join { .. } => "round.join-values",
        AssessmentCommand::JoinTyped { .. } => "round.join-typed",
        AssessmentCommand::Correct { .. } => "publication.correct",
    }
}
