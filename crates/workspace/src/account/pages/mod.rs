//! Pages of one's own account.

mod overview;
mod password;
mod profile;
mod provider;
mod second_factor;
mod sessions;

pub(crate) use overview::lang_name;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Reader, Routes};

use crate::desk::Desk;
use crate::sheet::Sheet;
use crate::words::say;

/// Routes of one's own account.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    let see = Gate::Needs(Resource::OwnAccount, Action::See);
    let change = Gate::Needs(Resource::OwnAccount, Action::Change);
    Routes::new()
        .page("/{lang}/account", see, overview::page)
        .page("/{lang}/account/profile", change, profile::page)
        .form("/{lang}/account/profile", change, profile::change)
        .page("/{lang}/account/password", change, password::page)
        .form("/{lang}/account/password", change, password::change)
        .page("/{lang}/account/provider", see, provider::page)
        .form("/{lang}/account/provider", change, provider::begin)
        .page("/{lang}/account/second-factor", see, second_factor::page)
        .form("/{lang}/account/second-factor/begin", change, second_factor::begin)
        .form("/{lang}/account/second-factor/confirm", change, second_factor::confirm)
        .form("/{lang}/account/second-factor/codes", change, second_factor::renew_codes)
        .form("/{lang}/account/second-factor/remove", change, second_factor::remove)
        .page("/{lang}/account/sessions", see, sessions::page)
        .form("/{lang}/account/sessions/end", change, sessions::end)
        .form("/{lang}/account/sessions/end-others", change, sessions::end_others)
}

/// A page of a part of one's own account, with the keys of its title and of the sentence below it.
pub(crate) fn part<'a>(reader: &'a Reader, rest: &str, (title, lead): (&str, &str)) -> Sheet<'a> {
    let lang = reader.lang;
    Sheet::new(reader, rest, say(lang, title))
        .under(say(lang, "account-title"), "/account")
        .under(say(lang, title), rest)
        .lead(say(lang, lead))
}
