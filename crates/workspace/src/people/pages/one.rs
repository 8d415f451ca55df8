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
use crate::people::{OnePerson, State as PersonState};
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
    let mut sheet = Sheet::new(&reader, here.clone(), &*person.entry.name)
        .within("/people")
        .under(say(lang, "people-title"), "/people")
        .under(&*person.entry.name, &here)
        .said(&pairs)
        .part(&known(&reader, &person))
        .section(say(lang, "person-roles"), &roles_table(&reader, &desk, &caller, &person.roles, &id));
    if !person.this && anywhere(&caller.actor, Action::Create, Resource::Assignment) && !person.roles.is_empty() {
        sheet = sheet.button(say(lang, "role-new"), &format!("/assignments/new?person={id}"));
    }
    if person.this {
        return sheet.section(say(lang, "person-this"), &Links::of(&reader, &[("account-title", "/account")])).show();
    }
    let mut ways: Vec<(&str, String)> = Vec::new();
    if person.may_change {
        ways.push(("person-edit", format!("{here}/edit")));
        if person.state == PersonState::Inactive {
            ways.push(("person-activate", format!("{here}/activate")));
        } else {
            let recovery = desk.takes_passwords() && person.password;
            let key = if recovery { "person-link-recovery" } else { "person-link-invitation" };
            ways.push((key, format!("{here}/link")));
            if person.second_factor {
                ways.push(("person-reset-factor", format!("{here}/reset-second-factor")));
            }
            if person.sessions > 0 {
                ways.push(("person-end-sessions", format!("{here}/end-sessions")));
            }
            ways.push(("person-deactivate", format!("{here}/deactivate")));
        }
    }
    if person.may_erase {
        ways.push(("person-erase", format!("{here}/erase")));
    }
    if !ways.is_empty() {
        let ways: Vec<(&str, &str)> = ways.iter().map(|(key, rest)| (*key, rest.as_str())).collect();
        sheet = sheet.section(say(lang, "person-ways"), &Links::of(&reader, &ways));
    }
    sheet.show()
}

/// What is known of a person's account.
pub(super) fn known(reader: &Reader, person: &OnePerson) -> Definitions {
    let lang = reader.lang;
    let yes_no = |yes: bool| say(lang, if yes { "yes" } else { "no" });
    let state = badge(reader, person.state);
    let mut known = Definitions::new()
        .line(say(lang, "person-mail"), &*person.entry.mail)
        .part(say(lang, "person-state"), &state)
        .line(say(lang, "person-lang"), lang_name(person.entry.lang));
    if let Some(until) = person.invited_until {
        known = known
            .line(say(lang, "person-invited"), tell!(lang, "person-invited-until", at = moment::minute(until, lang)));
    }
    if person.state != PersonState::Invited {
        known = known.line(say(lang, "code-title"), yes_no(person.second_factor));
        let seen = person.seen.map_or_else(|| say(lang, "person-seen-never"), |seen| moment::minute(seen, lang));
        known = known.line(say(lang, "person-seen"), seen);
        known = known.line(say(lang, "person-sessions"), person.sessions.to_string());
    }
    if !person.providers.is_empty() {
        known = known.line(say(lang, "person-providers"), person.providers.join(", "));
    }
    known.line(say(lang, "person-created"), moment::day(person.created, lang))
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
