//! `/{lang}/rounds/{round}/units/{unit}/report/{file}`: the unit's report on its self-assessment.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_paper::SelfReport;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;

use super::document;
use super::letter::{letter, office};
use crate::entry::Rounds;
use crate::frame::CriterionPath;
use crate::named::agency_title;

/// `GET …/report/self-assessment.docx` or `.xlsx`
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, file)): CriterionPath,
) -> Result<Response, PageError> {
    let held = rounds.open(&reader, &caller, &round).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    if !held.round.has_unit(&unit) {
        return Err(refused(Refusal::Hidden));
    }
    rounds.may_at(&caller, Action::Export, Resource::SelfScore, &held, &unit, None).map_err(refused)?;
    let assessment = rounds.file_for(&caller, &held, &unit).await.map_err(refused)?;
    // Before it is signed, the report is a draft of the unit's own.
    if !assessment.is_submitted() && rounds.papers_seen(&caller, &held, &unit).is_empty() {
        return Err(refused(Refusal::Hidden));
    }
    let setup = &held.round.setup;
    let register = rounds.desk.register();
    let owner = office(&register, &setup.owner, caller.day).agency;
    let name = agency_title(&register, &unit, setup.period.last_day()).get(Lang::Vi).to_owned();
    let letter = letter(&register, &unit, vec![owner], caller.day);
    let report = SelfReport {
        round: &held.round,
        rules: &held.rules,
        rulebook: &held.rulebook,
        assessment: &assessment,
        unit: &name,
        letter: &letter,
    };
    let written = match file.as_str() {
        "self-assessment.docx" => report.docx(),
        "self-assessment.xlsx" => report.xlsx(reader.lang),
        _ => return Err(refused(Refusal::Hidden)),
    };
    document(&format!("{}-{unit}-{file}", setup.period), written).map_err(refused)
}
