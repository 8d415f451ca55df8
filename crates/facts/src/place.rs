//! Where in a file something stands.

/// A place in a fact file.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Name of the file.
    pub file: String,
    /// Name of the sheet, in a workbook.
    pub sheet: Option<String>,
    /// Line of a text file, row of a sheet; counted from 1, the header included.
    pub row: Option<u64>,
    /// Column of a table, or the character of a line in JSON; counted from 1.
    pub column: Option<u64>,
    /// The column or field by name.
    pub part: Option<Part>,
}

/// A part of a row, by name.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A column of a table.
    Column(String),
    /// A field of a JSON object.
    Field(String),
}

impl Place {
    /// The file as a whole.
    pub fn file(file: &str) -> Place {
        Place { file: file.to_owned(), ..Place::default() }
    }

    pub(crate) fn row(file: &str, row: u64) -> Place {
        Place { row: Some(row), ..Place::file(file) }
    }

    /// Row and column without the file, as people of that kind of file write them: `3:5` or `Sheet1!E3`.
    pub(crate) fn within(&self) -> String {
        match (&self.sheet, self.row, self.column) {
            (Some(sheet), Some(row), Some(column)) => format!("{sheet}!{}{row}", letters(column)),
            (Some(sheet), Some(row), None) => format!("{sheet}!A{row}"),
            (Some(sheet), None, _) => sheet.clone(),
            (None, Some(row), Some(column)) => format!("{row}:{column}"),
            (None, Some(row), None) => row.to_string(),
            (None, None, _) => String::new(),
        }
    }
}

impl std::fmt::Display for Place {
    /// `facts.csv:3:5` for text, `facts.xlsx:Sheet1!E3` for a workbook.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let within = self.within();
        f.write_str(&self.file)?;
        if within.is_empty() { Ok(()) } else { write!(f, ":{within}") }
    }
}

/// The name a spreadsheet gives to a column: A, B, ..., Z, AA.
fn letters(column: u64) -> String {
    let mut rest = column;
    let mut out = Vec::new();
    while rest > 0 {
        rest -= 1;
        out.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    out.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, name) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16384, "XFD")] {
            assert_eq!(letters(column), name);
        }
    }
}
