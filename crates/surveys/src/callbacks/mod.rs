//! Call-backs: some of the people who were interviewed are called again, to check that the interview took place and was written down as it was.
//!
//! Who is called is drawn by a public seed ([`draw`]); nobody calls whom they interviewed ([`call`]). Of a person it is kept whether there was an interview. What they answer again
//! goes into the box without them, under the name of the interviewer alone ([`again`]), as a ballot of a campaign of its own, and only where so many are called that nobody is known
//! by it; it is compared by question, never by person ([`compared`]).

mod again;
mod call;
mod cases;
mod compared;
mod draw;
mod page;
mod tables;

pub(crate) use compared::Shown;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Surveys;

/// What follows the survey's address.
pub(crate) const CALLBACKS: &str = "/callbacks";
/// The most questions that are asked again: a call is short.
const QUESTIONS: usize = 5;

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let manages = Gate::Needs(Resource::Survey, Action::Change);
    Routes::new()
        .page("/{lang}/surveys/{survey}/callbacks", manages, page::page)
        .form("/{lang}/surveys/{survey}/callbacks", manages, page::send)
        .page("/{lang}/surveys/{survey}/callbacks/{invitee}", manages, call::page)
        .form("/{lang}/surveys/{survey}/callbacks/{invitee}", manages, call::send)
}
