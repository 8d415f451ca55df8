//! What somebody says again when they are called: it waits in the drawer until so many others of the same interviewer wait with it, and lies in the box then.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_ballot::{Ballot, DrawerId};
use chiso_model::Text;
use chiso_questionnaire::{Answer, Answers, Form, Item, QuestionType};
use chiso_survey::Called;
use chiso_survey::campaign::{Mode, Phase};
use chiso_workspace::Refusal;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::QUESTIONS;
use super::cases::called;
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

/// What waits in the drawer.
#[derive(Serialize, Deserialize)]
struct Waiting {
    /// Whose interview it was: the group of the ballot.
    of: String,
    /// As it will be kept in the box.
    answers: String,
}

/// Whether what so many people of an interviewer say can be cast: at least `least`, and of those who are still to be called so many that they can be next, or nobody.
fn can_be_cast(waiting: usize, to_call: usize, least: usize) -> bool {
    waiting >= least.max(1) && (to_call == 0 || to_call >= least)
}

impl Surveys {
    /// By what goes in the drawer what somebody says again, and the mark with which the box takes it, once.
    async fn places_of(&self, held: &Held, invitee: &str, now_us: i64) -> Result<(DrawerId, [u8; 32]), Refusal> {
        let id = self.desk.invitation_key(now_us).await?.code(&held.id, &format!("{invitee}/callback"));
        Ok((id, Sha256::digest(id).into()))
    }

    /// Puts what somebody says again into the drawer, in the place of what is there of them.
    ///
    /// # Errors
    /// The store, the drawer.
    pub(super) async fn hold_again(
        &self,
        held: &Held,
        form: &Form,
        (invitee, of): (&str, &str),
        again: &Again,
        now_us: i64,
    ) -> Result<(), Refusal> {
        let waiting = Waiting { of: of.to_owned(), answers: again.given(form).text() };
        let content = serde_json::to_vec(&waiting).map_err(|_| damaged())?;
        let (id, _) = self.places_of(held, invitee, now_us).await?;
        self.drawer.put(&campaign_of(held), id, content).await.map_err(|error| ballots_failed(&error))
    }

    /// Casts what people say again as far as enough of an interviewer's wait, each interviewer's together, so that nobody is known by being the only one; and takes out of the drawer what
    /// will never be cast. Whoever calls holds the turn ([`super::Calls`]).
    ///
    /// # Errors
    /// The store, the drawer, the box.
    pub(super) async fn cast_again(self: &Arc<Self>, held: &Held, now_us: i64) -> Result<(), Refusal> {
        let failed = |error| ballots_failed(&error);
        let campaign = campaign_of(held);
        let lies = self.drawer.all(&campaign).await.map_err(failed)?;
        if lies.is_empty() {
            return Ok(());
        }
        let cases = self.call_back_cases(held, now_us).await?;
        let mut left: BTreeSet<DrawerId> = lies.keys().copied().collect();
        let mut waits: BTreeMap<String, Vec<(DrawerId, [u8; 32], String)>> = BTreeMap::new();
        for (invitee, _) in cases.drawn.iter().filter(|(_, case)| called(case) == Called::Confirmed) {
            let (id, mark) = self.places_of(held, invitee, now_us).await?;
            if let Some(content) = lies.get(&id) {
                let Waiting { of, answers } = serde_json::from_slice(content).map_err(|_| damaged())?;
                waits.entry(of).or_default().push((id, mark, answers));
                left.remove(&id);
            }
        }
        let least = usize::try_from(held.campaign.setup.least).unwrap_or(usize::MAX);
        for (of, some) in waits {
            let is_to_call = |(id, case): &(&String, &_)| {
                called(case) == Called::ToCall && cases.met.get(*id).is_some_and(|met| met.interviewer == of)
            };
            let to_call = cases.drawn.iter().filter(is_to_call).count();
            if can_be_cast(some.len(), to_call, least) {
                left.extend(some.iter().map(|(id, ..)| *id));
                self.cast_together(held, &of, some).await?;
            } else if held.campaign.phase == Phase::Published {
                left.extend(some.iter().map(|(id, ..)| *id));
            }
        }
        self.drawer.remove(&campaign, left.into_iter().collect()).await.map_err(failed)
    }

    /// Casts all at the same time, under the interviewer, and under the day on which the survey opened: calls are few, so their days would tell whose it is.
    async fn cast_together(
        &self,
        held: &Held,
        of: &str,
        some: Vec<(DrawerId, [u8; 32], String)>,
    ) -> Result<(), Refusal> {
        let day = chiso_web::day_in_viet_nam(held.campaign.setup.opens).to_string();
        let ballot = |answers| Ballot { campaign: campaign_of(held), people: of.to_owned(), day: day.clone(), answers };
        let ballots = some.into_iter().map(|(_, mark, answers)| (mark, ballot(answers))).collect();
        // Whether it counts now or did before a stop of the program: it is in the box.
        self.ballots.cast_all(ballots).await.map(drop).map_err(|error| ballots_failed(&error))
    }

    /// Does for a campaign what a stop of the program kept from being done, or what has become possible since.
    ///
    /// # Errors
    /// The store, the drawer, the box.
    pub async fn settle_call_backs(self: &Arc<Self>, survey: &str, now_us: i64) -> Result<(), Refusal> {
        let held = self.held(survey).await?;
        if held.campaign.call_backs.is_empty() {
            return Ok(());
        }
        let _turn = self.calls.turn().await;
        self.cast_again(&held, now_us).await
    }
}

fn damaged() -> Refusal {
    Refusal::Fault(Text::new(
        "Câu trả lời khi gọi lại chưa ghi được vào kho phiếu. Hệ thống sẽ thử lại.",
        "What was answered again could not be put into the box. The system tries again.",
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_again_is_cast_with_so_many_others_and_leaves_nobody_behind_who_could_not_follow() {
        for (waiting, to_call, least, cast) in [
            (0, 0, 0, false),
            (1, 0, 0, true),
            (4, 0, 5, false),
            (5, 0, 5, true),
            (5, 1, 5, false),
            (6, 0, 5, true),
            (5, 5, 5, true),
        ] {
            assert_eq!(can_be_cast(waiting, to_call, least), cast, "{waiting} {to_call} {least}");
        }
    }
}
