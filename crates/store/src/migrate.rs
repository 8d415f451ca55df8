//! Bringing a schema up to date, one migration after another, each in a transaction of its own.

use std::path::PathBuf;

use chiso_model::Lang;

use crate::column::Value;
use crate::connection::Connection;
use crate::error::StoreError;
use crate::schema::MIGRATIONS;

/// The schema that this program writes.
pub const SCHEMA_VERSION: i64 = count(MIGRATIONS);

#[allow(clippy::cast_possible_wrap, reason = "there are not that many")]
const fn count(migrations: &[&str]) -> i64 {
    migrations.len() as i64
}

const TABLE: &str = "CREATE TABLE IF NOT EXISTS schema_version (\n  version BIGINT NOT NULL PRIMARY KEY\n);\n";
const VERSION: &str = "SELECT version FROM schema_version ORDER BY version DESC LIMIT 1";
const STEP: &str = "INSERT INTO schema_version (version) VALUES (?1)";
const FIRST_HEAD: &str = "INSERT INTO journal_head (id, seq, hash) VALUES (1, 0, ?1)";

/// Why a store cannot be opened.
#[derive(Debug)]
pub enum OpenError {
    /// A newer program has written it.
    Newer {
        /// Its schema.
        found: i64,
        /// The newest schema that this program knows.
        known: i64,
    },
    /// There is none.
    Nothing {
        /// The place, without password.
        place: String,
    },
    /// An older program has written it, and whoever opened it may not change that.
    Older {
        /// Its schema.
        found: i64,
        /// The schema that this program writes.
        known: i64,
    },
    /// The folder cannot be made.
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system said.
        error: std::io::Error,
    },
    /// The database.
    Store(StoreError),
}

impl From<StoreError> for OpenError {
    fn from(error: StoreError) -> OpenError {
        OpenError::Store(error)
    }
}

impl OpenError {
    /// What is wrong, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (OpenError::Newer { found, known }, Lang::Vi) => format!(
                "Kho dữ liệu có cấu trúc phiên bản {found}, mới hơn phiên bản {known} mà chương trình này biết. Hãy dùng bản chiso mới hơn; chưa có gì bị thay đổi."
            ),
            (OpenError::Newer { found, known }, Lang::En) => format!(
                "The store has schema version {found}; this program knows versions up to {known}. Use a newer chiso; nothing was changed."
            ),
            (OpenError::Nothing { place }, Lang::Vi) => {
                format!("Không có kho dữ liệu chiso ở {place}. Hãy kiểm tra “--store”.")
            }
            (OpenError::Nothing { place }, Lang::En) => {
                format!("There is no store of chiso at {place}. Check `--store`.")
            }
            (OpenError::Older { found, known }, Lang::Vi) => format!(
                "Kho dữ liệu có cấu trúc phiên bản {found}, cũ hơn phiên bản {known} của chương trình này. Hãy dùng bản chiso đã ghi kho này, hoặc chạy “chiso serve” một lần để nâng cấp; chưa có gì bị thay đổi."
            ),
            (OpenError::Older { found, known }, Lang::En) => format!(
                "The store has schema version {found}, older than version {known} of this program. Use the chiso that wrote it, or run `chiso serve` once to bring it forward; nothing was changed."
            ),
            (OpenError::Folder { folder, error }, Lang::Vi) => format!(
                "Không tạo được thư mục dữ liệu {}: {error}. Hãy chọn nơi khác bằng “--store” hoặc cấp quyền ghi.",
                folder.display()
            ),
            (OpenError::Folder { folder, error }, Lang::En) => format!(
                "The data folder {} cannot be made: {error}. Choose another place with `--store`, or allow writing there.",
                folder.display()
            ),
            (OpenError::Store(error), lang) => error.message(lang),
        }
    }
}

impl std::fmt::Display for OpenError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for OpenError {}

/// Brings a database up to date; several servers may do so at once, and one after the other finds nothing to do.
pub(crate) fn forward(connection: &mut dyn Connection) -> Result<(), OpenError> {
    forward_to(connection, MIGRATIONS)
}

fn forward_to(connection: &mut dyn Connection, migrations: &[&str]) -> Result<(), OpenError> {
    loop {
        connection.begin_writing()?;
        match step(connection, migrations) {
            Ok(done) => {
                connection.commit()?;
                if done {
                    return Ok(());
                }
            }
            Err(error) => {
                connection.roll_back()?;
                return Err(error);
            }
        }
    }
}

/// The version of a store that is there; none where nothing ever was.
fn version(connection: &mut dyn Connection) -> Result<i64, StoreError> {
    let row = connection.query(VERSION, &[])?.pop().and_then(|mut row| row.pop());
    row.map_or(Ok(0), <i64 as crate::column::Column>::from_value)
}

/// Refuses a store of any other version than this program's; changes nothing.
pub(crate) fn check(connection: &mut dyn Connection, place: &str) -> Result<(), OpenError> {
    let known = SCHEMA_VERSION;
    match version(connection) {
        Ok(found) if found == known => Ok(()),
        Ok(found) if found > known => Err(OpenError::Newer { found, known }),
        Ok(found) if found > 0 => Err(OpenError::Older { found, known }),
        // The table of versions is not there.
        Ok(_) | Err(StoreError::Refused { .. }) => Err(OpenError::Nothing { place: place.to_owned() }),
        Err(error) => Err(error.into()),
    }
}

/// One migration; true when there was none left.
fn step(connection: &mut dyn Connection, migrations: &[&str]) -> Result<bool, OpenError> {
    let table = connection.dialect(TABLE);
    connection.script(&table)?;
    let found = version(connection)?;
    let known = count(migrations);
    if found > known {
        return Err(OpenError::Newer { found, known });
    }
    let Some(migration) = usize::try_from(found).ok().and_then(|index| migrations.get(index)) else { return Ok(true) };
    let text = connection.dialect(migration);
    connection.script(&text)?;
    if found == 0 {
        connection.execute(FIRST_HEAD, &[Value::Bytes(vec![0; 32])])?;
    }
    connection.execute(STEP, &[Value::Int(found + 1)])?;
    Ok(false)
}
