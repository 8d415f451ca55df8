//! The rescaled bootstrap.

use super::{Replicates, SplitMix64, Units, Weights};
use crate::error::EstimateError;

/// Draws n−1 of the n units of each stratum with replacement; the weight of a unit is multiplied by its count · n/(n−1). Strata in order, replicates in order, one stream of
/// chance. With populations, deviations from 1 are shrunk by the root of the share that was not sampled (Rao and Wu 1988).
pub(super) fn bootstrap(units: &Units, replicates: usize, seed: u64) -> Result<Replicates, EstimateError> {
    units.refuse_lonely()?;
    if replicates < 2 {
        return Err(EstimateError::Replicates { replicates, wanted: 2 });
    }
    let mut members = vec![Vec::new(); units.sizes.len()];
    for (unit, stratum) in units.stratum.iter().enumerate() {
        members[*stratum].push(unit);
    }
    let mut chance = SplitMix64::new(seed);
    let mut draw = || {
        let mut multiplier = vec![0.0; units.count()];
        for (members, left) in members.iter().zip(&units.left) {
            let n = members.len();
            let mut drawn = vec![0u32; n];
            for _ in 1..n {
                drawn[chance.below(n as u64) as usize] += 1;
            }
            for (unit, times) in members.iter().zip(drawn) {
                multiplier[*unit] = 1.0 + left.sqrt() * (f64::from(times) * n as f64 / (n - 1) as f64 - 1.0);
            }
        }
        units.leaves(&multiplier)
    };
    Ok(Replicates {
        weights: Weights::Multipliers((0..replicates).map(|_| draw()).collect()),
        scale: 1.0 / (replicates - 1) as f64,
        scales: vec![1.0; replicates],
        from_estimate: false,
        df: units.df().min(replicates as f64 - 1.0),
    })
}
