//! Trimming of weights.

use chiso_model::exact_sum;

use crate::error::EstimateError;

/// Cuts weights to `lower..=upper`; what is cut off is shared in equal parts by those that lay inside, again until none lies outside.
pub(super) fn trim(weights: &mut [f64], lower: f64, upper: f64) -> Result<(), EstimateError> {
    let refused = EstimateError::NothingToTrimInto { lower, upper };
    if lower.is_nan() || upper.is_nan() || lower > upper {
        return Err(refused);
    }
    // Each round fixes at least one weight at a bound, and a fixed one takes no more.
    let mut fixed = vec![false; weights.len()];
    loop {
        let mut cut = Vec::new();
        for (weight, fixed) in weights.iter_mut().zip(&mut fixed) {
            let kept = weight.clamp(lower, upper);
            if kept != *weight {
                cut.push(*weight - kept);
                (*weight, *fixed) = (kept, true);
            }
        }
        if cut.is_empty() {
            return Ok(());
        }
        let free = fixed.iter().filter(|fixed| !**fixed).count();
        if free == 0 {
            return Err(refused);
        }
        let share = exact_sum(&cut) / free as f64;
        for (weight, _) in weights.iter_mut().zip(&fixed).filter(|(_, fixed)| !**fixed) {
            *weight += share;
        }
    }
}
