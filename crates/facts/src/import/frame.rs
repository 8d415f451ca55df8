//! An import file as it is read: its table, which column is which, and what was found wrong.

use std::collections::BTreeMap;

use chiso_model::{Date, as_written, shortest};
use chiso_workbook::Limited;

use super::{Column, ImportProblem};
use crate::number::{DecimalMark, NumberFault};
use crate::place::{Part, Place};
use crate::problem::{Problem, ProblemKind};
use crate::table::{Table, Value};
use crate::{Format, csv_file, format_of, number, text, xlsx_file};

/// Most rows of an import file: several times all communes of the country, those of before the merger too.
const ROWS: usize = 50_000;

/// Where the rows and columns of a file are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Frame {
    file: String,
    sheet: Option<String>,
    /// Number and heading of each column that the file has, by id.
    columns: BTreeMap<&'static str, (u64, String)>,
}

impl Frame {
    pub(crate) fn place(&self, row: u64, column: Option<&str>) -> Place {
        let column = column.and_then(|id| self.columns.get(id));
        Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row: Some(row),
            column: column.map(|(number, _)| *number),
            part: column.map(|(_, heading)| Part::Column(heading.clone())),
        }
    }

    pub(crate) fn problem(&self, row: u64, column: Option<&str>, kind: ImportProblem) -> Problem {
        Problem { place: self.place(row, column), kind: ProblemKind::Import(Box::new(kind)) }
    }
}

/// An import file being read.
pub(crate) struct Import {
    pub(crate) frame: Frame,
    pub(crate) problems: Vec<Problem>,
    pub(crate) warnings: Vec<Problem>,
    table: Table,
    index: BTreeMap<&'static str, usize>,
}

impl Import {
    /// Opens a file. Where it cannot be read as a table with these columns, it has no rows and says why.
    pub(crate) fn open(file: &str, bytes: &[u8], sheet: Option<&str>, columns: &'static [Column]) -> Import {
        let mut import = Import {
            frame: Frame { file: file.to_owned(), ..Frame::default() },
            problems: Vec::new(),
            warnings: Vec::new(),
            table: Table::default(),
            index: BTreeMap::new(),
        };
        let read = match format_of(file) {
            Some(Format::Csv) => {
                csv_file::read(file, bytes, &|name| columns.iter().any(|column| column.is_called(name)))
            }
            Some(Format::Xlsx) => xlsx_file::read(file, bytes, sheet).map(|table| (table, Vec::new())),
            Some(Format::Json) | None => {
                let kind = ProblemKind::Import(Box::new(ImportProblem::Format));
                Err(Box::new(Problem { place: Place::file(file), kind }))
            }
        };
        match read {
            Err(problem) => import.problems.push(*problem),
            Ok((table, problems)) => {
                import.problems.extend(problems);
                import.frame.sheet.clone_from(&table.sheet);
                import.table = table;
                import.find_columns(columns);
            }
        }
        import
    }

