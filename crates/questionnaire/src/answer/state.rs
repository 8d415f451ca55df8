//! What is asked, and what every name stands for, once some answers are given.

use chiso_model::Date;

use super::Answers;
use crate::expression::{Expression, Surroundings, Value};
use crate::form::{Choice, Form, Item, Kind, Page, Piece, Required};

/// A form and answers to it: what is asked, what was computed, which choices there are.
#[derive(Debug)]
pub struct State<'f> {
    form: &'f Form,
    today: Date,
    relevant: Vec<bool>,
    values: Vec<Value>,
}

impl<'f> State<'f> {
    /// The state of a form on a day. Answers to what is not asked do not count: an expression sees none there.
    pub fn new(form: &'f Form, answers: &Answers, today: Date) -> State<'f> {
        let count = form.items.len();
        let mut state = State { form, today, relevant: vec![false; count], values: vec![Value::EMPTY; count] };
        for number in &form.order {
            let item = &form.items[*number];
            let within = item.parent.is_none_or(|parent| state.relevant[parent]);
            let is_asked = within && item.relevant.as_ref().is_none_or(|relevant| state.holds(relevant));
            state.relevant[*number] = is_asked;
            if !is_asked {
                continue;
            }
            if let Kind::Calculate(calculation) = &item.kind {
                let value = calculation.evaluate(&state.around(Value::EMPTY));
                state.values[*number] = if value.is_empty() { Value::EMPTY } else { value };
            } else if item.answerable().is_some() {
                state.values[*number] = answers.get(&item.name).map_or(Value::EMPTY, super::Answer::value);
            }
        }
        state
    }

    /// The form.
    pub fn form(&self) -> &'f Form {
        self.form
    }

    /// Whether the item of a number is asked, read or computed.
    pub fn is_relevant(&self, number: usize) -> bool {
        self.relevant.get(number).copied().unwrap_or(false)
    }

    /// What the item of a number stands for in expressions.
    pub fn value(&self, number: usize) -> Value {
        self.values.get(number).cloned().unwrap_or(Value::EMPTY)
    }

    /// Whether the question of a number must be answered.
    pub fn is_required(&self, number: usize) -> bool {
        let Some(question) = self.form.items.get(number).and_then(Item::answerable) else { return false };
        self.is_relevant(number)
            && match &question.required {
                Required::Never => false,
                Required::Always => true,
                Required::When(condition) => self.holds(condition),
            }
    }

    /// The choices that the question of a number has.
    pub fn choices(&self, number: usize) -> Vec<&'f Choice> {
        let select = self.form.items.get(number).and_then(Item::question).and_then(|question| question.kind.select());
        let Some(select) = select else { return Vec::new() };
        let all = self.form.choices(&select.list).iter();
        match &select.filter {
            None => all.collect(),
            Some(filter) => all
                .filter(|choice| filter.holds(&Around { state: self, this: Value::EMPTY, choice: Some(choice) }))
                .collect(),
        }
    }

    /// Whether an expression without `.` holds.
    pub fn holds(&self, expression: &Expression) -> bool {
        expression.holds(&self.around(Value::EMPTY))
    }

    /// Whether an expression holds of an answer.
    pub fn holds_of(&self, expression: &Expression, this: Value) -> bool {
        expression.holds(&self.around(this))
    }

    /// Whether anything on a screen is asked or read.
    pub fn shows(&self, page: &Page) -> bool {
        page.items
            .iter()
            .any(|number| !matches!(self.form.items[*number].kind, Kind::Group) && self.is_relevant(*number))
    }

    /// The number of the first screen after `page` that shows something; from the beginning where that is absent.
    pub fn next_page(&self, pages: &[Page], page: Option<usize>) -> Option<usize> {
        let first = page.map_or(0, |page| page + 1);
        (first..pages.len()).find(|number| self.shows(&pages[*number]))
    }

    /// The number of the last screen before `page` that shows something.
    pub fn previous_page(&self, pages: &[Page], page: usize) -> Option<usize> {
        (0..page.min(pages.len())).rev().find(|number| self.shows(&pages[*number]))
    }

    /// A text for a reader of a language, with answers in place of `${name}`: of a choice its label.
    pub fn fill(&self, text: &str, code: &str) -> String {
        let pieces = self.form.pieces(text).into_iter().map(|piece| match piece {
            Piece::Text(text) => text.to_owned(),
            Piece::Answer(name) => self.shown(name, code),
        });
        pieces.collect()
    }

    fn shown(&self, name: &str, code: &str) -> String {
        let value = self.answer(name);
        let item = self.form.item(name);
        let Some(select) = item.and_then(Item::question).and_then(|question| question.kind.select()) else {
            return value.text();
        };
        let choices = self.form.choices(&select.list);
        let label = |chosen: &str| {
            let choice = choices.iter().find(|choice| choice.code == chosen);
            choice.map_or(chosen.to_owned(), |choice| self.form.text(&choice.label, code).to_owned())
        };
        value.text().split_whitespace().map(label).collect::<Vec<_>>().join(", ")
    }

    fn answer(&self, name: &str) -> Value {
        self.form.index.get(name).map_or(Value::EMPTY, |number| self.values[*number].clone())
    }

    fn around(&self, this: Value) -> Around<'_, 'f> {
        Around { state: self, this, choice: None }
    }
}

/// What an expression of a form sees.
struct Around<'s, 'f> {
    state: &'s State<'f>,
    this: Value,
    choice: Option<&'f Choice>,
}

impl Surroundings for Around<'_, '_> {
    fn answer(&self, name: &str) -> Value {
        self.state.answer(name)
    }

    fn column(&self, name: &str) -> Value {
        let Some(choice) = self.choice else { return Value::EMPTY };
        if name == "name" {
            return Value::Text(choice.code.clone());
        }
        choice.columns.get(name).map_or(Value::EMPTY, |text| Value::Text(text.clone()))
    }

    fn this(&self) -> Value {
        self.this.clone()
    }

    fn today(&self) -> Date {
        self.state.today
    }
}
