//! `POST /{lang}/surveys/{survey}/people/sample`: the frame comes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_store::surveys::SurveyEventRow;
use chiso_store::{Reader as StoreReader, StoreError};
use chiso_survey::campaign::{CampaignCommand, CampaignEvent, Phase, Setup};
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

impl Surveys {
    /// The files of frames that a campaign ever had, each once.
    pub(in crate::people) async fn frames(&self, held: &Held) -> Result<BTreeSet<String>, Refusal> {
        let survey = held.id.clone();
        let of = |row: SurveyEventRow| match serde_json::from_value(row.body) {
            Ok(CampaignEvent::Drafted { setup } | CampaignEvent::Revised { setup }) => setup.sample.get(FRAME).cloned(),
            _ => None,
        };
        let read = move |reader: &mut StoreReader<'_>| -> Result<BTreeSet<String>, StoreError> {
            let all = reader.all_survey_events()?.into_iter();
            Ok(all.filter(|row| row.survey == survey).filter_map(of).collect())
        };
        Ok(self.desk.store().read(read).await?)
    }

    /// Erases the files of frames that a campaign ever had, as far as nothing else needs them; how many are kept for others.
    pub(in crate::people) async fn erase_frames(&self, caller: &Caller, held: &Held) -> Result<usize, Refusal> {
        let mut kept = 0;
        for sha256 in self.frames(held).await? {
            let erased = !self.needs_file(held, &sha256).await? && self.desk.erase_file(caller, &sha256).await?;
            kept += usize::from(!erased);
        }
        Ok(kept)
    }

    /// Whether another campaign draws from a file or asks by it, or this one asks by it. One that is closed and whose people are forgotten draws no more.
    async fn needs_file(&self, held: &Held, sha256: &str) -> Result<bool, Refusal> {
        for other in self.all().await? {
            let setup = &other.campaign.setup;
            if setup.form.as_deref() == Some(sha256) {
                return Ok(true);
            }
            let draws = other.id != held.id && setup.sample.get(FRAME).is_some_and(|frame| frame == sha256);
            let over = other.campaign.phase >= Phase::Closed && other.campaign.people() > 0;
            if draws && !(over && self.is_forgotten(&other.id).await?) {
                return Ok(true);
            }
        }
        Ok(false)
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
