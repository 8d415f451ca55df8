//! Sheets of cells: what a form is written in, whether the file is a workbook or a folder of CSV files.

use std::collections::BTreeMap;

use crate::place::Place;
use crate::problem::{Problem, ProblemKind};

/// Cells of a row, by the number of the column from 1. A cell that is not there is empty.
pub type Cells = BTreeMap<u32, String>;

/// A sheet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// Rows that have something, by their number from 1; the header is row 1.
    pub rows: BTreeMap<u32, Cells>,
}

impl Sheet {
    /// A sheet from its rows, each a list of cells from the first column on.
    pub fn from_rows<R, C>(name: &str, rows: impl IntoIterator<Item = R>) -> Sheet
    where
        R: IntoIterator<Item = C>,
        C: AsRef<str>,
    {
        let mut sheet = Sheet { name: name.to_owned(), rows: BTreeMap::new() };
        for (number, row) in (1u32..).zip(rows) {
            for (column, cell) in (1u32..).zip(row) {
                sheet.put(number, column, cell.as_ref());
            }
        }
        sheet
    }

    /// Puts a text into a cell; blanks around it are no part of it, and an empty text is no cell.
    pub(crate) fn put(&mut self, row: u32, column: u32, text: &str) {
        // Lines end in one way, and what no workbook can hold is a blank.
        let text = text.replace("\r\n", "\n").replace(|c: char| c.is_control() && c != '\n', " ");
        let text = text.trim();
        if !text.is_empty() {
            self.rows.entry(row).or_default().insert(column, text.to_owned());
        }
    }
}

/// The most characters that a cell of a workbook holds.
pub(crate) const LONGEST_CELL: usize = 32_767;

/// Sheets from CSV texts, one a sheet, by name.
///
/// # Errors
/// What is no CSV.
pub fn sheets_from_csv(files: &[(&str, &str)]) -> Result<Vec<Sheet>, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut sheets = Vec::new();
    for (name, text) in files {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
        let rows: Result<Vec<csv::StringRecord>, csv::Error> = reader.records().collect();
        match rows {
            Ok(rows) => sheets.push(Sheet::from_rows(name, rows.iter().map(csv::StringRecord::iter))),
            Err(error) => {
                let kind = ProblemKind::NotCsv { detail: error.to_string() };
                problems.push(Problem { place: Place::sheet(name), kind });
            }
        }
    }
    if problems.is_empty() { Ok(sheets) } else { Err(problems) }
}

/// A sheet as CSV, each row as long as the longest.
pub fn sheet_to_csv(sheet: &Sheet) -> String {
    let width = sheet.rows.values().filter_map(|cells| cells.keys().next_back()).max().copied().unwrap_or(0);
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    for cells in sheet.rows.values() {
        let row = (1..=width).map(|column| cells.get(&column).map_or("", String::as_str));
        // Writing to memory does not fail.
        let _ = writer.write_record(row);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_comes_back_from_its_csv() {
        let sheet = Sheet::from_rows("survey", [vec!["type", "name"], vec!["note", "a, \"b\"\nc"]]);
        assert_eq!(sheets_from_csv(&[("survey", &sheet_to_csv(&sheet))]), Ok(vec![sheet]));
    }
}
