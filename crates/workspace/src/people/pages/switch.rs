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
use crate::sheet::{Answer, Sheet, State, at, form_to, go};
use crate::words::{say, say_with};

/// What a question says.
pub(super) struct Asked {
    switch: Switch,
    /// The address after the person's own.
    rest: &'static str,
    title: &'static str,
    consequences: &'static [&'static str],
    button: &'static str,
    said: &'static str,
}

/// An account is switched on.
pub(super) const ON: Asked = Asked {
    switch: Switch::On,
    rest: "activate",
    title: "activate-title",
    consequences: &["activate-what"],
    button: "activate-button",
    said: "said-person-activated",
};
/// An account is switched off.
pub(super) const OFF: Asked = Asked {
    switch: Switch::Off,
    rest: "deactivate",
    title: "deactivate-title",
    consequences: &["deactivate-what", "deactivate-roles"],
    button: "deactivate-button",
    said: "said-person-deactivated",
};
/// The second factor is taken away.
pub(super) const FACTOR: Asked = Asked {
    switch: Switch::NoSecondFactor,
    rest: "reset-second-factor",
    title: "reset-factor-title",
    consequences: &["reset-factor-what", "reset-factor-sure"],
    button: "reset-factor-button",
    said: "said-factor-reset",
};
/// All sessions are ended.
pub(super) const SESSIONS: Asked = Asked {
    switch: Switch::NoSessions,
    rest: "end-sessions",
    title: "end-sessions-title",
    consequences: &["end-sessions-what"],
    button: "end-sessions-button",
    said: "said-person-sessions-ended",
};

/// `GET`: the question.
pub(super) fn page(
    asked: &'static Asked,
) -> impl Fn(Reader, Caller, State, Id) -> Answer + Clone + Send + Sync + 'static {
    move |reader, caller, State(desk), id| Box::pin(async move { ask(&reader, &caller, &desk, id, asked).await })
}

/// `POST`: what was asked about is done.
pub(super) fn send(
    asked: &'static Asked,
) -> impl Fn(Reader, Caller, State, Id, PostedFields) -> Answer + Clone + Send + Sync + 'static {
    move |reader, caller, State(desk), id, PostedFields(fields)| {
        Box::pin(async move { turn(&reader, &caller, &desk, id, &fields, asked).await })
    }
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
