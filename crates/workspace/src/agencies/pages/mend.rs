//! `/{lang}/agencies/{id}/lineage/{event}/…`: correcting the decision of an event, and taking back one that was entered by mistake.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::Action;
use chiso_model::agency::{Agency, LineageEdge};
use chiso_web::parts::{Field, Flash, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};

use super::entered::{address, open};
use super::limits::{self, measured};
use super::preview::Place;
use super::{IdAnd, wanted};
use crate::agencies::change::over_event;
use crate::agencies::take_back::correct as corrected;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{State, at, form_to};
use crate::words::say;

/// `GET /{lang}/agencies/{id}/lineage/{event}/decision`
pub(super) async fn decision(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, name)): IdAnd,
) -> Result<Response, PageError> {
    let (agency, event) = open_for(&reader, &caller, &desk, &id, &name, Action::Create)?;
    let form = decision_form(&reader, &caller, &agency, &event);
    decision_place(&reader, &caller, &agency, &event).form(&form, StatusCode::OK)
}

/// `POST /{lang}/agencies/{id}/lineage/{event}/decision`
pub(super) async fn correct(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, name)): IdAnd,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (agency, event) = open_for(&reader, &caller, &desk, &id, &name, Action::Create)?;
    let form = decision_form(&reader, &caller, &agency, &event).fill(&fields);
    let change = with_reason(&fields).and_then(|()| corrected(&event, fields.get("decision")));
    decision_place(&reader, &caller, &agency, &event).decide(&desk, &fields, change, form).await
}

/// `GET /{lang}/agencies/{id}/lineage/{event}/take-back`
pub(super) async fn question(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, name)): IdAnd,
) -> Result<Response, PageError> {
    let (agency, event) = open_for(&reader, &caller, &desk, &id, &name, Action::Remove)?;
    let place = take_back_place(&reader, &caller, &agency, &event);
    match desk.plan_take_back(&event).await {
        Ok(_) => place.form(&take_back_form(&reader, &caller, &agency, &event), StatusCode::OK),
        // Whoever cannot do it is told why before giving a reason.
        Err(Refusal::Fields(problems)) => {
            let told: Vec<&str> = problems.iter().map(|(_, text)| text.get(reader.lang)).collect();
            let back = address(&agency.id, &event);
            place.sheet().flash(Flash::warning(told.join(" "))).button(say(reader.lang, "event-see"), &back).show()
        }
        Err(refusal) => Err(refusal.page(&reader)),
    }
}

/// `POST /{lang}/agencies/{id}/lineage/{event}/take-back`
pub(super) async fn take_back(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, name)): IdAnd,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (agency, event) = open_for(&reader, &caller, &desk, &id, &name, Action::Remove)?;
    let form = take_back_form(&reader, &caller, &agency, &event).fill(&fields);
    let change = match with_reason(&fields) {
        Ok(()) => desk.plan_take_back(&event).await,
        Err(refusal) => Err(refusal),
    };
    take_back_place(&reader, &caller, &agency, &event).decide(&desk, &fields, change, form).await
}

fn open_for(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    id: &str,
    name: &str,
    action: Action,
) -> Result<(Agency, LineageEdge), PageError> {
    let (agency, event) = open(reader, desk, id, name)?;
    over_event(caller, &desk.register(), &event, action).map_err(|refusal| refusal.page(reader))?;
    Ok((agency, event))
}

/// What was recorded is mended only with a reason.
fn with_reason(fields: &Fields) -> Result<(), Refusal> {
    measured(fields)?;
    wanted(fields, "reason", "Hãy ghi lý do.", "Give the reason.").map(|_| ())
}

fn decision_place<'a>(reader: &'a Reader, caller: &'a Caller, agency: &'a Agency, event: &LineageEdge) -> Place<'a> {
    let (rest, title) =
        (format!("{}/decision", address(&agency.id, event)), say(reader.lang, "event-decision-correct"));
    Place { reader, caller, agency, rest, title, done: "said-event-corrected" }
}

fn take_back_place<'a>(reader: &'a Reader, caller: &'a Caller, agency: &'a Agency, event: &LineageEdge) -> Place<'a> {
    let (rest, title) = (format!("{}/take-back", address(&agency.id, event)), say(reader.lang, "event-take-back"));
    Place { reader, caller, agency, rest, title, done: "said-event-taken-back" }
}

fn decision_form(reader: &Reader, caller: &Caller, agency: &Agency, event: &LineageEdge) -> Form {
    let lang = reader.lang;
    let here = address(&agency.id, event);
    let decision = Field::text(lang, "decision", say(lang, "event-decision"))
        .hint(say(lang, "event-decision-hint"))
        .limit(limits::DECISION)
        .autocomplete("off")
        .value(event.decision.clone().unwrap_or_default());
    form_to(reader, caller, &format!("{here}/decision"))
        .field(decision)
        .field(reason(reader))
        .submit(say(lang, "preview-see"))
        .cancel(say(lang, "cancel"), at(reader, &here))
}

fn take_back_form(reader: &Reader, caller: &Caller, agency: &Agency, event: &LineageEdge) -> Form {
    let lang = reader.lang;
    let here = address(&agency.id, event);
    form_to(reader, caller, &format!("{here}/take-back"))
        .section(say(lang, "event-take-back-what"), say(lang, "event-take-back-hint"))
        .field(reason(reader))
        .submit(say(lang, "preview-see"))
        .cancel(say(lang, "cancel"), at(reader, &here))
}

fn reason(reader: &Reader) -> Field {
    Field::area(reader.lang, "reason", say(reader.lang, "reason"), 2)
        .limit(limits::NOTE)
        .hint(say(reader.lang, "reason-hint"))
}
