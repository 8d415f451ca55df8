//! `/{lang}/surveys/{survey}/sheets/hand-out`: choosing a group and people in it; then, once, those of them who get sheets, for whoever carries the sheets to them. No page that can be
//! looked at again tells who has answered.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_survey::campaign::Mode;
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, PAGE_ROWS, Question, Row, Table, TableQuery};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at, form_to};

use super::kept::{mode_id, mode_of, modes};
use super::{sheets_address, sheets_sheet};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{say, say_with};

const REST: &str = "/hand-out";

/// People that stand on the page to be ticked; of more, all or none are chosen.
const LISTED: usize = 1_000;

pub(super) fn mode_title(mode: Mode, reader: &Reader) -> String {
    say(reader.lang, if mode == Mode::Phone { "sheets-by-phone" } else { "sheets-on-paper" })
}

fn called(invitee: &Invitee, reader: &Reader) -> String {
    let known = invitee.name.as_ref().or(invitee.phone.as_ref()).or(invitee.mail.as_ref());
    known.map_or_else(|| say(reader.lang, "people-forgotten"), Clone::clone)
}

/// `GET`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let query = TableQuery::of(&pairs);
    match surveys.group_row(&held, query.filter("group"), reader.lang).await.map_err(refused)? {
        None => groups(&surveys, &reader, &held, query).await,
        Some(group) => {
            let people = surveys.can_be_chosen(&held, &group.id, caller.now_us).await.map_err(refused)?;
            let form = form(&reader, &caller, &held, &group, &people);
            choose(&surveys, &reader, &held, &group, &form, StatusCode::OK).await
        }
    }
}

/// The groups, to choose one.
async fn groups(surveys: &Surveys, reader: &Reader, held: &Held, query: TableQuery) -> Result<Response, PageError> {
    let lang = reader.lang;
    let groups = surveys.groups_called(held, lang).await.map_err(|refusal| refusal.page(reader))?;
    let wanted = query.text.to_lowercase();
    let found: Vec<&SurveyGroup> =
        groups.iter().filter(|group| wanted.is_empty() || group.label.to_lowercase().contains(&wanted)).collect();
    let row = |group: &&SurveyGroup| {
        let href = at(reader, &sheets_address(held, &format!("{REST}?group={}", group.id)));
        Row::new(vec![Cell::text(&group.label), Cell::text(group.people.to_string())]).to(href)
    };
    let rows = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(row).collect();
    let empty = Empty::new(say(lang, "people-nobody"), say(lang, "people-nobody-help"));
    let table = Table::new(lang, "groups", say(lang, "people-groups"), at(reader, &sheets_address(held, REST)), query)
        .columns(vec![Column::text(say(lang, "people-group")), Column::number(say(lang, "people-invited"))])
        .rows(rows, found.len())
        .find(say(lang, "sheets-find-group"))
        .empty(empty);
    sheets_sheet(reader, held, REST, say(lang, "sheets-hand-out"))
        .lead(say(lang, "sheets-hand-out-lead"))
        .part(&table)
        .show()
}

fn form(reader: &Reader, caller: &Caller, held: &Held, group: &SurveyGroup, people: &[Invitee]) -> Form {
    let lang = reader.lang;
    let ways = modes(held);
    let ways = ways.iter().map(|mode| Choice::new(mode_id(*mode), mode_title(*mode, reader)).chosen(ways.len() == 1));
    let mut form = form_to(reader, caller, &sheets_address(held, REST))
        .hidden("group", &group.id)
        .field(Field::radios(lang, "mode", say(lang, "sheets-how"), ways.collect()))
        .field(Field::single_box(lang, "all", say(lang, "sheets-all"), false));
    if people.len() <= LISTED {
        let person = |invitee: &Invitee| {
            let reached =
                [&invitee.phone, &invitee.mail].into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ");
            Choice::new(&invitee.id, called(invitee, reader)).hint(reached)
        };
        let people = people.iter().map(person).collect();
        let least = [("least", held.campaign.setup.least.into())];
        let boxes = Field::boxes(lang, "person", say(lang, "sheets-people"), people);
        form = form.field(boxes.hint(say_with(lang, "sheets-people-hint", &least)).optional());
    }
    form.submit(say(lang, "sheets-go-on")).cancel(say(lang, "people-cancel"), at(reader, &sheets_address(held, "")))
}

async fn choose(
    surveys: &Surveys,
    reader: &Reader,
    held: &Held,
    group: &SurveyGroup,
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let sheets = surveys.sheets(&held.id).await.map_err(|refusal| refusal.page(reader))?;
    let sheets = sheets.iter().filter(|row| row.handed_to == group.id).count();
    let told = [("group", group.label.as_str().into()), ("people", group.people.into()), ("sheets", sheets.into())];
    sheets_sheet(reader, held, REST, say(lang, "sheets-hand-out"))
        .lead(say_with(lang, "sheets-group-lead", &told))
        .secret()
        .status(status)
        .form(form)
        .show()
}

