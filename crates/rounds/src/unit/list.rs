//! `/{lang}/rounds/{round}/units`: how far every unit has come.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::agency::{AgencyId, Register, fold_name};
use chiso_model::{Lang, decimal};
use chiso_round::round::Entrant;
use chiso_round::{Assessment, Phase, Stage};
use chiso_store::StoreError;
use chiso_web::parts::{Cell, Choice, Column, Empty, PAGE_ROWS, Row, Status, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at, moment};

use super::left;
use crate::entry::Rounds;
use crate::frame::{RoundPath, View, address, unit_address, view};
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

type Files = BTreeMap<String, Arc<Assessment>>;

/// `GET /{lang}/rounds/{round}/units`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.open(&reader, &caller, &round).await?;
    let failed = |refusal: Refusal| refusal.page(&reader);
    let query = TableQuery::of(&pairs);
    let seen = |entrant: &&Entrant| rounds.may_see_unit(&caller, &held, &entrant.unit).is_ok();
    let mut units: Vec<&Entrant> = held.round.setup.units.iter().filter(seen).collect();
    let reach = units.len();
    let is_told = rounds.tells_progress(&caller, &held);
    let counts: BTreeSet<String> =
        units.iter().map(|entrant| entrant.unit.clone()).filter(|unit| is_told(unit)).collect();
    let begun = rounds.begun(&held).await.map_err(failed)?;
    let begun = counts.intersection(&begun).count();

    let register = rounds.desk.register();
    narrow_by_name(&register, &held, &query, &mut units);
    // What a unit has done is looked at in every file only where the table is asked to sort or filter by it.
    let tells = tells_flags(&rounds, &caller, &held);
    let told: BTreeSet<String> = units.iter().map(|entrant| entrant.unit.clone()).filter(|unit| tells(unit)).collect();
    let by_work =
        !query.filter("state").is_empty() || matches!(query.sort.as_str(), "submitted" | "complete" | "flagged");
    let mut files = Files::new();
    if by_work {
        files = files_of(&rounds, &held, &units).await.map_err(failed)?;
        let has = |entrant: &&Entrant, file| has_state(file, query.filter("state"), told.contains(&entrant.unit));
        units.retain(|entrant| files.get(&entrant.unit).is_none_or(|file| has(entrant, file)));
    }
    sort(&register, &held, &query, (&files, &counts, &told), &mut units);
    let total = units.len();
    let shown: Vec<&Entrant> = units.into_iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).collect();
    if !by_work {
        files = files_of(&rounds, &held, &shown).await.map_err(failed)?;
    }
    let rows = shown
        .into_iter()
        .filter_map(|entrant| {
            let file = files.get(&entrant.unit)?;
            let told = Told { flags: told.contains(&entrant.unit), progress: counts.contains(&entrant.unit) };
            Some(row(&reader, &caller, &held, &register, entrant, file, told))
        })
        .collect();
    let sorted = (query.sort.clone(), query.reversed);
    let states = ["submitted", "open", "flagged"].map(|state| Choice::new(state, state_word(state, lang)));
    let table = Table::new(
        lang,
        "units",
        say(lang, "unit-list-title"),
        at(&reader, &format!("{}/units", address(&held))),
        query,
    )
    .columns(vec![
        Column::text(say(lang, "unit-list-column-unit")).sorts("name"),
        Column::text(say(lang, "unit-list-column-group")).sorts("group"),
        Column::number(say(lang, "unit-list-column-progress")).sorts("complete"),
        Column::text(say(lang, "unit-list-column-submitted")).sorts("submitted"),
        Column::number(say(lang, "unit-list-column-flagged")).sorts("flagged"),
        Column::text(say(lang, "unit-list-column-left")),
    ])
    .find(say(lang, "unit-list-find"))
    .filter("state", say(lang, "unit-list-state"), say(lang, "unit-list-state-all"), states.into())
    .sorted_by(sorted.0, sorted.1)
    .rows(rows, total)
    .empty(Empty::new(say(lang, "unit-list-empty"), say(lang, "unit-list-empty-help")));
    let counted = |count: usize| decimal(count as f64, 0, lang);
    // Who is told how far only some have come is told no count of them all.
    let lead = if counts.len() == reach {
        say_with(lang, "unit-list-lead", &[("begun", counted(begun).into()), ("of", counted(reach).into())])
    } else {
        say_with(lang, "unit-list-lead-all", &[("of", reach.into())])
    };
    view(&reader, &caller, &held, View::Units, say(lang, "unit-list-title"))
        .lead(lead)
        .said_in(&WORDS, &pairs)
        .part(&table)
        .show()
}

impl Rounds {
    /// The units of a round of whose files something is known, counted without opening them.
    async fn begun(&self, held: &Held) -> Result<BTreeSet<String>, Refusal> {
        let round = held.id.clone();
        let read = self.desk.store().read(move |reader| -> Result<_, StoreError> { reader.assessment_heads(&round) });
        Ok(read.await?.into_iter().map(|head| head.unit).collect())
    }
}

async fn files_of(rounds: &Rounds, held: &Held, units: &[&Entrant]) -> Result<Files, Refusal> {
    rounds.assessments(held, units.iter().map(|entrant| entrant.unit.clone()).collect()).await
}

