//! The numbers of a published file against each other: what a stranger can compute again without a ballot.

use chiso_estimate::{Interval, Method, distribution};
use chiso_survey::score::{Score as Sum, score};

use super::file::{Estimate, Published, ScaleOf, Score};
use super::wrong::Wrong;

/// How far two numbers may be apart that should be the same, by the greater of them and one.
const NEAR: f64 = 1e-9;

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= NEAR * a.abs().max(b.abs()).max(1.0)
}

impl Published {
    /// The first number that does not follow from the others; none where all do: scores from items, their errors from the covariance of the items, intervals from errors and
    /// multiplier, the multiplier from the level, rates from counts, and the same of every unit.
    pub(crate) fn wrong(&self) -> Option<Wrong> {
        self.rates().or_else(|| self.label()).or_else(|| self.whole()).or_else(|| self.of_units())
    }

    fn same(at: impl Into<String>, said: Option<f64>, follows: Option<f64>) -> Option<Wrong> {
        match (said, follows) {
            (Some(said), Some(follows)) if near(said, follows) => None,
            (None, None) => None,
            (said, follows) => Some(Wrong::Number {
                at: at.into(),
                said: said.unwrap_or(f64::NAN),
                follows: follows.unwrap_or(f64::NAN),
            }),
        }
    }

    fn rates(&self) -> Option<Wrong> {
        let response = &self.response;
        let rates = response.outcomes().and_then(|outcomes| outcomes.rates());
        Self::same("response.rr1", response.rr1, rates.map(|rates| rates.rr1))
            .or_else(|| Self::same("response.rr2", response.rr2, rates.map(|rates| rates.rr2)))
            .or_else(|| Self::same("response.rr3", response.rr3, rates.map(|rates| rates.rr3)))
    }

    /// What the interval is called is what its multiplier gives.
    fn label(&self) -> Option<Wrong> {
        let multiplier = self.interval.multiplier?;
        let given = 2.0 * distribution::student_cdf(multiplier, self.interval.df) - 1.0;
        Self::same("interval.level", Some(self.interval.level), Some(given))
    }

    fn interval_of(&self, at: &str, scored: &Score, estimate: &Estimate) -> Option<Wrong> {
        // The interval of a share of nobody or everybody is made from the number of those who answered, which is not told of units.
        let at_an_end = scored.scale == ScaleOf::Percent && (estimate.value <= 0.0 || estimate.value >= 100.0);
        if scored.question.is_some() && at_an_end {
            return None;
        }
        let sum = Sum { value: estimate.value, variance: estimate.standard_error.map(|error| error * error) };
        let ends = self.interval.multiplier.and_then(|multiplier| sum.interval(multiplier, scored.scale.into()));
        let (low, high) = ends.filter(|_| estimate.low.is_some()).unzip();
        Self::same(format!("{at}.low"), estimate.low, low)
            .or_else(|| Self::same(format!("{at}.high"), estimate.high, high))
    }

    fn whole(&self) -> Option<Wrong> {
        let value = |name: &str| {
            let score = self.scores.iter().find(|score| score.name == name)?;
            score.estimate.map(|estimate| estimate.value)
        };
        self.scores.iter().find_map(|scored| {
            let estimate = scored.estimate.as_ref()?;
            let items = self.item_weights(&scored.name);
            let values: Vec<Option<f64>> = items.iter().map(|(name, _)| value(name)).collect();
            let weights: Vec<(usize, f64)> = items.iter().enumerate().map(|(at, (_, weight))| (at, *weight)).collect();
            let covariance = |a: usize, b: usize| self.covariance_of_items.named(&items[a].0, &items[b].0);
            let follows = score(&weights, &values, covariance);
            let at = format!("scores.{}", scored.name);
            Self::same(&at, Some(estimate.value), follows.map(|sum| sum.value))
                .or_else(|| {
                    let error = follows.and_then(|sum| sum.standard_error());
                    Self::same(format!("{at}.standard_error"), estimate.standard_error, error)
                })
                .or_else(|| self.interval_of(&at, scored, estimate))
        })
    }

    fn of_units(&self) -> Option<Wrong> {
        self.units.iter().find_map(|unit| {
            let value = |name: &String| unit.scores.get(name).map(|estimate| estimate.value);
            self.scores.iter().find_map(|scored| {
                let estimate = unit.scores.get(&scored.name)?;
                let items = self.item_weights(&scored.name);
                let values: Vec<Option<f64>> = items.iter().map(|(name, _)| value(name)).collect();
                let weights: Vec<(usize, f64)> =
                    items.iter().enumerate().map(|(at, (_, weight))| (at, *weight)).collect();
                let at = format!("units.{}.{}", unit.id, scored.name);
                let follows = score(&weights, &values, |_, _| None).map(|sum| sum.value);
                let error = |variance: Option<f64>| variance.map(|variance| variance.max(0.0).sqrt());
                let own = error(unit.covariance.named(&scored.name, &scored.name));
                let between = self.covariance_between_units.get(&scored.name);
                let between = error(between.and_then(|matrix| matrix.named(&unit.id, &unit.id)));
                Self::same(&at, Some(estimate.value), follows)
                    .or_else(|| {
                        own.and_then(|own| Self::same(format!("{at}.covariance"), estimate.standard_error, Some(own)))
                    })
                    .or_else(|| {
                        between.and_then(|own| {
                            Self::same(format!("{at}.covariance_between"), estimate.standard_error, Some(own))
                        })
                    })
                    .or_else(|| self.interval_of(&at, scored, estimate))
            })
        })
    }
}

/// The multiplier of an interval of a level, with so many degrees of freedom.
pub(super) fn multiplier(level: f64, df: f64) -> Option<f64> {
    let interval = Interval::new(Method::T, level).ok()?;
    (df > 0.0).then(|| interval.standard_errors(df))
}
