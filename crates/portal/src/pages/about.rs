//! What this is, how far its numbers can be trusted, and what the badges mean.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chiso_rulebook::definition::Status;

use crate::request::Shared;
use crate::view::badge;
use crate::words;
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::page::show;
use chiso_web::parts::Badge;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "about.html")]
struct AboutPage {
    c: Chrome,
    statuses: Vec<(Badge, String)>,
}

/// `GET /{lang}/about`
pub(crate) async fn page(reader: Reader, State(site): Shared) -> Result<Response, PageError> {
    let lang = reader.lang;
    let c = site
        .chrome(&reader, Section::About, "/about", words::say(lang, "about-title"))
        .describe(words::say(lang, "about-lead"));
    let statuses = vec![
        (badge::of_status(Status::Official, lang), words::say(lang, "about-official")),
        (badge::of_status(Status::Reconstructed, lang), words::say(lang, "about-reconstructed")),
        (badge::of_status(Status::Illustrative, lang), words::say(lang, "about-illustrative")),
        (badge::simulated(lang), words::say(lang, "about-simulated")),
        (badge::unverified(lang), words::say(lang, "about-unverified")),
        (badge::checked(lang), words::say(lang, "about-checked")),
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
