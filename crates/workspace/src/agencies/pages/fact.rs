//! `/{lang}/agencies/{id}/facts/{fact}`: something new about an agency from a day on.

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::agency::{Agency, AgencyId, AgencyKind, AgencyOnDay, Code, CodeSystem, Register};
use chiso_model::{Date, Lang};
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, fold};

use super::limits::measured;
use super::preview::{Place, to_preview};
use super::{IdAnd, another, day_of, find, name_of, wanted};
use crate::agencies::choose::Choosable;
use crate::agencies::{Change, Fact};
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{State, form_to};
use crate::words::say;

/// What of an agency is new.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Name,
    Kind,
    Parent,
    Code,
    Alias,
}

impl What {
    fn of(id: &str) -> Option<What> {
        match id {
            "name" => Some(What::Name),
            "kind" => Some(What::Kind),
            "parent" => Some(What::Parent),
            "code" => Some(What::Code),
            "alias" => Some(What::Alias),
            _ => None,
        }
    }

    fn title(self, lang: Lang) -> String {
        match self {
            What::Name => say(lang, "fact-name"),
            What::Kind => say(lang, "fact-kind"),
            What::Parent => say(lang, "fact-parent"),
            What::Code => say(lang, "fact-code"),
            What::Alias => say(lang, "fact-alias"),
        }
    }
}

/// `GET /{lang}/agencies/{id}/facts/{fact}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, what)): IdAnd,
) -> Result<Response, PageError> {
    let (agency, kind) = open(&reader, &caller, &desk, &id, &what)?;
    let form = blank(&reader, &caller, &parents(&desk, reader.lang, &caller, &agency), &agency, kind, &what);
    place(&reader, &caller, &agency, kind, &what).form(&form, StatusCode::OK)
}

/// `POST /{lang}/agencies/{id}/facts/{fact}`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, what)): IdAnd,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (agency, kind) = open(&reader, &caller, &desk, &id, &what)?;
    let register = desk.register();
    let parents = parents(&desk, reader.lang, &caller, &agency);
    let (fields, unclear) = parents.settle(fields, "parent");
    let form = blank(&reader, &caller, &parents, &agency, kind, &what).fill(&fields);
    let place = place(&reader, &caller, &agency, kind, &what);
    if let Some(unclear) = unclear {
        return place.form(&unclear.ask(form), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let change = change(&register, &agency, kind, &fields, caller.day);
    place.decide(&desk, &fields, change, form).await
}

fn open(reader: &Reader, caller: &Caller, desk: &Desk, id: &str, what: &str) -> Result<(Agency, What), PageError> {
    let kind = What::of(what).ok_or_else(|| Refusal::Hidden.page(reader))?;
    let agency = find(reader, desk, id)?;
    desk.may_in(caller, Action::Change, Resource::Agency, &agency.id).map_err(|refusal| refusal.page(reader))?;
    Ok((agency, kind))
}

fn place<'a>(reader: &'a Reader, caller: &'a Caller, agency: &'a Agency, kind: What, what: &str) -> Place<'a> {
    let rest = format!("/agencies/{}/facts/{what}", agency.id);
    Place { reader, caller, agency, rest, title: kind.title(reader.lang), done: "said-agency-changed" }
}

fn change(register: &Register, agency: &Agency, kind: What, fields: &Fields, today: Date) -> Result<Change, Refusal> {
    measured(fields)?;
    let day = day_of(fields, "from", today)?;
    let fact = match kind {
        What::Name => Fact::Name(another(name_of(fields, "name", "name_en")?, agency, day)?),
        What::Kind => Fact::Kind(kind_of(fields)?),
        What::Parent => Fact::Parent(parent_of(fields)?),
        What::Code => {
            let code = wanted(
                fields,
                "code",
                "Hãy nhập mã, giữ các số 0 ở đầu.",
                "Enter the code, with its zeros at the beginning.",
            )?;
            let system = match fields.get("system") {
                "" => CodeSystem::GSO,
                system => CodeSystem::new(system),
            };
            Fact::Code(Code::new(system, code))
        }
        What::Alias => Fact::Alias(wanted(fields, "alias", "Hãy nhập tên gọi khác.", "Enter the other name.")?),
    };
    Ok(fact.change(register, &agency.id, day))
}

