//! Sheets that wait for somebody to key them again, or to settle what two have differed in, for My work.

use chiso_store::StoreError;
use chiso_web::{Caller, Reader};
use chiso_workspace::house::Card;
use chiso_workspace::{Desk, Refusal};

use super::kept::{modes, state_of};
use super::sheets_address;
use crate::entry::Surveys;
use crate::held::Held;
use crate::words::say_with;

impl Surveys {
    /// A card for each survey that takes ballots and has sheets which the caller may key a second time or settle.
    ///
    /// # Errors
    /// The store.
    pub(crate) async fn sheets_wait(
        &self,
        reader: &Reader,
        caller: &Caller,
        held: &Held,
    ) -> Result<Option<Card>, Refusal> {
        let keys = !modes(held).is_empty() && held.campaign.takes_ballots(caller.now_us);
        if !keys || self.may_key(caller, held).is_err() {
            return Ok(None);
        }
        let survey = held.id.clone();
        let rows = self
            .desk()
            .store()
            .read(move |r| -> Result<_, StoreError> { r.survey_sheets_keyed_in_part(&survey) })
            .await?;
        let (person, runs) = (Desk::person_of(caller)?, self.runs(caller, held));
        let mut count = 0;
        for row in &rows {
            let (state, by) = (state_of(row)?, (row.first_by.as_deref(), row.second_by.as_deref()));
            count += usize::from(state.turn(by.0, &person).is_ok() || state.settling(by, &person, runs).is_ok());
        }
        Ok((count > 0).then(|| Card {
            title: say_with(reader.lang, "waits-sheets", &[("count", count.into())]),
            text: held.campaign.setup.title.get(reader.lang).to_owned(),
            rest: sheets_address(held, ""),
            status: None,
        }))
    }
}
