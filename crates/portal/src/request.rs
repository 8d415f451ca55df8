//! What a request names, found or answered with a page that says what is not there.

use std::sync::Arc;

use axum::extract::State;
use chiso_model::Lang;

use crate::absent::Absent;
use crate::board::Row;
use crate::site::{Publication, Site};
use chiso_web::PageError;

/// What handlers share.
pub(crate) type Shared = State<Arc<Site>>;

/// The pairs of a query string, as they came.
pub(crate) type Pairs = axum::extract::Query<Vec<(String, String)>>;

/// Index, level and year of a path.
#[derive(Debug, serde::Deserialize)]
pub(crate) struct Named {
    pub(crate) index: String,
    pub(crate) level: String,
    pub(crate) year: String,
}

/// The publication that a path names; otherwise a page that lists its neighbours.
pub(crate) fn publication<'a>(site: &'a Site, named: &Named, lang: Lang) -> Result<&'a Publication, PageError> {
    site.publication(&named.index, &named.level, &named.year)
        .ok_or_else(|| near(site, &named.index, &named.level, &named.year, lang))
}

/// The page that says that there is no such publication: years of the same index and level come first, the nearest before all.
pub(crate) fn near(site: &Site, index: &str, level: &str, year: &str, lang: Lang) -> PageError {
    let wanted: Option<i32> = year.get(..4).and_then(|year| year.parse().ok());
    let mut near: Vec<&Publication> = site.publications.iter().filter(|p| p.dataset.index == index).collect();
    near.sort_by_key(|p| {
        let far = wanted.map_or(-i32::from(p.year), |wanted| (i32::from(p.year) - wanted).abs());
        (p.dataset.level.id() != level, p.dataset.simulated, far, -i32::from(p.year))
    });
    near.into_iter().take(5).fold(PageError::new(lang, Absent::Dataset), |error, p| {
        error.way(p.marked(p.dataset.title.get(lang), lang), p.rest())
    })
}

/// The row of a unit; otherwise a page that leads to the list.
pub(crate) fn row<'a>(publication: &'a Publication, unit: &str, lang: Lang) -> Result<&'a Row, PageError> {
    publication
        .board
        .row(unit)
        .ok_or_else(|| PageError::new(lang, Absent::Unit).way(publication.dataset.title.get(lang), publication.rest()))
}
