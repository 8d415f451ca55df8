//! What time it is when something is written.

use std::sync::Arc;

use chiso_round::Told;
use chiso_store::{Reader, StoreError};

/// By how much the clocks of two servers may differ, microseconds: what keeps the time of day of a computer keeps it to far less.
const APART: i64 = 10_000_000;

/// What time it is when something is written. Without a clock of its own it is the moment at which it was asked for, as simulations and tests have it.
#[derive(Clone, Default)]
pub(crate) struct Clock(Option<Arc<dyn Fn() -> i64 + Send + Sync>>);

/// When something is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Moment {
    /// By what it is judged whether it is in time, microseconds since 1970 in UTC.
    pub(crate) judged: i64,
    /// Before what nothing is recorded: the time of what happened last in the round.
    last: i64,
}

impl Moment {
    /// What happened, in its place in the order of the round.
    pub(crate) fn record<E>(self, event: Told<E>) -> Told<E> {
        Told { at: event.at.max(self.last), ..event }
    }

    /// The same for what follows from something that was recorded, as it is judged by that.
    pub(crate) fn of(recorded: i64) -> Moment {
        Moment { judged: recorded, last: recorded }
    }

    /// By the own clock, when something was asked for, and what happened last in the round.
    fn at(now: i64, asked: i64, last: Option<i64>) -> Moment {
        let now = now.max(asked);
        let last = last.unwrap_or(now);
        // A little ahead, it is the clock of another server, and nobody is in time after who was late. Far ahead, a clock was wrong: it must not close the round for all.
        let judged = if last > now.saturating_add(APART) { now } else { now.max(last) };
        Moment { judged, last }
    }
}

impl Clock {
    /// One that is read, microseconds since 1970 in UTC.
    pub(crate) fn read_by(now_us: impl Fn() -> i64 + Send + Sync + 'static) -> Clock {
        Clock(Some(Arc::new(now_us)))
    }

    /// When what happens to a round now is written, asked within the transaction that writes it: a request may have come before a deadline and be written after it.
    /// It is never before what was asked for came, nor recorded before what happened last in the round, whatever the clocks of several servers say.
    pub(crate) fn moment(&self, reader: &mut Reader<'_>, round: &str, asked: i64) -> Result<Moment, StoreError> {
        let now = self.0.as_ref().map_or(asked, |now_us| now_us());
        let moment = Moment::at(now, asked, reader.last_moment(round)?);
        if moment.last > moment.judged {
            let seconds = (moment.last - moment.judged) / 1_000_000;
            tracing::error!(
                round,
                seconds,
                "the last event of this round lies ahead of the clock of this server: look at the clocks of all servers"
            );
        }
        Ok(moment)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_far_ahead_closes_nothing_and_turns_nothing_back() {
        const HOUR: i64 = 3_600_000_000;
        for (now, asked, last, judged, recorded) in [
            (100, 90, None, 100, 100),
            (100, 120, None, 120, 120),
            (100, 90, Some(95), 100, 100),
            (100, 90, Some(100 + APART), 100 + APART, 100 + APART),
            (100, 90, Some(101 + APART), 100, 101 + APART),
            (HOUR, 90, Some(2 * HOUR), HOUR, 2 * HOUR),
        ] {
            let moment = Moment::at(now, asked, last);
            let event = moment.record(Told { at: moment.judged, by: "a".to_owned(), what: () });
            assert_eq!((moment.judged, event.at), (judged, recorded), "{now} {asked} {last:?}");
        }
    }
}
