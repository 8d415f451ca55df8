//! An invitation that is under way: keys take their time, so it goes on while the page is away.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use chiso_workspace::Refusal;

/// How far an invitation has come.
#[derive(Debug, Default)]
pub struct Progress {
    made: AtomicUsize,
    of: AtomicUsize,
    ended: OnceLock<Result<u64, Refusal>>,
}

impl Progress {
    /// Says how many keys are to be made.
    pub(super) fn begin(&self, keys: usize) {
        self.of.store(keys, Ordering::Relaxed);
    }

    /// One more key is made.
    pub(super) fn step(&self) {
        self.made.fetch_add(1, Ordering::Relaxed);
    }

    pub(super) fn end(&self, result: Result<u64, Refusal>) {
        // It ends once.
        drop(self.ended.set(result));
    }

    /// How many keys are made, and how many are to be.
    pub fn keys(&self) -> (usize, usize) {
        (self.made.load(Ordering::Relaxed), self.of.load(Ordering::Relaxed))
    }

    /// How many were invited, or why nobody was; none while it is under way.
    pub fn ended(&self) -> Option<&Result<u64, Refusal>> {
        self.ended.get()
    }
}

/// Invitations that are under way, by campaign.
#[derive(Debug, Default)]
pub(crate) struct Inviting(Mutex<BTreeMap<String, Arc<Progress>>>);

impl Inviting {
    /// Begins one; none where one is under way.
    pub(super) fn begin(&self, survey: &str) -> Option<Arc<Progress>> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if all.get(survey).is_some_and(|progress| progress.ended().is_none()) {
            return None;
        }
        let progress = Arc::new(Progress::default());
        all.insert(survey.to_owned(), Arc::clone(&progress));
        Some(progress)
    }

    /// The last one of a campaign since the program began.
    pub(super) fn last(&self, survey: &str) -> Option<Arc<Progress>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(survey).cloned()
    }
}
