//! Quantiles: the inverse of the weighted distribution function, intervals by Woodruff (1952).

use super::linear::Of;
use super::{Rows, Score};
use crate::exact::Exact;
use crate::outcome::{Dressing, Found};
use crate::replicate::Weights;

/// Answers in order, with the weight of those up to each.
struct Distribution {
    values: Vec<f64>,
    up_to: Vec<f64>,
    total: f64,
}

impl Distribution {
    fn new(y: &[f64], order: &[u32], weight: impl Fn(usize) -> f64) -> Distribution {
        let (mut values, mut up_to): (Vec<f64>, Vec<f64>) = (Vec::new(), Vec::new());
        let mut sum = Exact::ZERO;
        for row in order.iter().map(|row| *row as usize) {
            let w = weight(row);
            if w == 0.0 {
                continue;
            }
            sum.add(w);
            if values.last() == Some(&y[row]) {
                up_to.pop();
            } else {
                values.push(y[row]);
            }
            up_to.push(sum.value());
        }
        Distribution { values, up_to, total: sum.value() }
    }

    /// The least value whose share is at least `p`; the least of all for p ≤ 0, the greatest for p ≥ 1.
    fn quantile(&self, p: f64) -> Option<f64> {
        let wanted = p * self.total;
        let at = self.up_to.partition_point(|up_to| *up_to < wanted);
        self.values.get(at).or(self.values.last()).copied()
    }
}

impl Rows<'_> {
    pub(super) fn quantile(&self, y: &[f64], p: f64, dressing: Dressing) -> Found {
        let mut order: Vec<u32> = (0..y.len() as u32).filter(|row| !y[*row as usize].is_nan()).collect();
        order.sort_unstable_by(|a, b| y[*a as usize].total_cmp(&y[*b as usize]));
        let weights = &self.weighting.weights;
        let distribution = Distribution::new(y, &order, |row| weights[row]);
        let Some(value) = distribution.quantile(p) else { return Found::default() };
        let below: Vec<f64> =
            y.iter().map(|y| if y.is_nan() { f64::NAN } else { f64::from(u8::from(*y <= value)) }).collect();
        let (share, _) = self.ratio(&below, None, Of::Mean);
        let mut found = Found { value: Some(value), spread: None, ..share.clone() };
        if let Some(replicates) = self.replicates {
            let of = |r: usize| {
                let weight = |row: usize| match &replicates.weights {
                    Weights::Given(columns) => columns[r][row],
                    Weights::Multipliers(leaves) => weights[row] * leaves[r][self.design.leaf[row] as usize],
                };
                Distribution::new(y, &order, weight).quantile(p).unwrap_or(f64::NAN)
            };
            let values: Vec<f64> = (0..replicates.len()).map(of).collect();
            let score = Score::of_replicates(&values, value, replicates);
            found.variance = Some(score.covariance(&score, &self.tree));
            return found;
        }
        found.variance = None;
        let df = dressing.df_of(share.df);
        if let (Some(at), Some(variance)) = (share.value, share.variance)
            && df > 0.0
        {
            let errors = dressing.interval.standard_errors(df);
            let margin = errors * variance.max(0.0).sqrt();
            let ends = (distribution.quantile(at - margin), distribution.quantile(at + margin));
            if let (Some(low), Some(high)) = ends {
                found.interval = Some((low, high));
                found.variance = Some(((high - low) / (2.0 * errors)).powi(2));
            }
        }
        found
    }
}
