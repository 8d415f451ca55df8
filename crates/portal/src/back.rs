//! "As now": what the provinces of then would have had within the boundaries of now. Constructed, and said to be so wherever it is shown.

use std::collections::BTreeMap;

use chiso_catalogue::{Scheme, Unit};
use chiso_engine::{BackSeries, Combination, Constructed, back_series};
use chiso_model::agency::AgencyId;
use chiso_model::{Cell, Lang, decimal};

use crate::site::{Publication, Site};

/// The constructed values of one publication.
pub(crate) struct AsNow<'s> {
    site: &'s Site,
    pub(crate) series: BackSeries,
    pub(crate) digits: u8,
}

/// One of today's units.
pub(crate) struct NowRow<'a> {
    pub(crate) agency: &'a AgencyId,
    pub(crate) unit: &'a Unit,
    pub(crate) value: Cell,
    pub(crate) constructed: &'a Constructed,
}

impl<'s> AsNow<'s> {
    /// None for units that are those of today, or that are no provinces.
    pub(crate) fn of(site: &'s Site, publication: &Publication) -> Option<AsNow<'s>> {
        if publication.dataset.scheme != Some(Scheme::Provinces63) {
            return None;
        }
        let (then, now) = (Scheme::Provinces63.day()?, Scheme::Provinces34.day()?);
        let agency = |unit: &str| site.catalogue.agency_in(Scheme::Provinces63, unit).map(|found| found.id().clone());
        let values: BTreeMap<AgencyId, Cell> =
            publication.board.rows.iter().filter_map(|row| Some((agency(&row.unit.id)?, row.value))).collect();
        let series =
            back_series(site.catalogue.register(), &values, (then, now), Combination::WeightedMean, &site.weights);
        Some(AsNow { site, series, digits: publication.board.digits })
    }

    /// The units of today, the highest value first, those without one after them.
    pub(crate) fn rows(&self) -> Vec<NowRow<'_>> {
        let mut rows: Vec<NowRow<'_>> = self
            .series
            .units
            .iter()
            .filter_map(|constructed| {
                let code = self.site.catalogue.unit_of(Scheme::Provinces34, &constructed.unit)?;
                let unit = self.site.catalogue.unit(Scheme::Provinces34, code)?;
                Some(NowRow { agency: &constructed.unit, unit, value: constructed.value, constructed })
            })
            .collect();
        let key = |row: &NowRow<'_>| row.value.value().map_or(f64::INFINITY, |value| -value);
        rows.sort_by(|a, b| {
            key(a)
                .total_cmp(&key(b))
                .then_with(|| chiso_web::fold::key(&a.unit.name.vi).cmp(&chiso_web::fold::key(&b.unit.name.vi)))
        });
        rows
    }

    /// The unit of today in which a unit of then lies.
    pub(crate) fn successor(&self, unit: &str) -> Option<NowRow<'_>> {
        let then = self.site.catalogue.agency_in(Scheme::Provinces63, unit)?.id().clone();
        self.rows().into_iter().find(|row| row.constructed.parts.iter().any(|part| part.unit == then))
    }

    /// How a number came about: "(Lào Cai 86,20 + Yên Bái 85,10) ÷ 2".
    pub(crate) fn formula(&self, constructed: &Constructed, lang: Lang) -> String {
        self.series.formula(constructed, self.digits, lang, |agency| self.name_then(agency, lang))
    }

    /// Name of a unit of then.
    fn name_then(&self, agency: &AgencyId, lang: Lang) -> &'s str {
        let found = self.site.catalogue.register().on(agency, self.series.then);
        found.map_or("?", |found| found.title(lang))
    }

    /// The units of then whose value is not known, by name.
    pub(crate) fn lacking(&self, constructed: &Constructed, lang: Lang) -> Vec<String> {
        let missing = constructed.parts.iter().filter(|part| part.value.is_missing());
        missing.map(|part| self.name_then(&part.unit, lang).to_owned()).collect()
    }

    /// The value as printed, or why there is none.
    pub(crate) fn text(&self, value: Cell, lang: Lang) -> Result<String, String> {
        value
            .get()
            .map(|value| decimal(value, self.digits, lang))
            .map_err(|kind| chiso_web::format::missing(kind, lang).to_owned())
    }
}
