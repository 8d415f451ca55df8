//! Tables as sheets of a workbook that is printed as it stands: the letterhead and the signature where they belong, A4, as wide as the page.

use chiso_model::{Lang, Text};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, Worksheet};

use crate::document::{Kind, Row, Table, Value, Weight};
use crate::letter::{COUNTRY, MOTTO};
use crate::{Letter, PaperError};

const FACE: &str = "Times New Roman";
/// Size of the letterhead and of the signature, points.
const SIZE: f64 = 12.0;

/// A sheet.
#[derive(Debug)]
pub(crate) struct Sheet {
    pub(crate) name: Text,
    /// Lines above the table.
    pub(crate) title: Vec<String>,
    /// What must be known: that it is simulated, or a draft.
    pub(crate) warnings: Vec<String>,
    pub(crate) table: Table,
    /// Lines below it.
    pub(crate) remarks: Vec<String>,
    /// Whether it begins with the letterhead and ends with the signature.
    pub(crate) is_letter: bool,
    pub(crate) landscape: bool,
}

/// The bytes of a workbook of these sheets.
///
/// # Errors
/// When a sheet is larger than Excel allows.
pub(crate) fn write(letter: &Letter, title: &str, sheets: &[Sheet], lang: Lang) -> Result<Vec<u8>, PaperError> {
    let mut workbook = workbook(letter, title)?;
    for sheet in sheets {
        let page = workbook.add_worksheet().set_name(sheet.name.get(lang))?;
        Writer { page, sheet, letter, row: 0 }.write(lang)?;
    }
    Ok(workbook.save_to_buffer()?)
}

/// An empty workbook whose properties come from no clock.
pub(crate) fn workbook(letter: &Letter, title: &str) -> Result<Workbook, PaperError> {
    properties(letter.made, title, &letter.agency)
}

/// An empty workbook, made on a day.
pub(crate) fn properties(made: chiso_model::Date, title: &str, author: &str) -> Result<Workbook, PaperError> {
    let year = u16::try_from(made.year()).unwrap_or(1900);
    let day = ExcelDateTime::from_ymd(year, made.month().unsigned_abs(), made.day().unsigned_abs())?;
    let short = |text: &str| text.chars().take(250).collect::<String>();
    let mut workbook = Workbook::new();
    workbook.set_properties(
        &DocProperties::new().set_creation_datetime(&day).set_title(short(title)).set_author(short(author)),
    );
    Ok(workbook)
}

/// The typeface of official documents.
pub(crate) fn plain(size: f64) -> Format {
    Format::new().set_font_name(FACE).set_font_size(size).set_align(FormatAlign::VerticalCenter)
}

/// Height of so many lines of 11 points, as far as a sheet can have it.
pub(crate) fn height(lines: usize) -> f64 {
    /// The most that Excel allows is 409.
    const MOST: f64 = 400.0;
    (lines.max(1) as f64 * 14.5 + 2.0).min(MOST)
}

/// Lines of a text in a cell of a width (in characters of 11 points): words are not broken but where they are longer than a line. Rows get their height from this, because not
/// every program measures them when it opens a file.
pub(crate) fn lines(text: &str, width: f64) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "widths of columns are small and positive"
    )]
    let room = (width * 1.08 - 0.5).max(1.0) as usize;
    let of_line = |line: &str| {
        let (mut lines, mut used) = (1, 0);
        for word in line.split_whitespace() {
            let length = word.chars().count();
            if used > 0 && used + 1 + length > room {
                lines += 1;
                used = 0;
            }
            lines += length.saturating_sub(1) / room;
            used += usize::from(used > 0) + length.min(room);
        }
        lines
    };
    text.lines().map(of_line).sum::<usize>().max(1)
}

/// Characters of a size that are as wide as so many millimetres of paper.
fn characters(millimetres: u16, size: f64) -> f64 {
    f64::from(millimetres) / 1.9 * 11.0 / size
}

struct Writer<'a> {
    page: &'a mut Worksheet,
    sheet: &'a Sheet,
    letter: &'a Letter,
    row: u32,
}

