//! `POST /{lang}/interviews/{survey}/exchange`: signs what a tablet blinded, for people of groups that the caller has or had, several at once.
//!
//! Of this request a log keeps that somebody's tablet sent something for this survey at a moment, and the journal nothing: whose invitation was used is told by the register,
//! which has no day of anybody, and who was interviewed by visits, by the day. What is signed here comes back with ballots that nobody signed in sends.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chiso_ballot::{Issued, Signed};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use serde::Deserialize;
use serde_json::{Value, json};

use super::cases::Cases;
use super::told;
use crate::entry::{Surveys, ballots_failed};
use crate::frame::SurveyPath;

/// Most interviews of a request: a signature takes a millisecond or two.
const MOST: usize = 50;

/// Somebody who was interviewed, and the number that the tablet chose and blinded.
#[derive(Debug, Deserialize)]
struct Asked {
    case: String,
    blinded: String,
}

/// `POST`
pub(super) async fn exchange(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let failed = |refusal: Refusal| refusal.page(&reader);
    let cases = surveys.cases_of(&caller, &survey).await.map_err(failed)?;
    let Some(asked) = told::list::<Asked>(fields.get("cases"), MOST) else { return Ok(told::unreadable()) };
    let state = told::state(&cases.held, caller.now_us);
    let mut answers = Vec::new();
    if state == "open" {
        for one in &asked {
            let answer = surveys.sign(&caller, &cases, one).await.map_err(failed)?;
            answers.push(json!({ "case": one.case, "state": answer.0, "signature": answer.1 }));
        }
    }
    Ok(told::told(StatusCode::OK, json!({ "state": state, "cases": answers })))
}

impl Surveys {
    /// What becomes of one: `signed`, with the signature; `taken`, where the invitation was used for another number; `unknown`, where it is nobody of groups that the caller has or had;
    /// `unreadable`.
    async fn sign(&self, caller: &Caller, cases: &Cases, asked: &Asked) -> Result<(&'static str, Value), Refusal> {
        let Some(case) = cases.people.get(&asked.case) else { return Ok(("unknown", Value::Null)) };
        let survey = &cases.held.id;
        let group = self.group(survey, &case.group).await?.ok_or(Refusal::Hidden)?;
        let blinded = BASE64.decode(&asked.blinded).unwrap_or_default();
        // Before the register is told: nobody loses an invitation to a defect.
        let Ok(Signed(signed)) = group.issuer.sign(&blinded) else { return Ok(("unreadable", Value::Null)) };
        let day = caller.day.to_string();
        let issued = self.register.exchange(survey, case.code, &blinded, &day).await;
        Ok(match issued.map_err(|error| ballots_failed(&error))? {
            Issued::Now | Issued::Again => ("signed", Value::from(BASE64.encode(signed))),
            Issued::Taken => ("taken", Value::Null),
            Issued::Unknown => ("unknown", Value::Null),
        })
    }
}
