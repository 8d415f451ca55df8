//! A table: the twin of a chart, and what a page downloads.

use chiso_model::{Cell, Lang, Missing, harmless, shortest};

use crate::Frame;
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

impl Table {
    /// An empty table with the words of a chart.
    pub fn of(frame: &Frame) -> Table {
        Table {
            title: frame.title.clone(),
            subtitle: frame.subtitle.clone(),
            source: frame.source.clone(),
            ..Table::default()
        }
    }
}

impl Column {
    /// A column of text.
    pub fn text(title: impl Into<String>) -> Column {
        Column { title: title.into(), kind: ColumnKind::Text }
    }

    /// A column of numbers printed with so many decimals.
    pub fn number(title: impl Into<String>, digits: u8) -> Column {
        Column { title: title.into(), kind: ColumnKind::Number { digits } }
    }

    /// The column of a chart's values: "Giá trị (%)".
    pub(crate) fn value(frame: &Frame) -> Column {
        let word = frame.lang.pick("Giá trị", "Value");
        let title = if frame.unit.is_empty() { word.to_owned() } else { format!("{word} ({})", frame.unit) };
        Column::number(title, frame.digits)
    }
}

impl TableCell {
    /// Text, or nothing where it is empty.
    pub fn text(text: &str) -> TableCell {
        if text.is_empty() { TableCell::Empty } else { TableCell::Text(text.to_owned()) }
    }

    /// The cell as a person reads it. A number that needs a decimal which its column does not print, such as a shared place 2,5, shows one.
    pub fn printed(&self, kind: ColumnKind, lang: Lang) -> String {
        let digits = match kind {
            ColumnKind::Text => 0,
            ColumnKind::Number { digits } => digits,
        };
        match self {
            TableCell::Text(text) => text.clone(),
            TableCell::Number(value) => {
                let halved = digits == 0 && value.fract().abs() == 0.5;
                printed(Cell::number(*value), digits.max(u8::from(halved)), lang)
            }
            TableCell::Missing(missing) => printed(Cell::missing(*missing), digits, lang),
            TableCell::Empty => String::new(),
        }
    }

    fn csv(&self) -> String {
        match self {
            TableCell::Text(text) => harmless(text).into_owned(),
            TableCell::Number(value) if value.is_finite() => shortest(*value),
            TableCell::Missing(Missing::Blank) | TableCell::Empty => String::new(),
            TableCell::Missing(Missing::NotApplicable) => "#na".to_owned(),
            TableCell::Missing(Missing::Abstained) => "#abstained".to_owned(),
            TableCell::Missing(Missing::Withheld) => "#withheld".to_owned(),
            TableCell::Number(_) | TableCell::Missing(Missing::NotComputable) => "#not_computable".to_owned(),
        }
    }
}

impl From<Cell> for TableCell {
    fn from(cell: Cell) -> Self {
        cell.get().map_or_else(TableCell::Missing, TableCell::Number)
    }
}

/// A table as CSV in UTF-8, lines ended by a line feed: headings, then rows; numbers in the shortest form that reads back the same, missing values by the
/// marks of a facts file (`#na`, `#abstained`, `#withheld`), a value that cannot be computed as `#not_computable`; a text that a spreadsheet would take for a
/// formula begins with an apostrophe.
pub fn table_csv(table: &Table) -> String {
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let titles = table.columns.iter().map(|column| harmless(&column.title).into_owned());
    // Writing to memory cannot fail; a failure would give a shorter text, never a panic.
    let mut result = writer.write_record(titles);
    for row in &table.rows {
        result = result.and_then(|()| writer.write_record(row.iter().map(TableCell::csv)));
    }
    let _ = result;
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}
