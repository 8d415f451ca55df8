//! `/{lang}/surveys/{survey}/callbacks`: drawing, whom to call, and what came of it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_model::{Lang, Text, decimal};
use chiso_questionnaire::Form as Questionnaire;
use chiso_survey::campaign::{Mode, Phase};
use chiso_survey::{HowMany, Seed};
use chiso_web::parts::{Choice, Definitions, Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::{Pairs, at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use super::again::questions;
use super::draw::{Asked, can_be_drawn};
use super::{CALLBACKS, QUESTIONS, tables};
use crate::entry::Surveys;
use crate::frame::{SurveyPath, address, sheet};
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

/// How many percent are proposed.
const PERCENT: &str = "10";

impl Surveys {
    /// The campaign in an address, for a caller who runs it, where people are interviewed and the survey was opened.
    async fn calling(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Arc<Held>, PageError> {
        let held = self.to_mend(reader, caller, survey, Action::Change).await?;
        if held.campaign.phase == Phase::Draft || !held.campaign.setup.modes.contains(&Mode::Interview) {
            return Err(Refusal::Hidden.page(reader));
        }
        Ok(held)
    }
}

fn question_field(number: usize) -> String {
    format!("question-{number}")
}

fn form(reader: &Reader, caller: &Caller, held: &Held, form: &Questionnaire) -> Form {
    let lang = reader.lang;
    let mut asked = form_to(reader, caller, &format!("{}{CALLBACKS}", address(held)))
        .field(Field::text(lang, "seed", say(lang, "callback-seed")).hint(say(lang, "callback-seed-hint")))
        .field(Field::number(lang, "percent", say(lang, "callback-percent"), "%").value(PERCENT).optional())
        .field(
            Field::number(lang, "number", say(lang, "callback-number"), say(lang, "callback-number-unit"))
                .hint(say(lang, "callback-number-hint"))
                .optional(),
        );
    if held.campaign.call_backs.is_empty() {
        asked = asked.section(say(lang, "callback-questions"), say(lang, "callback-questions-hint"));
        for number in 1..=QUESTIONS {
            let choices = questions(form, lang.tag()).into_iter().map(|question| {
                let label = form.text(&question.item.label, lang.tag());
                let label = if label.is_empty() { &question.item.name } else { label };
                Choice::new(&question.item.name, label)
            });
            let label = say_with(lang, "callback-question", &[("number", number.into())]);
            let none = Some(say(lang, "callback-question-none"));
            asked = asked.field(Field::select(lang, question_field(number), label, none, choices.collect()).optional());
        }
    }
    asked.submit(say(lang, "callback-draw"))
}

/// What was entered.
fn read(fields: &Fields, form: &Questionnaire) -> Result<Asked, Refusal> {
    let mut wrong = Vec::new();
    let seed = Seed::new(fields.get("seed"));
    if seed.text().is_empty() {
        wrong.push(("seed", Text::new("Hãy nhập số khởi đầu.", "Enter the seed.")));
    }
    let (percent, number) = (fields.get("percent"), fields.get("number"));
    let many = match (percent.parse::<u32>(), number.parse::<u64>()) {
        (_, Ok(number)) if number > 0 => Some(HowMany::Number(number)),
        (Ok(percent), _) if number.is_empty() && (1..=100).contains(&percent) => Some(HowMany::Percent(percent)),
        _ => None,
    };
    if many.is_none() {
        let field = if number.is_empty() { "percent" } else { "number" };
        wrong.push((
            field,
            Text::new(
                "Hãy nhập số nguyên: tỷ lệ từ 1 đến 100, hoặc số người từ 1 trở lên.",
                "Enter a whole number: a share from 1 to 100, or people from 1.",
            ),
        ));
    }
    let known: Vec<String> =
        questions(form, Lang::Vi.tag()).into_iter().map(|question| question.item.name.clone()).collect();
    let mut names: Vec<String> = (1..=QUESTIONS).map(|number| fields.get(&question_field(number)).to_owned()).collect();
    names.retain(|name| known.contains(name));
    names.sort();
    names.dedup();
    match many {
        Some(many) if wrong.is_empty() => Ok(Asked { seed, many, questions: names }),
        _ => Err(Refusal::Fields(wrong)),
    }
}

async fn show(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    drawing: Form,
    status: StatusCode,
    pairs: &[(String, String)],
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(reader);
    let cases = surveys.call_back_cases(held, caller.now_us).await.map_err(refused)?;
    let mut sheet = sheet(reader, held, CALLBACKS, say(lang, "callback-title"))
        .said_in(&WORDS, pairs)
        .lead(say(lang, "callback-lead"))
        .status(status)
        .secret();
    if !cases.drawn.is_empty() {
        let mut people = surveys.invitees(&held.id).await.map_err(refused)?;
        people.retain(|invitee| cases.drawn.contains_key(&invitee.id));
        let person = Desk::person_of(caller).map_err(refused)?;
        let form = surveys.form(held).await.map_err(refused)?;
        let comparison = surveys.comparison(held, &cases).await.map_err(refused)?;
        sheet = sheet
            .section(say(lang, "callback-list"), &tables::to_call(reader, held, &cases, &people, &person))
            .section(say(lang, "callback-by-interviewer"), &tables::interviewers(reader, held, &cases))
            .section(say(lang, "callback-by-question"), &tables::questions(reader, held, &form, &comparison));
        if !cases.mixed.is_empty() {
            let count = say_with(lang, "callback-mixed-count", &[("count", cases.mixed.len().into())]);
            sheet = sheet.part(&Definitions::new().line(say(lang, "callback-mixed"), count));
        }
        for (number, draw) in (1..).zip(&held.campaign.call_backs) {
            let title = say_with(lang, "callback-drawn", &[("number", number.into())]);
            sheet = sheet.section(title, &tables::drawn(lang, draw));
        }
    }
    if held.campaign.phase <= Phase::Closed {
        let until = caller.day.yesterday().unwrap_or(caller.day);
        let phones = surveys.phones(held).await.map_err(refused)?;
        let met: usize = can_be_drawn(&cases, &phones, &until.to_string()).values().map(Vec::len).sum();
        let told = [("count", decimal(met as f64, 0, lang).into()), ("until", chiso_model::day(until, lang).into())];
        let can = Definitions::new().line(say(lang, "callback-can"), say_with(lang, "callback-can-who", &told));
        sheet = sheet.section(say(lang, "callback-draw"), &can);
        if met > 0 || drawing.has_errors() {
            sheet = sheet.part(&drawing);
        }
    }
    sheet.show()
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = surveys.calling(&reader, &caller, &survey).await?;
    let questionnaire = surveys.form(&held).await.map_err(|refusal| refusal.page(&reader))?;
    let drawing = form(&reader, &caller, &held, &questionnaire);
    show(&surveys, &reader, &caller, &held, drawing, StatusCode::OK, &pairs).await
}

/// `POST`: a draw.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.calling(&reader, &caller, &survey).await?;
    let questionnaire = surveys.form(&held).await.map_err(|refusal| refusal.page(&reader))?;
    let drawn = match read(&fields, &questionnaire) {
        Ok(asked) => surveys.draw_call_backs(&caller, &held, asked).await,
        Err(refusal) => Err(refusal),
    };
    match drawn {
        Ok(_) => Ok(go(&said(&at(&reader, &format!("{}{CALLBACKS}", address(&held))), "said-callback-drawn"))),
        Err(refusal) => {
            let drawing = form(&reader, &caller, &held, &questionnaire).fill(&fields);
            let (status, drawing) = refusal.into_form(&reader, drawing)?;
            show(&surveys, &reader, &caller, &held, drawing, status, &[]).await
        }
    }
}
