//! `/{lang}/agencies/{id}/events/{event}`: merging, splitting, renaming, moving, dissolving.

use std::collections::BTreeMap;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::agency::{
    AREA, Agency, AgencyId, AgencyKind, Code, CodeSystem, LineageKind, POPULATION, Register, RegisterProblem,
};
use chiso_model::{Date, Lang, Text};
use chiso_web::parts::{Choice, Field, Form};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader, tell};

use super::fact::{kind_field, parent_field, parent_of, parents};
use super::limits::{self, measured};
use super::preview::{Place, to_preview};
use super::tables::variable_name;
use super::{IdAnd, another, day_of, find, name_of, some};
use crate::agencies::change::told;
use crate::agencies::choose::Choosable;
use crate::agencies::fact::free_id;
use crate::agencies::find::meant;
use crate::agencies::{Change, Event, Newcomer};
use crate::desk::Desk;
use crate::refusal::Refusal;
use crate::sheet::{State, form_to};
use crate::words::say;

/// Parts that a form of splitting has room for; more are entered one after the other.
const PARTS: [[&str; 4]; 6] = [
    ["name1", "name_en1", "gso1", "share1"],
    ["name2", "name_en2", "gso2", "share2"],
    ["name3", "name_en3", "gso3", "share3"],
    ["name4", "name_en4", "gso4", "share4"],
    ["name5", "name_en5", "gso5", "share5"],
    ["name6", "name_en6", "gso6", "share6"],
];

/// `GET /{lang}/agencies/{id}/events/{event}`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, event)): IdAnd,
) -> Result<Response, PageError> {
    let (agency, kind) = open(&reader, &caller, &desk, &id, &event)?;
    let form = blank(&reader, &caller, &parents(&desk, reader.lang, &caller, &agency), &agency, kind);
    place(&reader, &caller, &agency, kind).form(&form, StatusCode::OK)
}

/// `POST /{lang}/agencies/{id}/events/{event}`
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, id, event)): IdAnd,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let (agency, kind) = open(&reader, &caller, &desk, &id, &event)?;
    let register = desk.register();
    let parents = parents(&desk, reader.lang, &caller, &agency);
    let (fields, unclear) = parents.settle(fields, "parent");
    let form = blank(&reader, &caller, &parents, &agency, kind).fill(&fields);
    let place = place(&reader, &caller, &agency, kind);
    if let Some(unclear) = unclear {
        return place.form(&unclear.ask(form), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let change = change(&register, &agency, kind, &fields, &caller, reader.lang);
    place.decide(&desk, &fields, change, form).await
}

fn open(
    reader: &Reader,
    caller: &Caller,
    desk: &Desk,
    id: &str,
    event: &str,
) -> Result<(Agency, LineageKind), PageError> {
    // A new agency is entered below the one it stands below.
    let kind = LineageKind::from_id(event).filter(|kind| *kind != LineageKind::Create);
    let kind = kind.ok_or_else(|| Refusal::Hidden.page(reader))?;
    let agency = find(reader, desk, id)?;
    desk.may_in(caller, Action::Create, Resource::Lineage, &agency.id).map_err(|refusal| refusal.page(reader))?;
    Ok((agency, kind))
}

fn title(kind: LineageKind, lang: Lang) -> String {
    match kind {
        LineageKind::Merge => say(lang, "event-merge"),
        LineageKind::Split => say(lang, "event-split"),
        LineageKind::Rename => say(lang, "event-rename"),
        LineageKind::Move => say(lang, "event-move"),
        LineageKind::Dissolve | LineageKind::Create => say(lang, "event-dissolve"),
    }
}

fn place<'a>(reader: &'a Reader, caller: &'a Caller, agency: &'a Agency, kind: LineageKind) -> Place<'a> {
    let rest = format!("/agencies/{}/events/{}", agency.id, kind.id());
    Place { reader, caller, agency, rest, title: title(kind, reader.lang), done: "said-event-entered" }
}

