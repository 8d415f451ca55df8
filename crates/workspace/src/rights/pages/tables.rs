//! Roles as tables show them.

use chiso_access::{Action, Resource, anywhere};
use chiso_web::parts::{Badge, Cell, Column, Empty, Row, Shape, Table, TableQuery};
use chiso_web::{Caller, Reader, tell};

use crate::desk::Desk;
use crate::moment;
use crate::rights::{HeldRole, Standing};
use crate::sheet::at;
use crate::words::say;

/// How a role stands.
pub(crate) fn badge(reader: &Reader, standing: Standing) -> Badge {
    let (tone, shape, key) = match standing {
        Standing::Holds => ("ok", Shape::Check, "standing-holds"),
        Standing::Later => ("note", Shape::Ring, "standing-later"),
        Standing::Rests => ("warn", Shape::Triangle, "standing-rests"),
        Standing::Over => ("", Shape::Square, "standing-over"),
        Standing::Ended => ("", Shape::Square, "standing-ended"),
    };
    Badge::new(tone, shape, say(reader.lang, key))
}

/// Where a role holds: the agency, or everywhere; and the criteria it is limited to.
pub(crate) fn place(reader: &Reader, desk: &Desk, caller: &Caller, role: &HeldRole) -> String {
    let lang = reader.lang;
    let agency = role.agency.as_deref();
    let agency = agency.map_or_else(|| say(lang, "everywhere"), |id| desk.agency_name(id, caller.day, lang));
    if role.scope.is_empty() {
        agency
    } else {
        tell!(lang, "place-scope", agency = agency, scope = role.scope.join(", "))
    }
}

/// The name of a role, and who lends it.
fn title(reader: &Reader, role: &HeldRole) -> String {
    let lang = reader.lang;
    let name = role.role.name().get(lang).to_owned();
    match &role.lender {
        Some((_, lender)) => tell!(lang, "role-lent-by", role = name, lender = lender.as_str()),
        None => name,
    }
}

fn table(reader: &Reader, caption: &str, base: &str, keys: &[&str]) -> Table {
    let lang = reader.lang;
    Table::new(lang, caption.to_owned(), say(lang, caption), at(reader, base), TableQuery::of(&[]))
        .columns(keys.iter().map(|key| Column::text(say(lang, key))).collect())
}

/// One's own roles.
pub(crate) fn own_table(reader: &Reader, desk: &Desk, caller: &Caller, own: &[HeldRole]) -> Table {
    let lang = reader.lang;
    let rows = own.iter().map(|role| {
        Row::new(vec![
            Cell::text(title(reader, role)),
            Cell::text(place(reader, desk, caller, role)),
            Cell::text(moment::days(role.from, role.to, lang)),
            badge(reader, role.standing).into(),
        ])
    });
    table(reader, "account-roles", "/account", &["role", "role-place", "role-days", "role-standing"])
        .rows(rows.collect(), own.len())
        .empty(Empty::new(say(lang, "account-roles-none"), say(lang, "account-roles-none-help")))
}

/// What one has lent.
pub(crate) fn lent_table(reader: &Reader, desk: &Desk, caller: &Caller, lent: &[HeldRole]) -> Table {
    let lang = reader.lang;
    let rows = lent.iter().map(|role| {
        let end = at(reader, &format!("/delegations/{}/end", role.id));
        Row::new(vec![
            Cell::text(role.role.name().get(lang)),
            Cell::text(&*role.holder),
            Cell::text(place(reader, desk, caller, role)),
            Cell::text(moment::days(role.from, role.to, lang)),
            badge(reader, role.standing).into(),
            Cell::Link(say(lang, "delegation-end"), end),
        ])
    });
    let empty = Empty::new(say(lang, "account-lent-none"), say(lang, "account-lent-none-help"))
        .first(say(lang, "delegation-new"), at(reader, "/delegations/new"));
    table(reader, "account-lent", "/account", &["role", "role-to", "role-place", "role-days", "role-standing", "do"])
        .rows(rows.collect(), lent.len())
        .empty(empty)
}

/// The roles of somebody else, for whoever manages people.
pub(crate) fn roles_table(reader: &Reader, desk: &Desk, caller: &Caller, roles: &[HeldRole], person: &str) -> Table {
    let lang = reader.lang;
    let rows = roles.iter().map(|role| {
        Row::new(vec![
            Cell::text(title(reader, role)),
            Cell::text(place(reader, desk, caller, role)),
            Cell::text(moment::days(role.from, role.to, lang)),
            badge(reader, role.standing).into(),
            end_cell(reader, desk, caller, role),
        ])
    });
    let mut empty = Empty::new(say(lang, "roles-none"), say(lang, "roles-none-help"));
    if anywhere(&caller.actor, Action::Create, Resource::Assignment) {
        empty = empty.first(say(lang, "role-new"), at(reader, &format!("/assignments/new?person={person}")));
    }
    table(
        reader,
        "person-roles",
        &format!("/people/{person}"),
        &["role", "role-place", "role-days", "role-standing", "do"],
    )
    .rows(rows.collect(), roles.len())
    .empty(empty)
}

/// The way to end a role, where there is one.
pub(super) fn end_cell(reader: &Reader, desk: &Desk, caller: &Caller, role: &HeldRole) -> Cell {
    let lang = reader.lang;
    if desk.may_end(caller, role) {
        let kind = if role.lender.is_some() { "delegations" } else { "assignments" };
        Cell::Link(say(lang, "role-end"), at(reader, &format!("/{kind}/{}/end", role.id)))
    } else {
        Cell::None("–".to_owned())
    }
}
