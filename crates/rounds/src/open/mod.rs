//! Setting a round up: the wizard for a new one, the parts of its setup, and the values that join from elsewhere.

mod about;
mod appraisers;
mod basis;
mod calendar;
mod candidates;
mod choose;
mod copy;
mod council;
mod discard;
mod mend;
mod people;
mod rulebook;
mod search;
mod setup;
mod shelf;
mod tasks;
mod tick;
mod units;
mod values;
mod which;
mod wizard;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

pub(crate) use setup::may_see as may_see_setup;
pub(crate) use shelf::keep_text;
pub(crate) use tasks::tasks;

use crate::entry::Rounds;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::Round, Action::See);
    let create = Gate::Needs(Resource::Round, Action::Create);
    let change = Gate::Needs(Resource::Round, Action::Change);
    let remove = Gate::Needs(Resource::Round, Action::Remove);
    Routes::new()
        .page("/{lang}/rounds/new", create, wizard::page)
        .form("/{lang}/rounds/new", create, wizard::send)
        .page("/{lang}/rounds/new/rulebook", create, rulebook::page)
        .form("/{lang}/rounds/new/rulebook", create, rulebook::send)
        .form("/{lang}/rounds/new/upload", create, rulebook::upload)
        .page("/{lang}/rounds/{round}/setup", see, setup::page)
        .page("/{lang}/rounds/{round}/setup/download", Gate::Needs(Resource::Round, Action::Export), setup::download)
        .page("/{lang}/rounds/{round}/setup/about", change, about::page)
        .form("/{lang}/rounds/{round}/setup/about", change, about::send)
        .page("/{lang}/rounds/{round}/setup/basis", change, basis::page)
        .form("/{lang}/rounds/{round}/setup/basis", change, basis::send)
        .form("/{lang}/rounds/{round}/setup/basis/file", change, basis::bring)
        .page("/{lang}/rounds/{round}/setup/discard", remove, discard::page)
        .form("/{lang}/rounds/{round}/setup/discard", remove, discard::send)
        .page("/{lang}/rounds/{round}/setup/units", change, units::page)
        .form("/{lang}/rounds/{round}/setup/units", change, units::send)
        .form("/{lang}/rounds/{round}/setup/units/add", change, units::add)
        .page("/{lang}/rounds/{round}/setup/units/choose", change, choose::page)
        .form("/{lang}/rounds/{round}/setup/units/choose", change, choose::send)
        .page("/{lang}/rounds/{round}/setup/calendar", change, calendar::page)
        .form("/{lang}/rounds/{round}/setup/calendar", change, calendar::send)
        .form("/{lang}/rounds/{round}/setup/calendar/move", change, calendar::move_one)
        .page("/{lang}/rounds/{round}/setup/appraisers", change, appraisers::page)
        .form("/{lang}/rounds/{round}/setup/appraisers", change, appraisers::send)
        .form("/{lang}/rounds/{round}/setup/appraisers/add", change, appraisers::add)
        .form("/{lang}/rounds/{round}/setup/appraisers/remove", change, appraisers::remove)
        .page("/{lang}/rounds/{round}/setup/council", change, council::page)
        .form("/{lang}/rounds/{round}/setup/council", change, council::send)
        .page("/{lang}/rounds/{round}/setup/values", change, values::page)
        .page("/{lang}/rounds/{round}/setup/values/template", change, values::template)
        .form("/{lang}/rounds/{round}/setup/values/typed", change, values::typed)
        .form("/{lang}/rounds/{round}/setup/values/published", change, values::published)
        .form("/{lang}/rounds/{round}/setup/values/offered", change, values::offered)
        .form("/{lang}/rounds/{round}/setup/values/file", change, values::bring)
        .page("/{lang}/rounds/{round}/setup/values/try/{file}", change, values::dry_run)
        .form("/{lang}/rounds/{round}/setup/values/try/{file}", change, values::take_in)
}
