//! The beta distribution, by the continued fraction of its distribution function and a prefix that loses no digits for large parameters.

use std::f64::consts::PI;

use super::invert;

/// P(X ≤ x) for X beta(a, b).
pub fn beta_cdf(x: f64, a: f64, b: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    halves(x, 1.0 - x, a, b).0
}

/// The x with P(X ≤ x) = p, for X beta(a, b); a parameter of zero puts all weight on the end it belongs to.
pub fn beta_quantile(p: f64, a: f64, b: f64) -> f64 {
    if !(0.0..=1.0).contains(&p) || a.is_nan() || b.is_nan() || a < 0.0 || b < 0.0 {
        return f64::NAN;
    }
    if a == 0.0 || p == 0.0 {
        return 0.0;
    }
    if b == 0.0 || p == 1.0 {
        return 1.0;
    }
    let below_middle = p <= halves(0.5, 0.5, a, b).0;
    if below_middle { near_zero(p, a, b) } else { 1.0 - near_zero(1.0 - p, b, a) }
}

/// P(F > f) for the F distribution.
pub fn f_upper_tail(f: f64, df1: f64, df2: f64) -> f64 {
    if f <= 0.0 {
        return 1.0;
    }
    let total = df1 * f + df2;
    halves(df2 / total, df1 * f / total, 0.5 * df2, 0.5 * df1).0
}

/// The quantile in the lower half of (0, 1), where x itself keeps its digits.
fn near_zero(p: f64, a: f64, b: f64) -> f64 {
    invert::increasing(
        |x| if x <= 0.0 { -p } else { halves(x, 1.0 - x, a, b).0 - p },
        |x| libm::exp(beta_log_density_kernel(x, 1.0 - x, a, b)) / (x * (1.0 - x)),
        0.0,
        0.5,
        (a / (a + b)).min(0.4999),
    )
}

/// The distribution function and its complement at x, with y = 1 - x.
pub(super) fn halves(x: f64, y: f64, a: f64, b: f64) -> (f64, f64) {
    if x <= 0.0 {
        return (0.0, 1.0);
    }
    if y <= 0.0 {
        return (1.0, 0.0);
    }
    let prefix = libm::exp(beta_log_density_kernel(x, y, a, b));
    if x <= (a + 1.0) / (a + b + 2.0) {
        let lower = prefix / a * fraction(x, a, b);
        (lower, 1.0 - lower)
    } else {
        let upper = prefix / b * fraction(y, b, a);
        (1.0 - upper, upper)
    }
}

/// log of x^a y^b / B(a, b), by the deviance of the binomial distribution (Loader 2000, "Fast and accurate computation of binomial probabilities"): no difference of large
/// logarithms of the gamma function.
pub(super) fn beta_log_density_kernel(x: f64, y: f64, a: f64, b: f64) -> f64 {
    let n = a + b;
    stirling_error(n) - stirling_error(a) - stirling_error(b) - deviance(a, n * x) - deviance(b, n * y)
        + 0.5 * libm::log(a / n * b / (2.0 * PI))
}

/// log n! less Stirling's formula for it.
fn stirling_error(n: f64) -> f64 {
    if n <= 16.0 {
        return libm::lgamma(n + 1.0) - (n + 0.5) * libm::log(n) + n - 0.5 * libm::log(2.0 * PI);
    }
    let square = n * n;
    let series = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    series.iter().rev().fold(0.0, |sum, term| sum / square + term) / n
}

/// x log(x/m) + m - x, without cancellation near x = m.
fn deviance(x: f64, m: f64) -> f64 {
    if (x - m).abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) + m - x;
    }
    let v = (x - m) / (x + m);
    let mut sum = (x - m) * v;
    let mut power = 2.0 * x * v;
    let square = v * v;
    for odd in 1..1000 {
        power *= square;
        let next = sum + power / f64::from(2 * odd + 1);
        if next == sum {
            break;
        }
        sum = next;
    }
    sum
}

/// The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's method.
fn fraction(x: f64, a: f64, b: f64) -> f64 {
    const TINY: f64 = 1e-300;
    let apart = |value: f64| if value.abs() < TINY { TINY } else { value };
    let mut c = 1.0;
    let mut d = 1.0 / apart(1.0 - (a + b) * x / (a + 1.0));
    let mut result = d;
    for m in 1..100_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / apart(1.0 + even * d);
        c = apart(1.0 + even / c);
        result *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / apart(1.0 + odd * d);
        c = apart(1.0 + odd / c);
        let step = d * c;
        result *= step;
        if (step - 1.0).abs() < 1e-16 {
            break;
        }
    }
    result
}
