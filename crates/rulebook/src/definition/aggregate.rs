//! Aggregation: from the parts of a branch to one value.

use std::collections::BTreeMap;

use chiso_model::Missing;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Share};

/// How the parts of a branch become one value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Aggregate {
    /// Sum of weight x value.
    Sum,
    /// Sum of weight x value, divided by the sum of weights.
    Arithmetic,
    /// Product of value ^ (weight / sum of weights). All values must be above 0, or one is 0 and so is the result.
    Geometric,
    /// Sum of weights / sum of (weight / value). A value of 0 makes it 0.
    Harmonic,
    /// (Sum of weight x value ^ power / sum of weights) ^ (1 / power).
    Generalised {
        /// The power; 0 is the geometric mean.
        power: f64,
    },
    /// The least value.
    Minimum,
    /// Product of the values, without weights.
    Product,
    /// First part divided by the second.
    Ratio,
    /// Wins less losses against every other unit; unit A beats B when the weights of the parts in which A is better exceed half (ties count half).
    Copeland,
    /// Alkire-Foster: the weighted share of parts in which the unit is deprived; censored to 0 when under the poverty cut-off.
    Counting {
        /// Part -> value under which a unit is deprived in it.
        deprived_below: BTreeMap<Id, f64>,
        /// Least share of deprivations that makes a unit poor.
        cutoff: Share,
    },
    /// An expression over the parts' ids.
    Formula {
        /// The expression.
        expression: String,
    },
}

/// Where the weights of the parts come from. Where a branch says nothing: the parts' own weights if any part has one, else equal weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Weights {
    /// The parts' own; each part must have one.
    Given,
    /// All 1.
    Equal,
    /// The parts' max points.
    Points,
}

/// The weight of a part.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Weight {
    /// A number. Weights need not sum to 1.
    Number(f64),
    /// Numbers by year, or a fact.
    Other(WeightSource),
}

/// A weight that is not one number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum WeightSource {
    /// Year -> weight; the newest year not after the period holds.
    ByYear(BTreeMap<String, f64>),
    /// The fact that holds the weight, for the unit itself or for the unit `*` (all units).
    Fact(Id),
}

/// A condition on the parts that fixes the value of a branch.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Gate {
    /// The part looked at; any part where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<Id>,
    /// The gate closes when the part's value is this or less.
    pub at_most: f64,
    /// Value of the branch then.
    pub then: f64,
}

/// What a node without a value does to its parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MissingAction {
    /// The parent has no value either, for the same reason.
    Blank,
    /// It is left out, and the rest is scaled up to the whole (weights to their sum, points to the parent's max).
    DropRescale,
    /// It is left out, and the rest stays as it is: a sum lacks it, and an arithmetic mean counts it as 0. Geometric, harmonic and generalised means, for which the rest as it is
    /// has no meaning, take their mean over the rest.
    Drop,
    /// It counts as full points.
    Full,
    /// It counts as 0.
    Zero,
}

/// One action for every kind of missing value, or one for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum MissingPolicy {
    /// The same for every kind.
    All(MissingAction),
    /// By kind.
    ByKind(MissingPolicies),
}

/// An action for each kind of missing value; `blank` (the parent has no value either) where absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MissingPolicies {
    /// Nobody gave a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blank: Option<MissingAction>,
    /// Does not apply.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_applicable: Option<MissingAction>,
    /// Abstained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub abstained: Option<MissingAction>,
    /// Withheld.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<MissingAction>,
    /// Cannot be computed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_computable: Option<MissingAction>,
}

impl MissingPolicy {
    /// The action for a kind of missing value.
    pub fn action(&self, kind: Missing) -> MissingAction {
        match self {
            MissingPolicy::All(action) => *action,
            MissingPolicy::ByKind(by) => match kind {
                Missing::Blank => by.blank,
                Missing::NotApplicable => by.not_applicable,
                Missing::Abstained => by.abstained,
                Missing::Withheld => by.withheld,
                Missing::NotComputable => by.not_computable,
            }
            .unwrap_or(MissingAction::Blank),
        }
    }
}
