//! `/{lang}/people/{id}/erase`

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::{Id, charged};
use crate::people::{OnePerson, PersonAccount};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::say;

/// `GET /{lang}/people/{id}/erase`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let (person, account) = charged(&reader, &caller, &desk, &id).await?;
    if person.this {
        return Err(Refusal::Forbidden.page(&reader));
    }
    show(&reader, &person, blank(&reader, &caller, &id, &account), StatusCode::OK)
}

/// `POST /{lang}/people/{id}/erase`
pub(super) async fn erase(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    match desk.erase_person(&caller, &id, fields.get("typed"), fields.get("reason")).await {
        Ok(()) => Ok(go(&said(&at(&reader, "/people"), "said-person-erased"))),
        Err(refusal) => {
            let (person, account) = charged(&reader, &caller, &desk, &id).await?;
            let form = blank(&reader, &caller, &id, &account).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &person, form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, id: &str, account: &PersonAccount) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/people/{id}/erase"))
        .field(
            Field::email(lang, "typed", tell!(lang, "erase-typed", mail = account.entry.mail.as_str()))
                .autocomplete("off"),
        )
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "erase-reason-hint")))
        .submit(say(lang, "erase-button"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/people/{id}")))
}

fn show(reader: &Reader, person: &OnePerson, form: Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = tell!(lang, "erase-title", name = person.name.as_str());
    let consequences = vec![say(lang, "erase-what"), say(lang, "erase-stays"), say(lang, "erase-never-back")];
    let question = Question::new(title.clone(), consequences, form);
    Sheet::new(reader, format!("/people/{}/erase", person.id), title)
        .within("/people")
        .headed_by_part()
        .status(status)
        .part(&question)
        .show()
}
