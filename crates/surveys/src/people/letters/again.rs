//! `POST /{lang}/surveys/{survey}/people/letters/again`: addresses and numbers that took nothing are tried once more, as when the mail server itself was wrong.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_store::Writer;
use chiso_store::surveys::InviteeMailing;
use chiso_web::parts::said;
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{at, go};
use chiso_workspace::{Desk, Refusal};

use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::people::people_address;

impl Surveys {
    /// Forgets that letters of a campaign were refused, so that the invitation goes out once more; how many addresses.
    ///
    /// # Errors
    /// Where the caller may not; the store.
    pub async fn try_addresses_again(&self, caller: &Caller, survey: &str) -> Result<usize, Refusal> {
        let held = self.seen(caller, survey).await?;
        self.may(caller, Action::Change, Resource::Survey, &held.campaign.setup.owner)?;
        let id = held.id.clone();
        let again = move |writer: &mut Writer<'_>| -> Result<usize, Refusal> {
            let failed = writer.failed_mailings(&id)?;
            for mailing in &failed {
                writer.delete::<InviteeMailing>(mailing.id.clone())?;
            }
            Ok(failed.len())
        };
        let count = self.desk.store().write(Desk::act(caller, "survey.letters_again"), again).await?;
        self.posted.forget(&held.id);
        Ok(count)
    }
}

pub(in crate::people) async fn again(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    surveys.try_addresses_again(&caller, &survey).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, &people_address(&held, "")), "said-people-letters-again")))
}
