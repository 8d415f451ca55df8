//! What is known of one criterion of one unit.

use serde::{Deserialize, Serialize};

use super::Entry;
use crate::{Deadline, Evidence, Mark, Numbers, Phase, Stage};

/// What is known of one criterion of one unit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Who in the unit sees to it.
    pub assigned: Option<Assigned>,
    /// What was entered and is not signed yet.
    pub draft: Option<Draft>,
    /// True where its contributor says that it is finished.
    pub ready: bool,
    /// Why it was sent back to its contributor.
    pub returned: Option<String>,
    /// The evidence as it stands. What was taken away before the submission stays in the events.
    pub evidence: Vec<Evidence>,
    /// What was said about it inside the unit.
    pub comments: Vec<Comment>,
    /// The chain: only ever added to.
    pub links: Vec<Link>,
    /// The reopening that holds, if any.
    pub reopened: Option<Reopened>,
    /// An appraisal that waits for a second person.
    pub pending: Option<Pending>,
    /// Why the last appraisal was sent back by the second person; for appraisers' eyes, not for the unit's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sent_back: Option<SentBack>,
    /// The answer to a first appraisal that is not signed yet.
    pub answer: Option<Draft>,
}

/// Who sees to a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assigned {
    /// Id of the person.
    pub person: String,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Deadline>,
}

/// What was entered and is not signed yet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// Counts up with each change: whoever saves says which one they saw, so that two people do not overwrite each other.
    pub revision: u64,
    /// What was entered.
    pub entry: Entry,
    /// What the rule gives for the numbers; none where it cannot read them.
    pub proposed: Option<Mark>,
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
}

/// Something said inside the unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
    /// What.
    pub text: String,
}

/// More time for one criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reopened {
    /// Until when.
    pub until: Deadline,
    /// Why.
    pub reason: String,
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
}

/// A link in the chain of a score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Where in the chain.
    pub stage: Stage,
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
    /// The numbers it rests on.
    pub numbers: Numbers,
    /// What the rule gives for them; none where it cannot read them.
    pub proposed: Option<Mark>,
    /// The points, or that it does not apply.
    pub points: Mark,
    /// Why.
    pub why: Why,
    /// An explanation in words, where one was given.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The evidence as it stood.
    pub evidence: Vec<Evidence>,
    /// What the unit is asked to explain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
    /// Who checked it, where a second person must.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked_by: Option<String>,
}

/// Why a score is what it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The rule gives it for the numbers.
    Rule,
    /// Nothing was declared by the deadline.
    NotDeclared,
    /// For the reason given.
    Said(String),
}

impl Why {
    /// The words that were given, if any.
    pub fn said(&self) -> Option<&str> {
        match self {
            Why::Said(text) => Some(text),
            Why::Rule | Why::NotDeclared => None,
        }
    }
}

/// An appraisal that waits for a second person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Pending {
    /// The link it will be.
    pub link: Link,
}

/// An appraisal that the second person did not confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentBack {
    /// Why.
    pub reason: String,
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
}

impl Item {
    /// Whether an appraisal waits for a second person in a phase. One that nobody confirmed in its own phase counts no more, and holds nothing up.
    pub fn waits_in(&self, phase: Phase) -> bool {
        self.pending.as_ref().is_some_and(|pending| Phase::of_appraisal(pending.link.stage) == Some(phase))
    }

    /// The last link.
    pub fn last(&self) -> Option<&Link> {
        self.links.last()
    }

    /// The link whose points count: the last judgement, or the self-score where nobody judged it yet. What a unit claims in its explanation does not count by itself.
    pub fn effective(&self) -> Option<&Link> {
        self.effective_at(Stage::Correction)
    }

    /// The link whose points count when only the stages up to one are looked at.
    pub fn effective_at(&self, upto: Stage) -> Option<&Link> {
        let seen = |link: &&Link| link.stage <= upto;
        let judged = |link: &&Link| seen(link) && !matches!(link.stage, Stage::SelfScore | Stage::Explanation);
        self.links.iter().rev().find(judged).or_else(|| self.at(Stage::SelfScore).filter(seen))
    }

    /// The evidence that the unit has signed for, as it last did. What it added since is its own until it signs again.
    pub fn signed_evidence(&self) -> &[Evidence] {
        let own = |link: &&Link| matches!(link.stage, Stage::SelfScore | Stage::Explanation);
        self.links.iter().rev().find(own).map_or(&[], |link| &link.evidence)
    }

    /// What of it is signed, or given by others: without what the unit works on.
    pub(super) fn signed(&self) -> Item {
        Item {
            evidence: self.signed_evidence().to_vec(),
            links: self.links.clone(),
            reopened: self.reopened.clone(),
            pending: self.pending.clone(),
            sent_back: self.sent_back.clone(),
            ..Item::default()
        }
    }

    /// The last link of a stage.
    pub fn at(&self, stage: Stage) -> Option<&Link> {
        self.links.iter().rev().find(|link| link.stage == stage)
    }

    /// What the first appraisal asks the unit to explain, where the last word on it is that appraisal.
    pub fn asked(&self) -> Option<&str> {
        self.last().filter(|link| link.stage == Stage::First).and_then(|link| link.asks.as_deref())
    }

    /// Whether the first appraisal asked for an explanation.
    pub fn is_flagged(&self) -> bool {
        self.at(Stage::First).is_some_and(|link| link.asks.is_some())
    }
}
