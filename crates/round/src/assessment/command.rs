//! What can be asked of an assessment, and what happens to it.

use serde::{Deserialize, Serialize};

use super::{Joined, Link};
use crate::{Deadline, Evidence, Mark, Numbers, Proof, Stage};

/// What somebody enters at a criterion.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Entry {
    /// The numbers.
    #[serde(default)]
    pub numbers: Numbers,
    /// The points, where they are not to be what the rule gives.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub points: Option<Mark>,
    /// Why they differ from what the rule gives.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// An explanation in words: it stands where a file would.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl Entry {
    /// As it is kept: without numbers that were left blank, without blank points, and without space around its words.
    pub(super) fn cleaned(mut self) -> Entry {
        self.numbers.retain(|_, mark| *mark != Mark::default());
        self.points = self.points.filter(|mark| *mark != Mark::default());
        for words in [&mut self.reason, &mut self.note] {
            if words.trim().len() < words.len() {
                *words = words.trim().to_owned();
            }
        }
        self
    }
}

/// An appraiser's word.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Verdict {
    /// The appraiser's own numbers and points; none to accept the score as it stands.
    pub change: Option<Entry>,
    /// Why: always.
    pub reason: String,
    /// What the unit shall explain; only at the first appraisal.
    pub asks: Option<String>,
}

/// What is declared when something is signed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declaration {
    /// The words that were typed to confirm.
    pub statement: String,
    /// True where the person showed a second factor for it.
    pub second_factor: bool,
    /// A detached digital signature file, stored and hashed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Proof>,
    /// True where criteria without a declaration are left so knowingly.
    #[serde(default)]
    pub leaves_blank: bool,
}

/// What can be asked of an assessment.
#[derive(Debug, Clone, PartialEq)]
pub enum AssessmentCommand {
    /// Give a criterion to somebody in the unit, or to nobody.
    Assign {
        /// The criterion.
        node: String,
        /// Id of the person.
        person: Option<String>,
        /// By when.
        due: Option<Deadline>,
    },
    /// Save what was entered.
    Save {
        /// The criterion.
        node: String,
        /// The revision of the draft that was on the form; 0 where there was none.
        seen: u64,
        /// What was entered.
        entry: Entry,
    },
    /// Add evidence.
    AddEvidence {
        /// The criterion.
        node: String,
        /// The evidence.
        evidence: Evidence,
    },
    /// Take evidence away that was not submitted.
    DropEvidence {
        /// The criterion.
        node: String,
        /// Its id.
        evidence: String,
    },
    /// Say something about a criterion inside the unit.
    Comment {
        /// The criterion.
        node: String,
        /// What.
        text: String,
    },
    /// Say that a criterion is finished.
    Ready {
        /// The criterion.
        node: String,
    },
    /// Send a criterion back to its contributor.
    Return {
        /// The criterion.
        node: String,
        /// Why.
        reason: String,
    },
    /// Sign and submit: everything the first time, afterwards what was reopened.
    Submit {
        /// What is declared.
        declaration: Declaration,
    },
    /// Give more time for criteria that are locked.
    Reopen {
        /// The criteria.
        nodes: Vec<String>,
        /// Until when.
        until: Deadline,
        /// Why.
        reason: String,
    },
    /// Appraise.
    Appraise {
        /// The criterion.
        node: String,
        /// Which appraisal.
        stage: Stage,
        /// Number of links that were on the form, so that two appraisers do not overrule each other unseen.
        seen: usize,
        /// The verdict.
        verdict: Verdict,
    },
    /// Confirm somebody else's appraisal.
    Confirm {
        /// The criterion.
        node: String,
    },
    /// Send somebody else's appraisal back.
    SendBack {
        /// The criterion.
        node: String,
        /// Why.
        reason: String,
    },
    /// Save the answer to a first appraisal.
    Explain {
        /// The criterion.
        node: String,
        /// The revision of the answer that was on the form; 0 where there was none.
        seen: u64,
        /// The answer: its words in `note`.
        entry: Entry,
    },
    /// Sign and submit all answers.
    SubmitExplanation {
        /// What is declared.
        declaration: Declaration,
    },
    /// Take over what the council carried.
    Decide {
        /// The criterion.
        node: String,
        /// The meeting.
        meeting: String,
    },
    /// Take values of surveys, statistics, dossiers and other indices in.
    Join {
        /// The values.
        values: Vec<Joined>,
    },
    /// Take one such value in that somebody typed: never of a unit of their own.
    JoinTyped {
        /// The value.
        value: Joined,
    },
    /// Correct a published score.
    Correct {
        /// The criterion.
        node: String,
        /// Numbers and points.
        entry: Entry,
        /// Why, and by which decision.
        reason: String,
    },
}

/// What happened to an assessment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AssessmentEvent {
    /// A criterion was given to somebody.
    Assigned {
        /// The criterion.
        node: String,
        /// Id of the person.
        person: Option<String>,
        /// By when.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Deadline>,
    },
    /// Something was entered.
    Saved {
        /// The criterion.
        node: String,
        /// What.
        entry: Entry,
        /// What the rule gives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed: Option<Mark>,
    },
    /// Evidence was added.
    EvidenceAdded {
        /// The criterion.
        node: String,
        /// The evidence.
        evidence: Evidence,
    },
    /// Evidence was taken away.
    EvidenceDropped {
        /// The criterion.
        node: String,
        /// Its id.
        evidence: String,
    },
    /// Something was said.
    Commented {
        /// The criterion.
        node: String,
        /// What.
        text: String,
    },
    /// It was said to be finished.
    Readied {
        /// The criterion.
        node: String,
    },
    /// It was sent back.
    Returned {
        /// The criterion.
        node: String,
        /// Why.
        reason: String,
    },
    /// The self-assessment, or what was reopened of it, was signed: a link each.
    Submitted {
        /// What was declared.
        declaration: Declaration,
        /// The links, by criterion.
        links: Vec<(String, Link)>,
    },
    /// More time was given.
    Reopened {
        /// The criteria.
        nodes: Vec<String>,
        /// Until when.
        until: Deadline,
        /// Why.
        reason: String,
    },
    /// It was appraised, and nobody need check that.
    Appraised {
        /// The criterion.
        node: String,
        /// The link.
        link: Link,
    },
    /// It was appraised; a second person must check that.
    Proposed {
        /// The criterion.
        node: String,
        /// The link it will be.
        link: Link,
    },
    /// A second person checked it.
    Confirmed {
        /// The criterion.
        node: String,
    },
    /// A second person sent it back.
    SentBack {
        /// The criterion.
        node: String,
        /// Why.
        reason: String,
    },
    /// An answer was saved.
    AnswerSaved {
        /// The criterion.
        node: String,
        /// What.
        entry: Entry,
        /// What the rule gives.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        proposed: Option<Mark>,
    },
    /// The answers were signed: a link each.
    Explained {
        /// What was declared.
        declaration: Declaration,
        /// The links, by criterion.
        links: Vec<(String, Link)>,
    },
    /// The council's decision was taken over.
    Decided {
        /// The criterion.
        node: String,
        /// The meeting.
        meeting: String,
        /// The link.
        link: Link,
    },
    /// Values joined.
    Joined {
        /// The values.
        values: Vec<Joined>,
    },
    /// A published score was corrected.
    Corrected {
        /// The criterion.
        node: String,
        /// The link.
        link: Link,
    },
}
