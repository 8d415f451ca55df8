//! Answering: `/{lang}/s/{code}` is an invitation, `/{lang}/ballot/{survey}` the screens of the questionnaire.
//!
//! The invitation is exchanged for a token, once; the ballot comes with the token and without the invitation. Nothing here writes a row of the store, looks at who is signed
//! in, sets a cookie, or logs. What lies between two screens lies in the page alone.

mod assets;
mod ballot;
mod decline;
mod elsewhere;
mod frame;
mod groups;
mod invitation;
mod people;
mod questions;
mod screens;
mod walk;

pub(crate) use frame::agency;
pub(crate) use groups::Groups;
pub(crate) use invitation::Closed;
pub(crate) use people::{Invitations, Person};
pub(crate) use screens::try_out;

use std::sync::Arc;

use chiso_model::Text;
use chiso_web::{Gate, Routes};
use chiso_workspace::Refusal;

use crate::entry::Surveys;

/// Addresses after the language under which people answer.
pub(crate) const INVITATION: &str = "/s";
const BALLOT: &str = "/ballot";

/// That a ballot or an exchange could not be kept: nothing of it was.
pub(crate) fn unkept(error: &impl std::fmt::Display) -> Refusal {
    Refusal::Fault(Text::new(
        format!("Chưa ghi được vào kho phiếu, xin gửi lại. ({error})"),
        format!("It could not be kept; please send it again. ({error})"),
    ))
}

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    Routes::new()
        .page("/{lang}/s", Gate::Unnamed, invitation::ask)
        .form("/{lang}/s", Gate::Unnamed, invitation::look)
        .page("/{lang}/s/{code}", Gate::Unnamed, invitation::page)
        .form("/{lang}/s/{code}/token", Gate::Unnamed, invitation::exchange)
        .form("/{lang}/s/{code}/open", Gate::Unnamed, invitation::open)
        .page("/{lang}/s/{code}/decline", Gate::Unnamed, decline::page)
        .form("/{lang}/s/{code}/decline", Gate::Unnamed, decline::decline)
        .page("/{lang}/ballot/{survey}", Gate::Unnamed, ballot::page)
        .form("/{lang}/ballot/{survey}", Gate::Unnamed, ballot::take)
        .asset("/assets/answer/{file}", assets::serve)
}

/// Whether somebody answers at a path, or tries to. Of such a request a log may tell that there was one on a day, and nothing else: no path, address, time, size or status.
#[must_use]
pub fn is_unlogged(path: &str) -> bool {
    let mut parts = path.split('/').skip(2);
    parts.next().is_some_and(|first| [INVITATION, BALLOT].iter().any(|own| own.strip_prefix('/') == Some(first)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_respondents_do_is_not_logged_and_everything_else_is() {
        for route in crate::routes().list() {
            assert_eq!(is_unlogged(route.path), route.gate == Gate::Unnamed, "{}", route.path);
        }
        for (path, unlogged) in [
            ("/vi/s", true),
            ("/vi/s/", true),
            ("/en/s/ABCDE-FGHJK/x", true),
            ("/xx/ballot/0123", true),
            ("/vi/surveys/0123", false),
            ("/vi/ballots", false),
            ("/vi", false),
            ("/", false),
        ] {
            assert_eq!(is_unlogged(path), unlogged, "{path}");
        }
    }
}
