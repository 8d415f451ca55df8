//! Official documents of a round, and the workbook that a unit fills in offline.

mod consolidated;
mod form;
mod letter;
mod unit;

use std::sync::Arc;

use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_paper::PaperError;
use chiso_web::{Gate, Routes};
use chiso_workspace::Refusal;
use chiso_workspace::house::{XLSX, answer};

use crate::entry::Rounds;

/// Media type of a document.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let export = Gate::Needs(Resource::SelfScore, Action::Export);
    let see = Gate::Needs(Resource::WorkingPaper, Action::See);
    let enter = Gate::Needs(Resource::SelfScore, Action::Change);
    let all = Gate::Needs(Resource::Round, Action::Export);
    Routes::new()
        .page("/{lang}/rounds/{round}/units/{unit}/report/{file}", export, unit::download)
        .page("/{lang}/rounds/{round}/units/{unit}/form", enter, form::page)
        .form("/{lang}/rounds/{round}/units/{unit}/form", enter, form::send)
        .page("/{lang}/rounds/{round}/units/{unit}/form/{file}", see, form::download)
        .page("/{lang}/rounds/{round}/report/{file}", all, consolidated::download)
}

/// A document as it is kept by whoever asked for it.
fn document(name: &str, written: Result<Vec<u8>, PaperError>) -> Result<Response, Refusal> {
    let bytes = written.map_err(|error| Refusal::Fault(error.text()))?;
    let media = if std::path::Path::new(name).extension().is_some_and(|end| end == "docx") { DOCX } else { XLSX };
    Ok(answer(name, media, bytes))
}
