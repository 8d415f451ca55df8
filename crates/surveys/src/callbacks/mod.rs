//! Call-backs: some of the people who were interviewed are called again, to check that the interview took place and was written down as it was.
//!
//! Who is called is drawn by a public seed ([`draw`]); nobody calls whom they interviewed ([`call`]). Of a person it is kept whether there was an interview. What they answer again
//! waits in the drawer until as many of the same interviewer wait as make nobody known, and goes into the box with them then, without the person and under the name of the interviewer
//! alone ([`again`]), as ballots of a campaign of its own; it is compared by question, never by person ([`compared`]).

mod again;
mod call;
mod cases;
mod compared;
mod draw;
mod page;
mod tables;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Surveys;
use compared::Shown;

/// What follows the survey's address.
pub(crate) const CALLBACKS: &str = "/callbacks";
/// The most questions that are asked again: a call is short.
const QUESTIONS: usize = 5;

/// What is held in memory of call-backs.
#[derive(Default)]
pub(crate) struct Calls {
    /// Comparisons that were shown.
    shown: Shown,
    turn: tokio::sync::Mutex<()>,
}

impl Calls {
    /// The turn of whoever notes a call or casts what was said: of each person one answer counts, and one interviewer's people are cast together.
    async fn turn(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.turn.lock().await
    }
}

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let manages = Gate::Needs(Resource::Survey, Action::Change);
    Routes::new()
        .page("/{lang}/surveys/{survey}/callbacks", manages, page::page)
        .form("/{lang}/surveys/{survey}/callbacks", manages, page::send)
        .page("/{lang}/surveys/{survey}/callbacks/{invitee}", manages, call::page)
        .form("/{lang}/surveys/{survey}/callbacks/{invitee}", manages, call::send)
}
