//! Preparation of an indicator before it is normalised.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;

/// Steps in this order: minimum n, denominate, impute, treat.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Prepare {
    /// Withhold values that rest on too few observations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_n: Option<MinimumN>,
    /// Divide by another fact.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub denominate: Option<Denominate>,
    /// Fill blank values.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impute: Option<Impute>,
    /// Treat outliers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treat: Option<Treat>,
}

/// Withhold values that rest on too few observations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinimumN {
    /// The fact that holds the number of observations.
    pub count: Id,
    /// Least number that may be shown.
    pub at_least: f64,
}

/// Divide by another fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Denominate {
    /// The fact to divide by.
    pub by: Id,
    /// Multiply the result, for example 1000 for "per thousand".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub times: Option<f64>,
}

/// Fill blank values. The other kinds of missing value are not filled.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Impute {
    /// Leave them.
    None,
    /// By a number.
    Constant {
        /// The number.
        value: f64,
    },
    /// By the mean of all units.
    Mean,
    /// By the median of all units.
    Median,
    /// By the mean of the unit's group.
    GroupMean {
        /// The attribute that names the group.
        group: Id,
    },
    /// By the median of the unit's group.
    GroupMedian {
        /// The attribute that names the group.
        group: Id,
    },
}

/// Treat outliers.
///
/// An indicator is treated when |skewness| > gate and excess kurtosis > gate (sample-adjusted G1 and G2, as in the OECD/JRC Handbook on composite indicators).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Treat {
    /// Gate on the absolute skewness.
    pub skewness: f64,
    /// Gate on the excess kurtosis.
    pub kurtosis: f64,
    /// First try: winsorise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub winsorise: Option<Winsorise>,
    /// What to do with the untreated values where that does not bring them inside the gates.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub otherwise: Option<Otherwise>,
}

/// Set the most extreme values to the next one, one at a time, until inside the gates.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Winsorise {
    /// Most points; equal values count as one.
    pub max_points: u16,
}

/// Treatment of an indicator that winsorising did not bring inside the gates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// ln(x - min + 0.01 (max - min)).
    Log,
    /// Keep the untreated values.
    None,
}
