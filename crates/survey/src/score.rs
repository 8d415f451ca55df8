//! Scores: weighted means of items, with the error that the covariance of the items gives.

use chiso_model::exact_sum;

/// What a score is measured on, which its interval respects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// Percent from 0 to 100, made of shares: the interval is symmetric for log p/(1−p), by the delta method, and stays within the ends.
    Percent,
    /// Anything else, made of means: the interval is symmetric.
    Plain,
}

/// A weighted mean of items.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Score {
    /// The score.
    pub value: f64,
    /// Its variance; none where the covariance of two items is not known.
    pub variance: Option<f64>,
}

/// The weighted mean of items: `weights` are the numbers of items and their shares, which add up to 1. None where an item that counts has no value.
///
/// The variance of Σ wᵢ xᵢ is Σ wᵢ wⱼ cov(xᵢ, xⱼ): exact for a linear combination, whatever each item is estimated by.
pub fn score(
    weights: &[(usize, f64)],
    values: &[Option<f64>],
    covariance: impl Fn(usize, usize) -> Option<f64>,
) -> Option<Score> {
    let counting: Vec<(usize, f64)> = weights.iter().copied().filter(|(_, weight)| *weight != 0.0).collect();
    let terms = counting.iter().map(|(item, weight)| values.get(*item).copied().flatten().map(|value| weight * value));
    let terms = terms.collect::<Option<Vec<f64>>>().filter(|terms| !terms.is_empty())?;
    let pairs = counting.iter().enumerate().flat_map(|(at, (a, wa))| {
        let covariance = &covariance;
        counting[at..].iter().map(move |(b, wb)| {
            let twice = if a == b { 1.0 } else { 2.0 };
            covariance(*a, *b).map(|covariance| twice * wa * wb * covariance)
        })
    });
    let variance = pairs.collect::<Option<Vec<f64>>>().map(|terms| exact_sum(&terms).max(0.0));
    Some(Score { value: exact_sum(&terms), variance })
}

impl Score {
    /// The standard error.
    pub fn standard_error(&self) -> Option<f64> {
        self.variance.map(f64::sqrt)
    }

    /// The ends of an interval of so many standard errors to each side.
    pub fn interval(&self, standard_errors: f64, scale: Scale) -> Option<(f64, f64)> {
        let error = self.standard_error()?;
        let share = self.value / 100.0;
        let margin = standard_errors * error;
        if scale == Scale::Plain || share <= 0.0 || share >= 1.0 {
            return Some((self.value - margin, self.value + margin));
        }
        let middle = libm::log(share / (1.0 - share));
        let margin = margin / 100.0 / (share * (1.0 - share));
        let back = |x: f64| 100.0 / (1.0 + libm::exp(-x));
        Some((back(middle - margin), back(middle + margin)))
    }
}
