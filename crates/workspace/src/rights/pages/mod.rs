//! Pages of roles: who holds which, giving, ending, lending.

mod end;
mod form;
mod lend;
mod list;
mod tables;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::desk::Desk;

pub(crate) use form::{role_fields, role_of, role_places};
pub(crate) use tables::{lent_table, own_table, roles_table};

/// Routes of roles.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    let give = Gate::Needs(Resource::Assignment, Action::Create);
    let end = Gate::Needs(Resource::Assignment, Action::Remove);
    let lend = Gate::Needs(Resource::Delegation, Action::Create);
    let unlend = Gate::Needs(Resource::Delegation, Action::Remove);
    Routes::new()
        .page("/{lang}/assignments", Gate::Needs(Resource::Assignment, Action::See), list::page)
        .page("/{lang}/assignments/new", give, form::page)
        .form("/{lang}/assignments/new", give, form::give)
        .page("/{lang}/assignments/{id}/end", end, end::role_page)
        .form("/{lang}/assignments/{id}/end", end, end::role)
        .page("/{lang}/delegations/new", lend, lend::page)
        .form("/{lang}/delegations/new", lend, lend::lend)
        .page("/{lang}/delegations/{id}/end", unlend, end::delegation_page)
        .form("/{lang}/delegations/{id}/end", unlend, end::delegation)
}
