//! Problems of meaning: the rulebook says something that makes no sense.

use std::borrow::Cow;

use chiso_model::Date;

use super::expression::Wrong;
use crate::place::Place;

/// The rulebook says something that makes no sense.
#[derive(Debug, Clone, PartialEq)]
pub enum MeaningProblem {
    /// Two nodes have the same id.
    DoubledId {
        /// The id.
        id: String,
        /// Where the first stands.
        first: Place,
    },
    /// Two items of a list have the same id, value or name.
    DoubledItem {
        /// The id, value or name.
        item: String,
        /// The list.
        list: &'static str,
        /// Where the first stands.
        first: Place,
    },
    /// The root has another id than the rulebook.
    RootId {
        /// Id of the root.
        root: String,
        /// Id of the rulebook.
        rulebook: String,
    },
    /// The parts' max points do not add up to the max points of the whole.
    PointsDoNotAddUp {
        /// The whole.
        node: String,
        /// Its max points.
        max: f64,
        /// What the parts add up to.
        sum: f64,
    },
    /// A key that goes with an indicator, on a leaf that has a rule.
    RuleAndIndicator {
        /// The leaf.
        node: String,
        /// The key.
        key: &'static str,
    },
    /// A key of leaves on a branch.
    LeafKeyOnBranch {
        /// The branch.
        node: String,
        /// The key.
        key: &'static str,
    },
    /// A key of branches on a leaf.
    BranchKeyOnLeaf {
        /// The leaf.
        node: String,
        /// The key.
        key: &'static str,
    },
    /// A branch that says nowhere how its parts become one value.
    NoAggregate {
        /// The branch.
        node: String,
    },
    /// A rule that needs max points, on a leaf without them.
    NoMax {
        /// The leaf.
        node: String,
        /// Kind of the rule.
        rule: &'static str,
    },
    /// A name that is none of those that may stand here.
    UnknownName {
        /// The key.
        key: Cow<'static, str>,
        /// The name.
        name: String,
        /// What it should be the name of.
        of: NameOf,
        /// Names that may stand here.
        known: Vec<String>,
        /// The name that was probably meant.
        suggestion: Option<String>,
    },
    /// An expression that cannot be read, or that uses an unknown name.
    Expression {
        /// Character in the expression, from 1.
        character: usize,
        /// What is wrong.
        wrong: Wrong,
    },
    /// A list of thresholds that does not rise.
    NotAscending {
        /// The threshold.
        from: f64,
        /// The one before it.
        before: f64,
    },
    /// More points than the leaf can give.
    PointsAboveMax {
        /// The key.
        key: Cow<'static, str>,
        /// The points.
        points: f64,
        /// The max points.
        max: f64,
    },
    /// The floor of a ratio lies above its full-marks threshold.
    FloorAboveFull {
        /// The floor.
        floor: f64,
        /// The full-marks threshold.
        full_from: f64,
    },
    /// A way to scale that needs a threshold which is not given.
    ScaleNeeds {
        /// The way.
        between: &'static str,
        /// The threshold.
        key: &'static str,
    },
    /// A number that must be above 0.
    NotPositive {
        /// The key.
        key: Cow<'static, str>,
        /// The number.
        value: f64,
    },
    /// A number that must lie between 0 and 1.
    NotAShare {
        /// The key.
        key: Cow<'static, str>,
        /// The number.
        value: f64,
    },
    /// A comparison with both a scale and steps.
    ScaleAndSteps,
    /// A comparison by difference without steps: a difference has no share of the max.
    DifferenceWithoutSteps,
    /// A comparison of a value with itself.
    ComparedWithItself {
        /// The name.
        name: String,
    },
    /// The last day lies before the first.
    EndsBeforeStart {
        /// First day.
        from: Date,
        /// Last day.
        to: Date,
    },
    /// A list of dated rules without any.
    NoDatedRule,
    /// Two rules are in force on the same day.
    Overlap {
        /// The first such day.
        day: Date,
        /// Where the other rule stands.
        other: Place,
    },
    /// No rule is in force on some days.
    Gap {
        /// First day without a rule.
        from: Date,
        /// Last day without a rule; open where absent.
        to: Option<Date>,
        /// What lies on the other side of the gap.
        other: Place,
    },
    /// Some parts of a branch have a weight and others have none.
    SomeWeights {
        /// The branch.
        node: String,
        /// Parts without a weight.
        without: Vec<String>,
    },
    /// A part has no weight although the branch wants given weights.
    WeightMissing {
        /// The part.
        part: String,
    },
    /// A weight below 0.
    NegativeWeight {
        /// The weight.
        weight: f64,
    },
    /// All weights of a branch are 0.
    AllWeightsZero {
        /// The branch.
        node: String,
    },
    /// A weight that is not used.
    WeightUnused {
        /// The part.
        part: String,
        /// What the branch says.
        weights: &'static str,
    },
    /// Weights by points, and a part without max points.
    NoPointsForWeight {
        /// The part.
        part: String,
    },
    /// A year of weights that is no year.
    NotAYear {
        /// What is written.
        year: String,
    },
    /// Weights by year none of which holds in the rulebook's time.
    NoYearInForce {
        /// The earliest year with a weight.
        first: Option<i16>,
        /// First day of the rulebook.
        valid_from: Date,
    },
    /// A ratio of other than two parts.
    RatioParts {
        /// How many.
        count: usize,
    },
    /// Counting without a cut-off for a part.
    NoCutoff {
        /// The part.
        part: String,
    },
    /// Nodes that need each other's value.
    Circle {
        /// Their ids, the first again at the end.
        chain: Vec<String>,
    },
    /// A low goalpost or end that is not under the high one.
    LowNotUnderHigh {
        /// Low.
        low: f64,
        /// High.
        high: f64,
    },
    /// Goalposts of 0 or less with a logarithm.
    LogOfGoalpost {
        /// The low goalpost.
        low: f64,
    },
    /// Fixed goalposts, and a pool to take goalposts from.
    GoalpostsAndPool,
    /// The result at the low goalpost is the result at the high one.
    FlatScale {
        /// Both results.
        value: f64,
    },
    /// Winsorising without any point.
    WinsoriseNothing,
    /// A treatment that does nothing.
    TreatNothing,
    /// Bands without any band.
    NoBands,
    /// Bands from the highest to the lowest.
    HighestBandFirst,
    /// The lowest band has a least value.
    LowestBandFrom {
        /// The band.
        band: String,
    },
    /// Another band than the lowest has no least value.
    BandWithoutFrom {
        /// The band.
        band: String,
    },
    /// The multiplier of an interval belongs to another confidence level.
    IntervalLevel {
        /// The multiplier.
        multiplier: f64,
        /// The level that is written.
        level: f64,
        /// The level the multiplier belongs to.
        real_level: f64,
        /// The multiplier the written level belongs to.
        real_multiplier: f64,
    },
    /// A continuation of this very edition.
    ContinuesItself,
    /// A node that is said both to continue and not to be comparable.
    ContinuesAndNot {
        /// The node.
        node: String,
    },
    /// A cut of a band that is a share, where points are meant.
    CutIsAShare {
        /// The cut.
        from: f64,
        /// The node's max points.
        max: f64,
    },
    /// Missing values count as full points, and there are none.
    FullWithoutMax {
        /// The part.
        node: String,
        /// Where that is said, if not at the part.
        from: Option<Place>,
    },
    /// A part left out of a mean that cannot leave the rest as it is.
    DropInMean {
        /// The part.
        part: String,
        /// The branch.
        node: String,
        /// Its mean.
        mean: &'static str,
    },
    /// A fraction of the greatest value, where less is better.
    NegativeFraction {
        /// The leaf.
        node: String,
    },
    /// A comparison with no years or periods before.
    NothingBefore {
        /// The key.
        key: Cow<'static, str>,
    },
    /// An input with the name that stands for max points.
    InputMaxPoints,
    /// A child of a branch that the branch also names as a part from elsewhere.
    ChildAndReference {
        /// The part.
        part: String,
    },
    /// Points below 0 on a leaf that takes none off.
    PointsBelowZero {
        /// The key.
        key: Cow<'static, str>,
        /// The points.
        points: f64,
    },
    /// A weight from a fact, where units are compared with each other.
    CopelandWeight {
        /// The part.
        part: String,
    },
    /// A fact that no rule reads.
    UnusedInput {
        /// Its name.
        name: String,
    },
    /// Self-assessed points without evidence wanted.
    NoEvidence {
        /// The leaf.
        node: String,
    },
    /// A title without English.
    NoEnglish {
        /// The title.
        title: String,
    },
    /// A status that asks for a reason.
    NoStatusNote {
        /// The status.
        status: &'static str,
    },
}

impl MeaningProblem {
    /// The key that the place of the problem is about.
    pub(crate) fn key_mut(&mut self) -> Option<&mut Cow<'static, str>> {
        match self {
            MeaningProblem::UnknownName { key, .. }
            | MeaningProblem::PointsAboveMax { key, .. }
            | MeaningProblem::NotPositive { key, .. }
            | MeaningProblem::NotAShare { key, .. }
            | MeaningProblem::NothingBefore { key }
            | MeaningProblem::PointsBelowZero { key, .. } => Some(key),
            _ => None,
        }
    }
}

/// What a name should be the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameOf {
    /// An input of the node, or an entry of `indicators`.
    InputOrIndicator,
    /// An entry of `indicators`, or the indicator of a leaf.
    Indicator,
    /// An entry of `attributes`.
    Attribute,
    /// A part of the branch.
    Part,
    /// A node of the rulebook.
    Node,
}
