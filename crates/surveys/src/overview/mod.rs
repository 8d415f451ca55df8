//! `/{lang}/surveys/{survey}`: where a survey stands, what comes next, and how many came on which day.

mod days;
mod page;
mod sentence;
mod steps;
mod waits;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Surveys;

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    Routes::new().page("/{lang}/surveys/{survey}", Gate::Needs(Resource::Survey, Action::See), page::page)
}
