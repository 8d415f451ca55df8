//! The one thread that writes: it drains a queue of changes into batches, and answers each when its batch is on disk.
//!
//! Each change runs in a savepoint of its own, so that one that fails takes nothing else with it, and one flush of the disk serves all that waited.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use crate::column::Value;
use crate::connection::{Connection, Row};
use crate::error::StoreError;

/// Changes a batch takes at most: a change waits for at most so many others.
const BATCH: usize = 1000;

/// Tells whoever waits how the batch ended.
pub(crate) type Answer = Box<dyn FnOnce(Result<(), StoreError>) + Send>;
/// A change: runs in the open transaction; tells whether it is to stay, and how to answer.
pub(crate) type Change = Box<dyn FnOnce(&mut dyn Connection) -> (bool, Answer) + Send>;
/// Opens the connection, first and after it broke.
pub(crate) type Open = Box<dyn FnMut() -> Result<Box<dyn Connection>, StoreError> + Send>;

/// The queue in front of the thread.
#[derive(Debug)]
pub(crate) struct Queue {
    sender: Option<Sender<(Change, Refuse)>>,
    thread: Option<JoinHandle<()>>,
}

/// Answers a change that could not be tried.
pub(crate) type Refuse = Box<dyn FnOnce(StoreError) + Send>;

impl Queue {
    /// Starts the thread.
    pub(crate) fn start(open: Open) -> std::io::Result<Queue> {
        let (sender, receiver) = channel();
        let thread =
            std::thread::Builder::new().name("store-writer".to_owned()).spawn(move || serve(open, &receiver))?;
        Ok(Queue { sender: Some(sender), thread: Some(thread) })
    }

    /// Puts a change into the queue.
    pub(crate) fn push(&self, change: Change, refuse: Refuse) {
        let gone = || StoreError::Unavailable { detail: "the writer has ended".to_owned() };
        match &self.sender {
            Some(sender) => {
                if let Err(unsent) = sender.send((change, refuse)) {
                    (unsent.0.1)(gone());
                }
            }
            None => refuse(gone()),
        }
    }
}

/// What is in the queue is still written.
impl Drop for Queue {
    fn drop(&mut self) {
        self.sender = None;
        // A change may hold the last clone of the store; its thread cannot wait for itself.
        if let Some(thread) = self.thread.take().filter(|thread| thread.thread().id() != std::thread::current().id()) {
            let _ = thread.join();
        }
    }
}

fn serve(mut open: Open, receiver: &Receiver<(Change, Refuse)>) {
    let mut kept: Option<Box<dyn Connection>> = None;
    while let Ok(first) = receiver.recv() {
        match begin(kept.take(), &mut open) {
            Ok(mut connection) => {
                batch(&mut *connection, first, receiver);
                kept = Some(connection);
            }
            Err(error) => (first.1)(error),
        }
    }
}

/// A connection with an open transaction. One that was kept may have died unnoticed; nothing was done in it, so another takes its place.
fn begin(kept: Option<Box<dyn Connection>>, open: &mut Open) -> Result<Box<dyn Connection>, StoreError> {
    if let Some(mut connection) = kept.filter(|connection| !connection.broken()) {
        if connection.begin_writing().is_ok() {
            return Ok(connection);
        }
        let _ = connection.roll_back();
    }
    let mut connection = open()?;
    connection.begin_writing()?;
    Ok(connection)
}

fn batch(connection: &mut dyn Connection, first: (Change, Refuse), receiver: &Receiver<(Change, Refuse)>) {
    let mut answers: Vec<Answer> = Vec::new();
    let mut next = Some(first);
    let mut sound = true;
    while let Some((change, refuse)) = next.take() {
        match one(connection, change) {
            Ok(answer) => answers.push(answer),
            Err(error) => {
                refuse(error);
                sound = false;
                break;
            }
        }
        if answers.len() < BATCH {
            next = receiver.try_recv().ok();
        }
    }
    let ended = if sound {
        connection.commit()
    } else {
        Err(StoreError::Unavailable { detail: "the transaction was lost".to_owned() })
    };
    match ended {
        Ok(()) => answers.into_iter().for_each(|answer| answer(Ok(()))),
        Err(error) => {
            let unknown = matches!(error, StoreError::Unknown { .. });
            let detail = error.to_string();
            let _ = connection.roll_back();
            for answer in answers {
                let detail = detail.clone();
                answer(Err(if unknown { StoreError::Unknown { detail } } else { StoreError::Unavailable { detail } }));
            }
        }
    }
}

/// One change in its savepoint. An error here means that the whole transaction is lost.
fn one(connection: &mut dyn Connection, change: Change) -> Result<Answer, StoreError> {
    connection.script("SAVEPOINT one_change")?;
    let mut guarded = Guarded { connection, failed: false };
    let ran = catch_unwind(AssertUnwindSafe(|| change(&mut guarded)));
    let Guarded { connection, failed } = guarded;
    match ran {
        Ok((true, answer)) if failed => {
            connection.script(UNDO)?;
            answer(Err(after_failure()));
            Ok(Box::new(|_| ()))
        }
        Ok((true, answer)) => connection.script("RELEASE SAVEPOINT one_change").map(|()| answer),
        Ok((false, answer)) => connection.script(UNDO).map(|()| answer),
        // The change was dropped with everything it held, so its caller hears of it; the others go on.
        Err(_) => connection.script(UNDO).map(|()| Box::new(|_| ()) as Answer),
    }
}

const UNDO: &str = "ROLLBACK TO SAVEPOINT one_change; RELEASE SAVEPOINT one_change";

fn after_failure() -> StoreError {
    StoreError::Refused { detail: "an earlier statement of the same change failed".to_owned() }
}

/// The connection as a change sees it: once a statement has failed, the change is lost, on every engine alike. PostgreSQL does so by itself; SQLite would go on.
struct Guarded<'a> {
    connection: &'a mut dyn Connection,
    failed: bool,
}

impl Guarded<'_> {
    fn on<T>(&mut self, work: impl FnOnce(&mut dyn Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.failed {
            return Err(after_failure());
        }
        work(self.connection).inspect_err(|_| self.failed = true)
    }
}

impl Connection for Guarded<'_> {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.on(|connection| connection.query(sql, parameters))
    }
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        self.on(|connection| connection.execute(sql, parameters))
    }
    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.on(|connection| connection.script(sql))
    }
    fn dialect(&self, migration: &str) -> String {
        self.connection.dialect(migration)
    }
    fn begin_writing(&mut self) -> Result<(), StoreError> {
        self.on(|connection| connection.begin_writing())
    }
    fn commit(&mut self) -> Result<(), StoreError> {
        self.on(|connection| connection.commit())
    }
    fn roll_back(&mut self) -> Result<(), StoreError> {
        self.on(|connection| connection.roll_back())
    }
    fn forget(&mut self) {
        self.connection.forget();
    }
    fn broken(&self) -> bool {
        self.connection.broken()
    }
}
