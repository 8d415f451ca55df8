//! `/{lang}/s/{code}`: an invitation, and its exchange for a token.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use chiso_ballot::{Issued, Signed};
use chiso_model::{Lang, Text};
use chiso_questionnaire::Form;
use chiso_web::page::show_as;
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};
use chiso_workspace::Refusal;
use chiso_workspace::house::{moment, new_id};

use super::frame::{Frame, Told, agency, secret};
use super::groups::Group;
use super::people::Person;
use super::screens::{Mode, Screens, language_for};
use super::walk::Walk;
use super::{BALLOT, INVITATION, unkept};
use crate::code::InvitationCode;
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::say;

/// The language and the code in the address.
pub(super) type CodePath = Path<(String, String)>;

#[derive(Template)]
#[template(path = "answer/invitation.html")]
struct InvitationPage {
    f: Frame,
    title: String,
    /// Why one is asked, as the letter says it.
    lead: String,
    /// The unit that is rated, in a sentence; empty where the survey is about none in particular.
    rated: String,
    until: String,
    screens: usize,
    length: String,
    declined: bool,
    action: String,
    ballot: String,
    survey: String,
    group: String,
    n: String,
    e: String,
}

/// Why an invitation cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Closed {
    /// Ballots are not taken yet.
    NotYet,
    /// Ballots are no longer taken.
    Over,
}

impl Surveys {
    /// Whether a survey takes no ballots at a moment, and why.
    pub(crate) fn closed(held: &Held, now_us: i64) -> Option<Closed> {
        let campaign = &held.campaign;
        if campaign.takes_ballots(now_us) {
            return None;
        }
        Some(if now_us < campaign.setup.opens || campaign.phase == chiso_survey::campaign::Phase::Draft {
            Closed::NotYet
        } else {
            Closed::Over
        })
    }

    /// The page that says why a survey takes no ballots; `rest` is its address after the language.
    pub(super) fn tell_closed(
        &self,
        lang: Lang,
        caller: &Caller,
        held: &Held,
        closed: Closed,
        rest: &str,
    ) -> Result<Response, PageError> {
        let setup = &held.campaign.setup;
        let (status, title, line) = match closed {
            Closed::NotYet => {
                let line = tell!(lang, "answer-not-yet-help", opens = moment::minute(setup.opens, lang));
                (StatusCode::OK, say(lang, "answer-not-yet"), line)
            }
            Closed::Over => {
                let line = tell!(lang, "answer-over-help-closed", closes = moment::minute(setup.closes, lang));
                (StatusCode::GONE, say(lang, "answer-closed"), line)
            }
        };
        Told::new(self.frame_of(lang, caller, held, title).also_at(rest), vec![line]).show(status)
    }

    /// The frame of a page about a survey.
    pub(super) fn frame_of(&self, lang: Lang, caller: &Caller, held: &Held, title: String) -> Frame {
        let setup = &held.campaign.setup;
        let owner = agency(&self.desk.register(), &setup.owner, caller.day, lang);
        Frame { survey: setup.title.get(lang).to_owned(), owner, ..Frame::new(lang, title) }
    }
}

/// That no invitation has a code, with the code to be mended.
pub(super) fn unknown(lang: Lang, typed: &str) -> Result<Response, PageError> {
    unknown_in(Frame::new(lang, say(lang, "answer-unknown")), typed)
}

/// The same in a frame, which names the agency to be asked where the survey is known.
fn unknown_in(frame: Frame, typed: &str) -> Result<Response, PageError> {
    let lang = frame.lang;
    let ask = match frame.owner.as_str() {
        "" => say(lang, "answer-unknown-ask"),
        owner => tell!(lang, "answer-unknown-ask-owner", owner = owner.to_owned()),
    };
    let told = Told::new(frame, vec![say(lang, "answer-unknown-help"), ask]);
    // What is far too long is no code that could be mended.
    let code = Some(typed.chars().take(60).collect());
    Told { code, ..told }.show(StatusCode::NOT_FOUND)
}

