//! `/{lang}/rounds/{round}/council`: meetings, and what is disputed.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_round::Phase;
use chiso_web::parts::{Badge, Cell, Column, Empty, Row, Shape, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::disputed::{claim, disputed, judgement};
use crate::appraisal::case_address;
use crate::chain::score;
use crate::entry::Rounds;
use crate::frame::{RoundPath, View, address, view};
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

/// `GET /{lang}/rounds/{round}/council`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.open(&reader, &caller, &round).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let owner = &held.round.setup.owner;
    rounds.may(&caller, Action::See, Resource::CouncilDecision, owner, &[]).map_err(refused)?;
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let assessments = rounds.all_assessments(&held).await.map_err(refused)?;
    let open = disputed(&held, &assessments);
    let count = open.len();
    let rows: Vec<Row> = open
        .iter()
        .map(|case| {
            let told = |link: Option<&chiso_round::Link>| {
                link.map_or_else(|| Cell::None("–".to_owned()), |link| Cell::text(score(link.points, &held, lang)))
            };
            let titles = [Cell::text(names.get(case.node, lang)), Cell::text(names.get(case.unit, lang))];
            if !rounds.shows_judgement(&caller, &held, case.unit) {
                let none = || Cell::None("–".to_owned());
                let why = Cell::text(say(lang, "council-own-hidden"));
                return Row::new(titles.into_iter().chain([none(), none(), why]).collect());
            }
            let [criterion, unit] = titles;
            Row::new(vec![
                criterion,
                unit,
                told(claim(case.item)),
                told(judgement(case.item)),
                judgement(case.item)
                    .and_then(|link| link.why.said())
                    .map_or_else(|| Cell::None("–".to_owned()), Cell::text),
            ])
            .to(at(&reader, &case_address(&held, case.unit, case.node)))
        })
        .collect();
    let base = at(&reader, &format!("{}/council", address(&held)));
    let table = Table::new(lang, "disputed", say(lang, "council-disputed"), base, TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "appraisal-criterion")),
            Column::text(say(lang, "appraisal-unit")),
            Column::number(say(lang, "council-claimed")),
            Column::number(say(lang, "council-judged")),
            Column::text(say(lang, "council-reason")),
        ])
        .page_rows(rows.len().max(1))
        .rows(rows, count)
        .empty(Empty::new(say(lang, "council-no-dispute"), say(lang, "council-no-dispute-help")));
    let lead = [("count", count.into())];
    let mut sheet = view(&reader, &caller, &held, View::Council, say(lang, "council-title"))
        .lead(if held.round.phase < Phase::Council && count == 0 {
            say(lang, "council-lead-ahead")
        } else {
            say_with(lang, "council-lead", &lead)
        })
        .said_in(&WORDS, &pairs);
    let calls = rounds.may(&caller, Action::Create, Resource::CouncilDecision, owner, &[]);
    if held.round.phase == Phase::Council && calls.is_ok() {
        sheet = sheet.button(say(lang, "council-call"), &format!("{}/council/new", address(&held)));
    }
    sheet = sheet.section(say(lang, "council-meetings"), &meetings(&reader, &held));
    // Before the council and after it there is nothing to say of what is not disputed.
    if count > 0 || held.round.phase == Phase::Council {
        sheet = sheet.part(&table);
    }
    sheet.show()
}

fn meetings(reader: &Reader, held: &Held) -> Table {
    let lang = reader.lang;
    let rows: Vec<Row> = held
        .round
        .meetings
        .iter()
        .rev()
        .map(|meeting| {
            let state = match &meeting.concluded {
                Some(_) => Badge::new("ok", Shape::Check, say(lang, "council-concluded")),
                None => Badge::new("note", Shape::Half, say(lang, "council-going-on")),
            };
            let number = meeting.concluded.as_ref().map(|conclusion| conclusion.decision.number.clone());
            Row::new(vec![
                Cell::text(chiso_model::day(meeting.on, lang)),
                Cell::text(meeting.place.clone().unwrap_or_else(|| say(lang, "council-in-writing"))),
                Cell::text(meeting.agenda.len().to_string()),
                Cell::text(meeting.took_part(&held.round.setup.council).len().to_string()),
                state.into(),
                number.map_or_else(|| Cell::None("–".to_owned()), Cell::text),
            ])
            .to(at(reader, &format!("{}/council/meetings/{}", address(held), meeting.id)))
        })
        .collect();
    let count = rows.len();
    let base = at(reader, &format!("{}/council", address(held)));
    Table::new(lang, "meetings", say(lang, "council-meetings"), base, TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "council-day")),
            Column::text(say(lang, "council-place")),
            Column::number(say(lang, "council-items")),
            Column::number(say(lang, "council-took-part")),
            Column::text(say(lang, "council-state")),
            Column::text(say(lang, "council-number")),
        ])
        .rows(rows, count)
        .empty(Empty::new(say(lang, "council-no-meeting"), say(lang, "council-no-meeting-help")))
}
