//! `/{lang}/people/new`: inviting somebody.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Caller, PageError, PostedFields, Reader, language};

use super::link::show_link;
use crate::desk::Desk;
use crate::people::Entry;
use crate::rights::pages::{role_fields, role_of, role_places};
use crate::sheet::{Pairs, Sheet, State, at, form_to};
use crate::sign_in::pages::{language_field, pair};
use crate::words::say;

/// `GET /{lang}/people/new?role=`: a role may be chosen beforehand.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let form = blank(&reader, &caller, &desk);
    let form = match pair(&pairs, "role") {
        "" => form,
        role => form.propose("role", role),
    };
    show(&reader, &form, StatusCode::OK)
}

/// `POST /{lang}/people/new`
pub(super) async fn invite(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (fields, unclear) = role_places(&desk, &caller, reader.lang).settle(fields, "agency");
    if let Some(unclear) = unclear {
        let form = unclear.ask(blank(&reader, &caller, &desk).fill(&fields));
        return show(&reader, &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let entry = Entry {
        name: fields.get("name").to_owned(),
        mail: fields.get("mail").to_owned(),
        lang: language::of_tag(fields.get("lang")).unwrap_or(reader.lang),
    };
    let name = entry.name.clone();
    let by_mail = fields.get("way") == "mail";
    let invited = async {
        let role = role_of(&fields, &caller)?;
        desk.invite(&caller, entry, role, by_mail, fields.get("reason")).await
    };
    match invited.await {
        Ok(link) => desk.show_once(&reader, &caller, show_link(&reader, &link, &name)?).await,
        Err(refusal) => {
            let form = blank(&reader, &caller, &desk).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &form, status)
        }
    }
}

fn blank(reader: &Reader, caller: &Caller, desk: &Desk) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, "/people/new")
        .field(Field::text(lang, "name", say(lang, "person-name")).autocomplete("off").limit(120))
        .field(
            Field::email(lang, "mail", say(lang, "person-mail"))
                .hint(say(lang, "person-mail-hint"))
                .autocomplete("off"),
        )
        .field(language_field(reader, reader.lang))
        .section(say(lang, "person-first-role"), say(lang, "person-first-role-hint"));
    let form = role_fields(reader, caller, desk, form, Desk::gives_everywhere(caller));
    way_field(reader, desk, form)
        .submit(say(lang, "person-invite-button"))
        .cancel(say(lang, "cancel"), at(reader, "/people"))
}

/// How the link goes to the person, where there is a choice.
pub(super) fn way_field(reader: &Reader, desk: &Desk, form: Form) -> Form {
    let lang = reader.lang;
    if !desk.sends_mail() {
        return form;
    }
    form.field(Field::radios(
        lang,
        "way",
        say(lang, "link-way"),
        vec![
            Choice::new("mail", say(lang, "link-by-mail")).chosen(true),
            Choice::new("shown", say(lang, "link-shown")).hint(say(lang, "link-shown-hint")),
        ],
    ))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    Sheet::new(reader, "/people/new", say(lang, "person-new"))
        .within("/people")
        .under(say(lang, "people-title"), "/people")
        .under(say(lang, "person-new"), "/people/new")
        .lead(say(lang, "person-new-lead"))
        .status(status)
        .form(form)
        .show()
}
