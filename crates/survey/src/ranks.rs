//! Between which places a unit may stand: from the differences of scores and the errors of these differences.
//!
//! A unit stands above another for certain where their difference is more than chance would make it, every comparison of one unit held to the level together
//! (Bonferroni). As many as stand above it for certain come before it, as many as stand below come after: the places between are its interval (Mogstad, Romano, Shaikh,
//! Wilhelm, “Inference for Ranks with Applications to Mobility across Neighbourhoods and Academic Achievement across Countries”, 2024).

/// The first and the last place that a unit may have; 1 is the best.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Places {
    /// The best place it may have.
    pub first: usize,
    /// The worst.
    pub last: usize,
}

/// The level that each comparison is held to, so that all comparisons of one of so many units hold at `level` together.
pub fn level_of_each(level: f64, units: usize) -> f64 {
    1.0 - (1.0 - level) / units.saturating_sub(1).max(1) as f64
}

/// Places of units, of which the greatest score is the best. `covariance` is that of two units, of a unit with itself its variance; `errors` is how many standard errors a
/// difference must be, for [`level_of_each`]. None where a covariance is not known.
pub fn places(scores: &[f64], covariance: impl Fn(usize, usize) -> Option<f64>, errors: f64) -> Option<Vec<Places>> {
    let above = |a: usize, b: usize| {
        let variance = covariance(a, a)? + covariance(b, b)? - 2.0 * covariance(a, b)?;
        let (difference, margin) = (scores[a] - scores[b], errors * variance.max(0.0).sqrt());
        Some(difference > margin)
    };
    let of = |unit: usize| {
        let others = || (0..scores.len()).filter(|other| *other != unit);
        let better = others().map(|other| above(other, unit)).collect::<Option<Vec<bool>>>()?;
        let worse = others().map(|other| above(unit, other)).collect::<Option<Vec<bool>>>()?;
        let count = |all: &[bool]| all.iter().filter(|one| **one).count();
        Some(Places { first: 1 + count(&better), last: scores.len() - count(&worse) })
    };
    (0..scores.len()).map(of).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(scores: &[f64], variances: &[f64], shared: f64, errors: f64) -> Vec<(usize, usize)> {
        let covariance = |a: usize, b: usize| Some(if a == b { variances[a] } else { shared });
        places(scores, covariance, errors).unwrap().into_iter().map(|places| (places.first, places.last)).collect()
    }

    #[test]
    fn without_error_places_are_those_of_the_scores_and_equals_share_theirs() {
        assert_eq!(of(&[3.0, 9.0, 5.0], &[0.0; 3], 0.0, 2.0), [(3, 3), (1, 1), (2, 2)]);
        assert_eq!(of(&[5.0, 9.0, 5.0], &[0.0; 3], 0.0, 2.0), [(2, 3), (1, 1), (2, 3)]);
    }

    #[test]
    fn who_cannot_be_told_apart_may_have_any_place_among_them() {
        // Differences of 1 and 8 with a standard error of √2 and a multiplier of 2: 2.83.
        assert_eq!(of(&[80.0, 79.0, 71.0], &[1.0; 3], 0.0, 2.0), [(1, 2), (1, 2), (3, 3)]);
        assert_eq!(of(&[80.0, 79.0, 71.0], &[100.0; 3], 0.0, 2.0), [(1, 3); 3]);
    }

    #[test]
    fn errors_that_units_share_do_not_hide_their_order() {
        // The same variances, and all but a hundredth of it common: the difference has a standard error of 0.14.
        assert_eq!(of(&[80.0, 79.0], &[1.0; 2], 0.99, 2.0), [(1, 1), (2, 2)]);
        assert_eq!(of(&[80.0, 79.0], &[1.0; 2], 0.0, 2.0), [(1, 2), (1, 2)]);
    }

    #[test]
    fn one_unit_and_no_covariance() {
        assert_eq!(of(&[80.0], &[1.0], 0.0, 2.0), [(1, 1)]);
        assert_eq!(places(&[80.0, 79.0], |a, b| (a == b).then_some(1.0), 2.0), None);
        assert!((level_of_each(0.95, 11) - 0.995).abs() < 1e-15);
        assert!((level_of_each(0.95, 1) - 0.95).abs() < 1e-15);
    }
}
