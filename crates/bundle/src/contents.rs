//! What a bundle is written from.

use std::collections::BTreeMap;

use chiso_model::Text;
use chiso_round::round::Decision;
use chiso_round::{Assessment, Round};

use crate::Published;

/// What a bundle is written from. `A` is an assessment, or what lends one.
#[derive(Debug, Clone)]
pub struct Contents<'a, A = Assessment> {
    /// The round.
    pub round: &'a Round,
    /// The exact text of its rulebook: its SHA-256 is the round's.
    pub rulebook: &'a str,
    /// The assessments, by unit.
    pub assessments: &'a BTreeMap<String, A>,
    /// Names of the units and of the agency that runs the round, by id.
    pub names: &'a BTreeMap<String, Text>,
    /// How the public names an author, by the person's id: the agency and the role, as “Sở Nội vụ (thẩm định)”; never the person.
    pub authors: &'a BTreeMap<String, Text>,
    /// As what it is published.
    pub issue: Announcement,
    /// What was published of the period before, where changes are to be told.
    pub previous: Option<&'a Published>,
}

/// As what something is published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Announcement {
    /// The number of the issue, from 1.
    pub number: u32,
    /// The decision.
    pub decision: Decision,
    /// Why, where it corrects an issue before it.
    pub reason: String,
}
