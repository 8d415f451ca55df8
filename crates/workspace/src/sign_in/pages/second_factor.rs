//! `/{lang}/second-factor`: the code that completes a sign-in.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form};
use chiso_web::{Caller, PageError, PostedFields, Reader};

use super::{enter, next_of, pair, set_up, with_next};
use crate::sheet::{Pairs, Sheet, State, at, form_to, go};
use crate::sign_in::Browser;
use crate::words::say;

/// `GET /{lang}/second-factor?next=`. Whoever has none yet is led to setting one up.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    axum::extract::Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let next = next_of(reader.lang, pair(&pairs, "next"));
    if caller.session.is_none() {
        return Ok(go(&with_next(reader.lang, "/sign-in", &next)));
    }
    if caller.is_signed_in() {
        return Ok(go(&if caller.actor.second_factor { next } else { set_up(reader.lang, &next) }));
    }
    show(&reader, &blank(&reader, &caller, &next), StatusCode::OK)
}

/// `POST /{lang}/second-factor`
pub(super) async fn prove(
    reader: Reader,
    caller: Caller,
    browser: Browser,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let next = next_of(reader.lang, fields.get("next"));
    match desk.prove(&caller, fields.get("code"), &browser).await {
        Ok(opened) => Ok(enter(reader.lang, &opened, &next)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &next))?;
            show(&reader, &form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, next: &str) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, "/second-factor")
        .hidden("next", next)
        .field(Field::code(lang, "code", say(lang, "code-label")).hint(say(lang, "code-hint-recovery")))
        .submit(say(lang, "code-button"))
        .cancel(say(lang, "code-other-account"), at(reader, "/sign-out"))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    Sheet::new(reader, "/second-factor", say(reader.lang, "code-title"))
        .lead(say(reader.lang, "code-lead"))
        .status(status)
        .form(form)
        .show_at_the_door()
}
