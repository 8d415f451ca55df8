//! Two measures joined by unit: by the agency, because a code may have another owner in another year.

use std::collections::BTreeMap;

use chiso_model::Lang;

use super::measure::Measure;
use crate::board::Row;
use crate::pages::dataset::{Notice, notices};
use crate::pages::dataset_charts::source;
use crate::site::{Publication, Site};

/// The units with both values, and those with one alone.
pub(super) struct Joined<'a> {
    pub(super) x: &'a Measure<'a>,
    pub(super) y: &'a Measure<'a>,
    pub(super) pairs: Vec<Pair>,
    /// Names of the units that have a value on one axis only.
    pub(super) only_x: Vec<String>,
    pub(super) only_y: Vec<String>,
}

/// A unit with both values.
pub(super) struct Pair {
    pub(super) unit: String,
    pub(super) name: String,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// What a unit is across years and indices.
fn key(site: &Site, publication: &Publication, row: &Row) -> String {
    let agency = publication.dataset.scheme.and_then(|scheme| site.catalogue.agency_in(scheme, &row.unit.id));
    agency.map_or_else(|| format!("{:?} {}", publication.dataset.scheme, row.unit.id), |agency| agency.id().to_string())
}

fn known<'m>(site: &Site, measure: &'m Measure<'m>) -> BTreeMap<String, (&'m Row, f64)> {
    let rows = measure.publication.board.rows.iter();
    rows.filter_map(|row| Some((key(site, measure.publication, row), (row, measure.value(row).value()?)))).collect()
}

impl<'a> Joined<'a> {
    pub(super) fn of(site: &Site, x: &'a Measure<'a>, y: &'a Measure<'a>, lang: Lang) -> Joined<'a> {
        let (in_x, in_y) = (known(site, x), known(site, y));
        let mut pairs = Vec::new();
        let mut only_x = Vec::new();
        for (key, (row, value)) in &in_x {
            match in_y.get(key) {
                Some((_, other)) => pairs.push(Pair {
                    unit: row.unit.id.clone(),
                    name: row.unit.name.get(lang).to_owned(),
                    x: *value,
                    y: *other,
                }),
                None => only_x.push(row.unit.name.get(lang).to_owned()),
            }
        }
        let only_y = in_y.iter().filter(|(key, _)| !in_x.contains_key(*key));
        let only_y = only_y.map(|(_, (row, _))| row.unit.name.get(lang).to_owned()).collect();
        Joined { x, y, pairs, only_x, only_y }
    }

    /// "Số liệu mô phỏng: " where one of them is made up.
    pub(super) fn mark(&self, lang: Lang) -> &'static str {
        let marks = [self.x, self.y].map(|measure| measure.publication.mark(lang));
        if marks[0].is_empty() { marks[1] } else { marks[0] }
    }

    /// Where both come from.
    pub(super) fn source(&self, lang: Lang) -> String {
        let sources = [self.x, self.y].map(|measure| source(measure.publication, lang));
        if sources[0] == sources[1] || sources[1].is_empty() { sources[0].clone() } else { sources.join("; ") }
    }

    /// What must be said of either.
    pub(super) fn notices(&self, lang: Lang) -> Vec<Notice> {
        let mut all = notices(self.x.publication, lang);
        if self.x.publication.dataset.id != self.y.publication.dataset.id {
            // Of two publications each note says whose it is.
            let of = |notice: Notice, publication: &Publication| Notice {
                title: format!("{} – {}", notice.title, publication.dataset.title.get(lang)),
                ..notice
            };
            let others = notices(self.y.publication, lang);
            all = all.into_iter().map(|notice| of(notice, self.x.publication)).collect();
            all.extend(others.into_iter().map(|notice| of(notice, self.y.publication)));
        }
        all
    }
}

/// The measure with which most units are shared: another part of the same publication, else an index of the same year before others.
pub(super) fn best_partner<'a>(site: &Site, all: &'a [Measure<'a>], one: &'a Measure<'a>) -> Option<&'a Measure<'a>> {
    let own = known(site, one);
    let near = |other: &Measure<'_>| (i32::from(other.publication.year) - i32::from(one.publication.year)).abs();
    all.iter()
        .filter(|other| other.id != one.id && other.publication.dataset.level == one.publication.dataset.level)
        .filter(|other| other.publication.dataset.simulated == one.publication.dataset.simulated)
        .max_by_key(|other| {
            let shared = known(site, other).keys().filter(|key| own.contains_key(*key)).count();
            let other_index = other.publication.dataset.index != one.publication.dataset.index;
            (shared, other_index, -near(other), other.part.is_some())
        })
}
