//! What time it is when something is written.

use std::sync::Arc;

use chiso_store::{Reader, StoreError};

/// What time it is when something is written. Without a clock of its own it is the moment at which it was asked for, as simulations and tests have it.
#[derive(Clone, Default)]
pub(crate) struct Clock(Option<Arc<dyn Fn() -> i64 + Send + Sync>>);

impl Clock {
    /// One that is read, microseconds since 1970 in UTC.
    pub(crate) fn read_by(now_us: impl Fn() -> i64 + Send + Sync + 'static) -> Clock {
        Clock(Some(Arc::new(now_us)))
    }

    /// The recorded time of what happens to a round now, asked within the transaction that writes it: a request may have come before a deadline and be written after it.
    /// It is never before what was asked for came, nor before what happened last in the round, whatever the clocks of several servers say.
    pub(crate) fn moment(&self, reader: &mut Reader<'_>, round: &str, asked: i64) -> Result<i64, StoreError> {
        let now = self.0.as_ref().map_or(asked, |now_us| now_us());
        Ok(now.max(asked).max(reader.last_moment(round)?.unwrap_or(now)))
    }
}
