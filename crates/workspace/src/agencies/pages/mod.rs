//! Pages of agencies.

mod download;
mod entered;
mod event;
mod fact;
mod limits;
mod list;
mod mend;
mod new;
mod one;
mod preview;
mod tables;

use std::sync::Arc;

use axum::extract::Path;
use chiso_access::{Action, Resource};
use chiso_model::agency::{Agency, AgencyId};
use chiso_model::{Date, Text};
use chiso_web::parts::read_day;
use chiso_web::{Fields, Gate, PageError, Reader, Routes};

use crate::desk::Desk;
use crate::refusal::Refusal;

/// Address of the list after the language.
const AGENCIES: &str = "/agencies";

/// The language and the id in the address.
type Id = Path<(String, String)>;
/// The language, the id and one more word in the address.
type IdAnd = Path<(String, String, String)>;

/// Routes of agencies.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    let create = Gate::Needs(Resource::Agency, Action::Create);
    let change = Gate::Needs(Resource::Agency, Action::Change);
    let happen = Gate::Needs(Resource::Lineage, Action::Create);
    let take_back = Gate::Needs(Resource::Lineage, Action::Remove);
    Routes::new()
        .page("/{lang}/agencies", Gate::SignedIn, list::page)
        .page("/{lang}/agencies/list/{file}", Gate::SignedIn, download::file)
        .page("/{lang}/agencies/{id}", Gate::SignedIn, one::page)
        .page("/{lang}/agencies/{id}/new", create, new::page)
        .form("/{lang}/agencies/{id}/new", create, new::send)
        .page("/{lang}/agencies/{id}/facts/{fact}", change, fact::page)
        .form("/{lang}/agencies/{id}/facts/{fact}", change, fact::send)
        .page("/{lang}/agencies/{id}/events/{event}", happen, event::page)
        .form("/{lang}/agencies/{id}/events/{event}", happen, event::send)
        .page("/{lang}/agencies/{id}/lineage/{event}", Gate::SignedIn, entered::page)
        .page("/{lang}/agencies/{id}/lineage/{event}/decision", happen, mend::decision)
        .form("/{lang}/agencies/{id}/lineage/{event}/decision", happen, mend::correct)
        .page("/{lang}/agencies/{id}/lineage/{event}/take-back", take_back, mend::question)
        .form("/{lang}/agencies/{id}/lineage/{event}/take-back", take_back, mend::take_back)
}

/// The agency in the address.
fn find(reader: &Reader, desk: &Desk, id: &str) -> Result<Agency, PageError> {
    let id = AgencyId::new(id).ok();
    let register = desk.register();
    id.and_then(|id| register.get(&id).cloned()).ok_or_else(|| Refusal::Hidden.page(reader))
}

/// The day of a field, which must be there and not far ahead of today.
fn day_of(fields: &Fields, name: &'static str, today: Date) -> Result<Date, Refusal> {
    let day = read_day(fields.get(name)).ok_or_else(|| {
        Refusal::field(name, "Hãy nhập ngày có thật, ví dụ 01/07/2025.", "Enter a real day, for example 01/07/2025.")
    })?;
    limits::not_far_ahead(day, name, today)
}

/// A text of a field, which must be there.
fn wanted(fields: &Fields, name: &'static str, vi: &str, en: &str) -> Result<String, Refusal> {
    match fields.get(name) {
        "" => Err(Refusal::field(name, vi, en)),
        text => Ok(text.to_owned()),
    }
}

/// The name in two fields: Vietnamese, which must be there, and English.
fn name_of(fields: &Fields, vi: &'static str, en: &str) -> Result<Text, Refusal> {
    let name = wanted(fields, vi, "Hãy nhập tên đầy đủ bằng tiếng Việt.", "Enter the full name in Vietnamese.")?;
    let english = Some(fields.get(en)).filter(|text| !text.is_empty()).map(str::to_owned);
    Ok(Text { vi: name, en: english })
}

/// A name that an agency does not have already on a day.
fn another(name: Text, agency: &Agency, day: Date) -> Result<Text, Refusal> {
    if agency.name_on(day).text == name {
        return Err(Refusal::field(
            "name",
            "Cơ quan đã mang đúng tên này vào ngày đó. Hãy nhập tên khác.",
            "The agency has this very name on that day. Enter another.",
        ));
    }
    Ok(name)
}

/// A text, where there is one.
fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}
