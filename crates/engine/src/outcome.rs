//! What a computation gives.

use chiso_model::{Cell, Period, Rounding};

use crate::trace::Trace;

/// Scores, ranks, bands and intervals of every unit at every node.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Id of the rulebook.
    pub rulebook: String,
    /// Its edition.
    pub edition: String,
    /// The period computed.
    pub period: Option<Period>,
    /// The units, sorted bytewise. Every vector below that is "one a unit" is in this order.
    pub units: Vec<String>,
    /// One a unit: whether it was not excluded from ranks. A node may leave out more: see [`NodeOutcome::takes_rank`].
    pub ranked: Vec<bool>,
    /// The nodes: the tree from the root down, parents before children in the rulebook's order, then the companions.
    pub nodes: Vec<NodeOutcome>,
    /// Intermediate values of every indicator, when asked for.
    pub steps: Vec<StepColumn>,
    /// How each number came about, when asked for.
    pub trace: Option<Trace>,
    /// Remarks that are no errors: an indicator for which no facts were given, and the like.
    pub notes: Vec<Note>,
}

impl Outcome {
    /// Index of a node.
    pub fn node(&self, id: &str) -> Option<usize> {
        self.nodes.iter().position(|n| n.id == id)
    }

    /// Index of a unit.
    pub fn unit(&self, id: &str) -> Option<usize> {
        self.units.binary_search_by(|u| u.as_str().cmp(id)).ok()
    }

    /// The root node: always the first.
    pub fn root(&self) -> &NodeOutcome {
        &self.nodes[0]
    }
}

/// The results of one node.
#[derive(Debug, Clone)]
pub struct NodeOutcome {
    /// Id of the node.
    pub id: String,
    /// Index of its parent; none for the root and for companions.
    pub parent: Option<usize>,
    /// Indexes of its parts, in the rulebook's order.
    pub parts: Vec<usize>,
    /// Max points.
    pub max: Option<f64>,
    /// Printed digits.
    pub rounding: Rounding,
    /// One a unit: the value.
    pub values: Vec<Cell>,
    /// One a unit: the value as printed.
    pub rounded: Vec<Option<f64>>,
    /// One a unit: whether it takes part in the ranks, quantiles and summary of this node.
    pub takes_rank: Vec<bool>,
    /// One a unit: the place; a fraction where equal places are shared.
    pub ranks: Vec<Option<f64>>,
    /// One a unit: id of the band.
    pub bands: Vec<Option<String>>,
    /// One a unit: the interval; empty where the node has none.
    pub intervals: Vec<Option<IntervalOutcome>>,
}

/// An interval around a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct IntervalOutcome {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Confidence level, a share of one.
    pub level: f64,
}

/// The values of an indicator after one step.
#[derive(Debug, Clone)]
pub struct StepColumn {
    /// The indicator: the id of its leaf.
    pub indicator: String,
    /// `raw`, `denominated`, `imputed`, `treated` or `normalised`.
    pub step: &'static str,
    /// One a unit.
    pub cells: Vec<Cell>,
}

/// A remark that is no error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// No facts at all for an indicator of a node.
    NoFacts {
        /// The node.
        node: String,
        /// The indicator.
        indicator: String,
    },
    /// An indicator has too few different values for its gates on skewness and kurtosis; it was left untreated.
    GatesNotComputable {
        /// The node.
        node: String,
    },
}
