//! What this is, how far its numbers can be trusted, and what the badges mean.

use askama::Template;
use axum::response::Response;
use chiso_rulebook::definition::Status;

use crate::chrome::{Chrome, Section};
use crate::error::PageError;
use crate::page::show;
use crate::request::Language;
use crate::view::badge::{self, Badge};
use crate::words;

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    c: Chrome,
    statuses: Vec<(Badge, String)>,
}

/// `GET /{lang}/about`
pub(crate) async fn page(Language(lang): Language) -> Result<Response, PageError> {
    let c = Chrome::new(lang, Section::About, "/about", words::say(lang, "about-title"))
        .describe(words::say(lang, "about-lead"));
    let statuses = vec![
        (badge::of_status(Status::Official, lang), words::say(lang, "about-official")),
        (badge::of_status(Status::Reconstructed, lang), words::say(lang, "about-reconstructed")),
        (badge::of_status(Status::Illustrative, lang), words::say(lang, "about-illustrative")),
        (badge::simulated(lang), words::say(lang, "about-simulated")),
        (badge::unverified(lang), words::say(lang, "about-unverified")),
        (badge::published(lang), words::say(lang, "about-published")),
        (badge::recomputable(false, lang), words::say(lang, "about-recomputable")),
        (badge::recomputable(true, lang), words::say(lang, "about-recomputable-total")),
        (badge::method_only(lang), words::say(lang, "about-method-only")),
        (badge::incomplete(lang), words::say(lang, "about-incomplete")),
        (badge::derived(lang), words::say(lang, "about-derived")),
        (badge::secondary(lang), words::say(lang, "about-secondary")),
    ];
    show(lang, &AboutPage { c, statuses })
}
