//! `/{lang}/surveys/{survey}/setup/close`: closing a survey for good, before its time with a reason.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_survey::campaign::{CampaignCommand, Phase};
use chiso_web::parts::Form;
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::moment;

use super::mend::{Before, reason};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{say, say_with};

const REST: &str = "/setup/close";

/// `GET /{lang}/surveys/{survey}/setup/close`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    if held.campaign.phase != Phase::Open {
        return Err(Refusal::Hidden.page(&reader));
    }
    before(&reader, &caller, &held).show(form(&reader, &caller, &held), StatusCode::OK)
}

/// `POST /{lang}/surveys/{survey}/setup/close`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let command = CampaignCommand::Close { reason: fields.get("reason").to_owned() };
    let closed = surveys.act_on_seen(&caller, &held, &fields, command).await;
    before(&reader, &caller, &held).after(closed, form(&reader, &caller, &held), &fields, "said-survey-closed")
}

fn is_early(caller: &Caller, held: &Held) -> bool {
    caller.now_us < held.campaign.setup.closes
}

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let why = reason(reader, "close-reason-hint");
    let why = if is_early(caller, held) { why } else { why.optional() };
    super::mend::form(reader, caller, held, REST).field(why).submit(say(reader.lang, "close-button"))
}

fn before<'a>(reader: &'a Reader, caller: &Caller, held: &'a Held) -> Before<'a> {
    let lang = reader.lang;
    let closes = [("closes", moment::minute(held.campaign.setup.closes, lang).into())];
    let early = is_early(caller, held).then(|| say_with(lang, "close-early", &closes));
    let survey = [("survey", held.campaign.setup.title.get(lang).into())];
    Before {
        reader,
        held,
        rest: REST,
        title: say(lang, "close-button"),
        question: say_with(lang, "close-question", &survey),
        consequences: early.into_iter().chain([say(lang, "close-refuses"), say(lang, "close-for-good")]).collect(),
    }
}
