//! A trace made readable: the same tree for the command line and for the page.

/// How one node's value of one unit came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Id of the node.
    pub node: String,
    /// Printed code, where it has one.
    pub code: Option<String>,
    /// Name of the node.
    pub title: String,
    /// The value as printed, or the kind of missing value in words.
    pub value: String,
    /// Max points, where it has them.
    pub max: Option<String>,
    /// What was done, one step a line, such that each can be checked with a pocket calculator.
    pub lines: Vec<String>,
    /// The parts.
    pub parts: Vec<Explanation>,
}
