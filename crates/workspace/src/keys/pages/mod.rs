//! Pages of API keys.

mod list;
mod new;
mod revoke;

use std::sync::Arc;

use axum::extract::Path;
use chiso_access::{Action, KeyScope, Resource};
use chiso_model::Lang;
use chiso_web::{Gate, Routes};

use crate::desk::Desk;

/// Address of the list after the language.
const KEYS: &str = "/keys";

/// The language and the id in the address.
type Id = Path<(String, String)>;

/// What keys are of use for: the operations of the API that need one. Open data needs none.
const OFFERED: [KeyScope; 2] = [
    KeyScope { resource: Resource::ResultImport, action: Action::Create },
    KeyScope { resource: Resource::Journal, action: Action::See },
];

/// A scope in words.
fn scope_name(scope: KeyScope, lang: Lang) -> String {
    let (resource, action) = (scope.resource.name(), scope.action.name());
    format!("{}: {}", resource.get(lang), action.get(lang).to_lowercase())
}

/// Routes of API keys.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    let create = Gate::Needs(Resource::ApiKey, Action::Create);
    let revoke = Gate::Needs(Resource::ApiKey, Action::Remove);
    Routes::new()
        .page("/{lang}/keys", Gate::Needs(Resource::ApiKey, Action::See), list::page)
        .page("/{lang}/keys/new", create, new::page)
        .form("/{lang}/keys/new", create, new::make)
        .page("/{lang}/keys/{id}/revoke", revoke, revoke::page)
        .form("/{lang}/keys/{id}/revoke", revoke, revoke::revoke)
}
