//! Facts about a result as a whole, from which sentences are made.

use serde::Serialize;

/// What can be said of a computation as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Id of the rulebook.
    pub rulebook: String,
    /// Its edition.
    pub edition: String,
    /// The period.
    pub period: Option<String>,
    /// The earlier period compared with, if any.
    pub previous_period: Option<String>,
    /// Number of units ranked.
    pub units: usize,
    /// One entry a node, in the order of the outcome.
    pub nodes: Vec<NodeSummary>,
}

/// What can be said of one node. Units that are not ranked do not count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeSummary {
    /// The node.
    pub node: String,
    /// Units with a value.
    pub count: usize,
    /// Mean of the unrounded values.
    pub mean: Option<f64>,
    /// Mean of value / max, for nodes with max points.
    pub mean_share: Option<f64>,
    /// Median (type 7).
    pub median: Option<f64>,
    /// Standard deviation (n - 1).
    pub deviation: Option<f64>,
    /// Greatest value, and who has it.
    pub max: Option<Extreme>,
    /// Least value, and who has it.
    pub min: Option<Extreme>,
    /// Units at full points.
    pub at_full: usize,
    /// Units in each band, from the rulebook's first band to its last.
    pub bands: Vec<BandCount>,
    /// Changes against the earlier period; none where the mapping says not comparable, or where there is no earlier period.
    pub change: Option<ChangeSummary>,
}

/// A value and the units that have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extreme {
    /// The value.
    pub value: f64,
    /// The units, sorted.
    pub units: Vec<String>,
}

/// Units in a band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandCount {
    /// The band.
    pub band: String,
    /// How many.
    pub count: usize,
}

/// Changes of a node against an earlier period, over the units that have a value in both. A change is the difference of the printed values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeSummary {
    /// Units with a value in both.
    pub count: usize,
    /// Difference of the means.
    pub mean: Option<f64>,
    /// Units that gained.
    pub up: usize,
    /// Units that lost.
    pub down: usize,
    /// Units that stayed.
    pub same: usize,
    /// Greatest gain (or least loss).
    pub best: Option<Extreme>,
    /// Greatest loss (or least gain).
    pub worst: Option<Extreme>,
}
