//! `…/units/{unit}/what-if`: other numbers or points at any leaves, and what the engine then says. Everything stands in the address: it can be passed on, and nothing is
//! kept.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_model::{Lang, Text};
use chiso_round::Stage;
use chiso_web::{Caller, Fields, PageError, Reader, Why};
use chiso_workspace::Refusal;
use chiso_workspace::house::Pairs;

use super::asked::Asked;
use super::change::{Moved, moved, replaced};
use super::open::Open;
use super::turns::Place;
use super::what_if_page::show;
use crate::entry::Rounds;
use crate::frame::UnitPath;
use crate::publication::{Computed, fact_set, options, unread};
use crate::words::say;

/// After how many seconds to come again where all turns are taken.
const AGAIN: u32 = 2;

/// `GET /{lang}/rounds/{round}/units/{unit}/what-if?leaf=&…`
pub(super) async fn within(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let place = place(&rounds, &reader)?;
    let open = rounds.result_within(&caller, &round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    answer(&rounds, &reader, place, open, pairs).await
}

/// `GET /{lang}/published/{round}/units/{unit}/what-if?leaf=&…`
pub(super) async fn in_public(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let place = place(&rounds, &reader)?;
    let open = rounds.result_in_public(&round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    answer(&rounds, &reader, place, open, pairs).await
}

/// Why there is no answer now: others ask.
struct Busy;

impl Why for Busy {
    fn status(&self) -> StatusCode {
        StatusCode::SERVICE_UNAVAILABLE
    }

    fn title(&self, lang: Lang) -> String {
        say(lang, "what-if-busy")
    }

    fn help(&self, lang: Lang) -> String {
        say(lang, "what-if-busy-help")
    }
}

fn place(rounds: &Rounds, reader: &Reader) -> Result<Place, PageError> {
    rounds.turns.place().ok_or_else(|| PageError::new(reader.lang, Busy).again_after(AGAIN))
}

/// What was asked, and what moved where it could be computed.
pub(super) struct Tried {
    pub(super) pairs: Fields,
    pub(super) asked: Asked,
    pub(super) moved: Option<Moved>,
}

async fn answer(
    rounds: &Rounds,
    reader: &Reader,
    place: Place,
    open: Open,
    pairs: Vec<(String, String)>,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(reader);
    let computed = rounds.computed_for(&open, Stage::Correction).await.map_err(refused)?;
    let open = Arc::new(open);
    let work = {
        let (open, computed) = (Arc::clone(&open), Arc::clone(&computed));
        move || tried(&open, &computed, Fields(pairs))
    };
    let fault = |error: tokio::task::JoinError| {
        let text = Text::new(format!("Không tính được: {error}"), format!("It could not be computed: {error}"));
        refused(Refusal::Fault(text))
    };
    let tried = place.work(work).await.map_err(fault)?.map_err(refused)?;
    show(reader, &open, &computed.outcome, &tried)
}

/// Computes what the pairs ask for, from the results that are kept: only what moves is computed again.
fn tried(open: &Open, computed: &Computed, pairs: Fields) -> Result<Tried, Refusal> {
    let (rules, before) = (&open.held.rules, &computed.outcome);
    let unit = before.unit(&open.unit).ok_or(Refusal::Hidden)?;
    let asked = Asked::of(rules, computed, (&open.unit, unit), &pairs);
    if !asked.can_be_computed() {
        return Ok(Tried { pairs, asked, moved: None });
    }
    let own = replaced(rules, computed.facts.of_unit(&open.unit), &open.unit, &asked.entries);
    let after = rules.plan().instead(&computed.facts, before, unit, fact_set(own)?, &options(&open.held));
    let moved = moved(before, &after.map_err(|error| unread(&error))?, &open.unit, &open.group());
    Ok(Tried { pairs, asked, moved })
}
