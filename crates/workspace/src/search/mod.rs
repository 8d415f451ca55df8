//! `/{lang}/find`: what the box on top of every workspace page finds: agencies, people one may see, imports.

use std::sync::Arc;

use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, Resource, anywhere};
use chiso_model::agency::AgencyOnDay;
use chiso_web::parts::{Cell, Column, Row, Table, TableQuery};
use chiso_web::{Caller, Gate, PageError, Reader, Routes, fold, tell};

use crate::agencies::{AgencyFilter, title};
use crate::desk::Desk;
use crate::moment;
use crate::people::PeopleFilter;
use crate::refusal::Refusal;
use crate::sheet::{Links, Pairs, Sheet, State, at};
use crate::words::say;

/// Most of a group that are shown; the list of the group shows all.
const SHOWN: usize = 10;

/// Routes of the search.
pub(crate) fn routes() -> Routes<Arc<Desk>> {
    Routes::new().page("/{lang}/find", Gate::SignedIn, page)
}

/// `GET /{lang}/find?q=`
async fn page(reader: Reader, caller: Caller, State(desk): State, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let wanted = TableQuery::of(&pairs).text;
    let query: String = form_urlencoded::byte_serialize(wanted.as_bytes()).collect();
    let groups = if wanted.is_empty() { Vec::new() } else { groups(&reader, &caller, &desk, &wanted).await? };
    let total: usize = groups.iter().map(|group| group.total).sum();
    let lead = match (wanted.is_empty(), total) {
        (true, _) => say(lang, "find-ask"),
        (false, 0) => tell!(lang, "find-nothing", wanted = wanted.as_str()),
        (false, total) => tell!(lang, "find-lead", wanted = wanted.as_str(), count = total.to_string()),
    };
    let rest = if query.is_empty() { "/find".to_owned() } else { format!("/find?q={query}") };
    let mut sheet = Sheet::new(&reader, rest, say(lang, "find-title")).lead(lead);
    for group in groups.into_iter().filter(|group| group.total > 0) {
        let count = group.rows.len();
        let table = Table::new(lang, group.id, group.title.clone(), "", TableQuery::of(&[]))
            .columns(group.columns)
            .rows(group.rows, count);
        sheet = sheet.section(group.title, &table);
        if group.total > count {
            let all = format!("{}?q={query}", group.list);
            sheet = sheet.part(&Links::of(&reader, &[("find-all", all.as_str())]));
        }
    }
    if total == 0 && !wanted.is_empty() {
        let public = format!("/search?q={query}");
        sheet = sheet.part(&Links::of(&reader, &[("find-public", public.as_str())]));
    }
    sheet.show()
}

/// Things of one kind that were found.
struct Group {
    id: &'static str,
    title: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    total: usize,
    /// Address of the list of the kind after the language.
    list: &'static str,
}

async fn groups(reader: &Reader, caller: &Caller, desk: &Desk, wanted: &str) -> Result<Vec<Group>, PageError> {
    let mut groups = vec![agencies(reader, caller, desk, wanted)];
    if anywhere(&caller.actor, Action::See, Resource::Person) {
        groups.push(people(reader, caller, desk, wanted).await.map_err(|refusal| refusal.page(reader))?);
    }
    if anywhere(&caller.actor, Action::See, Resource::AgencyImport) {
        groups.push(imports(reader, caller, desk, wanted).await.map_err(|refusal| refusal.page(reader))?);
    }
    Ok(groups)
}

fn agencies(reader: &Reader, caller: &Caller, desk: &Desk, wanted: &str) -> Group {
    let lang = reader.lang;
    let register = desk.register();
    let filter = AgencyFilter { words: wanted.to_owned(), ..AgencyFilter::default() };
    let mut found = filter.find(&register, caller.day);
    // A name that begins so comes before one that has the letters somewhere; the higher level first.
    let folded = fold::fold(wanted);
    let rank = |agency: &AgencyOnDay<'_>| {
        let name = fold::fold(agency.title(lang));
        (name != folded, !name.starts_with(&folded), agency.level, name)
    };
    found.sort_by_cached_key(rank);
    let total = found.len();
    let rows = found.iter().take(SHOWN).map(|agency| {
        let above = agency.parent.map(|id| title(&register, id, caller.day, lang));
        Row::new(vec![
            Cell::text(agency.title(lang)),
            Cell::text(agency.kind.name().get(lang)),
            above.map_or_else(|| Cell::None("–".to_owned()), Cell::text),
        ])
        .to(at(reader, &format!("/agencies/{}", agency.id())))
    });
    Group {
        id: "found-agencies",
        title: say(lang, "agencies-title"),
        columns: vec![
            Column::text(say(lang, "agency-name")),
            Column::text(say(lang, "agency-kind")),
            Column::text(say(lang, "agency-parent")),
        ],
        rows: rows.collect(),
        total,
        list: "/agencies",
    }
}

async fn people(reader: &Reader, caller: &Caller, desk: &Desk, wanted: &str) -> Result<Group, Refusal> {
    let lang = reader.lang;
    let filter = PeopleFilter { words: wanted.to_owned(), ..PeopleFilter::default() };
    let found = desk.people(caller, filter).await?;
    let total = found.len();
    let rows = found.iter().take(SHOWN).map(|person| {
        let mail = person.account.as_ref().map(|account| Cell::text(account.mail.clone()));
        Row::new(vec![Cell::text(person.name.clone()), mail.unwrap_or_else(|| Cell::None("–".to_owned()))])
            .to(at(reader, &format!("/people/{}", person.id)))
    });
    Ok(Group {
        id: "found-people",
        title: say(lang, "people-title"),
        columns: vec![Column::text(say(lang, "person-name")), Column::text(say(lang, "person-mail"))],
        rows: rows.collect(),
        total,
        list: "/people",
    })
}

async fn imports(reader: &Reader, caller: &Caller, desk: &Desk, wanted: &str) -> Result<Group, Refusal> {
    let lang = reader.lang;
    let mut found = desk.imports(caller).await?;
    found.retain(|import| fold::finds(wanted, &import.name));
    let total = found.len();
    let rows = found.iter().take(SHOWN).map(|import| {
        Row::new(vec![Cell::text(import.name.clone()), Cell::text(moment::minute(import.created, lang))])
            .to(at(reader, &format!("/imports/{}", import.id)))
    });
    Ok(Group {
        id: "found-imports",
        title: say(lang, "imports-title"),
        columns: vec![Column::text(say(lang, "import-file")), Column::text(say(lang, "import-when"))],
        rows: rows.collect(),
        total,
        list: "/imports",
    })
}
