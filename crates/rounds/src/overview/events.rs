//! What happened to a round, and what was refused.

use chiso_model::Lang;
use chiso_round::{Phase, RoundEvent, Told};
use chiso_store::StoreError;
use chiso_store::rounds::{RoundEventRow, RoundRefusal};
use chiso_web::Reader;
use chiso_web::parts::{Cell, Column, Event, Row, Table, TableQuery, Timeline};
use chiso_workspace::Refusal;
use chiso_workspace::house::{at, moment};

use crate::entry::Rounds;
use crate::frame::address;
use crate::held::Held;
use crate::named::Named;
use crate::unit::left::announced;
use crate::words::{say, say_with};

/// Events and refused attempts that the page shows at most; the journal has all.
const SHOWN: usize = 50;

impl Rounds {
    /// What happened to a round, in order.
    pub(super) async fn events(&self, held: &Held) -> Result<Vec<Told<RoundEvent>>, Refusal> {
        let round = held.id.clone();
        let rows = self.desk.store().read(move |reader| reader.round_events(&round, 0)).await?;
        let told = |row: RoundEventRow| {
            let what = serde_json::from_value(row.body)
                .map_err(|error| StoreError::Malformed { detail: format!("{}: {error}", row.id) })?;
            Ok(Told { at: row.at, by: row.made_by, what })
        };
        rows.into_iter().map(told).collect::<Result<_, StoreError>>().map_err(Refusal::from)
    }

    /// What was refused in a round, the newest first.
    pub(super) async fn refused(&self, held: &Held) -> Result<Vec<RoundRefusal>, Refusal> {
        let round = held.id.clone();
        let limit = i64::try_from(SHOWN).unwrap_or(i64::MAX);
        Ok(self.desk.store().read(move |reader| reader.round_refusals(&round, limit)).await?)
    }
}

/// The events as a timeline, the newest first. Who voted for what is the council's own.
pub(super) fn timeline(events: &[Told<RoundEvent>], names: &Named, council: bool, lang: Lang) -> Timeline {
    let shown = events.iter().rev().filter(|event| council || !is_of_council(&event.what)).take(SHOWN);
    Timeline::new(shown.map(|event| one(event, names, lang)).collect())
}

fn is_of_council(event: &RoundEvent) -> bool {
    matches!(event, RoundEvent::Called { .. } | RoundEvent::Attended { .. } | RoundEvent::Voted { .. })
}

fn one(event: &Told<RoundEvent>, names: &Named, lang: Lang) -> Event {
    let of_phase = |key: &str, phase: Phase| say_with(lang, key, &[("phase", phase.title().get(lang).into())]);
    let (what, why) = match &event.what {
        RoundEvent::Drafted { .. } => (say(lang, "event-drafted"), ""),
        RoundEvent::Revised { .. } => (say(lang, "event-revised"), ""),
        RoundEvent::Discarded { reason } => (say(lang, "event-discarded"), reason.as_str()),
        RoundEvent::Began { phase, reason } => (of_phase("event-began", *phase), reason.as_str()),
        RoundEvent::DeadlineMoved { phase, deadline, reason } => {
            let told =
                [("phase", phase.title().get(lang).to_owned().into()), ("deadline", announced(deadline, lang).into())];
            (say_with(lang, "event-deadline", &told), reason.as_str())
        }
        RoundEvent::VisibilitySet { .. } => (say(lang, "event-visibility"), ""),
        RoundEvent::AppraisersSet { reason, .. } => (say(lang, "event-appraisers"), reason.as_str()),
        RoundEvent::CouncilSet { reason, .. } => (say(lang, "event-council"), reason.as_str()),
        RoundEvent::HeirNamed { unit, heir, reason } => {
            let told = [("unit", names.get(unit, lang).into()), ("heir", names.get(heir, lang).into())];
            (say_with(lang, "event-heir-named", &told), reason.as_str())
        }
        RoundEvent::Called { .. } => (say(lang, "event-called"), ""),
        RoundEvent::Attended { .. } => (say(lang, "event-attended"), ""),
        RoundEvent::Voted { .. } => (say(lang, "event-voted"), ""),
        RoundEvent::Concluded { conclusion, .. } => {
            let told = [("number", conclusion.decision.number.as_str().into())];
            (say_with(lang, "event-concluded", &told), "")
        }
        RoundEvent::Published { issue } => {
            let told = [("issue", issue.number.into()), ("number", issue.decision.number.as_str().into())];
            (say_with(lang, "event-published", &told), issue.reason.as_str())
        }
    };
    let line = Event::new(moment::minute(event.at, lang), moment::machine(event.at), what, names.get(&event.by, lang));
    if why.is_empty() { line } else { line.why(why) }
}

/// Attempts that were refused: late, double, out of order or forged.
pub(super) fn table(reader: &Reader, held: &Held, names: &Named, refused: &[RoundRefusal]) -> Table {
    let lang = reader.lang;
    let titled = |id: &Option<String>| {
        id.as_deref().map_or_else(|| Cell::None("–".to_owned()), |id| Cell::text(names.get(id, lang)))
    };
    let row = |row: &RoundRefusal| {
        Row::new(vec![
            Cell::text(moment::minute(row.at, lang)),
            Cell::text(names.get(&row.made_by, lang)),
            Cell::text(say(lang, about(&row.command))),
            titled(&row.unit),
            titled(&row.node),
            Cell::text(say(lang, why(&row.why))),
        ])
    };
    let columns = ["attempt-when", "attempt-who", "attempt-about", "attempt-unit", "attempt-node", "attempt-why"];
    Table::new(lang, "refused", say(lang, "overview-refused"), at(reader, &address(held)), TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .page_rows(SHOWN)
        .rows(refused.iter().map(row).collect(), refused.len())
}

/// The key of what an attempt was about.
fn about(command: &str) -> &'static str {
    match command.split('.').next().unwrap_or_default() {
        "self-score" => "attempt-self-score",
        "evidence" => "attempt-evidence",
        "appraisal" => "attempt-appraisal",
        "explanation" => "attempt-explanation",
        "council" => "attempt-council",
        _ => "attempt-round",
    }
}

/// The key of why an attempt was refused: late, double, out of order, another's to do, or forged.
fn why(refusal: &str) -> &'static str {
    match refusal {
        "deadline_passed" | "submitted" | "being_mended" | "not_locked" => "attempt-late",
        "twice" | "evidence_twice" | "changed" | "voted_already" | "nothing_new" => "attempt-double",
        "wrong_phase" | "not_next" | "meeting_over" | "meeting_open" | "no_meeting" | "waits_for_check"
        | "nothing_waits" | "not_carried" | "decided_later" | "no_quorum" | "not_flagged" => "attempt-out-of-order",
        "not_appraiser" | "own_unit" | "same_person" | "not_member" | "not_present" | "not_signed"
        | "not_self_scored" | "units_own" | "joins_as_fact" => "attempt-not-theirs",
        _ => "attempt-forged",
    }
}
