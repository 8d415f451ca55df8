//! The journal: who changed what, when and why, each entry chained to the one before by its fingerprint.

use serde_json::{Map, Value as Json};

use crate::column::Value;
use crate::connection::Connection;
use crate::error::StoreError;
use crate::record::{Part, Record, Table, record};
use crate::row_hash::{Fingerprint, of_row};
use crate::statement::statements;

record! {
    /// One entry: one row that came, changed or went, or something worth noting that changed no row.
    pub Entry in journal, Ledger {
        /// Place in the chain, from 1 on without gaps.
        key seq: i64,
        /// When it was recorded, microseconds since 1970, UTC.
        plain recorded: i64,
        /// Who: id of a person, `key:` and the id of an API key, or `system`.
        plain actor: String,
        /// What was being done, as `agency.change`.
        plain act: String,
        /// `insert`, `update`, `delete` or `note`.
        plain operation: String,
        /// Table of the row; what a note is about.
        plain about: String,
        /// Key of the row.
        plain row_key: String,
        /// Columns that changed, before, as a JSON object; personal and secret ones by name only.
        plain before: Option<String>,
        /// The same columns, after.
        plain after: Option<String>,
        /// Fingerprint of the whole row, after; none where it went.
        plain row_hash: Option<Vec<u8>>,
        /// Why, in the words of who did it.
        plain reason: Option<String>,
        /// Id of the request.
        plain request: Option<String>,
        /// Fingerprint of the entry before; zeros at the first.
        plain previous: Vec<u8>,
        /// Fingerprint of this entry and, through the one before, of all earlier ones.
        plain hash: Vec<u8>,
    }
}

record! {
    /// Where the chain ends, so that entries taken off its end are missed.
    pub Head in journal_head, Ledger {
        /// Always 1.
        key id: i64,
        /// The last entry.
        plain seq: i64,
        /// Its fingerprint.
        plain hash: Vec<u8>,
    }
}

statements! {
    ADVANCE = "UPDATE journal_head SET seq = ?1, hash = ?2 WHERE id = 1";
    HEAD: Head = "SELECT {*} FROM journal_head WHERE id = 1";
    HEADS: Head = "SELECT {*} FROM journal_head ORDER BY id";
    PAGE: Entry = "SELECT {*} FROM journal WHERE seq >= ?1 ORDER BY seq LIMIT ?2";
    FILTERED: Entry = "SELECT {*} FROM journal WHERE seq < ?1 AND (?2 = '' OR actor = ?2) AND (?3 = '' OR about = ?3) AND (?4 = '' OR row_key = ?4) \
        AND (?5 = '' OR act = ?5) AND recorded >= ?6 AND recorded < ?7 AND (?8 = '' OR request = ?8) AND (?9 = '' OR actor <> ?9) \
        AND (?10 = '' OR replace(?10, '|' || row_key || '|', '') <> ?10 OR replace(?10, '|' || actor || '|', '') <> ?10) ORDER BY seq DESC LIMIT ?11";
    COUNTED = "SELECT COUNT(*) FROM journal WHERE seq < ?1 AND (?2 = '' OR actor = ?2) AND (?3 = '' OR about = ?3) AND (?4 = '' OR row_key = ?4) \
        AND (?5 = '' OR act = ?5) AND recorded >= ?6 AND recorded < ?7 AND (?8 = '' OR request = ?8) AND (?9 = '' OR actor <> ?9) \
        AND (?10 = '' OR replace(?10, '|' || row_key || '|', '') <> ?10 OR replace(?10, '|' || actor || '|', '') <> ?10)";
    ACTS = "SELECT DISTINCT act FROM journal ORDER BY act";
    ABOUTS = "SELECT DISTINCT about FROM journal ORDER BY about";
    LAST_PUBLICATION = "SELECT MAX(seq) FROM journal WHERE about IN ('agency', 'lineage', 'file_import', 'boundary')";
}

/// Who does something, what, when and why: the context of one write, which all its entries share.
#[derive(Debug, Clone)]
pub struct Act {
    /// Id of a person, `key:` and the id of an API key, or `system`.
    pub actor: String,
    /// What is being done, as `agency.change`: resource and verb.
    pub name: String,
    /// When, microseconds since 1970, UTC.
    pub recorded: i64,
    /// Why, in the words of who does it.
    pub reason: Option<String>,
    /// Id of the request.
    pub request: Option<String>,
}

