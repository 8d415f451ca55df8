//! `/{lang}/imports`: what was taken in.

use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, anywhere};
use chiso_model::{Lang, decimal};
use chiso_store::imports::FileImport;
use chiso_web::parts::{Cell, Choice, Column, Empty, PAGE_ROWS, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold};

use super::trial::badge;
use super::{IMPORTS, Kind};
use crate::moment;
use crate::refusal::Refusal;
use crate::sheet::{Links, Pairs, Sheet, State, at};
use crate::words::say;

/// `GET /{lang}/imports?q=&kind=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |error| Refusal::Store(error).page(&reader);
    let query = TableQuery::of(&pairs);
    let names = desk.names().await.map_err(refused)?;
    let mut found = desk.imports(&caller).await.map_err(refused)?;
    let wanted = query.filter("kind");
    found.retain(|import| wanted.is_empty() || import.kind == wanted);
    found.retain(|import| fold::finds(&query.text, &format!("{} {}", import.name, names.of(&import.made_by, lang))));
    let total = found.len();
    let rows = found.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|import| {
        Row::new(vec![
            Cell::text(import.name.clone()),
            Cell::text(kind_name(import, lang)),
            Cell::text(counts(import, lang)),
            Cell::text(moment::minute(import.created, lang)),
            Cell::text(names.of(&import.made_by, lang)),
            badge(&reader, import.withdrawn.is_some()).into(),
        ])
        .to(at(&reader, &format!("/imports/{}", import.id)))
    });
    let ways: Vec<(&str, String)> = Kind::ALL
        .into_iter()
        .filter(|kind| anywhere(&caller.actor, Action::Create, kind.resource()))
        .map(|kind| {
            let key = match kind {
                Kind::Agencies => "import-new-agencies",
                Kind::Lineage => "import-new-lineage",
                Kind::Results => "import-new-results",
                Kind::Weights => "import-new-weights",
            };
            (key, kind.new_rest())
        })
        .collect();
    let ways: Vec<(&str, &str)> = ways.iter().map(|(key, rest)| (*key, rest.as_str())).collect();
    let kinds = Kind::ALL.into_iter().map(|kind| Choice::new(kind.id(), kind.name(lang))).collect();
    let mut empty = Empty::new(say(lang, "imports-empty"), say(lang, "imports-empty-text"));
    if let Some((key, rest)) = ways.first() {
        empty = empty.first(say(lang, key), at(&reader, rest));
    }
    let rest = query.address(IMPORTS, |_| ());
    let table = Table::new(lang, "imports", say(lang, "imports-title"), at(&reader, IMPORTS), query)
        .columns(vec![
            Column::text(say(lang, "import-file")),
            Column::text(say(lang, "import-holds-what")),
            Column::text(say(lang, "import-counts")),
            Column::text(say(lang, "import-when")).short(),
            Column::text(say(lang, "import-who")),
            Column::text(say(lang, "import-state")),
        ])
        .rows(rows.collect(), total)
        .find(say(lang, "imports-find"))
        .filter("kind", say(lang, "import-holds-what"), say(lang, "imports-any-kind"), kinds)
        .empty(empty);
    let mut sheet = Sheet::new(&reader, rest, say(lang, "imports-title"))
        .within(IMPORTS)
        .lead(say(lang, "imports-lead"))
        .said(&pairs);
    if !ways.is_empty() {
        sheet = sheet.part(&Links::of(&reader, &ways));
    }
    sheet.part(&table).show()
}

/// What an import held, in words.
pub(super) fn kind_name(import: &FileImport, lang: Lang) -> String {
    Kind::of(&import.kind).map_or_else(|| import.kind.clone(), |kind| kind.name(lang))
}

/// How many rows did what, in words.
pub(super) fn counts(import: &FileImport, lang: Lang) -> String {
    let named = [
        ("agencies", lang.pick("thêm hoặc đổi", "added or changed")),
        ("events", lang.pick("sự kiện", "events")),
        ("unchanged", lang.pick("không đổi", "unchanged")),
        ("figures", lang.pick("số liệu", "figures")),
        ("weights", lang.pick("quyền số", "weights")),
    ];
    let counts = named.into_iter().filter_map(|(key, word)| {
        let count = import.counts.get(key)?.as_u64()?;
        Some(format!("{} {word}", decimal(count as f64, 0, lang)))
    });
    let variable = import.counts.get("variable").and_then(serde_json::Value::as_str).map(str::to_owned);
    counts.chain(variable).collect::<Vec<_>>().join(", ")
}
