//! One thread that writes: what comes within a moment is written together, in one transaction, and answered when that is on the disk. When nothing has come for a
//! while, the file is tidied.

use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;
use tokio::sync::oneshot;

use crate::error::BallotError;

/// For how long nothing must have come before the file is tidied.
const QUIET: Duration = Duration::from_secs(5);
/// How many times as long as tidying took is waited before it is done again.
const PAUSE: u32 = 20;

/// When a batch is written.
#[derive(Debug, Clone, Copy)]
pub struct Batching {
    /// As soon as it has so many.
    pub most: usize,
    /// At the latest so long after its first one was asked for.
    pub wait: Duration,
}

/// Something to write, and where its answer goes.
pub(crate) struct Asked<W, A> {
    pub(crate) what: W,
    pub(crate) answer: oneshot::Sender<Result<A, BallotError>>,
    /// When: whoever had to wait while the file was busy has waited.
    since: Instant,
}

type Look = Box<dyn FnOnce(&mut Connection) + Send>;

enum Job<W, A> {
    Write(Asked<W, A>),
    Look(Look),
}

/// The thread, and the way to it.
pub(crate) struct Batches<W, A> {
    way: Option<Sender<Job<W, A>>>,
    thread: Option<JoinHandle<()>>,
}

impl<W: Send + 'static, A: Send + 'static> Batches<W, A> {
    /// Starts the thread. `write` gets the whole batch and answers each of it, after its commit. `tidy` is called some time after the last batch, and at the end; it says
    /// whether it is done, or to be tried again.
    pub(crate) fn start(
        file: Connection,
        batching: Batching,
        write: impl FnMut(&mut Connection, Vec<Asked<W, A>>) + Send + 'static,
        tidy: impl FnMut(&Connection) -> bool + Send + 'static,
    ) -> Self {
        let (way, jobs) = channel();
        let thread = std::thread::spawn(move || run(file, batching, &jobs, write, tidy));
        Batches { way: Some(way), thread: Some(thread) }
    }

    /// No thread: whatever is asked is elsewhere.
    pub(crate) fn elsewhere() -> Self {
        Batches { way: None, thread: None }
    }

    /// Has something written with the next batch.
    #[allow(clippy::disallowed_methods, reason = "how long a batch has waited is measured here, and goes nowhere")]
    pub(crate) async fn write(&self, what: W) -> Result<A, BallotError> {
        let (answer, answered) = oneshot::channel();
        self.send(Job::Write(Asked { what, answer, since: Instant::now() }))?;
        answered.await.map_err(|_| BallotError::Stopped)?
    }

    /// Does something else with the file, between two batches.
    pub(crate) async fn look<T: Send + 'static>(
        &self,
        look: impl FnOnce(&mut Connection) -> Result<T, BallotError> + Send + 'static,
    ) -> Result<T, BallotError> {
        let (answer, answered) = oneshot::channel();
        // Nobody waits any more: then nobody needs it.
        self.send(Job::Look(Box::new(move |file| drop(answer.send(look(file))))))?;
        answered.await.map_err(|_| BallotError::Stopped)?
    }

    fn send(&self, job: Job<W, A>) -> Result<(), BallotError> {
        let way = self.way.as_ref().ok_or(BallotError::Elsewhere)?;
        way.send(job).map_err(|_| BallotError::Stopped)
    }
}

impl<W, A> Drop for Batches<W, A> {
    /// Whatever was asked before is written.
    fn drop(&mut self) {
        self.way = None;
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told so itself.
            drop(thread.join());
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "how long a batch has waited is measured here, and goes nowhere")]
fn run<W, A>(
    mut file: Connection,
    batching: Batching,
    jobs: &Receiver<Job<W, A>>,
    mut write: impl FnMut(&mut Connection, Vec<Asked<W, A>>),
    mut tidy: impl FnMut(&Connection) -> bool,
) {
    let mut batch: Vec<Asked<W, A>> = Vec::new();
    // The program before this one may have been killed with things untidy.
    let (mut untidy, mut tidy_at) = (true, Instant::now() + QUIET);
    loop {
        let until = batch.first().map(|first| first.since + batching.wait).or(untidy.then_some(tidy_at));
        let job = match until {
            Some(until) => jobs.recv_timeout(until.saturating_duration_since(Instant::now())),
            None => jobs.recv().map_err(|_| RecvTimeoutError::Disconnected),
        };
        let more = match job {
            Ok(Job::Look(look)) => {
                look(&mut file);
                continue;
            }
            Ok(Job::Write(asked)) => {
                batch.push(asked);
                if batch.len() < batching.most.max(1) {
                    continue;
                }
                true
            }
            Err(RecvTimeoutError::Timeout) => true,
            Err(RecvTimeoutError::Disconnected) => false,
        };
        if !batch.is_empty() {
            write(&mut file, std::mem::take(&mut batch));
            (untidy, tidy_at) = (true, tidy_at.max(Instant::now() + QUIET));
        } else if untidy && more {
            let begun = Instant::now();
            untidy = !tidy(&file);
            tidy_at = Instant::now() + QUIET.max(begun.elapsed() * PAUSE);
        }
        if !more {
            if untidy {
                // What is not done now is done at the next start.
                tidy(&file);
            }
            return;
        }
    }
}
