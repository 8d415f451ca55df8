//! What is looked at before a workbook is read: its size, and where its cells say they stand. Every reader of workbooks asks this first.
//!
//! A reference beyond the last cell of a sheet wraps around in the reader of workbooks and would be read as another cell, so such a file is refused as a whole.

use std::io::{BufRead, BufReader, Cursor, Read};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// How much of a workbook is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes that it may unpack to.
    pub unpacked: u64,
    /// Most rows of a sheet.
    pub rows: u64,
    /// Most cells in a row.
    pub columns: u64,
    /// Most cells of all sheets.
    pub cells: u64,
}

impl Limits {
    /// Those of a file of facts.
    pub const WIDE: Limits = Limits { unpacked: 64 << 20, rows: 200_000, columns: 2_000, cells: 2_000_000 };
}

/// What of a workbook is limited.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limited {
    /// Bytes after unpacking.
    UnpackedBytes,
    /// Rows of a sheet.
    Rows,
    /// Cells in a row.
    Columns,
    /// Cells of all sheets.
    Cells,
}

/// Why a workbook is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It is no archive, as every workbook is, or a damaged one.
    NotAWorkbook {
        /// In the words of the reader of archives.
        detail: String,
    },
    /// There is more of something than is read.
    TooMuch {
        /// What.
        what: Limited,
        /// How much is read.
        limit: u64,
    },
    /// A cell stands where no sheet has one.
    CellBeyond {
        /// Its reference, as written: of any length and content.
        reference: String,
    },
}

/// Columns and rows that a sheet has: XFD1048576 is its last cell.
const LAST: (u32, u32) = (16_384, 1_048_576);

/// Refuses a workbook that is too large, or whose cells stand where no sheet has cells. Whatever else is wrong with it, its reader says.
///
/// # Errors
/// The first reason not to read it.
pub fn check(bytes: &[u8], limits: &Limits) -> Result<(), Refusal> {
    let not_a_workbook = |detail: String| Refusal::NotAWorkbook { detail };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| not_a_workbook(error.to_string()))?;
    let mut unpacked = 0;
    let mut cells = 0;
    for index in 0..archive.len() {
        let part = archive.by_index(index).map_err(|error| not_a_workbook(error.to_string()))?;
        // What a file says of its own size may be a lie, so that what comes out is counted.
        let left = limits.unpacked.saturating_sub(unpacked) + 1;
        let mut part = BufReader::new(part.take(left));
        // Which parts are sheets, other parts say, in ways that readers take differently: so every part is gone through.
        sheet(&mut part, &mut cells, limits)?;
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|error| not_a_workbook(error.to_string()))?;
        unpacked += left - part.into_inner().limit();
        if unpacked > limits.unpacked {
            return Err(Refusal::TooMuch { what: Limited::UnpackedBytes, limit: limits.unpacked });
        }
    }
    Ok(())
}

/// Goes through a part that may be a sheet; whatever is no sheet has no cells.
fn sheet(part: &mut impl BufRead, cells: &mut u64, limits: &Limits) -> Result<(), Refusal> {
    let mut reader = Reader::from_reader(part);
    reader.config_mut().check_end_names = false;
    let mut buffer = Vec::new();
    let (mut rows, mut in_row, mut has_begun) = (0u64, 0u64, false);
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
            "sheetData" => has_begun = true,
            _ if !has_begun => {}
            "row" => {
                (rows, in_row) = (rows + 1, 0);
                if rows > limits.rows {
                    return Err(Refusal::TooMuch { what: Limited::Rows, limit: limits.rows });
                }
                stands_within(element, |text| text.parse().is_ok_and(|row: u32| (1..=LAST.1).contains(&row)))?;
            }
            "c" => {
                (*cells, in_row) = (*cells + 1, in_row + 1);
                if in_row > limits.columns {
                    return Err(Refusal::TooMuch { what: Limited::Columns, limit: limits.columns });
                }
                if *cells > limits.cells {
                    return Err(Refusal::TooMuch { what: Limited::Cells, limit: limits.cells });
                }
                stands_within(element, is_cell)?;
            }
            _ => {}
        }
    }
}

/// Its reference, where it has one, is one that a sheet has.
fn stands_within(element: &BytesStart, is_within: impl Fn(&str) -> bool) -> Result<(), Refusal> {
    for attribute in element.attributes().with_checks(false).flatten() {
        if attribute.key.as_ref() != "r" {
            continue;
        }
        let text = &attribute.value;
        if !is_within(text) {
            return Err(Refusal::CellBeyond { reference: text.to_string() });
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
