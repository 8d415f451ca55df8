//! CSV becomes a table.

use std::collections::BTreeSet;

use crate::place::Place;
use crate::problem::{Problem, ProblemKind};
use crate::table::{Header, Row, Table, Value};
use crate::text;

/// Reads the table; problems of single rows come with it.
pub(crate) fn read(file: &str, bytes: &[u8]) -> Result<(Table, Vec<Problem>), Box<Problem>> {
    let text = decode(file, bytes)?;
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records();
    let mut table = Table::default();
    let mut problems = Vec::new();
    let mut named = Vec::new();
    let mut width = 0;
    let mut unnamed = BTreeSet::new();
    // Text that is UTF-8 and lies in memory has no way to fail; should it, the rows before are kept.
    while let Some(Ok(record)) = records.next() {
        let number = record.position().map_or(0, |start| line_of(text, start));
        if record.iter().all(|field| field.trim().is_empty()) {
            continue;
        }
        if table.header.is_empty() {
            table.header_row = number;
            if let Some(mark) = other_separator(&record) {
                return fail(Place::row(file, number), ProblemKind::Separator(mark));
            }
            width = record.len();
            for (i, field) in record.iter().enumerate() {
                let name = text::clean(field);
                if !name.is_empty() {
                    named.push(i);
                    table.header.push(Header { number: i as u64 + 1, name: name.into_owned() });
                }
            }
            continue;
        }
        if record.len() != width {
            let spans_lines = record.iter().any(|field| field.contains('\n'));
            problems.push(Problem {
                place: Place::row(file, number),
                kind: ProblemKind::FieldCount { found: record.len(), wanted: width, spans_lines },
            });
            continue;
        }
        for (i, field) in record.iter().enumerate() {
            if named.binary_search(&i).is_err() && !field.trim().is_empty() {
                unnamed.insert(i as u64 + 1);
            }
        }
        let cells = named.iter().map(|&i| record.get(i).map_or(Value::Blank, Value::text)).collect();
        table.rows.push(Row { number, cells });
    }
    if table.header.is_empty() {
        return fail(Place::file(file), ProblemKind::Empty);
    }
    table.unnamed = unnamed.into_iter().collect();
    Ok((table, problems))
}

/// The line on which a record stands: the reader counts the blank lines before it as part of it.
fn line_of(text: &str, start: &csv::Position) -> u64 {
    let byte = usize::try_from(start.byte()).unwrap_or(text.len());
    let rest = text.as_bytes().get(byte..).unwrap_or_default();
    let blank = rest.iter().take_while(|b| matches!(b, b'\r' | b'\n')).filter(|b| **b == b'\n').count();
    start.line() + blank as u64
}

/// The mark between the columns, where it is not the comma.
fn other_separator(header: &csv::StringRecord) -> Option<char> {
    let only = header.get(0).filter(|_| header.len() == 1)?;
    [';', '\t', '|'].into_iter().find(|mark| only.contains(*mark))
}

pub(crate) fn decode<'a>(file: &str, bytes: &'a [u8]) -> Result<&'a str, Box<Problem>> {
    if bytes.starts_with(b"PK\x03\x04") {
        return fail(Place::file(file), ProblemKind::WorkbookByAnotherName);
    }
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return fail(Place::file(file), ProblemKind::Utf16);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.strip_prefix('\u{feff}').unwrap_or(text)),
        Err(error) => {
            let byte = error.valid_up_to();
            let line = bytes[..byte].split(|b| *b == b'\n').count() as u64;
            fail(Place::row(file, line), ProblemKind::NotUtf8 { byte: byte + 1 })
        }
    }
}

fn fail<T>(place: Place, kind: ProblemKind) -> Result<T, Box<Problem>> {
    Err(Box::new(Problem { place, kind }))
}
