//! A sheet as a table: its columns by name and language, and its rows.

use std::collections::BTreeMap;

use crate::form::Texts;
use crate::place::{Place, letters};
use crate::problem::{Problem, ProblemKind};
use crate::refused;
use crate::sheet::Sheet;
use crate::suggest::nearest;

/// Which columns a sheet may have.
pub(super) struct Columns {
    /// Those with one text.
    pub(super) plain: &'static [&'static str],
    /// Those with a text in each language.
    pub(super) texts: &'static [&'static str],
    /// Those that must be there.
    pub(super) wanted: &'static [&'static str],
    /// Whether other names are columns of the author's own.
    pub(super) own: bool,
}

/// The name of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Heading {
    pub(super) name: String,
    /// Absent for a column without languages; empty for one that could have one and says none.
    pub(super) language: Option<String>,
}

/// A sheet.
pub(super) struct Table {
    pub(super) headings: BTreeMap<u32, Heading>,
    pub(super) lines: Vec<Line>,
}

/// A row under the header.
#[derive(Debug, Clone)]
pub(super) struct Line {
    sheet: String,
    pub(super) row: u32,
    cells: Vec<(u32, Heading, String)>,
    /// Number of the column of a name, filled in or not.
    columns: BTreeMap<String, u32>,
}

impl Line {
    /// What stands in a column.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.cells.iter().find(|(_, heading, _)| heading.name == name).map(|(.., text)| text.as_str())
    }

    /// What stands in a column of texts.
    pub(super) fn texts(&self, name: &str) -> Texts {
        let own = self.cells.iter().filter(|(_, heading, _)| heading.name == name);
        Texts(own.map(|(_, heading, text)| (heading.language.clone().unwrap_or_default(), text.clone())).collect())
    }

    /// Every cell: the number of its column, the name of it, and what stands there.
    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, &Heading, &str)> {
        self.cells.iter().map(|(column, heading, text)| (*column, heading, text.as_str()))
    }

    /// Where the cell of a column is; the beginning of the row where there is no such column.
    pub(super) fn place(&self, name: &str) -> Place {
        Place::cell(&self.sheet, self.row, self.columns.get(name).copied().unwrap_or(1))
    }

    pub(super) fn problem(&self, name: &str, kind: ProblemKind) -> Problem {
        Problem { place: self.place(name), kind }
    }
}

/// Reads a sheet; what is wrong with its columns goes to `problems`.
pub(super) fn table(sheet: &Sheet, columns: &Columns, problems: &mut Vec<Problem>) -> Table {
    let header = sheet.rows.get(&1);
    let mut headings: BTreeMap<u32, Heading> = BTreeMap::new();
    let mut spoiled: Vec<u32> = Vec::new();
    let mut mistyped: Vec<String> = Vec::new();
    for (column, text) in header.into_iter().flatten() {
        let mut fail = |kind| problems.push(Problem { place: Place::cell(&sheet.name, 1, *column), kind });
        match heading(text, columns) {
            Ok(heading) => match headings.iter().find(|(_, known)| **known == heading) {
                Some((first, _)) => {
                    fail(ProblemKind::ColumnTwice { first: letters(*first) });
                    spoiled.push(*column);
                }
                None => {
                    headings.insert(*column, heading);
                }
            },
            Err(kind) => {
                if let ProblemKind::UnknownColumn { suggestion: Some(meant), .. } = &kind {
                    mistyped.push(meant.clone());
                }
                fail(kind);
                spoiled.push(*column);
            }
        }
    }
    for wanted in columns.wanted {
        // A column that was mistyped has been told of.
        let is_there = headings.values().any(|heading| heading.name == *wanted);
        if !is_there && !mistyped.iter().any(|meant| meant == wanted) {
            problems.push(Problem { place: Place::sheet(&sheet.name), kind: ProblemKind::MissingColumn(wanted) });
        }
    }
    let mut by_name = BTreeMap::new();
    for (column, heading) in headings.iter().rev() {
        by_name.insert(heading.name.clone(), *column);
    }
    let mut unnamed = Vec::new();
    let mut lines = Vec::new();
    for (row, cells) in sheet.rows.range(2..) {
        let mut line = Line { sheet: sheet.name.clone(), row: *row, cells: Vec::new(), columns: by_name.clone() };
        for (column, text) in cells {
            if let Some(heading) = headings.get(column) {
                line.cells.push((*column, heading.clone(), text.clone()));
            } else if !spoiled.contains(column) && !unnamed.contains(column) {
                unnamed.push(*column);
                problems
                    .push(Problem { place: Place::cell(&sheet.name, *row, *column), kind: ProblemKind::UnnamedColumn });
            }
        }
        if !line.cells.is_empty() {
            lines.push(line);
        }
    }
    Table { headings, lines }
}

fn heading(text: &str, columns: &Columns) -> Result<Heading, ProblemKind> {
    let (base, language) = match text.split_once("::") {
        Some((base, language)) => (base.trim(), Some(language.trim())),
        None => (text, None),
    };
    let has_languages = columns.texts.contains(&base);
    match language {
        None if has_languages => return Ok(Heading { name: base.to_owned(), language: Some(String::new()) }),
        None if columns.plain.contains(&base) => return Ok(Heading { name: base.to_owned(), language: None }),
        Some("") if has_languages => return Err(ProblemKind::NoLanguage),
        Some(language) if has_languages => {
            return Ok(Heading { name: base.to_owned(), language: Some(language.to_owned()) });
        }
        Some(_) if columns.plain.contains(&base) => {
            return Err(ProblemKind::ColumnWithLanguage { name: text.to_owned() });
        }
        _ => {}
    }
    if refused::is_refused_column(base) {
        return Err(ProblemKind::RefusedColumn { name: text.to_owned() });
    }
    if language.is_none() {
        // Languages were once divided by a single colon.
        if let Some((family, language)) =
            text.split_once(':').filter(|(family, _)| columns.texts.contains(&family.trim()))
        {
            let suggestion = Some(format!("{}::{}", family.trim(), language.trim()));
            return Err(ProblemKind::UnknownColumn { name: text.to_owned(), suggestion });
        }
        if columns.own && crate::name::is_name(text) {
            return Ok(Heading { name: text.to_owned(), language: None });
        }
    }
    let known = columns.plain.iter().chain(columns.texts).copied();
    let suggestion = nearest(base, known).map(|base| match language {
        Some(language) => format!("{base}::{language}"),
        None => base,
    });
    Err(ProblemKind::UnknownColumn { name: text.to_owned(), suggestion })
}
