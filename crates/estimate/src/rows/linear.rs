//! Means, shares, totals and ratios: sums over sums, and their linearisation.

use super::{Rows, Score};
use crate::exact::Exact;
use crate::interval::expit;
use crate::outcome::Found;
use crate::replicate::{Replicates, Weights};

/// What a pair of sums stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    Mean,
    Ratio,
    Total,
}

impl Of {
    fn value(self, above: f64, below: f64) -> f64 {
        if self == Of::Total { above } else { above / below }
    }
}

impl Rows<'_> {
    /// Σ w a / Σ w b over rows where `a` is a number (`b` is 1 where not given); for a total Σ w a.
    pub(super) fn ratio(&self, a: &[f64], b: Option<&[f64]>, of: Of) -> (Found, Option<Score>) {
        let weights = &self.weighting.weights;
        let below = |row: usize| b.map_or(1.0, |b| b[row]);
        let (mut above, mut under, mut weight) = (Exact::ZERO, Exact::ZERO, Exact::ZERO);
        let mut respondents = 0;
        let mut counts = vec![0u64; self.counts.len()];
        for (row, a) in a.iter().enumerate().filter(|(_, a)| !a.is_nan()) {
            let w = weights[row];
            above.add_product(w, *a);
            under.add_product(w, below(row));
            weight.add(w);
            if w != 0.0 {
                respondents += 1;
                counts[self.design.leaf[row] as usize] += 1;
            }
        }
        let (above, under, weight) = (above.value(), under.value(), weight.value());
        let mut found = Found { weight, respondents, df: self.tree.degrees_of_freedom(&counts), ..Found::default() };
        let value = of.value(above, under);
        if respondents == 0 || !value.is_finite() {
            // Nobody of the domain answered: a total of nobody is zero, a mean does not exist.
            found.value = (of == Of::Total && respondents == 0).then_some(0.0);
            found.variance = found.value;
            return (found, None);
        }
        found.value = Some(value);
        if of != Of::Ratio {
            found.spread = spread(weights, a, respondents, weight);
        }
        if of != Of::Total && self.replicates.is_none() && self.tree.is_blind(&counts) {
            return (found, None);
        }
        let score = match self.replicates {
            None => self.linearised(a, b, of, value, under),
            Some(replicates) => self.replicated(a, b, of, value, replicates),
        };
        found.variance = Some(score.covariance(&score, &self.tree));
        if let Some(replicates) = self.replicates {
            found.df = replicates.df;
        }
        (found, Some(score))
    }

    fn linearised(&self, a: &[f64], b: Option<&[f64]>, of: Of, value: f64, under: f64) -> Score {
        let z = |row: usize| {
            if a[row].is_nan() {
                return 0.0;
            }
            match of {
                Of::Total => a[row],
                Of::Mean | Of::Ratio => (a[row] - value * b.map_or(1.0, |b| b[row])) / under,
            }
        };
        self.score((0..a.len()).map(z).collect())
    }

    /// The scores of a linearised variable: what calibration explains taken out, times weights, added up by leaf.
    fn score(&self, mut z: Vec<f64>) -> Score {
        if let Some(projection) = &self.weighting.projection {
            projection.take_out(&mut z, &self.design.weights);
        }
        let mut leaves = vec![Exact::ZERO; self.counts.len()];
        for ((leaf, weight), z) in
            self.design.leaf.iter().zip(&self.weighting.weights).zip(&mut z).filter(|(_, z)| **z != 0.0)
        {
            leaves[*leaf as usize].add_product(*weight, *z);
            *z *= weight;
        }
        let leaves = leaves.iter().map(Exact::value).collect();
        if self.tree.groups.is_empty() {
            Score::Leaves(leaves)
        } else {
            Score::of_rows(leaves, z, &self.design.leaf, &self.tree)
        }
    }

    /// Deviations of the replicates, scaled so that their squares add up to the variance.
    fn replicated(&self, a: &[f64], b: Option<&[f64]>, of: Of, value: f64, replicates: &Replicates) -> Score {
        let below = |row: usize| b.map_or(1.0, |b| b[row]);
        let values: Vec<f64> = match &replicates.weights {
            Weights::Given(columns) => columns
                .iter()
                .map(|weights| {
                    let (mut above, mut under) = (Exact::ZERO, Exact::ZERO);
                    for (row, a) in a.iter().enumerate().filter(|(_, a)| !a.is_nan()) {
                        above.add_product(weights[row], *a);
                        under.add_product(weights[row], below(row));
                    }
                    of.value(above.value(), under.value())
                })
                .collect(),
            Weights::Multipliers(multipliers) => {
                let mut sums = vec![(Exact::ZERO, Exact::ZERO); self.counts.len()];
                for (row, a) in a.iter().enumerate().filter(|(_, a)| !a.is_nan()) {
                    let (above, under) = &mut sums[self.design.leaf[row] as usize];
                    above.add_product(self.weighting.weights[row], *a);
                    under.add_product(self.weighting.weights[row], below(row));
                }
                let sums: Vec<(f64, f64)> = sums.iter().map(|(a, b)| (a.value(), b.value())).collect();
                multipliers
                    .iter()
                    .map(|leaves| {
                        let (mut above, mut under) = (Exact::ZERO, Exact::ZERO);
                        for (m, (a, b)) in leaves.iter().zip(&sums) {
                            above.add_product(*m, *a);
                            under.add_product(*m, *b);
                        }
                        of.value(above.value(), under.value())
                    })
                    .collect()
            }
        };
        Score::of_replicates(&values, value, replicates)
    }

    /// (y − ȳ)² n/(n−1): what the mean is the variance of the population, and what its standard error is taken from.
    pub(super) fn squared_deviations(&self, y: &mut [f64]) {
        let weights = &self.weighting.weights;
        let (mut above, mut under) = (Exact::ZERO, Exact::ZERO);
        let mut respondents = 0.0;
        for (y, w) in y.iter().zip(weights).filter(|(y, _)| !y.is_nan()) {
            above.add_product(*w, *y);
            under.add(*w);
            respondents += f64::from(u8::from(*w != 0.0));
        }
        let mean = above.value() / under.value();
        y.iter_mut().for_each(|y| *y = (*y - mean) * (*y - mean) * (respondents / (respondents - 1.0)));
    }

    /// The share after the first step of logistic regression as R starts it: each answer moved halfway to its doubt by its weight.
    pub(super) fn first_step(&self, y: &[f64]) -> Option<f64> {
        let weights = &self.weighting.weights;
        let answered = || y.iter().zip(weights).filter(|(y, w)| !y.is_nan() && **w != 0.0);
        let (mut sum, mut count) = (Exact::ZERO, 0.0);
        answered().for_each(|(_, w)| {
            sum.add(*w);
            count += 1.0;
        });
        let average = sum.value() / count;
        let (mut above, mut under) = (Exact::ZERO, Exact::ZERO);
        for (y, w) in answered() {
            let w = w / average;
            let start = (w * y + 0.5) / (w + 1.0);
            let spread = start * (1.0 - start);
            let eta = libm::log(start / (1.0 - start));
            under.add_product(w, spread);
            above.add_product(w * spread, eta + (y - start) / spread);
        }
        let share = expit(above.value() / under.value());
        share.is_finite().then_some(share)
    }
}

/// The variance of the population: Σ w (y − ȳ)² / Σ w · n/(n−1).
fn spread(weights: &[f64], y: &[f64], respondents: u64, weight: f64) -> Option<f64> {
    if respondents < 2 {
        return None;
    }
    let answered = || y.iter().zip(weights).filter(|(y, _)| !y.is_nan());
    let mut sum = Exact::ZERO;
    answered().for_each(|(y, w)| sum.add_product(*w, *y));
    let mean = sum.value() / weight;
    let mut squares = Exact::ZERO;
    answered().for_each(|(y, w)| squares.add_product(*w, (y - mean) * (y - mean)));
    let n = respondents as f64;
    Some(squares.value() / weight * (n / (n - 1.0)))
}