impl Act {
    /// An act without reason or request.
    pub fn new(actor: impl Into<String>, name: impl Into<String>, recorded: i64) -> Act {
        Act { actor: actor.into(), name: name.into(), recorded, reason: None, request: None }
    }

    /// With the reason.
    #[must_use]
    pub fn because(mut self, reason: impl Into<String>) -> Act {
        self.reason = Some(reason.into());
        self
    }

    /// With the id of the request.
    #[must_use]
    pub fn requested(mut self, request: impl Into<String>) -> Act {
        self.request = Some(request.into());
        self
    }
}

/// What happened to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// It came.
    Insert,
    /// It changed.
    Update,
    /// It went.
    Delete,
    /// Nothing: something worth noting happened.
    Note,
}

impl Operation {
    /// As the journal keeps it.
    pub fn id(self) -> &'static str {
        match self {
            Operation::Insert => "insert",
            Operation::Update => "update",
            Operation::Delete => "delete",
            Operation::Note => "note",
        }
    }
}

/// What to look for in the journal; empty texts look for everything.
#[derive(Debug, Clone, Default)]
pub struct JournalFilter {
    /// Only entries before this one; the end of the chain where none is given.
    pub before_seq: Option<i64>,
    /// Only by this actor.
    pub actor: String,
    /// Only about this table.
    pub about: String,
    /// Only about the row with this key.
    pub row_key: String,
    /// Only about a row with one of these keys, or by one of these actors.
    pub any_of: Vec<String>,
    /// Only what is not by this actor.
    pub not_by: String,
    /// Only of the request with this id.
    pub request: String,
    /// Only of this act.
    pub act: String,
    /// Recorded at this time or later.
    pub from: Option<i64>,
    /// Recorded before this time.
    pub to: Option<i64>,
    /// At most so many.
    pub limit: i64,
}

impl Entry {
    /// Fingerprint of everything but itself.
    pub(crate) fn fingerprint(&self) -> Vec<u8> {
        let mut print = Fingerprint::new("journal");
        let values = self.values();
        for (column, value) in Entry::TABLE.columns.iter().zip(&values) {
            if column.name != "hash" {
                print.value(column.name, value);
            }
        }
        print.finish()
    }
}

/// The columns of a row that the journal tells: all where `other` is absent, else those that differ from it.
fn told(table: &Table, values: &[Value], other: Option<&[Value]>) -> String {
    let mut columns = Map::new();
    for (i, (column, value)) in table.columns.iter().zip(values).enumerate() {
        if other.is_some_and(|other| other.get(i) == Some(value)) {
            continue;
        }
        let shown = match (column.part, value) {
            (_, Value::Null) => Json::Null,
            (Part::Key | Part::Plain, value) => value.to_json(),
            (Part::Personal, _) => Json::from("(personal)"),
            (Part::Secret, _) => Json::from("(secret)"),
        };
        columns.insert(column.name.to_owned(), shown);
    }
    Json::Object(columns).to_string()
}

/// What an entry tells, before it has its place in the chain.
pub(crate) struct Telling<'a> {
    pub(crate) operation: Operation,
    pub(crate) about: &'a str,
    pub(crate) key: String,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
    pub(crate) row_hash: Option<Vec<u8>>,
}

impl<'a> Telling<'a> {
    pub(crate) fn of_row(
        table: &'a Table,
        key: &Value,
        before: Option<&[Value]>,
        after: Option<&[Value]>,
    ) -> Telling<'a> {
        let operation = match (before, after) {
            (None, _) => Operation::Insert,
            (Some(_), Some(_)) => Operation::Update,
            (Some(_), None) => Operation::Delete,
        };
        Telling {
            operation,
            about: table.name,
            key: key_text(key),
            before: before.map(|values| told(table, values, after)),
            after: after.map(|values| told(table, values, before)),
            row_hash: after.map(|values| of_row(table, values)),
        }
    }
}

/// A key as the journal writes it.
pub(crate) fn key_text(key: &Value) -> String {
    match key {
        Value::Text(text) => text.clone(),
        Value::Int(number) => number.to_string(),
        other => other.to_json().to_string(),
    }
}

