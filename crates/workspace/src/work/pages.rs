//! `/{lang}/work`

use std::sync::Arc;

use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use chiso_web::{Caller, Gate, PageError, Reader, Routes, tell};

use super::Task;
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
}

/// `GET /{lang}/work`
async fn page(reader: Reader, caller: Caller, State(desk): State, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let work = desk.work(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let tasks: Vec<Shown> = work.tasks.iter().map(|task| shown(&reader, &desk, &caller, task)).collect();
    let sheet = Sheet::new(&reader, "/work", say(lang, "work-title")).within("/work").said(&pairs);
    let sheet = if tasks.is_empty() {
        sheet.lead(say(lang, "work-none"))
    } else {
        sheet.section(say(lang, "work-first"), &Tasks { tasks })
    };
    sheet
        .section(say(lang, "account-roles"), &own_table(&reader, &desk, &caller, &work.roles))
        .section(
            say(lang, "work-see"),
            &Links::of(&reader, &[("work-portal", "/"), ("work-indices", "/indices"), ("account-title", "/account")]),
        )
        .show()
}

fn shown(reader: &Reader, desk: &Desk, caller: &Caller, task: &Task) -> Shown {
    let lang = reader.lang;
    let of = |title: &str, text: &str, rest: &str| Shown {
        title: say(lang, title),
        text: say(lang, text),
        href: at(reader, rest),
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
            }
        }
        Task::RoleRests(role) => {
            let (name, place) = about(role);
            Shown {
                title: tell!(lang, "task-role-rests", role = name),
                text: tell!(lang, "task-role-rests-why", place = place),
                href: at(reader, "/account"),
            }
        }
    }
}
