//! Replicate weights: the spread of an estimate over samples that might have been.

mod bootstrap;
mod hadamard;
mod jackknife;
mod splitmix;

use crate::design::Design;
use crate::error::EstimateError;

pub use splitmix::SplitMix64;

/// Replicates of a design. The variance is `scale` · Σ r · (θ − centre)² over the replicates' estimates θ and their scales r.
#[derive(Debug, Clone)]
pub struct Replicates {
    pub(crate) weights: Weights,
    pub(crate) scale: f64,
    pub(crate) scales: Vec<f64>,
    /// True where deviations are from the estimate itself, false where from the mean of the replicates.
    pub(crate) from_estimate: bool,
    pub(crate) df: f64,
}

/// The weights of replicates.
#[derive(Debug, Clone)]
pub(crate) enum Weights {
    /// Weights of every row: replicate by replicate.
    Given(Vec<Vec<f64>>),
    /// What the weights of a leaf are multiplied by: replicate by replicate.
    Multipliers(Vec<Vec<f64>>),
}

impl Replicates {
    /// Replicate weights that came with the data: one column a replicate, with its scale and the scale of all.
    ///
    /// Degrees of freedom, where not declared, are the rank of the matrix of weights less one, as in R `survey`.
    ///
    /// # Errors
    ///
    /// Columns of different lengths, another number of scales than columns.
    pub fn given(
        columns: Vec<Vec<f64>>,
        scale: f64,
        scales: Vec<f64>,
        from_estimate: bool,
        df: Option<f64>,
    ) -> Result<Replicates, EstimateError> {
        if scales.len() != columns.len() || columns.len() < 2 {
            return Err(EstimateError::Replicates { replicates: scales.len(), wanted: columns.len().max(2) });
        }
        let rows = columns[0].len();
        if let Some(other) = columns.iter().find(|column| column.len() != rows) {
            return Err(EstimateError::Length {
                column: "replicate weights".to_owned(),
                rows: other.len(),
                wanted: rows,
            });
        }
        let df = df.unwrap_or_else(|| rank(&columns) - 1.0);
        Ok(Replicates { weights: Weights::Given(columns), scale, scales, from_estimate, df })
    }

    /// `JK1`: each unit of the first stage left out in turn, strata ignored.
    ///
    /// # Errors
    ///
    /// Fewer than two units.
    pub fn jk1(design: &Design) -> Result<Replicates, EstimateError> {
        jackknife::jk1(&Units::of(design)?)
    }

    /// `JKn`: each unit left out in turn, the others of its stratum taking its place; with populations, the finite population correction of its stratum.
    ///
    /// # Errors
    ///
    /// A stratum with one unit.
    pub fn jkn(design: &Design) -> Result<Replicates, EstimateError> {
        jackknife::jkn(&Units::of(design)?)
    }

    /// Balanced repeated replication, two units a stratum; `fay` = 0, or Fay's factor: weights are multiplied by `fay` and 2 − `fay`.
    ///
    /// # Errors
    ///
    /// A stratum without exactly two units, a factor outside 0 .. 1.
    pub fn brr(design: &Design, fay: f64) -> Result<Replicates, EstimateError> {
        hadamard::brr(&Units::of(design)?, fay)
    }

    /// The rescaled bootstrap (Rao and Wu 1988, Rao, Wu and Yue 1992): n−1 of the n units of a stratum drawn with replacement. The draws come from [`SplitMix64`] and the
    /// seed, so that anybody can repeat them.
    ///
    /// # Errors
    ///
    /// A stratum with one unit, fewer than two replicates.
    pub fn bootstrap(design: &Design, replicates: usize, seed: u64) -> Result<Replicates, EstimateError> {
        bootstrap::bootstrap(&Units::of(design)?, replicates, seed)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.scales.len()
    }

    /// True without replicates.
    pub fn is_empty(&self) -> bool {
        self.scales.is_empty()
    }
}

/// Units of the first stage.
pub(crate) struct Units {
    /// The unit of each leaf.
    pub(crate) of_leaf: Vec<usize>,
    /// Its stratum, for each unit.
    pub(crate) stratum: Vec<usize>,
    /// Units of each stratum.
    pub(crate) sizes: Vec<usize>,
    pub(crate) names: Vec<String>,
    /// The share of each stratum that was not sampled.
    pub(crate) left: Vec<f64>,
}

impl Units {
    fn of(design: &Design) -> Result<Units, EstimateError> {
        if design.frame.levels_respondents_first() {
            return Err(EstimateError::ReplicatesNeedClusters);
        }
        let first = design.frame.first_stage();
        let count = |of: &[usize]| of.iter().max().map_or(0, |most| most + 1);
        let mut stratum = vec![0; count(&first.cluster)];
        for (cluster, s) in first.cluster.iter().zip(&first.stratum) {
            stratum[*cluster] = *s;
        }
        let mut sizes = vec![0; first.names.len()];
        stratum.iter().for_each(|s| sizes[*s] += 1);
        let mut left = vec![1.0; sizes.len()];
        if let Some(population) = &first.population {
            for (s, p) in first.stratum.iter().zip(population) {
                left[*s] = if first.fractions { 1.0 - p } else { 1.0 - sizes[*s] as f64 / p };
            }
        }
        Ok(Units { of_leaf: first.cluster, stratum, sizes, names: first.names, left })
    }

    pub(crate) fn count(&self) -> usize {
        self.stratum.len()
    }

    /// Multipliers of leaves from those of units.
    pub(crate) fn leaves(&self, units: &[f64]) -> Vec<f64> {
        self.of_leaf.iter().map(|unit| units[*unit]).collect()
    }

    pub(crate) fn df(&self) -> f64 {
        self.count() as f64 - self.sizes.iter().filter(|size| **size > 0).count() as f64
    }

    pub(crate) fn refuse_lonely(&self) -> Result<(), EstimateError> {
        match self.sizes.iter().position(|size| *size == 1) {
            Some(s) => Err(EstimateError::LonelyPsu { stage: 1, stratum: self.names[s].clone() }),
            None => Ok(()),
        }
    }
}

/// The rank of columns, by Gram and Schmidt with the tolerance of R's `qr` in `degf` (10⁻⁵).
fn rank(columns: &[Vec<f64>]) -> f64 {
    let mut basis: Vec<Vec<f64>> = Vec::new();
    let length = |column: &[f64]| column.iter().map(|x| x * x).sum::<f64>().sqrt();
    for column in columns {
        let mut rest = column.clone();
        let before = length(&rest);
        for earlier in basis.iter().chain(&basis) {
            let share: f64 = earlier.iter().zip(&rest).map(|(a, b)| a * b).sum();
            rest.iter_mut().zip(earlier).for_each(|(r, e)| *r -= share * e);
        }
        let left = length(&rest);
        if left > 1e-5 * before {
            rest.iter_mut().for_each(|x| *x /= left);
            basis.push(rest);
        }
    }
    basis.len() as f64
}

#[cfg(test)]
mod tests;
