//! Intervals of shares.

use super::ShareFacts;
use crate::distribution::{beta_quantile, student_quantile};

/// Below this the variance of a share is rounding.
const NO_VARIANCE: f64 = 1e-300;

/// Respondents of a simple random sample that would tell as much.
fn effective(facts: &ShareFacts) -> f64 {
    if facts.variance <= NO_VARIANCE { facts.respondents } else { facts.share * (1.0 - facts.share) / facts.variance }
}

pub(super) fn logit(facts: &ShareFacts) -> Option<(f64, f64)> {
    let p = facts.share;
    if p <= 0.0 || p >= 1.0 {
        // No logit: what the beta interval says.
        return beta(facts);
    }
    let middle = libm::log(p / (1.0 - p));
    let margin = facts.multiplier * facts.variance.sqrt() / (p * (1.0 - p));
    Some((expit(middle - margin), expit(middle + margin)))
}

pub(crate) fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

pub(super) fn arcsine(facts: &ShareFacts) -> (f64, f64) {
    let p = facts.share.clamp(0.0, 1.0);
    let middle = libm::asin(p.sqrt());
    let spread = (p * (1.0 - p)).sqrt();
    let margin = if spread > 0.0 { facts.multiplier * facts.variance.sqrt() / (2.0 * spread) } else { 0.0 };
    let back = |x: f64| libm::sin(x.clamp(0.0, std::f64::consts::FRAC_PI_2)).powi(2);
    (back(middle - margin), back(middle + margin))
}

/// A share that was calibrated to is known: no variance, though it lies between 0 and 1.
fn known(facts: &ShareFacts) -> Option<(f64, f64)> {
    let p = facts.share;
    (facts.variance <= NO_VARIANCE && p > 0.0 && p < 1.0).then_some((p, p))
}

pub(super) fn wilson(facts: &ShareFacts) -> Option<(f64, f64)> {
    if let Some(known) = known(facts) {
        return Some(known);
    }
    let (n, z, p) = (effective(facts), facts.multiplier, facts.share);
    if !(n.is_finite() && n > 0.0) {
        return None;
    }
    let square = z * z / n;
    let middle = (p + square / 2.0) / (1.0 + square);
    let margin = z / (1.0 + square) * (p * (1.0 - p) / n + square / (4.0 * n)).max(0.0).sqrt();
    Some(((middle - margin).max(0.0), (middle + margin).min(1.0)))
}

/// The exact interval of a share of people who were drawn simply (Clopper and Pearson 1934): `of` out of `all`. None of nobody.
pub fn exact_share(of: u64, all: u64, level: f64) -> Option<(f64, f64)> {
    let tail = (1.0 - level) / 2.0;
    let others = all.checked_sub(of).filter(|_| all > 0)? as f64;
    let of = of as f64;
    Some((beta_quantile(tail, of, others + 1.0), beta_quantile(1.0 - tail, of + 1.0, others)))
}

/// The effective size is corrected for the degrees of freedom, as Korn and Graubard do and R `survey` after them.
pub(super) fn beta(facts: &ShareFacts) -> Option<(f64, f64)> {
    if let Some(known) = known(facts) {
        return Some(known);
    }
    let tail = (1.0 - facts.level) / 2.0;
    let seen = facts.variance > NO_VARIANCE;
    let correction = if seen {
        student_quantile(tail, facts.all_respondents - 1.0) / student_quantile(tail, facts.design_df)
    } else {
        1.0
    };
    let n = effective(facts) * correction * correction;
    let p = facts.share.clamp(0.0, 1.0);
    if !(n.is_finite() && n > 0.0) {
        return None;
    }
    let low = beta_quantile(tail, n * p, n * (1.0 - p) + 1.0);
    let high = beta_quantile(1.0 - tail, n * p + 1.0, n * (1.0 - p));
    (low.is_finite() && high.is_finite()).then_some((low, high))
}
