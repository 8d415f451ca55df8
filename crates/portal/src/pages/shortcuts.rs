//! Shorter addresses that lead to the sensible page: an index to its newest publication, a rulebook to its newest edition.

use axum::extract::{Path, State};
use axum::response::Redirect;
use chiso_model::Lang;

use crate::absent::Absent;
use crate::request::Shared;
use crate::site::{Publication, Site};
use chiso_web::Language;
use chiso_web::PageError;

/// `GET /{lang}/index/{index}`
pub(crate) async fn index(
    Language(lang): Language,
    State(site): Shared,
    Path((_, index)): Path<(String, String)>,
) -> Result<Redirect, PageError> {
    newest(&site, &index, None, lang)
}

/// `GET /{lang}/index/{index}/{level}`
pub(crate) async fn level(
    Language(lang): Language,
    State(site): Shared,
    Path((_, index, level)): Path<(String, String, String)>,
) -> Result<Redirect, PageError> {
    newest(&site, &index, Some(&level), lang)
}

/// `GET /{lang}/method/{rulebook}`
pub(crate) async fn method(
    Language(lang): Language,
    State(site): Shared,
    Path((_, id)): Path<(String, String)>,
) -> Result<Redirect, PageError> {
    edition(&site, &id, lang).ok_or_else(|| PageError::new(lang, Absent::Rulebook))
}

/// The newest year that is not simulated; the method of an index without values.
fn newest(site: &Site, index: &str, level: Option<&str>, lang: Lang) -> Result<Redirect, PageError> {
    let fits = |p: &&Publication| p.dataset.index == index && level.is_none_or(|level| p.dataset.level.id() == level);
    let newest = site.publications.iter().filter(fits).min_by_key(|p| (p.dataset.simulated, std::cmp::Reverse(p.year)));
    match newest {
        Some(publication) => Ok(Redirect::to(&format!("/{}{}", lang.tag(), publication.rest()))),
        None if level.is_none() => edition(site, index, lang).ok_or_else(|| PageError::new(lang, Absent::Dataset)),
        None => Err(crate::request::near(site, index, level.unwrap_or_default(), "", lang)),
    }
}

fn edition(site: &Site, id: &str, lang: Lang) -> Option<Redirect> {
    let shipped = site.catalogue.editions(id).next()?;
    Some(Redirect::to(&format!("/{}/method/{}", lang.tag(), shipped.reference())))
}

/// `GET /api/v1/`: the address of the API with a slash.
pub(crate) async fn api() -> Redirect {
    Redirect::permanent("/api/v1")
}
