//! `/{lang}/surveys/{survey}/questionnaire/try`: the questionnaire as a respondent has it, in any of its languages. Nothing is kept.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};

use super::page::part;
use crate::answer::try_out;
use crate::entry::Surveys;
use crate::frame::SurveyPath;

/// `GET /{lang}/surveys/{survey}/questionnaire/try`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    surveys.try_form(&reader, &caller, &survey, &Fields(Vec::new())).await
}

/// `POST /{lang}/surveys/{survey}/questionnaire/try`: what a screen sent.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    surveys.try_form(&reader, &caller, &survey, &fields).await
}

impl Surveys {
    async fn try_form(
        &self,
        reader: &Reader,
        caller: &Caller,
        survey: &str,
        fields: &Fields,
    ) -> Result<Response, PageError> {
        let held = self.page(reader, caller, survey).await?;
        let form = self.form(&held).await.map_err(|refusal| refusal.page(reader))?;
        try_out(self, reader, caller, &held, &form, &part(&held, "/try"), fields)
    }
}
