//! A file of the register or of the box: SQLite without a log that would tell in which order things came.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, Error, ErrorCode, Transaction, params};

use crate::error::BallotError;

/// How long another process that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the tables of a file look, and how those of the layout before become them.
pub(crate) struct Layout {
    /// The SQL of the tables.
    pub(crate) tables: &'static str,
    /// What makes them of those of layout 1, in which each row had its day.
    pub(crate) from_1: &'static str,
}

/// How many came on each day: all that is kept of days. A day beside a row would, with the group, often leave one person.
pub(crate) const CAME: &str = "
CREATE TABLE came (
    campaign TEXT NOT NULL,
    day TEXT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (campaign, day)
) WITHOUT ROWID;";

/// Opens a file, or makes it (layout number 2).
///
/// No write-ahead log: its frames lie in the order of the commits. The rollback journal holds what stood before the last commit and is emptied by it. What is
/// overwritten or deleted is zeroed. An answer is given when the file is on the disk.
pub(crate) fn open(path: &Path, layout: &Layout) -> Result<Connection, BallotError> {
    let file = Connection::open(path)?;
    file.busy_timeout(PATIENCE)?;
    file.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
    file.pragma_update(None, "synchronous", "FULL")?;
    file.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    // What is written anew passes through memory, and never through a folder of the machine.
    file.pragma_update(None, "temp_store", "MEMORY")?;
    loop {
        let from = number(&file)?;
        let sql = match from {
            0 => format!("{CAME}{}", layout.tables),
            1 => format!("{CAME}{}", layout.from_1),
            2 => return Ok(file),
            found => return Err(BallotError::Newer { found }),
        };
        file.execute_batch("BEGIN EXCLUSIVE")?;
        // Another process may have done it meanwhile.
        let done = if number(&file)? == from {
            file.execute_batch(&format!("{sql} PRAGMA user_version = 2;"))
        } else {
            Ok(())
        };
        file.execute_batch(if done.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        done?;
    }
}

fn number(file: &Connection) -> Result<i64, Error> {
    file.pragma_query_value(None, "user_version", |row| row.get(0))
}

/// Counts one more on a day.
pub(crate) fn came(transaction: &Transaction<'_>, campaign: &str, day: &str) -> Result<(), Error> {
    transaction
        .prepare_cached(
            "INSERT INTO came (campaign, day, count) VALUES (?1, ?2, 1) ON CONFLICT (campaign, day) DO UPDATE SET count = count + 1",
        )?
        .execute(params![campaign, day])?;
    Ok(())
}

/// How many came on each day.
pub(crate) fn by_day(file: &Connection, campaign: &str) -> Result<BTreeMap<String, u32>, Error> {
    let mut select = file.prepare_cached("SELECT day, count FROM came WHERE campaign = ?1")?;
    select.query_map(params![campaign], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// Writes a file anew in the order of its keys. Until then each page shows in which order rows came to it.
///
/// Whether it was done: while somebody else reads, as for a backup, it is left for later.
pub(crate) fn anew(file: &Connection) -> Result<bool, Error> {
    file.busy_timeout(Duration::ZERO)?;
    let done = file.execute_batch("VACUUM");
    file.busy_timeout(PATIENCE)?;
    match done {
        Ok(()) => Ok(true),
        Err(Error::SqliteFailure(error, _))
            if matches!(error.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) =>
        {
            Ok(false)
        }
        Err(error) => Err(error),
    }
}