    fn find_columns(&mut self, columns: &'static [Column]) {
        let header_row = self.table.header_row;
        let place = |import: &Import, header: &crate::table::Header| Place {
            column: Some(header.number),
            part: Some(Part::Column(header.name.clone())),
            ..import.frame.place(header_row, None)
        };
        let known = || columns.iter().flat_map(|c| [c.id, c.heading.0, c.heading.1]);
        let mut unknown = Vec::new();
        for (index, header) in self.table.header.iter().enumerate() {
            let Some(column) = columns.iter().find(|column| column.is_called(&header.name)) else {
                unknown.push((place(self, header), text::closest(&header.name, known())));
                continue;
            };
            if let Some((first, _)) = self.frame.columns.get(column.id) {
                let kind = ProblemKind::DuplicateColumn { first: *first };
                self.problems.push(Problem { place: place(self, header), kind });
                continue;
            }
            self.frame.columns.insert(column.id, (header.number, header.name.clone()));
            self.index.insert(column.id, index);
        }
        for (place, meant) in unknown {
            let kind = ProblemKind::Import(Box::new(ImportProblem::UnknownColumn { meant }));
            self.warnings.push(Problem { place, kind });
        }
        let missing: Vec<&Column> =
            columns.iter().filter(|column| column.required && !self.index.contains_key(column.id)).collect();
        for column in &missing {
            let found: Vec<String> = self.table.names().map(str::to_owned).collect();
            let free = self.table.names().filter(|name| !columns.iter().any(|c| c.is_called(name)));
            let free: Vec<&str> = free.collect();
            let closest = text::closest(column.id, free.iter().copied())
                .or_else(|| text::closest(column.heading.0, free.iter().copied()));
            let column = (column.heading.0, column.heading.1, column.id);
            let kind = ProblemKind::Import(Box::new(ImportProblem::MissingColumn { column, found, closest }));
            self.problems.push(Problem { place: self.frame.place(header_row, None), kind });
        }
        if self.table.rows.len() > ROWS {
            let kind = ImportProblem::TooMuch { what: Limited::Rows, limit: ROWS as u64 };
            let kind = ProblemKind::Import(Box::new(kind));
            self.problems.push(Problem { place: Place::file(&self.frame.file), kind });
            self.table.rows.clear();
        } else if !missing.is_empty() {
            self.table.rows.clear();
        } else if !self.table.rows.iter().any(|row| row.cells.iter().any(|cell| *cell != Value::Blank)) {
            self.problems.push(Problem { place: Place::file(&self.frame.file), kind: ProblemKind::NoRows });
        }
    }

    /// Indexes of the rows that hold anything.
    pub(crate) fn rows(&self) -> Vec<usize> {
        let filled = |index: &usize| self.table.rows[*index].cells.iter().any(|cell| *cell != Value::Blank);
        (0..self.table.rows.len()).filter(filled).collect()
    }

    /// The number of a row, as a person counts.
    pub(crate) fn number_of(&self, row: usize) -> u64 {
        self.table.rows[row].number
    }

    /// True when a problem of this row was found; asked while it is the last one read.
    pub(crate) fn is_broken(&self, row: usize) -> bool {
        let number = self.number_of(row);
        self.problems.last().is_some_and(|problem| problem.place.row == Some(number))
    }

    pub(crate) fn value(&self, row: usize, column: &str) -> &Value {
        self.index.get(column).map_or(&Value::Blank, |index| &self.table.rows[row].cells[*index])
    }

    pub(crate) fn problem(&mut self, row: usize, column: &str, kind: ImportProblem) {
        let problem = self.frame.problem(self.number_of(row), Some(column), kind);
        self.problems.push(problem);
    }

    fn refuse(&mut self, row: usize, column: &str, kind: ProblemKind) {
        let place = self.frame.place(self.number_of(row), Some(column));
        self.problems.push(Problem { place, kind });
    }

    /// The text of a cell; none where it is blank, or holds something that is no text, which is a problem.
    pub(crate) fn text(&mut self, row: usize, column: &str) -> Option<String> {
        let kind = match self.value(row, column) {
            Value::Blank => return None,
            Value::Text(text) => return Some(as_written(text).to_owned()),
            Value::Number(number) => return Some(shortest(*number)),
            Value::Boolean(_) => ProblemKind::Import(Box::new(ImportProblem::Boolean)),
            Value::Date(_) => ProblemKind::Date,
            Value::Error(error) => ProblemKind::CellError(error.clone()),
        };
        self.refuse(row, column, kind);
        None
    }

    /// The text of a cell that must be filled in.
    pub(crate) fn required(&mut self, row: usize, column: &str) -> Option<String> {
        if *self.value(row, column) == Value::Blank {
            self.problem(row, column, ImportProblem::Required);
            return None;
        }
        self.text(row, column)
    }

    /// A text of at most `longest` characters.
    pub(crate) fn short_text(&mut self, row: usize, column: &str, longest: usize) -> Option<String> {
        let text = self.text(row, column)?;
        self.not_too_long(row, column, longest, text)
    }

