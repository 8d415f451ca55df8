//! `/{lang}/agencies`: who there is on a day.

use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::agency::{AgencyKind, AgencyOnDay, Level, Register};
use chiso_model::{Date, Lang, decimal};
use chiso_web::parts::{
    Cell, Choice, Column, Definitions, Empty, Flash, Inbox, KeyFacts, PAGE_ROWS, Panel, Row, Table, TableQuery,
    read_day,
};
use chiso_web::{Caller, PageError, Reader, fold, tell};

use super::AGENCIES;
use super::tables::{codes, family};
use crate::agencies::{AgencyFilter, title};
use crate::sheet::{Pairs, Sheet, State, at};
use crate::words::say;

/// What an address asks for.
pub(super) fn asked(query: &TableQuery, caller: &Caller) -> (AgencyFilter, Date) {
    let filter = AgencyFilter {
        words: query.text.clone(),
        kind: query.filter("kind").to_owned(),
        level: query.filter("level").to_owned(),
        within: query.filter("within").to_owned(),
    };
    (filter, read_day(query.filter("day")).unwrap_or(caller.day))
}

/// `GET /{lang}/agencies?q=&kind=&level=&within=&day=&open=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let query = TableQuery::of(&pairs);
    let register = desk.register();
    let (filter, day) = asked(&query, &caller);
    let mut found = filter.find(&register, day);
    sort(&mut found, &register, &query, lang);
    let base = at(&reader, AGENCIES);
    let open = register.at(day).find(|agency| agency.id().as_str() == query.open);
    let panel = open.map(|agency| panel(&reader, &register, &agency, &query));
    let mut counts = KeyFacts::default();
    for level in [Level::Province, Level::Commune, Level::Department, Level::Ministry] {
        let count = found.iter().filter(|agency| agency.level == level).count();
        if count > 0 {
            counts.push(level.name().get(lang), decimal(count as f64, 0, lang), "");
        }
    }
    let total = found.len();
    let rows = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|agency| row(&register, agency, lang));
    let table = table(&reader, &register, day, &query).rows(rows.collect(), total);
    let rest = query.address(AGENCIES, |_| ());
    let mut sheet = Sheet::new(&reader, rest, say(lang, "agencies-title"))
        .within(AGENCIES)
        .lead(tell!(lang, "agencies-lead", day = chiso_model::day(day, lang), count = decimal(total as f64, 0, lang)))
        .said(&pairs);
    if !query.filter("day").is_empty() && read_day(query.filter("day")).is_none() {
        sheet = sheet.flash(Flash::warning(say(lang, "agencies-day-wrong")));
    }
    if anywhere(&caller.actor, Action::Create, Resource::AgencyImport) {
        sheet = sheet.button(say(lang, "agencies-import"), "/imports/agencies/new");
    }
    if counts.facts.len() > 1 {
        sheet = sheet.part(&counts);
    }
    sheet.part(&Inbox::new(lang, table.empty(empty(&reader, &base)), panel)).show()
}

