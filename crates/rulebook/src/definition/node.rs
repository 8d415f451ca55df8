//! A node of the tree.

use std::collections::BTreeMap;

use chiso_model::{Rounding, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{
    Aggregate, Bands, Direction, Gate, Id, Interval, MissingPolicy, Normalise, Prepare, Ranking, Rule, Validity,
    Weight, Weights,
};

/// A node: a branch that aggregates its parts, or a leaf that turns facts into a value by a rule or by preparing and normalising one indicator.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Node {
    /// Id, unique in the rulebook.
    pub id: Id,
    /// Code printed before the title, for example `3.1.2`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    /// Name.
    pub title: Text,
    /// A remark for the reader.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Text>,
    /// Max points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0))]
    pub max: Option<f64>,
    /// Weight in its parent: a number, numbers by year, or an indicator that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
    /// Who appraises it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Text>,
    /// Where its facts come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<FactOrigin>,
    /// Evidence wanted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Text>,
    /// Facts that the rule reads, by the name it uses. The fact's indicator is `<node>.<name>` unless said otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub inputs: BTreeMap<Id, Input>,
    /// Leaf: how facts become points. One rule, or a list of rules with dates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<Rules>,
    /// Leaf: the indicator that is prepared and normalised, where its name is not the node's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Id>,
    /// Leaf: unit of measurement of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// Leaf: whether more is better.
    #[serde(default, skip_serializing_if = "Direction::is_default")]
    pub direction: Direction,
    /// Leaf: preparation of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<Prepare>,
    /// Leaf: normalisation of the indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normalise: Option<Normalise>,
    /// Branch: how the parts become one value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// Branch: where the weights of the parts come from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weights: Option<Weights>,
    /// Branch: conditions on the parts that fix its value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gates: Vec<Gate>,
    /// How this node, and every node under it that does not say otherwise, counts in its parent when it has no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingPolicy>,
    /// Printed digits, where they differ from the rulebook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rounding: Option<Rounding>,
    /// Ranking, where it differs from the rulebook's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rank: Option<Ranking>,
    /// Bands of this node's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Bands>,
    /// Interval around its value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interval: Option<Interval>,
    /// Branch: parts defined here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub children: Vec<Node>,
    /// Branch: parts defined elsewhere in this rulebook.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub of: Vec<Reference>,
}

impl Node {
    /// True when it has parts.
    pub fn is_branch(&self) -> bool {
        !self.children.is_empty() || !self.of.is_empty()
    }

    /// This node and all under it, parents before children.
    pub fn walk(&self) -> Vec<&Node> {
        let mut out = vec![self];
        let mut next = 0;
        // A plain stack would visit children in reverse; inserting keeps the order of the file.
        while next < out.len() {
            let node = out[next];
            next += 1;
            out.splice(next..next, node.children.iter());
        }
        out
    }
}

/// A fact that a rule reads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Input {
    /// What it is.
    pub title: Text,
    /// Unit of measurement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<Text>,
    /// The fact's indicator, where it is not `<node>.<name>`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub indicator: Option<Id>,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<FactOrigin>,
}

/// Where a fact comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactOrigin {
    /// The unit's self-assessment, checked by appraisal.
    SelfAssessment,
    /// A sociological survey.
    Survey,
    /// State statistics.
    Statistics,
    /// Dossiers of the one-stop desks.
    Dossiers,
    /// Another index.
    Index,
    /// A score given by leaders.
    Leadership,
}

/// A part defined elsewhere in this rulebook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Id of the node.
    pub node: Id,
    /// Its weight here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub weight: Option<Weight>,
}

/// One rule, or several with dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Rules {
    /// In force as long as the rulebook is.
    One(Box<Rule>),
    /// Exactly one of them must be in force at any time.
    Dated(Vec<Dated>),
}

/// A rule with dates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dated {
    /// When it is in force.
    pub valid: Validity,
    /// Where that is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub legal_basis: Option<Text>,
    /// The rule.
    pub rule: Rule,
}
