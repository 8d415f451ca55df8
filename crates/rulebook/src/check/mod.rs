//! Checks of meaning, on a rulebook whose keys and values are those of the format.

use std::collections::BTreeSet;

use crate::conform::Index;
use crate::definition::Rulebook;
use crate::message::Problem;

/// Everything that makes no sense in a rulebook.
pub(crate) fn check(_rulebook: &Rulebook, _index: &Index, _touched: &BTreeSet<String>) -> Vec<Problem> {
    Vec::new()
}
