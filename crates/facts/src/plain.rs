//! Any table, for readers that know for themselves what its columns mean: sampling frames, lists of people.

use crate::import::ImportProblem;
use crate::number::{self, DecimalMark};
use crate::place::{Part, Place};
use crate::problem::{Problem, ProblemKind};
use crate::table::{Table, Value};
use crate::{Format, csv_file, format_of, xlsx_file};

/// A table as texts. Columns without a heading are left out, and so are rows without a value.
#[derive(Debug, Clone, Default)]
pub struct PlainTable {
    /// Headings of the columns, each of them once.
    pub header: Vec<String>,
    /// The rows.
    pub rows: Vec<PlainRow>,
    file: String,
    sheet: Option<String>,
    header_row: u64,
    numbers: Vec<u64>,
    decimal_mark: DecimalMark,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlainRow {
    /// Its number as a person counts, the header included.
    pub number: u64,
    /// A text for each column, without blanks around it; empty where the cell is.
    pub cells: Vec<String>,
}

impl PlainTable {
    /// Reads a CSV (in any way that spreadsheets write it) or the first sheet of a workbook, by the extension of the name. Headings that `known` knows tell which mark
    /// stands between the columns of a CSV.
    ///
    /// # Errors
    /// Every problem of the file, each with its place.
    pub fn read(file: &str, bytes: &[u8], known: &dyn Fn(&str) -> bool) -> Result<PlainTable, Vec<Problem>> {
        let (table, mut problems) = match format_of(file) {
            Some(Format::Csv) => csv_file::read(file, bytes, known).map_err(|problem| vec![*problem])?,
            Some(Format::Xlsx) => (xlsx_file::read(file, bytes, None).map_err(|problem| vec![*problem])?, Vec::new()),
            Some(Format::Json) | None => {
                let kind = ProblemKind::Import(Box::new(ImportProblem::Format));
                return Err(vec![Problem { place: Place::file(file), kind }]);
            }
        };
        problems.extend(table.header_problems(file));
        let mut plain = PlainTable::of(file, &table);
        for row in table.rows {
            let mut cells = Vec::with_capacity(row.cells.len());
            for (column, value) in row.cells.into_iter().enumerate() {
                cells.push(match value {
                    Value::Blank => String::new(),
                    Value::Text(text) => text,
                    Value::Number(number) => chiso_model::shortest(number),
                    Value::Boolean(value) => value.to_string(),
                    Value::Date(Some(day)) => day.to_string(),
                    Value::Date(None) => {
                        problems.push(plain.problem(row.number, Some(column), ProblemKind::Date));
                        String::new()
                    }
                    Value::Error(error) => {
                        problems.push(plain.problem(row.number, Some(column), ProblemKind::CellError(error)));
                        String::new()
                    }
                });
            }
            if cells.iter().any(|cell| !cell.is_empty()) {
                plain.rows.push(PlainRow { number: row.number, cells });
            }
        }
        if problems.is_empty() && plain.rows.is_empty() {
            problems.push(Problem { place: Place::file(file), kind: ProblemKind::NoRows });
        }
        if problems.is_empty() { Ok(plain) } else { Err(problems) }
    }

    fn of(file: &str, table: &Table) -> PlainTable {
        PlainTable {
            header: table.names().map(str::to_owned).collect(),
            rows: Vec::with_capacity(table.rows.len()),
            file: file.to_owned(),
            sheet: table.sheet.clone(),
            header_row: table.header_row,
            numbers: table.header.iter().map(|header| header.number).collect(),
            decimal_mark: table.decimal_mark,
        }
    }

    fn problem(&self, row: u64, column: Option<usize>, kind: ProblemKind) -> Problem {
        Problem { place: self.place(row, column), kind }
    }

    /// The number of the row of headings.
    pub fn header_row(&self) -> u64 {
        self.header_row
    }

    /// Where something stands: the number of a row, and a column counted from 0.
    pub fn place(&self, row: u64, column: Option<usize>) -> Place {
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row: Some(row),
            column: column.and_then(|column| self.numbers.get(column).copied()),
            part: column.and_then(|column| self.header.get(column).cloned()).map(Part::Column),
        }
    }

    /// A number of this table, whose decimals stand after the mark that its way of writing has.
    ///
    /// # Errors
    /// Why it is none, with its place.
    pub fn number(&self, row: &PlainRow, column: usize) -> Result<f64, Box<Problem>> {
        let text = row.cells.get(column).map_or("", String::as_str);
        let fault = match number::read(text, self.decimal_mark) {
            Ok(cell) => match cell.value() {
                Some(value) => return Ok(value),
                None => number::NumberFault::NoNumber,
            },
            Err(fault) => fault,
        };
        Err(Box::new(self.problem(row.number, Some(column), ProblemKind::Number { text: text.to_owned(), fault })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_as_a_spreadsheet_of_this_country_writes_it() {
        let bytes = "\u{feff}Họ và tên;Trọng số;\r\n\r\nLê Văn Ổi;12,5;\r\n;;\r\nTrần Bưởi;1.234,5;\r\n".as_bytes();
        let table = PlainTable::read("list.csv", bytes, &|_| false).unwrap();
        assert_eq!(table.header, ["Họ và tên", "Trọng số"]);
        assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [3, 5]);
        assert_eq!(table.number(&table.rows[0], 1).unwrap(), 12.5);
        let problem = table.number(&table.rows[1], 1).unwrap_err();
        assert_eq!(problem.place.to_string(), "list.csv:5:2");
        assert_eq!(problem.place.part, Some(Part::Column("Trọng số".to_owned())));
    }

    #[test]
    fn every_problem_is_told() {
        let two = PlainTable::read("a.csv", b"a,a\n1,2\n3\n", &|_| false).unwrap_err();
        assert_eq!(two.len(), 2, "{two:?}");
        assert!(PlainTable::read("a.pdf", b"a,b\n1,2\n", &|_| false).is_err());
        assert!(PlainTable::read("a.csv", b"a,b\n", &|_| false).is_err());
        assert!(PlainTable::read("a.xlsx", b"a,b\n1,2\n", &|_| false).is_err());
    }
}
