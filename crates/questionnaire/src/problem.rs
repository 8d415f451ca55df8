//! What can be wrong with a form, where it is, and how to mend it.

use chiso_model::Lang;
use chiso_workbook::Limited;

use crate::expression::ExpressionError;
use crate::place::Place;

/// Something wrong with a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What.
    pub kind: ProblemKind,
}

/// What can be wrong with a form.
#[expect(missing_docs, reason = "each variant says what its fields are")]
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file is too large to be a form: most bytes.
    FileTooLarge { limit: usize },
    /// It is no workbook, or a damaged one.
    NotAWorkbook,
    /// There is more of something than is read.
    TooMuch { what: Limited, limit: u64 },
    /// A cell stands where no sheet has one.
    CellBeyond { reference: String },
    /// A cell shows an error.
    CellError { error: String },
    /// A cell holds a formula that was never computed.
    FormulaWithoutValue,
    /// A cell holds more than a workbook can.
    CellTooLong,
    /// A text is no CSV, in the words of its reader.
    NotCsv { detail: String },
    /// A sheet that must be there is not.
    MissingSheet(&'static str),
    /// A sheet that is not read.
    UnknownSheet { name: String, suggestion: Option<String> },
    /// A sheet is there twice.
    SheetTwice,
    /// There is no question.
    NoQuestion,
    /// A cell stands in a column without a name.
    UnnamedColumn,
    /// A column that does not exist.
    UnknownColumn { name: String, suggestion: Option<String> },
    /// A column of XLSForm that is not taken.
    RefusedColumn { name: String },
    /// A column in a language that has none.
    ColumnWithLanguage { name: String },
    /// A language without a name after `::`.
    NoLanguage,
    /// Two columns of one name: the letters of the first.
    ColumnTwice { first: String },
    /// A column that must be there is not.
    MissingColumn(&'static str),
    /// A cell that must be filled in is empty.
    MissingCell(&'static str),
    /// A cell that does not belong to such a row.
    NotHere { column: String, of: String },
    /// A type that does not exist.
    UnknownType { name: String, suggestion: Option<String> },
    /// A type of XLSForm that is not taken.
    RefusedType { name: String },
    /// A type that must name a list does not, or is followed by more than that.
    BadSelect { name: &'static str },
    /// A name that is none.
    BadName { name: String },
    /// A name that is there already, in the row of a number.
    NameTwice { name: String, first: u32 },
    /// The end of a group that did not begin.
    EndWithoutBegin,
    /// The end of a group has another name than its beginning.
    EndOfAnother { name: String },
    /// A group that does not end.
    GroupWithoutEnd,
    /// Groups stand too deep within each other.
    GroupsTooDeep { limit: usize },
    /// A group with nothing in it.
    EmptyGroup,
    /// A list that is not there.
    UnknownList { name: String, suggestion: Option<String> },
    /// A text beside “other” of a list that has no such choice.
    NoOther { list: String },
    /// A text beside “other” of choices that are filtered.
    OtherWithFilter,
    /// The name that the text beside “other” would have is taken.
    OtherTaken { name: String },
    /// What is required is neither yes nor no nor an expression.
    BadRequired(ExpressionError),
    /// An appearance that is not taken here.
    BadAppearance { found: String, allowed: Vec<&'static str> },
    /// The head or a row of a grid outside of a `field-list` group.
    GridOutside,
    /// A row of a grid before any head.
    GridWithoutHead,
    /// A grid whose questions have different lists: the list of the first.
    GridOfLists { first: String },
    /// Something in a grid that is no question with choices.
    NoGridRow,
    /// Parameters of a scale that cannot be read.
    BadParameters,
    /// A default answer that is none.
    BadDefault { text: String },
    /// A default answer that is computed.
    ComputedDefault,
    /// An expression cannot be read.
    Expression(ExpressionError),
    /// A name in an expression or text is that of nothing.
    UnknownReference { name: String, at: usize, suggestion: Option<String> },
    /// A name in an expression is that of something without an answer.
    NoAnswer { name: String, at: usize },
    /// A name in an expression is that of a question that comes later.
    Ahead { name: String, at: usize },
    /// Calculations that need each other.
    Circle { names: Vec<String> },
    /// A name without `${ }`.
    BareName { name: String, at: usize },
    /// A name in a choice filter is that of no column.
    UnknownFilterColumn { name: String, at: usize, suggestion: Option<String> },
    /// `.` where no answer is looked at.
    NoThis { at: usize },
    /// `today()` in what is computed and kept.
    NoToday { at: usize },
    /// A code that is none.
    BadCode { code: String },
    /// A code that is there already, in the row of a number.
    CodeTwice { code: String, first: u32 },
    /// More than one row of settings.
    SecondSettings,
    /// A language that the form does not have.
    UnknownLanguage { name: String, known: Vec<String> },
    /// A word that is none of these.
    BadWord { found: String, allowed: Vec<&'static str> },
    /// A number that is none, or outside what it may be: how to write it in Vietnamese and English.
    BadNumber { found: String, vi: &'static str, en: &'static str },
    /// Something said twice: the row of the first.
    Twice { first: u32 },
    /// A parent that does not stand above.
    UnknownParent { name: String },
    /// An item with something under it.
    ItemWithChildren,
    /// A score that is no item and has nothing under it.
    ScoreWithoutItem,
    /// A question that cannot be scored: not one of choices or a scale, or not there.
    NotScorable { name: String, suggestion: Option<String> },
    /// A code that the question does not have.
    UnknownCode { code: String, list: String },
    /// The mean of codes that are no numbers.
    CodesNoNumbers { list: String },
    /// Nothing under a node weighs anything.
    NoWeight,
}

impl Problem {
    /// What is wrong and how to mend it, without the place.
    pub fn message(&self, lang: Lang) -> String {
        let (vi, en) = self.kind.texts();
        lang.pick(&vi, &en).clone()
    }

    /// One line: place and message.
    pub fn line(&self, lang: Lang) -> String {
        let place = self.place.to_string();
        if place.is_empty() { self.message(lang) } else { format!("{place}: {}", self.message(lang)) }
    }
}

/// " Có phải ý là `x`?" and " Did you mean `x`?", or nothing.
pub(crate) fn did_you_mean(suggestion: Option<&str>) -> (String, String) {
    suggestion.map_or_else(Default::default, |s| (format!(" Có phải ý là `{s}`?"), format!(" Did you mean `{s}`?")))
}

/// A text cut to a length that fits a line.
pub(crate) fn short(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(60).collect();
    if text.chars().count() > 60 { format!("{line}…") } else { line }
}
