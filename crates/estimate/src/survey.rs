//! The one call: a sample, items, estimands, domains in; estimates with intervals and covariances out.

use std::sync::Arc;

use crate::calibration::{Projection, Weighting};
use crate::design::{Design, Tree};
use crate::error::EstimateError;
use crate::estimand::{Answers, Estimand, Item};
use crate::factor::Factor;
use crate::interval::{Interval, Method};
use crate::outcome::{DegreesOfFreedom, Dressing, Estimate};
use crate::replicate::Replicates;
use crate::rows::{Rows, Score};
use crate::tally::{Columns, Context, Places, Tally};

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
    /// A weighted sum of estimates and its standard error, covariances between them counted: a score of means, a difference of domains. `None` where an estimate has no value
    /// or no covariance.
    pub fn combined(&self, terms: &[(usize, f64)]) -> Option<(f64, f64)> {
        let values =
            terms.iter().map(|(at, weight)| Some(self.rows.get(*at)?.value? * weight)).collect::<Option<Vec<f64>>>()?;
        let scores = terms
            .iter()
            .map(|(at, weight)| Some((self.scores.get(*at)?.as_ref()?, *weight)))
            .collect::<Option<Vec<_>>>()?;
        // One pass over the sample, instead of one for each pair.
        let sum = Score::combined(&scores)?;
        let variance = sum.covariance(&sum, &self.tree);
        Some((chiso_model::exact_sum(&values), variance.max(0.0).sqrt())).filter(|(_, error)| !error.is_nan())
    }

    /// The covariances of weighted sums of estimates: entry `[i][j]`, `j` up to `i`, is that of the sums `i` and `j`. `None` where a term has no value or no covariance.
    pub fn covariances(&self, sums: &[Vec<(usize, f64)>]) -> Vec<Vec<Option<f64>>> {
        // Each sum once, instead of every pair of terms.
        let of = |terms: &Vec<(usize, f64)>| {
            let scores = terms.iter().map(|(at, weight)| {
                self.rows.get(*at)?.value?;
                Some((self.scores.get(*at)?.as_ref()?, *weight))
            });
            Score::combined(&scores.collect::<Option<Vec<_>>>()?)
        };
        let scores: Vec<Option<Score>> = sums.iter().map(of).collect();
        let covariance = |a: &Option<Score>, b: &Option<Score>| {
            Some(a.as_ref()?.covariance(b.as_ref()?, &self.tree)).filter(|covariance| !covariance.is_nan())
        };
        let row = |at: usize| scores[..=at].iter().map(|other| covariance(&scores[at], other)).collect();
        (0..scores.len()).map(row).collect()
    }

    /// The covariance of two estimates, by their places; `None` where one has none (quantiles, nobody in the domain).
    pub fn covariance(&self, a: usize, b: usize) -> Option<f64> {
        let (a, b) = (self.scores.get(a)?.as_ref()?, self.scores.get(b)?.as_ref()?);
        Some(a.covariance(b, &self.tree)).filter(|covariance| !covariance.is_nan())
    }
}

