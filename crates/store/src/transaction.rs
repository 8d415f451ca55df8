//! Reading and writing inside a transaction.

use crate::column::{Column, Value};
use crate::connection::{Connection, Row};
use crate::error::StoreError;
use crate::journal::{self, Act, Entry, JournalFilter, Operation, Telling};
use crate::record::{Class, Record, Table};
use crate::statement::Statement;

/// `INSERT` of a row with its parameters.
pub(crate) fn insert_text(table: &Table) -> String {
    let parameters: Vec<String> = (1..=table.columns.len()).map(|i| format!("?{i}")).collect();
    format!("{}({})", table.insert, parameters.join(", "))
}

/// Reads within one transaction: everything it finds is of the same moment.
pub struct Reader<'a> {
    pub(crate) connection: &'a mut dyn Connection,
}

impl Reader<'_> {
    /// The row with that key.
    ///
    /// # Errors
    /// When the database cannot be read.
    #[allow(clippy::needless_pass_by_value, reason = "a key is asked for as it is at hand")]
    pub fn get<R: Record>(&mut self, key: impl Column) -> Result<Option<R>, StoreError> {
        let row = self.connection.query(R::TABLE.select, &[key.to_value()])?.pop();
        row.map(R::from_values).transpose()
    }

    /// The row with that key, which must be there.
    ///
    /// # Errors
    /// [`StoreError::Absent`] when it is not, or the database cannot be read.
    pub fn fetch<R: Record>(&mut self, key: impl Column) -> Result<R, StoreError> {
        let name = journal::key_text(&key.to_value());
        self.get(key)?.ok_or(StoreError::Absent { table: R::TABLE.name, key: name })
    }

    pub(crate) fn find<R: Record>(
        &mut self,
        statement: &Statement,
        parameters: &[Value],
    ) -> Result<Vec<R>, StoreError> {
        self.rows(statement, parameters)?.into_iter().map(R::from_values).collect()
    }

    pub(crate) fn rows(&mut self, statement: &Statement, parameters: &[Value]) -> Result<Vec<Row>, StoreError> {
        self.connection.query(&statement.text(), parameters)
    }

    /// One number that a statement finds, as a count.
    pub(crate) fn number(&mut self, statement: &Statement, parameters: &[Value]) -> Result<i64, StoreError> {
        let row = self.rows(statement, parameters)?.pop();
        row.and_then(|mut row| row.pop()).map_or(Ok(0), i64::from_value)
    }

    /// Entries of the journal, the newest first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn journal(&mut self, filter: &JournalFilter) -> Result<Vec<Entry>, StoreError> {
        journal::filtered(self.connection, filter)
    }

    /// How many entries of the journal a filter lets through, whatever its limit.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn count_journal(&mut self, filter: &JournalFilter) -> Result<i64, StoreError> {
        journal::counted(self.connection, filter)
    }

    /// Every act that the journal speaks of, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn journal_acts(&mut self) -> Result<Vec<String>, StoreError> {
        journal::choices(self.connection, true)
    }

    /// Every table, and every other thing, that the journal speaks of, in order.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn journal_abouts(&mut self) -> Result<Vec<String>, StoreError> {
        journal::choices(self.connection, false)
    }

    /// The last entry about something that the public portal shows (agencies, imports, boundaries), so that servers over one store can tell whether to look again.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_publication(&mut self) -> Result<Option<i64>, StoreError> {
        journal::last_publication(self.connection)
    }

    /// Place and fingerprint of the last entry of the journal: whoever keeps them elsewhere can tell later whether the whole journal was replaced.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn journal_head(&mut self) -> Result<(i64, String), StoreError> {
        journal::head(self.connection).map(|head| (head.seq, chiso_model::hex(&head.hash)))
    }
}

/// Writes within one transaction. What it does is told by the journal, and happens as a whole or not at all.
pub struct Writer<'a> {
    pub(crate) reader: Reader<'a>,
    pub(crate) act: &'a Act,
    tellings: Vec<Telling<'static>>,
}

impl<'a> std::ops::Deref for Writer<'a> {
    type Target = Reader<'a>;
    fn deref(&self) -> &Reader<'a> {
        &self.reader
    }
}

impl std::ops::DerefMut for Writer<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.reader
    }
}

