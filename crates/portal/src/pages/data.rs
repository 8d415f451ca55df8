//! Everything that can be downloaded.

use askama::Template;
use axum::extract::State;
use axum::response::Response;

use crate::request::Shared;
use crate::rulebook_words as say_rule;
use crate::view::badge;
use crate::words;
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::page::show;
use chiso_web::parts::Badge;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "data.html")]
struct DataPage {
    c: Chrome,
    publications: Vec<Files>,
    rulebooks: Vec<Files>,
}

/// One row of the list.
struct Files {
    title: String,
    href: String,
    detail: String,
    badges: Vec<Badge>,
    forms: Vec<(&'static str, String)>,
}

/// `GET /{lang}/data`
pub(crate) async fn page(reader: Reader, State(site): Shared) -> Result<Response, PageError> {
    let lang = reader.lang;
    let c = site
        .chrome(&reader, Section::Data, "/data", words::say(lang, "data-title"))
        .describe(words::say(lang, "data-lead"));
    let publications = site
        .publications
        .iter()
        .map(|publication| {
            let href = c.href(&publication.rest());
            Files {
                title: publication.dataset.title.get(lang).to_owned(),
                detail: [Some(publication.board.known_of_assessed(lang)), publication.board.place_only(lang)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("; "),
                badges: super::dataset::badges(publication, lang),
                forms: ["csv", "xlsx", "json"].map(|form| (form, format!("{href}/ranking.{form}"))).to_vec(),
                href,
            }
        })
        .collect();
    let rulebooks = site
        .catalogue
        .rulebooks()
        .iter()
        .map(|shipped| {
            let href = c.href(&format!("/method/{}", shipped.reference()));
            Files {
                title: shipped.rulebook.title.get(lang).to_owned(),
                detail: format!("{} · {}", shipped.edition(), say_rule::validity(shipped.rulebook.valid, lang)),
                badges: vec![badge::of_status(shipped.rulebook.status, lang)],
                forms: ["yaml", "xlsx"].map(|form| (form, format!("{href}/rulebook.{form}"))).to_vec(),
                href,
            }
        })
        .collect();
    show(lang, &DataPage { c, publications, rulebooks })
}
