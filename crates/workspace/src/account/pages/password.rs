//! `/{lang}/account/password`

use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};

use super::part;
use crate::account::Account;
use crate::refusal::Refusal;
use crate::sheet::{State, at, form_to, go};
use crate::sign_in::pages::{chosen, password_fields};
use crate::words::say;

/// `GET /{lang}/account/password`
pub(super) async fn page(reader: Reader, caller: Caller, State(desk): State) -> Result<Response, PageError> {
    if !desk.takes_passwords() {
        return Err(Refusal::Hidden.page(&reader));
    }
    let account = desk.account(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    show(&reader, &blank(&reader, &caller, &account), StatusCode::OK)
}

/// `POST /{lang}/account/password`
pub(super) async fn change(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    if !desk.takes_passwords() {
        return Err(Refusal::Hidden.page(&reader));
    }
    match desk.change_password(&caller, fields.raw("old"), chosen(&fields)).await {
        Ok(_) => Ok(go(&said(&at(&reader, "/account"), "said-password-changed"))),
        Err(refusal) => {
            let account = desk.account(&caller).await.map_err(|refusal| refusal.page(&reader))?;
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &account))?;
            show(&reader, &form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, account: &Account) -> Form {
    let lang = reader.lang;
    let mut form = form_to(reader, caller, "/account/password").hidden("username", &*account.mail);
    if account.password.is_some() {
        form = form.field(Field::password(lang, "old", say(lang, "password-old"), "current-password"));
    }
    password_fields(reader, form)
        .submit(say(lang, "password-change-button"))
        .cancel(say(lang, "cancel"), at(reader, "/account"))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    part(reader, "/account/password", ("password-change-title", "password-change-lead"))
        .status(status)
        .form(form)
        .show()
}
