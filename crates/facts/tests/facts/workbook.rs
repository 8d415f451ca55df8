//! Workbooks for tests.

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

/// A cell of a workbook made by a test.
pub(crate) enum Cell {
    Text(&'static str),
    Number(f64),
    Yes(bool),
    Date,
    /// A formula, with the result that stands in the file.
    Shows(&'static str),
    Nothing,
}

impl From<&'static str> for Cell {
    fn from(text: &'static str) -> Cell {
        Cell::Text(text)
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Cell {
        Cell::Number(number)
    }
}

/// Name and rows of a sheet; the rows start at the given row and column.
pub(crate) struct Sheet {
    pub(crate) name: &'static str,
    pub(crate) from: (u32, u16),
    pub(crate) rows: Vec<Vec<Cell>>,
}

/// The bytes of a workbook.
pub(crate) fn workbook(sheets: &[Sheet]) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    for sheet in sheets {
        let page = book.add_worksheet();
        page.set_name(sheet.name).unwrap();
        for (row, cells) in (sheet.from.0..).zip(&sheet.rows) {
            for (column, cell) in (sheet.from.1..).zip(cells) {
                match cell {
                    Cell::Text(text) => page.write_string(row, column, *text).map(drop),
                    Cell::Number(number) => page.write_number(row, column, *number).map(drop),
                    Cell::Yes(yes) => page.write_boolean(row, column, *yes).map(drop),
                    Cell::Date => {
                        let day = ExcelDateTime::from_ymd(2024, 9, 1).unwrap();
                        page.write_datetime_with_format(row, column, day, &date).map(drop)
                    }
                    Cell::Shows(result) => {
                        page.write_formula(row, column, Formula::new("=1/0").set_result(*result)).map(drop)
                    }
                    Cell::Nothing => Ok(()),
                }
                .unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}
