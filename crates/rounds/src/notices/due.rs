//! What ends soon and what is late: of a round, its assessments, who judges in it and a moment, and of nothing else.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_round::assessment::Standing;
use chiso_round::round::AgendaItem;
use chiso_round::{Assessment, By, Deadline, Item, Phase, Stage};

use super::Judges;
use super::event::in_charge;
use super::kind::Kind;
use super::telling::{HEADS, LEADS, Telling};
use crate::held::Held;

/// Microseconds of a day.
const DAY: i64 = 24 * 3_600_000_000;
/// How many days before a deadline it is told of, the nearest first.
const DAYS_BEFORE: [i64; 2] = [1, 3];

/// What is to be told of a deadline at a moment: its kind, and what tells this time from every other. Whoever is reminded late, as after a server was away, is
/// reminded of the nearest only; a deadline that is moved counts anew.
fn when(deadline: &Deadline, now: i64) -> Option<(Kind, String)> {
    let moment = deadline.moment().ok()?;
    if now >= moment {
        return Some((Kind::Overdue, moment.to_string()));
    }
    let days = DAYS_BEFORE.into_iter().find(|days| now >= moment - days * DAY)?;
    Some((Kind::DueSoon, format!("{days}/{moment}")))
}

/// Everything that people are to be told of deadlines at a moment. Each has a name of its own, so that what was told is not told again.
pub(super) fn due(
    held: &Held,
    assessments: &BTreeMap<String, Arc<Assessment>>,
    judges: &Judges,
    now: i64,
) -> Vec<Telling> {
    let phase = held.round.phase;
    let of_phase = held.round.deadline(phase).and_then(|deadline| when(deadline, now));
    let mut tellings = Vec::new();
    if let Some((kind, once)) = &of_phase {
        let people = match phase {
            Phase::SelfAssessment => assessments.iter().flat_map(|(unit, a)| unsigned(held, *kind, unit, a)).collect(),
            Phase::Explanation => assessments.iter().flat_map(|(unit, a)| unexplained(*kind, unit, a)).collect(),
            Phase::FirstAppraisal | Phase::SecondAppraisal => appraisers(held, assessments, judges, *kind, now),
            Phase::Council => members(held, judges, *kind),
            Phase::Draft | Phase::Published => Vec::new(),
        };
        tellings.extend(people.into_iter().map(|telling| telling.once(once.clone())));
    }
    for (unit, assessment) in assessments {
        if phase == Phase::SelfAssessment && !assessment.is_submitted() && !held.round.is_over(phase, now) {
            tellings.extend(assigned(held, unit, assessment, now));
        }
        if (Phase::SelfAssessment..=Phase::SecondAppraisal).contains(&phase) {
            tellings.extend(reopened(unit, assessment, now));
        }
    }
    tellings
}

/// A unit that did not submit: those who lead and sign, and whoever has a criterion that is not finished.
fn unsigned(held: &Held, kind: Kind, unit: &str, assessment: &Assessment) -> Vec<Telling> {
    if assessment.is_submitted() {
        return Vec::new();
    }
    let unfinished = held.rules.self_scored().filter_map(|criterion| {
        let item = assessment.item(&criterion.id).filter(|item| !item.ready)?;
        Some(item.assigned.as_ref()?.person.as_str())
    });
    let people: BTreeSet<&str> = unfinished.collect();
    let people = people.into_iter().map(|person| Telling::person(kind, person).of(unit));
    [Telling::holders(kind, HEADS, unit)].into_iter().chain(people).collect()
}

/// A unit that did not explain what it was asked.
fn unexplained(kind: Kind, unit: &str, assessment: &Assessment) -> Vec<Telling> {
    let asked: Vec<&String> =
        assessment.items.iter().filter(|(_, item)| item.asked().is_some()).map(|(node, _)| node).collect();
    if asked.is_empty() || assessment.explained.is_some() {
        return Vec::new();
    }
    let people: BTreeSet<&str> = asked.iter().filter_map(|node| in_charge(assessment, node)).collect();
    let people = people.into_iter().map(|person| Telling::person(kind, person).of(unit));
    [Telling::holders(kind, HEADS, unit)].into_iter().chain(people).collect()
}

