//! `/{lang}/surveys/{survey}/setup/discard`: throwing a draft away, after a page that says what becomes of it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_survey::campaign::CampaignCommand;
use chiso_web::parts::{Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, go};

use super::mend::{Before, is_draft, reason};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::list::SURVEYS;
use crate::words::{say, say_with};

const REST: &str = "/setup/discard";

/// `GET /{lang}/surveys/{survey}/setup/discard`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Remove).await?;
    if !is_draft(&held) {
        return Err(Refusal::Hidden.page(&reader));
    }
    before(&reader, &held).show(form(&reader, &caller, &held), StatusCode::OK)
}

/// `POST /{lang}/surveys/{survey}/setup/discard`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Remove).await?;
    let command = CampaignCommand::Discard { reason: fields.get("reason").to_owned() };
    match surveys.act_on_seen(&caller, &held, &fields, command).await {
        Ok(()) => Ok(go(&said(&at(&reader, SURVEYS), "said-survey-discarded"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form(&reader, &caller, &held).fill(&fields))?;
            before(&reader, &held).show(form, status)
        }
    }
}

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    super::mend::form(reader, caller, held, REST)
        .field(reason(reader, "setup-reason-hint"))
        .submit(say(reader.lang, "discard-button"))
}

fn before<'a>(reader: &'a Reader, held: &'a Held) -> Before<'a> {
    let lang = reader.lang;
    let called = [("survey", held.campaign.setup.title.get(lang).into())];
    Before {
        reader,
        held,
        rest: REST,
        title: say(lang, "discard-button"),
        question: say_with(lang, "discard-question", &called),
        consequences: ["discard-gone", "discard-journal"].map(|key| say(lang, key)).into(),
    }
}
