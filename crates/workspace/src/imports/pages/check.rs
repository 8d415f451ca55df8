//! `/{lang}/imports/{id}/check`, `/uncheck`: saying that figures were compared with what they come from, and taking that back.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_store::imports::FileImport;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::{IMPORTS, Id};
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::say;

/// `GET /{lang}/imports/{id}/check`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let form = blank(&reader, &caller, &id);
    show(&reader, &caller, &desk, &id, form, StatusCode::OK).await
}

/// `POST /{lang}/imports/{id}/check`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    match desk.check_import(&caller, &id, fields.get("against")).await {
        Ok(()) => Ok(go(&said(&at(&reader, &format!("/imports/{id}")), "said-import-checked"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &id).fill(&fields))?;
            show(&reader, &caller, &desk, &id, form, status).await
        }
    }
}

/// `GET /{lang}/imports/{id}/uncheck`
pub(super) async fn back_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let form = blank_back(&reader, &caller, &id);
    show_back(&reader, &caller, &desk, &id, form, StatusCode::OK).await
}

/// `POST /{lang}/imports/{id}/uncheck`
pub(super) async fn back(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    match desk.uncheck_import(&caller, &id, fields.get("reason")).await {
        Ok(()) => Ok(go(&said(&at(&reader, &format!("/imports/{id}")), "said-import-unchecked"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank_back(&reader, &caller, &id).fill(&fields))?;
            show_back(&reader, &caller, &desk, &id, form, status).await
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, id: &str) -> Form {
    let lang = reader.lang;
    let against = Field::area(lang, "against", say(lang, "import-check-against"), 2);
    form_to(reader, caller, &format!("/imports/{id}/check"))
        .field(against.hint(say(lang, "import-check-against-hint")))
        .submit(say(lang, "import-check-button"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/imports/{id}")))
}

fn blank_back(reader: &Reader, caller: &Caller, id: &str) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/imports/{id}/uncheck"))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")))
        .submit(say(lang, "import-uncheck-button"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/imports/{id}")))
}

async fn show(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    id: &str,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let import = seen(reader, caller, desk, id).await?;
    let lang = reader.lang;
    let title = tell!(lang, "import-check-title", name = import.name.as_str());
    let what = vec![say(lang, "import-check-what"), say(lang, "import-check-other")];
    ask(reader, format!("/imports/{id}/check"), title, what, form, status)
}

async fn show_back(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    id: &str,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let import = seen(reader, caller, desk, id).await?;
    let lang = reader.lang;
    let title = tell!(lang, "import-uncheck-title", name = import.name.as_str());
    ask(reader, format!("/imports/{id}/uncheck"), title, vec![say(lang, "import-uncheck-what")], form, status)
}

async fn seen(reader: &Reader, caller: &Caller, desk: &Desk, id: &str) -> Result<FileImport, PageError> {
    desk.import(caller, id, Action::See).await.map_err(|refusal: Refusal| refusal.page(reader))
}

fn ask(
    reader: &Reader,
    rest: String,
    title: String,
    what: Vec<String>,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let question = Question::new(title.clone(), what, form);
    Sheet::new(reader, rest, title).within(IMPORTS).headed_by_part().status(status).part(&question).show()
}
