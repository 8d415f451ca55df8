//! Who is asked: the sample, the people who are invited and the groups they are in, letters, printed slips, and what is forgotten of them.
//!
//! Names, addresses and phone numbers are seen by those alone who may change the survey, and never beside what became of an invitation: that is told by counts.

mod erase;
mod invited;
mod letters;
mod list;
mod overview;
mod response;
mod sample;
mod slips;
mod upload;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Caller, Gate, PageError, Reader, Routes};
use chiso_workspace::house::Sheet;

pub(crate) use letters::{Posted, TextPlaces, has_link, text_words, unknown_place};
pub use list::{Design, PeopleList, Person, Progress};
pub(crate) use list::{Inviting, group_table};
pub(crate) use response::{Counts, told_in_steps};
pub(crate) use sample::drawn;
pub use upload::TableProblem;

use crate::entry::Surveys;
use crate::frame::{View, address, sheet};
use crate::held::Held;
use crate::words::say;

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let gate = |action| Gate::Needs(Resource::Survey, action);
    let (see, change) = (gate(Action::See), gate(Action::Change));
    Routes::new()
        .page("/{lang}/surveys/{survey}/people", see, overview::page)
        .page("/{lang}/surveys/{survey}/people/size", see, sample::size::page)
        .page("/{lang}/surveys/{survey}/people/sample", change, sample::page)
        .form("/{lang}/surveys/{survey}/people/sample", change, sample::take_frame)
        .form("/{lang}/surveys/{survey}/people/sample/draw", change, sample::draw_it)
        .form("/{lang}/surveys/{survey}/people/sample/invite", change, sample::invite)
        .page("/{lang}/surveys/{survey}/people/sample/{file}", change, sample::file)
        .page("/{lang}/surveys/{survey}/people/invite", change, list::page)
        .form("/{lang}/surveys/{survey}/people/invite", change, list::send)
        .page("/{lang}/surveys/{survey}/people/invite/{file}", change, list::example)
        .page("/{lang}/surveys/{survey}/people/directed", change, list::directed_page)
        .form("/{lang}/surveys/{survey}/people/directed", change, list::directed_send)
        .page("/{lang}/surveys/{survey}/people/list", change, list::names_page)
        .page("/{lang}/surveys/{survey}/people/list/{invitee}/forget", change, erase::forget_page)
        .form("/{lang}/surveys/{survey}/people/list/{invitee}/forget", change, erase::forget_send)
        .page("/{lang}/surveys/{survey}/people/erase", change, erase::page)
        .form("/{lang}/surveys/{survey}/people/erase", change, erase::send)
        .form("/{lang}/surveys/{survey}/people/letters/again", change, letters::again)
        .page("/{lang}/surveys/{survey}/people/letters/returned", change, letters::returned_page)
        .form("/{lang}/surveys/{survey}/people/letters/returned", change, letters::returned_send)
        .page("/{lang}/surveys/{survey}/people/slips", change, slips::page)
        .page("/{lang}/surveys/{survey}/people/links/{file}", change, slips::links)
}

/// Address of the people of a survey after the language; `rest` follows it.
fn people_address(held: &Held, rest: &str) -> String {
    format!("{}{}{rest}", address(held), View::People.rest())
}

/// A page below that of the people of a survey.
fn people_sheet<'a>(reader: &'a Reader, held: &Held, rest: &str, title: impl Into<String>) -> Sheet<'a> {
    let rest = format!("{}{rest}", View::People.rest());
    sheet(reader, held, &rest, title).under(say(reader.lang, "survey-tab-people"), &people_address(held, ""))
}

impl Surveys {
    /// The campaign in an address, for a caller who may change it.
    async fn changed(&self, reader: &Reader, caller: &Caller, survey: &str) -> Result<Arc<Held>, PageError> {
        let held = self.page(reader, caller, survey).await?;
        let owner = &held.campaign.setup.owner;
        self.may(caller, Action::Change, Resource::Survey, owner).map_err(|refusal| refusal.page(reader))?;
        Ok(held)
    }
}
