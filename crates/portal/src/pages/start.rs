//! The start page, and the way to it.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::chrome::{Chrome, Section};
use crate::error::PageError;
use crate::language;
use crate::page::show;
use crate::request::{Language, Shared};
use crate::view::index_list::{IndexEntry, Latest, entries, latest};
use crate::words;

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage {
    c: Chrome,
    latest: Vec<Latest>,
    indices: Vec<IndexEntry>,
}

/// `GET /`: to the reader's language.
pub(crate) async fn choose(headers: HeaderMap) -> Response {
    let lang = language::of_headers(&headers);
    (
        [(header::VARY, "accept-language"), (header::CACHE_CONTROL, "no-cache")],
        Redirect::temporary(&format!("/{}/", lang.tag())),
    )
        .into_response()
}

/// `GET /{lang}`: the address without its slash.
pub(crate) async fn slash(Language(lang): Language) -> Redirect {
    Redirect::permanent(&format!("/{}/", lang.tag()))
}

/// `GET /{lang}/`
pub(crate) async fn page(Language(lang): Language, State(site): Shared) -> Result<Response, PageError> {
    let c = Chrome::new(lang, Section::Start, "/", words::say(lang, "start-title"));
    show(lang, &StartPage { c, latest: latest(&site, lang), indices: entries(&site, lang) })
}
