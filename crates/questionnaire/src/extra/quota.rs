//! The sheet `quota`: how many answers of which sort are wanted.

use crate::expression::Expression;
use crate::form::Texts;

/// A cell of a quota.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quota {
    /// Its name.
    pub name: String,
    /// What it is called.
    pub label: Texts,
    /// Which ballots belong to it.
    pub condition: Expression,
    /// How many are wanted.
    pub target: u32,
}
