//! `/{lang}/delegations/new`: lending one's own role until a day.

use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Reach, Resource, allows};
use chiso_model::Text;
use chiso_web::parts::{Choice, Field, Form, read_day, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};

use super::form::scope_of;
use super::tables::place;
use crate::account::pages::part;
use crate::desk::Desk;
use crate::moment;
use crate::refusal::Refusal;
use crate::rights::{HeldRole, Lending};
use crate::sheet::{State, at, form_to, go};
use crate::words::say;

/// `GET /{lang}/delegations/new`
pub(super) async fn page(reader: Reader, caller: Caller, State(desk): State) -> Result<Response, PageError> {
    let form = blank(&reader, &caller, &desk).await?;
    show(&reader, &form, StatusCode::OK)
}

/// `POST /{lang}/delegations/new`
pub(super) async fn lend(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lent = async {
        let lending = lending_of(&fields, &caller)?;
        desk.lend_role(&caller, lending, fields.get("reason")).await
    };
    match lent.await {
        Ok(_) => Ok(go(&said(&at(&reader, "/account"), "said-role-lent"))),
        Err(refusal) => {
            let form = blank(&reader, &caller, &desk).await?.fill(&fields);
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &form, status)
        }
    }
}

/// What was entered; whatever is missing or is no day is named at once.
fn lending_of(fields: &Fields, caller: &Caller) -> Result<Lending, Refusal> {
    let from = match fields.get("from") {
        "" => Some(caller.day),
        text => read_day(text),
    };
    let to = read_day(fields.get("to"));
    let missing = |name: &str| fields.get(name).is_empty();
    let no_day = || Text::new("Hãy nhập ngày có thật, ví dụ 21/11/2026.", "Enter a real day, for example 21/11/2026.");
    let wrong: Vec<(&'static str, Text)> = [
        missing("assignment").then(|| ("assignment", Text::new("Hãy chọn vai trò.", "Choose a role."))),
        missing("mail").then(|| {
            let text = Text::new("Hãy nhập địa chỉ thư của người nhận.", "Enter the mail address of whom you lend to.");
            ("mail", text)
        }),
        from.is_none().then(|| ("from", no_day())),
        to.is_none().then(|| ("to", no_day())),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (from, to) {
        (Some(from), Some(to)) if wrong.is_empty() => Ok(Lending {
            assignment: fields.get("assignment").to_owned(),
            mail: fields.get("mail").to_owned(),
            scope: scope_of(fields.get("scope")),
            from,
            to,
        }),
        _ => Err(Refusal::Fields(wrong)),
    }
}

fn can_be_lent(role: &HeldRole) -> bool {
    role.lender.is_none() && allows(role.role, Resource::Delegation, Action::Create) != Reach::Nowhere
}

async fn blank(reader: &Reader, caller: &Caller, desk: &Desk) -> Result<Form, PageError> {
    let lang = reader.lang;
    let (own, _) = desk.own_roles(caller).await.map_err(|refusal| refusal.page(reader))?;
    let own: Vec<Choice> = own
        .iter()
        .filter(|role| can_be_lent(role))
        .map(|role| {
            Choice::new(&*role.id, format!("{} – {}", role.role.name().get(lang), place(reader, desk, caller, role)))
                .hint(moment::days(role.from, role.to, lang))
        })
        .collect();
    let only = (own.len() == 1).then(|| own.first().map(|choice| choice.id.clone())).flatten();
    let mut which = Field::radios(lang, "assignment", say(lang, "lend-role"), own);
    if let Some(only) = only {
        which = which.value(only);
    }
    Ok(form_to(reader, caller, "/delegations/new")
        .field(which)
        .field(Field::email(lang, "mail", say(lang, "lend-mail")).hint(say(lang, "role-mail-hint")).autocomplete("off"))
        .field(Field::text(lang, "scope", say(lang, "role-scope")).hint(say(lang, "lend-scope-hint")).optional())
        .field(
            Field::day(lang, "from", say(lang, "role-from")).value(chiso_model::day(caller.day, chiso_model::Lang::Vi)),
        )
        .field(Field::day(lang, "to", say(lang, "role-until")))
        .field(Field::area(lang, "reason", say(lang, "reason"), 2).hint(say(lang, "reason-hint")).optional())
        .submit(say(lang, "lend-button"))
        .cancel(say(lang, "cancel"), at(reader, "/account")))
}

fn show(reader: &Reader, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    part(reader, "/delegations/new", ("delegation-new", "lend-lead")).status(status).form(form).show()
}
