//! A questionnaire as it stands on paper: questions numbered from one, answers with the digits that are keyed for them, conditions in words. What is printed and what is
//! keyed are made of the same, so that a clerk's eye finds on the screen what the hand holds.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::{Lang, shortest};
use chiso_questionnaire::{
    Appearance, Block, Choice, Form, Grid as FormGrid, Item, Piece, Question, QuestionType, Texts, code_of,
};

use super::conditions::in_words;
use crate::words::say_with;

/// Numbers of a scale that are boxes on paper; a longer scale is a line to write on.
const BOXES: usize = 11;

/// Something on the paper, from top to bottom.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Part {
    /// The name of a part of the questionnaire; `deep` is how many stand around it.
    Heading { text: String, hint: String, condition: String, deep: usize },
    /// A text, in paragraphs.
    Note { lines: Vec<String>, condition: String },
    /// A question.
    Line(Line),
    /// Questions as rows.
    Grid(Grid),
}

/// A question.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    /// Its number on the paper.
    pub(super) number: usize,
    /// Its name in the form.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: String,
    /// When it is answered, in words; empty where always.
    pub(super) condition: String,
    pub(super) control: Control,
    /// The answers, each with what is keyed for it.
    pub(super) keys: Vec<Key>,
    /// The name of the text beside “other”.
    pub(super) other: Option<String>,
}

/// How a question is answered on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Control {
    /// One box is ticked.
    One,
    /// Any number of boxes.
    Many,
    /// A place is written in each box.
    Places,
    /// A number is written.
    Number,
    /// A day is written.
    Day,
    /// A text of one line is written.
    Text,
    /// A text of several lines.
    Long,
}

/// An answer on paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Key {
    /// What is keyed for it.
    pub(super) typed: String,
    /// Its code in the form.
    pub(super) code: String,
    pub(super) label: String,
}

/// Questions with the same answers.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Grid {
    pub(super) text: String,
    pub(super) hint: String,
    pub(super) condition: String,
    pub(super) keys: Vec<Key>,
    pub(super) rows: Vec<Line>,
}

/// A form to be put on paper in a language; `lang` is that of the program's words.
pub(super) struct Paper<'f> {
    pub(super) form: &'f Form,
    /// The code of the form's language.
    pub(super) language: String,
    pub(super) lang: Lang,
    numbers: BTreeMap<&'f str, usize>,
}

/// What is keyed for each of some codes: the codes themselves where all are numbers of the paper, else their places from one.
pub(super) fn keys_of<'c>(codes: impl Iterator<Item = &'c str> + Clone) -> Vec<String> {
    let is_number = |code: &str| (1..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit());
    if codes.clone().all(is_number) {
        codes.map(str::to_owned).collect()
    } else {
        (1..=codes.count()).map(|place| place.to_string()).collect()
    }
}

/// The choices of a question with what is keyed for each.
pub(super) fn keyed_choices<'f>(form: &'f Form, question: &Question) -> Vec<(String, &'f Choice)> {
    let Some(select) = question.kind.select() else { return Vec::new() };
    let choices = form.choices(&select.list);
    keys_of(choices.iter().map(|choice| choice.code.as_str())).into_iter().zip(choices).collect()
}

/// The code of the language in which a form is printed: the one that was asked for, else that of the program's words, else the form's first.
pub(super) fn language_of(form: &Form, asked: &str, lang: Lang) -> String {
    let codes = || form.languages().iter().map(|language| code_of(language));
    let found = codes().find(|code| *code == asked).or_else(|| codes().find(|code| *code == lang.tag()));
    found.or_else(|| codes().next()).unwrap_or(lang.tag()).to_owned()
}

