//! Units in the order of a score, and between which places each may stand.

use std::collections::BTreeMap;

use chiso_estimate::distribution::student_quantile;
use chiso_survey::ranks::{Places, level_of_each, places};

use super::file::{Estimate, Published, Unit};

impl Published {
    /// The units, the greatest score first; those of which nothing is told last, by name.
    pub(super) fn in_order(&self, score: &str) -> Vec<&Unit> {
        let mut units: Vec<&Unit> = self.units.iter().collect();
        let value =
            |unit: &Unit| unit.scores.get(score).map_or(f64::NEG_INFINITY, |estimate: &Estimate| estimate.value);
        units.sort_by(|a, b| {
            value(b).total_cmp(&value(a)).then_with(|| a.title.vi.cmp(&b.title.vi)).then_with(|| a.id.cmp(&b.id))
        });
        units
    }

    /// Between which places each unit may stand, by id, from the covariance of the units; empty where that is not told.
    pub(super) fn places(&self, score: &str) -> BTreeMap<&str, Places> {
        let Some(matrix) = self.covariance_between_units.get(score) else { return BTreeMap::new() };
        let value = |id: &String| {
            self.units.iter().find(|unit| unit.id == *id)?.scores.get(score).map(|estimate| estimate.value)
        };
        let Some(values) =
            matrix.names.iter().map(value).collect::<Option<Vec<f64>>>().filter(|values| values.len() > 1)
        else {
            return BTreeMap::new();
        };
        let errors = student_quantile(0.5 + level_of_each(self.interval.level, values.len()) / 2.0, self.interval.df);
        let found = places(&values, |a, b| matrix.of(a, b), errors).unwrap_or_default();
        matrix.names.iter().map(String::as_str).zip(found).collect()
    }
}
