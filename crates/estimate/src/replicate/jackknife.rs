//! The jackknife.

use super::{Replicates, Units, Weights};
use crate::error::EstimateError;

pub(super) fn jk1(units: &Units) -> Result<Replicates, EstimateError> {
    let n = units.count();
    if n < 2 {
        return Err(EstimateError::Replicates { replicates: n, wanted: 2 });
    }
    let kept = n as f64 / (n - 1) as f64;
    let without = |left_out: usize| {
        let multipliers: Vec<f64> = (0..n).map(|unit| if unit == left_out { 0.0 } else { kept }).collect();
        units.leaves(&multipliers)
    };
    // One stratum's correction, where there is only one.
    let correction = if units.left.len() == 1 { units.left[0] } else { 1.0 };
    Ok(Replicates {
        weights: Weights::Multipliers((0..n).map(without).collect()),
        scale: correction / kept,
        scales: vec![1.0; n],
        from_estimate: false,
        df: n as f64 - 1.0,
    })
}

pub(super) fn jkn(units: &Units) -> Result<Replicates, EstimateError> {
    units.refuse_lonely()?;
    let n = units.count();
    let without = |left_out: usize| {
        let stratum = units.stratum[left_out];
        let size = units.sizes[stratum] as f64;
        let multiplier = |unit: usize| match (unit == left_out, units.stratum[unit] == stratum) {
            (true, _) => 0.0,
            (false, true) => size / (size - 1.0),
            (false, false) => 1.0,
        };
        units.leaves(&(0..n).map(multiplier).collect::<Vec<_>>())
    };
    let scale = |unit: usize| {
        let stratum = units.stratum[unit];
        units.left[stratum] * (units.sizes[stratum] as f64 - 1.0) / units.sizes[stratum] as f64
    };
    Ok(Replicates {
        weights: Weights::Multipliers((0..n).map(without).collect()),
        scale: 1.0,
        scales: (0..n).map(scale).collect(),
        from_estimate: false,
        df: units.df(),
    })
}