/// `POST`: what was chosen, asked about once more; then done.
pub(super) async fn send(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let group = surveys.group_row(&held, fields.get("group"), lang).await.map_err(refused)?;
    let group = group.ok_or_else(|| refused(Refusal::Hidden))?;
    let people = surveys.can_be_chosen(&held, &group.id, caller.now_us).await.map_err(refused)?;
    let mut chosen: Vec<String> = fields.all("person").map(str::to_owned).collect();
    chosen.retain(|id| people.iter().any(|invitee| invitee.id == *id));
    chosen.sort();
    chosen.dedup();
    let chosen = if fields.has("all") { None } else { Some(&chosen[..]) };
    let again = || form(&reader, &caller, &held, &group, &people).fill(&fields);
    let Some(mode) = mode_of(fields.get("mode")) else {
        let form = again().wrong("mode", say(lang, "sheets-choose-how"));
        return choose(&surveys, &reader, &held, &group, &form, StatusCode::UNPROCESSABLE_ENTITY).await;
    };
    let done = if fields.has("sure") {
        surveys.hand_out(&caller, &held, &group.id, mode, chosen).await.map(Some)
    } else {
        surveys.may_hand_out(&caller, &held, mode, chosen.map(<[String]>::len)).map(|()| None)
    };
    match done {
        Ok(Some(people)) => handed_out(&reader, &held, &group, mode, &people),
        Ok(None) => ask(&reader, &caller, &held, &group, mode, chosen.map_or(people.len(), <[String]>::len), &fields),
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, again())?;
            choose(&surveys, &reader, &held, &group, &form, status).await
        }
    }
}

/// The page that says what handing out means, before it is done.
fn ask(
    reader: &Reader,
    caller: &Caller,
    held: &Held,
    group: &SurveyGroup,
    mode: Mode,
    chosen: usize,
    fields: &Fields,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let mut form = form_to(reader, caller, &sheets_address(held, REST)).hidden("sure", "yes");
    for (name, value) in fields.0.iter().filter(|(name, _)| ["group", "mode", "all", "person"].contains(&name.as_str()))
    {
        form = form.hidden(name, value);
    }
    let back = at(reader, &sheets_address(held, &format!("{REST}?group={}", group.id)));
    let form = form.submit(say(lang, "sheets-hand-out-do")).cancel(say(lang, "people-cancel"), back);
    let told =
        [("count", chosen.into()), ("group", group.label.as_str().into()), ("how", mode_title(mode, reader).into())];
    let title = say_with(lang, "sheets-sure", &told);
    let consequences = [
        "sheets-sure-closed",
        "sheets-sure-letters",
        "sheets-sure-nobody-keeps",
        "sheets-sure-names",
        "sheets-sure-for-good",
    ];
    let question = Question::new(title, consequences.map(|key| say_with(lang, key, &told)).into(), form);
    sheets_sheet(reader, held, REST, say(lang, "sheets-hand-out")).headed_by_part().part(&question).secret().show()
}

/// Whom sheets are carried to, as the answer to handing out: shown this once, and kept nowhere. It tells nothing of which sheet is whose.
fn handed_out(
    reader: &Reader,
    held: &Held,
    group: &SurveyGroup,
    mode: Mode,
    people: &[Invitee],
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let text = |text: &Option<String>| text.as_ref().map_or_else(|| Cell::None("–".to_owned()), Cell::text);
    let row = |invitee: &Invitee| Row::new([&invitee.name, &invitee.phone, &invitee.mail].map(text).into());
    let columns = ["people-name", "people-phone", "people-mail"];
    let base = at(reader, &sheets_address(held, REST));
    let title = say(lang, "sheets-names");
    let table = Table::new(lang, "names", title.clone(), base, TableQuery::of(&[]))
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .page_rows(people.len().max(1))
        .rows(people.iter().map(row).collect(), people.len());
    let told = [
        ("count", people.len().into()),
        ("group", group.label.as_str().into()),
        ("how", mode_title(mode, reader).into()),
    ];
    let on = ["/print", ""].map(|rest| sheets_address(held, rest));
    let [print, back] = on;
    let ways = vec![(say(lang, "sheets-print"), print), (say(lang, "sheets-title"), back)];
    sheets_sheet(reader, held, REST, title)
        .lead(say_with(lang, "sheets-names-lead", &told))
        .secret()
        .part(&table)
        .part(&Links::to(reader, ways))
        .show()
}
