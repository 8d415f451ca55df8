//! A file of the register or of the box: SQLite without a log that would tell in which order things came.

use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;

use crate::error::BallotError;

/// How long another process that writes is waited for.
const PATIENCE: Duration = Duration::from_secs(20);

/// Opens a file, or makes it with `layout`, the SQL of its tables (layout number 1).
///
/// No write-ahead log: its frames lie in the order of the commits. The rollback journal holds what stood before the last commit and is emptied by it. What is
/// overwritten or deleted is zeroed. An answer is given when the file is on the disk.
pub(crate) fn open(path: &Path, layout: &str) -> Result<Connection, BallotError> {
    let file = Connection::open(path)?;
    file.busy_timeout(PATIENCE)?;
    file.pragma_update_and_check(None, "journal_mode", "TRUNCATE", |_| Ok(()))?;
    file.pragma_update(None, "synchronous", "FULL")?;
    file.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    match file.pragma_query_value(None, "user_version", |row| row.get::<_, i64>(0))? {
        0 => file.execute_batch(&format!("BEGIN EXCLUSIVE; {layout} PRAGMA user_version = 1; COMMIT;"))?,
        1 => {}
        found => return Err(BallotError::Newer { found }),
    }
    Ok(file)
}
