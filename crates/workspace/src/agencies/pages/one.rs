//! `/{lang}/agencies/{id}`: one agency, everything that ever held of it, and what may be done with it.

use axum::extract::{Path, Query};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::Date;
use chiso_model::agency::{Agency, AgencyOnDay, Register};
use chiso_web::parts::{Cell, Column, Definitions, Empty, Flash, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold, tell};

use super::tables::{codes, facts_table, family, when};
use super::{AGENCIES, Id, find};
use crate::agencies::title;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Links, Pairs, Sheet, State, at};
use crate::words::say;

/// `GET /{lang}/agencies/{id}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let agency = find(&reader, &desk, &id)?;
    let register = desk.register();
    // One that has ended is shown as on its last day, one to come as on its first.
    let day = caller.day.max(agency.valid.first()).min(agency.valid.last());
    let here = format!("/agencies/{}", agency.id);
    let mut sheet = Sheet::new(&reader, here.clone(), agency.title_on(day, lang))
        .within(AGENCIES)
        .under(say(lang, "agencies-title"), AGENCIES)
        .under(agency.title_on(day, lang), &here)
        .lead(lead(&register, &agency, day, &reader))
        .said(&pairs);
    if !agency.exists_on(caller.day) {
        let key = if agency.valid.first() > caller.day { "agency-to-come" } else { "agency-ended" };
        let text = if key == "agency-ended" { say(lang, "agency-ended") } else { say(lang, "agency-to-come") };
        if pairs.is_empty() {
            sheet = sheet.flash(Flash::warning(text));
        }
    }
    sheet = sheet.part(&about(&reader, &register, &agency, day));
    sheet = sheet.section(say(lang, "agency-facts"), &facts_table(&reader, &register, &agency));
    let events = family(&reader, &register, &agency.id);
    let has_events = register
        .edges()
        .iter()
        .any(|edge| edge.from.contains(&agency.id) || edge.to.iter().any(|heir| heir.id == agency.id));
    if has_events {
        sheet = sheet.section(say(lang, "agency-lineage"), &events);
    }
    let ways = ways(&desk, &caller, &agency, &here);
    if !ways.is_empty() {
        let ways: Vec<(&str, &str)> = ways.iter().map(|(key, rest)| (*key, rest.as_str())).collect();
        sheet = sheet.section(say(lang, "agency-ways"), &Links::of(&reader, &ways));
    }
    let query = TableQuery::of(&pairs);
    if !register.children(&agency.id, day).is_empty() {
        sheet = sheet.section(say(lang, "agency-children"), &children(&reader, &register, &agency, day, query));
    }
    sheet.show()
}

fn lead(register: &Register, agency: &Agency, day: Date, reader: &Reader) -> String {
    let lang = reader.lang;
    let kind = agency.kind_on(day).name().get(lang).to_owned();
    match agency.parent_on(day) {
        Some(parent) => tell!(lang, "agency-lead", kind = kind, parent = title(register, parent, day, lang)),
        None => kind,
    }
}

fn about(reader: &Reader, register: &Register, agency: &Agency, day: Date) -> Definitions {
    let lang = reader.lang;
    let mut about = Definitions::new().line(say(lang, "agency-days"), when(agency.valid, lang));
    for code in agency.codes_on(day) {
        about = about.line(code.system.name().get(lang), code.code.as_str());
    }
    let above = register.ancestors(&agency.id, day);
    if let Some(parent) = above.first() {
        let names: Vec<&str> = above.iter().map(|above| above.title(lang)).collect();
        about = about
            .line(say(lang, "agency-above"), names.join(" · "))
            .change(say(lang, "agency-to-parent"), at(reader, &format!("/agencies/{}", parent.id())));
    }
    if let Some(note) = &agency.note {
        about = about.line(say(lang, "agency-note"), note.get(lang));
    }
    if let Some(source) = &agency.source {
        about = about.line(say(lang, "agency-source"), source.get(lang));
    }
    about
}

fn children(reader: &Reader, register: &Register, agency: &Agency, day: Date, query: TableQuery) -> Table {
    let lang = reader.lang;
    let mut below: Vec<AgencyOnDay<'_>> = register.children(&agency.id, day);
    below.retain(|child| fold::finds(&query.text, &format!("{} {}", child.title(lang), codes(child))));
    below.sort_by_cached_key(|child| (child.kind, fold::key(child.title(lang))));
    let total = below.len();
    let rows = below.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|child| {
        let codes = codes(child);
        Row::new(vec![
            Cell::text(child.title(lang)),
            Cell::text(child.kind.name().get(lang)),
            if codes.is_empty() { Cell::None("–".to_owned()) } else { Cell::text(codes) },
        ])
        .to(at(reader, &format!("/agencies/{}", child.id())))
    });
    let base = at(reader, &format!("/agencies/{}", agency.id));
    let table = Table::new(lang, "children", say(lang, "agency-children"), base, query)
        .columns(vec![
            Column::text(say(lang, "agency-name")),
            Column::text(say(lang, "agency-kind")),
            Column::text(say(lang, "agency-codes")),
        ])
        .rows(rows.collect(), total)
        .empty(Empty::new(say(lang, "agencies-empty"), say(lang, "agencies-empty-text")));
    if total > 10 { table.find(say(lang, "agencies-find")) } else { table }
}

/// What a caller may do, in the order in which it is done most. A second factor is asked for on the way.
fn ways(desk: &Desk, caller: &Caller, agency: &Agency, here: &str) -> Vec<(&'static str, String)> {
    let may = |action, resource| {
        matches!(desk.may_in(caller, action, resource, &agency.id), Ok(()) | Err(Refusal::SecondFactor))
    };
    let mut ways = Vec::new();
    if may(Action::Create, Resource::Agency) && agency.exists_on(caller.day) {
        ways.push(("agency-new", format!("{here}/new")));
    }
    if may(Action::Change, Resource::Agency) {
        ways.push(("fact-name", format!("{here}/facts/name")));
        ways.push(("fact-code", format!("{here}/facts/code")));
        ways.push(("fact-alias", format!("{here}/facts/alias")));
        ways.push(("fact-kind", format!("{here}/facts/kind")));
        ways.push(("fact-parent", format!("{here}/facts/parent")));
    }
    if may(Action::Create, Resource::Lineage) && agency.valid.to.is_none() {
        ways.push(("event-merge", format!("{here}/events/merge")));
        ways.push(("event-split", format!("{here}/events/split")));
        ways.push(("event-rename", format!("{here}/events/rename")));
        ways.push(("event-move", format!("{here}/events/move")));
        ways.push(("event-dissolve", format!("{here}/events/dissolve")));
    }
    if anywhere(&caller.actor, Action::See, Resource::Journal) {
        ways.push(("agency-journal", format!("/journal?system=shown&q={}", agency.id)));
    }
    ways
}
