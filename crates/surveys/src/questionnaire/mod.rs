//! The questionnaire of a survey: choosing one or bringing it, reading it, keeping it, trying it.

mod choose;
mod codebook;
mod download;
mod page;
mod problems;
mod scores;
mod try_out;

use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_model::{Lang, decimal};
use chiso_questionnaire::Form;
use chiso_web::{Gate, Routes};

use crate::entry::Surveys;
use crate::words::say_with;

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    let gate = |action| Gate::Needs(Resource::Survey, action);
    let (see, change, export) = (gate(Action::See), gate(Action::Change), gate(Action::Export));
    Routes::new()
        .page("/{lang}/surveys/{survey}/questionnaire", see, page::page)
        .page("/{lang}/surveys/{survey}/questionnaire/choose", change, choose::page)
        .form("/{lang}/surveys/{survey}/questionnaire/choose", change, choose::send)
        .form("/{lang}/surveys/{survey}/questionnaire/upload", change, choose::upload)
        .page("/{lang}/surveys/{survey}/questionnaire/shipped/{form}", change, choose::download)
        .page("/{lang}/surveys/{survey}/questionnaire/download", export, download::form)
        .page("/{lang}/surveys/{survey}/questionnaire/codebook/{extension}", export, download::codebook)
        .page("/{lang}/surveys/{survey}/questionnaire/try", see, try_out::page)
        .form("/{lang}/surveys/{survey}/questionnaire/try", see, try_out::send)
}

/// What a form is called.
pub(crate) fn title(form: &Form, lang: Lang) -> String {
    let settings = form.settings();
    let named = settings.title.as_deref().or(settings.id.as_deref()).filter(|title| !title.trim().is_empty());
    named.map_or_else(|| crate::words::say(lang, "form-untitled"), str::to_owned)
}

/// A form in a line: what it is called, how many questions it has.
pub(crate) fn described(form: &Form, lang: Lang) -> String {
    let told = [("form", title(form, lang).into()), ("count", questions(form, lang).into())];
    say_with(lang, "form-described", &told)
}

/// How many questions a form has: whatever has an answer. Groups, notes, heads of grids and calculations have none.
fn questions(form: &Form, lang: Lang) -> String {
    let asked = form.items().iter().filter(|item| item.answerable().is_some()).count();
    decimal(asked as f64, 0, lang)
}
