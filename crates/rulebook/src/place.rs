//! Where something stands in a file.

use std::fmt;
use std::sync::Arc;

/// A place in a YAML file or in a workbook. Written `file:line:column` or `file:sheet!C5`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file, as it was given.
    pub file: Arc<str>,
    /// Where in it.
    pub spot: Spot,
}

/// Where in a file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// The file as a whole.
    Whole,
    /// In a text.
    Text {
        /// Line, from 1.
        line: usize,
        /// Column in characters, from 1.
        column: usize,
    },
    /// A cell of a workbook.
    Cell {
        /// Name of the sheet.
        sheet: Arc<str>,
        /// Row, from 1.
        row: u32,
        /// Column, from 1 (A).
        column: u32,
    },
}

impl Place {
    /// The file as a whole.
    pub fn whole(file: &Arc<str>) -> Place {
        Place { file: Arc::clone(file), spot: Spot::Whole }
    }

    /// A line and column of a text, both from 1.
    pub fn text(file: &Arc<str>, line: usize, column: usize) -> Place {
        Place { file: Arc::clone(file), spot: Spot::Text { line, column } }
    }

    /// A cell of a workbook, row and column from 1.
    pub fn cell(file: &Arc<str>, sheet: &Arc<str>, row: u32, column: u32) -> Place {
        Place { file: Arc::clone(file), spot: Spot::Cell { sheet: Arc::clone(sheet), row, column } }
    }
}

impl Place {
    /// The first cell of the same row; any other place as it is.
    pub(crate) fn row_start(&self) -> Place {
        match &self.spot {
            Spot::Cell { sheet, row, .. } => Place::cell(&self.file, sheet, *row, 1),
            _ => self.clone(),
        }
    }

    /// As seen from the same sheet or text: a cell by its letters and row alone.
    pub(crate) fn near(&self) -> String {
        match &self.spot {
            Spot::Cell { row, column, .. } => format!("{}{row}", column_letters(*column)),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.spot {
            Spot::Whole => f.write_str(&self.file),
            Spot::Text { line, column } => write!(f, "{}:{line}:{column}", self.file),
            Spot::Cell { sheet, row, column } => write!(f, "{}:{sheet}!{}{row}", self.file, column_letters(*column)),
        }
    }
}

/// The letters that a spreadsheet shows above a column: 1 is A, 27 is AA.
pub(crate) fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or_default();
        letters.insert(0, char::from(b'A' + digit));
        rest = (rest - 1) / 26;
    }
    letters.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")] {
            assert_eq!(column_letters(column), letters);
        }
    }
}
