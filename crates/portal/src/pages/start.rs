//! The start page, and the way to it.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};

use crate::request::Shared;
use crate::view::index_list::{IndexEntry, Latest, entries, latest};
use crate::words;
use chiso_web::PageError;
use chiso_web::language;
use chiso_web::page::show;
use chiso_web::{Chrome, Section};
use chiso_web::{Language, Reader};

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
pub(crate) async fn page(reader: Reader, State(site): Shared) -> Result<Response, PageError> {
    let lang = reader.lang;
    let c = site.chrome(&reader, Section::Start, "/", words::say(lang, "start-title"));
    show(lang, &StartPage { c, latest: latest(&site, lang), indices: entries(&site, lang) })
}
