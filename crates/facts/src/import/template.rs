//! Templates of import files: the headings, two rows as examples, and what each column means.

use chiso_model::Lang;
use rust_xlsxwriter::{Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::Column;

/// A CSV file with headings and examples. It begins with the mark by which spreadsheets know UTF-8.
pub(crate) fn template_csv(columns: &[Column], lang: Lang) -> Vec<u8> {
    let mut text = String::from('\u{feff}');
    let rows = [columns.iter().map(|column| column.heading(lang)).collect::<Vec<_>>()]
        .into_iter()
        .chain([0, 1].map(|row| columns.iter().map(|column| column.examples[row]).collect()));
    for row in rows {
        let fields: Vec<String> = row.into_iter().map(quoted).collect();
        text.push_str(&fields.join(","));
        text.push('\n');
    }
    text.into_bytes()
}

/// A field of a CSV file.
pub(crate) fn quoted(field: &str) -> String {
    if field.contains([',', '"', '\n']) { format!("\"{}\"", field.replace('"', "\"\"")) } else { field.to_owned() }
}

/// A workbook with the same on its first sheet, every cell a text so that no zero at the beginning of a code is lost, and a second sheet that says what to write in each column.
pub(crate) fn template_xlsx(columns: &[Column], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    /// Rows that are prepared to be filled in.
    const ROWS: u32 = 5000;
    let mut workbook = Workbook::new();
    let (head, text) = (Format::new().set_bold(), Format::new().set_num_format("@"));
    let data = workbook.add_worksheet();
    data.set_name(lang.pick("Dữ liệu", "Data"))?.set_freeze_panes(1, 0)?;
    for (index, column) in (0u16..).zip(columns) {
        data.write_with_format(0, index, column.heading(lang), &head)?;
        data.set_column_format(index, &text)?.set_column_width(index, 18)?;
        for (row, example) in (1u32..).zip(column.examples) {
            data.write_string_with_format(row, index, example, &text)?;
        }
    }
    let last = u16::try_from(columns.len().saturating_sub(1)).unwrap_or(0);
    data.autofilter(0, 0, ROWS, last)?;
    guide(workbook.add_worksheet(), columns, lang, &head)?;
    workbook.save_to_buffer()
}

/// Says of each column what to write in it.
fn guide(sheet: &mut Worksheet, columns: &[Column], lang: Lang, head: &Format) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    sheet.set_name(lang.pick("Hướng dẫn", "Guide"))?.set_freeze_panes(1, 0)?;
    let heads = lang.pick(
        ["Cột", "Tên dùng trong tệp", "Bắt buộc", "Cách ghi", "Giá trị được ghi"],
        ["Column", "Id", "Required", "What to write", "Words that count"],
    );
    for (index, (heading, width)) in (0u16..).zip(heads.into_iter().zip([28, 20, 12, 90, 60])) {
        sheet.write_with_format(0, index, heading, head)?.set_column_width(index, width)?;
    }
    for (row, column) in (1u32..).zip(columns) {
        let required = if column.required { lang.pick("có", "yes") } else { lang.pick("không", "no") };
        let words = column.choices.text(lang);
        let cells = [column.heading(lang), column.id, required, column.meaning(lang), words.as_str()];
        for (index, text) in (0u16..).zip(cells) {
            sheet.write_with_format(row, index, text, &wrapped)?;
        }
    }
    Ok(())
}
