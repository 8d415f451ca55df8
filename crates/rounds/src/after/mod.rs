//! After publication: what a unit lost and where, what it plans to do about it, what it is reminded of in the next round, and what would be if.
//!
//! The core knows neither store nor pages: `diagnosis`, `change` and `reminders::carried` are given what they look at.

mod asked;
mod change;
mod diagnosis;
mod diagnosis_file;
mod diagnosis_pages;
mod open;
mod plan;
mod plan_pages;
mod reminders;
#[cfg(test)]
mod tests;
mod turns;
mod what_if;
mod what_if_page;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_web::{Gate, Routes};

use crate::entry::Rounds;
use crate::words::say;

pub(crate) use turns::Turns;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::Round, Action::See);
    let file = Gate::Needs(Resource::SelfScore, Action::See);
    let plan = Gate::Needs(Resource::SelfScore, Action::Return);
    Routes::new()
        .page("/{lang}/rounds/{round}/units/{unit}/diagnosis", see, diagnosis_pages::within)
        .page("/{lang}/rounds/{round}/units/{unit}/diagnosis/file", see, diagnosis_pages::file_within)
        .page("/{lang}/rounds/{round}/units/{unit}/what-if", see, what_if::within)
        .page("/{lang}/rounds/{round}/units/{unit}/plan", file, plan_pages::page)
        .form("/{lang}/rounds/{round}/units/{unit}/plan", plan, plan_pages::add)
        .page("/{lang}/rounds/{round}/units/{unit}/plan/{measure}", file, plan_pages::one)
        .form("/{lang}/rounds/{round}/units/{unit}/plan/{measure}", plan, plan_pages::progress)
        .form("/{lang}/rounds/{round}/units/{unit}/plan/{measure}/drop", plan, plan_pages::give_up)
        .page("/{lang}/published/{round}/units/{unit}/diagnosis", Gate::Public, diagnosis_pages::in_public)
        .page("/{lang}/published/{round}/units/{unit}/diagnosis/file", Gate::Public, diagnosis_pages::file_in_public)
        .page("/{lang}/published/{round}/units/{unit}/what-if", Gate::Public, what_if::in_public)
}

/// The words of a key in both languages.
fn both(key: &str) -> Text {
    Text::new(say(Lang::Vi, key), say(Lang::En, key))
}
