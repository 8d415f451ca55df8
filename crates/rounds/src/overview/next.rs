//! `/{lang}/rounds/{round}/next`: going on to the next phase, after a page that says what will happen and whom it concerns.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::{Phase, RoundCommand};
use chiso_web::parts::{Choice, Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, at, form_to, go};

use super::figures::Figures;
use crate::entry::Rounds;
use crate::frame::{RoundPath, address, sheet};
use crate::held::Held;
use crate::open::tasks;
use crate::unit::left::{announced, left};
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/next`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
) -> Result<Response, PageError> {
    let step = Step::of(&rounds, &reader, &caller, &round).await?;
    step.show(step.form(), StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/next`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let step = Step::of(&rounds, &reader, &caller, &round).await?;
    let Some(phase) = Phase::of(fields.get("phase")) else {
        let form = step.form().fill(&fields).wrong("phase", say(reader.lang, "next-choose"));
        return step.show(form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let left = step.figures.left(step.held.round.phase);
    let command = RoundCommand::Begin { phase, left, reason: fields.get("reason").to_owned() };
    match rounds.act_on_round(&caller, &round, command).await {
        Ok(held) => Ok(go(&said(&at(&reader, &address(&held)), "said-phase-begun"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, step.form().fill(&fields))?;
            step.show(form, status)
        }
    }
}

/// The step from one phase to the next, as one caller has it before them.
struct Step<'a> {
    reader: &'a Reader,
    caller: &'a Caller,
    held: Arc<Held>,
    figures: Figures,
    /// What keeps a draft from being opened: what to do, and where.
    missing: Vec<(String, String)>,
}

impl<'a> Step<'a> {
    async fn of(rounds: &Rounds, reader: &'a Reader, caller: &'a Caller, round: &str) -> Result<Step<'a>, PageError> {
        let refused = |refusal: Refusal| refusal.page(reader);
        let held = rounds.open(reader, caller, round).await?;
        rounds.may(caller, Action::Change, Resource::Round, &held.round.setup.owner, &[]).map_err(refused)?;
        let assessments = rounds.all_assessments(&held).await.map_err(refused)?;
        let figures = Figures::of(&held, &assessments);
        let mut missing = Vec::new();
        if held.round.phase == Phase::Draft {
            let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
            let to = |part: &str| format!("{}/setup{part}", address(&held));
            let told = tasks(&held, &|id| names.of(id)).into_iter().map(|task| {
                (task.text.get(reader.lang).to_owned(), to(&format!("{}{}", task.part.rest(), task.query)))
            });
            missing = told.collect();
        }
        Ok(Step { reader, caller, held, figures, missing })
    }

    fn lang(&self) -> Lang {
        self.reader.lang
    }

    /// The phases that can begin now, the next one first.
    fn ahead(&self) -> Vec<Phase> {
        let now = self.held.round.phase;
        let last = if now == Phase::Draft { Phase::SelfAssessment } else { Phase::Council };
        Phase::ALL.into_iter().filter(|phase| *phase > now && *phase <= last).collect()
    }

    fn form(&self) -> Form {
        let lang = self.lang();
        let ahead = self.ahead();
        let mut form = form_to(self.reader, self.caller, &format!("{}/next", address(&self.held)));
        form = match ahead.as_slice() {
            [only] => form.hidden("phase", only.id()),
            several => {
                let choice = |(i, phase): (usize, &Phase)| {
                    let choice = Choice::new(phase.id(), phase.title().get(lang)).chosen(i == 0);
                    if i == 0 { choice } else { choice.hint(say(lang, "next-skips")) }
                };
                let choices = several.iter().enumerate().map(choice).collect();
                form.field(Field::radios(lang, "phase", say(lang, "next-to"), choices))
            }
        };
        let draft = self.held.round.phase == Phase::Draft;
        if !draft {
            let reason = Field::area(lang, "reason", say(lang, "setup-reason"), 2);
            let reason = reason.limit(2_000);
            form = form.field(if self.needs_reason() {
                reason.hint(say(lang, "setup-reason-hint"))
            } else {
                reason.hint(say(lang, "next-reason-hint")).optional()
            });
        }
        let button = if draft { "next-begin" } else { "next-go" };
        form.submit(say(lang, button)).cancel(say(lang, "next-stay"), at(self.reader, &address(&self.held)))
    }

    /// Whether also the phase that comes next begins with a reason only: time or work is left.
    fn needs_reason(&self) -> bool {
        let round = &self.held.round;
        let early = round.deadline(round.phase).is_some_and(|deadline| !deadline.is_over(self.caller.now_us));
        early || self.figures.left(round.phase) > 0
    }

    /// What will happen, and whom it concerns.
    fn consequences(&self) -> Vec<String> {
        let lang = self.lang();
        let (round, setup) = (&self.held.round, &self.held.round.setup);
        let mut out = Vec::new();
        if let Some(deadline) = round.deadline(round.phase).filter(|deadline| !deadline.is_over(self.caller.now_us)) {
            out.push(say_with(lang, "next-early", &[("left", left(deadline, self.caller.now_us, lang).into())]));
        }
        out.extend(self.figures.left_text(round.phase, lang));
        let Some(next) = self.ahead().first().copied() else { return out };
        let units = [("count", setup.units.len().into())];
        match next {
            Phase::SelfAssessment => {
                out.push(say_with(lang, "next-opens-units", &units));
                out.push(say(lang, "next-fixes-units"));
            }
            Phase::FirstAppraisal => {
                out.push(say(lang, "next-locks"));
                out.push(say_with(lang, "next-tells-appraisers", &[("count", setup.appraisers.len().into())]));
            }
            Phase::Explanation => {
                out.push(say_with(lang, "next-opens-flagged", &[("count", self.figures.flagged.into())]));
            }
            Phase::SecondAppraisal => {
                out.push(say_with(lang, "next-tells-appraisers", &[("count", setup.appraisers.len().into())]));
            }
            _ => out.push(say_with(lang, "next-council", &[("count", setup.council.members.len().into())])),
        }
        if let Some(deadline) = round.deadline(next) {
            let told =
                [("phase", next.title().get(lang).to_owned().into()), ("deadline", announced(deadline, lang).into())];
            out.push(say_with(lang, "next-until", &told));
        }
        out
    }

    fn show(&self, form: Form, status: StatusCode) -> Result<Response, PageError> {
        let lang = self.lang();
        let page = sheet(self.reader, &self.held, "/next", say(lang, "next-title")).status(status);
        if !self.missing.is_empty() {
            return page
                .lead(say_with(lang, "next-missing", &[("count", self.missing.len().into())]))
                .part(&Links::to(self.reader, self.missing.clone()))
                .show();
        }
        let Some(next) = self.ahead().first().copied() else {
            let results = vec![(say(lang, "ahead-publish"), format!("{}/results", address(&self.held)))];
            return page.lead(say(lang, "next-none")).part(&Links::to(self.reader, results)).show();
        };
        let title = say_with(lang, "next-question", &[("phase", next.title().get(lang).to_owned().into())]);
        page.headed_by_part().part(&Question::new(title, self.consequences(), form)).show()
    }
}
