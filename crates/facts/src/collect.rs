//! Facts, notes and problems of one file, as they are found.

use std::collections::BTreeMap;

use chiso_engine::{Fact, FactValue};
use chiso_model::{Cell, Missing, Period, shortest};

use crate::note::FactNote;
use crate::place::{Part, Place};
use crate::problem::{Problem, ProblemKind};
use crate::reading::{Reading, Role};
use crate::table::Value;
use crate::{FactFile, merge, number, text};

/// Row and column of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct At {
    pub(crate) row: u64,
    pub(crate) column: u64,
}

/// A value, where it stands, and the name of its column or field.
#[derive(Clone, Copy)]
pub(crate) struct Given<'a> {
    pub(crate) value: &'a Value,
    pub(crate) at: At,
    pub(crate) name: &'a str,
}

pub(crate) struct Collector<'r> {
    pub(crate) reading: &'r Reading,
    pub(crate) sheet: Option<String>,
    pub(crate) is_json: bool,
    pub(crate) decimal_mark: number::DecimalMark,
    pub(crate) problems: Vec<Problem>,
    pub(crate) notes: Vec<FactNote>,
    file: String,
    pub(crate) facts: Vec<Fact>,
    places: Vec<At>,
    renamed: Vec<bool>,
    /// Names that nobody wants, and how many facts each has.
    unwanted: BTreeMap<String, usize>,
    has_rows: bool,
}

impl<'r> Collector<'r> {
    pub(crate) fn new(file: &str, reading: &'r Reading) -> Self {
        Collector {
            reading,
            sheet: None,
            is_json: false,
            decimal_mark: number::DecimalMark::default(),
            problems: Vec::new(),
            notes: Vec::new(),
            file: file.to_owned(),
            facts: Vec::new(),
            places: Vec::new(),
            renamed: vec![false; reading.columns.len()],
            unwanted: BTreeMap::new(),
            has_rows: false,
        }
    }

    pub(crate) fn row_found(&mut self) {
        self.has_rows = true;
    }

    pub(crate) fn file(&self) -> &str {
        &self.file
    }

    pub(crate) fn problem_at_file(&mut self, kind: ProblemKind) {
        let place = Place { sheet: self.sheet.clone(), ..Place::file(&self.file) };
        self.problems.push(Problem { place, kind });
    }

    pub(crate) fn problem(&mut self, at: At, name: Option<&str>, kind: ProblemKind) {
        let part = name.map(|n| if self.is_json { Part::Field(n.to_owned()) } else { Part::Column(n.to_owned()) });
        let place = Place {
            file: self.file.clone(),
            sheet: self.sheet.clone(),
            row: Some(at.row),
            column: Some(at.column),
            part,
        };
        self.problems.push(Problem { place, kind });
    }

    /// The names under which a column or an indicator of the file goes on.
    pub(crate) fn renamed(&mut self, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        for (i, (new, old)) in self.reading.columns.iter().enumerate() {
            if old == name {
                self.renamed[i] = true;
                names.push(new.clone());
            }
        }
        if names.is_empty() { vec![name.to_owned()] } else { names }
    }

    pub(crate) fn unwanted(&mut self, name: &str) {
        *self.unwanted.entry(name.to_owned()).or_default() += 1;
    }

    /// A name: of a unit, an indicator, a source. None, with a problem, where the cell holds no text.
    pub(crate) fn name(&mut self, given: Given) -> Option<String> {
        let kind = match given.value {
            Value::Text(text) => return Some(text.clone()),
            Value::Number(number) => return Some(shortest(*number)),
            Value::Blank => ProblemKind::EmptyName,
            Value::Boolean(_) => ProblemKind::Boolean,
            Value::Date(_) => ProblemKind::Date,
            Value::Error(error) => ProblemKind::CellError(error.clone()),
        };
        self.problem(given.at, Some(given.name), kind);
        None
    }

    /// The period in a cell; none where it is blank.
    pub(crate) fn period(&mut self, given: Given) -> Result<Option<Period>, ()> {
        if *given.value == Value::Blank {
            return Ok(None);
        }
        let text = self.name(given).ok_or(())?;
        text.parse().map(Some).map_err(|_| self.problem(given.at, Some(given.name), ProblemKind::BadPeriod(text)))
    }

    /// The source in a cell. Whatever it holds is no reason to refuse a fact.
    pub(crate) fn source(given: Option<Given>) -> Option<String> {
        match given?.value {
            Value::Text(text) => Some(text.clone()),
            Value::Number(number) => Some(shortest(*number)),
            _ => None,
        }
    }

    fn value(&mut self, given: Given, role: Role) -> Option<FactValue> {
        match role {
            Role::Indicator => self.number(given).map(FactValue::Number),
            Role::Attribute => match given.value {
                Value::Blank => None,
                Value::Text(text) if Missing::from_mark(text).is_some() => None,
                _ => self.name(given).map(FactValue::Text),
            },
        }
    }

    fn number(&mut self, given: Given) -> Option<Cell> {
        let kind = match given.value {
            Value::Blank => return Some(Cell::BLANK),
            Value::Number(number) if number.is_finite() => return Some(Cell::number(*number)),
            Value::Number(number) => {
                ProblemKind::Number { text: shortest(*number), fault: number::NumberFault::TooLarge }
            }
            Value::Text(text) => match number::read(text, self.decimal_mark) {
                Ok(cell) => return Some(cell),
                Err(fault) => ProblemKind::Number { text: text::shown(text), fault },
            },
            Value::Boolean(_) => ProblemKind::Boolean,
            Value::Date(_) => ProblemKind::Date,
            Value::Error(error) => ProblemKind::CellError(error.clone()),
        };
        self.problem(given.at, Some(given.name), kind);
        None
    }

    /// One value, of an indicator or attribute that is wanted.
    pub(crate) fn fact(&mut self, about: About, given: Given, role: Role) {
        // A value is read even where nobody is named for it, so that all problems of a row are told at once.
        let Some(value) = self.value(given, role) else { return };
        let Some(unit) = about.unit else { return };
        self.facts.push(Fact {
            unit: unit.to_owned(),
            indicator: about.indicator.to_owned(),
            period: about.period,
            value,
            source: about.source.map(str::to_owned),
        });
        self.places.push(given.at);
    }

    /// What could be read, and every problem in the order of the rows.
    pub(crate) fn finish(mut self) -> (FactFile, Vec<Problem>) {
        if !self.unwanted.is_empty() {
            self.notes.push(FactNote::UnwantedIndicators { file: self.file.clone(), names: self.unwanted });
        }
        let file = FactFile {
            file: self.file,
            facts: self.facts,
            notes: self.notes,
            sheet: self.sheet,
            is_json: self.is_json,
            places: self.places,
            renamed: self.renamed,
            has_rows: self.has_rows,
        };
        let mut problems = self.problems;
        problems.extend(merge::conflicts(&[&file]));
        problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
        problems.dedup();
        (file, problems)
    }
}

/// What a value is about.
#[derive(Clone, Copy)]
pub(crate) struct About<'a> {
    pub(crate) unit: Option<&'a str>,
    pub(crate) indicator: &'a str,
    pub(crate) period: Option<Period>,
    pub(crate) source: Option<&'a str>,
}
