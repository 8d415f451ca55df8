//! Answers: what was answered, whether it may be, and how it is kept in tables.

mod check;
mod posted;
mod problem;
mod progress;
mod state;
mod table;
pub(crate) mod typed;

pub use check::{Checked, Dropped, WhyDropped, check};
pub use problem::{AnswerFault, AnswerProblem};
pub use progress::Progress;
pub use state::State;
pub(crate) use table::{Column as TableColumn, columns as table_columns};
pub use table::{Multiple, TableFault, TableProblem, read_csv, write_csv};

use std::collections::BTreeMap;

use chiso_model::{Date, shortest};

use crate::expression::Value;

/// An answer. No answer is none of these: it is absent.
#[derive(Debug, Clone, PartialEq)]
pub enum Answer {
    /// A text, not empty.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A finite number.
    Decimal(f64),
    /// A day.
    Date(Date),
    /// The code of a choice.
    One(String),
    /// Codes of choices, at least one: in the order of the list, or, of a rank, in the order of the person.
    Many(Vec<String>),
}

impl Answer {
    /// As it is written in a table, whatever the language: decimal point, `2026-11-22`, codes with blanks between them.
    pub fn written(&self) -> String {
        match self {
            Answer::Text(text) | Answer::One(text) => text.clone(),
            Answer::Integer(number) => number.to_string(),
            Answer::Decimal(number) => shortest(*number),
            Answer::Date(date) => date.to_string(),
            Answer::Many(codes) => codes.join(" "),
        }
    }

    /// As an expression sees it.
    #[allow(clippy::cast_precision_loss)]
    pub fn value(&self) -> Value {
        match self {
            Answer::Integer(number) => Value::Number(*number as f64),
            Answer::Decimal(number) => Value::Number(*number),
            Answer::Date(date) => Value::Date(*date),
            _ => Value::Text(self.written()),
        }
    }

    /// The number that it is.
    #[allow(clippy::cast_precision_loss)]
    pub fn number(&self) -> Option<f64> {
        match self {
            Answer::Integer(number) => Some(*number as f64),
            Answer::Decimal(number) => Some(*number),
            _ => None,
        }
    }

    /// The codes that are chosen.
    pub fn codes(&self) -> Vec<&str> {
        match self {
            Answer::One(code) => vec![code],
            Answer::Many(codes) => codes.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// Answers by the names of questions; what was written beside “other” by the name with `_other`, what was computed by the name of the calculation.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answers(BTreeMap<String, Answer>);

impl Answers {
    /// No answers.
    pub fn new() -> Answers {
        Answers::default()
    }

    /// The answer to a question.
    pub fn get(&self, name: &str) -> Option<&Answer> {
        self.0.get(name)
    }

    /// Answers a question, or takes the answer back.
    pub fn set(&mut self, name: &str, answer: Option<Answer>) {
        match answer {
            Some(answer) => self.0.insert(name.to_owned(), answer),
            None => self.0.remove(name),
        };
    }

    /// Every answer, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Answer)> {
        self.0.iter().map(|(name, answer)| (name.as_str(), answer))
    }

    /// True where nothing was answered.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(String, Answer)> for Answers {
    fn from_iter<I: IntoIterator<Item = (String, Answer)>>(answers: I) -> Answers {
        Answers(answers.into_iter().collect())
    }
}
