//! What somebody says again when they are called, as it lies in the box.

use std::collections::BTreeMap;

use chiso_ballot::Ballot;
use chiso_questionnaire::{Answer, Answers, Form, Item, QuestionType};
use chiso_survey::campaign::Mode;
use chiso_workspace::Refusal;
use chiso_workspace::house::new_id;

use super::QUESTIONS;
use crate::entry::{Surveys, ballots_failed};
use crate::given::Given;
use crate::held::Held;

/// The campaign of the box under which call-backs lie.
pub(super) fn campaign_of(held: &Held) -> String {
    format!("{}-callback", held.id)
}

/// A question that can be asked again: one choice, or a scale.
pub(super) struct Question<'a> {
    pub(super) item: &'a Item,
    /// Codes and what they are called.
    pub(super) choices: Vec<(String, String)>,
}

/// The questions of a form that can be asked again, with choices in a language. Those whose choices depend on other answers cannot.
pub(super) fn questions<'a>(form: &'a Form, language: &str) -> Vec<Question<'a>> {
    let of = |item: &'a Item| {
        let choices = match &item.answerable()?.kind {
            QuestionType::SelectOne(select) if select.filter.is_none() => {
                let choice = |choice: &chiso_questionnaire::Choice| {
                    (choice.code.clone(), form.text(&choice.label, language).to_owned())
                };
                form.choices(&select.list).iter().map(choice).collect()
            }
            QuestionType::Range(range) => {
                let numbers = range.numbers().into_iter().map(chiso_model::shortest);
                numbers.map(|number| (number.clone(), number)).collect()
            }
            _ => return None,
        };
        Some(Question { item, choices })
    };
    form.items().iter().filter_map(of).collect()
}

/// The questions that are asked again in a campaign.
pub(super) fn asked_again<'a>(held: &Held, form: &'a Form, language: &str) -> Vec<Question<'a>> {
    let names = held.campaign.call_backs.first().map_or(&[][..], |draw| &draw.questions);
    questions(form, language)
        .into_iter()
        .filter(|question| names.contains(&question.item.name))
        .take(QUESTIONS)
        .collect()
}

/// What somebody says again: codes by question, and about how many minutes it took.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Again {
    pub(super) answers: BTreeMap<String, String>,
    pub(super) minutes: Option<u32>,
}

impl Again {
    fn given(&self, form: &Form) -> Given {
        let answer = |(name, code): (&String, &String)| {
            let answer = match &form.item(name)?.answerable()?.kind {
                QuestionType::SelectOne(_) => Answer::One(code.clone()),
                QuestionType::Range(range) if range.is_whole() => Answer::Integer(code.parse().ok()?),
                QuestionType::Range(_) => Answer::Decimal(code.parse().ok()?),
                _ => return None,
            };
            Some((name.clone(), answer))
        };
        let answers: Answers = self.answers.iter().filter_map(answer).collect();
        Given { answers, mode: Mode::Phone, took: self.minutes.map(|minutes| minutes.saturating_mul(60)) }
    }
}

impl Surveys {
    /// Puts what somebody says again into the box, under the interviewer, and under the day on which the survey opened: calls are few, so their days would tell whose it is.
    ///
    /// # Errors
    /// The box.
    pub(super) async fn keep_again(&self, held: &Held, form: &Form, of: &str, again: &Again) -> Result<(), Refusal> {
        // Chosen by chance, as every id: nothing shows whose it is.
        let mut mark = [0; 32];
        for (byte, chosen) in mark.iter_mut().zip(new_id().bytes()) {
            *byte = chosen;
        }
        let ballot = Ballot {
            campaign: campaign_of(held),
            people: of.to_owned(),
            day: chiso_web::day_in_viet_nam(held.campaign.setup.opens).to_string(),
            answers: again.given(form).text(),
        };
        self.ballots.cast(mark, ballot).await.map_err(|error| ballots_failed(&error))?;
        Ok(())
    }
}
