//! CSV becomes a table.

use std::collections::BTreeSet;

use crate::decode::decode;
use crate::place::Place;
use crate::problem::{Problem, ProblemKind};
use crate::separator::{self, Separator};
use crate::table::{Header, Row, Table, Value};
use crate::text;

/// Reads the table; problems of single rows come with it. The names that `is_known` knows tell which mark stands between the columns.
pub(crate) fn read(
    file: &str,
    bytes: &[u8],
    is_known: &dyn Fn(&str) -> bool,
) -> Result<(Table, Vec<Problem>), Box<Problem>> {
    let text = decode(file, bytes)?;
    let text = text.as_ref();
    let found = separator::find(text, is_known);
    let mark = if let Separator::Mark(mark) = found { mark } else { ',' };
    let mut reader = separator::reader(text, mark);
    let mut records = reader.records();
    let mut table = Table { decimal_mark: separator::decimal_mark(mark), ..Table::default() };
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
            match found {
                Separator::Mark(_) => {}
                Separator::Either(one, other) => {
                    return fail(Place::row(file, number), ProblemKind::TwoSeparators(one, other));
                }
                Separator::Bars => return fail(Place::row(file, number), ProblemKind::Bars),
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
                kind: ProblemKind::FieldCount { found: record.len(), wanted: width, spans_lines, separator: mark },
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

fn fail<T>(place: Place, kind: ProblemKind) -> Result<T, Box<Problem>> {
    Err(Box::new(Problem { place, kind }))
}
