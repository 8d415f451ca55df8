//! Rows of cells as a workbook.

use chiso_model::Lang;
use rust_xlsxwriter::{
    Color, DataValidation, DocProperties, ExcelDateTime, Format, FormatAlign, Note, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;

use super::guide;
use super::layout::{Column, GUIDE};
use super::sheets::{Sheet, sheets};
use crate::definition::Rulebook;
use crate::message::Problem;

/// Last row for which cells offer a list of what may stand in them.
const OFFERED_ROWS: u32 = 2000;

/// Why a workbook cannot be written: in practice only a rulebook that did not come from a file, with a text too long for a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WriteError(String);

impl WriteError {
    pub(crate) fn of_problems(problems: &[Problem]) -> WriteError {
        WriteError(problems.iter().map(|problem| problem.line(Lang::En)).collect::<Vec<_>>().join("; "))
    }
}

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

/// The rulebook as a workbook: a guide, a sheet of single values, a sheet with a row for each node, and a sheet for each kind of list. Explanations are in `lang`;
/// the names of sheets and columns are the same in every language, so that the workbook can be read back.
///
/// # Errors
///
/// [`WriteError`] where a text is too long for a cell.
pub fn to_xlsx(rulebook: &Rulebook, lang: Lang) -> Result<Vec<u8>, WriteError> {
    let mut workbook = Workbook::new();
    // The same rulebook gives the same bytes: no clock.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made).set_title(rulebook.title.get(lang)));
    write_guide(workbook.add_worksheet(), lang)?;
    for sheet in sheets(rulebook) {
        write_sheet(workbook.add_worksheet(), &sheet, lang)?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn header() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00E8_EEF4)).set_align(FormatAlign::Top)
}

fn write_sheet(worksheet: &mut Worksheet, sheet: &Sheet, lang: Lang) -> Result<(), WriteError> {
    worksheet.set_name(sheet.name)?;
    let header = header();
    let is_book = sheet.name == super::layout::BOOK;
    let in_tree = !sheet.depths.is_empty();
    worksheet.set_freeze_panes(1, u16::from(in_tree || is_book))?;
    for (column, of) in (0u16..).zip(&sheet.columns) {
        worksheet.write_string_with_format(0, column, &of.path, &header)?;
        worksheet.set_column_width(column, width(sheet, usize::from(column)))?;
        if is_book {
            continue;
        }
        if of.text {
            // Typed numbers such as 3.10 stay texts.
            worksheet.set_column_format(column, &Format::new().set_num_format("@"))?;
        }
        if let Some(text) = guide::explain(of, lang) {
            worksheet.insert_note(0, column, &note(&text))?;
        }
        offer(worksheet, column, of)?;
    }
    for (row, cells) in (1u32..).zip(&sheet.rows) {
        for (column, cell) in (0u16..).zip(cells) {
            let of = &sheet.columns[usize::from(column)];
            let mut format = Format::new();
            if of.path == "title.vi"
                && let Some(depth) = usize::try_from(row - 1).ok().and_then(|i| sheet.depths.get(i))
            {
                format = format.set_indent((*depth).min(15));
            }
            match cell {
                None | Some(Value::Null) => {}
                Some(Value::Number(number)) => {
                    worksheet.write_number_with_format(row, column, number.as_f64().unwrap_or_default(), &format)?;
                }
                Some(Value::Bool(truth)) => {
                    worksheet.write_boolean_with_format(row, column, *truth, &format)?;
                }
                Some(Value::String(text)) => {
                    worksheet.write_string_with_format(row, column, text, &format.set_num_format("@"))?;
                }
                Some(other) => {
                    worksheet.write_string_with_format(row, column, other.to_string(), &format)?;
                }
            }
        }
        if is_book
            && let Some(Value::String(key)) = cells.first().and_then(Option::as_ref)
            && let Some(text) = guide::explain_key(key, lang)
        {
            worksheet.insert_note(row, 0, &note(&text))?;
        }
    }
    Ok(())
}

/// A note large enough for its text: some 50 characters fit a line of 320 pixels.
fn note(text: &str) -> Note {
    let lines: u32 = text.lines().map(|line| u32::try_from(line.chars().count() / 50 + 1).unwrap_or(1)).sum();
    Note::new(text).add_author_prefix(false).set_width(320).set_height(20 + 17 * lines.min(40))
}

/// Offers what may stand in a column.
fn offer(worksheet: &mut Worksheet, column: u16, of: &Column) -> Result<(), WriteError> {
    let texts: Vec<&str> = of.allowed.iter().map(|(text, _)| *text).collect();
    // A list of choices inside a cell can have 255 characters.
    if !texts.is_empty() && texts.join(",").len() <= 255 {
        let list = DataValidation::new().allow_list_strings(&texts)?;
        worksheet.add_data_validation(1, column, OFFERED_ROWS, column, &list)?;
    }
    Ok(())
}

fn width(sheet: &Sheet, column: usize) -> f64 {
    let header = sheet.columns[column].path.chars().count();
    let longest = sheet.rows.iter().filter_map(|row| row[column].as_ref()).map(|value| match value {
        Value::String(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or_default(),
        other => other.to_string().len(),
    });
    longest.fold(header, usize::max).clamp(6, 60) as f64 + 2.0
}

fn write_guide(worksheet: &mut Worksheet, lang: Lang) -> Result<(), WriteError> {
    worksheet.set_name(GUIDE)?;
    worksheet.set_freeze_panes(1, 0)?;
    let header = header();
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let titles = lang.pick(
        ["Trang tính", "Cột hoặc khóa", "Giá trị", "Giải thích", "English"],
        ["Sheet", "Column or key", "Value", "Explanation", "Tiếng Việt"],
    );
    for ((column, title), width) in (0u16..).zip(titles).zip([18.0, 30.0, 22.0, 70.0, 70.0]) {
        worksheet.write_string_with_format(0, column, title, &header)?;
        worksheet.set_column_width(column, width)?;
    }
    for (row, line) in (1u32..).zip(guide::lines()) {
        let (first, second) = lang.pick((&line.vi, &line.en), (&line.en, &line.vi));
        for (column, text) in (0u16..).zip([line.sheet, &line.column, &line.value, first, second]) {
            worksheet.write_string_with_format(row, column, text, &wrap)?;
        }
    }
    Ok(())
}
