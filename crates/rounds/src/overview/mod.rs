//! `/{lang}/rounds/{round}`: where a round stands and until when, what each role does next, and going on to the next phase.

mod ahead;
mod events;
mod figures;
mod next;
mod page;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Rounds;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let change = Gate::Needs(Resource::Round, Action::Change);
    Routes::new()
        .page("/{lang}/rounds/{round}", Gate::Needs(Resource::Round, Action::See), page::page)
        .page("/{lang}/rounds/{round}/next", change, next::page)
        .form("/{lang}/rounds/{round}/next", change, next::send)
}
