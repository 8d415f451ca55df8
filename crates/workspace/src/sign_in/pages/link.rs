//! Pages that a link which works once leads to: the first administrator, an invitation, a new password.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, language, tell};

use super::enter;
use crate::desk::Desk;
use crate::people::Entry;
use crate::refusal::Refusal;
use crate::sheet::{Answer, Sheet, State, at, form_to, go};
use crate::sign_in::{Browser, Chosen, Purpose};
use crate::words::say;

/// The language and the token in the address.
type Token = Path<(String, String)>;

/// `GET /{lang}/set-up/{token}`
pub(super) async fn first_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, token)): Token,
) -> Result<Response, PageError> {
    let now = caller.now_us;
    desk.look_at_link(Purpose::FirstAdministrator, &token, now).await.map_err(|refusal| refusal.page(&reader))?;
    show_first(&reader, &desk, &token, &first_form(&reader, &caller, &desk, &token), StatusCode::OK)
}

/// `POST /{lang}/set-up/{token}`
pub(super) async fn first(
    reader: Reader,
    caller: Caller,
    browser: Browser,
    State(desk): State,
    Path((_, token)): Token,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let entry = Entry {
        name: fields.get("name").to_owned(),
        mail: fields.get("mail").to_owned(),
        lang: language::of_tag(fields.get("lang")).unwrap_or(reader.lang),
    };
    let lang = entry.lang;
    match desk.become_first_administrator(&caller, &token, entry, chosen(&fields), &browser).await {
        Ok(Some(opened)) => Ok(enter(lang, &opened, &format!("/{}/work", lang.tag()))),
        Ok(None) => Ok(go(&format!("/{}/sign-in/provider", lang.tag()))),
        Err(refusal) => {
            let form = first_form(&reader, &caller, &desk, &token).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show_first(&reader, &desk, &token, &form, status)
        }
    }
}

fn first_form(reader: &Reader, caller: &Caller, desk: &Desk, token: &str) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, &format!("/set-up/{token}"))
        .field(Field::text(lang, "name", say(lang, "person-name")).autocomplete("name"))
        .field(
            Field::email(lang, "mail", say(lang, "person-mail"))
                .hint(say(lang, "person-mail-own-hint"))
                .autocomplete("username"),
        )
        .field(language_field(reader, reader.lang));
    if !desk.takes_passwords() {
        return form.submit(say(lang, "first-button-provider"));
    }
    password_fields(reader, form).submit(say(lang, "first-button"))
}

fn show_first(
    reader: &Reader,
    desk: &Desk,
    token: &str,
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let lead = if desk.takes_passwords() { "first-lead" } else { "first-lead-provider" };
    Sheet::new(reader, format!("/set-up/{token}"), say(lang, "first-title"))
        .lead(say(lang, lead))
        .status(status)
        .form(form)
        .show_at_the_door()
}

/// `GET /{lang}/invitation/{token}` and `/recover/{token}`
pub(super) fn choose_page(
    purpose: Purpose,
) -> impl Fn(Reader, Caller, State, Token) -> Answer + Clone + Send + Sync + 'static {
    move |reader, caller, State(desk), Path((_, token))| {
        Box::pin(async move {
            let looked = desk.look_at_link(purpose, &token, caller.now_us).await;
            let invited = looked.map_err(|refusal| refusal.page(&reader))?;
            let form = choice_form(&reader, &caller, purpose, &token, &invited.mail);
            show_choice(&reader, &desk, purpose, &token, &invited.name, &form, StatusCode::OK)
        })
    }
}

/// `POST /{lang}/invitation/{token}` and `/recover/{token}`
pub(super) fn choose(
    purpose: Purpose,
) -> impl Fn(Reader, Caller, Browser, State, Token, PostedFields) -> Answer + Clone + Send + Sync + 'static {
    move |reader, caller, browser, State(desk), Path((_, token)), PostedFields(fields)| {
        Box::pin(async move {
            let looked = desk.look_at_link(purpose, &token, caller.now_us).await;
            let invited = looked.map_err(|refusal| refusal.page(&reader))?;
            match desk.choose_password(&caller, purpose, &token, chosen(&fields), &browser).await {
                Ok(opened) => Ok(enter(reader.lang, &opened, &at(&reader, "/work"))),
                Err(refusal) => {
                    let form = choice_form(&reader, &caller, purpose, &token, &invited.mail).fill(&fields);
                    let (status, form) = refusal.into_form(&reader, form)?;
                    show_choice(&reader, &desk, purpose, &token, &invited.name, &form, status)
                }
            }
        })
    }
}

fn choice_form(reader: &Reader, caller: &Caller, purpose: Purpose, token: &str, mail: &str) -> Form {
    let lang = reader.lang;
    let button = if purpose == Purpose::Invitation { "invitation-button" } else { "recover-choose-button" };
    // Not sent anywhere: it tells a program that keeps passwords whose this one is.
    let form = form_to(reader, caller, &format!("{}/{token}", purpose.place())).hidden("username", mail);
    password_fields(reader, form).submit(say(lang, button))
}

fn show_choice(
    reader: &Reader,
    desk: &Desk,
    purpose: Purpose,
    token: &str,
    name: &str,
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    if !desk.takes_passwords() {
        // Whoever is invited comes in through the provider, which knows the mail address.
        return Err(Refusal::whole(
            "Ở đây chỉ đăng nhập qua hệ thống định danh của cơ quan. Hãy mở trang đăng nhập và dùng đúng địa chỉ thư được mời.",
            "Here one signs in only through the organisation's identity provider. Open the sign-in page and use the very mail address that was invited.",
        )
        .page(reader)
        .way(say(lang, "sign-in"), "/sign-in"));
    }
    let (title, lead) = match purpose {
        Purpose::Invitation | Purpose::FirstAdministrator => {
            (tell!(lang, "invitation-title", name = name), say(lang, "invitation-lead"))
        }
        Purpose::Recovery => (say(lang, "recover-choose-title"), say(lang, "recover-choose-lead")),
    };
    Sheet::new(reader, format!("{}/{token}", purpose.place()), title)
        .lead(lead)
        .status(status)
        .form(form)
        .show_at_the_door()
}

/// The two fields of a new password.
pub(crate) fn password_fields(reader: &Reader, form: Form) -> Form {
    let lang = reader.lang;
    form.field(
        Field::password(lang, "password", say(lang, "password-new"), "new-password").hint(say(lang, "password-hint")),
    )
    .field(Field::password(lang, "again", say(lang, "password-again"), "new-password"))
}

/// What was chosen as a new password.
pub(crate) fn chosen(fields: &Fields) -> Chosen {
    Chosen { password: fields.raw("password").to_owned(), again: fields.raw("again").to_owned() }
}

/// The language of mails.
pub(crate) fn language_field(reader: &Reader, now: chiso_model::Lang) -> Field {
    let lang = reader.lang;
    let choice = |of: chiso_model::Lang, name: &str| Choice::new(of.tag(), name).chosen(now == of);
    Field::radios(
        lang,
        "lang",
        say(lang, "person-lang"),
        vec![choice(chiso_model::Lang::Vi, "Tiếng Việt"), choice(chiso_model::Lang::En, "English")],
    )
}
