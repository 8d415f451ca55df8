//! SQLite, embedded: write-ahead log, synchronous FULL, one connection that writes and a few that read.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::{ToSqlOutput, ValueRef};
use rusqlite::{ErrorCode, OpenFlags, params_from_iter};

use crate::column::Value;
use crate::connection::{Connection, Row};
use crate::error::StoreError;

/// A connection to a database file.
pub(crate) struct Sqlite {
    inner: rusqlite::Connection,
    /// The log still holds what was taken away.
    to_forget: bool,
}

/// How long a writer of another process (a backup, a command) is waited for.
const PATIENCE: Duration = Duration::from_secs(20);
/// Prepared statements kept a connection.
const PREPARED: usize = 256;

impl Sqlite {
    /// Opens a file to write; makes it when it is not there.
    pub(crate) fn writer(file: &Path) -> Result<Sqlite, StoreError> {
        let inner = rusqlite::Connection::open(file).map_err(of)?;
        inner.busy_timeout(PATIENCE).map_err(of)?;
        log_ahead(&inner)?;
        inner
            .execute_batch(
                "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; \
                 PRAGMA journal_size_limit = 67108864;",
            )
            .map_err(of)?;
        Sqlite::settled(inner)
    }

    /// Opens a file to read only.
    pub(crate) fn reader(file: &Path) -> Result<Sqlite, StoreError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Sqlite::settled(rusqlite::Connection::open_with_flags(file, flags).map_err(of)?)
    }

    fn settled(inner: rusqlite::Connection) -> Result<Sqlite, StoreError> {
        inner.busy_timeout(PATIENCE).map_err(of)?;
        inner.set_prepared_statement_cache_capacity(PREPARED);
        Ok(Sqlite { inner, to_forget: false })
    }

    /// Empties the log into the database, where what was taken away is overwritten; tries again after the next change while a reader still needs the log.
    fn empty_log(&mut self) -> Result<(), StoreError> {
        self.inner.busy_timeout(Duration::ZERO).map_err(of)?;
        let busy = self.inner.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0));
        self.inner.busy_timeout(PATIENCE).map_err(of)?;
        self.to_forget = busy.map_err(of)? != 0;
        Ok(())
    }
}

/// Turns the write-ahead log on. Of two programs that open a new file at once, SQLite sends one away without waiting; it comes again.
fn log_ahead(inner: &rusqlite::Connection) -> Result<(), StoreError> {
    const AGAIN: Duration = Duration::from_millis(20);
    const TRIES: u32 = 250;
    let mut tries = 0;
    loop {
        match inner.execute_batch("PRAGMA journal_mode = WAL") {
            Err(rusqlite::Error::SqliteFailure(failure, _))
                if tries < TRIES && matches!(failure.code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) =>
            {
                tries += 1;
                std::thread::sleep(AGAIN);
            }
            done => return done.map_err(of),
        }
    }
}

impl rusqlite::ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Value::Null => ValueRef::Null,
            Value::Int(number) => ValueRef::Integer(*number),
            Value::Real(number) => ValueRef::Real(*number),
            Value::Text(text) => ValueRef::Text(text.as_bytes()),
            Value::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

impl Connection for Sqlite {
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        let mut statement = self.inner.prepare_cached(sql).map_err(of)?;
        let width = statement.column_count();
        let mut rows = statement.query(params_from_iter(parameters)).map_err(of)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next().map_err(of)? {
            let mut values = Vec::with_capacity(width);
            for column in 0..width {
                values.push(match row.get_ref(column).map_err(of)? {
                    ValueRef::Null => Value::Null,
                    ValueRef::Integer(number) => Value::Int(number),
                    ValueRef::Real(number) => Value::Real(number),
                    // A text that is none was not written by this program; a check is to name its row.
                    ValueRef::Text(text) => match std::str::from_utf8(text) {
                        Ok(text) => Value::Text(text.to_owned()),
                        Err(_) => Value::Bytes(text.to_vec()),
                    },
                    ValueRef::Blob(bytes) => Value::Bytes(bytes.to_vec()),
                });
            }
            found.push(values);
        }
        Ok(found)
    }

    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError> {
        let mut statement = self.inner.prepare_cached(sql).map_err(of)?;
        statement.execute(params_from_iter(parameters)).map(|count| count as u64).map_err(of)
    }

    fn script(&mut self, sql: &str) -> Result<(), StoreError> {
        self.inner.execute_batch(sql).map_err(of)
    }

    fn dialect(&self, migration: &str) -> String {
        dialect(migration)
    }

    fn begin_writing(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN IMMEDIATE")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT")?;
        if self.to_forget {
            // The change is kept whether or not this succeeds.
            let _ = self.empty_log();
        }
        Ok(())
    }

    fn roll_back(&mut self) -> Result<(), StoreError> {
        if self.inner.is_autocommit() { Ok(()) } else { self.script("ROLLBACK") }
    }

    fn forget(&mut self) {
        self.to_forget = true;
    }

    fn broken(&self) -> bool {
        false
    }
}

/// Strict tables, so that SQLite refuses what PostgreSQL would refuse.
fn dialect(migration: &str) -> String {
    migration
        .replace("BIGINT", "INTEGER")
        .replace("DOUBLE PRECISION", "REAL")
        .replace("BYTEA", "BLOB")
        .replace("\n);", "\n) STRICT;")
}

#[allow(clippy::needless_pass_by_value, reason = "it is what `map_err` hands over")]
fn of(error: rusqlite::Error) -> StoreError {
    let detail = error.to_string();
    match &error {
        rusqlite::Error::SqliteFailure(failure, message) => match failure.code {
            ErrorCode::ConstraintViolation
                if matches!(
                    failure.extended_code,
                    rusqlite::ffi::SQLITE_CONSTRAINT_PRIMARYKEY | rusqlite::ffi::SQLITE_CONSTRAINT_UNIQUE
                ) =>
            {
                // "UNIQUE constraint failed: person.mail_key"
                let place = message.as_deref().and_then(|text| text.rsplit(": ").next()).unwrap_or_default();
                StoreError::Exists { table: place.split('.').next().unwrap_or_default().to_owned() }
            }
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::DiskFull
            | ErrorCode::CannotOpen
            | ErrorCode::SystemIoFailure
            | ErrorCode::ReadOnly
            | ErrorCode::NotADatabase
            | ErrorCode::DatabaseCorrupt => StoreError::Unavailable { detail },
            _ => StoreError::Refused { detail },
        },
        _ => StoreError::Refused { detail },
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn types_become_those_of_strict_tables() {
        let text = "CREATE TABLE a (\n  b BIGINT NOT NULL,\n  c DOUBLE PRECISION,\n  d BYTEA\n);\n";
        assert_eq!(super::dialect(text), "CREATE TABLE a (\n  b INTEGER NOT NULL,\n  c REAL,\n  d BLOB\n) STRICT;\n");
    }
}