fn change(
    register: &Register,
    agency: &Agency,
    kind: LineageKind,
    fields: &Fields,
    caller: &Caller,
    lang: Lang,
) -> Result<Change, Refusal> {
    measured(fields)?;
    let day = day_of(fields, "day", caller.day)?;
    let id = agency.id.clone();
    let event = match kind {
        LineageKind::Merge => merge(register, agency, fields, day)?,
        LineageKind::Split => split(register, agency, fields, day)?,
        LineageKind::Rename => {
            let kind = AgencyKind::from_id(fields.get("kind")).filter(|kind| *kind != agency.kind_on(day));
            let name = name_of(fields, "name", "name_en")?;
            let name = if kind.is_none() { another(name, agency, day)? } else { name };
            Event::Rename { agency: id, name, kind }
        }
        LineageKind::Move => Event::Move { agency: id, parent: parent_of(fields)? },
        LineageKind::Dissolve | LineageKind::Create => {
            left_empty(register, agency, day)?;
            Event::Dissolve { agency: id }
        }
    };
    let decided = kind == LineageKind::Move || !fields.get("decision").is_empty();
    if !decided {
        return Err(Refusal::field(
            "decision",
            "Hãy ghi số, ngày của quyết định hoặc nghị quyết.",
            "Give the number and date of the decision.",
        ));
    }
    // A remark is written in one language; the other then shows it as it is.
    let note = some(fields.get("note")).map(|note| match lang {
        Lang::Vi => Text { vi: note, en: None },
        Lang::En => Text { vi: note.clone(), en: Some(note) },
    });
    Ok(event.change(register, day, some(fields.get("decision")), note))
}

/// Whether nothing stands below an agency any more when it ends.
fn left_empty(register: &Register, agency: &Agency, day: Date) -> Result<(), Refusal> {
    let count = register.children(&agency.id, day).len();
    if count == 0 {
        return Ok(());
    }
    let told = Text::new(
        format!(
            "{} còn {count} đơn vị trực thuộc; hãy chuyển hoặc giải thể trước.",
            agency.title_on(day.min(agency.valid.last()), Lang::Vi)
        ),
        format!(
            "{} still has {count} units below it; move or dissolve them first.",
            agency.title_on(day.min(agency.valid.last()), Lang::En)
        ),
    );
    Err(Refusal::Fields(vec![("", told)]))
}

fn merge(register: &Register, agency: &Agency, fields: &Fields, day: Date) -> Result<Event, Refusal> {
    let eve = day.yesterday().unwrap_or(day);
    let mut from = vec![agency.id.clone()];
    for line in fields.get("others").lines().map(str::trim).filter(|line| !line.is_empty()) {
        match meant(register, line, eve) {
            Ok(found) if from.contains(found.id()) => {}
            Ok(found) => from.push(found.id().clone()),
            Err(several) => {
                return Err(not_one(line, &several.iter().map(|one| code_text(one.agency, eve)).collect::<Vec<_>>()));
            }
        }
    }
    if from.len() < 2 {
        return Err(Refusal::field(
            "others",
            "Hãy nhập ít nhất một đơn vị khác cùng hợp nhất, mỗi dòng một mã hoặc tên.",
            "Enter at least one other unit that merges, a code or name a line.",
        ));
    }
    let name = name_of(fields, "name", "name_en")?;
    let kind = AgencyKind::from_id(fields.get("kind")).unwrap_or_else(|| agency.kind_on(eve));
    let codes = codes(fields, "gso");
    let named = if fields.get("parent").is_empty() { None } else { Some(parent_of(fields)?) };
    let parent = register.parent_after_merger(&from, day, named.as_ref()).map_err(|problem| {
        let field = if matches!(problem, RegisterProblem::OtherParent { .. }) { "parent" } else { "others" };
        Refusal::Fields(vec![(field, told(&problem))])
    })?;
    let id = if fields.get("goes_on") == "yes" {
        agency.id.clone()
    } else {
        new_id(register, &name.vi, fields.get("gso"), parent.as_ref(), day, &[])?
    };
    let into = Newcomer { id, kind, name, parent, codes, shares: BTreeMap::new() };
    Ok(Event::Merge { from, into })
}

