//! What a page says when it cannot show or do what was asked for.
//!
//! [`PageError`] is for people and becomes a page in their language with ways out; [`crate::Problem`] is for programs and becomes `application/problem+json`.

use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chiso_model::Lang;

use crate::chrome::{Chrome, Section};
use crate::page::html;
use crate::reader::Reader;
use crate::words::{self, WORDS};

/// Why something cannot be shown or done. Each crate with pages has reasons of its own beside [`Reason`].
pub trait Why {
    /// Status of the answer.
    fn status(&self) -> StatusCode {
        StatusCode::NOT_FOUND
    }

    /// What is wrong, as a title.
    fn title(&self, lang: Lang) -> String;

    /// How to mend it, or what it may come from.
    fn help(&self, lang: Lang) -> String;
}

/// Reasons that every part of the site has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// No page has this address; also what is said of things that the reader may not know of.
    NoPage,
    /// The reader may know of it, and may not do this.
    Forbidden,
    /// The reader may do it once the session has proved a second factor.
    SecondFactor,
    /// A form came from another site, or a browser did not say from where.
    OtherSite,
    /// A form carried the token of another session: the person has signed in or out since it was opened.
    OldForm,
    /// A form or a file is larger than allowed.
    TooLarge,
    /// A form cannot be read.
    Unreadable,
    /// The template failed; a defect of ours.
    Defect,
}

impl Why for Reason {
    fn status(&self) -> StatusCode {
        match self {
            Reason::NoPage => StatusCode::NOT_FOUND,
            Reason::Forbidden | Reason::SecondFactor | Reason::OtherSite | Reason::OldForm => StatusCode::FORBIDDEN,
            Reason::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Reason::Unreadable => StatusCode::BAD_REQUEST,
            Reason::Defect => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn title(&self, lang: Lang) -> String {
        words::say(lang, self.keys().0)
    }

    fn help(&self, lang: Lang) -> String {
        words::say(lang, self.keys().1)
    }
}

impl Reason {
    fn keys(self) -> (&'static str, &'static str) {
        match self {
            Reason::NoPage => ("error-no-page", "error-no-page-help"),
            Reason::Forbidden => ("error-forbidden", "error-forbidden-help"),
            Reason::SecondFactor => ("error-second-factor", "error-second-factor-help"),
            Reason::OtherSite => ("error-other-site", "error-other-site-help"),
            Reason::OldForm => ("error-old-form", "error-old-form-help"),
            Reason::TooLarge => ("error-too-large", "error-too-large-help"),
            Reason::Unreadable => ("error-unreadable", "error-unreadable-help"),
            Reason::Defect => ("error-defect", "error-defect-help"),
        }
    }
}

/// A page that says why there is nothing to see, and where to go from there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageError {
    /// Language of the page.
    pub lang: Lang,
    /// Status of the answer.
    pub status: StatusCode,
    /// What is wrong.
    pub title: String,
    /// How to mend it.
    pub help: String,
    /// Ways out that are nearer than the general ones: title and address after the language.
    pub ways: Vec<(String, String)>,
    /// After how many seconds to come again; the answer then carries `Retry-After`.
    pub again_after: Option<u32>,
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    c: Chrome,
    error: &'a PageError,
}

impl PageError {
    /// The page for a reason.
    #[allow(clippy::needless_pass_by_value, reason = "a reason is a word, written where it is used")]
    pub fn new(lang: Lang, why: impl Why) -> PageError {
        let (title, help) = (why.title(lang), why.help(lang));
        PageError { lang, status: why.status(), title, help, ways: Vec::new(), again_after: None }
    }

    /// Says after how many seconds to come again.
    pub fn again_after(mut self, seconds: u32) -> PageError {
        self.again_after = Some(seconds);
        self
    }

    /// Adds a way out; `rest` is the address after the language.
    pub fn way(mut self, title: impl Into<String>, rest: impl Into<String>) -> PageError {
        self.ways.push((title.into(), rest.into()));
        self
    }

    /// The page as a reader sees it, with their name in the masthead.
    pub fn shown_to(&self, reader: &Reader) -> Response {
        let c = Chrome::new(&WORDS, reader, Section::Start, "/", &*self.title).describe(&*self.help);
        let mut response = match (ErrorPage { c, error: self }).render() {
            Ok(text) => (self.status, html(text)).into_response(),
            Err(_) => (StatusCode::INTERNAL_SERVER_ERROR, self.help.clone()).into_response(),
        };
        if let Some(seconds) = self.again_after {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The page as anyone sees it. The error goes with the answer, so that the gate of the route can show it to the reader it knows.
impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let mut response = self.shown_to(&Reader::of(self.lang));
        response.extensions_mut().insert(self);
        response
    }
}