/// Leaves the units whose name or code holds what is looked for.
fn narrow_by_name(register: &Register, held: &Held, query: &TableQuery, units: &mut Vec<&Entrant>) {
    let wanted = fold_name(&query.text);
    if !query.text.is_empty() {
        units.retain(|entrant| {
            entrant.unit == query.text || fold_name(&name(register, held, &entrant.unit, Lang::Vi)).contains(&wanted)
        });
    }
}

/// Of which units somebody may know which criteria were flagged: units only once they are to explain, or where the round lets them see appraisals; of their own nobody
/// before that, whatever they are elsewhere.
fn tells_flags<'a>(rounds: &Rounds, caller: &Caller, held: &'a Held) -> impl Fn(&str) -> bool + use<'a> {
    let judges = rounds.judges_units(caller, held);
    move |unit| held.round.units_see(Stage::First) || held.round.phase >= Phase::Explanation || judges(unit)
}

fn has_state(file: &Assessment, state: &str, told: bool) -> bool {
    match state {
        "submitted" => file.is_submitted(),
        "open" => !file.is_submitted(),
        "flagged" => told && flagged(file) > 0,
        _ => true,
    }
}

fn state_word(state: &str, lang: Lang) -> String {
    match state {
        "submitted" => say(lang, "unit-list-state-submitted"),
        "open" => say(lang, "unit-list-state-open"),
        _ => say(lang, "unit-list-state-flagged"),
    }
}

fn sort(
    register: &Register,
    held: &Held,
    query: &TableQuery,
    (files, counts, told): (&Files, &BTreeSet<String>, &BTreeSet<String>),
    units: &mut [&Entrant],
) {
    let file = |entrant: &&Entrant| files.get(&entrant.unit);
    match query.sort.as_str() {
        "name" => units.sort_by_cached_key(|entrant| fold_name(&name(register, held, &entrant.unit, Lang::Vi))),
        "group" => units.sort_by_key(|entrant| entrant.group.clone()),
        "submitted" => units.sort_by_key(|entrant| {
            file(entrant).and_then(|file| file.submissions.first()).map_or(i64::MAX, |signed| signed.at)
        }),
        "flagged" => units.sort_by_key(|entrant| {
            Reverse(file(entrant).filter(|_| told.contains(&entrant.unit)).map_or(0, |file| flagged(file)))
        }),
        // Drafts are counted, not run through their rules again: that is done for the rows that are shown.
        "complete" => units.sort_by_key(|entrant| {
            Reverse(file(entrant).filter(|_| counts.contains(&entrant.unit)).map_or(0, |file| entered(file)))
        }),
        _ => {}
    }
    if query.reversed {
        units.reverse();
    }
}

fn entered(file: &Assessment) -> usize {
    file.items.values().filter(|item| item.draft.is_some()).count()
}

/// How many criteria the unit is or was asked to explain.
fn flagged(file: &Assessment) -> usize {
    file.items.values().filter(|item| item.is_flagged()).count()
}

/// What somebody is told of a unit in the list.
#[derive(Clone, Copy)]
struct Told {
    /// How many criteria are to be explained.
    flags: bool,
    /// How far it has come with its self-assessment.
    progress: bool,
}

fn row(
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    register: &Register,
    entrant: &Entrant,
    file: &Assessment,
    told: Told,
) -> Row {
    let lang = reader.lang;
    let unit = entrant.unit.as_str();
    let none = || Cell::None("–".to_owned());
    let progress = || {
        let progress = file.progress(held.frame(unit));
        let counts =
            [("complete", progress.complete.into()), ("entered", progress.entered.into()), ("of", progress.of.into())];
        Cell::text(say_with(lang, "unit-list-progress", &counts))
    };
    let left = match left::next(&held.round, file, caller.now_us) {
        Some(deadline) => {
            let badge = left::urgency(deadline, caller.now_us).badge(lang);
            Cell::Html(format!("{badge} {}", left::left(deadline, caller.now_us, lang)))
        }
        None if file.is_submitted() => Cell::from(Status::Done.badge(lang)),
        None => none(),
    };
    let group = entrant.group.clone().map_or_else(none, Cell::Text);
    Row::new(vec![
        Cell::text(name(register, held, unit, lang)),
        if entrant.ranked { group } else { Cell::text(say(lang, "unit-list-unranked")) },
        if told.progress { progress() } else { none() },
        file.submissions.first().map_or_else(
            || Cell::None(say(lang, "unit-list-not-submitted")),
            |signed| Cell::text(moment::minute(signed.at, lang)),
        ),
        if told.flags { Cell::text(decimal(flagged(file) as f64, 0, lang)) } else { none() },
        left,
    ])
    .to(at(reader, &unit_address(held, unit)))
}

/// What a unit is called at the end of the period, found by its id alone: there may be thousands.
pub(super) fn name(register: &Register, held: &Held, unit: &str, lang: Lang) -> String {
    let day = held.round.setup.period.last_day();
    let found = AgencyId::new(unit).ok().and_then(|id| {
        let agency = register.get(&id)?;
        let day = day.max(agency.valid.first()).min(agency.valid.last());
        Some(agency.title_on(day, lang).to_owned())
    });
    found.unwrap_or_else(|| unit.to_owned())
}
