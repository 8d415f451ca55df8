//! Search for units and indices.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use chiso_model::Lang;

use crate::board::cell_text;
use crate::pages::dataset::suffix;
use crate::request::{Pairs, Shared};
use crate::site::Site;
use crate::view::index_list::{IndexEntry, entries};
use crate::view::ranking_query::query_string;
use crate::view::tree::place_among;
use crate::words::{self, tell};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::fold;
use chiso_web::page::show;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    c: Chrome,
    wanted: String,
    units: Vec<UnitFound>,
    indices: Vec<IndexEntry>,
    nothing: bool,
}

/// A unit, with what is known of it in the newest publications.
struct UnitFound {
    name: String,
    results: Vec<ResultFound>,
}

struct ResultFound {
    /// Index, and whether it is simulated: one result of each is shown.
    index: (String, bool),
    title: String,
    href: String,
    text: String,
}

/// `GET /{lang}/search?q=`
pub(crate) async fn page(reader: Reader, State(site): Shared, Query(pairs): Pairs) -> Result<Response, PageError> {
    let lang = reader.lang;
    let wanted: String = pairs
        .iter()
        .find(|(name, _)| name == "q")
        .map(|(_, q)| q.trim().chars().take(100).collect())
        .unwrap_or_default();
    let (units, indices) = if wanted.is_empty() {
        (Vec::new(), Vec::new())
    } else {
        let found = |entry: &IndexEntry| fold::finds(&wanted, &entry.title);
        (units(&site, &wanted, lang), entries(&site, lang).into_iter().filter(found).collect())
    };
    let title = if wanted.is_empty() {
        words::say(lang, "search-title")
    } else {
        tell!(lang, "search-title-for", wanted = wanted.as_str())
    };
    let c = site.chrome(&reader, Section::Start, format!("/search{}", query_string(&[("q", &wanted)])), title);
    show(
        lang,
        &SearchPage {
            nothing: units.is_empty() && indices.is_empty() && !wanted.is_empty(),
            c,
            wanted,
            units,
            indices,
        },
    )
}

/// Units by name, each with its result in the newest publication of each index.
fn units(site: &Site, wanted: &str, lang: Lang) -> Vec<UnitFound> {
    let mut found: Vec<(String, UnitFound)> = Vec::new();
    let mut newest: Vec<_> = site.publications.iter().collect();
    newest.sort_by_key(|p| (p.dataset.simulated, std::cmp::Reverse(p.year)));
    for publication in newest {
        for row in &publication.board.rows {
            let names = [Some(row.unit.name.vi.as_str()), row.unit.name.en.as_deref()];
            if !names.into_iter().flatten().any(|name| fold::finds(wanted, name)) {
                continue;
            }
            // The same code means another unit in another scheme.
            let key = format!("{:?} {}", publication.dataset.scheme, row.unit.id);
            let at = found.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
                found.push((key, UnitFound { name: row.unit.name.get(lang).to_owned(), results: Vec::new() }));
                found.len() - 1
            });
            let index = (publication.dataset.index.clone(), publication.dataset.simulated);
            if row.known() && !found[at].1.results.iter().any(|result| result.index == index) {
                let value = cell_text(row.value, row.digits, lang)
                    .ok()
                    .map(|text| format!("{text}{}", suffix(publication, lang)));
                let rank = row.rank.map(|rank| place_among(rank, publication.board.ranked, lang));
                found[at].1.results.push(ResultFound {
                    index,
                    title: publication.marked(publication.dataset.title.get(lang), lang),
                    href: format!("/{}{}/unit/{}", lang.tag(), publication.rest(), row.unit.id),
                    text: [value, rank].into_iter().flatten().collect::<Vec<_>>().join(", "),
                });
            }
        }
    }
    found.sort_by_key(|(_, unit)| fold::key(&unit.name));
    found.into_iter().map(|(_, unit)| unit).take(30).collect()
}
