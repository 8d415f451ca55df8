//! The interval of a share by its likelihood, scaled by the design effect (Rao and Scott 1984).

use super::ShareFacts;
use super::share::expit;
use crate::distribution::{normal_cdf, student_quantile};

/// Twice the log likelihood ratio of `p` against `q`, for one respondent.
fn deviance(p: f64, q: f64) -> f64 {
    let term = |a: f64, b: f64| if a > 0.0 { a * libm::log(a / b) } else { 0.0 };
    2.0 * (term(p, q) + term(1.0 - p, 1.0 - q))
}

/// Both shares at which the deviance, by the dispersion n/(n−1), is the squared multiplier times the design effect.
pub(super) fn interval(facts: &ShareFacts) -> Option<(f64, f64)> {
    let (p, n) = (facts.share, facts.respondents);
    if p <= 0.0 || p >= 1.0 || n <= 1.0 {
        return super::share::beta(facts);
    }
    let effect = facts.variance / (p * (1.0 - p)) * n;
    let target = facts.multiplier * facts.multiplier * effect / (n - 1.0);
    let solve = |end: f64| {
        let (mut inner, mut outer) = (p, end);
        for _ in 0..2000 {
            let middle = f64::midpoint(inner, outer);
            if middle == inner || middle == outer {
                break;
            }
            if deviance(p, middle) < target { inner = middle } else { outer = middle }
        }
        inner
    };
    Some((solve(0.0), solve(1.0)))
}

/// The same as R `survey` 4.1 comes to it: logistic regression whose last step but one gives the weights, a profile at steps of a fifth of the greatest deviation, a cubic
/// spline through it, and straight lines between points of the spline.
pub(super) fn as_r(facts: &ShareFacts) -> Option<(f64, f64)> {
    let (p, n) = (facts.share, facts.respondents);
    if p <= 0.0 || p >= 1.0 || n <= 2.0 {
        return super::share::beta(facts);
    }
    let (fitted, before) = iterated(p, n, facts.first_step.unwrap_or(p));
    let (spread, weight) = (fitted * (1.0 - fitted), before * (1.0 - before));
    // The sandwich: what the last weights and residuals make of the variance of the share.
    let robust = facts.variance / (spread * spread);
    let naive = 1.0 / (n * weight);
    let start = libm::log(fitted / (1.0 - fitted));
    let level_of = |theta: f64| n * deviance(p, expit(theta));
    let residual = p * (1.0 - fitted).powi(2) + (1.0 - p) * fitted.powi(2);
    let dispersion = residual / spread * n / (n - 1.0);
    let cut = facts.multiplier * (robust / naive).sqrt();
    let alpha = normal_cdf(-cut) / 2.0;
    let furthest = -student_quantile(alpha / 2.0, n - 1.0);
    let step = furthest / 5.0 * robust.sqrt();
    let mut points = vec![(start, 0.0)];
    for sign in [-1.0, 1.0] {
        let mut reached = 0.0f64;
        let mut steps = 1.0;
        while steps < 10.0 && reached < furthest {
            let theta = start + sign * steps * step;
            reached = ((level_of(theta) - level_of(start)) / dispersion).max(0.0).sqrt();
            points.push((theta, sign * reached));
            steps += 1.0;
        }
    }
    points.sort_by(|a, b| a.0.total_cmp(&b.0));
    let curve = Spline::new(&points);
    let many = 3 * points.len();
    let (first, last) = (points[0].0, points[points.len() - 1].0);
    let grid: Vec<(f64, f64)> = (0..many)
        .map(|i| {
            let x = first + (last - first) * i as f64 / (many - 1) as f64;
            (x, curve.at(x))
        })
        .collect();
    let at = |wanted: f64| {
        grid.windows(2).find(|pair| pair[0].1 <= wanted && wanted <= pair[1].1).map(|pair| {
            let ((x0, y0), (x1, y1)) = (pair[0], pair[1]);
            expit(x0 + (x1 - x0) * (wanted - y0) / (y1 - y0))
        })
    };
    // A variance that is mere rounding leaves a profile without slope.
    at(-cut).zip(at(cut)).or_else(|| interval(facts))
}

/// Iterated weighted least squares from a first share, until the deviance changes by less than 10⁻⁸: the last share and the one before.
fn iterated(p: f64, n: f64, first: f64) -> (f64, f64) {
    let (mut before, mut now) = (first, first);
    let mut last = f64::INFINITY;
    for _ in 0..25 {
        let level = n * deviance_of_respondent(p, now);
        if (level - last).abs() / (level.abs() + 0.1) < 1e-8 {
            break;
        }
        last = level;
        before = now;
        now = expit(libm::log(now / (1.0 - now)) + (p - now) / (now * (1.0 - now)));
    }
    (now, before)
}

/// Twice the negative log likelihood of a respondent, not compared with anything.
fn deviance_of_respondent(p: f64, q: f64) -> f64 {
    -2.0 * (p * libm::log(q) + (1.0 - p) * libm::log(1.0 - q))
}

/// A cubic spline whose third derivative at the ends is that of the cubic through the four outermost points (Forsythe, Malcolm and Moler 1977).
struct Spline {
    x: Vec<f64>,
    y: Vec<f64>,
    /// Second derivatives over six.
    c: Vec<f64>,
}

impl Spline {
    fn new(points: &[(f64, f64)]) -> Spline {
        let n = points.len();
        let x: Vec<f64> = points.iter().map(|point| point.0).collect();
        let y: Vec<f64> = points.iter().map(|point| point.1).collect();
        let gap: Vec<f64> = x.windows(2).map(|pair| pair[1] - pair[0]).collect();
        let slope: Vec<f64> = (0..n - 1).map(|i| (y[i + 1] - y[i]) / gap[i]).collect();
        // Divided differences of the third order at both ends.
        let third = |i: usize| {
            ((slope[i + 2] - slope[i + 1]) / (x[i + 3] - x[i + 1]) - (slope[i + 1] - slope[i]) / (x[i + 2] - x[i]))
                / (x[i + 3] - x[i])
        };
        let mut diagonal = vec![0.0; n];
        let mut c = vec![0.0; n];
        for i in 1..n - 1 {
            diagonal[i] = 2.0 * (gap[i - 1] + gap[i]);
            c[i] = slope[i] - slope[i - 1];
        }
        (diagonal[0], diagonal[n - 1]) = (-gap[0], -gap[n - 2]);
        (c[0], c[n - 1]) = (third(0) * gap[0] * gap[0], -third(n - 4) * gap[n - 2] * gap[n - 2]);
        for i in 1..n {
            let share = gap[i - 1] / diagonal[i - 1];
            diagonal[i] -= share * gap[i - 1];
            c[i] -= share * c[i - 1];
        }
        c[n - 1] /= diagonal[n - 1];
        for i in (0..n - 1).rev() {
            c[i] = (c[i] - gap[i] * c[i + 1]) / diagonal[i];
        }
        Spline { x, y, c }
    }

    fn at(&self, u: f64) -> f64 {
        let i = self.x.iter().rposition(|x| *x <= u).unwrap_or(0).min(self.x.len() - 2);
        let gap = self.x[i + 1] - self.x[i];
        let slope = (self.y[i + 1] - self.y[i]) / gap - gap * (self.c[i + 1] + 2.0 * self.c[i]);
        let d = u - self.x[i];
        self.y[i] + d * (slope + d * (3.0 * self.c[i] + d * (self.c[i + 1] - self.c[i]) / gap))
    }
}
