//! Notices: who is told of what happens in a round and of what ends soon, in the program and by mail.
//!
//! A notice is a row that is put down in the transaction of what it is about. What ends soon is found by looking ([`Rounds::remind`]); letters are put into the
//! queue ([`Rounds::post_notices`]). Every server does both again and again ([`Rounds::work_notices`]): what was told or put into the queue says so in the same
//! transaction, so that it happens once, whoever is first.

mod choices;
mod due;
mod event;
mod inbox;
mod kind;
mod post;
mod recipients;
mod remind;
mod shown;
mod still;
mod telling;
mod waits;
mod work;

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_round::round::RoundEvent;
use chiso_round::{Assessment, AssessmentEvent, Phase, Told};
use chiso_store::rounds::Notice;
use chiso_store::{StoreError, Writer};
use chiso_web::{Gate, Routes};

use self::telling::Telling;
use crate::entry::Rounds;
use crate::held::Held;
use crate::kept::Kept;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    Routes::new()
        .page("/{lang}/notices", Gate::SignedIn, inbox::page)
        .form("/{lang}/notices/read", Gate::SignedIn, inbox::read)
        .page("/{lang}/notices/choices", Gate::SignedIn, choices::page)
        .form("/{lang}/notices/choices", Gate::SignedIn, choices::send)
}

/// Puts down what people are told of something that happened to a round, which is as it is afterwards.
pub(crate) fn tell_of_round(
    w: &mut Writer<'_>,
    kept: &Kept,
    held: &Held,
    event: &Told<RoundEvent>,
) -> Result<(), StoreError> {
    let assessments = match event.what {
        RoundEvent::Began { phase: Phase::Explanation, .. } => {
            let units = held.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect();
            kept.assessments(w, &held.id, units)?
        }
        _ => BTreeMap::new(),
    };
    put(w, held, event::of_round(held, &event.what, &assessments), &event.by, event.at)
}

/// Puts down what people are told of something that happened to a unit's assessment, which is as it is afterwards.
pub(crate) fn tell_of_assessment(
    w: &mut Writer<'_>,
    held: &Held,
    unit: &str,
    assessment: &Assessment,
    event: &Told<AssessmentEvent>,
) -> Result<(), StoreError> {
    put(w, held, event::of_assessment(held, unit, assessment, &event.what), &event.by, event.at)
}

fn put(w: &mut Writer<'_>, held: &Held, tellings: Vec<Telling>, by: &str, at: i64) -> Result<(), StoreError> {
    if tellings.is_empty() {
        return Ok(());
    }
    for notice in recipients::notices(w, held, tellings, Some(by), at)? {
        put_once(w, &notice)?;
    }
    Ok(())
}

/// Puts a notice down, but for one that was put down already. Gives whether it was not.
fn put_once(w: &mut Writer<'_>, notice: &Notice) -> Result<bool, StoreError> {
    let new = w.get::<Notice>(notice.id.clone())?.is_none();
    if new {
        w.insert(notice)?;
    }
    Ok(new)
}
