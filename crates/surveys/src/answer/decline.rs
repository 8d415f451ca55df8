//! `/{lang}/s/{code}/decline`: no more letters. A page with one button, as programs open links of letters to look at them; a mail program may send the same by itself
//! (RFC 8058). The invitation stays good.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_store::surveys::Invitee;
use chiso_store::{Act, StoreError, Writer};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;

use super::INVITATION;
use super::frame::Told;
use super::invitation::{CodePath, unknown};
use crate::code::InvitationCode;
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{say, say_with};

impl Surveys {
    /// Takes note that somebody wants no more letters about a campaign: about none of the ballots that go to the same address, or else to the same number.
    ///
    /// # Errors
    /// The store.
    async fn declines(&self, held: &Held, invitee: Invitee, now_us: i64) -> Result<(), Refusal> {
        let decline = move |writer: &mut Writer<'_>| -> Result<Vec<String>, StoreError> {
            let same = writer.invitees_like(&invitee)?;
            for invitee in same.iter().filter(|invitee| !invitee.declined) {
                writer.update(&Invitee { declined: true, ..invitee.clone() })?;
            }
            Ok(same.into_iter().map(|invitee| invitee.id).collect())
        };
        let ids = self.desk.store().write(Act::new("invitee", "survey.decline", now_us), decline).await?;
        self.invitations.note_declined(&held.id, &ids);
        Ok(())
    }
}

/// Whose code it is, and the address of the invitation after the language; or the page that says that it is nobody's.
async fn of_code(
    surveys: &Surveys,
    reader: &Reader,
    caller: &Caller,
    typed: &str,
) -> Result<Result<(Arc<Held>, Invitee, String), Response>, PageError> {
    let failed = |refusal: Refusal| refusal.page(reader);
    let Some(code) = InvitationCode::read(typed) else { return unknown(reader.lang, typed).map(Err) };
    let Some((held, person)) = surveys.invited(code, caller.now_us).await.map_err(failed)? else {
        return unknown(reader.lang, typed).map(Err);
    };
    let invitee = surveys.invitee(&held, &person.invitee).await.map_err(failed)?;
    Ok(Ok((held, invitee, format!("{INVITATION}/{}", code.text()))))
}

/// `GET`: what one is about to decline.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (held, _, invitation) = match of_code(&surveys, &reader, &caller, &code).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    let title = say_with(lang, "people-decline-title", &[("title", held.campaign.setup.title.get(lang).into())]);
    let rest = format!("{invitation}/decline");
    let told =
        Told::new(surveys.frame_of(lang, &caller, &held, title).also_at(&rest), vec![say(lang, "people-decline-what")]);
    let button = (say(lang, "people-decline-do"), format!("/{}{rest}", lang.tag()));
    let way = (say(lang, "people-decline-answer"), format!("/{}{invitation}", lang.tag()));
    Told { button: Some(button), way: Some(way), ..told }.show(StatusCode::OK)
}

/// `POST`: declines.
pub(super) async fn decline(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (held, invitee, invitation) = match of_code(&surveys, &reader, &caller, &code).await? {
        Ok(found) => found,
        Err(page) => return Ok(page),
    };
    surveys.declines(&held, invitee, caller.now_us).await.map_err(|refusal| refusal.page(&reader))?;
    let frame = surveys.frame_of(lang, &caller, &held, say(lang, "people-decline-done"));
    let way = (say(lang, "people-decline-answer"), format!("/{}{invitation}", lang.tag()));
    Told { way: Some(way), ..Told::new(frame, vec![say(lang, "people-declined-next")]) }.show(StatusCode::OK)
}
