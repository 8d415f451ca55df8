//! Why something was not kept.

use std::fmt;

/// Why a register or a box did not do what it was asked. Nothing of a request that met this was kept.
#[derive(Debug)]
pub enum BallotError {
    /// The file could not be used, in the words of the database.
    File(rusqlite::Error),
    /// The folder could not be made, in the words of the system.
    Folder(String),
    /// A batch could not be written, in the words of the database.
    Batch(String),
    /// The file is of a chiso newer than this one.
    Newer {
        /// The layout that the file says it has.
        found: i64,
    },
    /// A day that is not ten characters, as in 2026-11-22.
    Day(String),
    /// The thread that writes has ended, as it does when the program stops.
    Stopped,
    /// The machine gave no random bytes.
    Random,
}

impl fmt::Display for BallotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BallotError::File(problem) => write!(f, "the file of ballots cannot be used: {problem}"),
            BallotError::Folder(problem) => write!(f, "the folder of ballots cannot be made: {problem}"),
            BallotError::Batch(problem) => write!(f, "the ballots of a moment could not be written: {problem}"),
            BallotError::Newer { found } => {
                write!(f, "the file of ballots has layout {found}, which a newer chiso made: use that one")
            }
            BallotError::Day(day) => write!(f, "“{day}” is not a day, as in 2026-11-22"),
            BallotError::Stopped => f.write_str("ballots are not taken any more: the program is stopping"),
            BallotError::Random => f.write_str("the machine gives no random bytes"),
        }
    }
}

impl std::error::Error for BallotError {}

impl From<rusqlite::Error> for BallotError {
    fn from(problem: rusqlite::Error) -> Self {
        BallotError::File(problem)
    }
}

/// Ten characters, so that every day takes the same room.
pub(crate) fn day(text: &str) -> Result<&str, BallotError> {
    let digits = |part: Option<&str>, length: usize| {
        part.is_some_and(|part| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit()))
    };
    let mut parts = text.split('-');
    let right = digits(parts.next(), 4) && digits(parts.next(), 2) && digits(parts.next(), 2) && parts.next().is_none();
    if right { Ok(text) } else { Err(BallotError::Day(text.to_owned())) }
}

/// Answers everybody of a batch: each with what became of theirs, or all with what went wrong.
pub(crate) fn answer<W, A>(done: Result<Vec<A>, rusqlite::Error>, batch: Vec<crate::batch::Asked<W, A>>) {
    match done {
        // Whoever does not wait any more asks again, and is told the same.
        Ok(answers) => batch.into_iter().zip(answers).for_each(|(asked, answer)| drop(asked.answer.send(Ok(answer)))),
        Err(problem) => {
            let text = problem.to_string();
            for asked in batch {
                drop(asked.answer.send(Err(BallotError::Batch(text.clone()))));
            }
        }
    }
}
