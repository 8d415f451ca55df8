//! Pages of people.

mod change;
mod erase;
mod invite;
mod link;
mod list;
mod one;
mod switch;

use std::sync::Arc;

use axum::extract::Path;
use chiso_access::{Action, Resource};
use chiso_web::{Caller, Gate, PageError, Reader, Routes};

use super::{OnePerson, PersonAccount};
use crate::desk::Desk;
use crate::refusal::Refusal;

/// The language and the id in the address.
type Id = Path<(String, String)>;

/// Routes of people.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    let see = Gate::Needs(Resource::Person, Action::See);
    let create = Gate::Needs(Resource::Person, Action::Create);
    let change = Gate::Needs(Resource::Person, Action::Change);
    let erase = Gate::Needs(Resource::Person, Action::Remove);
    Routes::new()
        .page("/{lang}/people", see, list::page)
        .page("/{lang}/people/new", create, invite::page)
        .form("/{lang}/people/new", create, invite::invite)
        .page("/{lang}/people/{id}", see, one::page)
        .page("/{lang}/people/{id}/edit", change, change::page)
        .form("/{lang}/people/{id}/edit", change, change::change)
        .page("/{lang}/people/{id}/link", change, link::page)
        .form("/{lang}/people/{id}/link", change, link::make)
        .page("/{lang}/people/{id}/activate", change, switch::page(&switch::ON))
        .form("/{lang}/people/{id}/activate", change, switch::send(&switch::ON))
        .page("/{lang}/people/{id}/deactivate", change, switch::page(&switch::OFF))
        .form("/{lang}/people/{id}/deactivate", change, switch::send(&switch::OFF))
        .page("/{lang}/people/{id}/reset-second-factor", change, switch::page(&switch::FACTOR))
        .form("/{lang}/people/{id}/reset-second-factor", change, switch::send(&switch::FACTOR))
        .page("/{lang}/people/{id}/end-sessions", change, switch::page(&switch::SESSIONS))
        .form("/{lang}/people/{id}/end-sessions", change, switch::send(&switch::SESSIONS))
        .page("/{lang}/people/{id}/erase", erase, erase::page)
        .form("/{lang}/people/{id}/erase", erase, erase::erase)
}

/// A person of whose whole account the caller is in charge, and the account.
async fn charged(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    id: &str,
) -> Result<(OnePerson, PersonAccount), PageError> {
    let mut person = desk.person(caller, id).await.map_err(|refusal| refusal.page(reader))?;
    match person.account.take().filter(|_| person.whole) {
        Some(account) => Ok((person, account)),
        None => Err(Refusal::Forbidden.page(reader)),
    }
}
