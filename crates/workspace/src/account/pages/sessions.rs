//! `/{lang}/account/sessions`: where one is signed in.

use axum::extract::Query;
use axum::response::Response;
use chiso_web::parts::{Badge, Cell, Column, Form, Row, Shape, Table, TableQuery, said};
use chiso_web::{Caller, PageError, PostedFields, Reader};

use super::part;
use crate::account::OwnSession;
use crate::moment;
use crate::sheet::{Pairs, State, at, form_to, go};
use crate::sign_in::session::short_name;
use crate::words::say;

/// `GET /{lang}/account/sessions`
pub(super) async fn page(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let sessions = desk.own_sessions(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    let rows: Vec<Row> = sessions.iter().map(|session| row(&reader, &caller, session)).collect();
    let count = rows.len();
    let columns = ["session-browser", "session-address", "session-since", "session-seen", "session-do"];
    let table = Table::new(
        lang,
        "sessions",
        say(lang, "account-sessions"),
        at(&reader, "/account/sessions"),
        TableQuery::of(&pairs),
    )
    .columns(columns.iter().map(|key| Column::text(say(lang, key))).collect())
    .rows(rows, count);
    let mut sheet = part(&reader, "/account/sessions", ("account-sessions", "session-lead")).said(&pairs).part(&table);
    if count > 1 {
        let others = form_to(&reader, &caller, "/account/sessions/end-others").submit(say(lang, "session-end-others"));
        sheet = sheet.part(&others);
    }
    sheet.show()
}

fn row(reader: &Reader, caller: &Caller, session: &OwnSession) -> Row {
    let lang = reader.lang;
    let what = if session.this {
        Cell::from(Badge::new("ok", Shape::Check, say(lang, "session-this")))
    } else {
        let form: Form = form_to(reader, caller, "/account/sessions/end")
            .hidden("session", &*session.id)
            .submit(say(lang, "session-end"));
        Cell::Html(form.to_string())
    };
    let browser = short_name(&session.browser);
    Row::new(vec![
        if browser.is_empty() { Cell::None(say(lang, "session-browser-none")) } else { Cell::text(browser) },
        Cell::text(&*session.address),
        Cell::text(moment::minute(session.since, lang)),
        Cell::text(moment::minute(session.seen, lang)),
        what,
    ])
}

/// `POST /{lang}/account/sessions/end`
pub(super) async fn end(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(fields): PostedFields,
) -> Result<Response, PageError> {
    desk.end_own_session(&caller, fields.get("session")).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, "/account/sessions"), "said-session-ended")))
}

/// `POST /{lang}/account/sessions/end-others`
pub(super) async fn end_others(
    reader: Reader,
    caller: Caller,
    State(desk): State,
    PostedFields(_): PostedFields,
) -> Result<Response, PageError> {
    desk.end_other_sessions(&caller).await.map_err(|refusal| refusal.page(&reader))?;
    Ok(go(&said(&at(&reader, "/account/sessions"), "said-sessions-ended")))
}
