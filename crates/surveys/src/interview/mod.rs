//! Interviews on a tablet, also where there is no network, and without a way from a ballot to a person.
//!
//! A manager assigns groups to accounts ([`manage`]). An interviewer's tablet takes along everything about those groups (`pack`), asks with the modules of
//! `assets/interview`, and keeps what was answered until it is in reach of the server. Then it does three things, each of which may be repeated:
//!
//! 1. signed in, it has the numbers signed that it chose and blinded for those who were interviewed ([`exchange`]): that closes their invitations;
//! 2. without a name, it sends each ballot by itself with its token ([`kept`]), in an order by chance;
//! 3. signed in, it tells what came of visits ([`visits`]).
//!
//! The server sees a person's number blinded and a ballot's number bare. What it keeps of the two has the group in common and nothing else: visits have a day, the invitation
//! and the ballot have none. A ballot does not say that it is an interview: among others of its group that were given without one it would be of the few whom visits name. That
//! follows from the group alone ([`crate::given::counts_as`]).

mod accounts;
mod assets;
mod assign;
mod cases;
mod exchange;
mod holders;
mod kept;
mod list;
mod manage;
mod outcome;
mod pack;
mod progress;
mod shell;
mod texts;
mod told;
mod visits;

pub(crate) use manage::INTERVIEWS;
pub(crate) use outcome::{Came, in_all};

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Surveys;

/// Address of an interviewer's surveys after the language.
pub(crate) const INTERVIEWER: &str = "/interviews";
/// What follows it for the page that a service worker keeps.
const SHELL: &str = "/shell";

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let interviews = Gate::Needs(Resource::Ballot, Action::Change);
    let manages = Gate::Needs(Resource::Survey, Action::Change);
    Routes::new()
        .page("/{lang}/surveys/{survey}/interviews", manages, manage::page)
        .form("/{lang}/surveys/{survey}/interviews", manages, manage::save)
        .page("/{lang}/interviews", interviews, list::page)
        .page("/{lang}/interviews/{survey}", interviews, shell::page)
        .page("/{lang}/interviews/{survey}/pack", interviews, pack::pack)
        .form("/{lang}/interviews/{survey}/exchange", interviews, exchange::exchange)
        .form("/{lang}/interviews/{survey}/visits", interviews, visits::take)
        .form("/{lang}/ballot/{survey}/kept", Gate::Unnamed, kept::take)
        .asset("/{lang}/interviews/shell", shell::bare)
        .asset("/{lang}/interviews/worker.js", shell::worker)
        .asset("/assets/interview/{version}/{file}", assets::serve)
}