impl Survey<'_> {
    /// Estimates: through a tally where one knows enough, which is fast and gives the same bits as a tally that grew ballot by ballot; from rows otherwise.
    ///
    /// Where respondents are a stage of the design, covariances of different estimates need [`Survey::estimate_rows`].
    ///
    /// # Errors
    ///
    /// Columns of different lengths, lonely units, no degrees of freedom, an interval that fits no estimand.
    pub fn estimate(&self, request: &Request) -> Result<Estimates, EstimateError> {
        let levels = request.domains.map_or(1, |domains| domains.levels.len());
        let (by_tally, by_rows): (Vec<usize>, Vec<usize>) = (0..request.estimands.len())
            .partition(|at| self.is_tallied(&request.estimands[*at], request.interval.method()));
        if by_tally.is_empty() {
            return self.estimate_rows(request);
        }
        self.check(request)?;
        let part = |which: &[usize]| Request {
            estimands: which.iter().map(|at| request.estimands[*at].clone()).collect(),
            ..request.clone()
        };
        let mut whole = self.tallied(&part(&by_tally), levels, request)?;
        let others = if by_rows.is_empty() { None } else { Some(self.rows_part(&part(&by_rows), request)?) };
        let mut rows: Vec<(Estimate, Option<Score>)> = Vec::new();
        let originals = by_tally.iter().zip(whole.rows.chunks(levels).zip(whole.scores.chunks(levels)));
        let others = others
            .iter()
            .flat_map(|others| by_rows.iter().zip(others.rows.chunks(levels).zip(others.scores.chunks(levels))));
        for (at, (estimates, scores)) in originals.chain(others) {
            let placed = estimates.iter().map(|estimate| Estimate { estimand: *at, ..estimate.clone() });
            rows.extend(placed.zip(scores.iter().cloned()));
        }
        rows.sort_by_key(|(estimate, _)| (estimate.estimand, estimate.domain));
        (whole.rows, whole.scores) = rows.into_iter().unzip();
        Ok(whole)
    }

    /// True where an estimand comes from tallies.
    fn is_tallied(&self, estimand: &Estimand, method: Method) -> bool {
        let codes = |item: usize| matches!(self.items.get(item), Some(Item { answers: Answers::Codes { .. }, .. }));
        let fits = match estimand {
            // The first step of logistic regression looks at each weight.
            Estimand::Share { .. } if method == Method::LikelihoodAsR => false,
            Estimand::Mean(item) | Estimand::Total(item) => *item < self.items.len(),
            Estimand::Share { item, .. } | Estimand::Count { item, .. } | Estimand::Variance(item) => codes(*item),
            Estimand::Ratio { .. } => !self.design.frame.draws_respondents(),
            Estimand::Quantile { .. } => false,
        };
        fits && self.replicates.is_none() && self.weighting.by_cells
    }

    fn tallied(&self, request: &Request, levels: usize, whole: &Request) -> Result<Estimates, EstimateError> {
        // Only the items that are asked for, then the pairs of ratios.
        let item = |at: usize| self.items.get(at).map(|item| item.answers).ok_or(EstimateError::NoItem(at));
        let mut wanted: Vec<usize> =
            request.estimands.iter().filter(|e| !matches!(e, Estimand::Ratio { .. })).map(Estimand::item).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let mut columns = wanted.iter().map(|at| item(*at).map(Columns::One)).collect::<Result<Vec<_>, _>>()?;
        for estimand in &request.estimands {
            if let Estimand::Ratio { numerator, denominator } = estimand {
                columns.push(Columns::Pair(item(*numerator)?, item(*denominator)?));
            }
        }
        let estimands: Vec<Estimand> = request
            .estimands
            .iter()
            .map(|estimand| estimand.moved(|at| wanted.binary_search(&at).unwrap_or(at)))
            .collect();
        let (cell, raked) = match &self.weighting.projection {
            Some(Projection::Cells { of_row, raked }) => (Some(of_row.as_slice()), Some(raked)),
            _ => (None, None),
        };
        let places = Places {
            leaf: &self.design.leaf,
            cell,
            domain: request.domains.map(|domains| domains.codes.as_slice()),
            weight: &self.design.weights,
        };
        let tally = Tally::of_columns(&places, &columns, self.design.frame.draws_respondents(), request.threads);
        let context = Context::new(&tally, &self.design.frame, raked, levels)?;
        let dressing = context.dressing(request);
        dressing.check(&whole.estimands)?;
        context.estimates(&estimands, dressing, request.threads)
    }

    /// Estimates from rows, whatever the estimand and the design.
    ///
    /// # Errors
    ///
    /// Columns of different lengths, lonely units, no degrees of freedom, an interval that fits no estimand.
    pub fn estimate_rows(&self, request: &Request) -> Result<Estimates, EstimateError> {
        self.check(request)?;
        self.rows_part(request, request)
    }

    /// Some estimands of a request; what is said of all of them was looked at for the whole.
    fn rows_part(&self, request: &Request, whole: &Request) -> Result<Estimates, EstimateError> {
        let rows = Rows::new(self.design, self.weighting, self.replicates, self.items, request.domains)?;
        let dressing = self.dressing(request, rows.design_df());
        dressing.check(&whole.estimands)?;
        let found = rows.estimate(request, dressing)?;
        Ok(Estimates { rows: found.estimates, scores: found.scores, tree: found.tree })
    }

    fn dressing(&self, request: &Request, design_df: f64) -> Dressing {
        Dressing::new(request.interval, request.df, design_df, self.design.rows() as f64)
    }

    fn check(&self, request: &Request) -> Result<(), EstimateError> {
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
