//! What made-up people answer to a questionnaire.

use std::collections::BTreeSet;

use chiso_model::Date;
use chiso_questionnaire::{Answer, Answers, Form, OTHER, QuestionType, State};

use crate::chance::Chance;

/// How far people are apart who live under the same authorities, percent.
const APART: f64 = 50.0;

/// Answers to everything that somebody is asked and that has choices, until no further question appears. Of what is scored the two best answers are given so often of a
/// hundred times, more or less by how that person sees the world.
pub fn answers(form: &Form, today: Date, content: f64, chance: &mut Chance) -> Answers {
    let nodes = form.scoring().nodes.iter();
    let scored: BTreeSet<&str> = nodes.filter_map(|node| Some(node.item.as_ref()?.0.as_str())).collect();
    let content = content + APART * (chance.share() - 0.5);
    let mut answers = Answers::new();
    loop {
        let (state, before) = (State::new(form, &answers, today), answers.clone());
        for (place, item) in form.items().iter().enumerate() {
            let Some(question) = item.answerable().filter(|_| state.is_relevant(place)) else { continue };
            if before.get(&item.name).is_none() && question.kind.select().is_some() {
                let codes = state.choices(place).into_iter().map(|choice| choice.code.clone());
                let codes: Vec<String> = codes.filter(|code| code != OTHER).collect();
                let answer = if scored.contains(item.name.as_str()) {
                    rated(&codes, content, chance).map(Answer::One)
                } else {
                    chosen(&question.kind, codes, chance)
                };
                answers.set(&item.name, answer);
            }
        }
        if answers == before {
            return answers;
        }
    }
}

/// One of a scale whose last two are the best.
fn rated(codes: &[String], content: f64, chance: &mut Chance) -> Option<String> {
    let (worse, best) = codes.split_at(codes.len().saturating_sub(2));
    let from = if worse.is_empty() || chance.share() * 100.0 < content { best } else { worse };
    chance.one_of(from).cloned()
}

/// One choice, some or all of them, as the question wants.
fn chosen(kind: &QuestionType, mut codes: Vec<String>, chance: &mut Chance) -> Option<Answer> {
    let one = chance.below(codes.len());
    match kind {
        QuestionType::SelectOne(_) => codes.get(one).cloned().map(Answer::One),
        QuestionType::SelectMultiple(_) => {
            let taken = codes.iter().enumerate().filter(|(place, _)| *place == one || chance.happens(30));
            Some(Answer::Many(taken.map(|(_, code)| code.clone()).collect()))
        }
        _ => {
            codes.rotate_left(one);
            Some(Answer::Many(codes))
        }
    }
}

#[cfg(test)]
mod tests {
    use chiso_questionnaire::{check, shipped};

    use super::*;

    #[test]
    fn answers_are_such_as_the_form_takes_and_contented_people_give_better_ones() {
        let today = Date::constant(2025, 10, 20);
        for id in ["sipas_2026", "officials_ballot"] {
            let form = shipped(id).unwrap();
            let item = form.scoring().nodes.iter().find_map(|node| Some(node.item.as_ref()?.0.clone())).unwrap();
            let good = |content: f64| {
                let good = (0..200).filter(|number: &u32| {
                    let mut chance = Chance::new(7).about(&[id, &number.to_string()]);
                    let answers = answers(&form, today, content, &mut chance);
                    assert!(check(&form, &answers, today).problems.is_empty(), "{id} {number}");
                    answers.get(&item).is_some_and(|answer| ["4", "5"].contains(&answer.written().as_str()))
                });
                good.count()
            };
            let (many, few) = (good(85.0), good(45.0));
            assert!(many > few + 40, "{id}: {many} of the contented, {few} of the others");
        }
    }
}
