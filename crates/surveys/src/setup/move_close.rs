//! `/{lang}/surveys/{survey}/setup/move`: another close for a survey that is open.

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

use super::fields::{moment_fields, read_moment};
use super::mend::{Before, reason};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{say, say_with};

const REST: &str = "/setup/move";

/// `GET /{lang}/surveys/{survey}/setup/move`
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
    before(&reader, &held).show(form(&reader, &caller, &held), StatusCode::OK)
}

/// `POST /{lang}/surveys/{survey}/setup/move`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let moved = match read_moment(&fields, "closes_day", "closes_time") {
        Ok(closes) => {
            let command = CampaignCommand::MoveClose { closes, reason: fields.get("reason").to_owned() };
            surveys.act_on_seen(&caller, &held, &fields, command).await
        }
        Err(wrong) => Err(Refusal::Fields(wrong)),
    };
    before(&reader, &held).after(moved, form(&reader, &caller, &held), &fields, "said-close-moved")
}

fn form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let labels = ("setup-closes-day", "setup-closes-time");
    let [day, time] = moment_fields(reader.lang, ("closes_day", "closes_time"), labels, held.campaign.setup.closes);
    super::mend::form(reader, caller, held, REST)
        .field(day)
        .field(time)
        .field(reason(reader, "setup-reason-hint"))
        .submit(say(reader.lang, "move-button"))
}

fn before<'a>(reader: &'a Reader, held: &'a Held) -> Before<'a> {
    let lang = reader.lang;
    let now = [("closes", moment::minute(held.campaign.setup.closes, lang).into())];
    Before {
        reader,
        held,
        rest: REST,
        title: say(lang, "move-title"),
        question: say(lang, "move-title"),
        consequences: vec![say_with(lang, "move-now", &now), say(lang, "move-tells")],
    }
}
