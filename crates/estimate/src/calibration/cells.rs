//! Margins crossed: everything that post-stratification and raking need is a sum by cell.

use chiso_model::exact_sum;

use super::{Margin, Raking, Residuals};
use crate::error::EstimateError;
use crate::factor::Factor;
use crate::solve::Cholesky;

/// Margins that disagree by more than this share contradict each other.
const DISAGREE: f64 = 1e-9;

/// The cell of each row.
#[derive(Debug, Clone)]
pub(crate) struct Cells {
    pub(crate) of_row: Vec<u32>,
    pub(crate) table: Poststrata,
}

/// Margins crossed into cells: what is needed to rake sums by cell.
#[derive(Debug, Clone)]
pub struct Poststrata {
    /// For each margin, the level of each cell.
    level: Vec<Vec<u32>>,
    names: Vec<String>,
    labels: Vec<Vec<String>>,
    totals: Vec<Vec<f64>>,
}

/// A raked table.
#[derive(Debug, Clone)]
pub(crate) struct Raked {
    /// New weight by old, for each cell.
    pub(crate) ratio: Vec<f64>,
    residuals: Residuals,
    /// For each cell its columns of the regression: one for each margin.
    columns: Vec<Vec<u32>>,
    regression: Cholesky,
}

impl Cells {
    pub(crate) fn new(margins: &[Margin], rows: usize) -> Result<Cells, EstimateError> {
        for Margin { factor, totals } in margins {
            let lengths = [(factor.codes.len(), rows), (totals.len(), factor.levels.len())];
            if let Some((found, wanted)) = lengths.into_iter().find(|(found, wanted)| found != wanted) {
                return Err(EstimateError::Length { column: factor.name.clone(), rows: found, wanted });
            }
            if let Some(row) = factor.codes.iter().position(|code| *code as usize >= totals.len()) {
                return Err(EstimateError::MissingLabel { column: factor.name.clone(), row: row + 1 });
            }
        }
        let factors: Vec<Factor> = margins.iter().map(|margin| margin.factor.clone()).collect();
        let crossed = Factor::crossed(&factors);
        let mut level = vec![vec![0; crossed.levels.len()]; margins.len()];
        for (row, cell) in crossed.codes.iter().enumerate() {
            for (margin, level) in margins.iter().zip(&mut level) {
                level[*cell as usize] = margin.factor.codes[row];
            }
        }
        let table = Poststrata::new(level, margins)?;
        Ok(Cells { of_row: crossed.codes, table })
    }

    pub(crate) fn count(&self) -> usize {
        self.table.cells()
    }
}

impl Poststrata {
    /// Every combination of the margins' levels is a cell, whether anybody is in it or not: for tallies that grow. The rows of the margins are not looked at.
    ///
    /// # Errors
    ///
    /// Margins that disagree on the population.
    pub fn crossed(margins: &[Margin]) -> Result<Poststrata, EstimateError> {
        let cells: usize = margins.iter().map(|margin| margin.totals.len()).product();
        let mut level = vec![Vec::with_capacity(cells); margins.len()];
        for cell in 0..cells {
            // The first margin turns slowest, as where rows are crossed.
            let mut rest = cell;
            for (margin, level) in margins.iter().zip(&mut level).rev() {
                level.push((rest % margin.totals.len()) as u32);
                rest /= margin.totals.len();
            }
        }
        Poststrata::new(level, margins)
    }

    /// The cell of a ballot, from its level of each margin.
    pub fn cell(&self, levels: &[u32]) -> u32 {
        levels.iter().zip(&self.totals).fold(0, |cell, (level, totals)| cell * totals.len() as u32 + level)
    }

    fn new(level: Vec<Vec<u32>>, margins: &[Margin]) -> Result<Poststrata, EstimateError> {
        if let Some((first, others)) = margins.split_first() {
            let sum = exact_sum(&first.totals);
            for other in others {
                let theirs = exact_sum(&other.totals);
                if (sum - theirs).abs() > DISAGREE * sum {
                    let margins = (first.factor.name.clone(), other.factor.name.clone());
                    return Err(EstimateError::MarginsDisagree { margins, sums: (sum, theirs) });
                }
            }
        }
        Ok(Poststrata {
            level,
            names: margins.iter().map(|margin| margin.factor.name.clone()).collect(),
            labels: margins.iter().map(|margin| margin.factor.levels.clone()).collect(),
            totals: margins.iter().map(|margin| margin.totals.clone()).collect(),
        })
    }

    /// How many cells there are.
    pub fn cells(&self) -> usize {
        self.level.first().map_or(1, Vec::len)
    }

