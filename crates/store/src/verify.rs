//! Checking the journal against itself and against every row it speaks of.

use std::collections::BTreeMap;

use chiso_model::{Lang, hex};

use crate::column::Value;
use crate::connection::Connection;
use crate::error::StoreError;
use crate::journal::{self, Head, key_text};
use crate::record::{Class, Record as _, Table};
use crate::row_hash::of_row;
use crate::schema::TABLES;
use crate::store::Store;

/// Entries read at a time.
const PAGE: i64 = 5_000;

/// Something that was not done through the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// An entry of the journal was changed: it no longer has its fingerprint.
    EntryChanged {
        /// Its place.
        seq: i64,
    },
    /// An entry of the journal is not there.
    EntryMissing {
        /// Its place.
        seq: i64,
    },
    /// Several entries in a row are not there.
    EntriesMissing {
        /// The first of them.
        from: i64,
        /// The last of them.
        to: i64,
    },
    /// An entry stands before the first place.
    EntryUntold {
        /// Its place.
        seq: i64,
    },
    /// An entry does not follow from the one before: the one before was replaced.
    ChainBroken {
        /// Its place.
        seq: i64,
    },
    /// The head names another end than the journal has.
    HeadWrong {
        /// Where the head says the journal ends.
        head: i64,
        /// Where it ends.
        last: i64,
    },
    /// The journal does not hold the entry that was noted elsewhere.
    NotTheNoted {
        /// Its place.
        seq: i64,
    },
    /// A row is not as the journal left it.
    RowChanged {
        /// Its table.
        table: String,
        /// Its key.
        key: String,
        /// The last entry about it.
        seq: i64,
    },
    /// A row that the journal speaks of is not there.
    RowMissing {
        /// Its table.
        table: String,
        /// Its key.
        key: String,
        /// The last entry about it.
        seq: i64,
    },
    /// A row is there of which the journal does not speak.
    RowUntold {
        /// Its table.
        table: String,
        /// Its key.
        key: String,
    },
}

impl Finding {
    /// What was found.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Finding::EntryChanged { seq }, Lang::Vi) => format!("nhật ký, mục {seq}: nội dung đã bị sửa"),
            (Finding::EntryChanged { seq }, Lang::En) => format!("journal, entry {seq}: its content was changed"),
            (Finding::EntryMissing { seq }, Lang::Vi) => format!("nhật ký, mục {seq}: đã bị xoá"),
            (Finding::EntryMissing { seq }, Lang::En) => format!("journal, entry {seq}: it was removed"),
            (Finding::EntriesMissing { from, to }, Lang::Vi) => {
                format!("nhật ký, các mục từ {from} đến {to}: đã bị xoá")
            }
            (Finding::EntriesMissing { from, to }, Lang::En) => {
                format!("journal, entries {from} to {to}: they were removed")
            }
            (Finding::EntryUntold { seq }, Lang::Vi) => format!("nhật ký, mục {seq}: đã được thêm trước mục đầu tiên"),
            (Finding::EntryUntold { seq }, Lang::En) => format!("journal, entry {seq}: added before the first one"),
            (Finding::ChainBroken { seq }, Lang::Vi) => format!("nhật ký, mục {seq}: không nối tiếp mục trước nó"),
            (Finding::ChainBroken { seq }, Lang::En) => {
                format!("journal, entry {seq}: it does not follow from the entry before it")
            }
            (Finding::HeadWrong { head, last }, Lang::Vi) => {
                format!(
                    "nhật ký: đầu chuỗi ghi mục cuối là {head}, còn mục cuối thực có là {last}, hoặc mã băm không khớp"
                )
            }
            (Finding::HeadWrong { head, last }, Lang::En) => {
                format!(
                    "journal: the head says that it ends at entry {head}; it ends at {last}, or the fingerprint differs"
                )
            }
            (Finding::NotTheNoted { seq }, Lang::Vi) => {
                format!("nhật ký, mục {seq}: khác với mã băm đã ghi lại bên ngoài")
            }
            (Finding::NotTheNoted { seq }, Lang::En) => {
                format!("journal, entry {seq}: it is not the one whose fingerprint was noted elsewhere")
            }
            (Finding::RowChanged { table, key, seq }, Lang::Vi) => {
                format!("bảng {table}, dòng “{key}”: đã bị sửa ngoài nhật ký (mục nhật ký cuối về dòng này: {seq})")
            }
            (Finding::RowChanged { table, key, seq }, Lang::En) => {
                format!("table {table}, row `{key}`: changed without the journal (last entry about it: {seq})")
            }
            (Finding::RowMissing { table, key, seq }, Lang::Vi) => {
                format!("bảng {table}, dòng “{key}”: đã bị xoá ngoài nhật ký (mục nhật ký cuối về dòng này: {seq})")
            }
            (Finding::RowMissing { table, key, seq }, Lang::En) => {
                format!("table {table}, row `{key}`: removed without the journal (last entry about it: {seq})")
            }
            (Finding::RowUntold { table, key }, Lang::Vi) => {
                format!("bảng {table}, dòng “{key}”: đã được thêm ngoài nhật ký")
            }
            (Finding::RowUntold { table, key }, Lang::En) => {
                format!("table {table}, row `{key}`: added without the journal")
            }
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Entries of the journal that were read.
    pub entries: i64,
    /// Rows that were compared.
    pub rows: i64,
    /// Place of the last entry.
    pub last: i64,
    /// Fingerprint of the last entry, hexadecimal: noted elsewhere, it proves later that the journal is the same.
    pub head: String,
    /// What is wrong; nothing when all is well.
    pub findings: Vec<Finding>,
}