    /// A text of at most `longest` characters that must be filled in.
    pub(crate) fn required_text(&mut self, row: usize, column: &str, longest: usize) -> Option<String> {
        let text = self.required(row, column)?;
        self.not_too_long(row, column, longest, text)
    }

    fn not_too_long(&mut self, row: usize, column: &str, longest: usize, text: String) -> Option<String> {
        if text.chars().count() > longest {
            self.problem(row, column, ImportProblem::TooLong { longest });
            return None;
        }
        Some(text)
    }

    /// The day in a cell: a date cell, `2025-07-01`, or `01/07/2025`.
    pub(crate) fn date(&mut self, row: usize, column: &str) -> Option<Date> {
        if let Value::Date(day) = self.value(row, column) {
            let day = *day;
            if day.is_none() {
                self.problem(row, column, ImportProblem::BadDate(String::new()));
            }
            return day;
        }
        let written = self.text(row, column)?;
        let day = read_date(&written);
        if day.is_none() {
            self.problem(row, column, ImportProblem::BadDate(text::shown(&written)));
        }
        day
    }

    /// What may stand before decimals in the texts of the file.
    pub(crate) fn decimal_mark(&self) -> DecimalMark {
        self.table.decimal_mark
    }

    /// The number in a cell and the digits after its decimal mark, as written. A number cell of a workbook has the digits of its shortest form.
    pub(crate) fn number(&mut self, row: usize, column: &str) -> Option<(f64, u8)> {
        let written = self.text(row, column)?;
        let mark = match self.value(row, column) {
            Value::Number(_) => DecimalMark::Point,
            _ => self.table.decimal_mark,
        };
        match number::read(&written, mark).map(chiso_model::Cell::get) {
            Ok(Ok(value)) => Some((value, digits_of(&written))),
            Err(NumberFault::Percent(number)) => {
                self.problem(row, column, ImportProblem::Percent(text::shown(&written), number));
                None
            }
            Ok(Err(_)) | Err(NumberFault::UnknownMark(_)) => {
                self.problem(row, column, ImportProblem::MarkForNumber(text::shown(&written)));
                None
            }
            Err(fault) => {
                self.refuse(row, column, ProblemKind::Number { text: text::shown(&written), fault });
                None
            }
        }
    }
}

/// Digits after the decimal mark; of a number with an exponent, those of its shortest form.
fn digits_of(written: &str) -> u8 {
    let plain = if written.contains(['e', 'E']) {
        written.replace(',', ".").parse().map(shortest).unwrap_or_default()
    } else {
        written.to_owned()
    };
    plain.split_once(['.', ',']).map_or(0, |(_, digits)| u8::try_from(digits.len()).unwrap_or(u8::MAX)).min(15)
}

fn read_date(written: &str) -> Option<Date> {
    let digits = |text: &str, most: usize| (1..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let parts: Vec<&str> = written.split(['/', '-', '.']).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let (year, month, day) = if a.len() == 4 { (a, b, c) } else { (c, b, a) };
    if year.len() != 4 || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        let day = Some(Date::constant(2025, 7, 1));
        for (written, wanted) in [
            ("2025-07-01", day),
            ("01/07/2025", day),
            ("1/7/2025", day),
            ("01.07.2025", day),
            ("30/02/2025", None),
            ("07/2025", None),
            ("2025", None),
            ("1/7/25", None),
            ("+1/7/2025", None),
            ("", None),
        ] {
            assert_eq!(read_date(written), wanted, "{written}");
        }
    }

    #[test]
    fn digits_are_those_written() {
        for (written, digits) in
            [("83.10", 2), ("83,10", 2), ("83", 0), ("83.", 0), ("1e-2", 2), ("1.50e1", 0), ("1,55e1", 1), (".5", 1)]
        {
            assert_eq!(digits_of(written), digits, "{written}");
        }
    }
}
