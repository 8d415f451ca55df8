//! How facts become points at a leaf.

use chiso_model::{Missing, Text};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Share};

/// A scoring rule. Names in it are inputs of the node, or entries of the rulebook's `indicators`; where a rule reads a single fact and names none, the fact's
/// indicator is the node's id.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Rule {
    /// Points as they are given (0 to max), for example by an appraiser or a council.
    Points {
        /// The fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
    },
    /// 1 is yes, 0 is no, `#na` is not applicable.
    YesNo {
        /// The fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// Points for yes; max where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        yes: Option<f64>,
        /// Points for no; 0 where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        no: Option<f64>,
        /// Points where not applicable; where absent the value is missing and the parent's rule for that decides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        not_applicable: Option<f64>,
    },
    /// A choice among levels, each with points.
    Levels {
        /// The fact: the number of the level reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// The levels.
        #[schemars(length(min = 1))]
        levels: Vec<Level>,
    },
    /// Points by the highest threshold reached.
    Steps {
        /// The fact.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// Thresholds, from low to high; a value equal to a threshold reaches it.
        #[schemars(length(min = 1))]
        steps: Vec<Step>,
        /// Points under the first threshold; 0 where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        below: Option<f64>,
    },
    /// Max x numerator / denominator, with floor, cap and full-marks threshold.
    Ratio {
        /// What was done.
        numerator: Id,
        /// What was to be done.
        denominator: Id,
        /// How the ratio earns points.
        #[serde(default, skip_serializing_if = "Scale::is_default")]
        scale: Scale,
        /// What a denominator of zero means.
        #[serde(default, skip_serializing_if = "ZeroDenominator::is_default")]
        zero_denominator: ZeroDenominator,
    },
    /// Max less a deduction for each failure.
    Deduction {
        /// The fact: how many failures.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// Points lost by each.
        each: f64,
        /// Least points; 0 where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        floor: Option<f64>,
    },
    /// Points on top for each achievement, up to a cap.
    Bonus {
        /// The fact: how many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// Points for each.
        each: f64,
        /// Most points.
        cap: f64,
    },
    /// Points taken off for each violation, down to minus the cap.
    Penalty {
        /// The fact: how many.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// Points off for each.
        each: f64,
        /// Most points taken off.
        cap: f64,
    },
    /// Answers of a survey, each option with its share of the max.
    Survey {
        /// The options. The fact of an option is how many chose it; its indicator is `<node>.<option>` unless an input says otherwise.
        #[schemars(length(min = 1))]
        options: Vec<SurveyOption>,
    },
    /// A formula over the inputs.
    Formula {
        /// The expression; `max_points` stands for the node's max points.
        expression: String,
        /// Let the result leave the range from 0 to max.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        unbounded: bool,
    },
    /// The value of another index, scaled to the max points. Its fact has the other rulebook's id as indicator, or `<rulebook>.<node>`.
    Index {
        /// Id of the other index.
        rulebook: Id,
        /// Its node; the root where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        node: Option<Id>,
        /// Greatest value the other index can have.
        out_of: f64,
        /// How the share reached earns points.
        #[serde(default, skip_serializing_if = "Scale::is_default")]
        scale: Scale,
    },
    /// Comparison with a plan or with an earlier period.
    Comparison {
        /// The fact: the value reached.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        input: Option<Id>,
        /// What it is compared with.
        with: CompareWith,
        /// What is measured.
        measure: Measure,
        /// How the result earns points, when it is a ratio.
        #[serde(default, skip_serializing_if = "Scale::is_default")]
        scale: Scale,
        /// Points by the highest threshold the result reaches, instead of a scale.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        steps: Vec<Step>,
        /// What a plan or an earlier value of zero means.
        #[serde(default, skip_serializing_if = "ZeroDenominator::is_default")]
        zero_denominator: ZeroDenominator,
    },
}

/// A level to choose.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Level {
    /// Number that stands for it in the facts.
    pub value: f64,
    /// What it means.
    pub title: Text,
    /// Points.
    pub points: f64,
}

/// A threshold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Least value that reaches it.
    pub from: Share,
    /// Points.
    pub points: f64,
}

/// An option of a survey question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SurveyOption {
    /// Its name.
    pub id: Id,
    /// What the respondent reads.
    pub title: Text,
    /// Share of the max points it earns.
    pub share: Share,
}

/// How a ratio earns points.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// Under this ratio: no points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<Share>,
    /// From this ratio: full points.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub full_from: Option<Share>,
    /// Between floor and full marks.
    #[serde(default, skip_serializing_if = "Between::is_default")]
    pub between: Between,
    /// Most that the ratio counts, where full marks have no threshold; 1 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<Share>,
}

impl Scale {
    fn is_default(&self) -> bool {
        *self == Scale::default()
    }
}

/// What a ratio between floor and full marks earns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Between {
    /// Max x ratio.
    #[default]
    Ratio,
    /// Max x ratio / full-marks threshold.
    RatioToFull,
    /// Max x (ratio - floor) / (full-marks threshold - floor).
    FloorToFull,
}

impl Between {
    fn is_default(&self) -> bool {
        *self == Between::default()
    }
}

/// What a denominator of zero means.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ZeroDenominator {
    /// The value cannot be computed.
    #[default]
    NotComputable,
    /// The node does not apply to the unit.
    NotApplicable,
    /// Full points.
    Full,
    /// No points.
    Zero,
}

impl ZeroDenominator {
    fn is_default(&self) -> bool {
        *self == ZeroDenominator::default()
    }

    /// The kind of missing value it leads to, if it leads to one.
    pub fn missing(self) -> Option<Missing> {
        match self {
            ZeroDenominator::NotComputable => Some(Missing::NotComputable),
            ZeroDenominator::NotApplicable => Some(Missing::NotApplicable),
            ZeroDenominator::Full | ZeroDenominator::Zero => None,
        }
    }
}

/// What a value is compared with.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum CompareWith {
    /// Another fact of the same period.
    Plan(Id),
    /// The same fact, so many years earlier (at least 1).
    YearsBefore(u8),
    /// The same fact, so many periods of the same length earlier: 1 is last quarter for a quarter (at least 1).
    PeriodsBefore(u8),
}

/// What a comparison measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Value / other.
    Ratio,
    /// (value - other) / other.
    Growth,
    /// Value - other.
    Difference,
}
