//! Tables that people bring: read whole, and everything that is wrong with them said at once.

use chiso_facts::{Part, PlainTable, Problem};
use chiso_model::{Lang, Text};
use chiso_questionnaire::{SHEETS, columns_of};
use chiso_web::parts::{Cell, Column, Row, Table, TableQuery};
use chiso_web::{Reader, Upload};

use crate::words::{say, say_with};

/// Files of tables, as a browser's list of files names them.
pub(super) const TABLES: &str = ".csv,.tsv,.txt,.xlsx";
/// Most problems that a page shows; how many there are is said.
const SHOWN: usize = 200;

/// Something wrong with a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableProblem {
    /// The row as a person counts; none for the whole file.
    pub row: Option<u64>,
    /// The heading of the column; empty for the whole row.
    pub column: String,
    /// What, and how to mend it.
    pub what: Text,
}

impl TableProblem {
    pub(super) fn new(row: u64, column: &str, vi: impl Into<String>, en: impl Into<String>) -> TableProblem {
        TableProblem { row: Some(row), column: column.to_owned(), what: Text::new(vi, en) }
    }
}

impl From<&Problem> for TableProblem {
    fn from(problem: &Problem) -> TableProblem {
        let column = match &problem.place.part {
            Some(Part::Column(name) | Part::Field(name)) => name.clone(),
            None => String::new(),
        };
        TableProblem { row: problem.place.row, column, what: Text::new(problem.what(Lang::Vi), problem.what(Lang::En)) }
    }
}

/// The table of a file. A questionnaire is none: its columns `name` would be read as those of people.
pub(super) fn read(file: &Upload, known: &dyn Fn(&str) -> bool) -> Result<PlainTable, Vec<TableProblem>> {
    let table = PlainTable::read(&file.name, &file.bytes, known)
        .map_err(|problems| problems.iter().map(TableProblem::from).collect::<Vec<_>>())?;
    let sheet = table.place(table.header_row(), None).sheet.filter(|sheet| is_of_questionnaire(sheet, &table.header));
    match sheet {
        None => Ok(table),
        Some(sheet) => Err(vec![TableProblem {
            row: None,
            column: String::new(),
            what: Text::new(
                format!("Tệp này là phiếu hỏi (có trang “{sheet}”), không phải danh sách. Hãy chọn tệp danh sách."),
                format!(
                    "This file is a questionnaire (it has the sheet “{sheet}”), not a list. Choose the file with the list."
                ),
            ),
        }]),
    }
}

/// Whether a sheet is one of a questionnaire: by its name, and by two or more of the columns that such a sheet has.
fn is_of_questionnaire(sheet: &str, header: &[String]) -> bool {
    let (plain, _) = columns_of(sheet);
    SHEETS.contains(&sheet) && header.iter().filter(|heading| plain.contains(&heading.as_str())).count() >= 2
}

/// What is wrong, row by row.
pub(super) fn problems(reader: &Reader, problems: &[TableProblem]) -> Table {
    let lang = reader.lang;
    let none = || Cell::None("–".to_owned());
    let row = |problem: &TableProblem| {
        Row::new(vec![
            problem.row.map_or_else(none, |row| Cell::text(row.to_string())),
            if problem.column.is_empty() { none() } else { Cell::text(&problem.column) },
            Cell::text(problem.what.get(lang)),
        ])
    };
    let caption = say_with(lang, "people-problems", &[("count", problems.len().into())]);
    let shown = &problems[..problems.len().min(SHOWN)];
    Table::new(lang, "problems", caption, String::new(), TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "people-problem-row")).short(),
            Column::text(say(lang, "people-problem-column")),
            Column::text(say(lang, "people-problem-what")),
        ])
        .page_rows(SHOWN)
        .rows(shown.iter().map(row).collect(), shown.len())
}
