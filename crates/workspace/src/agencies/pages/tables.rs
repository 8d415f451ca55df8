//! Agencies in tables and timelines.

use std::collections::BTreeSet;

use chiso_model::agency::{Agency, AgencyId, AgencyOnDay, Dated, Heir, LineageEdge, Register, Validity};
use chiso_model::{Lang, Text, decimal};
use chiso_web::parts::{Cell, Column, Event, Row, Table, TableQuery, Timeline};
use chiso_web::{Reader, tell};

use super::entered;
use crate::agencies::title;
use crate::sheet::at;
use crate::words::say;

/// The codes of an agency on a day, on one line.
pub(super) fn codes(agency: &AgencyOnDay<'_>) -> String {
    agency.codes.iter().map(|code| code.code.as_str()).collect::<Vec<_>>().join(", ")
}

/// Everything that ever held of an agency, in words: what it is, its value, when; the newest first.
pub(super) fn facts(register: &Register, agency: &Agency, lang: Lang) -> Vec<(String, String, Validity)> {
    let both = |text: &Text| match &text.en {
        Some(en) if *en != text.vi => format!("{} / {en}", text.vi),
        _ => text.vi.clone(),
    };
    let mut found = Vec::new();
    for name in newest_first(&agency.names) {
        found.push((say(lang, "agency-name"), both(&name.value.text), name.valid));
    }
    for kind in newest_first(&agency.kinds) {
        found.push((say(lang, "agency-kind"), kind.value.name().get(lang).to_owned(), kind.valid));
    }
    for parent in newest_first(&agency.parents) {
        let day = parent.valid.last().min(agency.valid.last());
        found.push((say(lang, "agency-parent"), title(register, &parent.value, day, lang), parent.valid));
    }
    for code in newest_first(&agency.codes) {
        found.push((code.value.system.name().get(lang).to_owned(), code.value.code.clone(), code.valid));
    }
    for alias in newest_first(&agency.aliases) {
        found.push((say(lang, "agency-alias"), alias.value.clone(), alias.valid));
    }
    found
}

/// Days in words; where there is neither a first nor a last one, that there is no limit.
pub(super) fn when(valid: Validity, lang: Lang) -> String {
    match (valid.from, valid.to) {
        (None, None) => say(lang, "agency-no-limit"),
        _ => valid.text(lang),
    }
}

fn newest_first<T>(list: &[Dated<T>]) -> Vec<&Dated<T>> {
    let mut list: Vec<&Dated<T>> = list.iter().collect();
    list.sort_by_key(|dated| std::cmp::Reverse(dated.valid.first()));
    list
}

/// Everything that ever held of an agency, as a table.
pub(super) fn facts_table(reader: &Reader, register: &Register, agency: &Agency) -> Table {
    let lang = reader.lang;
    let rows: Vec<Row> = facts(register, agency, lang)
        .into_iter()
        .map(|(what, value, valid)| Row::new(vec![Cell::text(what), Cell::text(value), Cell::text(when(valid, lang))]))
        .collect();
    let count = rows.len();
    Table::new(lang, "facts", say(lang, "agency-facts"), "", TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "agency-what")),
            Column::text(say(lang, "agency-value")),
            Column::text(say(lang, "agency-when")).short(),
        ])
        .page_rows(count)
        .rows(rows, count)
}

/// The events that touch an agency, or any that it came from or went into; the newest first.
fn related<'r>(register: &'r Register, id: &'r AgencyId) -> Vec<&'r LineageEdge> {
    let edges = register.edges();
    let mut before = BTreeSet::from([id]);
    for edge in edges.iter().rev() {
        if edge.to.iter().any(|heir| before.contains(&heir.id)) {
            before.extend(&edge.from);
        }
    }
    let mut after = BTreeSet::from([id]);
    for edge in edges {
        if edge.from.iter().any(|from| after.contains(from)) {
            after.extend(edge.to.iter().map(|heir| &heir.id));
        }
    }
    let touches = |edge: &&LineageEdge| {
        edge.to.iter().any(|heir| before.contains(&heir.id)) || edge.from.iter().any(|from| after.contains(from))
    };
    edges.iter().rev().filter(touches).collect()
}

/// What an agency came from and what became of it, as a timeline.
pub(super) fn family(reader: &Reader, register: &Register, id: &AgencyId) -> Timeline {
    let events = related(register, id).into_iter().map(|edge| {
        // An event is looked at from one of its sides.
        let side = edge.to.first().map(|heir| &heir.id).or(edge.from.first()).unwrap_or(id);
        event(reader, register, edge).to(at(reader, &entered::address(side, edge)))
    });
    Timeline::new(events.collect())
}

/// An event in words: what, when, by which decision.
pub(super) fn event(reader: &Reader, register: &Register, edge: &LineageEdge) -> Event {
    let lang = reader.lang;
    let eve = edge.date.yesterday().unwrap_or(edge.date);
    let from: Vec<String> = edge.from.iter().map(|id| title(register, id, eve, lang)).collect();
    let to: Vec<String> = edge.to.iter().map(|heir| heir_text(register, edge, heir, lang)).collect();
    let what = if to.is_empty() {
        tell!(lang, "agency-event-ended", kind = edge.kind.name().get(lang), from = from.join(", "))
    } else if from.is_empty() {
        tell!(lang, "agency-event-ended", kind = edge.kind.name().get(lang), from = to.join(", "))
    } else {
        tell!(lang, "agency-event", kind = edge.kind.name().get(lang), from = from.join(", "), to = to.join(", "))
    };
    let decision = edge.decision.clone().unwrap_or_default();
    let event = Event::new(chiso_model::day(edge.date, lang), edge.date.to_string(), what, decision);
    match &edge.note {
        Some(note) => event.why(note.get(lang)),
        None => event,
    }
}

/// The name of an heir, with its shares where it takes a part.
fn heir_text(register: &Register, edge: &LineageEdge, heir: &Heir, lang: Lang) -> String {
    let name = title(register, &heir.id, edge.date, lang);
    let shares: Vec<String> = heir
        .shares
        .iter()
        .map(|(variable, share)| format!("{} {} %", variable_name(variable, lang), decimal(share * 100.0, 2, lang)))
        .collect();
    if shares.is_empty() { name } else { format!("{name} ({})", shares.join("; ")) }
}

/// What people call a variable of shares.
pub(super) fn variable_name(variable: &str, lang: Lang) -> String {
    match variable {
        chiso_model::agency::POPULATION => say(lang, "variable-population"),
        chiso_model::agency::AREA => say(lang, "variable-area"),
        other => other.to_owned(),
    }
}
