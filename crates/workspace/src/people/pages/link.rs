//! `/{lang}/people/{id}/link`: a link by which somebody chooses a password.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Confirmation, Field, Form, Question, Secret};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::invite::way_field;
use super::{Id, charged};
use crate::desk::Desk;
use crate::people::{Link, OnePerson, PersonAccount};
use crate::sheet::{Sheet, State, at, form_to};
use crate::sign_in::Purpose;
use crate::words::say;

/// `GET /{lang}/people/{id}/link`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let person = charged(&reader, &caller, &desk, &id).await?;
    show(&reader, &desk, &person, blank(&reader, &caller, &desk, &id), StatusCode::OK)
}

/// `POST /{lang}/people/{id}/link`
pub(super) async fn make(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let person = charged(&reader, &caller, &desk, &id).await?;
    match desk.new_link(&caller, &id, fields.get("way") == "mail", fields.get("reason")).await {
        Ok(link) => desk.show_once(&reader, &caller, show_link(&reader, &link, &person.0.name)?).await,
        Err(refusal) => {
            let form = blank(&reader, &caller, &desk, &id).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &desk, &person, form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, desk: &Desk, id: &str) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, &format!("/people/{id}/link"));
    way_field(reader, desk, form)
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")))
        .submit(say(lang, "link-make-button"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/people/{id}")))
}

fn show(
    reader: &Reader,
    desk: &Desk,
    (person, account): &(OnePerson, PersonAccount),
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let title = tell!(lang, "link-title", name = person.name.as_str());
    let what = if account.password && desk.takes_passwords() { "link-what-recovery" } else { "link-what-invitation" };
    let question = Question::new(title.clone(), vec![say(lang, what), say(lang, "link-what-old")], form);
    Sheet::new(reader, format!("/people/{}/link", person.id), title)
        .within("/people")
        .headed_by_part()
        .status(status)
        .part(&question)
        .show()
}

/// The link that was made: shown once, or on its way.
pub(super) fn show_link(reader: &Reader, link: &Link, name: &str) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = format!("/people/{}", link.person);
    let (title, lasts) = match (link.purpose, link.shown.is_some()) {
        (Purpose::Recovery, true) => ("link-made-recovery", "link-lasts-day"),
        (Purpose::Recovery, false) => ("link-sent", "link-lasts-half-hour"),
        (_, true) => ("link-made-invitation", "link-lasts-week"),
        (_, false) => ("link-sent", "link-lasts-week"),
    };
    let title = crate::words::say_with(lang, title, &[("name", name.into())]);
    let mut done = Confirmation::new(&*title);
    if link.shown.is_some() {
        done = done.next(tell!(lang, "link-hand-over", name = name));
    }
    done = done
        .next(say(lang, lasts))
        .link(say(lang, "link-to-person"), at(reader, &rest))
        .link(say(lang, "link-another"), at(reader, "/people/new"))
        .link(say(lang, "people-title"), at(reader, "/people"));
    let mut sheet = Sheet::new(reader, rest, title).within("/people").headed_by_part().secret().part(&done);
    if let Some(shown) = &link.shown {
        sheet = sheet.part(&Secret::new(lang, "link", say(lang, "link-label"), vec![shown.clone()]));
    }
    sheet.show()
}
