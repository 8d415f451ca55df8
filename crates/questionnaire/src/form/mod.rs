//! A questionnaire: groups and questions in their order, lists of choices, and what stands beside them.
//!
//! A [`Form`] only comes from a reader that has checked it: names are unique, every name in an expression is that of a question that can be answered before it,
//! every list is there. So whoever uses a form need not check again.

mod hash;
mod pages;
mod texts;

pub use hash::FormHash;
pub use pages::{Block, Grid, Page};
pub(crate) use texts::first_reference;
pub use texts::{Piece, Texts, code_of};

use std::collections::BTreeMap;

use crate::answer::Answer;
use crate::expression::Expression;
use crate::extra::{BallotRule, Design, Quota, Scoring};

/// A questionnaire that was read and checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    pub(crate) settings: Settings,
    pub(crate) languages: Vec<String>,
    pub(crate) items: Vec<Item>,
    pub(crate) filter_columns: Vec<String>,
    pub(crate) lists: Vec<ChoiceList>,
    pub(crate) design: Design,
    pub(crate) quotas: Vec<Quota>,
    pub(crate) scoring: Scoring,
    pub(crate) ballots: Vec<BallotRule>,
    /// Numbers of items in an order in which each comes after all that it depends on.
    pub(crate) order: Vec<usize>,
    /// Numbers of items by their names.
    pub(crate) index: BTreeMap<String, usize>,
}

/// What is said of the whole form.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Settings {
    /// The title.
    pub title: Option<String>,
    /// A name for programs.
    pub id: Option<String>,
    /// The edition.
    pub version: Option<String>,
    /// The language that is shown where nobody chose one.
    pub default_language: Option<String>,
    /// Whether a group is a screen; else each question is one.
    pub pages: bool,
}

/// A group, a question, a note or a calculation.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Its name, unique in the form.
    pub name: String,
    /// What is read; of a calculation what it is.
    pub label: Texts,
    /// A remark below.
    pub hint: Texts,
    /// When it is asked; always where absent. A group that is not asked hides all that is in it.
    pub relevant: Option<Expression>,
    /// How it is drawn.
    pub appearance: Option<Appearance>,
    /// The number of the group in which it is.
    pub parent: Option<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Items that belong together: those after it whose parents lead to it.
    Group,
    /// A text that is read.
    Note,
    /// A value that is computed.
    Calculate(Expression),
    /// Something that is asked.
    Question(Box<Question>),
}

/// What is asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Question {
    /// What the answer is.
    pub kind: QuestionType,
    /// Whether it must be answered.
    pub required: Required,
    /// What is said where it was not.
    pub required_message: Texts,
    /// What holds of every answer, `.`.
    pub constraint: Option<Expression>,
    /// What is said where it does not.
    pub constraint_message: Texts,
    /// The answer at the start.
    pub default: Option<Answer>,
}

/// What an answer is.
#[derive(Debug, Clone, PartialEq)]
pub enum QuestionType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Decimal,
    /// A day.
    Date,
    /// One choice.
    SelectOne(Select),
    /// Any number of choices.
    SelectMultiple(Select),
    /// All choices in an order.
    Rank(Select),
    /// A number from a scale.
    Range(Range),
}

/// Whence choices come.
#[derive(Debug, Clone, PartialEq)]
pub struct Select {
    /// Name of the list.
    pub list: String,
    /// The choice `other` asks for a text, which is the answer to the name of the question with `_other`.
    pub or_other: bool,
    /// Which choices of the list there are; all where absent.
    pub filter: Option<Expression>,
}

/// A scale of numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The first.
    pub start: f64,
    /// The last that there may be.
    pub end: f64,
    /// From one to the next, above zero.
    pub step: f64,
}

/// Whether a question must be answered, where it is asked at all.
#[derive(Debug, Clone, PartialEq)]
pub enum Required {
    /// No.
    Never,
    /// Yes.
    Always,
    /// Where this holds.
    When(Expression),
}

/// How something is drawn. The answer is the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Appearance {
    /// Several lines.
    Multiline,
    /// A list that opens.
    Minimal,
    /// Choices side by side, as on a scale.
    Likert,
    /// Choices in columns.
    Columns,
    /// The head of a grid: choices without a question.
    Label,
    /// A row of a grid.
    ListNolabel,
    /// Stars.
    Rating,
    /// The group is one screen.
    FieldList,
    /// The group is one screen and a grid: its questions are rows, with the choices of the one list that they share as columns.
    TableList,
}

impl Appearance {
    /// Every appearance by its word in XLSForm.
    pub const ALL: [(&'static str, Appearance); 9] = [
        ("multiline", Appearance::Multiline),
        ("minimal", Appearance::Minimal),
        ("likert", Appearance::Likert),
        ("columns", Appearance::Columns),
        ("label", Appearance::Label),
        ("list-nolabel", Appearance::ListNolabel),
        ("rating", Appearance::Rating),
        ("field-list", Appearance::FieldList),
        ("table-list", Appearance::TableList),
    ];

    /// Its word in XLSForm.
    pub fn word(self) -> &'static str {
        Appearance::ALL.iter().find(|(_, appearance)| *appearance == self).map_or("", |(word, _)| word)
    }
}

