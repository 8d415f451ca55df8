//! `/{lang}/agencies/{id}/new`: a new agency below another.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::agency::{Agency, AgencyKind, CodeSystem, Register, Validity};
use chiso_model::{Date, Lang};
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};

use super::fact::kind_of;
use super::limits::measured;
use super::preview::{Place, to_preview};
use super::{Id, day_of, find, name_of};
use crate::agencies::Change;
use crate::agencies::fact::free_id;
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{State, form_to};
use crate::words::say;

/// `GET /{lang}/agencies/{id}/new`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
) -> Result<Response, PageError> {
    let parent = open(&reader, &caller, &desk, &id)?;
    place(&reader, &caller, &parent).form(&blank(&reader, &caller, &parent), StatusCode::OK)
}

/// `POST /{lang}/agencies/{id}/new`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id)): Id,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let parent = open(&reader, &caller, &desk, &id)?;
    let form = blank(&reader, &caller, &parent).fill(&fields);
    let change = change(&desk.register(), &parent, &fields, caller.day);
    place(&reader, &caller, &parent).decide(&desk, &fields, change, form).await
}

fn open(reader: &Reader, caller: &Caller, desk: &Desk, id: &str) -> Result<Agency, PageError> {
    let parent = find(reader, desk, id)?;
    desk.may_in(caller, Action::Create, Resource::Agency, &parent.id).map_err(|refusal| refusal.page(reader))?;
    Ok(parent)
}

fn place<'a>(reader: &'a Reader, caller: &'a Caller, parent: &'a Agency) -> Place<'a> {
    let rest = format!("/agencies/{}/new", parent.id);
    Place { reader, caller, agency: parent, rest, title: say(reader.lang, "agency-new"), done: "said-agency-added" }
}

fn change(register: &Register, parent: &Agency, fields: &Fields, today: Date) -> Result<Change, Refusal> {
    measured(fields)?;
    let name = name_of(fields, "name", "name_en")?;
    let kind = kind_of(fields)?;
    let day = day_of(fields, "from", today)?;
    let gso = fields.get("gso");
    let id = free_id(register, &name.vi, gso, Some(&parent.id), day)
        .ok_or_else(|| Refusal::field("name", "Tên phải có chữ hoặc số.", "The name must have letters or digits."))?;
    let mut agency = Agency::new(id, kind, name, Validity::since(day)).below(parent.id.clone());
    for (field, system) in [("gso", CodeSystem::GSO), ("h26", CodeSystem::H26), ("local", CodeSystem::LOCAL)] {
        if !fields.get(field).is_empty() {
            agency = agency.with_code(system, fields.get(field));
        }
    }
    Ok(Change::of(vec![agency]))
}

fn blank(reader: &Reader, caller: &Caller, parent: &Agency) -> Form {
    let lang = reader.lang;
    let above = parent.kind_on(caller.day);
    let kinds = AgencyKind::ALL.iter().filter(|kind| kind.fits_under(above));
    let kinds = kinds.map(|kind| Choice::new(kind.id(), kind.name().get(lang))).collect();
    let code = |name: &'static str, system: &CodeSystem| {
        Field::text(lang, name, system.name().get(lang)).short().limit(60).autocomplete("off").optional()
    };
    let form = form_to(reader, caller, &format!("/agencies/{}/new", parent.id))
        .field(Field::text(lang, "name", say(lang, "agency-name-vi")).limit(300).autocomplete("off"))
        .field(Field::text(lang, "name_en", say(lang, "agency-name-en")).limit(300).autocomplete("off").optional())
        .field(Field::select(lang, "kind", say(lang, "agency-kind"), Some(say(lang, "choose")), kinds))
        .field(code("gso", &CodeSystem::GSO))
        .field(code("h26", &CodeSystem::H26).hint(say(lang, "agency-h26-hint")))
        .field(code("local", &CodeSystem::LOCAL))
        .field(Field::day(lang, "from", say(lang, "agency-from-day")).value(chiso_model::day(caller.day, Lang::Vi)));
    to_preview(reader, parent, form)
}
