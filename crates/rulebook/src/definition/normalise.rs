//! Normalisation: from a unit of measurement to a common scale.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Whether more is better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// More is better.
    #[default]
    Positive,
    /// Less is better: the value changes its sign before it is normalised (goalposts change places).
    Negative,
}

impl Direction {
    pub(crate) fn is_default(&self) -> bool {
        *self == Direction::default()
    }
}

/// A method of normalisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "method", rename_all = "snake_case", deny_unknown_fields)]
pub enum Normalise {
    /// The value as it is.
    None,
    /// Linear between two goalposts.
    MinMax(MinMax),
    /// Mean and standard deviation (n - 1) are set to the given ones.
    ZScore {
        /// New mean; 0 where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mean: Option<f64>,
        /// New standard deviation; 1 where absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        deviation: Option<f64>,
    },
    /// (x - low) / (high - low) with given ends, after the sign.
    Scaled {
        /// The value that becomes 0.
        low: f64,
        /// The value that becomes 1.
        high: f64,
    },
    /// 1 - (max - x) / (max - min): 1 less the distance to the best.
    DistanceToMax,
    /// 1 - (reference - x) / (reference - min): 1 less the distance to the reference.
    DistanceToReference {
        /// The unit that is the reference.
        unit: String,
        /// Not above 1.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        cap: bool,
    },
    /// (x - min) / (target - min): 1 less the distance to the target.
    DistanceToTarget {
        /// The target.
        target: f64,
        /// Not above 1.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        cap: bool,
    },
    /// x / max. With a negative direction both change their signs, so the result is x / min, and a worse unit comes out higher.
    FractionOfMax,
    /// Share of the other units that are worse: (rank - 1) / (n - 1), the worst unit at rank 1, ties at their lowest place.
    PercentileRank,
    /// Place from the bottom, ties at their lowest place: the worst unit gets 1.
    Rank,
    /// Number of units that are worse, ties shared.
    Borda,
}

/// Linear between two goalposts.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MinMax {
    /// Fixed goalposts. Where absent they are the least and greatest value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub goalposts: Option<Goalposts>,
    /// Values that the least and greatest are taken from, where goalposts are not fixed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<Pool>,
    /// Take the natural logarithm of value and goalposts first.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub log: bool,
    /// Values above the high goalpost count as the goalpost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cap: bool,
    /// Values under the low goalpost count as the goalpost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub floor: bool,
    /// Result at the low goalpost; 0 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<f64>,
    /// Result at the high goalpost; 1 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<f64>,
}

/// Fixed goalposts.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Goalposts {
    /// Low goalpost.
    pub low: f64,
    /// High goalpost.
    pub high: f64,
    /// Move a goalpost out to the least or greatest value that lies beyond it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub stretch: bool,
}

/// Values that goalposts are taken from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Pool {
    /// The period that is computed.
    Sample,
    /// Every period in the facts.
    Periods,
}
