//! Turns at work that takes a processor: a request that only asks a question must not keep those waiting who do their work.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::JoinError;

/// How many may wait for each one that is at work.
const WAITING: usize = 8;

/// As many are at work at once as there are processors; a few more wait; whoever comes then is told to come again.
pub(crate) struct Turns {
    places: Arc<Semaphore>,
    working: Arc<Semaphore>,
}

/// A place among those at work and those who wait.
pub(super) struct Place {
    working: Arc<Semaphore>,
    held: OwnedSemaphorePermit,
}

impl Default for Turns {
    fn default() -> Turns {
        let working = std::thread::available_parallelism().map_or(1, usize::from);
        Turns::of(working, working * WAITING)
    }
}

impl Turns {
    fn of(working: usize, waiting: usize) -> Turns {
        Turns { places: Arc::new(Semaphore::new(working + waiting)), working: Arc::new(Semaphore::new(working)) }
    }

    /// A place; none where all are taken.
    pub(super) fn place(&self) -> Option<Place> {
        let held = Arc::clone(&self.places).try_acquire_owned().ok()?;
        Some(Place { working: Arc::clone(&self.working), held })
    }
}

impl Place {
    /// Waits for its turn and works beside the threads that answer. Turn and place are given back when the work is over, also where nobody waits for the answer any more.
    ///
    /// # Errors
    /// When the work panics.
    pub(super) async fn work<T: Send + 'static>(
        self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, JoinError> {
        // The semaphore is never closed.
        let turn = self.working.acquire_owned().await;
        tokio::task::spawn_blocking(move || {
            let _until_done = (turn, self.held);
            work()
        })
        .await
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn so_many_work_at_once_so_many_wait_and_the_next_is_turned_away() {
        let turns = Turns::of(2, 3);
        let (now, most) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
        let mut all = Vec::new();
        for _ in 0..5 {
            let (place, now, most) = (turns.place().unwrap(), Arc::clone(&now), Arc::clone(&most));
            all.push(tokio::spawn(place.work(move || {
                most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(30));
                now.fetch_sub(1, Ordering::SeqCst);
            })));
        }
        assert!(turns.place().is_none());
        for work in all {
            work.await.unwrap().unwrap();
        }
        assert_eq!(most.load(Ordering::SeqCst), 2);
        // Who goes away before it is over gives the place back as well.
        let leaving = tokio::time::timeout(
            Duration::from_millis(1),
            turns.place().unwrap().work(|| {
                std::thread::sleep(Duration::from_millis(30));
            }),
        );
        assert!(leaving.await.is_err());
        tokio::time::sleep(Duration::from_millis(200)).await;
        let free: Vec<_> = std::iter::from_fn(|| turns.place()).collect();
        assert_eq!(free.len(), 5);
    }
}
