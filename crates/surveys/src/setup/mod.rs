//! Setting a survey up, and what is done with it as a whole: opening it, moving its close, closing it, throwing a draft away.

mod change;
mod close;
mod defaults;
mod discard;
mod fields;
mod mend;
mod move_close;
mod new;
mod open;
mod owner;
mod shown;
mod tasks;
mod texts;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

pub(crate) use fields::mode_title;
pub(crate) use mend::{is_draft, unchanged};
pub(crate) use shown::shown;
pub(crate) use tasks::tasks;

use crate::entry::Surveys;

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let gate = |action| Gate::Needs(Resource::Survey, action);
    let (create, change, remove) = (gate(Action::Create), gate(Action::Change), gate(Action::Remove));
    Routes::new()
        .page("/{lang}/surveys/new", create, new::page)
        .form("/{lang}/surveys/new", create, new::send)
        .page("/{lang}/surveys/{survey}/setup", change, change::page)
        .form("/{lang}/surveys/{survey}/setup", change, change::send)
        .page("/{lang}/surveys/{survey}/setup/discard", remove, discard::page)
        .form("/{lang}/surveys/{survey}/setup/discard", remove, discard::send)
        .page("/{lang}/surveys/{survey}/setup/open", change, open::page)
        .form("/{lang}/surveys/{survey}/setup/open", change, open::send)
        .page("/{lang}/surveys/{survey}/setup/move", change, move_close::page)
        .form("/{lang}/surveys/{survey}/setup/move", change, move_close::send)
        .page("/{lang}/surveys/{survey}/setup/close", change, close::page)
        .form("/{lang}/surveys/{survey}/setup/close", change, close::send)
}
