//! `/{lang}/rounds/{round}/units/{unit}/reopen`: more time for criteria that are locked, until a moment and for a reason.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_round::{AssessmentCommand, Deadline, HOME_ZONE};
use chiso_web::parts::{Choice, Field, Form, read_clock, read_day, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go};

use super::file::unit_sheet;
use super::sight::Opened;
use crate::entry::Rounds;
use crate::frame::{UnitPath, unit_address};
use crate::words::say;

/// `GET /{lang}/rounds/{round}/units/{unit}/reopen`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    may(&reader, &caller, &rounds, &opened)?;
    let form = blank(&reader, &caller, &opened).propose("time", "17:00");
    sheet(&reader, &rounds, &opened).form(&form).show()
}

/// `POST /{lang}/rounds/{round}/units/{unit}/reopen`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let opened = rounds.open_unit(&reader, &caller, &round, &unit).await?;
    may(&reader, &caller, &rounds, &opened)?;
    let done = async {
        let until = until(&fields)?;
        let nodes: Vec<String> = fields.all("nodes").map(str::to_owned).collect();
        if nodes.is_empty() {
            return Err(both("nodes", |lang| say(lang, "reopen-choose")));
        }
        let command = AssessmentCommand::Reopen { nodes, until, reason: fields.get("reason").to_owned() };
        rounds.act_on_unit(&caller, &round, &unit, vec![command]).await
    };
    match done.await {
        Ok(_) => Ok(go(&said(&at(&reader, &unit_address(&opened.held, &unit)), "said-unit-reopened"))),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, blank(&reader, &caller, &opened).fill(&fields))?;
            sheet(&reader, &rounds, &opened).status(status).form(&form).show()
        }
    }
}

fn may(reader: &Reader, caller: &Caller, rounds: &Rounds, opened: &Opened) -> Result<(), PageError> {
    let may = rounds.may_at(caller, Action::Reopen, Resource::SelfScore, &opened.held, &opened.unit, None);
    may.map_err(|refusal| refusal.page(reader))?;
    let own = rounds.not_own("conflict-reopen", reader, caller, &opened.held, &opened.unit);
    own.map_or(Ok(()), Err)
}

fn sheet<'a>(reader: &'a Reader, rounds: &Rounds, opened: &Opened) -> chiso_workspace::house::Sheet<'a> {
    let lang = reader.lang;
    unit_sheet(reader, rounds, &opened.held, &opened.unit, "/reopen", say(lang, "unit-reopen"))
        .lead(say(lang, "reopen-lead"))
}

/// The form names the criteria that are locked now.
fn blank(reader: &Reader, caller: &Caller, opened: &Opened) -> Form {
    let lang = reader.lang;
    let locked = opened.held.rules.self_scored().filter(|criterion| !opened.is_open(&criterion.id));
    let choices = locked.filter_map(|criterion| {
        let title = opened.held.node_title(&criterion.id)?;
        Some(Choice::new(criterion.id.clone(), title.get(lang)))
    });
    form_to(reader, caller, &format!("{}/reopen", unit_address(&opened.held, &opened.unit)))
        .field(Field::boxes(lang, "nodes", say(lang, "reopen-criteria"), choices.collect()))
        .field(Field::day(lang, "day", say(lang, "reopen-day")))
        .field(Field::text(lang, "time", say(lang, "reopen-time")).hint(say(lang, "reopen-time-hint")).short())
        .field(Field::area(lang, "reason", say(lang, "reopen-reason"), 3))
        .submit(say(lang, "reopen-send"))
        .cancel(say(lang, "sign-cancel"), at(reader, &unit_address(&opened.held, &opened.unit)))
}

fn until(fields: &Fields) -> Result<Deadline, Refusal> {
    let day = read_day(fields.get("day")).ok_or_else(|| both("day", |lang| say(lang, "criterion-due-unread")))?;
    let minute = read_clock(fields.get("time")).ok_or_else(|| both("time", |lang| say(lang, "reopen-time-unread")))?;
    Ok(Deadline { day, minute, zone: HOME_ZONE.to_owned() })
}

fn both(field: &'static str, text: impl Fn(Lang) -> String) -> Refusal {
    Refusal::Fields(vec![(field, Text::new(text(Lang::Vi), text(Lang::En)))])
}