impl Store {
    /// Reads the whole journal and every row it speaks of, at one moment, and tells what does not fit.
    ///
    /// `noted`: place and fingerprint of an entry, noted elsewhere earlier.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn verify(&self, noted: Option<(i64, String)>) -> Result<Verdict, StoreError> {
        self.read(move |reader| verify(reader.connection, noted.as_ref())).await
    }
}

/// The last word of the journal on a row: the fingerprint, or that it went; and the entry.
type Last = BTreeMap<(String, String), (Option<Vec<u8>>, i64)>;
/// Place and fingerprint of an entry.
type End = (i64, Vec<u8>);

pub(crate) fn verify(connection: &mut dyn Connection, noted: Option<&(i64, String)>) -> Result<Verdict, StoreError> {
    let mut findings = Vec::new();
    let (last, entries, end) = chain(connection, noted, &mut findings)?;
    check_head(connection, &end, &mut findings)?;
    let rows = compare(connection, last, &mut findings)?;
    Ok(Verdict { entries, rows, last: end.0, head: hex(&end.1), findings })
}

fn check_head(connection: &mut dyn Connection, end: &End, findings: &mut Vec<Finding>) -> Result<(), StoreError> {
    let table = || Head::TABLE.name.to_owned();
    let mut found = false;
    for head in journal::heads(connection)? {
        if head.id != 1 {
            findings.push(Finding::RowUntold { table: table(), key: head.id.to_string() });
            continue;
        }
        found = true;
        if head.seq != end.0 || head.hash != end.1 {
            findings.push(Finding::HeadWrong { head: head.seq, last: end.0 });
        }
    }
    if !found {
        findings.push(Finding::RowMissing { table: table(), key: "1".to_owned(), seq: end.0 });
    }
    Ok(())
}

