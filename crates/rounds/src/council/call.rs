//! `/{lang}/rounds/{round}/council/new`: calling a meeting, or asking for opinions in writing.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Lang, Text};
use chiso_round::RoundCommand;
use chiso_round::round::{AgendaItem, Meeting};
use chiso_web::parts::{Choice, Field, Form, read_day, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, form_to, go, new_id};

use super::disputed::{claim, disputed, judgement, proposals};
use crate::chain::score;
use crate::entry::Rounds;
use crate::frame::{RoundPath, address, sheet};
use crate::held::Held;
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/council/new`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
) -> Result<Response, PageError> {
    let held = rounds.open(&reader, &caller, &round).await?;
    let form = blank(&rounds, &reader, &caller, &held).await?;
    show(&reader, &held, &form, StatusCode::OK)
}

/// `POST /{lang}/rounds/{round}/council/new`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let held = rounds.open(&reader, &caller, &round).await?;
    let form = blank(&rounds, &reader, &caller, &held).await?.fill(&fields);
    let done = match meeting(&rounds, &held, &fields).await {
        Ok(meeting) => {
            let id = meeting.id.clone();
            let command = RoundCommand::Call { meeting: Box::new(meeting) };
            rounds.act_on_round(&caller, &round, command).await.map(|_| id)
        }
        Err(refusal) => Err(refusal),
    };
    match done {
        Ok(id) => {
            let to = at(&reader, &format!("{}/council/meetings/{id}", address(&held)));
            Ok(go(&said(&to, "said-meeting-called")))
        }
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, form)?;
            show(&reader, &held, &form, status)
        }
    }
}

/// The meeting that the fields ask for.
async fn meeting(rounds: &Rounds, held: &Held, fields: &Fields) -> Result<Meeting, Refusal> {
    let on = read_day(fields.get("on")).ok_or_else(|| {
        Refusal::field("on", "Hãy nhập ngày có thật, ví dụ 15/03/2027.", "Enter a real day, for example 15/03/2027.")
    })?;
    let in_writing = fields.get("mode") == "writing";
    let place = Some(fields.get("place").to_owned()).filter(|place| !in_writing && !place.is_empty());
    if place.is_none() && !in_writing {
        return Err(Refusal::field("place", "Hãy ghi nơi họp.", "Say where the meeting is held."));
    }
    let assessments = rounds.all_assessments(held).await?;
    let wanted: BTreeSet<&str> = fields.all("item").collect();
    let agenda = disputed(held, &assessments)
        .iter()
        .filter(|case| wanted.contains(key(case.unit, case.node).as_str()))
        .map(|case| AgendaItem {
            unit: case.unit.to_owned(),
            node: case.node.to_owned(),
            proposals: proposals(case.item),
            votes: std::collections::BTreeMap::new(),
        })
        .collect();
    Ok(Meeting { id: new_id(), on, place, agenda, present: BTreeSet::new(), concluded: None })
}

fn key(unit: &str, node: &str) -> String {
    format!("{unit}|{node}")
}

async fn blank(rounds: &Rounds, reader: &Reader, caller: &Caller, held: &Held) -> Result<Form, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(reader);
    rounds.may(caller, Action::Create, Resource::CouncilDecision, &held.round.setup.owner, &[]).map_err(refused)?;
    let names = rounds.names(held).await.map_err(|error| refused(error.into()))?;
    let assessments = rounds.all_assessments(held).await.map_err(refused)?;
    let told =
        |link: Option<&chiso_round::Link>| link.map_or_else(|| "–".to_owned(), |link| score(link.points, held, lang));
    let items: Vec<Choice> = disputed(held, &assessments)
        .iter()
        .map(|case| {
            let hint = if rounds.shows_judgement(caller, held, case.unit) {
                let hint = [("claimed", told(claim(case.item)).into()), ("judged", told(judgement(case.item)).into())];
                say_with(lang, "council-item-hint", &hint)
            } else {
                say(lang, "council-own-hidden")
            };
            let title = Text::new(names.get(case.unit, Lang::Vi), names.get(case.unit, Lang::En));
            Choice::new(key(case.unit, case.node), format!("{}: {}", title.get(lang), names.get(case.node, lang)))
                .hint(hint)
                .chosen(true)
        })
        .collect();
    let modes = vec![
        Choice::new("room", say(lang, "council-in-room")).chosen(true),
        Choice::new("writing", say(lang, "council-in-writing")),
    ];
    let form = form_to(reader, caller, &format!("{}/council/new", address(held)))
        .field(Field::radios(lang, "mode", say(lang, "council-mode"), modes))
        .field(Field::day(lang, "on", say(lang, "council-day")).value(chiso_model::day(caller.day, Lang::Vi)))
        .field(
            Field::text(lang, "place", say(lang, "council-place"))
                .limit(300)
                .hint(say(lang, "council-place-hint"))
                .optional(),
        );
    let form = if items.is_empty() {
        form
    } else {
        form.field(Field::boxes(lang, "item", say(lang, "council-agenda"), items).optional())
    };
    Ok(form
        .submit(say(lang, "council-call"))
        .cancel(say(lang, "council-cancel"), at(reader, &format!("{}/council", address(held)))))
}

fn show(reader: &Reader, held: &Held, form: &Form, status: StatusCode) -> Result<Response, PageError> {
    let lang = reader.lang;
    sheet(reader, held, "/council/new", say(lang, "council-call"))
        .under(say(lang, "council-title"), &format!("{}/council", address(held)))
        .lead(say(lang, "council-call-lead"))
        .status(status)
        .form(form)
        .show()
}
