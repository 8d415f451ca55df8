//! The typed rulebook: what a definition file says, after it has been read.
//!
//! These types are the one source of the format: the JSON Schema (`chiso schema`), the checks of keys and types, the YAML and the workbook are all derived from them.
//! Doc comments become the descriptions in the schema.

mod aggregate;
mod node;
mod normalise;
mod prepare;
mod ranking;
mod rule;
mod value_types;

pub use aggregate::{Aggregate, Gate, MissingAction, MissingPolicies, MissingPolicy, Weight, WeightSource, Weights};
pub use node::{Dated, FactOrigin, Input, Node, Reference, Rules};
pub use normalise::{Direction, Goalposts, MinMax, Normalise, Pool};
pub use prepare::{Denominate, Impute, MinimumN, Otherwise, Prepare, Treat, Winsorise};
pub use ranking::{Band, Bands, Groups, Interval, Order, RankOn, Ranking, Ties};
pub use rule::{Between, CompareWith, Level, Measure, Rule, Scale, Step, SurveyOption, ZeroDenominator};
pub use value_types::{Id, Share};

use std::collections::BTreeMap;

use chiso_model::{Date, Rounding, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The versioned, dated definition of one index.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rulebook {
    /// Version of the format. Always 1.
    #[schemars(range(min = 1, max = 1))]
    pub chiso: u8,
    /// Id of the index; also the id of the root node.
    pub id: Id,
    /// Edition, for example `876-province`.
    pub edition: String,
    /// Name of the index.
    pub title: Text,
    /// What it measures, in a sentence or two.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<Text>,
    /// How far the definition can be trusted. Shown wherever the index is shown.
    pub status: Status,
    /// Why it has that status.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status_note: Option<Text>,
    /// First and last day on which it is in force.
    pub valid: Validity,
    /// Decisions, decrees or papers it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub legal_basis: Vec<LegalBasis>,
    /// Kind of unit that is scored, for example `province`, `ministry`, `country`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<String>,
    /// Text columns of the facts that are not indicators: groups for imputation or for ranking apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attributes: Vec<Attribute>,
    /// Catalogue of facts used by more than one node: denominators, counts, standard errors.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub indicators: BTreeMap<Id, Input>,
    /// What a node takes where it says nothing itself.
    #[serde(default, skip_serializing_if = "Defaults::is_empty")]
    pub defaults: Defaults,
    /// Printed digits.
    #[serde(default = "two_digits")]
    pub rounding: Rounding,
    /// How units are ranked.
    #[serde(default, skip_serializing_if = "Ranking::is_default")]
    pub rank: Ranking,
    /// Bands of the root's value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bands: Option<Bands>,
    /// The tree. Its root has the id of the rulebook.
    pub tree: Node,
    /// Further results computed from nodes of the tree, for example the same parts without weights.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub companions: Vec<Node>,
    /// Which nodes of an earlier edition continue here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub continues: Vec<Continuation>,
}

fn two_digits() -> Rounding {
    Rounding::TWO
}

/// How far a definition can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// As in the official text.
    Official,
    /// Rebuilt from published results or secondary texts; reproduces what was published.
    Reconstructed,
    /// Made up to show the form; its points are nobody's rule.
    Illustrative,
}

/// First and last day on which something is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Validity {
    /// First day.
    pub from: Date,
    /// Last day; open where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Date>,
}

impl Validity {
    /// True when `day` lies within.
    pub fn contains(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// True when the two share a day.
    pub fn overlaps(&self, other: &Validity) -> bool {
        self.to.is_none_or(|to| other.from <= to) && other.to.is_none_or(|to| self.from <= to)
    }
}

/// A text the rulebook rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// Its name.
    pub title: Text,
    /// Its number, for example `876/QĐ-BNV`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The day it was signed or published.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
    /// Where it can be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

/// A text column of the facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Name of the column.
    pub id: Id,
    /// What it tells.
    pub title: Text,
}

/// What a node takes where it says nothing itself.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Defaults {
    /// Preparation of every indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prepare: Option<Prepare>,
    /// Normalisation of every indicator.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub normalise: Option<Normalise>,
    /// Aggregation of every branch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate: Option<Aggregate>,
    /// How a node without a value counts in its parent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<MissingPolicy>,
}

impl Defaults {
    fn is_empty(&self) -> bool {
        *self == Defaults::default()
    }
}

/// What continues from an earlier edition. Two editions without a continuation cannot be compared.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Continuation {
    /// Id of the earlier rulebook; the same index where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<Id>,
    /// Its edition.
    pub edition: String,
    /// Node here -> node there. A node that is not named cannot be compared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub nodes: BTreeMap<Id, Id>,
    /// Node here -> why it cannot be compared.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub not_comparable: BTreeMap<Id, Text>,
}
