//! `/{lang}/ballot/{survey}`: screen after screen, and the ballot into the box.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_ballot::{Ballot, Cast};
use chiso_questionnaire::Answers;
use chiso_survey::campaign;
use chiso_web::page::show_as;
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;

use super::frame::{Frame, Told, agency, secret};
use super::screens::{GROUP, Mode, Screens, TOKEN, lang_of, language_for};
use super::walk::{Step, field, step};
use super::{BALLOT, INVITATION, unkept};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::given::Given;
use crate::held::Held;
use crate::words::say;

#[derive(Template)]
#[template(path = "answer/resume.html")]
struct ResumePage {
    f: Frame,
    survey: String,
    action: String,
}

/// `GET /{lang}/ballot/{survey}`: where somebody goes on whose device has a token; the token does not stand in the address, so the device sends it from here.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.held(&survey).await.map_err(|refusal| refusal.page(&reader))?;
    if let Some(closed) = Surveys::closed(&held, caller.now_us) {
        return surveys.tell_closed(lang, &caller, &held, closed, &format!("{BALLOT}/{}", held.id));
    }
    let rest = format!("{BALLOT}/{}", held.id);
    let f = surveys.frame_of(lang, &caller, &held, say(lang, "answer-resume-title")).also_at(&rest);
    let page = ResumePage { f, survey: held.id.clone(), action: format!("/{}{rest}", lang.tag()) };
    Ok(secret(show_as(StatusCode::OK, lang, &page)?))
}

/// `POST /{lang}/ballot/{survey}`
pub(super) async fn take(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let failed = |refusal: Refusal| refusal.page(&reader);
    let held = surveys.held(&survey).await.map_err(failed)?;
    if let Some(closed) = Surveys::closed(&held, caller.now_us) {
        return surveys.tell_closed(reader.lang, &caller, &held, closed, &format!("{BALLOT}/{}", held.id));
    }
    let (text, group) = (fields.get(TOKEN), fields.get(GROUP));
    let Some(token) = surveys.right(&held.id, group, text).await.map_err(failed)? else {
        let lang = reader.lang;
        let way = (say(lang, "answer-type-code"), format!("/{}{INVITATION}", lang.tag()));
        let frame = surveys.frame_of(lang, &caller, &held, say(lang, "answer-no-token"));
        let told = Told { way: Some(way), ..Told::new(frame, vec![say(lang, "answer-no-token-help")]) };
        return told.show(StatusCode::FORBIDDEN);
    };
    let form = surveys.form(&held).await.map_err(failed)?;
    match step(&form, &fields.0, &language_for(&form, reader.lang), caller.day) {
        Step::Show(walk) => {
            let screens = Screens {
                held: &held,
                form: &form,
                mode: Mode::Own { token: text, group },
                action: format!("{BALLOT}/{}", held.id),
                lang: reader.lang,
                owner: agency(&surveys.desk.register(), &held.campaign.setup.owner, caller.day, reader.lang),
                today: caller.day,
            };
            screens.show(&walk)
        }
        Step::Send { answers, language } => {
            let took = fields.get(field::TOOK).parse().ok();
            let ballot = ballot(&held, group, &caller, answers, took);
            let cast = surveys.ballots.cast(token.mark(), ballot).await;
            let cast = cast.map_err(|error| failed(unkept(&error)))?;
            thanks(&surveys, &reader, &caller, &held, &language, cast)
        }
    }
}

/// A ballot: answers, group, that somebody gave it by themselves, and how long that took where the device says so. Nothing else is known here, and nothing finer than the day.
fn ballot(held: &Held, group: &str, caller: &Caller, answers: Answers, took: Option<u32>) -> Ballot {
    Ballot {
        campaign: held.id.clone(),
        people: group.to_owned(),
        day: caller.day.to_string(),
        answers: Given { answers, mode: campaign::Mode::Own, took }.text(),
    }
}

fn thanks(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    language: &str,
    cast: Cast,
) -> Result<Response, PageError> {
    let lang = lang_of(language, reader.lang);
    let (title, line) = match cast {
        Cast::Counted => (say(lang, "answer-thanks"), say(lang, "answer-counted")),
        Cast::Before => (say(lang, "answer-before"), say(lang, "answer-before-help")),
    };
    let own = held.campaign.setup.thanks.get(lang).to_owned();
    let lines = [line, own, say(lang, "answer-close")].into_iter().filter(|line| !line.trim().is_empty()).collect();
    let told = Told::new(surveys.frame_of(lang, caller, held, title), lines);
    Told { done: held.id.clone(), ..told }.show(StatusCode::OK)
}
