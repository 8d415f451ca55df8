//! Everything that is kept: SQLite or PostgreSQL behind one interface, with a journal that shows every change and every tampering.
//!
//! ```no_run
//! # use chiso_store::{Act, Location, Store, StoreError};
//! # async fn example() -> Result<(), Box<dyn std::error::Error>> {
//! let store = Store::open(&"chiso-data".parse::<Location>()?).await?;
//! let act = Act::new("system", "setting.change", 1_790_000_000_000_000);
//! store.write(act, |w| w.set("portal.name", "chiso")).await?;
//! let name = store.read(|r| r.setting("portal.name")).await?;
//! # Ok(()) }
//! ```
//!
//! A change is a closure over a [`Writer`]; it runs inside one transaction, and every row it touches leaves an entry in the journal of the same transaction.
//! When [`Store::write`] has answered, the change is on disk. The store keeps and finds; it decides nothing about who may do what.

mod archive;
mod column;
mod connection;
mod engine;
mod error;
mod journal;
mod location;
mod migrate;
mod record;
mod row_hash;
mod schema;
mod statement;
mod store;
mod tables;
mod transaction;
mod verify;
mod work;

pub use archive::{
    ARCHIVE_FORMAT, ArchiveError, ArchiveFiles, BesidePart, Doors, FilePart, Findings, Manifest, TablePart,
};
pub use column::{Column, Storage, Value};
pub use error::StoreError;
pub use journal::{Act, Entry, Head, JournalFilter, Operation};
pub use location::{Location, LocationError};
pub use migrate::{OpenError, SCHEMA_VERSION};
pub use record::{Class, ColumnShape, Part, Record, Table};
pub use row_hash::salt;
pub use schema::TABLES;
#[doc(hidden)]
pub use schema::statement_texts;
pub use store::{EngineKind, Store};
pub use tables::*;
pub use transaction::{Reader, Writer};
pub use verify::{Finding, Verdict};
