//! Campaigns of which every letter that was due is in the queue: nobody is read again before something can be due.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

/// When a campaign was last gone through whole: the planned moment that had been reached, and how many events it had. New people are an event, and so is another calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Round {
    /// The planned moment, microseconds.
    pub(super) reached: i64,
    /// Events of the campaign.
    pub(super) version: u64,
}

/// By campaign. Each server has its own; what another has put down is not put down again.
#[derive(Debug, Default)]
pub(crate) struct Posted(Mutex<BTreeMap<String, Round>>);

impl Posted {
    /// Whether a round of a campaign is done.
    pub(super) fn has(&self, survey: &str, round: Round) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(survey) == Some(&round)
    }

    /// That it is done.
    pub(super) fn note(&self, survey: &str, round: Round) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(survey.to_owned(), round);
    }

    /// That somebody is to be written to whom the round left out.
    pub(super) fn forget(&self, survey: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(survey);
    }
}