impl Writer<'_> {
    fn write(mut self, lang: Lang) -> Result<(), PaperError> {
        for (column, at) in self.sheet.table.columns.iter().zip(0u16..) {
            self.page.set_column_width(at, characters(column.width, 11.0))?;
        }
        if self.sheet.is_letter {
            self.letterhead()?;
        }
        let strong = plain(14.0).set_bold().set_align(FormatAlign::Center).set_text_wrap();
        let warning = plain(12.0).set_bold().set_italic().set_align(FormatAlign::Center).set_text_wrap();
        for line in &self.sheet.title {
            self.wide(line, &strong, 14.0)?;
        }
        for line in &self.sheet.warnings {
            self.wide(line, &warning, 12.0)?;
        }
        self.row += 1;
        self.table(lang)?;
        let remark = plain(11.0).set_italic().set_text_wrap().set_align(FormatAlign::Top);
        for line in &self.sheet.remarks {
            self.wide(line, &remark, 11.0)?;
        }
        if self.sheet.is_letter {
            self.signature()?;
        }
        self.page.set_paper_size(9).set_print_fit_to_pages(1, 0).set_margins(0.6, 0.6, 0.8, 0.6, 0.4, 0.3);
        self.page.set_header("&C&\"Times New Roman\"&P");
        if self.sheet.landscape {
            self.page.set_landscape();
        }
        Ok(())
    }

    fn table(&mut self, lang: Lang) -> Result<(), PaperError> {
        let table = &self.sheet.table;
        let head = plain(11.0).set_bold().set_text_wrap().set_align(FormatAlign::Center).set_border(FormatBorder::Thin);
        let head = head.set_background_color("#EDEDED");
        let header = self.row;
        for (column, at) in table.columns.iter().zip(0u16..) {
            self.page.write_string_with_format(header, at, column.title.get(lang), &head)?;
        }
        let high =
            table.columns.iter().map(|column| lines(column.title.get(lang), characters(column.width, 11.0) * 0.9));
        self.page.set_row_height(header, height(high.max().unwrap_or(1)))?;
        self.row += 1;
        for row in &table.rows {
            self.cells(row)?;
        }
        self.page.set_repeat_rows(header, header)?;
        if !self.sheet.is_letter {
            self.page.set_freeze_panes(header + 1, 0)?;
            if let Some(last) = self.last_column().filter(|_| self.row > header + 1) {
                self.page.autofilter(header, 0, self.row - 1, last)?;
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: &Row) -> Result<(), PaperError> {
        for ((column, at), value) in self.sheet.table.columns.iter().zip(0u16..).zip(&row.cells) {
            let mut format = plain(11.0).set_border(FormatBorder::Thin).set_text_wrap();
            if row.weight != Weight::Plain {
                format = format.set_bold();
            }
            if row.weight == Weight::Strong {
                format = format.set_background_color("#EDEDED");
            }
            format = match (column.kind, value) {
                (Kind::Text, _) => format.set_align(FormatAlign::Left),
                (Kind::Middle, _) | (Kind::Number(_), Value::Text(_)) => format.set_align(FormatAlign::Center),
                (Kind::Number(_), _) => format.set_align(FormatAlign::Right),
            };
            match value {
                Value::Empty => self.page.write_blank(self.row, at, &format)?,
                Value::Text(text) => self.page.write_string_with_format(self.row, at, text, &format)?,
                Value::Number(value, digits) => self.page.write_number_with_format(
                    self.row,
                    at,
                    *value,
                    &format.set_num_format(pattern(*digits)),
                )?,
                Value::Change(value, digits) => {
                    let plain = pattern(*digits);
                    let format = format.set_num_format(format!("+{plain};-{plain};{plain}"));
                    self.page.write_number_with_format(self.row, at, *value, &format)?
                }
            };
        }
        let wide = if row.weight == Weight::Plain { 1.0 } else { 0.92 };
        let cells = self.sheet.table.columns.iter().zip(&row.cells);
        let high = cells.map(|(column, value)| match value {
            Value::Text(text) => lines(text, characters(column.width, 11.0) * wide),
            _ => 1,
        });
        self.page.set_row_height(self.row, height(high.max().unwrap_or(1)))?;
        self.row += 1;
        Ok(())
    }

    fn letterhead(&mut self) -> Result<(), PaperError> {
        let centre = plain(SIZE).set_align(FormatAlign::Center).set_text_wrap();
        let strong = centre.clone().set_bold();
        let (superior, agency) = (self.letter.superior.as_deref().unwrap_or_default(), &self.letter.agency);
        let left = match superior {
            "" => [(agency.to_uppercase(), &strong), (String::new(), &centre)],
            above => [(above.to_uppercase(), &centre), (agency.to_uppercase(), &strong)],
        };
        for ((left, left_format), right) in left.iter().zip([COUNTRY, MOTTO]) {
            self.two(left, left_format, right, &strong)?;
        }
        self.row += 1;
        let letter = self.letter;
        self.two(&letter.number_line(), &centre, &letter.place_line(), &centre.clone().set_italic())?;
        self.row += 1;
        Ok(())
    }

    fn signature(&mut self) -> Result<(), PaperError> {
        /// Empty rows for signature and seal.
        const ROOM: usize = 4;
        self.row += 1;
        let strong = plain(SIZE).set_bold().set_align(FormatAlign::Center).set_text_wrap();
        let small = plain(11.0);
        let letter = self.letter;
        let mut right = letter.signer_lines();
        right.extend(std::iter::repeat_n(String::new(), ROOM));
        right.push(letter.signer.name.clone().unwrap_or_default());
        let mut left = vec!["Nơi nhận:".to_owned()];
        left.extend(letter.recipient_lines());
        for at in 0..left.len().max(right.len()) {
            let of = |lines: &[String]| lines.get(at).cloned().unwrap_or_default();
            let format = if at == 0 { plain(SIZE).set_bold().set_italic() } else { small.clone() };
            self.two(&of(&left), &format, &of(&right), &strong)?;
        }
        Ok(())
    }

    /// Two texts side by side over the width of the table.
    fn two(&mut self, left: &str, left_format: &Format, right: &str, right_format: &Format) -> Result<(), PaperError> {
        let Some(last) = self.last_column() else { return Ok(()) };
        let middle = self.middle();
        self.merged(0, middle, left, left_format)?;
        self.merged(middle + 1, last.max(middle + 1), right, right_format)?;
        // Capitals in bold are wider than other text.
        let lines_of = |text: &str, first, last| lines(text, characters(self.width(first, last), SIZE) * 0.8);
        let lines = lines_of(left, 0, middle).max(lines_of(right, middle + 1, last));
        self.page.set_row_height(self.row, height(lines) * SIZE / 11.0)?;
        self.row += 1;
        Ok(())
    }

    /// The last column of the left half.
    fn middle(&self) -> u16 {
        let columns = &self.sheet.table.columns;
        let all: u32 = columns.iter().map(|column| u32::from(column.width)).sum();
        let mut used = 0;
        let at = columns.iter().position(|column| {
            used += u32::from(column.width);
            used * 100 >= all * 40
        });
        u16::try_from(at.unwrap_or(0)).unwrap_or(0).min(self.last_column().unwrap_or(0).saturating_sub(1))
    }

    /// One text over the width of the table, as many lines high as it needs: a merged row does not grow by itself.
    fn wide(&mut self, text: &str, format: &Format, size: f64) -> Result<(), PaperError> {
        let Some(last) = self.last_column() else { return Ok(()) };
        self.merged(0, last, text, format)?;
        let lines = lines(text, characters(self.width(0, last), size) * 0.95);
        self.page.set_row_height(self.row, height(lines) * size / 11.0)?;
        self.row += 1;
        Ok(())
    }

    /// Width of columns together, millimetres.
    fn width(&self, first: u16, last: u16) -> u16 {
        let range = usize::from(first)..=usize::from(last);
        self.sheet.table.columns.get(range).map_or(0, |columns| columns.iter().map(|column| column.width).sum())
    }

    fn merged(&mut self, first: u16, last: u16, text: &str, format: &Format) -> Result<(), PaperError> {
        if first == last {
            self.page.write_string_with_format(self.row, first, text, format)?;
        } else {
            self.page.merge_range(self.row, first, self.row, last, text, format)?;
        }
        Ok(())
    }

    fn last_column(&self) -> Option<u16> {
        u16::try_from(self.sheet.table.columns.len()).ok()?.checked_sub(1)
    }
}

/// How the spreadsheet prints a number; it puts the decimal mark of the reader's country itself.
fn pattern(digits: u8) -> String {
    if digits == 0 { "#,##0".to_owned() } else { format!("#,##0.{}", "0".repeat(usize::from(digits))) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_as_words_wrap() {
        // The letters of Times New Roman are narrower than the digits in which widths are counted: 17 have room for 17.
        for (text, wanted) in [
            ("", 1),
            ("mười tám chữ cái đó", 2),
            ("mười bảy chữ cái", 1),
            ("một\nhai\n\nba", 4),
            ("một từ dài https://baocao.example.vn/2024/tai-lieu", 4),
        ] {
            assert_eq!(lines(text, 17.0), wanted, "{text}");
        }
    }
}
