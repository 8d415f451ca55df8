//! A table as it was read, whatever file it stood in.

use std::collections::BTreeMap;

use crate::number::DecimalMark;
use crate::place::{Part, Place};
use crate::problem::{Problem, ProblemKind};
use crate::reading::Reading;
use crate::text;

/// A table: only the columns that have a name.
#[derive(Debug, Default)]
pub(crate) struct Table {
    pub(crate) sheet: Option<String>,
    /// Row of the header.
    pub(crate) header_row: u64,
    pub(crate) header: Vec<Header>,
    /// Numbers of columns that hold values but have no name.
    pub(crate) unnamed: Vec<u64>,
    pub(crate) rows: Vec<Row>,
    /// What may stand before decimals in its texts.
    pub(crate) decimal_mark: DecimalMark,
}

#[derive(Debug)]
pub(crate) struct Header {
    /// Counted from 1.
    pub(crate) number: u64,
    pub(crate) name: String,
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) number: u64,
    /// One a column of the header.
    pub(crate) cells: Vec<Value>,
}

/// A cell. Texts are clean and never empty.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Blank,
    Text(String),
    Number(f64),
    Boolean(bool),
    /// A day; none where the cell holds a time or a duration.
    Date(Option<chiso_model::Date>),
    /// The error that a spreadsheet shows in the cell.
    Error(String),
}

impl Value {
    pub(crate) fn text(text: &str) -> Value {
        match text::clean(text) {
            clean if clean.is_empty() => Value::Blank,
            clean => Value::Text(clean.into_owned()),
        }
    }
}

impl Table {
    /// Index of a column.
    pub(crate) fn column(&self, name: &str) -> Option<usize> {
        self.header.iter().position(|h| h.name == name)
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.header.iter().map(|h| h.name.as_str())
    }

    /// Long when it has the columns of the long form, unless the named unit column is there.
    pub(crate) fn is_long(&self, reading: &Reading) -> bool {
        let has = |name: &str| self.column(name).is_some();
        let named = reading.unit_column.as_deref().is_some_and(has);
        // Two of the three are enough to see what was meant, and to say which one is absent.
        !named && has("indicator") && (has("unit") || has("value"))
    }

    /// Problems of the header itself.
    pub(crate) fn header_problems(&self, file: &str) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut seen: BTreeMap<&str, u64> = BTreeMap::new();
        for header in &self.header {
            if let Some(&first) = seen.get(header.name.as_str()) {
                let place = Place {
                    file: file.to_owned(),
                    sheet: self.sheet.clone(),
                    row: Some(self.header_row),
                    column: Some(header.number),
                    part: Some(Part::Column(header.name.clone())),
                };
                problems.push(Problem { place, kind: ProblemKind::DuplicateColumn { first } });
            } else {
                seen.insert(&header.name, header.number);
            }
        }
        problems
    }
}
