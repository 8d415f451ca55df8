//! `/{lang}/people/{id}/edit`: name, mail address, language.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, language};

use super::{Id, charged};
use crate::people::{Entry, OnePerson, PersonAccount};
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::sign_in::pages::language_field;
use crate::words::say;

/// `GET /{lang}/people/{id}/edit`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let (person, account) = charged(&reader, &caller, &desk, &id).await?;
    show(&reader, &person, &blank(&reader, &caller, &id, &account), StatusCode::OK)
}

/// `POST /{lang}/people/{id}/edit`
pub(super) async fn change(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let entry = Entry {
        name: fields.get("name").to_owned(),
        mail: fields.get("mail").to_owned(),
        lang: language::of_tag(fields.get("lang")).unwrap_or(reader.lang),
    };
    let version = fields.get("version").parse().unwrap_or(0);
    match desk.change_person(&caller, &id, entry, version, fields.get("reason")).await {
        Ok(()) => Ok(go(&said(&at(&reader, &format!("/people/{id}")), "said-person-changed"))),
        Err(refusal) => {
            let (person, account) = charged(&reader, &caller, &desk, &id).await?;
            let form = blank(&reader, &caller, &id, &account).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &person, &form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, id: &str, account: &PersonAccount) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/people/{id}/edit"))
        .hidden("version", account.version.to_string())
        .field(
            Field::text(lang, "name", say(lang, "person-name"))
                .value(&*account.entry.name)
                .autocomplete("off")
                .limit(120),
        )
        .field(
            Field::email(lang, "mail", say(lang, "person-mail"))
                .hint(say(lang, "person-mail-hint"))
                .value(&*account.entry.mail)
                .autocomplete("off"),
        )
        .field(language_field(reader, account.entry.lang))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")).optional())
        .submit(say(lang, "save"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/people/{id}")))
}

fn show(reader: &Reader, person: &OnePerson, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    let here = format!("/people/{}", person.id);
    Sheet::new(reader, format!("{here}/edit"), say(lang, "person-edit"))
        .within("/people")
        .under(say(lang, "people-title"), "/people")
        .under(&*person.name, &here)
        .under(say(lang, "person-edit"), &format!("{here}/edit"))
        .status(status)
        .form(form)
        .show()
}
