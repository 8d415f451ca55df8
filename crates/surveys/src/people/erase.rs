//! What is forgotten of people: one of them at any time, all of them once the survey is closed. Invitations and counts stay, names and addresses go.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_store::Writer;
use chiso_store::surveys::Invitee;
use chiso_survey::campaign::Phase;
use chiso_web::parts::{Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{at, form_to, go};
use chiso_workspace::{Desk, Refusal};

use super::{people_address, people_sheet};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{say, say_with};

/// People that are forgotten in one transaction.
const TOGETHER: usize = 500;

/// The language, the survey and an invitation in the address.
type InviteePath = Path<(String, String, String)>;

fn is_known(invitee: &Invitee) -> bool {
    invitee.name.is_some() || invitee.mail.is_some() || invitee.phone.is_some()
}

impl Surveys {
    /// Somebody who was invited to a campaign.
    pub(crate) async fn invitee(&self, held: &Held, id: &str) -> Result<Invitee, Refusal> {
        let id = id.to_owned();
        let found = self.desk.store().read(move |reader| reader.get::<Invitee>(id)).await?;
        found.filter(|invitee| invitee.survey == held.id).ok_or(Refusal::Hidden)
    }

    /// Forgets name, mail address and phone number of somebody who was invited. What the link was, it stays.
    ///
    /// # Errors
    /// Where the caller may not; where nobody of that id was invited to the campaign; the store.
    pub async fn forget(&self, caller: &Caller, survey: &str, invitee: &str) -> Result<(), Refusal> {
        let held = self.seen(caller, survey).await?;
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        let id = self.invitee(&held, invitee).await?.id;
        let forget = move |writer: &mut Writer<'_>| writer.forget_invitee(&id);
        Ok(self.desk.store().write(Desk::act(caller, "survey.forget"), forget).await?)
    }

    /// Whether nothing is known of anybody who was invited to a campaign.
    pub(super) async fn is_forgotten(&self, survey: &str) -> Result<bool, Refusal> {
        Ok(!self.invitees(survey).await?.iter().any(is_known))
    }

    /// Forgets names, mail addresses and phone numbers of everybody who was invited to a campaign that is closed, and erases the frames that its sample was drawn from, as far as
    /// nothing else needs their files; how many people they were.
    ///
    /// # Errors
    /// Where the caller may not; while the campaign is not closed; the store, the vault.
    pub async fn forget_all(&self, caller: &Caller, survey: &str) -> Result<usize, Refusal> {
        let held = self.seen(caller, survey).await?;
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        if held.campaign.phase < Phase::Closed {
            return Err(Refusal::whole(
                "Đợt khảo sát chưa đóng, còn cần địa chỉ để mời và nhắc. Hãy đóng đợt khảo sát trước.",
                "The survey is not closed, and addresses are needed to invite and to remind. Close it first.",
            ));
        }
        let all = self.invitees(survey).await?;
        let ids: Vec<String> =
            all.iter().filter(|invitee| is_known(invitee)).map(|invitee| invitee.id.clone()).collect();
        for some in ids.chunks(TOGETHER) {
            let some = some.to_vec();
            let forget = move |writer: &mut Writer<'_>| -> Result<(), Refusal> {
                Ok(some.iter().try_for_each(|id| writer.forget_invitee(id))?)
            };
            self.desk.store().write(Desk::act(caller, "survey.forget_all"), forget).await?;
        }
        self.erase_frames(caller, &held).await?;
        Ok(ids.len())
    }
}

fn forget_question(reader: &Reader, caller: &Caller, held: &Held, invitee: &Invitee) -> Question {
    let lang = reader.lang;
    let who = invitee.name.clone().or_else(|| invitee.mail.clone()).or_else(|| invitee.phone.clone());
    let who = who.unwrap_or_else(|| say(lang, "people-forgotten"));
    let form = form_to(reader, caller, &people_address(held, &format!("/list/{}/forget", invitee.id)))
        .submit(say(lang, "people-forget-do"))
        .cancel(say(lang, "people-cancel"), at(reader, &people_address(held, "/list")));
    Question::new(
        say_with(lang, "people-forget-title", &[("who", who.into())]),
        vec![say(lang, "people-forget-what"), say(lang, "people-forget-stays")],
        form,
    )
}

/// `GET /{lang}/surveys/{survey}/people/list/{invitee}/forget`
pub(super) async fn forget_page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, invitee)): InviteePath,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let invitee = surveys.invitee(&held, &invitee).await.map_err(|refusal| refusal.page(&reader))?;
    let question = forget_question(&reader, &caller, &held, &invitee);
    let rest = format!("/list/{}/forget", invitee.id);
    people_sheet(&reader, &held, &rest, say(reader.lang, "people-forget-do")).headed_by_part().part(&question).show()
}

/// `POST /{lang}/surveys/{survey}/people/list/{invitee}/forget`
pub(super) async fn forget_send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, invitee)): InviteePath,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    surveys.forget(&caller, &survey, &invitee).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, &people_address(&held, "/list")), "said-people-forgotten")))
}

fn erase_form(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &people_address(held, "/erase"))
        .submit(say(lang, "people-erase-do"))
        .cancel(say(lang, "people-cancel"), at(reader, &people_address(held, "")))
}

/// `GET /{lang}/surveys/{survey}/people/erase`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    show(&surveys, &reader, &held, erase_form(&reader, &caller, &held)).await
}

/// `POST /{lang}/surveys/{survey}/people/erase`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    match surveys.forget_all(&caller, &survey).await {
        Ok(_) => Ok(go(&said(&at(&reader, &people_address(&held, "")), "said-people-erased"))),
        Err(refusal) => {
            let (_, form) = refusal.into_form(&reader, erase_form(&reader, &caller, &held))?;
            show(&surveys, &reader, &held, form).await
        }
    }
}

async fn show(surveys: &Surveys, reader: &Reader, held: &Held, form: Form) -> Result<Response, PageError> {
    let lang = reader.lang;
    let all = surveys.invitees(&held.id).await.map_err(|refusal| refusal.page(reader))?;
    let count = all.iter().filter(|invitee| is_known(invitee)).count();
    let title = say_with(lang, "people-erase-title", &[("count", count.into())]);
    let wrong = form.has_errors();
    let mut what = vec![say(lang, "people-erase-what"), say(lang, "people-erase-for-good")];
    let frames = surveys.frames(held).await.map_err(|refusal| refusal.page(reader))?;
    if !frames.is_empty() {
        what.push(say_with(lang, "people-erase-frame", &[("count", frames.len().into())]));
    }
    let sheet = people_sheet(reader, held, "/erase", title.clone()).headed_by_part();
    let sheet = if wrong { sheet.status(axum::http::StatusCode::UNPROCESSABLE_ENTITY) } else { sheet };
    sheet.part(&Question::new(title, what, form)).show()
}
