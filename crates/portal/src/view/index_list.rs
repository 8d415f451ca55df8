//! The indices, as lists need them.

use chiso_catalogue::{Dataset, DatasetKind, Level};
use chiso_model::Lang;

use super::badge;
use super::view_tabs::View;
use crate::pages::dataset::{Answer, answer};
use crate::site::{Publication, Site};
use crate::words;
use chiso_web::parts::Badge;

/// An index at one level, or an index of which only the method is shown.
#[derive(Debug, Clone)]
pub(crate) struct IndexEntry {
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) badges: Vec<Badge>,
    /// Years with their addresses, the newest first.
    pub(crate) years: Vec<(String, String)>,
    /// Page of the newest publication, or of the method.
    pub(crate) href: String,
    /// Rulebooks: name and address.
    pub(crate) methods: Vec<(String, String)>,
    pub(crate) note: String,
}

/// Every index and level in the order of the catalogue. Simulated data sets stand in entries of their own.
pub(crate) fn entries(site: &Site, lang: Lang) -> Vec<IndexEntry> {
    let mut seen: Vec<(&str, Level, bool, bool)> = Vec::new();
    let mut entries = Vec::new();
    for dataset in site.catalogue.datasets() {
        let key = (dataset.index.as_str(), dataset.level, dataset.simulated, dataset.year.is_none());
        if seen.contains(&key) {
            continue;
        }
        seen.push(key);
        entries.push(entry(site, dataset, lang));
    }
    entries
}

fn entry(site: &Site, dataset: &Dataset, lang: Lang) -> IndexEntry {
    let mut same: Vec<&Publication> = site
        .publications
        .iter()
        .filter(|p| {
            p.dataset.index == dataset.index
                && p.dataset.level == dataset.level
                && p.dataset.simulated == dataset.simulated
        })
        .collect();
    same.sort_by_key(|p| std::cmp::Reverse(p.year));
    if dataset.year.is_none() {
        same.clear();
    }
    let at = |rest: &str| format!("/{}{rest}", lang.tag());
    let editions: Vec<_> = site
        .catalogue
        .editions(&dataset.index)
        .filter(|shipped| shipped.rulebook.units.as_deref().is_none_or(|units| units == dataset.level.id()))
        .collect();
    let newest = same.first();
    let status = match (newest, &dataset.kind) {
        (Some(publication), _) => publication.rulebook().map(|rulebook| rulebook.status),
        (None, DatasetKind::Method { rulebook }) => site.catalogue.rulebook(rulebook).ok().map(|s| s.rulebook.status),
        (None, _) => None,
    };
    let href = match (newest, editions.first()) {
        (Some(publication), _) => at(&publication.rest()),
        (None, Some(shipped)) => at(&format!("/method/{}", shipped.reference())),
        (None, None) => at("/indices"),
    };
    let shown = newest.map_or(dataset, |publication| &publication.dataset);
    // An illustrative rulebook is no description of what others published.
    let told = editions.first().filter(|shipped| {
        shown.simulated
            || !matches!(shown.kind, DatasetKind::Published)
            || shipped.rulebook.status != chiso_rulebook::definition::Status::Illustrative
    });
    let own = own_words(&dataset.index, dataset.level);
    let mark = newest.map_or("", |publication| publication.mark(lang));
    IndexEntry {
        title: match told {
            Some(shipped) if !shown.simulated => shipped.rulebook.title.get(lang).to_owned(),
            Some(_) => format!("{mark}{}", shown.title.get(lang)),
            None => own.map_or_else(|| shown.title.get(lang).to_owned(), |(title, _)| words::say(lang, title)),
        },
        description: told
            .and_then(|shipped| shipped.rulebook.description.as_ref())
            .map(|text| text.get(lang).to_owned())
            .or_else(|| own.map(|(_, text)| words::say(lang, text)))
            .unwrap_or_default(),
        badges: newest.map_or_else(
            || badge::of_dataset(shown, status, false, lang),
            |publication| crate::pages::dataset::badges(publication, lang),
        ),
        years: same.iter().map(|p| (p.year.to_string(), at(&p.rest()))).collect(),
        href,
        methods: editions
            .iter()
            .map(|shipped| {
                (
                    format!("{} ({})", shipped.edition(), crate::rulebook_words::status(shipped.rulebook.status, lang)),
                    at(&format!("/method/{}", shipped.reference())),
                )
            })
            .collect(),
        note: shown.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default(),
    }
}

/// Keys of the name and the description of an index of which only an illustrative rulebook is shipped.
fn own_words(index: &str, level: Level) -> Option<(&'static str, &'static str)> {
    match (index, level) {
        ("par-index", Level::Province) => Some(("index-par-index-province-title", "index-par-index-province-text")),
        ("sipas", Level::Province) => Some(("index-sipas-province-title", "index-sipas-province-text")),
        _ => None,
    }
}

/// The newest publication of each index and level, with its answer.
pub(crate) fn latest(site: &Site, lang: Lang) -> Vec<Latest> {
    let mut seen: Vec<(&str, Level, bool)> = Vec::new();
    let mut newest: Vec<&Publication> = site.publications.iter().collect();
    newest.sort_by_key(|p| (p.dataset.simulated, std::cmp::Reverse(p.year)));
    newest.retain(|p| {
        let key = (p.dataset.index.as_str(), p.dataset.level, p.dataset.simulated);
        let fresh = !seen.contains(&key);
        seen.push(key);
        fresh
    });
    newest
        .into_iter()
        .map(|publication| Latest {
            title: publication.marked(publication.dataset.title.get(lang), lang),
            href: format!("/{}{}", lang.tag(), publication.rest()),
            badges: crate::pages::dataset::badges(publication, lang),
            answer: answer(site, publication, lang),
            views: View::LOOKED_AT
                .into_iter()
                .filter(|view| view.there(site, publication))
                .map(|view| (view.name(lang), format!("/{}{}", lang.tag(), view.rest(publication))))
                .collect(),
        })
        .collect()
}

/// A publication on the start page.
pub(crate) struct Latest {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) badges: Vec<Badge>,
    pub(crate) answer: Answer,
    /// Ways to look at it: name and address.
    pub(crate) views: Vec<(String, String)>,
}
