//! What a page says when it cannot show what was asked for.
//!
//! [`PageError`] is for people and becomes a page in their language with ways out; a problem of the API is for programs and becomes `application/problem+json`;
//! [`crate::SiteError`] stops the server before it starts.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chiso_model::Lang;

use crate::chrome::{Chrome, Section};
use crate::page::html;
use crate::words;

/// Why a page cannot be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reason {
    /// No page has this address.
    NoPage,
    /// No index or no publication of it has these names.
    NoDataset,
    /// The publication has no such unit.
    NoUnit,
    /// The rulebook has no such node.
    NoNode,
    /// No rulebook with this edition.
    NoRulebook,
    /// The template failed; a defect of ours.
    Defect,
}

/// A page that says why there is nothing to see, and where to go from there.
#[derive(Debug, Clone)]
pub(crate) struct PageError {
    pub(crate) lang: Lang,
    pub(crate) reason: Reason,
    /// Ways out that are nearer than the general ones: title and address after the language.
    pub(crate) ways: Vec<(String, String)>,
}

impl PageError {
    pub(crate) fn new(lang: Lang, reason: Reason) -> PageError {
        PageError { lang, reason, ways: Vec::new() }
    }

    pub(crate) fn way(mut self, title: impl Into<String>, rest: impl Into<String>) -> PageError {
        self.ways.push((title.into(), rest.into()));
        self
    }

    fn keys(&self) -> (&'static str, &'static str) {
        match self.reason {
            Reason::NoPage => ("error-no-page", "error-no-page-help"),
            Reason::NoDataset => ("error-no-dataset", "error-no-dataset-help"),
            Reason::NoUnit => ("error-no-unit", "error-no-unit-help"),
            Reason::NoNode => ("error-no-node", "error-no-node-help"),
            Reason::NoRulebook => ("error-no-rulebook", "error-no-rulebook-help"),
            Reason::Defect => ("error-defect", "error-defect-help"),
        }
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage {
    c: Chrome,
    title: String,
    help: String,
    ways: Vec<(String, String)>,
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let (title, help) = self.keys();
        let (title, help) = (words::say(self.lang, title), words::say(self.lang, help));
        let status =
            if self.reason == Reason::Defect { StatusCode::INTERNAL_SERVER_ERROR } else { StatusCode::NOT_FOUND };
        let page = ErrorPage {
            c: Chrome::new(self.lang, Section::Start, "/", title.clone()).describe(help.clone()),
            title,
            help,
            ways: self.ways,
        };
        match page.render() {
            Ok(text) => (status, html(text)).into_response(),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, page.help).into_response(),
        }
    }
}
