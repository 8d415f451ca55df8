//! The questionnaire as the file that was kept, and its codebook.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::Action;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{XLSX, answer};

use super::codebook::codebook as codebook_of;
use crate::entry::Surveys;
use crate::frame::SurveyPath;

/// `GET /{lang}/surveys/{survey}/questionnaire/download`: the workbook as it was brought.
pub(super) async fn form(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Export).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let sha256 = held.campaign.setup.form.as_deref().ok_or(Refusal::Hidden).map_err(refused)?;
    let (name, bytes) = surveys.desk.file(sha256).await.map_err(refused)?;
    Ok(answer(&name, XLSX, bytes))
}

/// `GET /{lang}/surveys/{survey}/questionnaire/codebook/{extension}`: as CSV or as a workbook.
pub(super) async fn codebook(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, extension)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Export).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    if held.campaign.setup.form.is_none() {
        return Err(Refusal::Hidden.page(&reader));
    }
    let form = surveys.form(&held).await.map_err(refused)?;
    let id = form.settings().id.as_deref().unwrap_or("questionnaire");
    codebook_of(&form, &format!("{id}-codebook"), reader.lang).answer(&extension).map_err(refused)
}
