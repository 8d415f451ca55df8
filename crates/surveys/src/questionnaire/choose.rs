//! `/{lang}/surveys/{survey}/questionnaire/choose`: one of the shipped forms, or one that is brought. A file is kept only when nothing is wrong with it.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_model::Text;
use chiso_questionnaire::{Problem, SHIPPED, read_xlsx, shipped};
use chiso_survey::campaign::{CampaignCommand, Setup};
use chiso_web::parts::{Choice, Field, Form, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, PostedFile, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, XLSX, answer, at, form_to, go};

use super::page::part;
use super::{described, problems, title};
use crate::entry::Surveys;
use crate::frame::{SurveyPath, View, sheet};
use crate::held::Held;
use crate::setup::{is_draft, unchanged};
use crate::words::{say, say_with};

/// `GET /{lang}/surveys/{survey}/questionnaire/choose`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    if !is_draft(&held) {
        return Err(Refusal::Hidden.page(&reader));
    }
    let forms = (choosing(&reader, &caller, &held), uploading(&reader, &caller, &held));
    show(&reader, &held, forms, StatusCode::OK, &[])
}

/// `POST /{lang}/surveys/{survey}/questionnaire/choose`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let done = match written(fields.get("form")) {
        Ok((name, bytes)) => surveys.take_form(&caller, &held, &fields, &name, bytes).await,
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(()) => Ok(chosen(&reader, &held)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, choosing(&reader, &caller, &held).fill(&fields))?;
            show(&reader, &held, (form, uploading(&reader, &caller, &held)), status, &[])
        }
    }
}

/// `POST /{lang}/surveys/{survey}/questionnaire/upload`
pub(super) async fn upload(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFile { fields, file }: PostedFile,
) -> Result<Response, PageError> {
    let held = surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    let (mut found, mut refused) = (Vec::new(), None);
    match file.filter(|file| !file.bytes.is_empty()) {
        None => refused = Some(missing_file()),
        Some(file) => match read_xlsx(&file.bytes) {
            Err(wrong) => {
                found = wrong;
                refused = Some(wrong_file());
            }
            Ok(_) => {
                if let Err(refusal) = surveys.take_form(&caller, &held, &fields, &file.name, file.bytes).await {
                    refused = Some(refusal);
                }
            }
        },
    }
    match refused {
        None => Ok(chosen(&reader, &held)),
        Some(refusal) => {
            let (status, form) = refusal.into_form(&reader, uploading(&reader, &caller, &held))?;
            show(&reader, &held, (choosing(&reader, &caller, &held), form), status, &found)
        }
    }
}

/// `GET /{lang}/surveys/{survey}/questionnaire/shipped/{form}`: a shipped form as a workbook, to be changed and brought back.
pub(super) async fn download(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey, form)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    surveys.to_mend(&reader, &caller, &survey, Action::Change).await?;
    if shipped(&form).is_none() {
        return Err(Refusal::Hidden.page(&reader));
    }
    let (name, bytes) = written(&form).map_err(|refusal| refusal.page(&reader))?;
    Ok(answer(&name, XLSX, bytes))
}

impl Surveys {
    /// Keeps the file of a questionnaire that was read without a problem, and makes it that of a draft.
    async fn take_form(
        &self,
        caller: &Caller,
        held: &Held,
        fields: &Fields,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<(), Refusal> {
        unchanged(held, fields)?;
        let file = self.desk.keep_file(caller, name, XLSX, bytes).await?;
        let setup = Setup { form: Some(file.to_string()), ..held.campaign.setup.clone() };
        self.act_on_seen(caller, held, fields, CampaignCommand::Revise { setup: Box::new(setup) }).await
    }
}

/// A shipped form as a file: its name and bytes.
fn written(id: &str) -> Result<(String, Vec<u8>), Refusal> {
    let form = shipped(id).ok_or_else(|| Refusal::field("form", "Hãy chọn một mẫu phiếu.", "Choose a form."))?;
    let bytes = form.to_xlsx().map_err(|error| Refusal::Fault(Text::new(error.to_string(), error.to_string())))?;
    Ok((format!("{id}.xlsx"), bytes))
}

fn missing_file() -> Refusal {
    Refusal::field("file", "Hãy chọn tệp phiếu hỏi (XLSX).", "Choose the file of the questionnaire (XLSX).")
}

fn wrong_file() -> Refusal {
    Refusal::field(
        "file",
        "Phiếu hỏi còn lỗi. Hãy sửa các lỗi liệt kê ở trên rồi tải lên lại.",
        "There are problems in the questionnaire. Mend those listed above and upload it again.",
    )
}

fn chosen(reader: &Reader, held: &Held) -> Response {
    go(&said(&at(reader, &part(held, "")), "said-form-chosen"))
}

/// The form in which a shipped questionnaire is chosen.
fn choosing(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    let choice = |id: &str| {
        let form = shipped(id)?;
        Some(Choice::new(id, described(&form, lang)))
    };
    let choices = SHIPPED.iter().filter_map(|shipped| choice(shipped.id)).collect();
    seen(form_to(reader, caller, &part(held, "/choose")), held)
        .field(Field::radios(lang, "form", say(lang, "form-shipped"), choices).hint(say(lang, "form-shipped-hint")))
        .submit(say(lang, "form-take"))
}

/// The ways to the shipped forms as files.
fn downloads(reader: &Reader, held: &Held) -> Links {
    let lang = reader.lang;
    let way = |id: &str| {
        let label = say_with(lang, "form-shipped-download", &[("form", title(&shipped(id)?, lang).into())]);
        Some((label, part(held, &format!("/shipped/{id}"))))
    };
    Links::to(reader, SHIPPED.iter().filter_map(|shipped| way(shipped.id)).collect())
}

/// The form in which a questionnaire is brought.
fn uploading(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    seen(form_to(reader, caller, &part(held, "/upload")), held)
        .field(Field::file(lang, "file", say(lang, "form-file"), ".xlsx").hint(say(lang, "form-file-hint")))
        .submit(say(lang, "form-upload"))
}

fn seen(form: Form, held: &Held) -> Form {
    form.hidden("seen", held.campaign.version.to_string())
}

fn show(
    reader: &Reader,
    held: &Held,
    (choosing, uploading): (Form, Form),
    status: StatusCode,
    found: &[Problem],
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = format!("{}/choose", View::Questionnaire.rest());
    let mut page = sheet(reader, held, &rest, say(lang, "form-choose"))
        .under(say(lang, "survey-tab-questionnaire"), &part(held, ""))
        .status(status);
    if !found.is_empty() {
        page = page.section(say(lang, "form-problems"), &problems::table(reader, &part(held, "/choose"), found));
    }
    page.form_under(say(lang, "form-choose-shipped"), &choosing)
        .part(&downloads(reader, held))
        .form_under(say(lang, "form-bring"), &uploading)
        .show()
}
