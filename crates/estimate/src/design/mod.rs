//! The design: how the sample was drawn.

mod frame;
mod tree;
mod variance;

use crate::error::EstimateError;
use crate::factor::Factor;

pub use frame::Frame;
pub(crate) use tree::{Group, Tree};

/// One stage of sampling. Strata of later stages lie within the clusters of the stage before.
#[derive(Debug, Clone, Default)]
pub struct Stage {
    /// Strata; without them everything is one stratum.
    pub strata: Option<Factor>,
    /// The units that were sampled; without them respondents themselves, which only the last stage may be.
    pub clusters: Option<Factor>,
    /// How many units there were to draw from, for each row; without it the stage counts as sampled with replacement and ends the design.
    pub population: Option<Vec<f64>>,
}

/// What is done with a stratum of which only one unit was sampled (and which was not sampled whole).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lonely {
    /// An error that names it.
    #[default]
    Fail,
    /// It adds nothing to the variance.
    Remove,
    /// It counts as sampled with certainty: the same as `Remove`, said for another reason.
    Certainty,
    /// Its deviation from zero, the mean of all, counts: cautious.
    Adjust,
    /// It adds the average of the other strata.
    Average,
}

/// How units of the first stage were drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Pps {
    /// With equal probabilities within a stratum.
    #[default]
    Equal,
    /// With unequal probabilities, without replacement, variance by Brewer's approximation: each unit's deviation is scaled by 1 − its probability (Brewer and Donadio 2003).
    Brewer,
}

/// How the sample was drawn, apart from its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rules {
    /// What is done with lonely units.
    pub lonely: Lonely,
    /// Probabilities of the first stage.
    pub pps: Pps,
    /// True where clusters of different strata may have the same label.
    pub nested: bool,
}

/// A sample: its design weights, and how it was drawn.
#[derive(Debug, Clone)]
pub struct Design {
    /// Design weights, one a row.
    pub weights: Vec<f64>,
    /// For each row the smallest group of rows that the design tells apart.
    pub(crate) leaf: Vec<u32>,
    pub(crate) frame: Frame,
}

impl Design {
    /// From design weights (or without them, where populations at every stage tell the weights) and the stages, the first one first.
    ///
    /// # Errors
    ///
    /// Weights that are none, labels that are missing, populations that cannot be; lonely units are looked at when estimates are asked for.
    pub fn new(weights: Option<Vec<f64>>, stages: &[Stage], rules: Rules) -> Result<Design, EstimateError> {
        let rows = match (&weights, stages.first()) {
            (Some(weights), _) => weights.len(),
            (None, Some(stage)) => stage.population.as_ref().map_or(0, Vec::len),
            (None, None) => 0,
        };
        let (frame, leaf) = Frame::from_rows(rows, stages, rules)?;
        let weights = match weights {
            Some(weights) => weights,
            None => frame.implied_weights(&leaf)?,
        };
        if let Some(row) = weights.iter().position(|w| !(w.is_finite() && *w >= 0.0)) {
            return Err(EstimateError::Weight { row: row + 1, value: weights[row] });
        }
        if weights.iter().all(|weight| *weight == 0.0) {
            return Err(EstimateError::NothingWeighted);
        }
        Ok(Design { weights, leaf, frame })
    }

    /// Respondents.
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// Groups of rows, and how they were drawn: what a tally needs.
    pub fn frame(&self) -> &Frame {
        &self.frame
    }

    /// For each row its group in [`Design::frame`].
    pub fn leaves(&self) -> &[u32] {
        &self.leaf
    }

    /// Rows in each group.
    pub(crate) fn counts(&self) -> Vec<u64> {
        let mut counts = vec![0; self.frame.leaves()];
        self.leaf.iter().for_each(|leaf| counts[*leaf as usize] += 1);
        counts
    }
}
