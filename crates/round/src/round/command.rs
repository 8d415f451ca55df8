//! What can be asked of a round, and what happens to it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Appraiser, Conclusion, Council, Decision, Meeting, Setup, Visibility, Vote};
use crate::{Deadline, Evidence, Phase};

/// What can be asked of a round. Setting up a new one is [`super::Round::draft`].
#[derive(Debug, Clone, PartialEq)]
pub enum RoundCommand {
    /// Set a draft up anew.
    Revise {
        /// How.
        setup: Box<Setup>,
    },
    /// Throw a draft away. What was opened stays.
    Discard {
        /// Why.
        reason: String,
    },
    /// Go on to a phase. Never back, never to published.
    Begin {
        /// The phase.
        phase: Phase,
        /// How much of the phase that ends is still to be done (units that did not submit, criteria that were not appraised), as the caller counts it.
        left: usize,
        /// Why, where it is early, something is left or a phase is skipped.
        reason: String,
    },
    /// Move the deadline of a phase that is not over, or give one more time that is.
    MoveDeadline {
        /// The phase.
        phase: Phase,
        /// The new deadline.
        deadline: Deadline,
        /// Why.
        reason: String,
    },
    /// Say what units may see and take out.
    SetVisibility {
        /// What.
        visibility: Visibility,
    },
    /// Say who appraises what.
    SetAppraisers {
        /// Who.
        appraisers: Vec<Appraiser>,
        /// Why.
        reason: String,
    },
    /// Say who is on the council.
    SetCouncil {
        /// Who.
        council: Council,
        /// Why.
        reason: String,
    },
    /// Say which agency answers for a unit that is no more, where the register names none.
    NameHeir {
        /// The unit.
        unit: String,
        /// Id of the agency.
        heir: String,
        /// Why.
        reason: String,
    },
    /// Call a meeting of the council, or ask for opinions in writing.
    Call {
        /// The meeting, without votes.
        meeting: Box<Meeting>,
    },
    /// Note who is there.
    Attend {
        /// The meeting.
        meeting: String,
        /// The members.
        members: BTreeSet<String>,
    },
    /// Vote.
    Vote {
        /// The meeting.
        meeting: String,
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
        /// Which proposal, counted from 0; none to abstain.
        choice: Option<usize>,
        /// True for a vote in writing.
        written: bool,
        /// What the member adds.
        remark: String,
    },
    /// End a meeting with its decision.
    Conclude {
        /// The meeting.
        meeting: String,
        /// The decision.
        decision: Decision,
        /// The minutes, in words.
        minutes: String,
        /// The signed minutes.
        paper: Option<Evidence>,
    },
    /// Publish: the first issue, or after a correction the next.
    Publish {
        /// SHA-256 of the publication bundle, 64 hexadecimal digits.
        bundle: String,
        /// Number of events of each unit's assessment that went into it, by unit.
        versions: BTreeMap<String, u64>,
        /// The decision by which it is published.
        decision: Decision,
        /// Why, where it is a new issue.
        reason: String,
    },
}

/// What happened to a round.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum RoundEvent {
    /// It was set up.
    Drafted {
        /// How.
        setup: Box<Setup>,
    },
    /// It was set up anew.
    Revised {
        /// How.
        setup: Box<Setup>,
    },
    /// The draft was thrown away.
    Discarded {
        /// Why.
        reason: String,
    },
    /// A phase began.
    Began {
        /// The phase.
        phase: Phase,
        /// Why, where it was early, something was left or a phase was skipped.
        reason: String,
    },
    /// A deadline was moved.
    DeadlineMoved {
        /// The phase.
        phase: Phase,
        /// The new deadline.
        deadline: Deadline,
        /// Why.
        reason: String,
    },
    /// It was said what units may see and take out.
    VisibilitySet {
        /// What.
        visibility: Visibility,
    },
    /// It was said who appraises what.
    AppraisersSet {
        /// Who.
        appraisers: Vec<Appraiser>,
        /// Why.
        reason: String,
    },
    /// It was said who is on the council.
    CouncilSet {
        /// Who.
        council: Council,
        /// Why.
        reason: String,
    },
    /// It was said which agency answers for a unit that is no more.
    HeirNamed {
        /// The unit.
        unit: String,
        /// Id of the agency.
        heir: String,
        /// Why.
        reason: String,
    },
    /// A meeting was called.
    Called {
        /// The meeting.
        meeting: Box<Meeting>,
    },
    /// It was noted who is there.
    Attended {
        /// The meeting.
        meeting: String,
        /// The members.
        members: BTreeSet<String>,
    },
    /// Somebody voted.
    Voted {
        /// The meeting.
        meeting: String,
        /// The unit.
        unit: String,
        /// The criterion.
        node: String,
        /// The vote.
        vote: Vote,
    },
    /// A meeting ended.
    Concluded {
        /// The meeting.
        meeting: String,
        /// How.
        conclusion: Conclusion,
    },
    /// It was published.
    Published {
        /// As what.
        issue: Issue,
    },
}

/// A published issue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issue {
    /// Its number, from 1.
    pub number: u32,
    /// SHA-256 of the publication bundle.
    pub bundle: String,
    /// Number of events of each unit's assessment that went into it, by unit: what came later belongs to the next issue. Empty in issues of programs that did not keep it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub versions: BTreeMap<String, u64>,
    /// The decision.
    pub decision: Decision,
    /// Why, where it is not the first.
    pub reason: String,
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
}
