//! `/{lang}/account/profile`: one's own name and language.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, language};

use super::part;
use crate::account::Account;
use crate::sheet::{State, at, form_to, go};
use crate::sign_in::pages::language_field;
use crate::words::say;

/// `GET /{lang}/account/profile`
pub(super) async fn page(reader: Reader, caller: Caller, State(desk): State) -> Result<Response, PageError> {
    let account = desk.account(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    show(&reader, &blank(&reader, &caller, &account), StatusCode::OK)
}

/// `POST /{lang}/account/profile`
pub(super) async fn change(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = language::of_tag(fields.get("lang")).unwrap_or(reader.lang);
    match desk.change_account(&caller, fields.get("name"), lang).await {
        Ok(()) => Ok(go(&said(&at(&reader, "/account"), "said-account-changed"))),
        Err(refusal) => {
            let account = desk.account(&caller).await.map_err(|refusal| refusal.page(&reader))?;
            let form = blank(&reader, &caller, &account).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, account: &Account) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, "/account/profile")
        .field(Field::text(lang, "name", say(lang, "person-name")).autocomplete("name").value(&account.name).limit(120))
        .field(language_field(reader, account.lang))
        .submit(say(lang, "save"))
        .cancel(say(lang, "cancel"), at(reader, "/account"))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    part(reader, "/account/profile", ("profile-title", "profile-lead")).status(status).form(form).show()
}
