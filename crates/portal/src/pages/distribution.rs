//! How the results of a publication are spread: every unit as a dot, units counted by class, regions.

use axum::extract::{Path, State};
use axum::response::Response;
use chiso_model::decimal;
use chiso_web::page::show;
use chiso_web::{PageError, Reader};

use super::dataset_charts as charts;
use super::view_page::ViewPage;
use crate::request::{self, Named, Shared};
use crate::site::Publication;
use crate::view::view_tabs::View;
use crate::words::{self, tell};

/// `GET /{lang}/index/{index}/{level}/{year}/distribution`
pub(crate) async fn page(reader: Reader, State(site): Shared, Path(named): Path<Named>) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let mut page = ViewPage::of(&site, &reader, publication, View::Distribution, "");
    page.figures.extend(charts::strip(publication, lang));
    page.figures.extend(charts::histogram(publication, lang));
    page.figures.extend(charts::regions(&site, publication, lang));
    let lead = if publication.board.complete() {
        quartiles(publication, lang)
    } else {
        tell!(lang, "distribution-incomplete", known = publication.board.counted(publication.dataset.level, lang))
    };
    let page = page.lead(publication, &lead).files(&format!("{}/ranking", publication.rest()), "");
    show(lang, &page)
}

/// Where the middle half lies; quartiles by linear interpolation between neighbours (type 7 of Hyndman and Fan, 1996).
fn quartiles(publication: &Publication, lang: chiso_model::Lang) -> String {
    let board = &publication.board;
    let mut values: Vec<f64> = board.rows.iter().filter_map(|row| row.value.value()).collect();
    values.sort_by(f64::total_cmp);
    let Some(last) = values.len().checked_sub(1) else { return words::say(lang, "view-nothing") };
    let at = |quarters: usize| {
        let (below, rest) = (last * quarters / 4, (last * quarters % 4) as f64 / 4.0);
        values[below] + rest * (values[(below + 1).min(last)] - values[below])
    };
    let rounding = chiso_model::Rounding { digits: board.digits, mode: chiso_model::RoundingMode::HalfUp };
    let number = |value: f64| decimal(rounding.round(value), board.digits, lang);
    let unit = super::dataset::value_unit(board.per_cent, lang);
    tell!(lang, "distribution-lead", low = number(at(1)), high = number(at(3)), median = number(at(2)), unit = unit)
}
