//! `/{lang}/surveys/{survey}/sheets/hand-out`: choosing a group and the people in it who get sheets; then who they are, for those who carry the sheets to them.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_store::surveys::{Invitee, SurveyGroup};
use chiso_survey::campaign::Mode;
use chiso_web::parts::{Cell, Choice, Column, Empty, Field, Form, PAGE_ROWS, Question, Row, Table, TableQuery, said};
use chiso_web::{Caller, Fields, PageError, PostedFields, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at, form_to, go};

use super::hand_out::Split;
use super::kept::{mode_id, mode_of, modes};
use super::{sheets_address, sheets_sheet};
use crate::entry::Surveys;
use crate::frame::SurveyPath;
use crate::held::Held;
use crate::words::{WORDS, say, say_with};

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
    match surveys.group_row(&held, query.filter("group")).await.map_err(refused)? {
        None => groups(&surveys, &reader, &held, query).await,
        Some(group) => {
            let split = surveys.split(&held, &group.id, caller.now_us).await.map_err(refused)?;
            choose(&reader, &held, &group, &split, &form(&reader, &caller, &held, &group, &split), StatusCode::OK)
        }
    }
}

/// The groups, to choose one.
async fn groups(surveys: &Surveys, reader: &Reader, held: &Held, query: TableQuery) -> Result<Response, PageError> {
    let lang = reader.lang;
    let groups = surveys.groups(held).await.map_err(|refusal| refusal.page(reader))?;
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

fn form(reader: &Reader, caller: &Caller, held: &Held, group: &SurveyGroup, split: &Split) -> Form {
    let lang = reader.lang;
    let ways = modes(held);
    let ways = ways.iter().map(|mode| Choice::new(mode_id(*mode), mode_title(*mode, reader)).chosen(ways.len() == 1));
    let all = say_with(lang, "sheets-all-waiting", &[("count", split.waiting.len().into())]);
    let mut form = form_to(reader, caller, &sheets_address(held, REST))
        .hidden("group", &group.id)
        .field(Field::radios(lang, "mode", say(lang, "sheets-how"), ways.collect()))
        .field(Field::single_box(lang, "all", all, false));
    if split.waiting.len() <= LISTED {
        let person = |invitee: &Invitee| {
            let reached =
                [&invitee.phone, &invitee.mail].into_iter().flatten().cloned().collect::<Vec<_>>().join(" · ");
            Choice::new(&invitee.id, called(invitee, reader)).hint(reached)
        };
        let people = split.waiting.iter().map(|one| person(&one.invitee)).collect();
        let least = [("least", held.campaign.setup.least.into())];
        let boxes = Field::boxes(lang, "person", say(lang, "sheets-people"), people);
        form = form.field(boxes.hint(say_with(lang, "sheets-people-hint", &least)).optional());
    }
    form.submit(say(lang, "sheets-go-on")).cancel(say(lang, "people-cancel"), at(reader, &sheets_address(held, "")))
}

fn choose(
    reader: &Reader,
    held: &Held,
    group: &SurveyGroup,
    split: &Split,
    form: &Form,
    status: StatusCode,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let told = [
        ("group", group.label.as_str().into()),
        ("waiting", split.waiting.len().into()),
        ("sheets", split.have_sheets().into()),
    ];
    let page = sheets_sheet(reader, held, REST, say(lang, "sheets-hand-out"))
        .lead(say_with(lang, "sheets-group-lead", &told))
        .secret();
    if split.waiting.is_empty() && status == StatusCode::OK {
        return page.part(&Empty::new(say(lang, "sheets-nobody-waits"), say(lang, "sheets-nobody-waits-help"))).show();
    }
    page.status(status).form(form).show()
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
    let group = surveys.group_row(&held, fields.get("group")).await.map_err(refused)?;
    let group = group.ok_or_else(|| refused(Refusal::Hidden))?;
    let chosen: Vec<String> = fields.all("person").map(str::to_owned).collect();
    let chosen = if fields.has("all") { None } else { Some(&chosen[..]) };
    let split = surveys.split(&held, &group.id, caller.now_us).await.map_err(refused)?;
    let again = || form(&reader, &caller, &held, &group, &split).fill(&fields);
    let Some(mode) = mode_of(fields.get("mode")) else {
        let form = again().wrong("mode", say(lang, "sheets-choose-how"));
        return choose(&reader, &held, &group, &split, &form, StatusCode::UNPROCESSABLE_ENTITY);
    };
    let done = if fields.has("sure") {
        surveys.hand_out(&caller, &held, &group.id, mode, chosen).await.map(|_| None)
    } else {
        surveys.chosen(&caller, &held, &group.id, mode, chosen).await.map(Some)
    };
    match done {
        Ok(None) => Ok(go(&said(&at(&reader, &sheets_address(&held, "")), "said-sheets-handed-out"))),
        Ok(Some(people)) => {
            let names: Vec<String> = people.iter().map(|one| called(&one.invitee, &reader)).collect();
            ask(&reader, &caller, &held, &group, mode, &names, &fields)
        }
        Err(refusal) => {
            let (status, form) = refusal.into_form(&reader, again())?;
            choose(&reader, &held, &group, &split, &form, status)
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
    names: &[String],
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
    let told = [
        ("count", names.len().into()),
        ("group", group.label.as_str().into()),
        ("how", mode_title(mode, reader).into()),
        ("names", names.join(", ").into()),
    ];
    let title = say_with(lang, "sheets-sure", &told);
    let consequences =
        ["sheets-sure-closed", "sheets-sure-letters", "sheets-sure-nobody-keeps", "sheets-sure-for-good"];
    let mut consequences: Vec<String> = consequences.map(|key| say_with(lang, key, &told)).into();
    consequences.push(say_with(lang, "sheets-sure-names", &told));
    let question = Question::new(title, consequences, form);
    sheets_sheet(reader, held, REST, say(lang, "sheets-hand-out")).headed_by_part().part(&question).secret().show()
}

/// `GET /{lang}/surveys/{survey}/sheets/names`: whom sheets are carried to, group by group, to be printed. It tells nothing of which sheet is whose, or came back.
pub(super) async fn names(
    reader: Reader,
    caller: Caller,
    State(surveys): State<Arc<Surveys>>,
    Path((_, survey)): SurveyPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let held = surveys.running_sheets(&reader, &caller, &survey).await?;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let query = TableQuery::of(&pairs);
    let rows = surveys.sheets(&held.id).await.map_err(refused)?;
    let with: BTreeSet<&str> = rows.iter().map(|row| row.handed_to.as_str()).collect();
    let groups = surveys.groups(&held).await.map_err(refused)?;
    let groups: Vec<&SurveyGroup> = groups.iter().filter(|group| with.contains(group.id.as_str())).collect();
    let chosen = groups.iter().find(|group| group.id == query.filter("group")).or(groups.first());
    let mut people = Vec::new();
    if let Some(group) = chosen {
        let split = surveys.split(&held, &group.id, caller.now_us).await.map_err(refused)?;
        for (mode, some) in split.on_paper {
            people.extend(some.into_iter().map(|one| (mode, one.invitee)));
        }
    }
    let none = || Cell::None("–".to_owned());
    let text = |text: &Option<String>| text.as_ref().map_or_else(none, Cell::text);
    let row = |(mode, invitee): &(Mode, Invitee)| {
        let cells = vec![
            text(&invitee.name),
            text(&invitee.phone),
            text(&invitee.mail),
            Cell::text(mode_title(*mode, &reader)),
        ];
        Row::new(cells)
    };
    let columns = ["people-name", "people-phone", "people-mail", "sheets-how"];
    let total = people.len();
    let choices = groups.iter().map(|group| Choice::new(&group.id, &group.label)).collect();
    let title = say(lang, "sheets-names");
    let table = Table::new(lang, "names", title.clone(), at(&reader, &sheets_address(&held, "/names")), query)
        .columns(columns.map(|key| Column::text(say(lang, key))).into())
        .page_rows(total.max(1))
        .rows(people.iter().map(row).collect(), total)
        .filter("group", say(lang, "people-group"), say(lang, "sheets-first-group"), choices)
        .empty(Empty::new(say(lang, "sheets-none"), say(lang, "sheets-none-help")));
    let mut page = sheets_sheet(&reader, &held, "/names", title).said_in(&WORDS, &pairs).secret();
    if let Some(group) = chosen {
        page = page.lead(say_with(lang, "sheets-names-lead", &[("group", group.label.as_str().into())]));
    }
    page.part(&table).show()
}
