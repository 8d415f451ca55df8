//! `/{lang}/rounds/{round}/report/{file}`: the consolidated report on all units.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_paper::Consolidated;
use chiso_round::Stage;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;

use super::document;
use super::letter::letter;
use crate::entry::Rounds;
use crate::frame::UnitPath;

/// Up to how many units the report tells the chain of every score; beyond, a document would have thousands of pages.
const CHAINS: usize = 100;

/// `GET …/report/consolidated.docx` or `.xlsx`
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, file)): UnitPath,
) -> Result<Response, PageError> {
    let held = rounds.open(&reader, &caller, &round).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    rounds.may(&caller, Action::Export, Resource::Round, &held.round.setup.owner, &[]).map_err(refused)?;
    // A report is whole or not at all.
    let mut own = rounds.hidden_units(&caller, &held).into_iter();
    if let Some(page) = own.find_map(|unit| rounds.not_own("conflict-report", &reader, &caller, &held, unit)) {
        return Err(page);
    }
    // Once something is issued the report says which issue it is, and tells what that says: what was corrected since belongs to the next.
    let (found, computed) = if held.round.issues.is_empty() {
        let found = rounds.all_assessments(&held).await.map_err(refused)?;
        let computed = rounds.pending(&held, &found, Stage::Correction).await.map_err(refused)?;
        (found, computed)
    } else {
        let found = rounds.issued_assessments(&held).await.map_err(refused)?;
        (found, rounds.issued(&held, Stage::Correction).await.map_err(refused)?)
    };
    let before = rounds.computed_before(&held).await.map_err(refused)?;
    let changes = before.map(|before| chiso_engine::changes(&held.rulebook, &computed.outcome, &before.outcome));
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let letter = letter(&rounds.desk.register(), &held.round.setup.owner, Vec::new(), caller.day);
    let report = Consolidated {
        round: &held.round,
        rules: &held.rules,
        rulebook: &held.rulebook,
        assessments: found.iter().map(|(unit, assessment)| (unit.as_str(), assessment.as_ref())).collect(),
        outcome: &computed.outcome,
        changes: changes.as_ref(),
        names: &|id| names.of(id),
        letter: &letter,
        with_chains: found.len() <= CHAINS,
    };
    let written = match file.as_str() {
        "consolidated.docx" => report.docx(),
        "consolidated.xlsx" => report.xlsx(reader.lang),
        _ => return Err(refused(Refusal::Hidden)),
    };
    document(&format!("{}-{file}", held.round.setup.period), written).map_err(refused)
}