/// Choices of which questions make use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChoiceList {
    /// Its name.
    pub name: String,
    /// The choices, in their order.
    pub choices: Vec<Choice>,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Its code, unique in the list.
    pub code: String,
    /// What is read.
    pub label: Texts,
    /// What stands in further columns, for choice filters.
    pub columns: BTreeMap<String, String>,
}

/// The code of the choice that asks for a text.
pub const OTHER: &str = "other";

impl Item {
    /// What is asked, where it is a question.
    pub fn question(&self) -> Option<&Question> {
        match &self.kind {
            Kind::Question(question) => Some(question),
            _ => None,
        }
    }

    /// True of the head of a grid, which looks like a question and has no answer.
    pub fn is_grid_head(&self) -> bool {
        self.appearance == Some(Appearance::Label)
    }

    /// What is asked, where there can be an answer.
    pub fn answerable(&self) -> Option<&Question> {
        self.question().filter(|_| !self.is_grid_head())
    }

    /// The name of the text beside the choice “other”, where there is one.
    pub fn other_name(&self) -> Option<String> {
        let or_other = self.answerable()?.kind.select()?.or_other;
        or_other.then(|| format!("{}_{OTHER}", self.name))
    }
}

impl QuestionType {
    /// Its word in XLSForm.
    pub fn word(&self) -> &'static str {
        match self {
            QuestionType::Text => "text",
            QuestionType::Integer => "integer",
            QuestionType::Decimal => "decimal",
            QuestionType::Date => "date",
            QuestionType::SelectOne(_) => "select_one",
            QuestionType::SelectMultiple(_) => "select_multiple",
            QuestionType::Rank(_) => "rank",
            QuestionType::Range(_) => "range",
        }
    }

    /// Whence its choices come, where it has choices.
    pub fn select(&self) -> Option<&Select> {
        match self {
            QuestionType::SelectOne(select) | QuestionType::SelectMultiple(select) | QuestionType::Rank(select) => {
                Some(select)
            }
            _ => None,
        }
    }
}

impl Range {
    /// True when every number of the scale is whole.
    pub fn is_whole(&self) -> bool {
        [self.start, self.end, self.step].iter().all(|number| number.fract() == 0.0)
    }

    /// Whether a number stands on the scale.
    pub fn holds(&self, number: f64) -> bool {
        let steps = (number - self.start) / self.step;
        (self.start..=self.end).contains(&number) && (steps - steps.round()).abs() < 1e-9
    }

    /// The numbers of the scale, as far as there are no more than a thousand.
    pub fn numbers(&self) -> Vec<f64> {
        let numbers = (0..1_000u32).map(|step| self.start + f64::from(step) * self.step);
        numbers.take_while(|number| *number <= self.end + self.step * 1e-9).collect()
    }
}

impl Form {
    /// What is said of the whole form.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Names of the languages as the form writes them (`Tiếng Việt (vi)`), in their order; the empty name is that of texts without a language.
    pub fn languages(&self) -> &[String] {
        &self.languages
    }

    /// All items, each group before what is in it.
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// The item of a name.
    pub fn item(&self, name: &str) -> Option<&Item> {
        self.items.get(*self.index.get(name)?)
    }

    /// Numbers of the items that are directly in a group, or in none.
    pub fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.items.iter().enumerate().filter(move |(_, item)| item.parent == parent).map(|(index, _)| index)
    }

    /// The lists of choices.
    pub fn lists(&self) -> &[ChoiceList] {
        &self.lists
    }

    /// The choices of a list; none of a list that is not there.
    pub fn choices(&self, list: &str) -> &[Choice] {
        self.lists.iter().find(|known| known.name == list).map_or(&[], |list| &list.choices)
    }

    /// How the sample was drawn: the sheet `design`.
    pub fn design(&self) -> &Design {
        &self.design
    }

    /// How many answers of which sort are wanted: the sheet `quota`.
    pub fn quotas(&self) -> &[Quota] {
        &self.quotas
    }

    /// How answers become scores: the sheet `score`.
    pub fn scoring(&self) -> &Scoring {
        &self.scoring
    }

    /// Who may rate whom: the sheet `ballot`.
    pub fn ballots(&self) -> &[BallotRule] {
        &self.ballots
    }

    /// What lacks a text in a language: the name of an item, or list and code of a choice, and the language.
    pub fn untranslated(&self) -> Vec<(String, String)> {
        let items =
            self.items.iter().map(|item| (item.name.clone(), &item.label, matches!(item.kind, Kind::Calculate(_))));
        let choices = self.lists.iter().flat_map(|list| {
            list.choices.iter().map(|choice| (format!("{}/{}", list.name, choice.code), &choice.label, false))
        });
        let all = items.chain(choices).filter(|(_, label, silent)| !silent && !label.is_empty());
        all.flat_map(|(name, label, _)| {
            let lacking = self.languages.iter().filter(|language| label.in_language(language).is_none());
            lacking.map(move |language| (name.clone(), language.clone())).collect::<Vec<_>>()
        })
        .collect()
    }
}
