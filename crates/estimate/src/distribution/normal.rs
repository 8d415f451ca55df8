//! The normal distribution.

use std::f64::consts::{PI, SQRT_2};

use super::invert;

/// P(Z ≤ x).
pub fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x / SQRT_2)
}

/// The z with P(Z ≤ z) = p.
pub fn normal_quantile(p: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) {
        return f64::NAN;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    if p > 0.5 {
        // Solved in the lower tail, where no digits are lost.
        return -lower(1.0 - p);
    }
    lower(p)
}

fn lower(p: f64) -> f64 {
    let density = |x: f64| libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt();
    // The logarithm makes far tails as easy as near ones.
    let target = libm::log(p);
    invert::increasing(
        |x| libm::log(normal_cdf(x)) - target,
        |x| density(x) / normal_cdf(x),
        -38.5,
        0.0,
        -(-2.0 * target).sqrt().min(38.0),
    )
}