/// The paragraph of a letter that says why one is asked: the first after the salutation, which ends in a comma, a colon or an exclamation mark. None of an empty letter.
fn reason(letter: &str) -> Option<&str> {
    let mut paragraphs = letter.split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty());
    paragraphs.find(|paragraph| !paragraph.ends_with([',', ':', '!']))
}

/// `GET /{lang}/s`: where the code of a letter is typed.
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn ask(reader: Reader) -> Result<Response, PageError> {
    let lang = reader.lang;
    let frame = Frame::new(lang, say(lang, "answer-type-code")).also_at(INVITATION);
    Told { code: Some(String::new()), ..Told::new(frame, Vec::new()) }.show(StatusCode::OK)
}

/// `POST /{lang}/s`
#[allow(clippy::unused_async, reason = "the router wants a future")]
pub(super) async fn look(reader: Reader, PostedFields(fields): PostedFields) -> Result<Response, PageError> {
    let typed = fields.get("code");
    let Some(code) = InvitationCode::read(typed) else { return unknown(reader.lang, typed) };
    Ok(secret(Redirect::to(&format!("/{}{INVITATION}/{}", reader.lang.tag(), code.text())).into_response()))
}

/// An invitation that can be exchanged now.
struct Found {
    held: Arc<Held>,
    person: Person,
    group: Arc<Group>,
    form: Arc<Form>,
    code: InvitationCode,
}

/// The invitation of a code, or the page that says why it cannot be used.
async fn found(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    code: &str,
) -> Result<Result<Found, Response>, PageError> {
    let lang = reader.lang;
    let failed = |refusal: Refusal| refusal.page(reader);
    let Some(read) = InvitationCode::read(code) else { return unknown(lang, code).map(Err) };
    let Some((held, person)) = surveys.invited(read, caller.now_us).await.map_err(failed)? else {
        return unknown(lang, code).map(Err);
    };
    if let Some(closed) = Surveys::closed(&held, caller.now_us) {
        return surveys.tell_closed(lang, caller, &held, closed, &format!("{INVITATION}/{}", read.text())).map(Err);
    }
    let group = surveys.group(&held.id, &person.group).await.map_err(failed)?.ok_or_else(|| failed(no_group()))?;
    let form = surveys.form(&held).await.map_err(failed)?;
    Ok(Ok(Found { held, person, group, form, code: read }))
}

fn no_group() -> Refusal {
    Refusal::Fault(Text::new(
        "Kho dữ liệu không có nhóm của người được mời.",
        "The store does not have the group of an invited person.",
    ))
}

/// `GET /{lang}/s/{code}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let Found { held, person, group, form, code } = match found(&surveys, &reader, &caller, &code).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    let rated = group.design.get("unit").and_then(serde_json::Value::as_str).map(|unit| {
        let unit = agency(&surveys.desk.register(), unit, caller.day, lang);
        tell!(lang, "answer-rated", unit = unit)
    });
    let (n, e) = group.public();
    let screens = form.pages().len();
    let title = held.campaign.setup.title.get(lang).to_owned();
    let page = InvitationPage {
        f: Frame { survey: String::new(), ..surveys.frame_of(lang, &caller, &held, title.clone()) }
            .also_at(&format!("{INVITATION}/{}", code.text())),
        lead: reason(held.campaign.setup.letter.get(lang))
            .map_or_else(|| tell!(lang, "answer-lead", survey = title.clone()), str::to_owned),
        title,
        rated: rated.unwrap_or_default(),
        until: moment::minute(held.campaign.setup.closes, lang),
        length: tell!(lang, "answer-screens", count = screens),
        screens,
        declined: person.declined,
        action: format!("/{}{INVITATION}/{}", lang.tag(), code.text()),
        ballot: format!("/{}{BALLOT}/{}", lang.tag(), held.id),
        survey: held.id.clone(),
        group: person.group,
        n,
        e,
    };
    Ok(secret(show_as(StatusCode::OK, lang, &page)?))
}

