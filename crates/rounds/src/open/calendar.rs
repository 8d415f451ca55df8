//! `/{lang}/rounds/{round}/setup/calendar`: when each phase ends. In a draft all at once; after the start one at a time, with a reason.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Lang, Text};
use chiso_round::round::{Setup, SetupProblem};
use chiso_round::{BadDeadline, Deadline, HOME_ZONE, Phase, RoundCommand};
use chiso_web::parts::{Definitions, Field, Form, read_clock, read_day};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::house::{Pairs, at};

use super::mend::{form, is_draft, page as part_page, part, saved, to_save, unchanged, with_reason};
use crate::entry::Rounds;
use crate::frame::RoundPath;
use crate::held::Held;
use crate::unit::left::announced;
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/setup/calendar`, after the start with `?phase=` for the one to move.
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    if is_draft(&held) {
        return part_page(&reader, &held, "/calendar", ("setup-calendar", "setup-calendar-lead"), &pairs)
            .form(&all(&reader, &caller, &held))
            .show();
    }
    let asked = pairs.iter().find(|(name, _)| name == "phase").and_then(|(_, value)| Phase::of(value));
    let page = part_page(&reader, &held, "/calendar", ("setup-calendar", "setup-calendar-lead"), &pairs)
        .part(&table(&reader, &held));
    match asked.filter(|phase| Phase::TIMED.contains(phase)) {
        Some(phase) => {
            let title = say_with(reader.lang, "calendar-move", &[("phase", phase.title().get(reader.lang).into())]);
            page.form_under(title, &one(&reader, &caller, &held, phase)).show()
        }
        None => page.show(),
    }
}

/// `POST /{lang}/rounds/{round}/setup/calendar`: all deadlines of a draft.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let filled = all(&reader, &caller, &held).fill(&fields);
    let (status, form) = match read_all(&fields, &held, caller.now_us) {
        Ok(deadlines) => {
            let kept = rounds.revise(&caller, &held, &fields, |setup| setup.deadlines = deadlines).await;
            match kept {
                Ok(()) => return Ok(saved(&reader, &held, "")),
                Err(refusal) => refusal.into_form(&reader, filled)?,
            }
        }
        Err(wrong) => {
            let form = wrong.into_iter().fold(filled, |form, (name, text)| form.wrong(&name, text.get(lang)));
            (axum::http::StatusCode::UNPROCESSABLE_ENTITY, form)
        }
    };
    part_page(&reader, &held, "/calendar", ("setup-calendar", "setup-calendar-lead"), &[])
        .status(status)
        .form(&form)
        .show()
}

/// `POST /{lang}/rounds/{round}/setup/calendar/move`: one deadline of a round that is under way.
pub(super) async fn move_one(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round)): RoundPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = rounds.to_mend(&reader, &caller, &round).await?;
    let phase = Phase::of(fields.get("phase")).unwrap_or(held.round.phase);
    let mut filled = one(&reader, &caller, &held, phase).fill(&fields);
    let (status, form) = match read_one(&fields, phase) {
        Ok(Some(deadline)) => {
            let moved = async {
                unchanged(&held, &fields)?;
                let reason = fields.get("reason").to_owned();
                rounds.change(&caller, &held, RoundCommand::MoveDeadline { phase, deadline, reason }).await
            };
            match moved.await {
                Ok(()) => return Ok(saved(&reader, &held, "/calendar")),
                Err(refusal) => refusal.into_form(&reader, filled)?,
            }
        }
        found => {
            let missing = vec![(field("day", phase), missing_day())];
            for (name, text) in found.err().unwrap_or(missing) {
                filled = filled.wrong(&name, text.get(lang));
            }
            (axum::http::StatusCode::UNPROCESSABLE_ENTITY, filled)
        }
    };
    let title = say_with(lang, "calendar-move", &[("phase", phase.title().get(lang).into())]);
    part_page(&reader, &held, "/calendar", ("setup-calendar", "setup-calendar-lead"), &[])
        .part(&table(&reader, &held))
        .status(status)
        .form_under(title, &form)
        .show()
}

/// The deadlines of a round that is under way, each that is not over with the way to move it.
fn table(reader: &Reader, held: &Held) -> Definitions {
    let lang = reader.lang;
    Phase::TIMED.into_iter().fold(Definitions::new(), |list, phase| {
        let text = held.round.deadline(phase).map_or_else(|| "–".to_owned(), |deadline| announced(deadline, lang));
        let list = list.line(phase.title().get(lang), text);
        if phase < held.round.phase || held.round.phase == Phase::Published {
            return list;
        }
        let to = format!("{}?phase={}", part(held, "/calendar"), phase.id());
        list.change(say(lang, "calendar-change"), at(reader, &to))
    })
}

/// The form of a draft: every phase.
fn all(reader: &Reader, caller: &Caller, held: &Held) -> Form {
    let lang = reader.lang;
    let form = Phase::TIMED.into_iter().fold(form(reader, caller, held, "/calendar"), |form, phase| {
        fields_of(form.section(phase.title().get(lang), say(lang, hint_of(phase))), lang, held, phase)
    });
    to_save(reader, held, form)
}

/// The form of one phase.
fn one(reader: &Reader, caller: &Caller, held: &Held, phase: Phase) -> Form {
    let form = form(reader, caller, held, "/calendar/move").hidden("phase", phase.id());
    to_save(reader, held, with_reason(reader, held, fields_of(form, reader.lang, held, phase)))
}

fn fields_of(form: Form, lang: Lang, held: &Held, phase: Phase) -> Form {
    let now = held.round.deadline(phase);
    let day = now.map_or_else(String::new, |deadline| chiso_model::day(deadline.day, Lang::Vi));
    let clock = now.map_or_else(|| "17:00".to_owned(), Deadline::clock);
    let zone = now.map_or(HOME_ZONE, |deadline| deadline.zone.as_str());
    form.field(Field::day(lang, field("day", phase), say(lang, "calendar-day")).value(day))
        .field(
            Field::text(lang, field("time", phase), say(lang, "calendar-time"))
                .hint(say(lang, "calendar-time-hint"))
                .short()
                .value(clock),
        )
        .field(Field::text(lang, field("zone", phase), say(lang, "calendar-zone")).value(zone))
}

const fn hint_of(phase: Phase) -> &'static str {
    match phase {
        Phase::SelfAssessment => "calendar-self-assessment",
        Phase::FirstAppraisal => "calendar-first-appraisal",
        Phase::Explanation => "calendar-explanation",
        Phase::SecondAppraisal => "calendar-second-appraisal",
        _ => "calendar-council",
    }
}

fn field(what: &str, phase: Phase) -> String {
    format!("{what}-{}", phase.id())
}

type Wrong = Vec<(String, Text)>;

/// The deadlines that were typed, in the order of the phases and still to come. A phase without a day has none yet.
fn read_all(fields: &Fields, held: &Held, now: i64) -> Result<BTreeMap<Phase, Deadline>, Wrong> {
    let mut wrong = Vec::new();
    let mut deadlines = BTreeMap::new();
    for phase in Phase::TIMED {
        match read_one(fields, phase) {
            Ok(Some(deadline)) if deadline.is_over(now) => wrong.push((field("day", phase), BadDeadline::Past.text())),
            Ok(Some(deadline)) => {
                deadlines.insert(phase, deadline);
            }
            Ok(None) => {}
            Err(found) => wrong.extend(found),
        }
    }
    let with = Setup { deadlines: deadlines.clone(), ..held.round.setup.clone() };
    for problem in with.problems(&held.rules) {
        if let SetupProblem::DeadlineOrder(_, later) = &problem {
            wrong.push((field("day", *later), problem.text(&|id| Text::new(id, id))));
        }
    }
    if wrong.is_empty() { Ok(deadlines) } else { Err(wrong) }
}

fn read_one(fields: &Fields, phase: Phase) -> Result<Option<Deadline>, Wrong> {
    let text = fields.get(&field("day", phase)).to_owned();
    if text.is_empty() {
        return Ok(None);
    }
    let day = read_day(&text);
    let minute = read_clock(fields.get(&field("time", phase)));
    let mut wrong = Vec::new();
    if day.is_none() {
        wrong.push((field("day", phase), missing_day()));
    }
    if minute.is_none() {
        wrong.push((
            field("time", phase),
            Text::new(
                "Hãy nhập giờ và phút từ 00:00 đến 24:00, ví dụ 17:00.",
                "Enter hours and minutes from 00:00 to 24:00, for example 17:00.",
            ),
        ));
    }
    let (Some(day), Some(minute)) = (day, minute) else { return Err(wrong) };
    let deadline = Deadline { day, minute, zone: fields.get(&field("zone", phase)).to_owned() };
    match deadline.moment() {
        Ok(_) => Ok(Some(deadline)),
        Err(bad) => {
            let name = if bad == BadDeadline::Zone { "zone" } else { "day" };
            Err(vec![(field(name, phase), bad.text())])
        }
    }
}

fn missing_day() -> Text {
    Text::new("Hãy nhập một ngày trong lịch, ví dụ 31/03/2027.", "Enter a day of the calendar, for example 31/03/2027.")
}
