//! How far somebody is.

use super::{Answers, State};
use crate::form::Item;

/// How far somebody is: of the questions that are asked and must be answered, how many are. Where none must be, of all that are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Answered.
    pub answered: usize,
    /// Of so many.
    pub of: usize,
}

impl Progress {
    /// From 0 to 100; all of nothing is 100.
    pub fn percent(self) -> usize {
        (self.answered * 100).checked_div(self.of).unwrap_or(100)
    }
}

impl State<'_> {
    /// How far somebody is.
    pub fn progress(&self, answers: &Answers) -> Progress {
        let items = || self.form().items().iter().enumerate();
        let asked = items().filter(|(number, item)| item.answerable().is_some() && self.is_relevant(*number));
        let required: Vec<(usize, &Item)> = asked.clone().filter(|(number, _)| self.is_required(*number)).collect();
        let counted: Vec<(usize, &Item)> = if required.is_empty() { asked.collect() } else { required };
        let answered = counted.iter().filter(|(_, item)| answers.get(&item.name).is_some()).count();
        Progress { answered, of: counted.len() }
    }
}
