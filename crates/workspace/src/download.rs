//! Tables as files that people keep: CSV that spreadsheets open with all marks, and workbooks.

use axum::response::{IntoResponse, Response};
use chiso_files::download_headers;
use chiso_model::{Text, harmless};
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use crate::refusal::Refusal;

/// Media type of CSV.
pub const CSV: &str = "text/csv; charset=utf-8";
/// Media type of a workbook.
pub const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// A table to be kept.
pub struct TableFile {
    /// Name without extension.
    pub name: String,
    /// Titles of the columns.
    pub head: Vec<String>,
    /// The rows, each with a field a column.
    pub rows: Vec<Vec<String>>,
}

impl TableFile {
    /// The table as CSV or as a workbook, by extension.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] for another extension.
    pub fn answer(&self, extension: &str) -> Result<Response, Refusal> {
        let name = format!("{}.{extension}", self.name);
        match extension {
            "csv" => Ok(answer(&name, CSV, self.csv())),
            "xlsx" => Ok(answer(&name, XLSX, self.xlsx().map_err(|error| not_written(&error))?)),
            _ => Err(Refusal::Hidden),
        }
    }

    /// In UTF-8 with the mark that spreadsheets wait for.
    pub fn csv(&self) -> Vec<u8> {
        let mut text = String::from('\u{feff}');
        for row in std::iter::once(&self.head).chain(&self.rows) {
            let fields: Vec<String> = row.iter().map(|field| quoted(&harmless(field))).collect();
            text.push_str(&fields.join(","));
            text.push_str("\r\n");
        }
        text.into_bytes()
    }

    fn xlsx(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let bold = Format::new().set_bold();
        for (column, title) in self.head.iter().enumerate() {
            sheet.write_string_with_format(0, index(column), title, &bold)?;
        }
        for (row, fields) in self.rows.iter().enumerate() {
            for (column, field) in fields.iter().enumerate() {
                // As text, so that codes keep their zeros.
                sheet.write_string(u32::try_from(row + 1).unwrap_or(u32::MAX), index(column), field)?;
            }
        }
        sheet.set_freeze_panes(1, 0)?;
        sheet.autofit();
        book.save_to_buffer()
    }
}

/// Bytes to be kept under a name; never shown as part of this site.
pub fn answer(name: &str, media_type: &str, bytes: Vec<u8>) -> Response {
    let headers =
        download_headers(name, media_type).map(|(name, value)| (axum::http::HeaderName::from_static(name), value));
    (headers, bytes).into_response()
}

/// That a workbook could not be written.
pub fn not_written(error: &XlsxError) -> Refusal {
    Refusal::Fault(Text::new(
        format!("Không ghi được tệp bảng tính: {error}. Hãy tải tệp CSV."),
        format!("The workbook could not be written: {error}. Download the CSV file instead."),
    ))
}

fn index(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", field.replace('"', "\"\""))
    } else {
        field.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_survive_and_do_no_harm() {
        for (field, written) in [
            ("Hà Nội", "Hà Nội"),
            ("Bà Rịa, Vũng Tàu", "\"Bà Rịa, Vũng Tàu\""),
            ("gọi là \"Thủ đô\"", "\"gọi là \"\"Thủ đô\"\"\""),
            ("=1+1", "'=1+1"),
            ("@SUM(A1,A2)", "\"'@SUM(A1,A2)\""),
            ("00004", "00004"),
            ("", ""),
        ] {
            assert_eq!(quoted(&harmless(field)), written);
        }
    }
}
