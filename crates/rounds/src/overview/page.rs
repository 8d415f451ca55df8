//! The page that says where a round stands.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::Phase;
use chiso_web::parts::{Cell, Column, Row, Stepper, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, moment};

use super::events::{table as refusals, timeline};
use super::figures::Figures;
use crate::entry::Rounds;
use crate::frame::{RoundPath, View, address, view};
use crate::held::Held;
use crate::open::{may_see_setup, tasks};
use crate::unit::left::{announced, left, urgency};
use crate::words::{WORDS, say, say_with};

/// `GET /{lang}/rounds/{round}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let held = rounds.open(&reader, &caller, &round).await?;
    let may = |resource, action| rounds.may(&caller, action, resource, &held.round.setup.owner, &[]).is_ok();
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let phase = held.round.phase;
    let draft = phase == Phase::Draft;
    let missing = if draft { tasks(&held, &|id| names.of(id)).len() } else { 0 };
    // Whoever is of a unit only sees how their own unit stands.
    let all = rounds.judges(&caller, &held);
    let mut page = view(&reader, &caller, &held, View::Overview, held.round.setup.title.get(lang))
        .said_in(&WORDS, &pairs)
        .lead(sentence(&held, missing, caller.now_us, lang))
        .part(&phases(&reader, &caller, &held));
    if all && !draft {
        let assessments = rounds.all_assessments(&held).await.map_err(refused)?;
        page = page.part(&Figures::of(&held, &assessments).shown(lang, phase));
    }
    let ways = rounds.ahead(&caller, &held, &names, lang);
    if !ways.is_empty() {
        page = page.section(say(lang, "overview-ahead"), &Links::to(&reader, ways));
    }
    if may(Resource::Round, Action::Change) && phase < Phase::Council {
        let key = if draft { "overview-begin" } else { "overview-next" };
        page = page.button(say(lang, key), &format!("{}/next", address(&held)));
    }
    page = page.section(say(lang, "overview-deadlines"), &deadlines(&reader, &held, caller.now_us));
    if may_see_setup(&rounds, &caller, &held) {
        let attempts = rounds.refused(&held).await.map_err(refused)?;
        if !attempts.is_empty() {
            page = page.section(say(lang, "overview-refused"), &refusals(&reader, &held, &names, &attempts));
        }
    }
    let events = rounds.events(&held).await.map_err(refused)?;
    page.section(say(lang, "overview-events"), &timeline(&events, &names, all, lang)).show()
}

/// Where the round stands and until when.
fn sentence(held: &Held, missing: usize, now: i64, lang: Lang) -> String {
    let phase = held.round.phase;
    let title = phase.title().get(lang).to_owned();
    match (phase, held.round.deadline(phase), held.round.issues.last()) {
        (Phase::Draft, ..) if missing == 0 => say(lang, "overview-draft-ready"),
        (Phase::Draft, ..) => say_with(lang, "overview-draft", &[("count", missing.into())]),
        (Phase::Published, _, Some(issue)) => {
            let told = [
                ("day", moment::day(issue.at, lang).into()),
                ("number", issue.decision.number.as_str().into()),
                ("issue", issue.number.into()),
            ];
            say_with(lang, "overview-published", &told)
        }
        (_, Some(deadline), _) => {
            let key = if deadline.is_over(now) { "overview-late" } else { "overview-until" };
            let told = [
                ("phase", title.into()),
                ("deadline", announced(deadline, lang).into()),
                ("left", left(deadline, now, lang).into()),
            ];
            say_with(lang, key, &told)
        }
        _ => say_with(lang, "overview-in", &[("phase", title.into())]),
    }
}

/// The phases, with the one the round is in.
fn phases(reader: &Reader, caller: &Caller, held: &Held) -> Stepper {
    let href = |phase: Phase| {
        let of_phase = match phase {
            Phase::Draft => View::Setup,
            Phase::FirstAppraisal | Phase::SecondAppraisal => View::Appraisal,
            Phase::Council => View::Council,
            _ => View::Units,
        };
        let shown = if of_phase.is_for(caller, held) { of_phase } else { View::Units };
        at(reader, &format!("{}{}", address(held), shown.rest()))
    };
    let steps = Phase::ALL.map(|phase| (phase.title().get(reader.lang).to_owned(), href(phase)));
    let current = Phase::ALL.iter().position(|phase| *phase == held.round.phase).unwrap_or_default() + 1;
    Stepper::new(reader.lang, current, steps.into())
}

/// The deadlines, each with the time left.
fn deadlines(reader: &Reader, held: &Held, now: i64) -> Table {
    let lang = reader.lang;
    let phase = held.round.phase;
    let row = |of: Phase| {
        let Some(deadline) = held.round.deadline(of) else {
            let none = || Cell::None(say(lang, "overview-no-deadline"));
            return Row::new(vec![Cell::text(of.title().get(lang)), none(), none()]);
        };
        let state = if of < phase || phase == Phase::Published {
            Cell::text(say(lang, "overview-phase-over"))
        } else if of == phase {
            Cell::Html(format!("{} {}", urgency(deadline, now).badge(lang), left(deadline, now, lang)))
        } else {
            Cell::text(left(deadline, now, lang))
        };
        Row::new(vec![Cell::text(of.title().get(lang)), Cell::text(announced(deadline, lang)), state])
    };
    let rows: Vec<Row> = Phase::TIMED.into_iter().map(row).collect();
    let total = rows.len();
    let columns = ["overview-phase", "overview-deadline", "overview-left"];
    Table::new(lang, "deadlines", say(lang, "overview-deadlines"), at(reader, &address(held)), TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .rows(rows, total)
}
