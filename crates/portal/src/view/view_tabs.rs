//! The ways to look at one publication, each with an address of its own.

use chiso_model::Lang;
use chiso_web::parts::Tabs;

use crate::site::{Publication, Site};
use crate::words;

/// A way to look at a publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum View {
    Ranking,
    Map,
    Trend,
    HeatMap,
    Distribution,
    Compare,
    AsNow,
}

impl View {
    /// Every view, in the order of the tabs.
    const ALL: [View; 7] =
        [View::Ranking, View::Map, View::Trend, View::HeatMap, View::Distribution, View::Compare, View::AsNow];

    /// The views that are pictures.
    pub(crate) const LOOKED_AT: [View; 4] = [View::Map, View::Trend, View::HeatMap, View::Distribution];

    /// Its address after the language.
    pub(crate) fn rest(self, publication: &Publication) -> String {
        let base = publication.rest();
        match self {
            View::Ranking => base,
            View::Map => format!("{base}/map"),
            View::Trend => format!("{base}/trend"),
            View::HeatMap => format!("{base}/heat-map"),
            View::Distribution => format!("{base}/distribution"),
            View::Compare => base.replacen("/index/", "/compare/", 1),
            View::AsNow => format!("{base}/as-now"),
        }
    }

    /// Its name on a tab.
    pub(crate) fn name(self, lang: Lang) -> String {
        match self {
            View::Ranking => words::say(lang, "view-ranking"),
            View::Map => words::say(lang, "view-map"),
            View::Trend => words::say(lang, "view-trend"),
            View::HeatMap => words::say(lang, "view-heat-map"),
            View::Distribution => words::say(lang, "view-distribution"),
            View::Compare => words::say(lang, "compare"),
            View::AsNow => words::say(lang, "view-as-now"),
        }
    }

    /// Whether there is something to see.
    pub(crate) fn there(self, site: &Site, publication: &Publication) -> bool {
        let (board, dataset) = (&publication.board, &publication.dataset);
        match self {
            View::Ranking => true,
            View::Map => board.with_value() > 0 && dataset.scheme.is_some_and(|s| !site.catalogue.tiles(s).is_empty()),
            View::Trend => site.series(dataset).iter().filter(|p| p.board.with_value() > 0).count() > 1,
            View::HeatMap => {
                board.parts.len() > 1 && board.rows.iter().any(|row| row.parts.iter().any(|part| !part.is_missing()))
            }
            View::Distribution => board.complete() && board.rows.len() > 2,
            View::Compare => board.with_value() > 1,
            View::AsNow => dataset.scheme == Some(chiso_catalogue::Scheme::Provinces63) && board.with_value() > 0,
        }
    }
}

/// The tabs of a publication; the method, the data and the explorer stand at their end.
pub(crate) fn tabs(site: &Site, publication: &Publication, current: View, lang: Lang) -> Tabs {
    let at = |rest: &str| format!("/{}{rest}", lang.tag());
    let mut tabs = Tabs::new(words::say(lang, "views"));
    for view in View::ALL.into_iter().filter(|view| *view == current || view.there(site, publication)) {
        tabs = tabs.tab(view.name(lang), at(&view.rest(publication)), view == current);
    }
    if publication.board.with_value() > 2 {
        tabs = tabs.tab(words::say(lang, "explore"), at(&format!("/explore?x={}", publication.dataset.id)), false);
    }
    if let Some(computed) = &publication.computed {
        tabs =
            tabs.tab(words::say(lang, "view-method"), at(&format!("/method/{}", computed.shipped.reference())), false);
    }
    tabs.tab(words::say(lang, "nav-data"), at(&format!("/data#{}", anchor(publication))), false)
}

/// The place of a publication on the page of data.
pub(crate) fn anchor(publication: &Publication) -> String {
    publication.dataset.id.replace('/', "-")
}
