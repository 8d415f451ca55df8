//! The assessed unit: how far every unit has come, one unit's file, its criteria, evidence, signing, explanation, and reopening.

mod appraisals;
mod before;
mod criterion;
mod evidence;
mod evidence_pages;
pub(crate) mod evidence_viewer;
mod explain;
mod file;
pub(crate) mod left;
mod list;
mod missing;
mod papers;
mod people;
mod reopen;
mod save;
mod scores;
mod sight;
mod sign;
mod submit;
mod within;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_web::{Gate, Routes};

use crate::entry::Rounds;
pub(crate) use evidence::kilobytes;
pub(crate) use file::most;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::SelfScore, Action::See);
    let enter = Gate::Needs(Resource::SelfScore, Action::Change);
    let hand_out = Gate::Needs(Resource::SelfScore, Action::Return);
    let submit = Gate::Needs(Resource::SelfScore, Action::Submit);
    let reopen = Gate::Needs(Resource::SelfScore, Action::Reopen);
    let bring = Gate::Needs(Resource::Evidence, Action::Create);
    let open = Gate::Needs(Resource::Evidence, Action::See);
    let explained = Gate::Needs(Resource::Explanation, Action::See);
    let explain = Gate::Needs(Resource::Explanation, Action::Change);
    let sign = Gate::Needs(Resource::Explanation, Action::Submit);
    let take_out = Gate::Needs(Resource::Appraisal, Action::Export);
    Routes::new()
        .page("/{lang}/rounds/{round}/units", see, list::page)
        .page("/{lang}/rounds/{round}/units/{unit}", see, file::page)
        .page("/{lang}/rounds/{round}/units/{unit}/criteria/{node}", see, criterion::page)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}", enter, save::send)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}/autosave", enter, save::autosave)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}/return", hand_out, within::send_back)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}/assign", hand_out, within::assign)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}/comment", see, within::comment)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}/files", bring, evidence::add_files)
        .form("/{lang}/rounds/{round}/units/{unit}/criteria/{node}/link", bring, evidence::add_link)
        .form(
            "/{lang}/rounds/{round}/units/{unit}/criteria/{node}/drop",
            Gate::Needs(Resource::Evidence, Action::Remove),
            evidence::remove,
        )
        .page("/{lang}/rounds/{round}/units/{unit}/evidence/{sha256}", open, evidence_pages::download)
        .page("/{lang}/rounds/{round}/units/{unit}/evidence/{sha256}/view", open, evidence_pages::view)
        .page("/{lang}/rounds/{round}/units/{unit}/evidence/{sha256}/frame", open, evidence_pages::frame)
        .page("/{lang}/rounds/{round}/units/{unit}/appraisals/{file}", take_out, appraisals::download)
        .page("/{lang}/rounds/{round}/units/{unit}/submit", submit, submit::page)
        .form("/{lang}/rounds/{round}/units/{unit}/submit", submit, submit::send)
        .page("/{lang}/rounds/{round}/units/{unit}/submitted", see, submit::done)
        .page("/{lang}/rounds/{round}/units/{unit}/explain", explained, explain::page)
        .page("/{lang}/rounds/{round}/units/{unit}/explain/submit", sign, explain::sign_page)
        .form("/{lang}/rounds/{round}/units/{unit}/explain/submit", sign, explain::sign)
        .page("/{lang}/rounds/{round}/units/{unit}/explain/criteria/{node}", explained, explain::one)
        .form("/{lang}/rounds/{round}/units/{unit}/explain/criteria/{node}", explain, explain::send)
        .form("/{lang}/rounds/{round}/units/{unit}/explain/criteria/{node}/autosave", explain, explain::autosave)
        .page("/{lang}/rounds/{round}/units/{unit}/reopen", reopen, reopen::page)
        .form("/{lang}/rounds/{round}/units/{unit}/reopen", reopen, reopen::send)
}