impl<'f> Paper<'f> {
    pub(super) fn new(form: &'f Form, language: String, lang: Lang) -> Paper<'f> {
        let asked = form.items().iter().filter(|item| item.answerable().is_some());
        let numbers = asked.zip(1..).map(|(item, number)| (item.name.as_str(), number)).collect();
        Paper { form, language, lang, numbers }
    }

    /// The number of a question on the paper; 0 of something else.
    pub(super) fn number(&self, name: &str) -> usize {
        self.numbers.get(name).copied().unwrap_or_default()
    }

    /// A text, with the number of a question in the place of its answer.
    pub(super) fn text(&self, texts: &Texts) -> String {
        let pieces = self.form.pieces(self.form.text(texts, &self.language)).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Answer(name) => {
                format!("({})", say_with(self.lang, "sheets-question", &[("number", self.number(name).into())]))
            }
        });
        pieces.collect()
    }

    /// Everything on the paper.
    pub(super) fn parts(&self) -> Vec<Part> {
        let (mut parts, mut headed) = (Vec::new(), BTreeSet::new());
        for page in self.form.pages() {
            for group in page.groups.iter().copied() {
                let is_grid = self.form.items()[group].appearance == Some(Appearance::TableList);
                if headed.insert(group) && !is_grid {
                    parts.extend(self.heading(group));
                }
            }
            parts.extend(self.form.blocks(&page).into_iter().filter_map(|block| self.part(&block)));
        }
        parts
    }

    fn part(&self, block: &Block<'_>) -> Option<Part> {
        match block {
            Block::Heading(group) => self.heading(*group),
            Block::Note(number) => {
                let item = &self.form.items()[*number];
                let lines = self
                    .text(&item.label)
                    .lines()
                    .map(str::trim)
                    .filter(|line| !line.is_empty())
                    .map(str::to_owned)
                    .collect();
                Some(Part::Note { lines, condition: self.condition(item) })
            }
            Block::Question(number) => self.line(*number).map(Part::Line),
            Block::Grid(grid) => Some(Part::Grid(self.grid(grid))),
        }
    }

    fn heading(&self, group: usize) -> Option<Part> {
        let item = &self.form.items()[group];
        let (text, condition) = (self.text(&item.label), self.condition(item));
        let deep = std::iter::successors(item.parent, |parent| self.form.items()[*parent].parent).count();
        let is_there = !text.trim().is_empty() || !condition.is_empty();
        is_there.then(|| Part::Heading { text, hint: self.text(&item.hint), condition, deep })
    }

    fn condition(&self, item: &Item) -> String {
        item.relevant.as_ref().map_or_else(String::new, |relevant| {
            let words = in_words(self, relevant.text());
            say_with(self.lang, "sheets-only-if", &[("condition", words.into())])
        })
    }

    fn grid(&self, grid: &FormGrid<'_>) -> Grid {
        let head = &self.form.items()[grid.head];
        let keys = keys_of(grid.list.choices.iter().map(|choice| choice.code.as_str()));
        let keys = keys.into_iter().zip(&grid.list.choices).map(|(key, choice)| self.key(key, choice)).collect();
        Grid {
            text: self.text(&head.label),
            hint: self.text(&head.hint),
            condition: self.condition(head),
            keys,
            rows: grid.rows.iter().filter_map(|row| self.line(*row)).collect(),
        }
    }

    fn key(&self, key: String, choice: &Choice) -> Key {
        let label = self.text(&choice.label);
        Key { typed: key, code: choice.code.clone(), label: if label.is_empty() { choice.code.clone() } else { label } }
    }

    /// A question; none where the item is none.
    pub(super) fn line(&self, number: usize) -> Option<Line> {
        let item = &self.form.items()[number];
        let question = item.answerable()?;
        let (control, keys) = self.control(item, question);
        Some(Line {
            number: self.number(&item.name),
            name: item.name.clone(),
            label: self.text(&item.label),
            hint: self.text(&item.hint),
            condition: self.condition(item),
            control,
            keys,
            other: item.other_name(),
        })
    }

    fn control(&self, item: &Item, question: &Question) -> (Control, Vec<Key>) {
        let choices =
            || keyed_choices(self.form, question).into_iter().map(|(key, choice)| self.key(key, choice)).collect();
        let none = Vec::new();
        match &question.kind {
            QuestionType::SelectOne(_) => (Control::One, choices()),
            QuestionType::SelectMultiple(_) => (Control::Many, choices()),
            QuestionType::Rank(_) => (Control::Places, choices()),
            QuestionType::Range(range) if range.numbers().len() <= BOXES => {
                let number = |number: f64| {
                    let text = shortest(number);
                    let label = if self.lang == Lang::Vi { text.replace('.', ",") } else { text.clone() };
                    Key { typed: label.clone(), code: text, label }
                };
                (Control::One, range.numbers().into_iter().map(number).collect())
            }
            QuestionType::Integer | QuestionType::Decimal | QuestionType::Range(_) => (Control::Number, none),
            QuestionType::Date => (Control::Day, none),
            QuestionType::Text if item.appearance == Some(Appearance::Multiline) => (Control::Long, none),
            QuestionType::Text => (Control::Text, none),
        }
    }
}
