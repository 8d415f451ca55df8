//! `/{lang}/published/surveys`: results of surveys for everybody, each page made from its published file alone; and what the file holds ([`file`]).

mod changes;
mod check;
mod facts;
mod file;
mod files;
mod held;
mod list;
mod made;
mod method;
mod offered;
mod page;
mod places;
#[cfg(test)]
mod tests;
mod wrong;

use std::sync::Arc;

use chiso_web::{Gate, Routes};

pub(crate) use facts::Fact;
pub(crate) use file::{About, Issue, Published};
pub(crate) use held::Issues;
pub(crate) use made::{Before, made};

use crate::entry::Surveys;

/// Address of the list after the language.
pub(crate) const PUBLISHED: &str = "/published/surveys";

pub(crate) fn routes() -> Routes<Arc<Surveys>> {
    Routes::new()
        .page("/{lang}/published/surveys", Gate::Public, list::page)
        .page("/{lang}/published/surveys/{survey}", Gate::Public, page::page)
        .page("/{lang}/published/surveys/{survey}/questionnaire", Gate::Public, files::questionnaire)
        .page("/{lang}/published/surveys/{survey}/issues/{file}", Gate::Public, files::issue)
}
