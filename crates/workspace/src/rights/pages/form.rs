//! `/{lang}/assignments/new`: giving a role.

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::{Lang, Text};
use chiso_web::parts::{Choice, Field, Form, read_day, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};

use crate::agencies::choose::Choosable;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::rights::NewRole;
use crate::sheet::{Pairs, Sheet, State, at, form_to, go};
use crate::sign_in::pages::pair;
use crate::words::say;

/// `GET /{lang}/assignments/new?person=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let whom = whom(&reader, &caller, &desk, pair(&pairs, "person")).await?;
    show(&reader, &blank(&reader, &caller, &desk, whom.as_ref()), StatusCode::OK, whom.as_ref())
}

/// `POST /{lang}/assignments/new`
pub(super) async fn give(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let whom = whom(&reader, &caller, &desk, fields.get("person")).await?;
    let (fields, unclear) = role_places(&desk, &caller, reader.lang).settle(fields, "agency");
    if let Some(unclear) = unclear {
        let form = unclear.ask(blank(&reader, &caller, &desk, whom.as_ref()).fill(&fields));
        return show(&reader, &form, StatusCode::UNPROCESSABLE_ENTITY, whom.as_ref());
    }
    let given = async {
        let person = match &whom {
            Some((id, _)) => id.clone(),
            None => desk.person_with_mail(&caller, fields.get("mail")).await?,
        };
        let role = role_of(&fields, &caller)?.ok_or_else(no_role)?;
        desk.give_role(&caller, &person, role, fields.get("reason")).await
    };
    match given.await {
        Ok(_) => {
            let back = whom.as_ref().map_or_else(|| "/assignments".to_owned(), |(id, _)| format!("/people/{id}"));
            Ok(go(&said(&at(&reader, &back), "said-role-given")))
        }
        Err(refusal) => {
            let form = blank(&reader, &caller, &desk, whom.as_ref()).fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &form, status, whom.as_ref())
        }
    }
}

/// The person in the address: id and name.
async fn whom(reader: &Reader, caller: &Caller, desk: &Desk, id: &str) -> Result<Option<(String, String)>, PageError> {
    if id.is_empty() {
        return Ok(None);
    }
    let person = desk.person(caller, id).await.map_err(|refusal| refusal.page(reader))?;
    Ok(Some((person.id, person.name)))
}

fn no_role() -> Refusal {
    Refusal::field("role", "Hãy chọn một vai trò.", "Choose a role.")
}

fn blank(reader: &Reader, caller: &Caller, desk: &Desk, whom: Option<&(String, String)>) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, "/assignments/new");
    let form = match whom {
        Some((id, _)) => form.hidden("person", id.as_str()),
        None => form.field(
            Field::email(lang, "mail", say(lang, "role-mail")).hint(say(lang, "role-mail-hint")).autocomplete("off"),
        ),
    };
    let back = whom.map_or_else(|| "/assignments".to_owned(), |(id, _)| format!("/people/{id}"));
    role_fields(reader, caller, desk, form, false)
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")).optional())
        .submit(say(lang, "role-give-button"))
        .cancel(say(lang, "cancel"), at(reader, &back))
}

/// The agencies in which a caller may give a role.
pub(crate) fn role_places(desk: &Desk, caller: &Caller, lang: Lang) -> Choosable {
    Choosable::new(desk.register(), caller.day, lang, desk.agencies_to_give_in(caller, lang))
}

/// The fields of a role: which, where, from when until when.
pub(crate) fn role_fields(reader: &Reader, caller: &Caller, desk: &Desk, form: Form, optional: bool) -> Form {
    let lang = reader.lang;
    let roles = Desk::roles_to_give(caller);
    let only_role = (roles.len() == 1).then(|| roles.first().map(|role| role.id())).flatten();
    let roles = roles.iter().map(|role| Choice::new(role.id(), role.name().get(lang))).collect();
    let everywhere = Desk::gives_everywhere(caller);
    let agencies = role_places(desk, caller, lang);
    let none = if everywhere { say(lang, "everywhere") } else { say(lang, "choose") };
    let role = Field::select(lang, "role", say(lang, "role"), Some(say(lang, "choose")), roles);
    let role = only_role.map_or_else(|| role.clone(), |only| role.clone().value(only));
    let mut agency = agencies.field("agency", say(lang, "role-agency"), none).hint(say(lang, "role-agency-hint"));
    if let Some(only) = agencies.only().filter(|_| !everywhere) {
        agency = agency.value(only);
    }
    form.field(if optional { role.optional() } else { role })
        .field(if everywhere { agency.optional() } else { agency })
        .field(Field::text(lang, "scope", say(lang, "role-scope")).hint(say(lang, "role-scope-hint")).optional())
        .field(Field::day(lang, "from", say(lang, "role-from")).value(chiso_model::day(caller.day, Lang::Vi)))
        .field(Field::day(lang, "to", say(lang, "role-until")).optional())
}

/// The role that was entered; none where none was chosen.
pub(crate) fn role_of(fields: &Fields, caller: &Caller) -> Result<Option<NewRole>, Refusal> {
    let Some(role) = chiso_access::Role::from_id(fields.get("role")).filter(|role| role.assignable()) else {
        return Ok(None);
    };
    let mut wrong = Vec::new();
    let mut day = |name: &'static str| match fields.get(name) {
        "" => None,
        text => {
            let day = read_day(text);
            if day.is_none() {
                wrong.push((
                    name,
                    Text::new("Hãy nhập ngày có thật, ví dụ 21/11/2026.", "Enter a real day, for example 21/11/2026."),
                ));
            }
            day
        }
    };
    let (from, to) = (day("from"), day("to"));
    if !wrong.is_empty() {
        return Err(Refusal::Fields(wrong));
    }
    let agency = Some(fields.get("agency")).filter(|id| !id.is_empty()).map(str::to_owned);
    if agency.is_none() && !Desk::gives_everywhere(caller) {
        return Err(Refusal::field("agency", "Hãy chọn một cơ quan.", "Choose an agency."));
    }
    Ok(Some(NewRole { role, agency, scope: scope_of(fields.get("scope")), from: from.unwrap_or(caller.day), to }))
}

/// Criteria as people list them: divided by commas, semicolons or blanks.
pub(super) fn scope_of(text: &str) -> Vec<String> {
    let mut scope: Vec<String> = text
        .split(|c: char| c == ',' || c == ';' || c.is_whitespace())
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    scope.sort();
    scope.dedup();
    scope
}

fn show(
    reader: &Reader,
    form: &Form,
    status: StatusCode,
    whom: Option<&(String, String)>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let rest = match whom {
        Some((id, _)) => format!("/assignments/new?person={id}"),
        None => "/assignments/new".to_owned(),
    };
    let mut sheet = Sheet::new(reader, rest.clone(), say(lang, "role-new"));
    sheet = match whom {
        Some((id, name)) => sheet
            .within("/people")
            .under(say(lang, "people-title"), "/people")
            .under(name.as_str(), &format!("/people/{id}"))
            .lead(name.as_str()),
        None => sheet.within("/assignments").under(say(lang, "assignments-title"), "/assignments"),
    };
    sheet.under(say(lang, "role-new"), &rest).status(status).form(form).show()
}
