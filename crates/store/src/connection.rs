//! What the rest of the store asks of a database.

use crate::column::Value;
use crate::error::StoreError;

/// Values of a row, in the order of the statement.
pub(crate) type Row = Vec<Value>;

/// One connection, used by one thread at a time. Statements are in the common language; the engine turns parameters into its own form.
pub(crate) trait Connection {
    /// Rows that a statement finds.
    fn query(&mut self, sql: &str, parameters: &[Value]) -> Result<Vec<Row>, StoreError>;
    /// Runs a statement; tells how many rows it touched.
    fn execute(&mut self, sql: &str, parameters: &[Value]) -> Result<u64, StoreError>;
    /// Runs statements without parameters, as in a migration.
    fn script(&mut self, sql: &str) -> Result<(), StoreError>;
    /// The engine's own form of the text of a migration.
    fn dialect(&self, migration: &str) -> String;
    /// Opens a transaction that may write and sees nobody else's half-done work; only one such transaction is open at a time, in any process.
    fn begin_writing(&mut self) -> Result<(), StoreError>;
    /// Makes the transaction permanent: when it returns, the change is on disk.
    fn commit(&mut self) -> Result<(), StoreError>;
    /// Undoes the transaction.
    fn roll_back(&mut self) -> Result<(), StoreError>;
    /// Asks that what the transaction takes away leaves no trace in the files of the database, as far as the engine can see to it.
    fn forget(&mut self);
    /// True when the connection is of no more use and must be opened again.
    fn broken(&self) -> bool;
}