    /// Rakes sums of weights by cell; `counts` are respondents with a weight by cell, for residuals that are not weighted.
    pub(crate) fn rake(&self, sums: &[f64], counts: &[u64], raking: Raking) -> Result<Raked, EstimateError> {
        let mut weights = sums.to_vec();
        let population = self.totals.first().map_or(0.0, |totals| exact_sum(totals));
        for margin in 0..self.names.len() {
            self.everyone_is_there(margin, &weights)?;
        }
        let mut rounds = 0;
        let one = self.names.len() <= 1;
        loop {
            for margin in 0..self.names.len() {
                let reached = self.reached(margin, &weights);
                for (cell, weight) in weights.iter_mut().enumerate() {
                    let level = self.level[margin][cell] as usize;
                    // A level that was emptied by zero weights has nothing to multiply.
                    if reached[level] > 0.0 {
                        *weight *= self.totals[margin][level] / reached[level];
                    }
                }
            }
            rounds += 1;
            let (margin, level, reached, off) = self.farthest(&weights);
            if one || off <= raking.tolerance * population {
                break;
            }
            if rounds >= raking.rounds {
                return Err(EstimateError::RakingStopped {
                    margin: self.names[margin].clone(),
                    level: self.labels[margin][level].clone(),
                    reached,
                    total: self.totals[margin][level],
                    rounds,
                });
            }
        }
        let ratio = weights.iter().zip(sums).map(|(new, old)| if *old > 0.0 { new / old } else { 1.0 }).collect();
        Ok(self.with_regression(ratio, sums, counts, raking.residuals))
    }

    fn everyone_is_there(&self, margin: usize, weights: &[f64]) -> Result<(), EstimateError> {
        let reached = self.reached(margin, weights);
        match reached.iter().position(|sum| *sum <= 0.0) {
            Some(level) => Err(EstimateError::MarginWithoutSample {
                margin: self.names[margin].clone(),
                level: self.labels[margin][level].clone(),
            }),
            None => Ok(()),
        }
    }

    fn reached(&self, margin: usize, weights: &[f64]) -> Vec<f64> {
        let mut by_level = vec![Vec::new(); self.totals[margin].len()];
        for (cell, weight) in weights.iter().enumerate() {
            by_level[self.level[margin][cell] as usize].push(*weight);
        }
        by_level.iter().map(|weights| exact_sum(weights)).collect()
    }

    /// The level that is farthest from its total: margin, level, what it reached, by how much it is off.
    fn farthest(&self, weights: &[f64]) -> (usize, usize, f64, f64) {
        let mut worst = (0, 0, 0.0, -1.0);
        for margin in 0..self.names.len() {
            for (level, reached) in self.reached(margin, weights).into_iter().enumerate() {
                let off = (reached - self.totals[margin][level]).abs();
                if off > worst.3 {
                    worst = (margin, level, reached, off);
                }
            }
        }
        worst
    }

    fn with_regression(&self, ratio: Vec<f64>, sums: &[f64], counts: &[u64], residuals: Residuals) -> Raked {
        let mut offset = 0;
        let mut columns = vec![Vec::new(); self.cells()];
        for (margin, labels) in self.labels.iter().enumerate() {
            for (cell, columns) in columns.iter_mut().enumerate() {
                columns.push(offset + self.level[margin][cell]);
            }
            offset += labels.len() as u32;
        }
        let size = offset as usize;
        let mut matrix = vec![0.0; size * size];
        for (cell, columns) in columns.iter().enumerate() {
            let weight = match residuals {
                Residuals::Unweighted => counts[cell] as f64,
                Residuals::DesignWeighted => sums[cell],
            };
            for a in columns {
                for b in columns {
                    matrix[*a as usize * size + *b as usize] += weight;
                }
            }
        }
        Raked { ratio, residuals, columns, regression: Cholesky::new(&matrix, size) }
    }
}

impl Raked {
    /// True where the regression weighs respondents by their design weights, false where all count alike.
    pub(crate) fn weighs_by_design(&self) -> bool {
        self.residuals == Residuals::DesignWeighted
    }

    /// What the margins explain of a variable, for each cell, from its sums by cell (weighted as [`Raked::weighs_by_design`] says).
    pub(crate) fn explained(&self, sums: &[f64]) -> Vec<f64> {
        let mut right = vec![0.0; self.regression.kept.len()];
        for (columns, sum) in self.columns.iter().zip(sums) {
            columns.iter().for_each(|column| right[*column as usize] += sum);
        }
        let solution = self.regression.solve(&right);
        self.columns.iter().map(|columns| columns.iter().map(|column| solution[*column as usize]).sum()).collect()
    }
}