/// Criteria that were given to somebody with a day of their own, before the phase ends.
fn assigned(held: &Held, unit: &str, assessment: &Assessment, now: i64) -> Vec<Telling> {
    let end = held.round.deadline(Phase::SelfAssessment).and_then(|deadline| deadline.moment().ok());
    let of = |(node, item): (&String, &Item)| {
        let given = item.assigned.as_ref().filter(|_| !item.ready)?;
        let due = given.due.as_ref()?;
        let before_the_phase = due.moment().is_ok_and(|moment| end.is_none_or(|end| moment < end));
        let (kind, once) = when(due, now).filter(|_| before_the_phase)?;
        Some(Telling::person(kind, &given.person).at(unit, node).once(once))
    };
    assessment.items.iter().filter_map(of).collect()
}

/// Criteria that were reopened, while they still are: what was not mended in time simply stays as it was.
fn reopened(unit: &str, assessment: &Assessment, now: i64) -> Vec<Telling> {
    let of = |(node, item): (&String, &Item)| {
        let (kind, once) = when(&item.reopened.as_ref()?.until, now)?;
        (kind == Kind::DueSoon).then(|| {
            let charge = in_charge(assessment, node).map(|person| Telling::person(kind, person));
            let leads = Telling::holders(kind, LEADS, unit);
            charge.into_iter().chain([leads]).map(|telling| telling.at(unit, node).once(once.clone())).collect()
        })
    };
    assessment.items.iter().filter_map(of).flat_map(|tellings: Vec<Telling>| tellings).collect()
}

/// Appraisers for whom something still waits, in a unit that is not their own.
fn appraisers(
    held: &Held,
    assessments: &BTreeMap<String, Arc<Assessment>>,
    judges: &Judges,
    kind: Kind,
    now: i64,
) -> Vec<Telling> {
    let stage = if held.round.phase == Phase::FirstAppraisal { Stage::First } else { Stage::Second };
    let waits = |by: &&By| {
        let criteria: Vec<_> =
            held.rules.criteria().iter().filter(|c| held.round.is_appraiser(&by.person, c)).collect();
        let mut others = assessments.iter().filter(|(unit, _)| !held.round.is_conflicted(by, unit));
        others.any(|(unit, assessment)| {
            criteria.iter().any(|criterion| match assessment.standing(held.frame(unit), criterion, now) {
                Standing::AwaitsFirst => stage == Stage::First,
                Standing::AwaitsSecond => stage == Stage::Second,
                Standing::AwaitsCheck => {
                    let pending = assessment.item(&criterion.id).and_then(|item| item.pending.as_ref());
                    pending.is_some_and(|pending| pending.link.by != by.person)
                }
                _ => false,
            })
        })
    };
    judges.values().filter(waits).map(|by| Telling::person(kind, &by.person)).collect()
}

/// Members of the council who have not voted on everything that waits for them: on units of their own nobody waits for their vote.
fn members(held: &Held, judges: &Judges, kind: Kind) -> Vec<Telling> {
    let open = || held.round.meetings.iter().filter(|meeting| meeting.concluded.is_none());
    let waits = |by: &&By| {
        let left =
            |item: &AgendaItem| !item.votes.contains_key(&by.person) && !held.round.is_conflicted(by, &item.unit);
        held.round.setup.council.members.contains(&by.person) && open().flat_map(|m| &m.agenda).any(left)
    };
    judges.values().filter(waits).map(|by| Telling::person(kind, &by.person)).collect()
}

#[cfg(test)]
mod tests {
    use chiso_model::Date;

    use super::*;

    #[test]
    fn a_deadline_is_told_of_at_the_very_moment() {
        let deadline = Deadline::at(Date::constant(2026, 12, 10), 17, 0);
        let end = deadline.moment().unwrap();
        for (now, told) in [
            (end - 3 * DAY - 1, None),
            (end - 3 * DAY, Some((Kind::DueSoon, format!("3/{end}")))),
            (end - DAY - 1, Some((Kind::DueSoon, format!("3/{end}")))),
            (end - DAY, Some((Kind::DueSoon, format!("1/{end}")))),
            (end - 1, Some((Kind::DueSoon, format!("1/{end}")))),
            (end, Some((Kind::Overdue, end.to_string()))),
            (end + 30 * DAY, Some((Kind::Overdue, end.to_string()))),
        ] {
            assert_eq!(when(&deadline, now), told, "{} before the end", end - now);
        }
        let nowhere = Deadline { zone: "Nowhere/None".to_owned(), ..deadline };
        assert_eq!(when(&nowhere, end), None);
    }
}
