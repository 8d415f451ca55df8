//! `/{lang}/keys`

use axum::extract::Query;
use axum::response::Response;
use chiso_access::{Action, KeyScope, Resource, anywhere};
use chiso_model::Lang;
use chiso_store::StoreError;
use chiso_store::keys::{ApiKey, ApiKeySeen};
use chiso_web::parts::{Badge, Cell, Column, Empty, PAGE_ROWS, Row, Shape, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader, fold};

use super::{KEYS, scope_name};
use crate::moment;
use crate::names::Names;
use crate::refusal::Refusal;
use crate::sheet::{Pairs, Sheet, State, at};
use crate::words::say;

/// How a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Holds,
    Ended,
    Revoked,
}

impl Standing {
    pub(super) fn of(key: &ApiKey, now_us: i64) -> Standing {
        match (key.revoked, key.expires) {
            (Some(_), _) => Standing::Revoked,
            (None, Some(end)) if end <= now_us => Standing::Ended,
            (None, _) => Standing::Holds,
        }
    }

    fn badge(self, lang: Lang) -> Badge {
        match self {
            Standing::Holds => Badge::new("ok", Shape::Check, say(lang, "key-holds")),
            Standing::Ended => Badge::new("", Shape::Clock, say(lang, "key-ended")),
            Standing::Revoked => Badge::new("", Shape::Square, say(lang, "key-revoked")),
        }
    }
}

/// `GET /{lang}/keys?q=`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |error: StoreError| Refusal::Store(error).page(&reader);
    let query = TableQuery::of(&pairs);
    let mut keys = desk.keys_for(&caller).await.map_err(refused)?;
    let ids: Vec<String> = keys.iter().map(|key| key.id.clone()).collect();
    let read = move |store: &mut chiso_store::Reader<'_>| -> Result<(Names, Vec<Option<i64>>), StoreError> {
        let seen = ids.into_iter().map(|id| Ok(store.get::<ApiKeySeen>(id)?.map(|seen| seen.seen)));
        let seen = seen.collect::<Result<Vec<_>, StoreError>>()?;
        Ok((Names::read(store)?, seen))
    };
    let (names, seen) = desk.store().read(read).await.map_err(refused)?;
    let seen: std::collections::BTreeMap<String, Option<i64>> =
        keys.iter().map(|key| key.id.clone()).zip(seen).collect();
    let agency =
        |key: &ApiKey| key.agency.as_deref().map_or_else(String::new, |id| desk.agency_name(id, caller.day, lang));
    keys.retain(|key| fold::finds(&query.text, &format!("{} {} {}", key.name, agency(key), key.id)));
    let total = keys.len();
    let may_revoke = anywhere(&caller.actor, Action::Remove, Resource::ApiKey);
    let rows = keys.iter().skip(query.offset(PAGE_ROWS)).take(PAGE_ROWS).map(|key| {
        let standing = Standing::of(key, caller.now_us);
        let last = key.expires.map(|end| moment::day(end - 1, lang));
        let used = seen.get(&key.id).copied().flatten();
        let way = if standing == Standing::Holds && may_revoke {
            Cell::Link(say(lang, "key-revoke"), at(&reader, &format!("/keys/{}/revoke", key.id)))
        } else {
            Cell::None("–".to_owned())
        };
        Row::new(vec![
            Cell::text(key.name.clone()),
            Cell::text(agency(key)),
            Cell::text(scopes(key, lang)),
            Cell::text(names.of(&key.made_by, lang)),
            Cell::text(last.unwrap_or_else(|| say(lang, "key-no-end"))),
            Cell::text(used.map_or_else(|| say(lang, "key-never-used"), |seen| moment::minute(seen, lang))),
            standing.badge(lang).into(),
            way,
        ])
    });
    let may_make = anywhere(&caller.actor, Action::Create, Resource::ApiKey);
    let mut empty = Empty::new(say(lang, "keys-empty"), say(lang, "keys-empty-text"));
    if may_make {
        empty = empty.first(say(lang, "key-new"), at(&reader, "/keys/new"));
    }
    let rest = query.address(KEYS, |_| ());
    let table = Table::new(lang, "keys", say(lang, "keys-title"), at(&reader, KEYS), query)
        .columns(vec![
            Column::text(say(lang, "key-name")),
            Column::text(say(lang, "key-agency")),
            Column::text(say(lang, "key-scopes")),
            Column::text(say(lang, "key-maker")),
            Column::text(say(lang, "key-until")).short(),
            Column::text(say(lang, "key-used")).short(),
            Column::text(say(lang, "import-state")),
            Column::text(say(lang, "do")),
        ])
        .rows(rows.collect(), total)
        .find(say(lang, "keys-find"))
        .empty(empty);
    let mut sheet =
        Sheet::new(&reader, rest, say(lang, "keys-title")).within(KEYS).lead(say(lang, "keys-lead")).said(&pairs);
    if may_make && total > 0 {
        sheet = sheet.button(say(lang, "key-new"), "/keys/new");
    }
    sheet.part(&table).show()
}

fn scopes(key: &ApiKey, lang: Lang) -> String {
    let ids = key.scopes.as_array().into_iter().flatten().filter_map(serde_json::Value::as_str);
    let names = ids.map(|id| KeyScope::from_id(id).map_or_else(|| id.to_owned(), |scope| scope_name(scope, lang)));
    names.collect::<Vec<_>>().join("; ")
}
