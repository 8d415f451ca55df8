//! `/{lang}/surveys/{survey}/results`: from ballots to a board that moves with each batch, scores, and files to keep.
//!
//! What is held in memory ([`live`]) gives estimates ([`figures`]) and counts ([`told`]); the board shows both ([`shown`]) so that nobody learns what one ballot says.

mod board;
mod boards;
mod checks;
mod design;
mod effect;
mod export;
mod figures;
mod front;
mod live;
mod margins;
mod page;
mod places;
mod population;
mod publish;
mod shown;
mod spss;
mod table;
mod telling;
#[cfg(test)]
mod tests;
mod told;
mod variables;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

pub(crate) use board::Drawn;
pub(crate) use boards::Boards;
pub(crate) use figures::{Figure, Of};
pub(crate) use live::Live;
pub(crate) use places::{Places, interviewer};
pub(crate) use publish::JSON;
#[cfg(test)]
pub(crate) use shown::Pace;
pub(crate) use shown::{Results, Steps};
#[cfg(test)]
pub(crate) use tests::{ballots, live, officials, villages};
pub(crate) use told::Told;

use crate::entry::Surveys;

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let gate = |action| Gate::Needs(Resource::Survey, action);
    Routes::new()
        .page("/{lang}/surveys/{survey}/results", gate(Action::See), page::page)
        .page("/{lang}/surveys/{survey}/results/live", gate(Action::See), page::live)
        .page("/{lang}/surveys/{survey}/results/scores/{extension}", gate(Action::Export), publish::scores)
        .page("/{lang}/surveys/{survey}/results/publish", gate(Action::Publish), publish::ask)
        .form("/{lang}/surveys/{survey}/results/publish", gate(Action::Publish), publish::send)
        .page("/{lang}/surveys/{survey}/results/population", gate(Action::Change), population::page)
        .form("/{lang}/surveys/{survey}/results/population", gate(Action::Change), population::send)
        .page(
            "/{lang}/surveys/{survey}/results/ballots/{extension}",
            Gate::Needs(Resource::Ballot, Action::Export),
            export::ballots,
        )
}
