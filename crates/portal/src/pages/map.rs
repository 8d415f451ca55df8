//! A publication on a map: official boundaries where the operator has them, else one tile a province.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_web::page::show;
use chiso_web::{PageError, Reader};

use super::dataset_charts as charts;
use super::view_page::ViewPage;
use crate::request::{self, Named, Pairs, Shared};
use crate::view::view_tabs::View;
use crate::words::{self, tell};

/// `GET /{lang}/index/{index}/{level}/{year}/map?kind=tiles`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let tiles = pairs.iter().any(|(name, value)| name == "kind" && value == "tiles");
    let mut page = ViewPage::of(&site, &reader, publication, View::Map, if tiles { "?kind=tiles" } else { "" });
    let drawn = if tiles { None } else { charts::choropleth(&site, publication, lang) };
    if let Some((figure, unplaced)) = drawn {
        page.figures.push(figure);
        page.notes.push(words::say(lang, "map-boundary-note"));
        if !unplaced.is_empty() {
            page.notes.push(tell!(lang, "map-unplaced", units = unplaced.join(", ")));
        }
    } else {
        page.figures.extend(charts::wide_map(&site, publication, lang));
        page.notes.push(words::say(lang, "about-map-text"));
    }
    let lead = page.figures.first().map(|figure| figure.title.clone());
    let lead = lead.unwrap_or_else(|| words::say(lang, "view-nothing"));
    page = page.lead(publication, &lead);
    // The figure's own title says it already.
    if !page.figures.is_empty() {
        page.lead.clear();
    }
    let page = page.files(&format!("{}/ranking", publication.rest()), "");
    show(lang, &page)
}
