//! Sums that do not depend on the order of their terms.

/// The sum of `terms`, as if added without error and rounded once (to nearest, ties to even): any order of the terms gives the same bits (architecture,
/// invariant 6).
///
/// Two-sum (Knuth, TAOCP 4.2.2) carries the rounding error of each addition along; when the carried error proves that the result is the correctly rounded one,
/// it is returned, and only otherwise the terms are added as an expansion that loses nothing. Terms must be finite and their sum within the range of `f64`.
pub fn exact_sum(terms: &[f64]) -> f64 {
    let (mut sum, mut error, mut size_of_errors) = (0.0f64, 0.0f64, 0.0f64);
    for &term in terms {
        let lost;
        (sum, lost) = two_sum(sum, term);
        error += lost;
        size_of_errors += lost.abs();
    }
    let (rounded, rest) = two_sum(sum, error);
    // `rounded + rest` differs from the true sum by what `error` itself lost while it was added up.
    let doubt = size_of_errors * (terms.len() as f64) * f64::EPSILON;
    if rest.abs() + doubt < half_gap(rounded) { rounded + 0.0 } else { expansion_sum(terms) }
}

/// The rounded sum of two numbers and the part that rounding lost.
#[inline]
fn two_sum(a: f64, b: f64) -> (f64, f64) {
    let sum = a + b;
    let part = sum - a;
    (sum, (a - (sum - part)) + (b - part))
}

/// Half the distance to the nearer neighbour.
#[inline]
fn half_gap(value: f64) -> f64 {
    0.5 * (value.next_up() - value).min(value - value.next_down())
}

/// Adds by a growing list of parts that do not overlap (Shewchuk 1997, "Adaptive precision floating-point arithmetic"), then rounds the list once.
fn expansion_sum(terms: &[f64]) -> f64 {
    let mut parts: Vec<f64> = Vec::new();
    for &term in terms {
        let mut carry = term;
        let mut kept = 0;
        for i in 0..parts.len() {
            let lost;
            (carry, lost) = two_sum(carry, parts[i]);
            if lost != 0.0 {
                parts[kept] = lost;
                kept += 1;
            }
        }
        parts.truncate(kept);
        parts.push(carry);
    }
    // From the greatest part down, until something is left over; then only its sign and that of the next part decide a tie.
    let mut rest = parts.into_iter().rev();
    let mut sum = rest.next().unwrap_or(0.0);
    while let Some(part) = rest.next() {
        let lost;
        (sum, lost) = two_sum(sum, part);
        if lost != 0.0 {
            if let Some(next) = rest.find(|p| *p != 0.0)
                && (next < 0.0) == (lost < 0.0)
            {
                let doubled = 2.0 * lost;
                let pushed = sum + doubled;
                if pushed - sum == doubled {
                    sum = pushed;
                }
            }
            break;
        }
    }
    sum + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn cancelling_terms_leave_what_is_left() {
        assert_eq!(exact_sum(&[1e100, 1.0, -1e100]), 1.0);
        assert_eq!(exact_sum(&[0.1; 10]), 1.0);
        assert_eq!(exact_sum(&[]).to_bits(), 0);
        assert_eq!(exact_sum(&[-253.309_717_800_096_48]), -253.309_717_800_096_48);
        // A tie that only the smallest term breaks.
        assert_eq!(exact_sum(&[1.0, 2f64.powi(-53), 2f64.powi(-80)]), 1.0f64.next_up());
        assert_eq!(exact_sum(&[1.0, 2f64.powi(-53)]), 1.0);
    }

    proptest! {
        #[test]
        fn order_does_not_matter(mut terms in proptest::collection::vec((-1e12..1e12f64, -20i32..20).prop_map(|(x, e)| x * 2f64.powi(e)), 0..200), seed in any::<u64>()) {
            let forward = exact_sum(&terms);
            prop_assert_eq!(expansion_sum(&terms), forward);
            let mut state = seed | 1;
            for i in (1..terms.len()).rev() {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                terms.swap(i, usize::try_from(state >> 33).unwrap_or(0) % (i + 1));
            }
            prop_assert_eq!(exact_sum(&terms).to_bits(), forward.to_bits());
        }

        /// Integers add without error in 128 bits: an independent answer.
        #[test]
        fn agrees_with_integers(terms in proptest::collection::vec(-(1i64 << 52)..(1i64 << 52), 0..300)) {
            let exact: i128 = terms.iter().map(|t| i128::from(*t)).sum();
            let floats: Vec<f64> = terms.iter().map(|t| *t as f64).collect();
            prop_assert_eq!(exact_sum(&floats), exact as f64);
        }
    }
}
