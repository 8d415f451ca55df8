//! Mending a setup: who may, and that nobody overwrites what somebody else has just changed.

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_round::round::Setup;
use chiso_round::{Phase, RoundCommand};
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, Fields, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Sheet, at, form_to, go};

use crate::entry::Rounds;
use crate::frame::{address, sheet};
use crate::held::Held;
use crate::words::{WORDS, say};

/// The field that says how many events the round had when the form was made.
const SEEN: &str = "seen";

impl Rounds {
    /// The round in an address, for a caller who may change its setup.
    pub(super) async fn to_mend(&self, reader: &Reader, caller: &Caller, round: &str) -> Result<Arc<Held>, PageError> {
        let held = self.open(reader, caller, round).await?;
        let may = self.may(caller, Action::Change, Resource::Round, &held.round.setup.owner, &[]);
        may.map_err(|refusal| refusal.page(reader))?;
        Ok(held)
    }

    /// Sets a draft up anew, but for what `change` does to it.
    pub(super) async fn revise(
        &self,
        caller: &Caller,
        held: &Held,
        fields: &Fields,
        change: impl FnOnce(&mut Setup),
    ) -> Result<(), Refusal> {
        unchanged(held, fields)?;
        let mut setup = held.round.setup.clone();
        change(&mut setup);
        self.change(caller, held, RoundCommand::Revise { setup: Box::new(setup) }).await
    }

    /// Carries out a command on the setup.
    pub(super) async fn change(&self, caller: &Caller, held: &Held, command: RoundCommand) -> Result<(), Refusal> {
        self.act_on_round(caller, &held.id, command).await.map(|_| ())
    }
}

/// Whether the round is still being set up.
pub(super) fn is_draft(held: &Held) -> bool {
    held.round.phase == Phase::Draft
}

/// Address of a part of the setup after the language.
pub(super) fn part(held: &Held, rest: &str) -> String {
    format!("{}/setup{rest}", address(held))
}

/// A page of a part of the setup.
pub(super) fn page<'a>(
    reader: &'a Reader,
    held: &Held,
    rest: &str,
    (title, lead): (&str, &str),
    pairs: &[(String, String)],
) -> Sheet<'a> {
    let lang = reader.lang;
    sheet(reader, held, &format!("/setup{rest}"), say(lang, title))
        .under(say(lang, "setup-title"), &part(held, ""))
        .lead(say(lang, lead))
        .said_in(&WORDS, pairs)
}

/// A form of a part of the setup.
pub(super) fn form(reader: &Reader, caller: &Caller, held: &Held, rest: &str) -> Form {
    form_to(reader, caller, &part(held, rest)).hidden(SEEN, held.round.version.to_string())
}

/// The form with the question why, where the round is under way.
pub(super) fn with_reason(reader: &Reader, held: &Held, form: Form) -> Form {
    if is_draft(held) {
        return form;
    }
    let lang = reader.lang;
    form.field(Field::area(lang, "reason", say(lang, "setup-reason"), 2).hint(say(lang, "setup-reason-hint")))
}

/// The form with its buttons.
pub(super) fn to_save(reader: &Reader, held: &Held, form: Form) -> Form {
    form.submit(say(reader.lang, "setup-save")).cancel(say(reader.lang, "setup-back"), at(reader, &part(held, "")))
}

/// Whether nobody has changed the round since the form was made.
///
/// # Errors
/// That somebody has; the form is shown again with what was typed.
pub(super) fn unchanged(held: &Held, fields: &Fields) -> Result<(), Refusal> {
    if fields.get(SEEN) == held.round.version.to_string() {
        return Ok(());
    }
    Err(Refusal::whole(
        "Đợt đánh giá vừa được thay đổi. Hãy xem lại phần anh/chị vừa nhập (vẫn giữ ở dưới) rồi ghi lần nữa.",
        "The round has just been changed. Look again at what you entered (it is still below) and save once more.",
    ))
}

/// Back to the setup, or to a part of it, with the word that it was saved.
pub(super) fn saved(reader: &Reader, held: &Held, rest: &str) -> axum::response::Response {
    go(&said(&at(reader, &part(held, rest)), "said-setup-saved"))
}
