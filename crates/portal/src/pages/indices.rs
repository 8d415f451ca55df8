//! The list of indices.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::chrome::{Chrome, Section};
use crate::error::PageError;
use crate::page::show;
use crate::request::{Language, Shared};
use crate::view::index_list::{IndexEntry, entries};
use crate::words;

#[derive(Template)]
#[template(path = "indices.html")]
struct IndicesPage {
    c: Chrome,
    with_values: Vec<IndexEntry>,
    methods: Vec<IndexEntry>,
}

/// `GET /{lang}/indices`
pub(crate) async fn page(Language(lang): Language, State(site): Shared) -> Result<Response, PageError> {
    let (with_values, methods) = entries(&site, lang).into_iter().partition(|entry| !entry.years.is_empty());
    let c = Chrome::new(lang, Section::Indices, "/indices", words::say(lang, "indices-title"))
        .describe(words::say(lang, "indices-lead"));
    show(lang, &IndicesPage { c, with_values, methods })
}