/// The kind in a form.
pub(super) fn kind_of(fields: &Fields) -> Result<AgencyKind, Refusal> {
    AgencyKind::from_id(fields.get("kind")).ok_or_else(|| Refusal::field("kind", "Hãy chọn loại.", "Choose a kind."))
}

/// The parent in a form.
pub(super) fn parent_of(fields: &Fields) -> Result<AgencyId, Refusal> {
    AgencyId::new(fields.get("parent"))
        .map_err(|_| Refusal::field("parent", "Hãy chọn cơ quan cấp trên.", "Choose the agency above."))
}

/// A field to choose a kind.
pub(super) fn kind_field(lang: Lang, chosen: Option<AgencyKind>) -> Field {
    let kinds =
        AgencyKind::ALL.iter().map(|kind| Choice::new(kind.id(), kind.name().get(lang)).chosen(chosen == Some(*kind)));
    Field::select(lang, "kind", say(lang, "agency-kind"), Some(say(lang, "choose")), kinds.collect())
}

/// What an agency of a kind may stand below, the highest first.
pub(super) fn parents(desk: &Desk, lang: Lang, caller: &Caller, agency: &Agency) -> Choosable {
    let register = desk.register();
    let kind = agency.kind_on(caller.day);
    let mut above: Vec<_> = register
        .at(caller.day)
        .filter(|other| other.id() != &agency.id && kind.fits_under(other.kind))
        .filter(|other| !register.is_within(other.id(), &agency.id, caller.day))
        .collect();
    above.sort_by_cached_key(|other| (other.level, fold::key(other.title(lang))));
    let named = |other: &AgencyOnDay<'_>| {
        (other.id().to_string(), format!("{} – {}", other.title(lang), other.kind.name().get(lang)))
    };
    let among = above.iter().map(named).collect();
    Choosable::new(desk.register(), caller.day, lang, among)
}

/// A field to choose what an agency stands below.
pub(super) fn parent_field(lang: Lang, parents: &Choosable) -> Field {
    parents.field("parent", say(lang, "agency-parent"), say(lang, "choose")).hint(say(lang, "agency-parent-hint"))
}

fn blank(reader: &Reader, caller: &Caller, parents: &Choosable, agency: &Agency, kind: What, what: &str) -> Form {
    let lang = reader.lang;
    let form = form_to(reader, caller, &format!("/agencies/{}/facts/{what}", agency.id));
    let now = agency.name_on(caller.day).text.clone();
    let form = match kind {
        What::Name => form
            .field(Field::text(lang, "name", say(lang, "agency-name-vi")).value(now.vi).limit(300).autocomplete("off"))
            .field(
                Field::text(lang, "name_en", say(lang, "agency-name-en"))
                    .value(now.en.unwrap_or_default())
                    .limit(300)
                    .autocomplete("off")
                    .optional(),
            ),
        What::Kind => form.field(kind_field(lang, Some(agency.kind_on(caller.day)))),
        What::Parent => form.field(parent_field(lang, parents)),
        What::Code => {
            let systems = CodeSystem::KNOWN.iter().map(|system| Choice::new(system.id(), system.name().get(lang)));
            form.field(Field::radios(lang, "system", say(lang, "agency-code-system"), systems.collect()).value("gso"))
                .field(
                    Field::text(lang, "code", say(lang, "agency-code"))
                        .hint(say(lang, "agency-code-hint"))
                        .short()
                        .limit(60)
                        .autocomplete("off"),
                )
        }
        What::Alias => form.field(
            Field::text(lang, "alias", say(lang, "agency-alias"))
                .hint(say(lang, "agency-alias-hint"))
                .limit(300)
                .autocomplete("off"),
        ),
    };
    let form = form
        .field(Field::day(lang, "from", say(lang, "agency-from-day")).value(chiso_model::day(caller.day, Lang::Vi)));
    to_preview(reader, agency, form)
}