fn sort(found: &mut [AgencyOnDay<'_>], register: &Register, query: &TableQuery, lang: Lang) {
    match query.sort.as_str() {
        "kind" => found.sort_by_cached_key(|agency| (agency.kind, fold::key(agency.title(lang)))),
        "parent" => found.sort_by_cached_key(|agency| {
            let parent = agency.parent.map(|id| title(register, id, agency.day, lang)).unwrap_or_default();
            (fold::key(&parent), fold::key(agency.title(lang)))
        }),
        "since" => found.sort_by_key(|agency| agency.agency.valid.first()),
        _ => found.sort_by_cached_key(|agency| fold::key(agency.title(lang))),
    }
    if query.reversed {
        found.reverse();
    }
}

fn row(register: &Register, agency: &AgencyOnDay<'_>, lang: Lang) -> Row {
    let none = || Cell::None("–".to_owned());
    let codes = codes(agency);
    Row::new(vec![
        Cell::text(agency.title(lang)),
        Cell::text(agency.kind.name().get(lang)),
        if codes.is_empty() { none() } else { Cell::text(codes) },
        agency.parent.map_or_else(none, |id| Cell::text(title(register, id, agency.day, lang))),
        Cell::text(agency.agency.valid.text(lang)),
    ])
    .opens(agency.id().as_str())
}

fn table(reader: &Reader, register: &Register, day: Date, query: &TableQuery) -> Table {
    let lang = reader.lang;
    let base = at(reader, AGENCIES);
    let kinds = AgencyKind::ALL.iter().map(|kind| Choice::new(kind.id(), kind.name().get(lang))).collect();
    let levels = Level::ALL.iter().map(|level| Choice::new(level.id(), level.name().get(lang))).collect();
    let mut provinces: Vec<AgencyOnDay<'_>> =
        register.at(day).filter(|agency| agency.level == Level::Province).collect();
    provinces.sort_by_cached_key(|agency| fold::key(agency.title(lang)));
    let provinces = provinces.iter().map(|agency| Choice::new(agency.id().as_str(), agency.title(lang))).collect();
    let (by, reversed) = match query.sort.as_str() {
        "" => ("name".to_owned(), query.reversed),
        sort => (sort.to_owned(), query.reversed),
    };
    let file = |extension: &str| {
        query.address(&at(reader, &format!("/agencies/list/agencies.{extension}")), |query| {
            query.open.clear();
            query.page = 1;
        })
    };
    let (csv, xlsx) = (file("csv"), file("xlsx"));
    Table::new(lang, "agencies", say(lang, "agencies-title"), base, query.clone())
        .columns(vec![
            Column::text(say(lang, "agency-name")).sorts("name"),
            Column::text(say(lang, "agency-kind")).sorts("kind"),
            Column::text(say(lang, "agency-codes")),
            Column::text(say(lang, "agency-parent")).sorts("parent"),
            Column::text(say(lang, "agency-days")).sorts("since").short(),
        ])
        .sorted_by(by, reversed)
        .find(say(lang, "agencies-find"))
        .filter("within", say(lang, "agencies-within"), say(lang, "agencies-anywhere"), provinces)
        .filter("level", say(lang, "agencies-level"), say(lang, "agencies-any-level"), levels)
        .filter("kind", say(lang, "agency-kind"), say(lang, "agencies-any-kind"), kinds)
        .filter_day("day", say(lang, "agencies-day"))
        .download("CSV", csv)
        .download("Excel", xlsx)
}

fn empty(reader: &Reader, base: &str) -> Empty {
    let lang = reader.lang;
    Empty::new(say(lang, "agencies-empty"), say(lang, "agencies-empty-text")).first(say(lang, "agencies-today"), base)
}

fn panel(reader: &Reader, register: &Register, agency: &AgencyOnDay<'_>, query: &TableQuery) -> Panel {
    let lang = reader.lang;
    let close = query.address(&at(reader, AGENCIES), |query| query.open.clear());
    let above: Vec<&str> = register.ancestors(agency.id(), agency.day).iter().map(|above| above.title(lang)).collect();
    let mut facts = Definitions::new()
        .line(say(lang, "agency-kind"), agency.kind.name().get(lang))
        .line(say(lang, "agencies-level"), agency.level.name().get(lang))
        .line(say(lang, "agency-above"), if above.is_empty() { "–".to_owned() } else { above.join(" · ") });
    for code in &agency.codes {
        facts = facts.line(code.system.name().get(lang), code.code.as_str());
    }
    let below = register.children(agency.id(), agency.day).len();
    facts = facts
        .line(say(lang, "agency-days"), agency.agency.valid.text(lang))
        .line(say(lang, "agency-below"), decimal(below as f64, 0, lang));
    Panel::new(agency.title(lang), close)
        .part(&facts)
        .part(&family(reader, register, agency.id()))
        .full(at(reader, &format!("/agencies/{}", agency.id())))
}
