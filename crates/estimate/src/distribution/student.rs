//! Student's t.

use super::beta::{beta_log_density_kernel, halves};
use super::{invert, normal_cdf, normal_quantile};

/// P(T ≤ t) with `df` degrees of freedom; infinite `df` is the normal distribution.
pub fn student_cdf(t: f64, df: f64) -> f64 {
    if df.is_infinite() {
        return normal_cdf(t);
    }
    let tail = 0.5 * tail_of_both(t, df);
    if t > 0.0 { 1.0 - tail } else { tail }
}

/// The t with P(T ≤ t) = p.
pub fn student_quantile(p: f64, df: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || df.is_nan() || df <= 0.0 {
        return f64::NAN;
    }
    if df.is_infinite() {
        return normal_quantile(p);
    }
    if p == 0.5 {
        return 0.0;
    }
    if p == 0.0 || p == 1.0 {
        return if p == 0.0 { f64::NEG_INFINITY } else { f64::INFINITY };
    }
    if df > MANY {
        return close_to_normal(normal_quantile(p), df);
    }
    let tail = p.min(1.0 - p);
    let target = libm::log(2.0 * tail);
    // In log t, so that one degree of freedom and far tails are as easy as others. P(|T| > t) falls, hence the signs.
    let log_t = invert::increasing(
        |u| target - libm::log(tail_of_both(libm::exp(u), df)),
        |u| {
            let t = libm::exp(u);
            2.0 * t * density(t, df) / tail_of_both(t, df)
        },
        -80.0,
        700.0,
        libm::log(-normal_quantile(tail)).max(-80.0),
    );
    let t = libm::exp(log_t);
    if p < 0.5 { -t } else { t }
}

/// Degrees of freedom from which the expansion is more accurate than the continued fraction, whose argument 1 - t²/df loses digits.
const MANY: f64 = 20_000.0;

/// Fisher and Cornish's expansion of the quantile about that of the normal distribution (Abramowitz and Stegun 26.7.5); what is left out is of the order of df⁻⁵.
fn close_to_normal(z: f64, df: f64) -> f64 {
    let square = z * z;
    let polynomial = |coefficients: &[f64]| coefficients.iter().fold(0.0, |sum, c| sum * square + c) * z;
    let terms = [
        polynomial(&[1.0, 1.0]) / 4.0,
        polynomial(&[5.0, 16.0, 3.0]) / 96.0,
        polynomial(&[3.0, 19.0, 17.0, -15.0]) / 384.0,
        polynomial(&[79.0, 776.0, 1482.0, -1920.0, -945.0]) / 92_160.0,
    ];
    z + terms.iter().rev().fold(0.0, |sum, term| (sum + term) / df)
}

/// P(|T| > |t|).
fn tail_of_both(t: f64, df: f64) -> f64 {
    let square = t * t;
    if square.is_infinite() {
        return libm::exp(0.5 * df * (libm::log(df) - 2.0 * libm::log(t.abs()))).min(1.0);
    }
    halves(df / (df + square), square / (df + square), 0.5 * df, 0.5).0
}

fn density(t: f64, df: f64) -> f64 {
    let square = t * t;
    // Density of x = df / (df + t²), which is beta(df/2, 1/2), times |dx/dt| / 2 = x(1-x)/t.
    libm::exp(beta_log_density_kernel(df / (df + square), square / (df + square), 0.5 * df, 0.5)) / t
}
