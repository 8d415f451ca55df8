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

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_model::agency::Register;
use chiso_round::round::RoundEvent;
use chiso_round::{Assessment, AssessmentEvent, By, Phase, Told};
use chiso_store::rounds::Notice;
use chiso_store::{Reader, StoreError, Writer};
use chiso_web::{Gate, Routes};

use self::telling::Telling;
use crate::entry::Rounds;
use crate::held::Held;
use crate::kept::Kept;
use crate::who::by_of;

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
    register: &Register,
    event: &Told<RoundEvent>,
) -> Result<(), StoreError> {
    let assessments = match event.what {
        RoundEvent::Began { phase: Phase::Explanation, .. } => {
            let units = held.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect();
            kept.assessments(w, &held.id, units)?
        }
        _ => BTreeMap::new(),
    };
    put(w, held, register, event::of_round(held, &event.what, &assessments), (&event.by, event.at))
}

/// Puts down what people are told of something that happened to a unit's assessment, which is as it is afterwards.
pub(crate) fn tell_of_assessment(
    w: &mut Writer<'_>,
    held: &Held,
    register: &Register,
    (unit, assessment): (&str, &Assessment),
    event: &Told<AssessmentEvent>,
) -> Result<(), StoreError> {
    let judges = match event.what {
        AssessmentEvent::Explained { .. } => judges(w, held, register, event.at)?,
        _ => Judges::new(),
    };
    let tellings = event::of_assessment(held, (unit, assessment), &judges, &event.what);
    put(w, held, register, tellings, (&event.by, event.at))
}

/// Those who appraise in a round or sit on its council at a moment, each with what is their own, by id of the person.
type Judges = BTreeMap<String, By>;

fn judges(reader: &mut Reader<'_>, held: &Held, register: &Register, at: i64) -> Result<Judges, StoreError> {
    let setup = &held.round.setup;
    let people: BTreeSet<&String> =
        setup.appraisers.iter().map(|appraiser| &appraiser.person).chain(&setup.council.members).collect();
    people.into_iter().map(|person| Ok((person.clone(), by_of(reader, held, register, person, at)?))).collect()
}

/// Puts down what is told of something that somebody did at a moment.
fn put(
    w: &mut Writer<'_>,
    held: &Held,
    register: &Register,
    tellings: Vec<Telling>,
    (by, at): (&str, i64),
) -> Result<(), StoreError> {
    if tellings.is_empty() {
        return Ok(());
    }
    for notice in recipients::notices(w, held, register, tellings, Some(by), at)? {
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
