//! Changes against an earlier period.

/// Change of one unit at one node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Printed value now less printed value then.
    pub value: f64,
    /// Places gained (positive) or lost (negative), where both have a rank.
    pub places: Option<f64>,
}

/// Changes of every unit at every node.
#[derive(Debug, Clone)]
pub struct Changes {
    /// One a node of the outcome, in its order: one a unit, or why the node cannot be compared.
    pub nodes: Vec<Result<Vec<Option<Change>>, NotComparable>>,
}

/// Why a node cannot be compared with the earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotComparable {
    /// The rulebook gives a reason.
    Declared(chiso_model::Text),
    /// The rulebook names no earlier node that it continues.
    NotMapped,
    /// The node it continues is not in the earlier result.
    Absent(String),
}