/// Appends entries at the end of the chain, in order, in the transaction that is open.
pub(crate) fn append(connection: &mut dyn Connection, act: &Act, tellings: Vec<Telling<'_>>) -> Result<(), StoreError> {
    if tellings.is_empty() {
        return Ok(());
    }
    let mut head = head(connection)?;
    let insert = crate::transaction::insert_text(Entry::TABLE);
    for telling in tellings {
        let mut entry = Entry {
            seq: head.seq + 1,
            recorded: act.recorded,
            actor: act.actor.clone(),
            act: act.name.clone(),
            operation: telling.operation.id().to_owned(),
            about: telling.about.to_owned(),
            row_key: telling.key,
            before: telling.before,
            after: telling.after,
            row_hash: telling.row_hash,
            reason: act.reason.clone(),
            request: act.request.clone(),
            previous: head.hash,
            hash: Vec::new(),
        };
        entry.hash = entry.fingerprint();
        connection.execute(&insert, &crate::transaction::checked(&entry)?)?;
        head.seq = entry.seq;
        head.hash = entry.hash;
    }
    connection.execute(ADVANCE.sql, &[Value::Int(head.seq), Value::Bytes(head.hash)])?;
    Ok(())
}

/// Where the chain ends, for what is to follow.
pub(crate) fn head(connection: &mut dyn Connection) -> Result<Head, StoreError> {
    let row = connection.query(&HEAD.text(), &[])?.pop();
    row.map_or(Err(StoreError::Malformed { detail: "journal_head is empty".to_owned() }), Head::from_values)
}

/// All rows of the head; there should be one.
pub(crate) fn heads(connection: &mut dyn Connection) -> Result<Vec<Head>, StoreError> {
    connection.query(&HEADS.text(), &[])?.into_iter().map(Head::from_values).collect()
}

/// Entries from a place on, in order.
pub(crate) fn page(connection: &mut dyn Connection, from: i64, limit: i64) -> Result<Vec<Entry>, StoreError> {
    connection
        .query(&PAGE.text(), &[Value::Int(from), Value::Int(limit)])?
        .into_iter()
        .map(Entry::from_values)
        .collect()
}

/// Entries that a filter lets through, the newest first.
pub(crate) fn filtered(connection: &mut dyn Connection, filter: &JournalFilter) -> Result<Vec<Entry>, StoreError> {
    let mut values = conditions(filter);
    values.push(Value::Int(filter.limit.clamp(1, 10_000)));
    connection.query(&FILTERED.text(), &values)?.into_iter().map(Entry::from_values).collect()
}

/// How many entries a filter lets through, whatever its limit.
pub(crate) fn counted(connection: &mut dyn Connection, filter: &JournalFilter) -> Result<i64, StoreError> {
    let row = connection.query(COUNTED.sql, &conditions(filter))?.pop().and_then(|mut row| row.pop());
    row.map_or(Ok(0), crate::column::Column::from_value)
}

fn conditions(filter: &JournalFilter) -> Vec<Value> {
    let text = |text: &str| Value::Text(text.to_owned());
    // Each key between bars of its own, so that two that stand side by side are both found.
    let any_of: String = filter.any_of.iter().flat_map(|key| ["|", key.as_str(), "|"]).collect();
    vec![
        Value::Int(filter.before_seq.unwrap_or(i64::MAX)),
        text(&filter.actor),
        text(&filter.about),
        text(&filter.row_key),
        text(&filter.act),
        Value::Int(filter.from.unwrap_or(i64::MIN)),
        Value::Int(filter.to.unwrap_or(i64::MAX)),
        text(&filter.request),
        text(&filter.not_by),
        Value::Text(any_of),
    ]
}

/// The last entry about something that the public portal shows; none while there is none.
pub(crate) fn last_publication(connection: &mut dyn Connection) -> Result<Option<i64>, StoreError> {
    let row = connection.query(LAST_PUBLICATION.sql, &[])?.pop().and_then(|mut row| row.pop());
    row.map_or(Ok(None), crate::column::Column::from_value)
}

/// What acts, or tables, the journal speaks of: the choices of a filter.
pub(crate) fn choices(connection: &mut dyn Connection, acts: bool) -> Result<Vec<String>, StoreError> {
    let rows = connection.query(if acts { ACTS.sql } else { ABOUTS.sql }, &[])?;
    rows.into_iter().filter_map(|mut row| row.pop()).map(crate::column::Column::from_value).collect()
}
