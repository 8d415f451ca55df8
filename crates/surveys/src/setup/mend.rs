//! Changing a survey: who may, that nobody overwrites what somebody else has just changed, and the page that asks before.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_store::Writer;
use chiso_survey::campaign::{CampaignCommand, Phase};
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, Fields, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use crate::entry::Surveys;
use crate::frame::{address, sheet};
use crate::held::Held;
use crate::words::say;

/// The field that says how many events the survey had when the form was made.
const SEEN: &str = "seen";

/// Most characters of a reason.
const LONGEST_REASON: usize = 2_000;

impl Surveys {
    /// The survey in an address, for a caller who may do something with it.
    pub(crate) async fn to_mend(
        &self,
        reader: &Reader,
        caller: &Caller,
        survey: &str,
        action: Action,
    ) -> Result<Arc<Held>, PageError> {
        let held = self.page(reader, caller, survey).await?;
        let may = self.may(caller, action, Resource::Survey, &held.campaign.setup.owner);
        may.map(|()| held).map_err(|refusal| refusal.page(reader))
    }

    /// Carries out a command on a survey that nobody has changed since the form was made; that is looked at within the transaction, so of two who send at one moment
    /// one is refused.
    pub(crate) async fn act_on_seen(
        &self,
        caller: &Caller,
        held: &Held,
        fields: &Fields,
        command: CampaignCommand,
    ) -> Result<(), Refusal> {
        unchanged(held, fields)?;
        let next = held.campaign.version + 1;
        let is_next = move |_: &mut Writer<'_>, after: &Held| {
            if after.campaign.version == next { Ok(()) } else { Err(changed()) }
        };
        self.act_then(caller, &held.id, command, is_next).await
    }
}

/// Whether the survey is still being set up.
pub(crate) fn is_draft(held: &Held) -> bool {
    held.campaign.phase == Phase::Draft
}

/// A form about a survey; `rest` is what follows the survey's address.
pub(super) fn form(reader: &Reader, caller: &Caller, held: &Held, rest: &str) -> Form {
    form_to(reader, caller, &format!("{}{rest}", address(held))).hidden(SEEN, held.campaign.version.to_string())
}

/// Whether nobody has changed the survey since the form was made.
///
/// # Errors
/// That somebody has; the form is shown again with what was typed.
pub(crate) fn unchanged(held: &Held, fields: &Fields) -> Result<(), Refusal> {
    if fields.get(SEEN) == held.campaign.version.to_string() { Ok(()) } else { Err(changed()) }
}

/// That somebody else has changed the survey meanwhile.
fn changed() -> Refusal {
    Refusal::whole(
        "Đợt khảo sát vừa được thay đổi. Hãy xem lại phần quý vị vừa nhập (vẫn giữ ở dưới) rồi gửi lần nữa.",
        "The survey has just been changed. Look again at what you entered (it is still below) and send it once more.",
    )
}

/// The field for the reason.
pub(super) fn reason(reader: &Reader, hint: &str) -> Field {
    let lang = reader.lang;
    Field::area(lang, "reason", say(lang, "setup-reason"), 2).hint(say(lang, hint)).limit(LONGEST_REASON)
}

/// A page that asks before something is done to a survey.
pub(super) struct Before<'a> {
    pub(super) reader: &'a Reader,
    pub(super) held: &'a Held,
    /// What follows the survey's address.
    pub(super) rest: &'static str,
    /// The step in the path above the question.
    pub(super) title: String,
    /// What is asked.
    pub(super) question: String,
    /// What will happen.
    pub(super) consequences: Vec<String>,
}

impl Before<'_> {
    /// The page with its form.
    pub(super) fn show(self, form: Form, status: StatusCode) -> Result<Response, PageError> {
        let (reader, held) = (self.reader, self.held);
        let form = form.cancel(say(reader.lang, "setup-stay"), at(reader, &address(held)));
        sheet(reader, held, self.rest, self.title)
            .headed_by_part()
            .status(status)
            .part(&Question::new(self.question, self.consequences, form))
            .show()
    }

    /// Where what was asked for leads: to the survey with a word, or back to the form with what is wrong.
    pub(super) fn after(
        self,
        done: Result<(), Refusal>,
        form: Form,
        fields: &Fields,
        said_key: &str,
    ) -> Result<Response, PageError> {
        match done {
            Ok(()) => Ok(go(&said(&at(self.reader, &address(self.held)), said_key))),
            Err(refusal) => {
                let (status, form) = refusal.into_form(self.reader, form.fill(fields))?;
                self.show(form, status)
            }
        }
    }
}
