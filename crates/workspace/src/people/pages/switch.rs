//! Questions before an account is switched on or off, its second factor taken away, or its sessions ended.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};

use super::Id;
use crate::desk::Desk;
use crate::people::{OnePerson, Switch};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::{say, say_with};

/// What a question says.
struct Asked {
    switch: Switch,
    /// The address after the person's own.
    rest: &'static str,
    title: &'static str,
    consequences: &'static [&'static str],
    button: &'static str,
    said: &'static str,
}

const ON: Asked = Asked {
    switch: Switch::On,
    rest: "activate",
    title: "activate-title",
    consequences: &["activate-what"],
    button: "activate-button",
    said: "said-person-activated",
};
const OFF: Asked = Asked {
    switch: Switch::Off,
    rest: "deactivate",
    title: "deactivate-title",
    consequences: &["deactivate-what", "deactivate-roles"],
    button: "deactivate-button",
    said: "said-person-deactivated",
};
const FACTOR: Asked = Asked {
    switch: Switch::NoSecondFactor,
    rest: "reset-second-factor",
    title: "reset-factor-title",
    consequences: &["reset-factor-what", "reset-factor-sure"],
    button: "reset-factor-button",
    said: "said-factor-reset",
};
const SESSIONS: Asked = Asked {
    switch: Switch::NoSessions,
    rest: "end-sessions",
    title: "end-sessions-title",
    consequences: &["end-sessions-what"],
    button: "end-sessions-button",
    said: "said-person-sessions-ended",
};

/// `GET /{lang}/people/{id}/activate`
pub(super) async fn on_page(reader: Reader, caller: Caller, State(desk): State, id: Id) -> Result<Response, PageError> {
    ask(&reader, &caller, &desk, id, &ON).await
}

/// `POST /{lang}/people/{id}/activate`
pub(super) async fn on(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    turn(&reader, &caller, &desk, id, &fields, &ON).await
}

/// `GET /{lang}/people/{id}/deactivate`
pub(super) async fn off_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
) -> Result<Response, PageError> {
    ask(&reader, &caller, &desk, id, &OFF).await
}

/// `POST /{lang}/people/{id}/deactivate`
pub(super) async fn off(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    turn(&reader, &caller, &desk, id, &fields, &OFF).await
}

/// `GET /{lang}/people/{id}/reset-second-factor`
pub(super) async fn factor_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
) -> Result<Response, PageError> {
    ask(&reader, &caller, &desk, id, &FACTOR).await
}

/// `POST /{lang}/people/{id}/reset-second-factor`
pub(super) async fn factor(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    turn(&reader, &caller, &desk, id, &fields, &FACTOR).await
}

/// `GET /{lang}/people/{id}/end-sessions`
pub(super) async fn sessions_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
) -> Result<Response, PageError> {
    ask(&reader, &caller, &desk, id, &SESSIONS).await
}

/// `POST /{lang}/people/{id}/end-sessions`
pub(super) async fn sessions(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    id: Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    turn(&reader, &caller, &desk, id, &fields, &SESSIONS).await
}

async fn ask(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    Path((_, id)): Id,
    asked: &Asked,
) -> Result<Response, PageError> {
    let person = desk.person(caller, &id).await.map_err(|refusal| refusal.page(reader))?;
    // What a home may do alone takes away; what gives back is for whoever is in charge of every place.
    let home_may = matches!(asked.switch, Switch::Off | Switch::NoSessions);
    if person.this || person.account.is_none() || !(home_may || person.whole) {
        return Err(Refusal::Forbidden.page(reader));
    }
    show(reader, &person, asked, blank(reader, caller, &person, asked), StatusCode::OK)
}

async fn turn(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    Path((_, id)): Id,
    fields: &Fields,
    asked: &Asked,
) -> Result<Response, PageError> {
    match desk.switch_person(caller, &id, asked.switch, fields.get("reason")).await {
        Ok(()) => Ok(go(&said(&at(reader, &format!("/people/{id}")), asked.said))),
        Err(refusal) => {
            let person = desk.person(caller, &id).await.map_err(|refusal| refusal.page(reader))?;
            let form = blank(reader, caller, &person, asked).fill(fields);
            let (status, form) = refusal.into_form(reader, form)?;
            show(reader, &person, asked, form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, person: &OnePerson, asked: &Asked) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/people/{}/{}", person.id, asked.rest))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")))
        .submit(say(lang, asked.button))
        .cancel(say(lang, "cancel"), at(reader, &format!("/people/{}", person.id)))
}

fn show(
    reader: &Reader,
    person: &OnePerson,
    asked: &Asked,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = say_with(lang, asked.title, &[("name", person.name.as_str().into())]);
    let mut consequences: Vec<String> = asked.consequences.iter().map(|key| say(lang, key)).collect();
    if asked.switch == Switch::Off {
        consequences.push(say(lang, if person.whole { "deactivate-back" } else { "deactivate-back-others" }));
    }
    let question = Question::new(title.clone(), consequences, form);
    Sheet::new(reader, format!("/people/{}/{}", person.id, asked.rest), title)
        .within("/people")
        .headed_by_part()
        .status(status)
        .part(&question)
        .show()
}
