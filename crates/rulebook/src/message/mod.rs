//! Problems of a rulebook: where, what, and how to mend it, in Vietnamese and English.

mod document;
mod expression;
mod meaning;
mod meaning_texts;
mod shape;
mod workbook;

pub use document::{DocumentProblem, Syntax};
pub use expression::Wrong;
pub use meaning::{MeaningProblem, NameOf};
pub use shape::{Expected, Found, ShapeProblem};
pub use workbook::WorkbookProblem;

use chiso_model::Lang;

use crate::place::{Place, Spot};

/// Something wrong with a rulebook.
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    /// Whether the rulebook can be used in spite of it.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// What it is.
    pub kind: Kind,
}

/// How bad a problem is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The rulebook cannot be used.
    Error,
    /// The rulebook can be used; somebody should look at it.
    Warning,
}

/// What is wrong, by the step that found it.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// The file is no YAML, or YAML of a sort that is not read.
    Document(DocumentProblem),
    /// The file is no workbook, or its sheets do not hang together.
    Workbook(WorkbookProblem),
    /// Keys and values are not those of the format.
    Shape(ShapeProblem),
    /// The rulebook says something that makes no sense.
    Meaning(MeaningProblem),
}

impl Problem {
    pub(crate) fn error(place: Place, kind: impl Into<Kind>) -> Problem {
        Problem { severity: Severity::Error, place, kind: kind.into() }
    }

    pub(crate) fn warning(place: Place, kind: impl Into<Kind>) -> Problem {
        Problem { severity: Severity::Warning, place, kind: kind.into() }
    }

    /// What is wrong and how to mend it, without the place.
    pub fn message(&self, lang: Lang) -> String {
        let (vi, en) = match &self.kind {
            Kind::Document(problem) => problem.texts(),
            Kind::Workbook(problem) => problem.texts(),
            Kind::Shape(problem) => problem.texts(matches!(self.place.spot, Spot::Cell { .. })),
            Kind::Meaning(problem) => problem.texts(),
        };
        match lang {
            Lang::Vi => vi,
            Lang::En => en,
        }
    }

    /// One line for a terminal: place, severity, message.
    pub fn line(&self, lang: Lang) -> String {
        format!("{}: {}: {}", self.place, self.severity.text(lang), self.message(lang))
    }
}

impl Severity {
    /// Its name.
    pub const fn text(self, lang: Lang) -> &'static str {
        match self {
            Severity::Error => lang.pick("lỗi", "error"),
            Severity::Warning => lang.pick("cảnh báo", "warning"),
        }
    }
}

impl From<DocumentProblem> for Kind {
    fn from(problem: DocumentProblem) -> Kind {
        Kind::Document(problem)
    }
}

impl From<WorkbookProblem> for Kind {
    fn from(problem: WorkbookProblem) -> Kind {
        Kind::Workbook(problem)
    }
}

impl From<ShapeProblem> for Kind {
    fn from(problem: ShapeProblem) -> Kind {
        Kind::Shape(problem)
    }
}

impl From<MeaningProblem> for Kind {
    fn from(problem: MeaningProblem) -> Kind {
        Kind::Meaning(problem)
    }
}

/// `a`, `b`, `c` between backquotes.
fn quoted<T: AsRef<str>>(names: &[T]) -> String {
    names.iter().map(|name| format!("`{}`", name.as_ref())).collect::<Vec<_>>().join(", ")
}

/// " Ý là `x`?" and " Did you mean `x`?", or nothing.
fn did_you_mean(suggestion: Option<&str>) -> (String, String) {
    suggestion.map_or_else(Default::default, |s| (format!(" Có phải ý là `{s}`?"), format!(" Did you mean `{s}`?")))
}

/// A text cut to a length that fits a line.
fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    if text.chars().count() > 60 { format!("{line}…") } else { line }
}
