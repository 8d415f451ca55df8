//! Balanced half-samples.

use super::{Replicates, Units, Weights};
use crate::error::EstimateError;

/// Half-samples by the rows of a Hadamard matrix: any two strata go together as often as apart.
pub(super) fn brr(units: &Units, fay: f64) -> Result<Replicates, EstimateError> {
    if !(0.0..1.0).contains(&fay) {
        return Err(EstimateError::FayFactor(fay));
    }
    if let Some(s) = units.sizes.iter().position(|size| *size != 2) {
        return Err(EstimateError::BrrNeedsTwo { stratum: units.names[s].clone(), clusters: units.sizes[s] });
    }
    let strata = units.sizes.len();
    let matrix = hadamard(strata + 1);
    let mut second = vec![false; units.count()];
    let mut met = vec![false; strata];
    for (unit, stratum) in units.stratum.iter().enumerate() {
        second[unit] = std::mem::replace(&mut met[*stratum], true);
    }
    let replicates: Vec<Vec<f64>> = matrix
        .iter()
        .map(|row| {
            // The first column is all ones and would always choose the same unit.
            let chosen = |unit: usize| row[units.stratum[unit] + 1] != second[unit];
            let multiplier = |unit: usize| if chosen(unit) { 2.0 - fay } else { fay };
            units.leaves(&(0..units.count()).map(multiplier).collect::<Vec<_>>())
        })
        .collect();
    let count = replicates.len();
    Ok(Replicates {
        weights: Weights::Multipliers(replicates),
        scale: 1.0 / (count as f64 * (1.0 - fay) * (1.0 - fay)),
        scales: vec![1.0; count],
        from_estimate: false,
        df: units.df(),
    })
}

/// A Hadamard matrix of at least this order, true for 1: Sylvester's doubling of 1, or of Paley's matrix of order q + 1 for a prime q = 3 mod 4, whichever is smaller.
pub(super) fn hadamard(least: usize) -> Vec<Vec<bool>> {
    let is_prime = |q: usize| q > 1 && (2..=q.isqrt()).all(|d| !q.is_multiple_of(d));
    let mut seeds = vec![1usize];
    seeds.extend((3..least.max(4)).step_by(4).filter(|q| is_prime(*q)).map(|q| q + 1));
    // The next prime beyond too: its matrix may be smaller than any doubled one.
    // Between n and 8 n there is one (primes of the form 4 k + 3).
    seeds.extend((least.max(4) - 1..8 * least.max(4)).find(|q| q % 4 == 3 && is_prime(*q)).map(|q| q + 1));
    let grown = |seed: usize| {
        let mut order = seed;
        while order < least {
            order *= 2;
        }
        order
    };
    let seed = seeds.into_iter().min_by_key(|seed| grown(*seed)).unwrap_or(1);
    let mut matrix = if seed == 1 { vec![vec![true]] } else { paley(seed - 1) };
    while matrix.len() < least {
        let flipped = |row: &Vec<bool>| row.iter().map(|x| !x).collect::<Vec<bool>>();
        let beside = |right: &dyn Fn(&Vec<bool>) -> Vec<bool>| {
            matrix.iter().map(|row| [row.clone(), right(row)].concat()).collect::<Vec<_>>()
        };
        matrix = [beside(&Clone::clone), beside(&flipped)].concat();
    }
    matrix
}

/// Paley's first construction: 1 + S, S bordered from the squares modulo q.
fn paley(q: usize) -> Vec<Vec<bool>> {
    let squares: std::collections::BTreeSet<usize> = (1..q).map(|x| x * x % q).collect();
    let entry = |i: usize, j: usize| match (i, j) {
        (0, _) => true,
        (_, 0) => false,
        (i, j) => i == j || squares.contains(&((q + j - i) % q)),
    };
    let matrix: Vec<Vec<bool>> = (0..=q).map(|i| (0..=q).map(|j| entry(i, j)).collect()).collect();
    // The first column all ones: rows that begin with −1 are turned about.
    matrix.into_iter().map(|row: Vec<bool>| if row[0] { row } else { row.iter().map(|x| !x).collect() }).collect()
}
