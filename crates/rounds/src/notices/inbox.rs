//! `/{lang}/notices`: what one was told, the newest first.

use std::sync::Arc;

use axum::extract::{Query, State};
use axum::response::Response;
use chiso_model::{Lang, decimal};
use chiso_store::StoreError;
use chiso_store::rounds::Notice;
use chiso_web::parts::{
    Badge, Cell, Choice, Column, Empty, Inbox, PAGE_ROWS, Panel, Row, Shape, Table, TableQuery, said,
};
use chiso_web::{Caller, PageError, PostedFields, Reader};
use chiso_workspace::house::{Links, Pairs, Sheet, at, form_to, go, moment};
use chiso_workspace::{Desk, Refusal};

use super::shown::{ById, about, by_id, place, what};
use crate::entry::Rounds;
use crate::words::{WORDS, say, say_with};

/// Address of the notices after the language.
pub(super) const NOTICES: &str = "/notices";
/// So many notices are looked through at most: nobody reads on.
const LIMIT: i64 = 1_000;

impl Rounds {
    /// What the caller was told, the newest first.
    async fn notices(&self, caller: &Caller) -> Result<Vec<Notice>, Refusal> {
        let me = Desk::person_of(caller)?;
        Ok(self.desk.store().read(move |reader| -> Result<_, StoreError> { reader.notices(&me, LIMIT) }).await?)
    }

    /// How much of what the caller was told they have not read.
    pub(super) async fn unread_notices(&self, caller: &Caller) -> Result<i64, Refusal> {
        let me = Desk::person_of(caller)?;
        Ok(self.desk.store().read(move |reader| -> Result<_, StoreError> { reader.count_unseen_notices(&me) }).await?)
    }

    /// Marks one of the caller's notices as read, or all of them.
    ///
    /// # Errors
    /// [`Refusal::SignedOut`] when nobody is signed in; the store.
    pub async fn read_notices(&self, caller: &Caller, only: Option<String>) -> Result<(), Refusal> {
        let (me, now) = (Desk::person_of(caller)?, caller.now_us);
        self.desk
            .store()
            .write(Desk::act(caller, "notice.read"), move |w| -> Result<(), Refusal> {
                for notice in w.unseen_notices(&me)? {
                    if only.as_ref().is_none_or(|id| *id == notice.id) {
                        w.update(&Notice { seen: Some(now), ..notice })?;
                    }
                }
                Ok(())
            })
            .await
    }
}

/// `GET /{lang}/notices?show=unread&open=ID`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(&reader);
    let notices = rounds.notices(&caller).await.map_err(refused)?;
    let unread = rounds.unread_notices(&caller).await.map_err(refused)?;
    let known = by_id(rounds.all().await.map_err(refused)?);
    let query = TableQuery::of(&pairs);
    let open = notices.iter().find(|notice| notice.id == query.open);
    let panel = open.map(|notice| panel(&rounds, &reader, &caller, &known, notice, &query));
    let found: Vec<&Notice> =
        notices.iter().filter(|notice| query.filter("show") != "unread" || notice.seen.is_none()).collect();
    let total = found.len();
    let offset = query.offset(PAGE_ROWS);
    let shown = found.into_iter().skip(offset).take(PAGE_ROWS);
    let rows = shown.map(|notice| row(&rounds, &known, notice, lang)).collect();
    let table = Table::new(lang, "notices", say(lang, "notices-title"), at(&reader, NOTICES), query)
        .columns(vec![
            Column::text(say(lang, "notices-what")),
            Column::text(say(lang, "notices-about")),
            Column::text(say(lang, "notices-when")).short(),
            Column::text(say(lang, "notices-standing")).short(),
        ])
        .rows(rows, total)
        .filter(
            "show",
            say(lang, "notices-show"),
            say(lang, "notices-show-all"),
            vec![Choice::new("unread", say(lang, "notices-show-unread"))],
        )
        .empty(Empty::new(say(lang, "notices-empty"), say(lang, "notices-empty-help")));
    let mut sheet = Sheet::new(&reader, NOTICES, say(lang, "notices-title"))
        .within(NOTICES)
        .lead(match unread {
            0 => say(lang, "notices-lead-none"),
            count => say_with(lang, "notices-lead", &[("count", count.into())]),
        })
        .said_in(&WORDS, &pairs);
    if unread > 0 {
        let label = say_with(lang, "notices-read-all", &[("count", decimal(unread as f64, 0, lang).into())]);
        sheet = sheet.form(&form_to(&reader, &caller, "/notices/read").submit(label));
    }
    let ways = vec![(say(lang, "choices-title"), "/notices/choices".to_owned())];
    sheet.part(&Inbox::new(lang, table, panel)).part(&Links::to(&reader, ways)).show()
}

fn row(rounds: &Rounds, known: &ById, notice: &Notice, lang: Lang) -> Row {
    let standing = match notice.seen {
        None => badge_of_unread(lang).into(),
        Some(_) => Cell::None(say(lang, "notices-read")),
    };
    Row::new(vec![
        Cell::text(what(known, notice, lang)),
        Cell::text(about(known, &rounds.desk.register(), notice, lang)),
        Cell::text(moment::minute(notice.created, lang)),
        standing,
    ])
    .opens(&notice.id)
}

fn badge_of_unread(lang: Lang) -> Badge {
    Badge::new("note", Shape::Diamond, say(lang, "notices-unread"))
}

fn panel(
    rounds: &Rounds,
    reader: &Reader,
    caller: &Caller,
    known: &ById,
    notice: &Notice,
    query: &TableQuery,
) -> Panel {
    let lang = reader.lang;
    let close = query.address(&at(reader, NOTICES), |query| query.open.clear());
    let ways = vec![(about(known, &rounds.desk.register(), notice, lang), place(known, notice))];
    let panel = Panel::new(what(known, notice, lang), close)
        .part(&Links::to(reader, ways))
        .full(at(reader, &place(known, notice)));
    if notice.seen.is_some() {
        return panel;
    }
    let form = form_to(reader, caller, "/notices/read").hidden("id", &notice.id).submit(say(lang, "notices-read-one"));
    panel.badge(badge_of_unread(lang)).part(&form)
}

/// `POST /{lang}/notices/read`: one, or all of them.
pub(super) async fn read(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    let only = Some(fields.get("id").to_owned()).filter(|id| !id.is_empty());
    rounds.read_notices(&caller, only).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, NOTICES), "said-notices-read")))
}
