//! Calibration to totals of numeric auxiliaries.

use super::{Distance, Projection, Weighting};
use crate::error::EstimateError;
use crate::solve::Cholesky;

/// Steps of Newton's method before it gives up.
const STEPS: usize = 100;
/// Totals are reached when off by no more than this share of their size.
const REACHED: f64 = 1e-13;
/// And in any case when no step brings them nearer than this.
const GOOD_ENOUGH: f64 = 1e-9;

/// A variable whose total in the population is known.
#[derive(Debug, Clone)]
pub struct Auxiliary {
    /// As messages call it.
    pub name: String,
    /// Its value for each row.
    pub values: Vec<f64>,
    /// Its total in the population.
    pub total: f64,
}

/// Calibrates weights by Newton's method with halved steps.
pub(super) fn calibrated(
    mut weighting: Weighting,
    auxiliaries: &[Auxiliary],
    distance: Distance,
) -> Result<Weighting, EstimateError> {
    distance.check()?;
    let old = std::mem::take(&mut weighting.weights);
    for auxiliary in auxiliaries {
        if auxiliary.values.len() != old.len() {
            let (column, rows) = (auxiliary.name.clone(), auxiliary.values.len());
            return Err(EstimateError::Length { column, rows, wanted: old.len() });
        }
        if let Some(row) = auxiliary.values.iter().position(|value| !value.is_finite()) {
            return Err(EstimateError::MissingLabel { column: auxiliary.name.clone(), row: row + 1 });
        }
    }
    let p = auxiliaries.len();
    // Auxiliaries in units of their own size, so that none drowns the others.
    let size: Vec<f64> = auxiliaries
        .iter()
        .map(|x| {
            let sum: f64 = x.values.iter().zip(&old).map(|(x, w)| w * x * x).sum();
            let weight: f64 = old.iter().sum();
            if sum > 0.0 { (sum / weight).sqrt() } else { 1.0 }
        })
        .collect();
    let x = |row: usize, j: usize| auxiliaries[j].values[row] / size[j];
    let totals: Vec<f64> = auxiliaries.iter().zip(&size).map(|(x, size)| x.total / size).collect();
    let state = |lambda: &[f64]| {
        let (mut ratio, mut reached, mut slope) = (vec![0.0; old.len()], vec![0.0; p], vec![0.0; p * p]);
        for (row, weight) in old.iter().enumerate() {
            let u = (0..p).map(|j| x(row, j) * lambda[j]).sum();
            let (f, df) = distance.ratio(u);
            ratio[row] = f;
            for j in 0..p {
                reached[j] += weight * f * x(row, j);
                for k in 0..=j {
                    slope[j * p + k] += weight * df * x(row, j) * x(row, k);
                }
            }
        }
        for j in 0..p {
            for k in j + 1..p {
                slope[j * p + k] = slope[k * p + j];
            }
        }
        (ratio, reached, slope)
    };
    let worst = |reached: &[f64]| {
        let off = |j: usize| (reached[j] - totals[j]).abs() / totals[j].abs().max(1.0);
        (0..p).map(|j| (j, off(j))).fold((0, 0.0), |a, b| if b.1 > a.1 || b.1.is_nan() { b } else { a })
    };
    let mut lambda = vec![0.0; p];
    let mut now = state(&lambda);
    let mut off = worst(&now.1);
    for _ in 0..STEPS {
        if off.1 <= REACHED {
            break;
        }
        let decomposed = Cholesky::new(&now.2, p);
        let missing: Vec<f64> = totals.iter().zip(&now.1).map(|(total, reached)| total - reached).collect();
        let step = decomposed.solve(&missing);
        let mut length = 1.0;
        let next = loop {
            let tried: Vec<f64> = lambda.iter().zip(&step).map(|(l, s)| l + length * s).collect();
            let there = state(&tried);
            let there_off = worst(&there.1);
            if there_off.1 < off.1 {
                break Some((tried, there, there_off));
            }
            length /= 2.0;
            if length < 1e-6 {
                break None;
            }
        };
        let Some(next) = next else { break };
        (lambda, now, off) = next;
    }
    if off.1.is_nan() || off.1 > GOOD_ENOUGH {
        let j = off.0;
        if !Cholesky::new(&state(&vec![0.0; p]).2, p).kept[j] {
            return Err(EstimateError::AuxiliaryFollows { auxiliary: auxiliaries[j].name.clone() });
        }
        let reached = now.1[j] * size[j];
        let (auxiliary, total) = (auxiliaries[j].name.clone(), auxiliaries[j].total);
        return Err(EstimateError::CalibrationStopped { auxiliary, reached, total, bounds: distance.bounds() });
    }
    weighting.weights = old.iter().zip(&now.0).map(|(weight, ratio)| weight * ratio).collect();
    weighting.projection = Some(projection(auxiliaries, &old));
    weighting.by_cells = false;
    Ok(weighting)
}

/// An orthonormal basis of the auxiliaries times the root of the design weights (Gram and Schmidt, each column cleaned twice).
fn projection(auxiliaries: &[Auxiliary], design_weights: &[f64]) -> Projection {
    let root: Vec<f64> = design_weights.iter().map(|weight| weight.sqrt()).collect();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let length = |column: &[f64]| column.iter().map(|x| x * x).sum::<f64>().sqrt();
    for auxiliary in auxiliaries {
        let mut column: Vec<f64> = auxiliary.values.iter().zip(&root).map(|(x, root)| x * root).collect();
        let before = length(&column);
        for earlier in basis.iter().chain(&basis) {
            let share: f64 = earlier.iter().zip(&column).map(|(a, b)| a * b).sum();
            column.iter_mut().zip(earlier).for_each(|(c, e)| *c -= share * e);
        }
        let left = length(&column);
        if left > 1e-9 * before {
            column.iter_mut().for_each(|x| *x /= left);
            basis.push(column);
        }
    }
    Projection::Numbers { basis, root }
}
