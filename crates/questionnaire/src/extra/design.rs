//! The sheet `design`: how the sample was drawn. The variables are columns of the sampling frame, not questions.

use super::Word;

/// How the sample was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Design {
    /// The stages of selection, the first first.
    pub stages: Vec<Stage>,
    /// The variable with the design weight.
    pub weight: Option<String>,
    /// Variables with known totals in the population, to which weights are raked (one alone: post-stratified).
    pub margins: Vec<String>,
    /// What becomes of a stratum with a single unit.
    pub lonely: Option<LonelyUnit>,
    /// The level of intervals in percent, for example 95.
    pub confidence_percent: Option<u8>,
}

/// A stage of selection.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stage {
    /// The variable with the stratum.
    pub stratum: Option<String>,
    /// The variable with the unit that was drawn.
    pub cluster: Option<String>,
    /// The variable with the number of units in the stratum of the frame, for the correction of finite populations.
    pub population: Option<String>,
}

/// What becomes of a stratum with a single unit, of which no variance can be computed: the options of R's `survey`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LonelyUnit {
    /// Nothing is computed.
    Fail,
    /// It adds nothing.
    Certainty,
    /// It adds nothing, and is left out.
    Remove,
    /// Its distance from the mean of all units counts.
    Adjust,
    /// It adds the mean of the other strata.
    Average,
}

impl Word for LonelyUnit {
    const WORDS: &'static [(&'static str, LonelyUnit)] = &[
        ("fail", LonelyUnit::Fail),
        ("certainty", LonelyUnit::Certainty),
        ("remove", LonelyUnit::Remove),
        ("adjust", LonelyUnit::Adjust),
        ("average", LonelyUnit::Average),
    ];
}

impl Design {
    /// True where nothing was said.
    pub fn is_empty(&self) -> bool {
        *self == Design::default()
    }
}
