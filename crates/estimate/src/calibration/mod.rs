//! Calibration: weights changed so that the sample agrees with what is known of the population.

mod cells;
mod distance;
mod greg;
mod margin;
mod projection;
mod trim;

pub use cells::Poststrata;
pub(crate) use cells::{Cells, Raked};
pub use distance::Distance;
pub use greg::Auxiliary;
pub use margin::Margin;
pub(crate) use projection::Projection;

use crate::design::Design;
use crate::error::EstimateError;
use crate::exact::Exact;

/// How residuals are taken for the variance of raked estimates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Residuals {
    /// From the unweighted regression on the margins, as R `survey` does after `rake`.
    #[default]
    Unweighted,
    /// From the regression weighted by design weights (Deville and Särndal 1992), as after post-stratification.
    DesignWeighted,
}

/// Rounds and accuracy of raking.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Raking {
    /// Rounds after which it gives up.
    pub rounds: usize,
    /// The margins are reached when none is off by more than this share of the population.
    pub tolerance: f64,
    /// Residuals for the variance.
    pub residuals: Residuals,
}

impl Default for Raking {
    fn default() -> Raking {
        Raking { rounds: 200, tolerance: 1e-13, residuals: Residuals::Unweighted }
    }
}

/// Weights in use, and what calibration explains of a variable.
#[derive(Debug, Clone)]
pub struct Weighting {
    /// The weights, one a row.
    pub weights: Vec<f64>,
    pub(crate) projection: Option<Projection>,
    /// True where weights are the design weights times a ratio by cell, if anything: what tallies know.
    pub(crate) by_cells: bool,
}

impl Weighting {
    /// The design weights as they are.
    pub fn of(design: &Design) -> Weighting {
        Weighting { weights: design.weights.clone(), projection: None, by_cells: true }
    }

    /// Post-stratification: weights within each level are multiplied so that they add up to its total.
    ///
    /// # Errors
    ///
    /// Levels without total or without sample.
    pub fn post_stratified(self, margin: &Margin) -> Result<Weighting, EstimateError> {
        let raking = Raking { residuals: Residuals::DesignWeighted, ..Raking::default() };
        self.raked(std::slice::from_ref(margin), raking)
    }

    /// Raking: post-stratification to each margin in turn until all hold (Deming and Stephan 1940).
    ///
    /// # Errors
    ///
    /// Margins that disagree, levels without total or sample, and no convergence, which names the margin.
    pub fn raked(mut self, margins: &[Margin], raking: Raking) -> Result<Weighting, EstimateError> {
        if self.projection.is_some() {
            return Err(EstimateError::CalibratedTwice);
        }
        let cells = Cells::new(margins, self.weights.len())?;
        let mut sums = vec![Exact::ZERO; cells.count()];
        let mut counts = vec![0u64; cells.count()];
        for (cell, weight) in cells.of_row.iter().zip(&self.weights) {
            sums[*cell as usize].add(*weight);
            counts[*cell as usize] += u64::from(*weight != 0.0);
        }
        let sums: Vec<f64> = sums.iter().map(Exact::value).collect();
        let raked = cells.table.rake(&sums, &counts, raking)?;
        for (cell, weight) in cells.of_row.iter().zip(&mut self.weights) {
            *weight *= raked.ratio[*cell as usize];
        }
        self.projection = Some(Projection::cells(cells.of_row, raked, self.weights.len()));
        Ok(self)
    }

    /// Calibration to totals of numeric auxiliaries: weights as near to the old ones as a distance allows (Deville and Särndal 1992).
    ///
    /// # Errors
    ///
    /// Auxiliaries that contradict each other, bounds that are too tight, and no convergence, which names the auxiliary.
    pub fn calibrated(self, auxiliaries: &[Auxiliary], distance: Distance) -> Result<Weighting, EstimateError> {
        if self.projection.is_some() {
            return Err(EstimateError::CalibratedTwice);
        }
        greg::calibrated(self, auxiliaries, distance)
    }

    /// Weights cut to lie between two bounds; what is cut off goes to the others in equal parts, again and again until none lies outside.
    ///
    /// # Errors
    ///
    /// No weight that could take the rest.
    pub fn trimmed(mut self, lower: f64, upper: f64) -> Result<Weighting, EstimateError> {
        trim::trim(&mut self.weights, lower, upper)?;
        self.by_cells = false;
        Ok(self)
    }
}
