//! `/{lang}/journal`

use std::sync::Arc;

use axum::extract::{Path, Query};
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::{Date, Lang, decimal};
use chiso_store::{Entry, JournalFilter};
use chiso_web::parts::{
    Cell, Choice, Column, Definitions, Empty, Event, Inbox, Panel, Row, Table, TableQuery, Timeline, read_day,
};
use chiso_web::{Caller, Gate, PageError, Reader, Routes, tell};

use super::entries::{Choices, PAGE, Page, Wanted};
use super::{fields, told};
use crate::desk::Desk;
use crate::download::TableFile;
use crate::moment;
use crate::refusal::Refusal;
use crate::sheet::{Pairs, Sheet, State, at};
use crate::words::say;

/// Address of the journal after the language.
const JOURNAL: &str = "/journal";
/// The filter that says whether entries of the system are shown, and the value that says so.
const SYSTEM: &str = "system";
const SHOWN: &str = "shown";
/// Most entries of one file; narrower filters give the rest.
const FILE: usize = 100_000;

/// Routes of the journal.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    Routes::new().page("/{lang}/journal", Gate::Needs(Resource::Journal, Action::See), page).page(
        "/{lang}/journal/list/{file}",
        Gate::Needs(Resource::Journal, Action::Export),
        file,
    )
}

/// `GET /{lang}/journal?who=&act=&about=&q=&request=&system=&from=&to=&before=&open=`
async fn page(reader: Reader, caller: Caller, State(desk): State, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let query = TableQuery::of(&pairs);
    let found = desk.journal_page(&caller, Action::See, wanted(&query), PAGE).await.map_err(refused)?;
    let choices = desk.journal_choices(&caller).await.map_err(refused)?;
    let base = at(&reader, JOURNAL);
    let mut open = found.entries.iter().find(|entry| entry.seq.to_string() == query.open).cloned();
    if let (None, Ok(number)) = (&open, query.open.parse::<i64>()) {
        // A link to an entry holds wherever the list begins.
        let filter = JournalFilter { before_seq: number.checked_add(1), ..JournalFilter::default() };
        let one = Wanted { filter, ..Wanted::default() };
        let page = desk.journal_page(&caller, Action::See, one, 1).await.map_err(refused)?;
        open = page.entries.into_iter().find(|entry| entry.seq == number);
    }
    let panel = open.map(|entry| panel(&reader, &entry, &found, query.address(&base, |query| query.open.clear())));
    let mut table = table(lang, &base, &query, &found, choices);
    if anywhere(&caller.actor, Action::Export, Resource::Journal) {
        let file = query.address(&at(&reader, "/journal/list/journal.csv"), |query| query.open.clear());
        table = table.download("CSV", file);
    }
    let mut lead = vec![say(lang, "journal-lead")];
    if found.too_many {
        lead.push(say(lang, "journal-too-many"));
    }
    if found.hidden > 0 {
        lead.push(tell!(lang, "journal-hidden", count = decimal(found.hidden as f64, 0, lang)));
    }
    let mut sheet = Sheet::new(&reader, query.address(JOURNAL, |_| ()), say(lang, "journal-title"))
        .within(JOURNAL)
        .lead(lead.join(" "))
        .part(&Inbox::new(lang, table, panel));
    let turned = |before: Option<i64>| {
        query.address(JOURNAL, |query| {
            query.open.clear();
            query.others.retain(|(name, _)| name != "before");
            query.others.extend(before.map(|before| ("before".to_owned(), before.to_string())));
        })
    };
    if found.hidden > 0 {
        let shown = query.address(JOURNAL, |query| query.others.push((SYSTEM.to_owned(), SHOWN.to_owned())));
        sheet = sheet.button(say(lang, "journal-show-system"), &shown);
    }
    if !query.filter("before").is_empty() {
        sheet = sheet.button(say(lang, "journal-newest"), &turned(None));
    }
    if found.next.is_some() {
        sheet = sheet.button(say(lang, "journal-older"), &turned(found.next));
    }
    sheet.show()
}

/// `GET /{lang}/journal/list/journal.csv`, with the filters of the page.
async fn file(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Path((_, file)): Path<(String, String)>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    if file != "journal.csv" {
        return Err(refused(Refusal::Hidden));
    }
    let mut wanted = wanted(&TableQuery::of(&pairs));
    wanted.filter.before_seq = None;
    let found = desk.journal_page(&caller, Action::Export, wanted, FILE).await.map_err(refused)?;
    let head = [
        "journal-number",
        "journal-when",
        "journal-who",
        "journal-what",
        "journal-about",
        "journal-key",
        "journal-operation",
        "journal-why",
        "journal-before",
        "journal-after",
        "journal-request",
        "journal-hash",
    ];
    let rows = found.entries.iter().map(|entry| {
        vec![
            entry.seq.to_string(),
            moment::machine(entry.recorded),
            found.names.of(&entry.actor, lang),
            told::act(lang, &entry.act),
            told::about(lang, &entry.about),
            entry.row_key.clone(),
            told::operation(lang, &entry.operation).to_owned(),
            entry.reason.clone().unwrap_or_default(),
            entry.before.clone().unwrap_or_default(),
            entry.after.clone().unwrap_or_default(),
            entry.request.clone().unwrap_or_default(),
            chiso_model::hex(&entry.hash),
        ]
    });
    let table = TableFile {
        name: format!("{}-{}", lang.pick("nhat-ky", "journal"), caller.day),
        head: head.iter().map(|key| say(lang, key)).collect(),
        rows: rows.collect(),
    };
    table.answer("csv").map_err(refused)
}

