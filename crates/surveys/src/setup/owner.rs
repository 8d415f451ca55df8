//! The agency that runs a survey.

use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_model::agency::{AgencyId, Level};
use chiso_web::parts::{Choice, Field};
use chiso_web::{Caller, Reader};
use chiso_workspace::agencies::listed;

use crate::entry::Surveys;
use crate::words::say;

/// The most agencies that are shown at once.
const SHOWN: usize = 7;

impl Surveys {
    /// The agencies for which a caller may set surveys up: the country, ministries, provinces and departments, and every one at which they hold a role.
    pub(super) fn owners(&self, caller: &Caller, lang: Lang) -> Vec<Choice> {
        let register = self.desk.register();
        let held: Vec<&str> = caller.actor.assignments.iter().filter_map(|held| held.agency.as_deref()).collect();
        let found = register
            .at(caller.day)
            .filter(|agency| agency.level != Level::Commune || held.contains(&agency.id().as_str()))
            .filter(|agency| self.may(caller, Action::Create, Resource::Survey, agency.id().as_str()).is_ok());
        listed(&register, found, lang).into_iter().map(|(id, title)| Choice::new(id, title)).collect()
    }

    /// What an agency is called on the caller's day; its id where the register has it not.
    pub(crate) fn agency_title(&self, caller: &Caller, agency: &str, lang: Lang) -> String {
        let register = self.desk.register();
        let id = AgencyId::new(agency).ok();
        let found = id.as_ref().and_then(|id| register.get(id));
        found.map_or(agency, |found| found.title_on(caller.day, lang)).to_owned()
    }
}

/// The field in which one of some agencies is chosen; where there is only one, it is.
pub(super) fn owner_field(reader: &Reader, mut owners: Vec<Choice>, now: &str) -> Field {
    let lang = reader.lang;
    let only = owners.len() == 1;
    for owner in &mut owners {
        owner.chosen = only || owner.id == now;
    }
    let label = say(lang, "setup-owner");
    let field = if owners.len() > SHOWN {
        Field::search_select(lang, "owner", label, Some(say(lang, "setup-owner-none")), owners)
    } else {
        Field::radios(lang, "owner", label, owners)
    };
    field.hint(say(lang, "setup-owner-hint"))
}
