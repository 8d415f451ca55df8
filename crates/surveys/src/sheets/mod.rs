//! Ballots on paper and by phone: sheets with stamp numbers are handed out, printed, keyed in twice by two people, compared, and counted.
//!
//! Nobody keeps which sheet went to whom, and a ballot keeps nothing of sheet and clerk. What is keyed lies in the drawer beside register and box until two agree, and goes then.

mod assets;
mod conditions;
mod deeds;
mod differ;
mod hand_out;
mod kept;
mod key;
mod look;
mod overview;
mod paper;
mod people;
mod print;
mod read;
mod void;
mod waits;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Caller, Gate, PageError, Reader, Routes};
use chiso_workspace::Refusal;
use chiso_workspace::house::Sheet;

use crate::entry::Surveys;
use crate::frame::{address, sheet};
use crate::held::Held;
use crate::words::say;

pub(crate) use kept::modes;

/// What follows the survey's address.
pub(crate) const SHEETS: &str = "/sheets";

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let gate = |action| Gate::Needs(Resource::Survey, action);
    let (see, change) = (gate(Action::See), gate(Action::Change));
    Routes::new()
        .page("/{lang}/surveys/{survey}/sheets", see, overview::page)
        .form("/{lang}/surveys/{survey}/sheets/count", change, overview::count)
        .page("/{lang}/surveys/{survey}/sheets/hand-out", change, people::page)
        .form("/{lang}/surveys/{survey}/sheets/hand-out", change, people::send)
        .page("/{lang}/surveys/{survey}/sheets/print", change, print::page)
        .page("/{lang}/surveys/{survey}/sheets/key", see, key::ask)
        .form("/{lang}/surveys/{survey}/sheets/key", see, key::look_up)
        .page("/{lang}/surveys/{survey}/sheets/key/{stamp}", see, key::page)
        .form("/{lang}/surveys/{survey}/sheets/key/{stamp}", see, key::send)
        .page("/{lang}/surveys/{survey}/sheets/differ/{stamp}", see, differ::page)
        .form("/{lang}/surveys/{survey}/sheets/differ/{stamp}", see, differ::send)
        .page("/{lang}/surveys/{survey}/sheets/void/{stamp}", change, void::page)
        .form("/{lang}/surveys/{survey}/sheets/void/{stamp}", change, void::send)
        .asset("/assets/sheets/{file}", assets::serve)
}

/// Address of the sheets of a survey after the language; `rest` follows it.
fn sheets_address(held: &Held, rest: &str) -> String {
    format!("{}{SHEETS}{rest}", address(held))
}

/// A page below that of the sheets of a survey.
fn sheets_sheet<'a>(reader: &'a Reader, held: &Held, rest: &str, title: impl Into<String>) -> Sheet<'a> {
    let page = sheet(reader, held, &format!("{SHEETS}{rest}"), title);
    if rest.is_empty() { page } else { page.under(say(reader.lang, "sheets-title"), &sheets_address(held, "")) }
}

impl Surveys {
    /// The campaign in an address, for a caller who keys its sheets; hidden where it has no sheets.
    async fn with_sheets(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Arc<Held>, PageError> {
        let held = self.page(reader, caller, survey).await?;
        let may = if modes(&held).is_empty() { Err(Refusal::Hidden) } else { self.may_key(caller, &held) };
        // Whoever may see the survey may know of its sheets.
        let may = may.map_err(|refusal| {
            if matches!(refusal, Refusal::Hidden) && !modes(&held).is_empty() { Refusal::Forbidden } else { refusal }
        });
        may.map(|()| held).map_err(|refusal| refusal.page(reader))
    }

    /// The same for a caller who runs it.
    async fn running_sheets(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Arc<Held>, PageError> {
        let held = self.with_sheets(reader, caller, survey).await?;
        if self.runs(caller, &held) { Ok(held) } else { Err(Refusal::Forbidden.page(reader)) }
    }
}
