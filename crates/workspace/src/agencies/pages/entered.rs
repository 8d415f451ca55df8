//! `/{lang}/agencies/{id}/lineage/{event}`: an event that is in the register, and what may be done where it was entered by mistake.

use axum::extract::Path;
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::agency::{Agency, AgencyId, LineageEdge};
use chiso_web::parts::Definitions;
use chiso_web::{Caller, PageError, Reader};

use super::{AGENCIES, IdAnd, find};
use crate::agencies::change::over_event;
use crate::agencies::keep::key;
use crate::agencies::title;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{Links, Sheet, State};
use crate::words::say;

/// Address of an event after the language, seen from an agency on one of its sides.
pub(super) fn address(side: &AgencyId, event: &LineageEdge) -> String {
    format!("{AGENCIES}/{side}/lineage/{}", key(event))
}

/// The event in the address, and the agency on one of its sides.
pub(super) fn open(reader: &Reader, desk: &Desk, id: &str, name: &str) -> Result<(Agency, LineageEdge), PageError> {
    let agency = find(reader, desk, id)?;
    let register = desk.register();
    let mut edges = register.edges().iter();
    let event = edges.find(|edge| sides(edge).any(|side| *side == agency.id) && key(edge) == name).cloned();
    Ok((agency, event.ok_or_else(|| Refusal::Hidden.page(reader))?))
}

fn sides(event: &LineageEdge) -> impl Iterator<Item = &AgencyId> {
    event.from.iter().chain(event.to.iter().map(|heir| &heir.id))
}

/// `GET /{lang}/agencies/{id}/lineage/{event}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, name)): IdAnd,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (agency, event) = open(&reader, &desk, &id, &name)?;
    let register = desk.register();
    let here = address(&agency.id, &event);
    let own = title(&register, &agency.id, event.date, lang);
    let names = |ids: &mut dyn Iterator<Item = &AgencyId>, day| match ids
        .map(|id| title(&register, id, day, lang))
        .collect::<Vec<_>>()
        .join(", ")
    {
        none if none.is_empty() => "–".to_owned(),
        names => names,
    };
    let eve = event.date.yesterday().unwrap_or(event.date);
    let mut told = Definitions::new()
        .line(say(lang, "event-day"), chiso_model::day(event.date, lang))
        .line(say(lang, "lineage-before"), names(&mut event.from.iter(), eve))
        .line(say(lang, "lineage-after"), names(&mut event.to.iter().map(|heir| &heir.id), event.date))
        .line(say(lang, "lineage-decision"), event.decision.clone().unwrap_or_else(|| "–".to_owned()));
    if let Some(note) = &event.note {
        told = told.line(say(lang, "agency-note"), note.get(lang));
    }
    if let Some(source) = &event.source {
        told = told.line(say(lang, "agency-source"), source.get(lang));
    }
    let may = |action| matches!(over_event(&caller, &register, &event, action), Ok(()) | Err(Refusal::SecondFactor));
    let (decision, take_back) = (format!("{here}/decision"), format!("{here}/take-back"));
    let mut ways: Vec<(&str, &str)> = Vec::new();
    if may(Action::Create) {
        ways.push(("event-decision-correct", &decision));
    }
    if may(Action::Remove) {
        ways.push(("event-take-back", &take_back));
    }
    let journal = "/journal?about=lineage";
    if anywhere(&caller.actor, Action::See, Resource::Journal) {
        ways.push(("event-journal", journal));
    }
    let sheet = Sheet::new(&reader, here.clone(), event.kind.name().get(lang))
        .within(AGENCIES)
        .under(say(lang, "agencies-title"), AGENCIES)
        .under(own, &format!("{AGENCIES}/{}", agency.id))
        .under(event.kind.name().get(lang), &here)
        .part(&told);
    if ways.is_empty() {
        sheet.show()
    } else {
        sheet.section(say(lang, "agency-ways"), &Links::of(&reader, &ways)).show()
    }
}
