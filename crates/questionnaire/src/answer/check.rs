//! The check of a server: whatever a page or a tablet has let through, this decides.

use std::collections::BTreeSet;

use chiso_model::Date;

use super::{Answer, AnswerFault, AnswerProblem, Answers, State, typed};
use crate::expression::Value;
use crate::form::{Form, Item, Kind, OTHER, Page, Question, QuestionType};

/// Answers that were checked.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked {
    /// What is wrong, in the order of the form.
    pub problems: Vec<AnswerProblem>,
    /// The answers to what is asked, and what was computed from them: what is kept when nothing is wrong.
    pub answers: Answers,
    /// Answers that do not count.
    pub dropped: Vec<Dropped>,
}

/// An answer that does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dropped {
    /// Its name.
    pub name: String,
    /// Why not.
    pub why: WhyDropped,
}

/// Why an answer does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyDropped {
    /// It is not asked, other answers being what they are.
    NotAsked,
    /// No question has this name, or what has it is computed.
    Unknown,
}

impl Checked {
    /// What is wrong on a screen.
    pub fn problems_on<'c>(&'c self, form: &'c Form, page: &'c Page) -> impl Iterator<Item = &'c AnswerProblem> {
        self.problems.iter().filter(|problem| {
            page.items
                .iter()
                .filter_map(|number| form.items.get(*number))
                .any(|item| item.name == problem.name || item.other_name().is_some_and(|other| other == problem.name))
        })
    }
}

/// Checks all answers to a form on a day.
pub fn check(form: &Form, answers: &Answers, today: Date) -> Checked {
    let state = State::new(form, answers, today);
    let mut checked = Checked { problems: Vec::new(), answers: Answers::new(), dropped: Vec::new() };
    let mut known: BTreeSet<String> = BTreeSet::new();
    for (number, item) in form.items.iter().enumerate() {
        if let Kind::Calculate(_) = item.kind {
            let value = state.value(number);
            let kept = (!value.is_empty()).then(|| Answer::Text(value.text()));
            checked.answers.set(&item.name, kept);
            // What a tablet computed is computed again, and is no surprise.
            known.insert(item.name.clone());
        }
        let Some(question) = item.answerable() else { continue };
        let answer = answers.get(&item.name);
        known.insert(item.name.clone());
        if state.is_relevant(number) {
            match answer {
                Some(answer) => given(&state, number, question, answer, &mut checked),
                None if state.is_required(number) => {
                    let fault = AnswerFault::Missing(question.required_message.clone());
                    checked.problems.push(AnswerProblem { name: item.name.clone(), fault });
                }
                None => {}
            }
        } else if answer.is_some() {
            checked.dropped.push(Dropped { name: item.name.clone(), why: WhyDropped::NotAsked });
        }
        known.extend(item.other_name());
        other(&state, number, item, answers, &mut checked);
    }
    let unknown = answers.iter().filter(|(name, _)| !known.contains(*name));
    checked.dropped.extend(unknown.map(|(name, _)| Dropped { name: name.to_owned(), why: WhyDropped::Unknown }));
    checked
}

/// An answer that was given to a question that is asked.
fn given(state: &State<'_>, number: usize, question: &Question, answer: &Answer, checked: &mut Checked) {
    let name = &state.form().items[number].name;
    let fault = match fits(state, number, &question.kind, answer) {
        Some(fault) => Some(fault),
        None => question
            .constraint
            .as_ref()
            .filter(|constraint| !state.holds_of(constraint, answer.value()))
            .map(|_| AnswerFault::Constraint(question.constraint_message.clone())),
    };
    checked.answers.set(name, Some(answer.clone()));
    checked.problems.extend(fault.map(|fault| AnswerProblem { name: name.clone(), fault }));
}

/// What is wrong with an answer of itself.
fn fits(state: &State<'_>, number: usize, kind: &QuestionType, answer: &Answer) -> Option<AnswerFault> {
    let codes: Vec<&str> = state.choices(number).iter().map(|choice| choice.code.as_str()).collect();
    let chosen = answer.codes();
    let distinct: BTreeSet<&str> = chosen.iter().copied().collect();
    match (kind, answer) {
        (QuestionType::Text, Answer::Text(text)) => {
            (text.is_empty() || text.chars().count() > typed::LONGEST).then_some(AnswerFault::TooLong)
        }
        (QuestionType::Integer, Answer::Integer(_)) | (QuestionType::Date, Answer::Date(_)) => None,
        (QuestionType::Decimal, Answer::Decimal(number)) => (!number.is_finite()).then_some(AnswerFault::NotANumber),
        (QuestionType::Range(range), Answer::Integer(_) | Answer::Decimal(_)) => {
            let is_on = answer.number().is_some_and(|number| range.holds(number));
            let is_of_type = range.is_whole() == matches!(answer, Answer::Integer(_));
            (!is_on || !is_of_type).then_some(AnswerFault::NotOnScale(range.start, range.end, range.step))
        }
        (QuestionType::SelectOne(_), Answer::One(code)) => {
            (!codes.contains(&code.as_str())).then_some(AnswerFault::NotAChoice)
        }
        (QuestionType::SelectMultiple(_), Answer::Many(_)) => {
            let sound =
                !chosen.is_empty() && distinct.len() == chosen.len() && chosen.iter().all(|code| codes.contains(code));
            (!sound).then_some(AnswerFault::NotAChoice)
        }
        (QuestionType::Rank(_), Answer::Many(_)) => {
            let sound = distinct.len() == chosen.len() && distinct == codes.iter().copied().collect();
            (!sound).then_some(AnswerFault::NotARank)
        }
        _ => Some(AnswerFault::WrongType),
    }
}

/// What was written beside “other”.
fn other(state: &State<'_>, number: usize, item: &Item, answers: &Answers, checked: &mut Checked) {
    let Some(name) = item.other_name() else { return };
    let Some(answer) = answers.get(&name) else { return };
    let is_asked =
        matches!(state.value(number), Value::Text(codes) if codes.split_whitespace().any(|code| code == OTHER));
    if !is_asked {
        return checked.dropped.push(Dropped { name, why: WhyDropped::NotAsked });
    }
    let fault = match answer {
        Answer::Text(text) if text.chars().count() <= typed::LONGEST => None,
        Answer::Text(_) => Some(AnswerFault::TooLong),
        _ => Some(AnswerFault::WrongType),
    };
    checked.answers.set(&name, Some(answer.clone()));
    checked.problems.extend(fault.map(|fault| AnswerProblem { name, fault }));
}
