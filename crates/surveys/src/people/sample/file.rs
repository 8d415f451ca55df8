//! `/{lang}/surveys/{survey}/people/sample/{file}`: the sample as CSV or XLSX, and the plan as JSON, to be drawn by again.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_survey::sample_table;
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{TableFile, answer};

use super::PLAN;
use crate::entry::Surveys;
use crate::held::Held;

/// The language, the survey and a file in the address.
type FilePath = Path<(String, String, String)>;

/// `GET`
pub(in crate::people) async fn file(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, file)): FilePath,
) -> Result<Response, PageError> {
    let held = surveys.changed(&reader, &caller, &survey).await?;
    surveys.sample_file(&held, &file).await.map_err(|refusal| refusal.page(&reader))
}

impl Surveys {
    async fn sample_file(&self, held: &Held, file: &str) -> Result<Response, Refusal> {
        if file == "plan.json" {
            let plan = held.campaign.setup.sample.get(PLAN).ok_or(Refusal::Hidden)?;
            return Ok(answer(file, "application/json", plan.clone().into_bytes()));
        }
        let (name, extension) = file.split_once('.').ok_or(Refusal::Hidden)?;
        if name != "sample" {
            return Err(Refusal::Hidden);
        }
        let (framed, plan, sample) = self.drawn(held).await?.ok_or(Refusal::Hidden)?;
        let table = sample_table(&framed.frame, &plan, &sample);
        TableFile { name: name.to_owned(), head: table.header, rows: table.rows }.answer(extension)
    }
}
