//! Sheets from and to workbooks (XLSX).

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, Xlsx};
use chiso_model::shortest;
use chiso_workbook::{Limits, Refusal};
use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime as Moment, Format, FormatAlign, Workbook, XlsxError};

use crate::place::Place;
use crate::problem::{Problem, ProblemKind};
use crate::sheet::{LONGEST_CELL, Sheet};

/// A form is small.
const LIMITS: Limits = Limits { unpacked: 32 << 20, rows: 5_000, columns: 200, cells: 200_000 };

/// Largest file that is looked at.
const SIZE_LIMIT: usize = 8 << 20;

/// The sheets of a workbook as texts, with the problems of single cells.
pub(crate) fn sheets(bytes: &[u8]) -> Result<(Vec<Sheet>, Vec<Problem>), Vec<Problem>> {
    let whole = |kind| vec![Problem { place: Place::default(), kind }];
    let broken = || whole(ProblemKind::NotAWorkbook);
    if bytes.len() > SIZE_LIMIT {
        return Err(whole(ProblemKind::FileTooLarge { limit: SIZE_LIMIT }));
    }
    chiso_workbook::check(bytes, &LIMITS).map_err(|refusal| match refusal {
        Refusal::NotAWorkbook { .. } => broken(),
        Refusal::TooMuch { what, limit } => whole(ProblemKind::TooMuch { what, limit }),
        Refusal::CellBeyond { reference } => whole(ProblemKind::CellBeyond { reference }),
    })?;
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken())?;
    let (mut out, mut problems) = (Vec::new(), Vec::new());
    for name in workbook.sheet_names() {
        let mut sheet = Sheet { name: name.trim().to_owned(), ..Sheet::default() };
        // Sheets of charts have no cells; they are no concern here.
        let Ok(mut reader) = workbook.worksheet_cells_reader(&name) else { continue };
        while let Some(cell) = reader.next_cell_with_formula_metadata().map_err(|_| broken())? {
            let (row, column) = (cell.pos.0.saturating_add(1), cell.pos.1.saturating_add(1));
            let mut problem = |kind| problems.push(Problem { place: Place::cell(&sheet.name, row, column), kind });
            match text(&cell.value) {
                // A program that writes workbooks without computing them leaves a formula without a value.
                Ok(text) if text.is_empty() && cell.formula.is_some() => problem(ProblemKind::FormulaWithoutValue),
                Ok(text) if text.chars().count() > LONGEST_CELL => problem(ProblemKind::CellTooLong),
                Ok(text) => sheet.put(row, column, &text),
                Err(error) => problem(ProblemKind::CellError { error }),
            }
        }
        out.push(sheet);
    }
    Ok((out, problems))
}

/// A cell as text; of a cell that shows an error, the error.
fn text(value: &DataRef<'_>) -> Result<String, String> {
    Ok(match value {
        DataRef::Empty => String::new(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => shortest(*number),
        DataRef::Bool(truth) => if *truth { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::String(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::DateTime(moment) => day(moment),
        DataRef::DateTimeIso(text) => text.split('T').next().unwrap_or_default().to_owned(),
        DataRef::Error(error) => return Err(error.to_string()),
    })
}

/// A cell formatted as a date, as XLSForm writes dates.
fn day(moment: &ExcelDateTime) -> String {
    let value = moment.as_f64();
    // Days that a spreadsheet itself can show: 1900 to 9999.
    if moment.is_datetime() && (1.0..2_958_466.0).contains(&value) {
        let (year, month, day, ..) = moment.to_ymd_hms_milli();
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        shortest(value)
    }
}

/// Why a workbook cannot be written: in practice only a form that did not come from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteError(String);

impl std::fmt::Display for WriteError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for WriteError {}

impl From<XlsxError> for WriteError {
    fn from(error: XlsxError) -> WriteError {
        WriteError(error.to_string())
    }
}

/// Sheets as a workbook; every cell is a text, so that `1` and `01` stay what they are. The same sheets give the same bytes.
pub(crate) fn write(sheets: &[Sheet], title: &str) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    let made = Moment::from_ymd(2000, 1, 1)?;
    // A title of a workbook has at most 255 characters.
    let title: String = title.chars().take(200).collect();
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made).set_title(title));
    let header = Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)).set_align(FormatAlign::Top);
    let body = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    for sheet in sheets {
        let worksheet = workbook.add_worksheet();
        worksheet.set_name(&sheet.name)?;
        worksheet.set_freeze_panes(1, 0)?;
        for (row, cells) in &sheet.rows {
            let format = if *row == 1 { &header } else { &body };
            for (column, text) in cells {
                let column = u16::try_from(column.saturating_sub(1)).unwrap_or(u16::MAX);
                worksheet.write_string_with_format(row.saturating_sub(1), column, text, format)?;
                if *row == 1 {
                    worksheet.set_column_width(column, if text.contains("label") { 50.0 } else { 18.0 })?;
                }
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}