fn split(register: &Register, agency: &Agency, fields: &Fields, day: Date) -> Result<Event, Refusal> {
    let eve = day.yesterday().unwrap_or(day);
    let variable = match fields.get("variable") {
        "" => POPULATION,
        variable => variable,
    };
    let mut into: Vec<Newcomer> = Vec::new();
    let mut sum = 0.0;
    for (number, [name, name_en, gso, share]) in PARTS.into_iter().enumerate() {
        if fields.get(name).is_empty() {
            continue;
        }
        let text = name_of(fields, name, name_en)?;
        let shares = match fields.get(share) {
            "" => BTreeMap::new(),
            written => {
                let part = percent(written).ok_or_else(|| bad_share(share))?;
                sum += part;
                BTreeMap::from([(variable.to_owned(), part / 100.0)])
            }
        };
        let taken: Vec<AgencyId> = into.iter().map(|one| one.id.clone()).collect();
        let id = if number == 0 && fields.get("goes_on") == "yes" {
            agency.id.clone()
        } else {
            new_id(register, &text.vi, fields.get(gso), agency.parent_on(eve), day, &taken)?
        };
        into.push(Newcomer {
            id,
            kind: agency.kind_on(eve),
            name: text,
            parent: agency.parent_on(eve).cloned(),
            codes: codes(fields, gso),
            shares,
        });
    }
    if into.len() < 2 {
        return Err(Refusal::field("name2", "Hãy nhập ít nhất hai đơn vị.", "Enter at least two units."));
    }
    let shared = into.iter().filter(|one| !one.shares.is_empty()).count();
    if shared > 0 && (shared < into.len() || (sum - 100.0).abs() > 0.01) {
        return Err(Refusal::field(
            "share1",
            "Tỷ lệ phải ghi cho mọi đơn vị và cộng lại bằng 100 %; hoặc để trống tất cả.",
            "Shares must be given for every unit and come to 100 %; or leave all blank.",
        ));
    }
    Ok(Event::Split { from: agency.id.clone(), into })
}

fn not_one(line: &str, several: &[String]) -> Refusal {
    let (vi, en) = if several.is_empty() {
        (
            format!("Không có đơn vị nào mang mã hoặc tên “{line}” vào ngày trước đó."),
            format!("No unit had the code or name “{line}” on the day before."),
        )
    } else {
        let codes = several.join(", ");
        (
            format!("Có nhiều đơn vị tên “{line}” ({codes}). Hãy ghi mã."),
            format!("Several units are called “{line}” ({codes}). Give the code."),
        )
    };
    Refusal::Fields(vec![("others", Text::new(vi, en))])
}

fn code_text(agency: &Agency, day: Date) -> String {
    agency.codes_on(day).next().map_or_else(|| agency.id.as_str().to_owned(), |code| code.code.clone())
}

fn codes(fields: &Fields, gso: &str) -> Vec<Code> {
    some(fields.get(gso)).map(|code| Code::new(CodeSystem::GSO, code)).into_iter().collect()
}

/// An id that neither the register nor this form has.
fn new_id(
    register: &Register,
    name: &str,
    gso: &str,
    parent: Option<&AgencyId>,
    day: Date,
    taken: &[AgencyId],
) -> Result<AgencyId, Refusal> {
    free_id(register, name, gso, parent, day).filter(|id| !taken.contains(id)).ok_or_else(|| {
        Refusal::whole(
            "Hai đơn vị mới không được cùng tên và mã. Hãy ghi mã cho từng đơn vị.",
            "Two new units may not have one name and code. Give a code to each.",
        )
    })
}

/// A share as people write it: `33,5`, `33.5`, `33,5 %`.
fn percent(text: &str) -> Option<f64> {
    let text = text.trim().trim_end_matches('%').trim().replace(',', ".");
    let digits = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    text.parse::<f64>().ok().filter(|share| digits && *share > 0.0 && *share <= 100.0)
}

fn bad_share(field: &'static str) -> Refusal {
    Refusal::field(field, "Hãy nhập tỷ lệ phần trăm, ví dụ 33,5.", "Enter a share in per cent, for example 33.5.")
}

