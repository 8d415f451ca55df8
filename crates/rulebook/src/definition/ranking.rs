//! Ranks, bands and intervals.

use chiso_model::Text;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Id, Share};

/// How units are ranked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ranking {
    /// Rank the printed value or the full one.
    #[serde(default, skip_serializing_if = "RankOn::is_default")]
    pub on: RankOn,
    /// Place of equal values.
    #[serde(default, skip_serializing_if = "Ties::is_default")]
    pub ties: Ties,
    /// Which end is place 1.
    #[serde(default, skip_serializing_if = "Order::is_default")]
    pub order: Order,
    /// Units ranked apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub groups: Option<Groups>,
}

impl Ranking {
    pub(crate) fn is_default(&self) -> bool {
        *self == Ranking::default()
    }
}

/// Which value is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RankOn {
    /// The full value.
    #[default]
    Unrounded,
    /// The printed value.
    Rounded,
}

impl RankOn {
    fn is_default(&self) -> bool {
        *self == RankOn::default()
    }
}

/// Place of equal values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ties {
    /// All take the best place: 1, 2, 2, 4.
    #[default]
    Best,
    /// All take the mean of their places: 1, 2.5, 2.5, 4.
    Shared,
    /// All take the best place and no place is left out: 1, 2, 2, 3.
    Dense,
}

impl Ties {
    fn is_default(&self) -> bool {
        *self == Ties::default()
    }
}

/// Which end is place 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The highest value is first.
    #[default]
    Highest,
    /// The lowest value is first.
    Lowest,
}

impl Order {
    fn is_default(&self) -> bool {
        *self == Order::default()
    }
}

/// Units ranked apart from the others.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Groups {
    /// The attribute whose values are the groups.
    pub attribute: Id,
    /// Groups that are scored but get no rank.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unranked: Vec<String>,
}

/// Bands of a value.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Bands {
    /// By fixed cuts: the band with the highest cut that the printed value reaches.
    Cuts(Vec<Band>),
    /// By quantiles of the ranked units' values, each group ranked apart for itself (type 7 of Hyndman and Fan 1996); classes closed on the left, from the lowest band to the highest.
    Quantiles(Vec<Band>),
}

impl Bands {
    /// The bands, whatever the way they are cut.
    pub fn bands(&self) -> &[Band] {
        match self {
            Bands::Cuts(bands) | Bands::Quantiles(bands) => bands,
        }
    }
}

/// A band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// Short name, for example `A`.
    pub id: Id,
    /// Name.
    pub title: Text,
    /// Least value (cuts) or least share of units below (quantiles); the lowest band has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Share>,
}

/// An interval around a value, from a standard error given as a fact.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Interval {
    /// The fact that holds the standard error.
    pub standard_error: Id,
    /// Half width in standard errors.
    pub multiplier: f64,
    /// Confidence level that goes with the multiplier; the two are checked against each other.
    pub level: Share,
}
