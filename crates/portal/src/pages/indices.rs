//! The list of indices.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::request::Shared;
use crate::view::index_list::{IndexEntry, entries};
use crate::words;
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::page::show;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "indices.html")]
struct IndicesPage {
    c: Chrome,
    with_values: Vec<IndexEntry>,
    methods: Vec<IndexEntry>,
}

/// `GET /{lang}/indices`
pub(crate) async fn page(reader: Reader, State(site): Shared) -> Result<Response, PageError> {
    let lang = reader.lang;
    let (with_values, methods) = entries(&site, lang).into_iter().partition(|entry| !entry.years.is_empty());
    let c = site
        .chrome(&reader, Section::Indices, "/indices", words::say(lang, "indices-title"))
        .describe(words::say(lang, "indices-lead"));
    show(lang, &IndicesPage { c, with_values, methods })
}