impl<'a> Writer<'a> {
    pub(crate) fn new(connection: &'a mut dyn Connection, act: &'a Act) -> Writer<'a> {
        Writer { reader: Reader { connection }, act, tellings: Vec::new() }
    }

    /// Who is writing, when and why.
    pub fn act(&self) -> &Act {
        self.act
    }

    /// Adds a row.
    ///
    /// # Errors
    /// [`StoreError::Exists`] when its key, or another value that must be unique, is there already.
    pub fn insert<R: Record>(&mut self, record: &R) -> Result<(), StoreError> {
        let values = checked::<R>(record)?;
        self.reader.connection.execute(&insert_text(R::TABLE), &values)?;
        self.tell(R::TABLE, None, Some(&values));
        Ok(())
    }

    /// Replaces the row that has the same key. A column named `version` must still be as read, and is counted up; nothing is written or told when nothing differs.
    ///
    /// # Errors
    /// [`StoreError::Absent`] when there is none; [`StoreError::Conflict`] when somebody else changed it since.
    pub fn update<R: Record>(&mut self, record: &R) -> Result<(), StoreError> {
        let table = R::TABLE;
        let mut values = checked::<R>(record)?;
        let key = values.first().cloned().unwrap_or(Value::Null);
        let name = || journal::key_text(&key);
        let before = self
            .reader
            .connection
            .query(table.select, std::slice::from_ref(&key))?
            .pop()
            .ok_or_else(|| StoreError::Absent { table: table.name, key: name() })?;
        if let Some(version) = table.position("version") {
            if before.get(version) != values.get(version) {
                return Err(StoreError::Conflict { table: table.name, key: name() });
            }
            if before == values {
                return Ok(());
            }
            if let Some(Value::Int(number)) = values.get_mut(version) {
                *number += 1;
            }
        }
        if before == values {
            return Ok(());
        }
        self.reader.connection.execute(&table.update(), &values)?;
        self.tell(table, Some(&before), Some(&values));
        Ok(())
    }

    /// Takes the row with that key away.
    ///
    /// # Errors
    /// [`StoreError::Absent`] when there is none.
    #[allow(clippy::needless_pass_by_value, reason = "a key is asked for as it is at hand")]
    pub fn delete<R: Record>(&mut self, key: impl Column) -> Result<(), StoreError> {
        let table = R::TABLE;
        let key = key.to_value();
        let before = self
            .reader
            .connection
            .query(table.select, std::slice::from_ref(&key))?
            .pop()
            .ok_or_else(|| StoreError::Absent { table: table.name, key: journal::key_text(&key) })?;
        self.reader.connection.execute(table.delete, &[key])?;
        self.tell(table, Some(&before), None);
        Ok(())
    }

    /// Tells something that changed no kept row, as a sign-in that failed. `detail` must hold nothing personal.
    pub fn note(&mut self, about: &'static str, key: impl Into<String>, detail: &serde_json::Value) {
        self.tellings.push(Telling {
            operation: Operation::Note,
            about,
            key: key.into(),
            before: None,
            after: Some(detail.to_string()),
            row_hash: None,
        });
    }

    /// Runs a statement over a passing table.
    pub(crate) fn run(&mut self, statement: &Statement, parameters: &[Value]) -> Result<u64, StoreError> {
        self.reader.connection.execute(&statement.text(), parameters)
    }

    fn tell(&mut self, table: &'static Table, before: Option<&[Value]>, after: Option<&[Value]>) {
        if table.class != Class::Kept {
            return;
        }
        let key = after.or(before).and_then(|values| values.first()).cloned().unwrap_or(Value::Null);
        self.tellings.push(Telling::of_row(table, &key, before, after));
    }

    /// Writes the entries; the last thing before the transaction closes.
    pub(crate) fn close(self) -> Result<(), StoreError> {
        journal::append(self.reader.connection, self.act, self.tellings)
    }
}

/// The values of a row, each of a form that both databases give back as it was.
pub(crate) fn checked<R: Record>(record: &R) -> Result<Vec<Value>, StoreError> {
    let mut values = record.values();
    for (column, value) in R::TABLE.columns.iter().zip(&mut values) {
        let keepable = match value {
            // SQLite keeps no sign of a zero.
            Value::Real(number) if *number == 0.0 => {
                *number = 0.0;
                true
            }
            Value::Text(text) => !text.contains('\0'),
            Value::Real(number) => number.is_finite(),
            _ => true,
        };
        if !keepable {
            return Err(StoreError::Unkeepable { table: R::TABLE.name, column: column.name });
        }
    }
    Ok(values)
}
