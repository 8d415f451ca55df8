//! Problems of meaning: the rulebook says something that makes no sense.

/// The rulebook says something that makes no sense.
#[derive(Debug, Clone, PartialEq)]
pub enum MeaningProblem {}

impl MeaningProblem {
    pub(crate) fn texts(&self) -> (String, String) {
        match *self {}
    }
}
