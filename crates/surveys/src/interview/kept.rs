//! `POST /{lang}/ballot/{survey}/kept`: a ballot that was kept on a tablet. It comes by itself, with its token and without anybody's name; nothing is logged.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use chiso_ballot::{Ballot, Cast};
use chiso_model::{Date, Lang};
use chiso_questionnaire::{AnswerProblem, Answers, Form, check};
use chiso_questionnaire::{State as Answered, code_of};
use chiso_survey::campaign::Mode;
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, day_in_viet_nam};
use chiso_workspace::Refusal;
use serde_json::{Value, json};

use super::told;
use crate::entry::{Surveys, ballots_failed};
use crate::frame::SurveyPath;
use crate::given::{Given, answers_from_json};

/// `POST`
pub(super) async fn take(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (status, told) = surveys.take_kept(&caller, &survey, &fields).await.map_err(|refusal| refusal.page(&reader))?;
    let mut response = told::told(status, told);
    response.headers_mut().insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    Ok(response)
}

impl Surveys {
    /// What becomes of a ballot: `counted`, `before`; `refused`, with what is wrong with its answers; `no-token`, `early` or `over`.
    async fn take_kept(&self, caller: &Caller, survey: &str, fields: &Fields) -> Result<(StatusCode, Value), Refusal> {
        let held = self.held(survey).await?;
        let setup = &held.campaign.setup;
        if !setup.modes.contains(&Mode::Interview) {
            return Err(Refusal::Hidden);
        }
        let state = told::state(&held, caller.now_us);
        if state != "open" {
            return Ok((StatusCode::GONE, json!({ "state": state })));
        }
        let group = fields.get("group");
        let Some(token) = self.right(&held.id, group, fields.get("token")).await? else {
            return Ok((StatusCode::FORBIDDEN, json!({ "state": "no-token" })));
        };
        let form = self.form(&held).await?;
        let opened = day_in_viet_nam(setup.opens);
        // A form may speak of the day, and a ballot that was right on the tablet is right here. The day of the interview is not kept.
        let day = fields.get("day").parse::<Date>().unwrap_or(caller.day).max(opened).min(caller.day);
        let sent = serde_json::from_str(fields.get("answers")).unwrap_or_default();
        let checked = check(&form, &answers_from_json(&form, &sent), day);
        if !checked.problems.is_empty() {
            let problems = problems(&form, &checked.answers, &checked.problems, day);
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, json!({ "state": "refused", "problems": problems })));
        }
        let took = fields.get("took").parse().ok();
        // With an invitation, as every other of its group.
        let given = Given { answers: checked.answers, mode: Mode::Own, took };
        let ballot = Ballot {
            campaign: held.id.clone(),
            people: group.to_owned(),
            day: caller.day.to_string(),
            answers: given.text(),
        };
        let cast = self.ballots.cast(token.mark(), ballot).await.map_err(|error| ballots_failed(&error))?;
        let state = match cast {
            Cast::Counted => "counted",
            Cast::Before => "before",
        };
        Ok((StatusCode::OK, json!({ "state": state })))
    }
}

/// What is wrong, question by question, in both languages.
fn problems(form: &Form, answers: &Answers, found: &[AnswerProblem], day: Date) -> Vec<Value> {
    let state = Answered::new(form, answers, day);
    let in_language = |problem: &AnswerProblem, lang: Lang| {
        let codes = || form.languages().iter().map(|language| code_of(language));
        let language = codes().find(|code| *code == lang.tag()).or_else(|| codes().next()).unwrap_or(lang.tag());
        problem.message(&state, language)
    };
    let told = |problem: &AnswerProblem| json!({ "name": problem.name, "vi": in_language(problem, Lang::Vi), "en": in_language(problem, Lang::En) });
    found.iter().map(told).collect()
}
