//! `/{lang}/surveys/{survey}/setup`: the setup. A draft's can be changed; of another survey it is shown, with what can still be done.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::Action;
use chiso_survey::campaign::{CampaignCommand, Phase};
use chiso_web::parts::{Choice, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{Links, Pairs, Sheet, at, go};

use super::fields::{read, refused, with_fields};
use super::mend::{form, is_draft};
use super::owner::owner_field;
use super::shown;
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, address};
use crate::held::Held;
use crate::words::{WORDS, say};

/// `GET /{lang}/surveys/{survey}/setup`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let sheet = sheet(&surveys, &reader, &caller, &held).said_in(&WORDS, &pairs);
    if is_draft(&held) {
        let owners = surveys.owners(&caller, lang);
        let mut sheet = sheet.form(&blank(&reader, &caller, &held, owners));
        if let Some(texts) = surveys.texts_shown(&caller, &held.campaign.setup, lang) {
            sheet = sheet.section(say(lang, "sms-preview"), &texts);
        }
        return sheet.part(&others(&reader, &held)).show();
    }
    let mut sheet = sheet.part(&shown(&surveys, &caller, &held.campaign.setup, lang));
    if let Some(texts) = surveys.texts_shown(&caller, &held.campaign.setup, lang) {
        sheet = sheet.section(say(lang, "sms-preview"), &texts);
    }
    if held.campaign.phase == Phase::Open {
        return sheet.section(say(lang, "setup-can"), &others(&reader, &held)).show();
    }
    sheet.show()
}

/// `POST /{lang}/surveys/{survey}/setup`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let owners = surveys.owners(&caller, lang);
    let (status, form) = match read(&fields, &owners, &held.campaign.setup, caller.now_us) {
        Ok(setup) => {
            let command = CampaignCommand::Revise { setup: Box::new(setup) };
            match surveys.act_on_seen(&caller, &held, &fields, command).await {
                Ok(()) => return Ok(go(&said(&at(&reader, &address(&held)), "said-survey-saved"))),
                Err(refusal) => refusal.into_form(&reader, blank(&reader, &caller, &held, owners).fill(&fields))?,
            }
        }
        Err(wrong) => refused(blank(&reader, &caller, &held, owners), &fields, wrong, lang),
    };
    sheet(&surveys, &reader, &caller, &held).status(status).form(&form).show()
}

fn sheet<'a>(surveys: &Surveys, reader: &'a Reader, caller: &Caller, held: &Held) -> Sheet<'a> {
    let lead = if is_draft(held) { "setup-lead-draft" } else { "setup-lead-fixed" };
    surveys.view(reader, caller, held, View::Setup, say(reader.lang, "setup-title")).lead(say(reader.lang, lead))
}

fn blank(reader: &Reader, caller: &Caller, held: &Held, owners: Vec<Choice>) -> Form {
    let (lang, setup) = (reader.lang, &held.campaign.setup);
    let owner = owner_field(reader, owners, &setup.owner);
    with_fields(form(reader, caller, held, View::Setup.rest()), lang, owner, setup)
        .submit(say(lang, "setup-save"))
        .cancel(say(lang, "setup-cancel"), at(reader, &address(held)))
}

/// What else can be done with the survey as a whole.
fn others(reader: &Reader, held: &Held) -> Links {
    let ways: &[(&str, &str)] = match held.campaign.phase {
        Phase::Draft => &[("open-button", "/setup/open"), ("discard-button", "/setup/discard")],
        Phase::Open => &[("move-title", "/setup/move"), ("close-button", "/setup/close")],
        Phase::Closed | Phase::Published => &[],
    };
    let to = |(key, rest): &(&str, &str)| (say(reader.lang, key), format!("{}{rest}", address(held)));
    Links::to(reader, ways.iter().map(to).collect())
}
