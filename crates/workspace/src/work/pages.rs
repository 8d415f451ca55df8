//! `/{lang}/work`

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_web::parts::Badge;
use chiso_web::{Caller, Gate, PageError, Reader, Routes, tell};

use super::{Card, Task};
use crate::desk::Desk;
use crate::rights::HeldRole;
use crate::rights::pages::own_table;
use crate::sheet::{Links, Pairs, Sheet, State, at};
use crate::words::say;

/// Routes of one's work.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    Routes::new().page("/{lang}/work", Gate::SignedIn, page)
}

/// Tasks under each other: what, why, and the way there.
#[derive(Template)]
#[template(path = "tasks.html")]
struct Tasks {
    tasks: Vec<Shown>,
}

struct Shown {
    title: String,
    text: String,
    href: String,
    badge: Option<Badge>,
}

/// `GET /{lang}/work`
async fn page(reader: Reader, caller: Caller, State(desk): State, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let work = desk.work(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let elsewhere = desk.work_elsewhere(&reader, &caller, &pairs).await.map_err(|refusal| refusal.page(&reader))?;
    let own = work.tasks.iter().map(|task| shown(&reader, &desk, &caller, task));
    let tasks: Vec<Shown> = own.chain(elsewhere.cards.into_iter().map(|card| card_of(&reader, card))).collect();
    let sheet = Sheet::new(&reader, "/work", say(lang, "work-title")).within("/work").said(&pairs);
    let mut sheet = match (tasks.is_empty(), elsewhere.lists.is_empty()) {
        (true, true) => sheet.lead(say(lang, "work-none")),
        (true, false) => sheet,
        (false, _) => sheet.section(say(lang, "work-first"), &Tasks { tasks }),
    };
    for (heading, list) in elsewhere.lists {
        sheet = sheet.section(heading, &list);
    }
    let mut ways = vec![("work-portal", "/"), ("work-indices", "/indices"), ("account-title", "/account")];
    if anywhere(&caller.actor, Action::See, Resource::Survey) {
        ways.insert(0, ("rail-surveys", "/surveys"));
    }
    sheet
        .section(say(lang, "account-roles"), &own_table(&reader, &desk, &caller, &work.roles))
        .section(say(lang, "work-see"), &Links::of(&reader, &ways))
        .show()
}

fn card_of(reader: &Reader, card: Card) -> Shown {
    let badge = card.status.map(|status| status.badge(reader.lang));
    Shown { title: card.title, text: card.text, href: at(reader, &card.rest), badge }
}

fn shown(reader: &Reader, desk: &Desk, caller: &Caller, task: &Task) -> Shown {
    let lang = reader.lang;
    let of = |title: &str, text: &str, rest: &str| Shown {
        title: say(lang, title),
        text: say(lang, text),
        href: at(reader, rest),
        badge: None,
    };
    let about = |role: &HeldRole| {
        let agency = role.agency.as_deref();
        let place = agency.map_or_else(|| say(lang, "everywhere"), |id| desk.agency_name(id, caller.day, lang));
        (role.role.name().get(lang).to_owned(), place)
    };
    match task {
        Task::SecondFactorWanted => of("task-factor-wanted", "task-factor-wanted-why", "/account/second-factor"),
        Task::SecondFactor => of("task-factor", "task-factor-why", "/account/second-factor"),
        Task::JoinProvider => of("task-join", "task-join-why", "/account/provider"),
        Task::Coordinator => of("task-coordinator", "task-coordinator-why", "/people/new?role=national-coordinator"),
        Task::Invite => of("task-invite", "task-invite-why", "/people/new"),
        Task::Agencies => of("task-agencies", "task-agencies-why", "/imports/agencies/new"),
        Task::RoleEnds(role) => {
            let (name, place) = about(role);
            let day = role.to.map(|to| chiso_model::day(to, lang)).unwrap_or_default();
            Shown {
                title: tell!(lang, "task-role-ends", role = name, day = day),
                text: tell!(lang, "task-role-ends-why", place = place),
                href: at(reader, "/account"),
                badge: None,
            }
        }
        Task::RoleRests(role) => {
            let (name, place) = about(role);
            Shown {
                title: tell!(lang, "task-role-rests", role = name),
                text: tell!(lang, "task-role-rests-why", place = place),
                href: at(reader, "/account"),
                badge: None,
            }
        }
    }
}