fn blank(reader: &Reader, caller: &Caller, parents: &Choosable, agency: &Agency, kind: LineageKind) -> Form {
    let lang = reader.lang;
    let name = agency.name_on(caller.day).text.clone();
    let own = agency.title_on(caller.day, lang).to_owned();
    let text = |name: &'static str, key: String| Field::text(lang, name, key).limit(300).autocomplete("off");
    let form = form_to(reader, caller, &format!("/agencies/{}/events/{}", agency.id, kind.id()))
        .field(Field::day(lang, "day", say(lang, "event-day")).value(chiso_model::day(caller.day, Lang::Vi)));
    let form = match kind {
        LineageKind::Merge => form
            .field(Field::area(lang, "others", say(lang, "event-others"), 4).hint(say(lang, "event-others-hint")))
            .section(say(lang, "event-result"), say(lang, "event-merge-children"))
            .field(Field::single_box(lang, "goes_on", tell!(lang, "event-goes-on", name = own), false))
            .field(text("name", say(lang, "agency-name-vi")).value(name.vi))
            .field(text("name_en", say(lang, "agency-name-en")).value(name.en.unwrap_or_default()).optional())
            .field(kind_field(lang, Some(agency.kind_on(caller.day))))
            .field(parent_field(lang, parents).hint(say(lang, "event-merge-parent-hint")).optional())
            .field(text("gso", CodeSystem::GSO.name().get(lang).to_owned()).short().optional()),
        LineageKind::Split => split_fields(form, lang, &own),
        LineageKind::Rename => form
            .field(text("name", say(lang, "agency-name-vi")).value(name.vi))
            .field(text("name_en", say(lang, "agency-name-en")).value(name.en.unwrap_or_default()).optional())
            .field(kind_field(lang, Some(agency.kind_on(caller.day)))),
        LineageKind::Move => form.field(parent_field(lang, parents)),
        LineageKind::Dissolve | LineageKind::Create => form,
    };
    let decision =
        text("decision", say(lang, "event-decision")).hint(say(lang, "event-decision-hint")).limit(limits::DECISION);
    let form = form
        .section(say(lang, "event-decided"), "")
        .field(if kind == LineageKind::Move { decision.optional() } else { decision })
        .field(
            Field::area(lang, "note", say(lang, "event-note"), 2)
                .limit(limits::NOTE)
                .hint(say(lang, "event-note-hint"))
                .optional(),
        );
    to_preview(reader, agency, form)
}

fn split_fields(form: Form, lang: Lang, own: &str) -> Form {
    let variables = [POPULATION, AREA].map(|variable| Choice::new(variable, variable_name(variable, lang)));
    let form = form
        .section(say(lang, "event-split-result"), say(lang, "event-split-children"))
        .field(
            Field::radios(lang, "variable", say(lang, "event-variable"), variables.to_vec())
                .hint(say(lang, "event-variable-hint"))
                .value(POPULATION),
        )
        .field(Field::single_box(lang, "goes_on", tell!(lang, "event-first-goes-on", name = own), false));
    PARTS.into_iter().enumerate().fold(form, |form, (number, [name, name_en, gso, share])| {
        let form = form.section(tell!(lang, "event-part", number = (number + 1).to_string()), "");
        let optional = |field: Field| if number < 2 { field } else { field.optional() };
        form.field(optional(Field::text(lang, name, say(lang, "agency-name-vi")).limit(300).autocomplete("off")))
            .field(Field::text(lang, name_en, say(lang, "agency-name-en")).limit(300).autocomplete("off").optional())
            .field(Field::text(lang, gso, CodeSystem::GSO.name().get(lang)).short().autocomplete("off").optional())
            .field(Field::number(lang, share, say(lang, "event-share"), "%").optional())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_people_write_them() {
        for (text, share) in [
            ("33,5", Some(33.5)),
            ("33.5 %", Some(33.5)),
            ("100%", Some(100.0)),
            ("0", None),
            ("101", None),
            ("-5", None),
            ("1e1", None),
            ("nửa", None),
            ("", None),
        ] {
            assert_eq!(percent(text), share, "{text}");
        }
    }
}
