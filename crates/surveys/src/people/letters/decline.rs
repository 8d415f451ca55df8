//! `/{lang}/s/{code}/decline`: no more letters. A page with one button, as programs open links of letters to look at them; a mail program may send the same by itself
//! (RFC 8058). The invitation stays good.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_store::surveys::Invitee;
use chiso_store::{Act, StoreError, Writer};
use chiso_web::parts::{Confirmation, Form, Question};
use chiso_web::{Caller, PageError, Reader, Reason};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Sheet, at};

use crate::code::InvitationCode;
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::{say, say_with};

/// The language and the code in the address.
type CodePath = Path<(String, String)>;

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

    async fn of_code(&self, reader: &Reader, caller: &Caller, code: &str) -> Result<(Arc<Held>, Invitee), PageError> {
        let nobody = || PageError::new(reader.lang, Reason::NoPage);
        let code = InvitationCode::read(code).ok_or_else(nobody)?;
        let failed = |refusal: Refusal| refusal.page(reader);
        let (held, person) = self.invited(code, caller.now_us).await.map_err(failed)?.ok_or_else(nobody)?;
        let invitee = self.invitee(&held, &person.invitee).await.map_err(failed)?;
        Ok((held, invitee))
    }
}

/// `GET`: what one is about to decline.
pub(in crate::people) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (held, _) = surveys.of_code(&reader, &caller, &code).await?;
    let title = say_with(lang, "people-decline-title", &[("title", held.campaign.setup.title.get(lang).into())]);
    let rest = format!("/s/{code}");
    let form = Form::new(lang, None, at(&reader, &format!("{rest}/decline")))
        .submit(say(lang, "people-decline-do"))
        .cancel(say(lang, "people-decline-answer"), at(&reader, &rest));
    let question = Question::new(title.clone(), vec![say(lang, "people-decline-what")], form);
    sheet(&reader, &code, title).part(&question).show_in_public()
}

/// `POST`: declines.
pub(in crate::people) async fn decline(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, code)): CodePath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (held, invitee) = surveys.of_code(&reader, &caller, &code).await?;
    surveys.declines(&held, invitee, caller.now_us).await.map_err(|refusal| refusal.page(&reader))?;
    let title = say(lang, "people-decline-done");
    let done = Confirmation::new(title.clone())
        .next(say(lang, "people-declined-next"))
        .link(say(lang, "people-decline-answer"), at(&reader, &format!("/s/{code}")));
    sheet(&reader, &code, title).part(&done).show_in_public()
}

fn sheet<'a>(reader: &'a Reader, code: &str, title: String) -> Sheet<'a> {
    Sheet::new(reader, format!("/s/{code}/decline"), title).headed_by_part().secret()
}
