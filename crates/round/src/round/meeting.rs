//! The council's meetings: what is disputed, who took part, who voted for what, and what was decided.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::Date;
use serde::{Deserialize, Serialize};

use super::setup::Council;
use crate::{Evidence, Mark};

/// A meeting, in a room or in writing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meeting {
    /// Its id.
    pub id: String,
    /// The day.
    pub on: Date,
    /// Where; none where opinions are asked in writing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// What is to be decided.
    pub agenda: Vec<AgendaItem>,
    /// Members who were there.
    #[serde(default, skip_serializing_if = "BTreeSet::is_empty")]
    pub present: BTreeSet<String>,
    /// What was decided; none while it is going on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub concluded: Option<Conclusion>,
}

/// One disputed score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AgendaItem {
    /// The unit.
    pub unit: String,
    /// The criterion.
    pub node: String,
    /// What can be voted for.
    pub proposals: Vec<Proposal>,
    /// The votes, by member.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub votes: BTreeMap<String, Vote>,
}

/// A score that can be voted for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The points, or that it does not apply.
    pub points: Mark,
    /// Whose proposal, and why.
    pub reason: String,
}

/// A member's vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Which proposal, counted from 0; none for an abstention.
    pub choice: Option<usize>,
    /// True where it was given in writing.
    pub written: bool,
    /// What the member adds.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub remark: String,
    /// The recorded time, microseconds since 1970.
    pub at: i64,
}

/// The paper on which something was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Its number, as `123/QĐ-HĐTĐ`.
    pub number: String,
    /// Its day.
    pub on: Date,
    /// Where it was signed.
    pub place: String,
}

/// How a meeting ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conclusion {
    /// The decision.
    pub decision: Decision,
    /// The minutes, in words.
    pub minutes: String,
    /// The signed minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<Evidence>,
    /// The recorded time, microseconds since 1970.
    pub at: i64,
    /// Who concluded it.
    pub by: String,
    /// The council as it was then: whoever joins or leaves it later changes no count.
    pub council: Council,
}

/// The count of one agenda item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count {
    /// Votes for each proposal.
    pub votes: Vec<usize>,
    /// Abstentions.
    pub abstained: usize,
    /// Members who did not vote.
    pub silent: usize,
    /// The proposal that more than half of all members voted for.
    pub carried: Option<usize>,
}

impl AgendaItem {
    /// Counts the votes of a council, which is [`Meeting::council`]. A proposal is carried by more than half of all members of the council, whether they are there or not (domain, section 3).
    pub fn count(&self, council: &Council) -> Count {
        let given: Vec<&Vote> =
            self.votes.iter().filter(|(m, _)| council.members.contains(*m)).map(|(_, v)| v).collect();
        let votes: Vec<usize> =
            (0..self.proposals.len()).map(|i| given.iter().filter(|vote| vote.choice == Some(i)).count()).collect();
        let abstained = given.iter().filter(|vote| vote.choice.is_none()).count();
        let carried = votes.iter().position(|count| 2 * count > council.members.len());
        Count { votes, abstained, silent: council.members.len() - given.len(), carried }
    }
}

impl Meeting {
    /// The council that counts: the one of now while the meeting goes on, the one of then once it is over.
    pub fn council<'a>(&'a self, now: &'a Council) -> &'a Council {
        self.concluded.as_ref().map_or(now, |conclusion| &conclusion.council)
    }

    /// Members who took part: were there, or voted in writing. `council` is that of now.
    pub fn took_part(&self, council: &Council) -> BTreeSet<&str> {
        let council = self.council(council);
        let wrote = self.agenda.iter().flat_map(|item| item.votes.keys());
        self.present.iter().chain(wrote).filter(|m| council.members.contains(*m)).map(String::as_str).collect()
    }

    /// An item of the agenda.
    pub fn item(&self, unit: &str, node: &str) -> Option<&AgendaItem> {
        self.agenda.iter().find(|item| item.unit == unit && item.node == node)
    }

    /// What was carried: unit, criterion, proposal. `council` is that of now.
    pub fn carried<'a>(&'a self, council: &'a Council) -> impl Iterator<Item = (&'a AgendaItem, &'a Proposal)> {
        let council = self.council(council);
        self.agenda.iter().filter_map(|item| Some((item, item.proposals.get(item.count(council).carried?)?)))
    }
}
