//! Whose folder it is: an id that is kept in it and goes with it wherever it is moved or restored, and a lock, so that one program at a time takes ballots into it.

use std::fs::{self, File};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::sync::Mutex;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};

use crate::error::BallotError;

/// Name of the file that holds the id.
pub const HOME: &str = "home";
/// Name of the file that is locked; it stays empty.
const LOCK: &str = "lock";
/// Bytes of an id, written as twice as many hexadecimal digits.
const BYTES: usize = 16;

/// The id of a folder; none where it has none.
///
/// # Errors
/// When it cannot be read, or is no id.
pub fn home(folder: &Path) -> Result<Option<String>, BallotError> {
    let text = match fs::read_to_string(folder.join(HOME)) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(BallotError::Folder(error.to_string())),
    };
    let id = text.trim();
    let is_id = id.len() == 2 * BYTES && id.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    if is_id { Ok(Some(id.to_owned())) } else { Err(BallotError::Home) }
}

/// The id of a folder, which is given one where it has none; the folder is made where there is none.
///
/// # Errors
/// When it cannot be written.
pub fn make_home(folder: &Path) -> Result<String, BallotError> {
    let failed = |error: std::io::Error| BallotError::Folder(error.to_string());
    fs::create_dir_all(folder).map_err(failed)?;
    if let Some(id) = home(folder)? {
        return Ok(id);
    }
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|_| BallotError::Random)?;
    let id = chiso_model::hex(&bytes);
    // Whole or not at all, also when the power fails; and of two programs that do it at once one wins.
    let part = folder.join(format!("{HOME}.{id}"));
    let written = File::create_new(&part).and_then(|mut file| {
        writeln!(file, "{id}")?;
        file.sync_all()?;
        fs::hard_link(&part, folder.join(HOME))
    });
    let removed = fs::remove_file(&part);
    match written {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(failed(error)),
        _ => removed.and_then(|()| File::open(folder)?.sync_all()).map_err(failed)?,
    }
    home(folder)?.ok_or(BallotError::Home)
}

/// A folder that no other program takes ballots into as long as this is held; it ends with the program, however that ends.
#[derive(Debug)]
pub struct Hold(#[allow(dead_code, reason = "it is locked as long as it is open")] Mutex<Connection>);

impl Hold {
    /// Locks a folder; none where another program has it.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn of(folder: &Path) -> Result<Option<Hold>, BallotError> {
        // SQLite knows how to lock a file on every system.
        let lock = Connection::open(folder.join(LOCK))?;
        lock.busy_timeout(Duration::ZERO)?;
        match lock.execute_batch("BEGIN IMMEDIATE") {
            Ok(()) => Ok(Some(Hold(Mutex::new(lock)))),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }
}
