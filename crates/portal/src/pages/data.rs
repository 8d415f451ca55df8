//! Everything that can be downloaded.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chiso_catalogue::Level;
use chiso_model::Lang;

use crate::archive::FORMS;
use crate::request::Shared;
use crate::rulebook_words as say_rule;
use crate::site::Site;
use crate::view::view_tabs::{View, anchor};
use crate::view::{badge, names};
use crate::words::{self, tell};
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
    /// Tables over all years, and those about agencies.
    general: Vec<Files>,
    rulebooks: Vec<Files>,
    licence: String,
    licence_url: String,
    publisher: String,
}

/// One row of the list.
struct Files {
    /// Its place in the page; empty for none.
    id: String,
    title: String,
    href: String,
    detail: String,
    badges: Vec<Badge>,
    forms: Vec<(&'static str, String)>,
    /// Tables of other views, as CSV.
    more: Vec<(String, String)>,
}

/// The stable addresses of a table of open data.
fn forms(table: &str, lang: Lang) -> Vec<(&'static str, String)> {
    FORMS.map(|form| (form, format!("/data/{table}.{}.{form}", lang.tag()))).to_vec()
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
            let more = [View::HeatMap, View::AsNow].into_iter().filter(|view| view.there(&site, publication));
            let more = more.map(|view| (view.name(lang), format!("{}.csv", c.href(&view.rest(publication)))));
            Files {
                id: anchor(publication),
                more: more.collect(),
                title: publication.dataset.title.get(lang).to_owned(),
                detail: [Some(publication.board.known_of_assessed(lang)), publication.board.place_only(lang)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("; "),
                badges: super::dataset::badges(publication, lang),
                forms: forms(&format!("{}/ranking", publication.dataset.id), lang),
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
                id: String::new(),
                more: Vec::new(),
                title: shipped.rulebook.title.get(lang).to_owned(),
                detail: format!("{} · {}", shipped.edition(), say_rule::validity(shipped.rulebook.valid, lang)),
                badges: vec![badge::of_status(shipped.rulebook.status, lang)],
                forms: ["yaml", "xlsx"].map(|form| (form, format!("{href}/rulebook.{form}"))).to_vec(),
                href,
            }
        })
        .collect();
    let page = DataPage {
        general: general(&site, lang),
        licence: site.terms.licence.clone(),
        licence_url: site.terms.licence_url.clone(),
        publisher: site.terms.publisher.get(lang).to_owned(),
        c,
        publications,
        rulebooks,
    };
    show(lang, &page)
}

/// Tables that belong to no single publication.
fn general(site: &Site, lang: Lang) -> Vec<Files> {
    let row = |title: String, table: &str| Files {
        id: String::new(),
        title,
        href: String::new(),
        detail: String::new(),
        badges: Vec::new(),
        forms: forms(table, lang),
        more: Vec::new(),
    };
    let mut rows: Vec<Files> = Vec::new();
    let mut seen: Vec<(&str, Level)> = Vec::new();
    for publication in site.publications.iter().filter(|publication| !publication.dataset.simulated) {
        let group = (publication.dataset.index.as_str(), publication.dataset.level);
        if !seen.contains(&group) {
            seen.push(group);
            let title = tell!(lang, "data-series", of = names::index_title(publication, lang));
            rows.push(row(title, &format!("{}/{}/series", group.0, group.1.id())));
        }
    }
    rows.push(row(words::say(lang, "data-agencies"), "agencies"));
    rows.push(row(words::say(lang, "data-lineage"), "lineage"));
    rows.push(row(words::say(lang, "data-breaks"), "breaks"));
    rows
}
