//! `POST /{lang}/surveys/{survey}/people/sample`: the frame comes.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_web::parts::said;
use chiso_web::{Caller, PageError, PostedFile, Reader, Upload};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, go};

use super::pages::{frame_form, show};
use super::{FRAME, FRAME_NAME};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::people::people_address;
use crate::people::upload::{problems, read};
use crate::words::say;

impl Surveys {
    /// Changes how the sample of a draft is drawn.
    pub(super) async fn resample(
        &self,
        caller: &Caller,
        held: &Held,
        sample: BTreeMap<String, String>,
    ) -> Result<(), Refusal> {
        let setup = Setup { sample, ..held.campaign.setup.clone() };
        self.act(caller, &held.id, CampaignCommand::Revise { setup: Box::new(setup) }).await
    }

    async fn new_frame(&self, caller: &Caller, held: &Held, file: Upload) -> Result<(), Refusal> {
        let name = file.name.clone();
        let sha256 = self.desk.take_file(caller, file).await?.to_string();
        // Another frame, another sample: plan and seed go.
        let sample = BTreeMap::from([(FRAME.to_owned(), sha256), (FRAME_NAME.to_owned(), name)]);
        self.resample(caller, held, sample).await
    }
}

/// `POST`
pub(in crate::people) async fn take_frame(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.changed(&reader, &caller, &survey).await?;
    let form = frame_form(&reader, &caller, &held).fill(&fields);
    let Some(file) = file else {
        return show(&surveys, &reader, &caller, &held, form.wrong("file", say(lang, "people-no-file")), None, None)
            .await;
    };
    if let Err(found) = read(&file, &|_| false) {
        let form = form.wrong("file", say(lang, "people-wrong-file"));
        let found = problems(&reader, &found);
        return show(&surveys, &reader, &caller, &held, form, None, Some(found)).await;
    }
    match surveys.new_frame(&caller, &held, file).await {
        Ok(()) => Ok(go(&said(&at(&reader, &people_address(&held, "/sample")), "said-people-frame"))),
        Err(refusal) => {
            let (_, form) = refusal.into_form(&reader, form)?;
            show(&surveys, &reader, &caller, &held, form, None, None).await
        }
    }
}