fn wanted(query: &TableQuery) -> Wanted {
    let day = |name: &str| read_day(query.filter(name));
    let filter = JournalFilter {
        before_seq: query.filter("before").parse().ok(),
        actor: query.filter("who").to_owned(),
        about: query.filter("about").to_owned(),
        act: query.filter("act").to_owned(),
        request: query.filter("request").trim().to_owned(),
        from: day("from").map(moment::first_of),
        to: day("to").and_then(|day: Date| day.tomorrow().ok()).map(moment::first_of),
        ..JournalFilter::default()
    };
    Wanted { filter, text: query.text.clone(), hide_system: query.filter(SYSTEM) != SHOWN }
}

fn table(lang: Lang, base: &str, query: &TableQuery, found: &Page, choices: Choices) -> Table {
    let people = choices.people.into_iter().map(|(id, name)| Choice::new(id, name)).collect();
    let acts = choices.acts.into_iter().map(|act| Choice::new(act.clone(), told::act(lang, &act))).collect();
    let abouts =
        choices.abouts.into_iter().map(|about| Choice::new(about.clone(), told::about(lang, &about))).collect();
    let rows: Vec<Row> = found
        .entries
        .iter()
        .map(|entry| {
            Row::new(vec![
                Cell::text(entry.seq.to_string()),
                Cell::text(moment::minute(entry.recorded, lang)),
                Cell::text(found.names.of(&entry.actor, lang)),
                Cell::text(told::act(lang, &entry.act)),
                Cell::text(format!("{} · {}", told::about(lang, &entry.about), short(&entry.row_key))),
                match &entry.reason {
                    Some(reason) => Cell::text(reason.clone()),
                    None => Cell::None("–".to_owned()),
                },
            ])
            .opens(entry.seq.to_string())
        })
        .collect();
    let count = rows.len();
    Table::new(lang, "journal", say(lang, "journal-title"), base, query.clone())
        .columns(vec![
            Column::text(say(lang, "journal-number")).short(),
            Column::text(say(lang, "journal-when")).short(),
            Column::text(say(lang, "journal-who")),
            Column::text(say(lang, "journal-what")),
            Column::text(say(lang, "journal-about")),
            Column::text(say(lang, "journal-why")),
        ])
        .find(say(lang, "journal-find"))
        .filter("who", say(lang, "journal-who"), say(lang, "journal-anybody"), people)
        .filter("act", say(lang, "journal-what"), say(lang, "journal-anything"), acts)
        .filter("about", say(lang, "journal-about"), say(lang, "journal-anything"), abouts)
        .filter(
            SYSTEM,
            say(lang, "journal-system"),
            say(lang, "journal-system-hidden"),
            vec![Choice::new(SHOWN, say(lang, "journal-system-shown"))],
        )
        .filter_text("request", say(lang, "journal-request"))
        .filter_day("from", say(lang, "journal-from"))
        .filter_day("to", say(lang, "journal-to"))
        .page_rows(PAGE)
        .rows(rows, count)
        .empty(Empty::new(say(lang, "journal-empty"), say(lang, "journal-empty-text")))
}

/// The beginning of a long key; the whole one stands in the panel.
fn short(key: &str) -> String {
    if key.chars().count() <= 24 { key.to_owned() } else { key.chars().take(12).chain(['…']).collect() }
}

fn panel(reader: &Reader, entry: &Entry, found: &Page, close: String) -> Panel {
    let lang = reader.lang;
    let mut facts = Definitions::new()
        .line(say(lang, "journal-about"), told::about(lang, &entry.about))
        .line(say(lang, "journal-key"), entry.row_key.clone())
        .line(say(lang, "journal-request"), entry.request.clone().unwrap_or_else(|| "–".to_owned()));
    if let Some(request) = &entry.request {
        let same = TableQuery::of(&[("request".to_owned(), request.clone()), (SYSTEM.to_owned(), SHOWN.to_owned())]);
        facts = facts.change(say(lang, "journal-same-request"), same.address(&at(reader, JOURNAL), |_| ()));
    }
    let facts = facts.line(say(lang, "journal-hash"), chiso_model::hex(&entry.hash));
    let what = format!("{} ({})", told::act(lang, &entry.act), told::operation(lang, &entry.operation));
    let who = found.names.of(&entry.actor, lang);
    let event = Event::new(moment::minute(entry.recorded, lang), moment::machine(entry.recorded), what, who);
    let event = match &entry.reason {
        Some(reason) => event.why(reason.as_str()),
        None => event,
    };
    let event = told::changes(lang, entry.before.as_deref(), entry.after.as_deref()).into_iter().fold(
        event,
        |event, (name, before, after)| match fields::name(lang, &name) {
            Some(told) => event.change(told, before, after),
            None => event.change_in_code(name, before, after),
        },
    );
    Panel::new(format!("{} {}", say(lang, "journal-entry"), entry.seq), close)
        .part(&Timeline::new(vec![event]))
        .part(&facts)
}
