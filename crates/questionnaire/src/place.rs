//! Where something stands in a form.

use std::fmt;

/// Sheet, row and column, as a spreadsheet counts them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Place {
    /// The sheet; absent for the whole file.
    pub sheet: Option<String>,
    /// The row, from 1; the header is row 1.
    pub row: Option<u32>,
    /// The column, from 1.
    pub column: Option<u32>,
}

impl Place {
    pub(crate) fn sheet(name: &str) -> Place {
        Place { sheet: Some(name.to_owned()), row: None, column: None }
    }

    pub(crate) fn cell(sheet: &str, row: u32, column: u32) -> Place {
        Place { sheet: Some(sheet.to_owned()), row: Some(row), column: Some(column) }
    }
}

impl fmt::Display for Place {
    /// `survey!C5`, as a spreadsheet's box for addresses takes it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(sheet) = &self.sheet else { return Ok(()) };
        f.write_str(sheet)?;
        if let Some(row) = self.row {
            write!(f, "!{}{row}", self.column.map(letters).unwrap_or_default())?;
        }
        Ok(())
    }
}

/// 1 is `A`, 27 is `AA`.
pub(crate) fn letters(column: u32) -> String {
    let mut rest = column;
    let mut reversed = Vec::new();
    while rest > 0 {
        let digit = (rest - 1) % 26;
        reversed.push(char::from(b'A' + u8::try_from(digit).unwrap_or_default()));
        rest = (rest - 1) / 26;
    }
    reversed.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, wanted) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")] {
            assert_eq!(letters(column), wanted);
        }
        assert_eq!(Place::cell("survey", 5, 3).to_string(), "survey!C5");
        assert_eq!(Place::sheet("survey").to_string(), "survey");
    }
}
