//! `/{lang}/people`: everybody whom one may know of, with the open person beside the list.

use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, Resource, Role, anywhere};
use chiso_web::parts::{Cell, Choice, Column, Empty, Inbox, PAGE_ROWS, Panel, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold};

use super::one::{badge, known, roles};
use crate::desk::Desk;
use crate::moment;
use crate::people::{PeopleFilter, PersonRow, RowAccount, State as PersonState};
use crate::sheet::{Pairs, Sheet, State, at};
use crate::words::say;

/// `GET /{lang}/people?q=&role=&state=&open=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let query = TableQuery::of(&pairs);
    let filter = PeopleFilter {
        words: query.text.clone(),
        role: query.filter("role").to_owned(),
        state: query.filter("state").to_owned(),
    };
    let mut people = desk.people(&caller, filter).await.map_err(|refusal| refusal.page(&reader))?;
    // What is known of an account comes first; the others stay in the order of names.
    match query.sort.as_str() {
        "mail" => people.sort_by_cached_key(|person| known_first(person, |account| fold::key(&account.mail))),
        "state" => people.sort_by_key(|person| known_first(person, |account| account.state)),
        "created" => people.sort_by_key(|person| known_first(person, |account| account.created)),
        // By name, as the list comes.
        _ => {}
    }
    if query.reversed {
        people.reverse();
    }
    let panel = panel(&reader, &caller, &desk, &query).await;
    // Whoever is in charge of no account is not shown columns without anything in them.
    let accounts = anywhere(&caller.actor, Action::Change, Resource::Person);
    let may_invite = anywhere(&caller.actor, Action::Create, Resource::Person);
    let mut empty = Empty::new(say(lang, "people-none"), say(lang, "people-none-help"));
    if may_invite {
        empty = empty.first(say(lang, "person-new"), at(&reader, "/people/new"));
    }
    let (total, reversed) = (people.len(), query.reversed);
    let sorted = if query.sort.is_empty() { "name".to_owned() } else { query.sort.clone() };
    let rows: Vec<Row> = people
        .iter()
        .skip(query.offset(PAGE_ROWS))
        .take(PAGE_ROWS)
        .map(|person| row(&reader, &caller, &desk, person, accounts, panel.is_some()))
        .collect();
    let rest = query.address("/people", |_| ());
    let states = [PersonState::Active, PersonState::Invited, PersonState::Inactive];
    let all = Role::ALL.iter().filter(|role| role.assignable());
    let mut columns =
        vec![Column::text(say(lang, "person-name")).sorts("name"), Column::text(say(lang, "person-roles"))];
    if accounts {
        columns.push(Column::text(say(lang, "person-state")).sorts("state"));
        // Beside an open person there is room for less; what is left out stands in the panel.
        if panel.is_none() {
            columns.insert(1, Column::text(say(lang, "person-mail")).sorts("mail"));
            columns.push(Column::text(say(lang, "person-created")).short().sorts("created"));
        }
    }
    let mut table = Table::new(lang, "people", say(lang, "people-title"), at(&reader, "/people"), query)
        .columns(columns)
        .sorted_by(sorted, reversed)
        .rows(rows, total)
        .find(say(lang, if accounts { "people-find" } else { "people-find-name" }))
        .filter(
            "role",
            say(lang, "role"),
            say(lang, "role-all"),
            all.map(|role| Choice::new(role.id(), role.name().get(lang))).collect(),
        )
        .empty(empty);
    if accounts {
        table = table.filter(
            "state",
            say(lang, "person-state"),
            say(lang, "person-state-all"),
            states.iter().map(|state| Choice::new(state.id(), badge(&reader, *state).text)).collect(),
        );
    }
    let mut sheet = Sheet::new(&reader, rest, say(lang, "people-title")).within("/people").said(&pairs);
    if may_invite {
        sheet = sheet.button(say(lang, "person-new"), "/people/new");
    }
    sheet.part(&Inbox::new(lang, table, panel)).show()
}

/// A part of what is known of an account; those of whom it is not known come last.
fn known_first<K: Ord>(person: &PersonRow, part: impl Fn(&RowAccount) -> K) -> (bool, Option<K>) {
    (person.account.is_none(), person.account.as_ref().map(part))
}

fn row(reader: &Reader, caller: &Caller, desk: &Desk, person: &PersonRow, accounts: bool, narrow: bool) -> Row {
    let lang = reader.lang;
    let held: Vec<String> = person
        .roles
        .iter()
        .map(|(role, agency)| {
            let place = agency.as_deref().map(|id| desk.agency_name(id, caller.day, lang));
            match place {
                Some(place) => format!("{}, {place}", role.name().get(lang)),
                None => role.name().get(lang).to_owned(),
            }
        })
        .collect();
    let mut cells = vec![
        Cell::text(&*person.name),
        if held.is_empty() { Cell::None(say(lang, "roles-none")) } else { Cell::text(held.join("; ")) },
    ];
    if accounts {
        let part = |cell: &dyn Fn(&RowAccount) -> Cell| {
            person.account.as_ref().map_or_else(|| Cell::None("–".to_owned()), cell)
        };
        cells.push(part(&|account| badge(reader, account.state).into()));
        if !narrow {
            cells.insert(1, part(&|account| Cell::text(&*account.mail)));
            cells.push(part(&|account| Cell::text(moment::day(account.created, lang))));
        }
    }
    Row::new(cells).opens(&*person.id)
}

/// The open person; somebody whom one may not know of is not open.
async fn panel(reader: &Reader, caller: &Caller, desk: &Desk, query: &TableQuery) -> Option<Panel> {
    if query.open.is_empty() {
        return None;
    }
    let person = desk.person(caller, &query.open).await.ok()?;
    let close = query.address(&at(reader, "/people"), |query| query.open.clear());
    let mut panel = Panel::new(&*person.name, close);
    if let Some(account) = &person.account {
        panel = panel.part(&known(reader, account));
    }
    Some(panel.part(&roles(reader, caller, desk, &person)).full(at(reader, &format!("/people/{}", person.id))))
}
