//! What is looked at before a workbook is read: its size, and where its cells say they stand.
//!
//! A reference beyond the last cell of a sheet wraps around in the reader of workbooks and would be read as another cell, so such a file is refused as a whole.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use crate::import::{ImportProblem, Limited};
use crate::problem::ProblemKind;

/// Most bytes that a workbook may unpack to.
const UNPACKED: u64 = 64 << 20;
/// Most rows of a sheet.
const ROWS: u64 = 200_000;
/// Most cells in a row.
const COLUMNS: u64 = 2_000;
/// Most cells of all sheets.
const CELLS: u64 = 2_000_000;
/// Columns and rows that a sheet has: XFD1048576 is its last cell.
const LAST: (u32, u32) = (16_384, 1_048_576);

/// Refuses a workbook that is too large, or whose cells stand where no sheet has cells. Whatever else is wrong with it, its reader says.
pub(crate) fn check(bytes: &[u8]) -> Result<(), ProblemKind> {
    let not_a_workbook = |_| ProblemKind::NotAWorkbook;
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(not_a_workbook)?;
    let mut unpacked = 0;
    let mut cells = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(not_a_workbook)?;
        // What a file says of its own size may be a lie, so that what comes out is counted.
        let left = UNPACKED.saturating_sub(unpacked) + 1;
        let mut part = BufReader::new(part.take(left));
        let may_be_sheet = part.fill_buf().is_ok_and(|start| {
            start.iter().find(|b| !b.is_ascii_whitespace()).is_none_or(|b| matches!(b, b'<' | 0xef))
        });
        if may_be_sheet {
            sheet(&mut part, &mut cells)?;
        }
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|_| ProblemKind::NotAWorkbook)?;
        unpacked += left - part.into_inner().limit();
        if unpacked > UNPACKED {
            return Err(too_much(Limited::UnpackedBytes, UNPACKED));
        }
    }
    Ok(())
}

fn too_much(what: Limited, limit: u64) -> ProblemKind {
    ProblemKind::Import(Box::new(ImportProblem::TooMuch { what, limit }))
}

/// Goes through a part that may be a sheet; whatever is no sheet has no cells.
fn sheet(part: &mut impl BufRead, cells: &mut u64) -> Result<(), ProblemKind> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let (mut rows, mut in_row, mut is_sheet) = (0u64, 0u64, false);
    loop {
        buffer.clear();
        // Where the XML breaks, the reader of workbooks says so.
        let Ok(event) = reader.read_event_into(&mut buffer) else { return Ok(()) };
        let element = match &event {
            Event::Start(element) | Event::Empty(element) => element,
            Event::Eof => return Ok(()),
            _ => continue,
        };
        match element.local_name().as_ref() {
            "worksheet" => is_sheet = true,
            _ if !is_sheet => return Ok(()),
            "row" => {
                (rows, in_row) = (rows + 1, 0);
                if rows > ROWS {
                    return Err(too_much(Limited::Rows, ROWS));
                }
                stands_within(element, |text| text.parse().is_ok_and(|row: u32| (1..=LAST.1).contains(&row)))?;
            }
            "c" => {
                (*cells, in_row) = (*cells + 1, in_row + 1);
                if in_row > COLUMNS {
                    return Err(too_much(Limited::Columns, COLUMNS));
                }
                if *cells > CELLS {
                    return Err(too_much(Limited::Cells, CELLS));
                }
                stands_within(element, is_cell)?;
            }
            _ => {}
        }
    }
}

/// Its reference, where it has one, is one that a sheet has.
fn stands_within(element: &BytesStart, is_within: impl Fn(&str) -> bool) -> Result<(), ProblemKind> {
    for attribute in element.attributes().with_checks(false).flatten() {
        if attribute.key.as_ref() != "r" {
            continue;
        }
        let text = &attribute.value;
        if !is_within(text) {
            let reference = crate::text::shown(text);
            return Err(ProblemKind::Import(Box::new(ImportProblem::CellBeyond { reference })));
        }
    }
    Ok(())
}

/// `A1` to `XFD1048576`.
fn is_cell(text: &str) -> bool {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (letters, digits) = text.split_at(letters);
    if !(1..=3).contains(&letters.len()) || digits.starts_with('0') || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    let column =
        letters.bytes().fold(0, |column, letter| column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1);
    column <= LAST.0 && digits.parse().is_ok_and(|row: u32| row <= LAST.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_cell_is_the_last() {
        for text in ["A1", "z9", "XFD1048576", "AAA10"] {
            assert!(is_cell(text), "{text}");
        }
        for text in ["", "A", "1", "A0", "XFE1", "XFD1048577", "AAAA1", "A1B", "A-1", "A99999999999", "Á1", "A01"] {
            assert!(!is_cell(text), "{text}");
        }
    }
}
