//! Comparing a part with what it should be, place by place.

use std::collections::BTreeMap;

use csv::{ByteRecord, ReaderBuilder};
use serde::Deserialize;

use crate::part::table;
use crate::verify::{Finding, Row};

/// Differences of a table, row by row. The first `keys` columns say which row it is. Findings of rows that cannot be read are those of the part's own reader.
pub(crate) fn tables(
    part: &'static str,
    columns: &[&'static str],
    keys: usize,
    wanted: &[u8],
    found: &[u8],
) -> Vec<Finding> {
    if wanted == found {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut rows: BTreeMap<Vec<String>, ByteRecord> = BTreeMap::new();
    let unread = table::each(part, columns, found, |row| {
        let key: Vec<String> = (0..keys).map(|column| row.field(column).into_owned()).collect();
        if rows.contains_key(&key) {
            return Err(("dòng trùng với một dòng ở trên", "the row stands twice"));
        }
        rows.insert(key, row.record().clone());
        Ok(())
    });
    findings.extend(unread);
    let mut reader = ReaderBuilder::new().from_reader(wanted);
    for record in reader.byte_records().flatten() {
        let key: Vec<String> = (0..keys).map(|column| text(&record, column)).collect();
        let row = || Row::new(columns, &key);
        let Some(found) = rows.remove(&key) else {
            findings.push(Finding::RowMissing { part, row: row() });
            continue;
        };
        for (index, column) in columns.iter().enumerate().skip(keys) {
            if record.get(index) != found.get(index) {
                let (published, computed) = (text(&found, index), text(&record, index));
                findings.push(Finding::Cell { part, row: row(), column, published, computed });
            }
        }
    }
    findings.extend(rows.keys().map(|key| Finding::RowUnknown { part, row: Row::new(columns, key) }));
    if findings.is_empty() {
        findings.push(Finding::Form { part });
    }
    findings
}

fn text(record: &ByteRecord, column: usize) -> String {
    record.get(column).map(|field| String::from_utf8_lossy(field).into_owned()).unwrap_or_default()
}

/// Which line it is.
#[derive(Deserialize)]
struct Key {
    unit: String,
    node: String,
}

/// Differences of a part with a JSON object a line, each about a unit and a node.
pub(crate) fn lines(part: &'static str, wanted: &[u8], found: &[u8]) -> Vec<Finding> {
    if wanted == found {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let split = |content| (1..).zip(<[u8]>::split_inclusive(content, |byte| *byte == b'\n'));
    let place = |line: &[u8]| serde_json::from_slice(line).ok().map(|Key { unit, node }| (unit, node));
    let mut rows: BTreeMap<(String, String), &[u8]> = BTreeMap::new();
    for (number, line) in split(found) {
        let bad = |vi, en| Finding::unreadable(part, number, vi, en);
        match place(line) {
            None => findings.push(bad("không đọc được dòng", "the line cannot be read")),
            Some(key) if rows.contains_key(&key) => {
                findings.push(bad("dòng trùng với một dòng ở trên", "the line stands twice"));
            }
            Some(key) => {
                rows.insert(key, line);
            }
        }
    }
    for (_, line) in split(wanted) {
        let Some(key) = place(line) else { continue };
        let found = rows.remove(&key);
        let (unit, node) = key;
        match found {
            Some(found) if found == line => {}
            Some(_) => findings.push(Finding::Trace { unit, node }),
            None => findings.push(Finding::RowMissing { part, row: Row::of(unit, node) }),
        }
    }
    findings.extend(rows.into_keys().map(|(unit, node)| Finding::RowUnknown { part, row: Row::of(unit, node) }));
    if findings.is_empty() {
        findings.push(Finding::Form { part });
    }
    findings
}
