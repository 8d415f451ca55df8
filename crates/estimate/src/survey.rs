//! The one call: a sample, items, estimands, domains in; estimates with intervals and covariances out.

use std::sync::Arc;

use crate::calibration::Weighting;
use crate::design::{Design, Tree};
use crate::error::EstimateError;
use crate::estimand::{Estimand, Item};
use crate::factor::Factor;
use crate::interval::Interval;
use crate::outcome::{DegreesOfFreedom, Dressing, Estimate};
use crate::replicate::Replicates;
use crate::rows::{Rows, Score};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// What is estimated; items by their place in the sample's list.
    pub estimands: Vec<Estimand>,
    /// Groups of respondents; the whole design stays in view, whoever is in them.
    pub domains: Option<&'a Factor>,
    /// The kind and level of intervals; a kind for shares is used for shares, others get t.
    pub interval: Interval,
    /// Degrees of freedom of intervals.
    pub df: DegreesOfFreedom,
    /// How many threads may work; the result does not depend on it.
    pub threads: usize,
}

impl Request<'_> {
    /// Estimates of the whole sample, 95 % intervals by t.
    pub fn of(estimands: Vec<Estimand>) -> Request<'static> {
        Request { estimands, domains: None, interval: Interval::default(), df: DegreesOfFreedom::Design, threads: 1 }
    }
}

/// A sample in memory.
#[derive(Debug, Clone)]
pub struct Survey<'a> {
    /// How it was drawn.
    pub design: &'a Design,
    /// Weights in use.
    pub weighting: &'a Weighting,
    /// Replicates, where the variance is taken from them.
    pub replicates: Option<&'a Replicates>,
    /// Answers.
    pub items: &'a [Item<'a>],
}

/// Estimates in the order estimand, then domain, and the covariance of any two.
#[derive(Debug, Clone)]
pub struct Estimates {
    /// The estimates.
    pub rows: Vec<Estimate>,
    pub(crate) scores: Vec<Option<Score>>,
    pub(crate) tree: Arc<Tree>,
}

impl Estimates {
    /// The covariance of two estimates, by their places; `None` where one has none (quantiles, nobody in the domain).
    pub fn covariance(&self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (self.scores.get(a)?.as_ref()?, self.scores.get(b)?.as_ref()?);
        Some(a.covariance(b, &self.tree))
    }
}

impl Survey<'_> {
    /// Estimates from rows, whatever the estimand and the design.
    ///
    /// # Errors
    ///
    /// Columns of different lengths, lonely units, no degrees of freedom, an interval that fits no estimand.
    pub fn estimate_rows(&self, request: &Request) -> Result<Estimates, EstimateError> {
        self.check(request)?;
        let rows = Rows::new(self.design, self.weighting, self.replicates, self.items, request.domains)?;
        let dressing = self.dressing(request, rows.design_df());
        dressing.check(&request.estimands)?;
        let found = rows.estimate(request, dressing)?;
        Ok(Estimates { rows: found.estimates, scores: found.scores, tree: found.tree })
    }

    pub(crate) fn dressing(&self, request: &Request, design_df: f64) -> Dressing {
        Dressing { interval: request.interval, df: request.df, design_df, all_respondents: self.design.rows() as f64 }
    }

    pub(crate) fn check(&self, request: &Request) -> Result<(), EstimateError> {
        let wanted = self.design.rows();
        let columns = self.items.iter().map(|item| (&item.name, item.answers.len()));
        let domains = request.domains.map(|domains| (&domains.name, domains.codes.len()));
        for (column, rows) in columns.chain(domains) {
            if rows != wanted {
                return Err(EstimateError::Length { column: column.clone(), rows, wanted });
            }
        }
        Ok(())
    }
}
