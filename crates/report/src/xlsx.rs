//! Tables as Excel workbooks.

use std::collections::BTreeSet;

use chiso_model::{Lang, Missing};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::words::missing_words;
use crate::{ColumnKind, Table, TableCell, measure};

/// One sheet of a workbook.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sheet {
    /// Name of the sheet; signs that Excel forbids are replaced, long names cut, equal names numbered.
    pub name: String,
    /// What is on it.
    pub table: Table,
}

/// Why a workbook could not be written.
pub type XlsxError = rust_xlsxwriter::XlsxError;

/// Tables as an Excel workbook: one sheet each, with its title above and its source below; headings frozen and with filters, numbers as numbers. The same
/// tables give the same bytes.
///
/// # Errors
/// When a sheet is larger than Excel allows (1,048,576 rows, 16,384 columns, 32,767 characters in a cell).
pub fn table_xlsx(sheets: &[Sheet], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed date: the file must depend on its content alone.
    workbook.set_properties(
        &DocProperties::new().set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?).set_title(
            sheets.first().map_or("", |sheet| sheet.table.title.as_str()).chars().take(250).collect::<String>(),
        ),
    );
    let mut taken = BTreeSet::new();
    if sheets.is_empty() {
        workbook.add_worksheet();
    }
    for sheet in sheets {
        let name = sheet_name(&sheet.name, lang, &mut taken);
        write_sheet(workbook.add_worksheet().set_name(name)?, &sheet.table, lang)?;
    }
    workbook.save_to_buffer()
}

fn write_sheet(sheet: &mut Worksheet, table: &Table, lang: Lang) -> Result<(), XlsxError> {
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::VerticalCenter)
        .set_border_bottom(FormatBorder::Thin);
    let head_number = head.clone().set_align(FormatAlign::Right);
    let missing = Format::new().set_italic().set_font_color("#57606A").set_align(FormatAlign::Right);

    let mut row: u32 = 0;
    for (text, format) in [
        (&table.title, Format::new().set_bold().set_font_size(14)),
        (&table.subtitle, Format::new().set_font_color("#57606A")),
    ] {
        if !text.is_empty() {
            sheet.write_string_with_format(row, 0, text, &format)?;
            row += 1;
        }
    }
    if row > 0 {
        row += 1;
    }

    let header = row;
    for (column, at) in table.columns.iter().zip(0u16..) {
        let format = if column.kind == ColumnKind::Text { &head } else { &head_number };
        sheet.write_string_with_format(header, at, &column.title, format)?;
        sheet.set_column_width(at, column_width(table, usize::from(at), lang))?;
    }
    let formats: Vec<Format> = table.columns.iter().map(|column| number_format(column.kind)).collect();
    let text = Format::new();
    for cells in &table.rows {
        row += 1;
        for (cell, at) in cells.iter().zip(0u16..) {
            match cell {
                TableCell::Text(words) => {
                    sheet.write_string_with_format(row, at, words, &text)?;
                }
                TableCell::Number(value) if value.is_finite() => {
                    sheet.write_number_with_format(row, at, *value, formats.get(usize::from(at)).unwrap_or(&text))?;
                }
                TableCell::Number(_) => {
                    sheet.write_string_with_format(row, at, missing_words(Missing::NotComputable, lang), &missing)?;
                }
                TableCell::Missing(kind) => {
                    sheet.write_string_with_format(row, at, missing_words(*kind, lang), &missing)?;
                }
                TableCell::Empty => {}
            }
        }
    }
    if let Some(last) = u16::try_from(table.columns.len()).ok().and_then(|count| count.checked_sub(1)) {
        if row > header {
            sheet.autofilter(header, 0, row, last)?;
        }
        sheet.set_freeze_panes(header + 1, 1)?;
        sheet.set_repeat_rows(header, header)?;
    }
    if !table.source.is_empty() {
        let words = format!("{}: {}", lang.pick("Nguồn", "Source"), table.source);
        sheet.write_string_with_format(row + 2, 0, &words, &Format::new().set_font_color("#57606A"))?;
    }
    // A4, as wide as the paper, as long as it needs.
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    if table.columns.len() > 6 {
        sheet.set_landscape();
    }
    Ok(())
}

fn number_format(kind: ColumnKind) -> Format {
    match kind {
        ColumnKind::Text => Format::new(),
        // General: shared places are halves, so a fixed "0" would show 2.5 as 3.
        ColumnKind::Number { digits: 0 } => Format::new().set_align(FormatAlign::Right),
        ColumnKind::Number { digits } => {
            Format::new().set_num_format(format!("#,##0.{}", "0".repeat(usize::from(digits.min(15)))))
        }
    }
}

/// Width in characters: the widest cell within reason; the heading may wrap.
fn column_width(table: &Table, at: usize, lang: Lang) -> f64 {
    let Some(column) = table.columns.get(at) else { return 10.0 };
    let characters = |text: &str| measure::width(text, 1.0 / 0.6);
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    let widest = cells.map(|cell| characters(&cell.printed(column.kind, lang))).fold(0.0, f64::max);
    let word = column.title.split_whitespace().map(characters).fold(0.0, f64::max);
    // Room for the filter's button beside the heading.
    (widest.max(word + 3.0).max(characters(&column.title).min(18.0) + 3.0) + 2.0).clamp(8.0, 60.0)
}

/// A name that Excel accepts: 1 to 31 characters, none of `[]:*?/\`, no apostrophe at an end, not "History", unlike the others even without regard to case.
fn sheet_name(wanted: &str, lang: Lang, taken: &mut BTreeSet<String>) -> String {
    let cleaned: String = wanted
        .chars()
        .map(|sign| if "[]:*?/\\".contains(sign) || sign.is_control() { ' ' } else { sign })
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let cleaned = cleaned.trim_matches('\'').trim();
    let base = match cleaned {
        "" => lang.pick("Bảng", "Table"),
        name if name.eq_ignore_ascii_case("history") => lang.pick("Lịch sử", "Table"),
        name => name,
    };
    let mut number = 1usize;
    loop {
        let suffix = if number == 1 { String::new() } else { format!(" ({number})") };
        let name = format!("{}{suffix}", cut(base, 31 - suffix.len()));
        if taken.insert(name.to_lowercase()) {
            return name;
        }
        number += 1;
    }
}

/// The first `room` UTF-16 units, which is how Excel counts.
fn cut(text: &str, room: usize) -> &str {
    let mut used = 0;
    for (at, sign) in text.char_indices() {
        used += sign.len_utf16();
        if used > room {
            return text[..at].trim_end_matches(['\'', ' ']);
        }
    }
    text
}
