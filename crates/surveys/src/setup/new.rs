//! `/{lang}/surveys/new`: a new survey. Then there is a draft.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Choice, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{Sheet, at, form_to, go};

use super::defaults::defaults;
use super::fields::{read, refused, with_fields};
use super::owner::owner_field;
use crate::entry::Surveys;
use crate::list::SURVEYS;
use crate::words::say;

const NEW: &str = "/surveys/new";

/// `GET /{lang}/surveys/new`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
) -> Result<Response, PageError> {
    let owners = surveys.owners(&caller, reader.lang);
    show(&reader, &blank(&reader, &caller, owners), StatusCode::OK)
}

/// `POST /{lang}/surveys/new`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let owners = surveys.owners(&caller, reader.lang);
    let setup = match read(&fields, &owners, &defaults(&caller), caller.now_us) {
        Ok(setup) => setup,
        Err(wrong) => {
            let (status, form) = refused(blank(&reader, &caller, owners), &fields, wrong, reader.lang);
            return show(&reader, &form, status);
        }
    };
    match surveys.draft(&caller, setup).await {
        Ok(id) => Ok(go(&said(&at(&reader, &format!("{SURVEYS}/{id}")), "said-survey-drafted"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, owners).fill(&fields))?;
            show(&reader, &form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, owners: Vec<Choice>) -> Form {
    let lang = reader.lang;
    with_fields(form_to(reader, caller, NEW), lang, owner_field(reader, owners, ""), &defaults(caller))
        .submit(say(lang, "setup-draft"))
        .cancel(say(lang, "setup-cancel"), at(reader, SURVEYS))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    Sheet::new(reader, NEW, say(lang, "surveys-new"))
        .within(SURVEYS)
        .under(say(lang, "surveys-title"), SURVEYS)
        .lead(say(lang, "setup-new-lead"))
        .status(status)
        .form(form)
        .show()
}
