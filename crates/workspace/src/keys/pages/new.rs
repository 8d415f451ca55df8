//! `/{lang}/keys/new`: making a key, which is shown once.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, KeyScope, Resource, anywhere};
use chiso_model::agency::AgencyId;
use chiso_model::{Date, Text};
use chiso_web::parts::{Choice, Confirmation, Field, Form, Secret, read_day};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, tell};

use super::{KEYS, OFFERED, scope_name};
use crate::agencies::choose::Choosable;
use crate::agencies::listed;
use crate::desk::Desk;
use crate::keys::KeyWish;
use crate::keys::deeds::{NO_NAME, NO_SCOPE, PAST};
use crate::refusal::Refusal;
use crate::sheet::{Sheet, State, at, form_to};
use crate::words::say;

/// `GET /{lang}/keys/new`
pub(super) async fn page(reader: Reader, caller: Caller, State(desk): State) -> Result<Response, PageError> {
    show(&reader, &blank(&reader, &caller, &agencies(&reader, &caller, &desk)), StatusCode::OK)
}

/// `POST /{lang}/keys/new`
pub(super) async fn make(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let agencies = agencies(&reader, &caller, &desk);
    let (fields, unclear) = agencies.settle(fields, "agency");
    if let Some(unclear) = unclear {
        let form = unclear.ask(blank(&reader, &caller, &agencies).fill(&fields));
        return show(&reader, &form, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let made = async {
        let wish = wish(&fields, caller.day)?;
        let name = wish.name.clone();
        desk.make_key(&caller, wish).await.map(|key| (name, key))
    };
    match made.await {
        Ok((name, key)) => {
            let done = Confirmation::new(tell!(lang, "key-made", name = name))
                .next(say(lang, "key-made-next"))
                .link(say(lang, "keys-title"), at(&reader, KEYS));
            let secret = Secret::new(lang, "key", say(lang, "key-text"), vec![key.text]);
            let page = Sheet::new(&reader, "/keys/new", say(lang, "key-new"))
                .within(KEYS)
                .headed_by_part()
                .secret()
                .part(&done)
                .part(&secret)
                .show()?;
            desk.show_once(&reader, &caller, page).await
        }
        Err(refusal) => {
            let form = blank(&reader, &caller, &agencies).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &form, status)
        }
    }
}

/// What is wished for; every field that is missing or wrong is named at once.
fn wish(fields: &Fields, today: Date) -> Result<KeyWish, Refusal> {
    let agency = AgencyId::new(fields.get("agency")).ok();
    let until = Some(fields.get("until")).filter(|text| !text.is_empty()).map(read_day);
    let scopes: Vec<KeyScope> = fields.all("scopes").filter_map(KeyScope::from_id).collect();
    let mut wrong = Vec::new();
    if fields.get("name").is_empty() {
        wrong.push(("name", NO_NAME));
    }
    if agency.is_none() {
        wrong.push(("agency", ("Hãy chọn một cơ quan.", "Choose an agency.")));
    }
    if scopes.is_empty() {
        wrong.push(("scopes", NO_SCOPE));
    }
    match until {
        Some(None) => {
            wrong.push((
                "until",
                ("Hãy nhập ngày có thật, ví dụ 31/12/2027.", "Enter a real day, for example 31/12/2027."),
            ));
        }
        Some(Some(day)) if day < today => wrong.push(("until", PAST)),
        _ => {}
    }
    match agency {
        Some(agency) if wrong.is_empty() => {
            Ok(KeyWish { agency, name: fields.get("name").to_owned(), scopes, until: until.flatten() })
        }
        _ => Err(Refusal::Fields(wrong.into_iter().map(|(name, (vi, en))| (name, Text::new(vi, en))).collect())),
    }
}

/// The agencies for which a caller may make a key, the highest first.
fn agencies(reader: &Reader, caller: &Caller, desk: &Desk) -> Choosable {
    let lang = reader.lang;
    let register = desk.register();
    let may = |id: &AgencyId| {
        matches!(desk.may_in(caller, Action::Create, Resource::ApiKey, id), Ok(()) | Err(Refusal::SecondFactor))
    };
    let among = listed(&register, register.at(caller.day).filter(|agency| may(agency.id())), lang);
    Choosable::new(desk.register(), caller.day, lang, among)
}

fn blank(reader: &Reader, caller: &Caller, agencies: &Choosable) -> Form {
    let lang = reader.lang;
    let mut agency =
        agencies.field("agency", say(lang, "key-agency"), say(lang, "choose")).hint(say(lang, "key-agency-hint"));
    if let Some(only) = agencies.only() {
        agency = agency.value(only);
    }
    let scopes: Vec<Choice> = OFFERED
        .into_iter()
        .filter(|scope| anywhere(&caller.actor, scope.action, scope.resource))
        .map(|scope| Choice::new(scope.to_string(), scope_name(scope, lang)).hint(scope.to_string()))
        .collect();
    let form = form_to(reader, caller, "/keys/new");
    if scopes.is_empty() {
        return form
            .part(&chiso_web::parts::Empty::new(say(lang, "key-none-to-give"), say(lang, "key-none-to-give-text")));
    }
    form.field(
        Field::text(lang, "name", say(lang, "key-name"))
            .hint(say(lang, "key-name-hint"))
            .limit(120)
            .autocomplete("off"),
    )
    .field(agency)
    .field(Field::boxes(lang, "scopes", say(lang, "key-scopes"), scopes).hint(say(lang, "key-scopes-hint")))
    .field(Field::day(lang, "until", say(lang, "key-until")).optional())
    .submit(say(lang, "key-make"))
    .cancel(say(lang, "cancel"), at(reader, KEYS))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    Sheet::new(reader, "/keys/new", say(lang, "key-new"))
        .within(KEYS)
        .under(say(lang, "keys-title"), KEYS)
        .under(say(lang, "key-new"), "/keys/new")
        .lead(say(lang, "key-new-lead"))
        .status(status)
        .form(form)
        .show()
}