/// That an invitation was exchanged before, for another token.
fn taken(surveys: &Surveys, lang: Lang, caller: &Caller, held: &Held) -> Result<Response, PageError> {
    let lines = vec![say(lang, "answer-taken-help"), say(lang, "answer-taken-ask")];
    Told::new(surveys.frame_of(lang, caller, held, say(lang, "answer-taken")), lines).show(StatusCode::CONFLICT)
}

/// Writes down that an invitation is exchanged. What it is exchanged for is ready by then, so that nobody loses an invitation to a defect.
async fn exchanged(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    found: &Found,
    blinded: &[u8],
) -> Result<Result<(), Response>, PageError> {
    let day = caller.day.to_string();
    let issued = surveys.register.exchange(&found.held.id, found.code.in_register(), blinded, &day).await;
    match issued.map_err(|error| unkept(&error).page(reader))? {
        Issued::Now | Issued::Again => Ok(Ok(())),
        Issued::Taken => taken(surveys, reader.lang, caller, &found.held).map(Err),
        Issued::Unknown => {
            let title = say(reader.lang, "answer-unknown");
            let frame = surveys.frame_of(reader.lang, caller, &found.held, title);
            unknown_in(frame, &found.code.text()).map(Err)
        }
    }
}

/// `POST /{lang}/s/{code}/token`: signs what the browser blinded. Answered with the signature as text, or with the page that says why there is none.
pub(super) async fn exchange(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let found = match found(&surveys, &reader, &caller, &code).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    let blinded = BASE64.decode(fields.get("blinded")).unwrap_or_default();
    let Ok(Signed(signed)) = found.group.issuer.sign(&blinded) else {
        let lang = reader.lang;
        let frame = surveys.frame_of(lang, &caller, &found.held, say(lang, "answer-not-blinded"));
        return Told::new(frame, vec![say(lang, "answer-not-blinded-help")]).show(StatusCode::UNPROCESSABLE_ENTITY);
    };
    if let Err(page) = exchanged(&surveys, &reader, &caller, &found, &blinded).await? {
        return Ok(page);
    }
    let plain = [(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"))];
    Ok(secret((plain, BASE64.encode(signed)).into_response()))
}

/// `POST /{lang}/s/{code}/open`: for a browser that cannot blind. The token is made here and goes out with the first screen; nothing of it stays.
pub(super) async fn open(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
) -> Result<Response, PageError> {
    let found = match found(&surveys, &reader, &caller, &code).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    let made = found.group.issuer.token_made_here();
    let token = made.map_err(|error| unkept(&error).page(&reader))?.text();
    // The register wants something of its own for each exchange. It must say nothing about the token, so it is a number by chance that nobody keeps.
    if let Err(page) = exchanged(&surveys, &reader, &caller, &found, new_id().as_bytes()).await? {
        return Ok(page);
    }
    let Found { held, person, form, .. } = found;
    let screens = Screens {
        held: &held,
        form: &form,
        mode: Mode::Own { token: &token, group: &person.group },
        action: format!("{BALLOT}/{}", held.id),
        lang: reader.lang,
        owner: agency(&surveys.desk.register(), &held.campaign.setup.owner, caller.day, reader.lang),
        today: caller.day,
    };
    screens.show(&Walk::start(&form, &language_for(&form, reader.lang), caller.day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reason_is_what_follows_the_salutation() {
        for (letter, wanted) in [
            ("Kính gửi Ông/Bà,\n\nChúng tôi mời Ông/Bà.\n\nTrân trọng.", Some("Chúng tôi mời Ông/Bà.")),
            ("\n\nDear all:\n \n\n We ask\nyou. \n", Some("We ask\nyou.")),
            ("Mời trả lời.", Some("Mời trả lời.")),
            ("Kính gửi Ông/Bà,", None),
            ("  \n\n", None),
        ] {
            assert_eq!(reason(letter), wanted, "{letter}");
        }
    }
}
