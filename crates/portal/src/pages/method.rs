//! A rulebook as a page that a person can read: what it is, how far it can be trusted, the tree with every rule in words.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_catalogue::{Level, ShippedRulebook};
use chiso_model::{Lang, day};

use super::dataset::Link;
use super::method_tree::MethodNode;
use crate::absent::Absent;
use crate::request::Shared;
use crate::rulebook_words as say_rule;
use crate::site::Site;
use crate::view::badge;
use crate::view::names;
use crate::words::{self, tell};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::format::plain;
use chiso_web::page::show;
use chiso_web::parts::Badge;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "method.html")]
struct MethodPage {
    c: Chrome,
    status: Badge,
    status_title: String,
    status_note: Option<String>,
    official: bool,
    description: Option<String>,
    about: Vec<(String, String)>,
    legal_basis: Vec<Basis>,
    bands: Vec<String>,
    tree: MethodNode,
    companions: Vec<MethodNode>,
    counts: String,
    editions: Vec<Link>,
    publications: Vec<Link>,
    yaml: String,
    xlsx: String,
    note: Option<String>,
}

/// A text the rulebook rests on.
struct Basis {
    title: String,
    detail: String,
    url: Option<String>,
}

/// `GET /{lang}/method/{rulebook}/{edition}`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path((_, id, edition)): Path<(String, String, String)>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let shipped = find(&site, &id, &edition, lang)?;
    let book = &shipped.rulebook;
    let rest = format!("/method/{}", shipped.reference());
    let title = book.title.get(lang);
    let c = site
        .chrome(&reader, Section::Indices, &*rest, tell!(lang, "method-title", title = title))
        .describe(book.description.as_ref().map_or_else(|| title.to_owned(), |text| text.get(lang).to_owned()))
        .under(words::say(lang, "nav-indices"), "/indices")
        .under(title, &rest);
    let note =
        site.catalogue.datasets().iter().find(|d| d.index == id && d.year.is_none()).and_then(|d| d.note.as_ref());
    show(
        lang,
        &MethodPage {
            status: badge::of_status(book.status, lang),
            status_title: tell!(lang, "method-status", status = say_rule::status(book.status, lang)),
            status_note: book.status_note.as_ref().map(|note| note.get(lang).to_owned()),
            official: book.status == chiso_rulebook::definition::Status::Official,
            description: book.description.as_ref().map(|text| text.get(lang).to_owned()),
            about: about(shipped, lang),
            legal_basis: legal_basis(shipped, lang),
            bands: book.bands.as_ref().map(|bands| say_rule::bands(bands, lang)).unwrap_or_default(),
            tree: MethodNode::of(book, &book.tree, lang, 0),
            companions: book.companions.iter().map(|node| MethodNode::of(book, node, lang, 1)).collect(),
            counts: counts(shipped, lang),
            editions: editions(&site, shipped, lang),
            publications: site
                .publications
                .iter()
                .filter(|p| p.computed.as_ref().is_some_and(|c| c.shipped.reference() == shipped.reference()))
                .map(|p| Link { title: p.dataset.title.get(lang).to_owned(), href: c.href(&p.rest()) })
                .collect(),
            yaml: c.href(&format!("{rest}/rulebook.yaml")),
            xlsx: c.href(&format!("{rest}/rulebook.xlsx")),
            note: note.map(|note| note.get(lang).to_owned()),
            c,
        },
    )
}

/// The rulebook, or a page that leads to the other editions.
pub(crate) fn find<'a>(site: &'a Site, id: &str, edition: &str, lang: Lang) -> Result<&'a ShippedRulebook, PageError> {
    site.rulebook(id, edition).ok_or_else(|| {
        site.catalogue.editions(id).fold(PageError::new(lang, Absent::Rulebook), |error, shipped| {
            error.way(
                format!("{} ({})", shipped.rulebook.title.get(lang), shipped.edition()),
                format!("/method/{}", shipped.reference()),
            )
        })
    })
}

fn about(shipped: &ShippedRulebook, lang: Lang) -> Vec<(String, String)> {
    let book = &shipped.rulebook;
    let mut about = vec![
        (words::say(lang, "method-edition"), book.edition.clone()),
        (words::say(lang, "method-valid"), say_rule::validity(book.valid, lang)),
    ];
    if let Some(units) = &book.units {
        let title = Level::from_id(units).map_or(units.as_str(), |level| names::units(level, lang));
        about.push((words::say(lang, "method-units"), title.to_owned()));
    }
    if let Some(max) = book.tree.max {
        about.push((words::say(lang, "column-max"), plain(max, lang)));
    }
    about.push((words::say(lang, "method-ranking"), say_rule::ranking(&book.rank, lang)));
    about.push((words::say(lang, "method-rounding"), say_rule::rounding(book.rounding, lang)));
    if let Some(missing) = &book.defaults.missing {
        about.push((words::say(lang, "method-missing"), say_rule::missing(missing, lang)));
    }
    about
}

fn legal_basis(shipped: &ShippedRulebook, lang: Lang) -> Vec<Basis> {
    let basis = shipped.rulebook.legal_basis.iter();
    basis
        .map(|basis| {
            let parts = [basis.number.clone(), basis.date.map(|date| day(date, lang))];
            Basis {
                title: basis.title.get(lang).to_owned(),
                detail: parts.into_iter().flatten().collect::<Vec<_>>().join(", "),
                url: basis.url.clone().filter(|url| url.starts_with("https://") || url.starts_with("http://")),
            }
        })
        .collect()
}

/// "8 lĩnh vực, 38 tiêu chí, 88 tiêu chí thành phần": nodes by depth.
fn counts(shipped: &ShippedRulebook, lang: Lang) -> String {
    let mut level: Vec<_> = shipped.rulebook.tree.children.iter().collect();
    let leaves = shipped.rulebook.tree.walk().into_iter().filter(|node| !node.is_branch()).count().to_string();
    let mut counts = Vec::new();
    while !level.is_empty() {
        counts.push(level.len().to_string());
        level = level.into_iter().flat_map(|node| node.children.iter()).collect();
    }
    match counts.as_slice() {
        [areas, criteria, parts] => {
            tell!(lang, "method-counts-3", first = areas.as_str(), second = criteria.as_str(), third = parts.as_str())
        }
        [first, _, ..] => tell!(lang, "method-counts-deep", first = first.as_str(), leaves = leaves),
        _ => tell!(lang, "method-counts-flat", leaves = leaves),
    }
}

fn editions(site: &Site, shipped: &ShippedRulebook, lang: Lang) -> Vec<Link> {
    site.catalogue
        .editions(shipped.id())
        .filter(|other| other.edition() != shipped.edition())
        .map(|other| Link {
            title: format!(
                "{} ({}, {})",
                other.rulebook.title.get(lang),
                other.edition(),
                say_rule::status(other.rulebook.status, lang)
            ),
            href: format!("/{}/method/{}", lang.tag(), other.reference()),
        })
        .collect()
}
