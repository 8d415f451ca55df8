//! `/{lang}/assignments`: who holds which role where.

use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, Resource, Role, anywhere};
use chiso_web::parts::{Cell, Choice, Column, Empty, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold};

use super::tables::{badge, end_cell, place};
use crate::moment;
use crate::rights::HeldRole;
use crate::sheet::{Pairs, Sheet, State, at};
use crate::words::say;

/// `GET /{lang}/assignments?q=&role=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let query = TableQuery::of(&pairs);
    let roles = desk.roles(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let wanted = query.filter("role").to_owned();
    let mut found: Vec<(String, HeldRole)> = roles
        .into_iter()
        .filter(|role| wanted.is_empty() || role.role.id() == wanted)
        .map(|role| (place(&reader, &desk, &caller, &role), role))
        .filter(|(place, role)| fold::finds(&query.text, &format!("{} {place}", role.holder)))
        .collect();
    match query.sort.as_str() {
        "role" => found.sort_by_key(|(_, role)| role.role),
        "place" => found.sort_by_cached_key(|(place, _)| fold::key(place)),
        "until" => found.sort_by_key(|(_, role)| (role.to.is_none(), role.to)),
        _ => found.sort_by_cached_key(|(_, role)| fold::key(&role.holder)),
    }
    if query.reversed {
        found.reverse();
    }
    let total = found.len();
    let sorted = if query.sort.is_empty() { "holder".to_owned() } else { query.sort.clone() };
    let rows = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|(place, role)| {
        Row::new(vec![
            Cell::text(&*role.holder),
            Cell::text(role.role.name().get(lang)),
            Cell::text(&**place),
            Cell::text(moment::days(role.from, role.to, lang)),
            badge(&reader, role.standing).into(),
            end_cell(&reader, &desk, &caller, role),
        ])
        .to(at(&reader, &format!("/people/{}", role.person)))
    });
    let rows: Vec<Row> = rows.collect();
    let may_give = anywhere(&caller.actor, Action::Create, Resource::Assignment);
    let mut empty = Empty::new(say(lang, "assignments-none"), say(lang, "assignments-none-help"));
    if may_give {
        empty = empty.first(say(lang, "role-new"), at(&reader, "/assignments/new"));
    }
    let all = Role::ALL.iter().filter(|role| role.assignable());
    let rest = query.address("/assignments", |_| ());
    let reversed = query.reversed;
    let table = Table::new(lang, "assignments", say(lang, "assignments-title"), at(&reader, "/assignments"), query)
        .columns(vec![
            Column::text(say(lang, "role-holder")).sorts("holder"),
            Column::text(say(lang, "role")).sorts("role"),
            Column::text(say(lang, "role-place")).sorts("place"),
            Column::text(say(lang, "role-days")).sorts("until"),
            Column::text(say(lang, "role-standing")),
            Column::text(say(lang, "do")),
        ])
        .sorted_by(sorted, reversed)
        .rows(rows, total)
        .find(say(lang, "assignments-find"))
        .filter(
            "role",
            say(lang, "role"),
            say(lang, "role-all"),
            all.map(|role| Choice::new(role.id(), role.name().get(lang))).collect(),
        )
        .empty(empty);
    let mut sheet = Sheet::new(&reader, rest, say(lang, "assignments-title"))
        .within("/assignments")
        .lead(say(lang, "assignments-lead"))
        .said(&pairs);
    if may_give && total > 0 {
        sheet = sheet.button(say(lang, "role-new"), "/assignments/new");
    }
    sheet.part(&table).show()
}
