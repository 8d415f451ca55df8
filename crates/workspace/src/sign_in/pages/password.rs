//! `/{lang}/sign-in`: mail address and password, or the provider.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::{enter, next_of, pair, with_next};
use crate::desk::Desk;
use crate::sheet::{Pairs, Sheet, State, at, form_to, go};
use crate::sign_in::Browser;
use crate::words::say;

/// `GET /{lang}/sign-in?next=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    axum::extract::Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let next = next_of(reader.lang, pair(&pairs, "next"));
    if caller.is_signed_in() {
        return Ok(go(&next));
    }
    if caller.session.is_some() {
        return Ok(go(&with_next(reader.lang, "/second-factor", &next)));
    }
    let form = blank(&reader, &caller, &desk, &next);
    show(&reader, &desk, &form, &next, StatusCode::OK, &pairs)
}

/// `POST /{lang}/sign-in`
pub(super) async fn sign_in(
    reader: Reader,
    caller: Caller,
    browser: Browser,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let next = next_of(lang, fields.get("next"));
    let mut form = blank(&reader, &caller, &desk, &next).fill(&fields);
    if fields.get("mail").is_empty() {
        form = form.wrong("mail", say(lang, "sign-in-mail-missing"));
    }
    if fields.raw("password").is_empty() {
        form = form.wrong("password", say(lang, "sign-in-password-missing"));
    }
    if form.has_errors() {
        return show(&reader, &desk, &form, &next, StatusCode::UNPROCESSABLE_ENTITY, &[]);
    }
    match desk.sign_in(&caller, fields.get("mail"), fields.raw("password"), &browser).await {
        Ok(opened) => Ok(enter(lang, &opened, &next)),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &desk, &form, &next, status, &[])
        }
    }
}

/// The form; without fields where one comes in through the provider only, to say what is wrong.
pub(super) fn blank(reader: &Reader, caller: &Caller, desk: &Desk, next: &str) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, "/sign-in").hidden("next", next);
    if !desk.takes_passwords() {
        return form;
    }
    form.field(Field::email(lang, "mail", say(lang, "sign-in-mail")).autocomplete("username"))
        .field(Field::password(lang, "password", say(lang, "sign-in-password"), "current-password"))
        .submit(say(lang, "sign-in-button"))
}

/// The page with its form; also what somebody sees whom the provider did not let in.
pub(super) fn show(
    reader: &Reader,
    desk: &Desk,
    form: &Form,
    next: &str,
    status: StatusCode,
    pairs: &[(String, String)],
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = if next == at(reader, "/work") { "/sign-in".to_owned() } else { rest_with(next) };
    let mut sheet = Sheet::new(reader, rest, say(lang, "sign-in-title")).said(pairs).status(status);
    if desk.takes_passwords() || form.has_errors() {
        sheet = sheet.form(form);
    }
    if let Some(name) = desk.provider_name() {
        let href = with_next(lang, "/sign-in/provider", next);
        let link = WayIn { href, label: tell!(lang, "sign-in-provider", name = name.get(lang)) };
        if !desk.takes_passwords() {
            return sheet.lead(say(lang, "sign-in-provider-only")).part(&link).show_at_the_door();
        }
        sheet = sheet.section(say(lang, "sign-in-or"), &link);
    }
    let help = Help { reader, by_mail: desk.recovers_by_mail() };
    sheet.part(&help).show_at_the_door()
}

fn rest_with(next: &str) -> String {
    let next: String = form_urlencoded::byte_serialize(next.as_bytes()).collect();
    format!("/sign-in?next={next}")
}

/// The way to the provider.
#[derive(askama::Template)]
#[template(source = r#"<p><a class="button" href="{{ href }}">{{ label }}</a></p>"#, ext = "html")]
pub(crate) struct WayIn {
    pub(crate) href: String,
    pub(crate) label: String,
}

/// What to do about a forgotten password.
#[derive(askama::Template)]
#[template(
    source = r#"<p>{% if by_mail %}<a href="{{ self.at("/recover") }}">{{ self.t("sign-in-forgotten") }}</a>{% else %}{{ self.t("sign-in-forgotten-ask") }}{% endif %}</p>"#,
    ext = "html"
)]
struct Help<'a> {
    reader: &'a Reader,
    by_mail: bool,
}

impl Help<'_> {
    fn at(&self, rest: &str) -> String {
        at(self.reader, rest)
    }

    fn t(&self, key: &str) -> String {
        say(self.reader.lang, key)
    }
}
