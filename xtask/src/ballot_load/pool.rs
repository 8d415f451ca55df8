//! Many requests under way at once, each over a connection that is kept.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::line::Line;
use crate::browser::now;

/// What came of work.
pub(super) struct Done<R> {
    /// For each piece its result, or why there is none.
    pub(super) results: Vec<Result<R, String>>,
    /// From the beginning of the first to the end of the last.
    pub(super) lasted: Duration,
}

/// Something that was asked and answered.
pub(super) struct Answer<R> {
    pub(super) what: R,
    /// When the answer was whole.
    pub(super) at: Instant,
    /// From the request to then.
    pub(super) took: Duration,
}

impl<R> Done<R> {
    /// The results, where there are all of them.
    ///
    /// # Errors
    /// How many are missing, and why the first is.
    pub(super) fn whole(self) -> Result<Vec<R>, String> {
        let wrong = self.results.iter().filter(|result| result.is_err()).count();
        let of = self.results.len();
        self.results.into_iter().collect::<Result<_, _>>().map_err(|reason| format!("{wrong} of {of} failed: {reason}"))
    }
}

/// Does a piece of work for each, so many at once.
pub(super) fn each<T: Sync, R: Send>(
    port: u16,
    at_once: usize,
    pieces: &[T],
    work: impl Fn(&mut Line, &T) -> Result<R, String> + Sync,
) -> Done<R> {
    let (next, gathered) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(pieces.len())));
    let begun = now();
    thread::scope(|scope| {
        for _ in 0..at_once.min(pieces.len()) {
            scope.spawn(|| {
                let (mut line, mut own) = (Line::to(port), Vec::new());
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(piece) = pieces.get(place) else { break };
                    own.push((place, work(&mut line, piece)));
                }
                gathered.lock().unwrap_or_else(std::sync::PoisonError::into_inner).append(&mut own);
            });
        }
    });
    let lasted = begun.elapsed();
    let mut gathered = gathered.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    gathered.sort_by_key(|(place, _)| *place);
    Done { results: gathered.into_iter().map(|(_, result)| result).collect(), lasted }
}

/// Asks, and notes when the answer came and how long it took.
///
/// # Errors
/// Where there is no answer.
pub(super) fn timed<R>(ask: impl FnOnce() -> Result<R, String>) -> Result<Answer<R>, String> {
    let begun = now();
    let what = ask()?;
    let at = now();
    Ok(Answer { what, at, took: at.saturating_duration_since(begun) })
}
