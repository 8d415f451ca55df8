//! Mean, spread and shape of a column. Sums are exact, so the order of the units does not matter.

use chiso_model::exact_sum;

/// Mean; none of no values.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    if values.is_empty() { None } else { Some(exact_sum(values) / values.len() as f64) }
}

/// Standard deviation with n - 1; none of fewer than two values.
pub(crate) fn deviation(values: &[f64], scratch: &mut Vec<f64>) -> Option<f64> {
    let mean = mean(values)?;
    if values.len() < 2 {
        return None;
    }
    scratch.clear();
    scratch.extend(values.iter().map(|x| (x - mean) * (x - mean)));
    Some((exact_sum(scratch) / (values.len() as f64 - 1.0)).sqrt())
}

/// Quantile of type 7 (Hyndman and Fan 1996) of sorted values; none of no values.
pub(crate) fn quantile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    // 0.55 x 100 is 55, not a place a little above it.
    let place = if chiso_model::same(place, place.round()) { place.round() } else { place };
    // The place lies between 0 and the last index.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let below = (place.floor() as usize).min(last);
    let above = (below + 1).min(last);
    let part = place - below as f64;
    Some(if part == 0.0 { sorted[below] } else { sorted[below] + part * (sorted[above] - sorted[below]) })
}

/// Median; none of no values. Sorts in place.
pub(crate) fn median(values: &mut [f64]) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    quantile(values, 0.5)
}

/// Skewness and kurtosis, adjusted for the sample (G1 and G2 of Joanes and Gill 1998, the "type 2" of statistical packages).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Shape {
    pub(crate) skewness: f64,
    pub(crate) kurtosis: f64,
}

impl Shape {
    pub(crate) fn outside(self, skewness: f64, kurtosis: f64) -> bool {
        self.skewness.abs() > skewness && self.kurtosis > kurtosis
    }

    fn from_sums(n: f64, second: f64, third: f64, fourth: f64) -> Option<Shape> {
        let variance = second / n;
        if variance <= 0.0 || n < 4.0 {
            return None;
        }
        let g1 = (third / n) / (variance * variance.sqrt());
        let g2 = (fourth / n) / (variance * variance) - 3.0;
        Some(Shape {
            skewness: g1 * (n * (n - 1.0)).sqrt() / (n - 2.0),
            kurtosis: ((n + 1.0) * g2 + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0)),
        })
    }
}

/// The shape of a column; none of fewer than four values, or when all are equal.
pub(crate) fn shape(values: &[f64], scratch: &mut Vec<f64>) -> Option<Shape> {
    let mean = mean(values)?;
    let mut sum_of = |power: fn(f64) -> f64| {
        scratch.clear();
        scratch.extend(values.iter().map(|x| power(x - mean)));
        exact_sum(scratch)
    };
    let (second, third, fourth) = (sum_of(|d| d * d), sum_of(|d| d * d * d), sum_of(|d| (d * d) * (d * d)));
    Shape::from_sums(values.len() as f64, second, third, fourth)
}

/// Whether a column lies outside both gates, and its skewness; none where it has no shape.
///
/// A decision, not a number: plain sums decide unless they come so near a gate, or lose so many digits, that the order of the terms could matter. Then exact sums do.
pub(crate) fn outside_gates(
    values: &[f64],
    skewness: f64,
    kurtosis: f64,
    scratch: &mut Vec<f64>,
) -> Option<(bool, f64)> {
    let n = values.len() as f64;
    let mean = lanes(values, |x| [x, 0.0, 0.0])[0] / n;
    let [second, third, fourth] = lanes(values, |x| {
        let d = x - mean;
        let square = d * d;
        [square, square * d, square * square]
    });
    let quick = Shape::from_sums(n, second, third, fourth);
    let clear = quick.is_some_and(|shape| {
        let near = |value: f64, gate: f64| (value - gate).abs() <= 1e-6 * gate.abs().max(1.0);
        let digits_kept = mean.abs() * n * f64::EPSILON < 1e-9 * (second / n).sqrt();
        digits_kept && !near(shape.skewness.abs(), skewness) && !near(shape.kurtosis, kurtosis)
    });
    let shape = if clear { quick? } else { self::shape(values, scratch)? };
    Some((shape.outside(skewness, kurtosis), shape.skewness))
}

/// Sums of three functions of the values, in four lanes so that the processor need not wait for each addition.
fn lanes(values: &[f64], function: impl Fn(f64) -> [f64; 3]) -> [f64; 3] {
    let mut sums = [[0.0f64; 4]; 3];
    let chunks = values.chunks_exact(4);
    for (i, value) in chunks.remainder().iter().enumerate() {
        for (sum, term) in sums.iter_mut().zip(function(*value)) {
            sum[i] += term;
        }
    }
    for chunk in chunks {
        for (i, value) in chunk.iter().enumerate() {
            for (sum, term) in sums.iter_mut().zip(function(*value)) {
                sum[i] += term;
            }
        }
    }
    sums.map(|s| (s[0] + s[1]) + (s[2] + s[3]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_type_7() {
        let sorted = [1.0, 2.0, 4.0, 8.0];
        for (share, wanted) in [(0.0, 1.0), (0.25, 1.75), (0.5, 3.0), (0.75, 5.0), (1.0, 8.0)] {
            assert_eq!(quantile(&sorted, share), Some(wanted), "{share}");
        }
        assert_eq!(quantile(&[], 0.5), None);
    }

    #[test]
    fn shape_of_a_small_sample() {
        // By hand: 1, 2, 3, 10 has mean 4, sums of powers of the deviations 50, 180, 1394.
        let shape = shape(&[1.0, 2.0, 3.0, 10.0], &mut Vec::new()).unwrap();
        let g1: f64 = (180.0 / 4.0) / (12.5f64 * 12.5f64.sqrt());
        assert!((shape.skewness - g1 * 12f64.sqrt() / 2.0).abs() < 1e-12);
        let g2: f64 = (1394.0 / 4.0) / (12.5 * 12.5) - 3.0;
        assert!((shape.kurtosis - (5.0 * g2 + 6.0) * 3.0 / 2.0).abs() < 1e-12);
        assert_eq!(super::shape(&[1.0, 1.0, 1.0, 1.0], &mut Vec::new()), None);
        assert_eq!(super::shape(&[1.0, 2.0, 3.0], &mut Vec::new()), None);
    }
}