fn chain(
    connection: &mut dyn Connection,
    noted: Option<&(i64, String)>,
    findings: &mut Vec<Finding>,
) -> Result<(Last, i64, End), StoreError> {
    let mut last = Last::new();
    let mut entries = 0;
    let mut end = (0, vec![0; 32]);
    let mut seen_noted = noted.is_none_or(|(seq, _)| *seq == 0);
    let mut sound = true;
    let mut from = Some(i64::MIN);
    while let Some(place) = from {
        let page = journal::page(connection, place, PAGE)?;
        from = page.last().and_then(|entry| entry.seq.checked_add(1));
        for entry in page {
            entries += 1;
            if entry.seq < 1 {
                findings.push(Finding::EntryUntold { seq: entry.seq });
                continue;
            }
            let gap = missing(end.0, entry.seq);
            // What follows something that was removed or changed cannot follow from it; that is told once.
            let follows = gap.is_some() || !sound || entry.previous == end.1;
            findings.extend(gap);
            sound = entry.fingerprint() == entry.hash;
            if !sound {
                findings.push(Finding::EntryChanged { seq: entry.seq });
            } else if !follows {
                findings.push(Finding::ChainBroken { seq: entry.seq });
            }
            if let Some((seq, hash)) = noted.filter(|(seq, _)| *seq == entry.seq) {
                seen_noted = true;
                if hex(&entry.hash) != hash.to_lowercase() {
                    findings.push(Finding::NotTheNoted { seq: *seq });
                }
            }
            if entry.operation != "note" {
                last.insert((entry.about, entry.row_key), (entry.row_hash, entry.seq));
            }
            end = (entry.seq, entry.hash);
        }
    }
    if let Some((seq, _)) = noted.filter(|_| !seen_noted) {
        findings.push(Finding::NotTheNoted { seq: *seq });
    }
    Ok((last, entries, end))
}

/// What is not there between two entries.
fn missing(before: i64, after: i64) -> Option<Finding> {
    match (before + 1, after - 1) {
        (from, to) if from > to => None,
        (seq, to) if seq == to => Some(Finding::EntryMissing { seq }),
        (from, to) => Some(Finding::EntriesMissing { from, to }),
    }
}

fn compare(connection: &mut dyn Connection, mut last: Last, findings: &mut Vec<Finding>) -> Result<i64, StoreError> {
    let mut rows = 0;
    for table in TABLES.iter().filter(|table| table.class == Class::Kept) {
        each_row(connection, table, &mut |values| {
            rows += 1;
            let key = values.first().map(key_text).unwrap_or_default();
            match last.remove(&(table.name.to_owned(), key.clone())) {
                Some((Some(hash), seq)) if hash != of_row(table, values) => {
                    findings.push(Finding::RowChanged { table: table.name.to_owned(), key, seq });
                }
                Some((Some(_), _)) => {}
                Some((None, _)) | None => findings.push(Finding::RowUntold { table: table.name.to_owned(), key }),
            }
            Ok::<(), StoreError>(())
        })?;
    }
    findings.extend(
        last.into_iter()
            .filter_map(|((table, key), (hash, seq))| hash.map(|_| Finding::RowMissing { table, key, seq })),
    );
    Ok(rows)
}

/// Rows read at a time.
const ROWS: i64 = 5_000;

/// Every row of a table, by key, a page at a time.
pub(crate) fn each_row<E: From<StoreError>>(
    connection: &mut dyn Connection,
    table: &Table,
    work: &mut dyn FnMut(&[Value]) -> Result<(), E>,
) -> Result<(), E> {
    let key = table.key();
    let first = format!("SELECT {} FROM {} ORDER BY {key} LIMIT ?1", table.names, table.name);
    let next = format!("SELECT {} FROM {} WHERE {key} > ?2 ORDER BY {key} LIMIT ?1", table.names, table.name);
    let mut after: Option<Value> = None;
    loop {
        let page = match after.take() {
            None => connection.query(&first, &[Value::Int(ROWS)])?,
            Some(key) => connection.query(&next, &[Value::Int(ROWS), key])?,
        };
        for row in &page {
            work(row)?;
        }
        after = page.last().and_then(|row| row.first()).cloned();
        if after.is_none() {
            return Ok(());
        }
    }
}
