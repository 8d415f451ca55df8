//! `/{lang}/people/{id}`: one person.

use axum::extract::{Path, Query};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_web::parts::{Badge, Definitions, Shape};
use chiso_web::{Caller, PageError, Reader, tell};

use super::Id;
use crate::account::pages::lang_name;
use crate::desk::Desk;
use crate::moment;
use crate::people::{OnePerson, PersonAccount, State as PersonState};
use crate::rights::pages::roles_table;
use crate::sheet::{Links, Pairs, Sheet, State};
use crate::words::say;

/// Whether somebody can sign in.
pub(super) fn badge(reader: &Reader, state: PersonState) -> Badge {
    let (tone, shape, key) = match state {
        PersonState::Active => ("ok", Shape::Check, "state-active"),
        PersonState::Invited => ("note", Shape::Ring, "state-invited"),
        PersonState::Inactive => ("", Shape::Square, "state-inactive"),
    };
    Badge::new(tone, shape, say(reader.lang, key))
}

/// `GET /{lang}/people/{id}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let person = desk.person(&caller, &id).await.map_err(|refusal| refusal.page(&reader))?;
    let here = format!("/people/{id}");
    let mut sheet = Sheet::new(&reader, here.clone(), &*person.name)
        .within("/people")
        .under(say(lang, "people-title"), "/people")
        .under(&*person.name, &here)
        .said(&pairs);
    // Whoever runs accounts, but not the whole of this one, is told what they may do and who may do the rest.
    if anywhere(&caller.actor, Action::Change, Resource::Person) && !person.this && !person.whole {
        let why = if person.account.is_some() { "person-other-places" } else { "person-other-home" };
        sheet = sheet.lead(say(lang, why));
    }
    if let Some(account) = &person.account {
        sheet = sheet.part(&known(&reader, account));
    }
    sheet = sheet.section(say(lang, "person-roles"), &roles_table(&reader, &desk, &caller, &person.roles, &id));
    if !person.this && anywhere(&caller.actor, Action::Create, Resource::Assignment) && !person.roles.is_empty() {
        sheet = sheet.button(say(lang, "role-new"), &format!("/assignments/new?person={id}"));
    }
    if person.this {
        return sheet.section(say(lang, "person-this"), &Links::of(&reader, &[("account-title", "/account")])).show();
    }
    let ways = ways(&desk, &person);
    if !ways.is_empty() {
        let ways: Vec<(&str, String)> = ways.into_iter().map(|(key, rest)| (key, format!("{here}/{rest}"))).collect();
        let ways: Vec<(&str, &str)> = ways.iter().map(|(key, rest)| (*key, rest.as_str())).collect();
        sheet = sheet.section(say(lang, "person-ways"), &Links::of(&reader, &ways));
    }
    sheet.show()
}

/// What the caller may do to the account: what it is called, and the address after the person's own.
fn ways(desk: &Desk, person: &OnePerson) -> Vec<(&'static str, &'static str)> {
    let Some(account) = &person.account else { return Vec::new() };
    let recovery = desk.takes_passwords() && account.password;
    let active = account.state != PersonState::Inactive;
    [
        (person.whole, "person-edit", "edit"),
        (person.whole && !active, "person-activate", "activate"),
        (person.whole && active, if recovery { "person-link-recovery" } else { "person-link-invitation" }, "link"),
        (person.whole && active && account.second_factor, "person-reset-factor", "reset-second-factor"),
        (active && account.sessions > 0, "person-end-sessions", "end-sessions"),
        (active, "person-deactivate", "deactivate"),
        (person.whole, "person-erase", "erase"),
    ]
    .into_iter()
    .filter_map(|(may, key, rest)| may.then_some((key, rest)))
    .collect()
}

/// What is known of a person's account.
pub(super) fn known(reader: &Reader, account: &PersonAccount) -> Definitions {
    let lang = reader.lang;
    let yes_no = |yes: bool| say(lang, if yes { "yes" } else { "no" });
    let state = badge(reader, account.state);
    let mut known = Definitions::new()
        .line(say(lang, "person-mail"), &*account.entry.mail)
        .part(say(lang, "person-state"), &state)
        .line(say(lang, "person-lang"), lang_name(account.entry.lang));
    if let Some(until) = account.invited_until {
        known = known
            .line(say(lang, "person-invited"), tell!(lang, "person-invited-until", at = moment::minute(until, lang)));
    }
    if account.state != PersonState::Invited {
        known = known.line(say(lang, "code-title"), yes_no(account.second_factor));
        let seen = account.seen.map_or_else(|| say(lang, "person-seen-never"), |seen| moment::minute(seen, lang));
        known = known.line(say(lang, "person-seen"), seen);
        known = known.line(say(lang, "person-sessions"), account.sessions.to_string());
    }
    if !account.providers.is_empty() {
        known = known.line(say(lang, "person-providers"), account.providers.join(", "));
    }
    known.line(say(lang, "person-created"), moment::day(account.created, lang))
}

/// The roles of a person as the panel beside the list shows them.
pub(super) fn roles(reader: &Reader, caller: &Caller, desk: &Desk, person: &OnePerson) -> Definitions {
    let lang = reader.lang;
    let held = person.roles.iter().filter(|role| role.standing < crate::rights::Standing::Over);
    held.fold(Definitions::new(), |list, role| {
        let agency = role.agency.as_deref();
        let place = agency.map_or_else(|| say(lang, "everywhere"), |id| desk.agency_name(id, caller.day, lang));
        list.line(role.role.name().get(lang), format!("{place}, {}", moment::days(role.from, role.to, lang)))
    })
}
