//! A workbook as text, one cell a line (sheet, row, column, value, divided by tabulators), so that changes reach the cells and not the packing.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use rust_xlsxwriter::{Workbook, XlsxError};

/// Rows and columns beyond these say nothing new.
const ROWS: u32 = 5000;
const COLUMNS: u16 = 200;

/// The cells of a workbook; none when it cannot be opened.
pub(crate) fn from_workbook(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut workbook: Xlsx<_> = open_workbook_from_rs(Cursor::new(bytes)).ok()?;
    let mut text = String::new();
    for (name, range) in workbook.worksheets() {
        for (row, column, value) in range.used_cells() {
            let value = match value {
                Data::Float(number) => number.to_string(),
                other => other.to_string().replace(['\n', '\t'], " "),
            };
            text.extend([name.as_str(), "\t", &row.to_string(), "\t", &column.to_string(), "\t", &value, "\n"]);
        }
    }
    Some(text.into_bytes())
}

/// The workbook with these cells. A line that is no cell is left out.
///
/// # Errors
/// A sheet's name that no workbook may have, and the like.
pub(crate) fn to_workbook(text: &str) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    for line in text.lines() {
        let mut fields = line.splitn(4, '\t');
        let (Some(name), Some(row), Some(column), Some(value)) =
            (fields.next(), fields.next(), fields.next(), fields.next())
        else {
            continue;
        };
        let (Ok(row), Ok(column)) = (row.parse::<u32>(), column.parse::<u16>()) else { continue };
        if row >= ROWS || column >= COLUMNS || value.len() > 30_000 {
            continue;
        }
        if workbook.worksheet_from_name(name).is_err() {
            workbook.add_worksheet().set_name(name)?;
        }
        let sheet = workbook.worksheet_from_name(name)?;
        match value.parse::<f64>() {
            Ok(number) if number.is_finite() => sheet.write(row, column, number)?,
            _ => sheet.write(row, column, value)?,
        };
    }
    workbook.save_to_buffer()
}
