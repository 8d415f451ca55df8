//! Ending a role or a delegation before its time.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_web::parts::{Field, Form, Question, said};
use chiso_web::{Caller, PageError, PostedFields, Reader, tell};

use super::tables::place;
use crate::desk::Desk;
use crate::moment;
use crate::refusal::Refusal;
use crate::rights::{HeldRole, Standing};
use crate::sheet::{Sheet, State, at, form_to, go};
use crate::words::say;

type Id = Path<(String, String)>;

/// `GET /{lang}/assignments/{id}/end`
pub(super) async fn role_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let role = find(&reader, &caller, &desk, &id, false).await?;
    show(&reader, &caller, &desk, &role, role_form(&reader, &caller, &role), StatusCode::OK)
}

/// `POST /{lang}/assignments/{id}/end`
pub(super) async fn role(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let role = find(&reader, &caller, &desk, &id, false).await?;
    match desk.end_role(&caller, &id, fields.get("reason")).await {
        Ok(person) => Ok(go(&said(&at(&reader, &format!("/people/{person}")), "said-role-ended"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, role_form(&reader, &caller, &role).fill(&fields))?;
            show(&reader, &caller, &desk, &role, form, status)
        }
    }
}

/// `GET /{lang}/delegations/{id}/end`
pub(super) async fn delegation_page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let role = find(&reader, &caller, &desk, &id, true).await?;
    show(&reader, &caller, &desk, &role, delegation_form(&reader, &caller, &role), StatusCode::OK)
}

/// `POST /{lang}/delegations/{id}/end`
pub(super) async fn delegation(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let role = find(&reader, &caller, &desk, &id, true).await?;
    match desk.end_delegation(&caller, &id, fields.get("reason")).await {
        Ok(()) => {
            let own = role.lender.as_ref().map(|(id, _)| id) == caller.actor.person.as_ref();
            let back = if own { "/account" } else { "/assignments" };
            Ok(go(&said(&at(&reader, back), "said-delegation-ended")))
        }
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, delegation_form(&reader, &caller, &role).fill(&fields))?;
            show(&reader, &caller, &desk, &role, form, status)
        }
    }
}

async fn find(reader: &Reader, caller: &Caller, desk: &Desk, id: &str, lent: bool) -> Result<HeldRole, PageError> {
    let roles = desk.roles(caller).await.map_err(|refusal| refusal.page(reader))?;
    let role = roles.into_iter().find(|role| role.id == id && role.lender.is_some() == lent);
    let role = role.filter(|role| role.standing < Standing::Over).ok_or_else(|| Refusal::Hidden.page(reader))?;
    if desk.may_end(caller, &role) { Ok(role) } else { Err(Refusal::Forbidden.page(reader)) }
}

fn role_form(reader: &Reader, caller: &Caller, role: &HeldRole) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/assignments/{}/end", role.id))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")))
        .submit(say(lang, "role-end-button"))
        .cancel(say(lang, "cancel"), at(reader, &format!("/people/{}", role.person)))
}

fn delegation_form(reader: &Reader, caller: &Caller, role: &HeldRole) -> Form {
    let lang = reader.lang;
    form_to(reader, caller, &format!("/delegations/{}/end", role.id))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")).optional())
        .submit(say(lang, "delegation-end-button"))
        .cancel(say(lang, "cancel"), at(reader, "/account"))
}

fn show(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    role: &HeldRole,
    form: Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let name = role.role.name().get(lang).to_owned();
    let (title, rest) = match role.lender {
        Some(_) => (
            tell!(lang, "delegation-end-title", role = name, holder = role.holder.as_str()),
            format!("/delegations/{}/end", role.id),
        ),
        None => (
            tell!(lang, "role-end-title", role = name, holder = role.holder.as_str()),
            format!("/assignments/{}/end", role.id),
        ),
    };
    let consequences = vec![
        format!("{}, {}.", place(reader, desk, caller, role), moment::days(role.from, role.to, lang)),
        say(lang, "role-end-now"),
        say(lang, "role-end-stays"),
    ];
    let status = if form.has_errors() { status } else { StatusCode::OK };
    let question = Question::new(title.clone(), consequences, form);
    Sheet::new(reader, rest, title).within("/assignments").headed_by_part().status(status).part(&question).show()
}
