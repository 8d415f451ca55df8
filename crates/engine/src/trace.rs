//! How each number came about, recorded while it is computed.

use std::sync::Arc;

use chiso_model::Cell;
use chiso_rulebook::definition::{Measure, MissingAction};

use crate::plan::Plan;

/// The trace of a computation: for each node and unit, the steps in the order in which they were taken. Made readable by [`crate::explain`].
#[derive(Debug, Clone)]
pub struct Trace {
    pub(crate) plan: Arc<Plan>,
    pub(crate) nodes: NodeLines,
}

/// Steps of some nodes.
#[derive(Debug, Clone, Default)]
pub(crate) struct NodeLines {
    lines: Vec<Line>,
    /// End of the lines of each (node, unit), node by node.
    ends: Vec<u32>,
    units: usize,
}

impl Trace {
    /// Number of steps recorded in all.
    pub fn len(&self) -> usize {
        self.nodes.lines.len()
    }

    /// True when nothing was recorded.
    pub fn is_empty(&self) -> bool {
        self.nodes.lines.is_empty()
    }
}

impl NodeLines {
    pub(crate) fn new(nodes: usize, units: usize) -> NodeLines {
        NodeLines { lines: Vec::with_capacity(nodes * units * 3), ends: Vec::with_capacity(nodes * units), units }
    }

    /// Ends the lines of the next (node, unit).
    pub(crate) fn close(&mut self) {
        self.ends.push(u32::try_from(self.lines.len()).unwrap_or(u32::MAX));
    }

    pub(crate) fn push(&mut self, line: Line) {
        self.lines.push(line);
    }

    /// Takes over the lines of the next node.
    pub(crate) fn append(&mut self, node: &NodeLines) {
        let start = u32::try_from(self.lines.len()).unwrap_or(u32::MAX);
        self.lines.extend_from_slice(&node.lines);
        self.ends.extend(node.ends.iter().map(|end| start.saturating_add(*end)));
    }

    /// The steps of a unit at a node.
    pub(crate) fn lines(&self, node: usize, unit: usize) -> &[Line] {
        let at = node * self.units + unit;
        let end = |i: usize| self.ends.get(i).map_or(0, |e| usize::try_from(*e).unwrap_or(0));
        let start = if at == 0 { 0 } else { end(at - 1) };
        self.lines.get(start..end(at)).unwrap_or(&[])
    }
}

/// One step. `key` is an index into the plan's keys, `node` into its nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Line {
    /// A fact was read.
    Input { key: u32, cell: Cell },
    /// The value rests on too few observations.
    TooFew { count: Cell, at_least: f64 },
    /// Divided by another fact.
    Denominated { key: u32, divisor: Cell, times: f64, result: Cell },
    /// A blank was filled, from so many values.
    Imputed { over: u32, result: Cell },
    /// An extreme value was set to the limit after so many winsorised points.
    Winsorised { points: u16, to: f64 },
    /// The indicator was taken to logarithms.
    Logged { min: f64, max: f64, result: Cell },
    /// Brought to a common scale.
    Normalised(Normalised),
    /// A quotient.
    Quotient { above: f64, below: f64, result: Cell },
    /// A ratio earned points.
    Scaled { ratio: f64, case: ScaleCase, points: f64 },
    /// A level, step or answer was found; its index in the rule, none when under the first step.
    Chosen { index: Option<u16>, points: f64 },
    /// So many times so many points.
    Counted { count: f64, each: f64, points: f64, limited: bool },
    /// Answers of a survey: weighted answers, all answers.
    Answers { weighted: f64, all: f64 },
    /// Compared with a plan or an earlier value.
    Compared { value: f64, other: f64, measure: Measure, result: Cell },
    /// An operation of a formula was carried out.
    Operation { operation: u16, value: Cell },
    /// The result was held between 0 and max.
    Limited { from: f64, to: f64 },
    /// Points that were decided on, in place of what the rule gives.
    Decided { key: u32, cell: Cell },
    /// Points fixed by the rule for a value that is not applicable or a denominator of zero.
    Fixed { points: f64 },
    /// A part was looked at.
    Part { node: u32, value: Cell, weight: f64, action: Option<MissingAction> },
    /// The parts that count were scaled up from what is left to the whole: in max points, or in weights.
    Rescaled { whole: f64, kept: f64, by_points: bool },
    /// A gate closed because of a part (its place among the parts).
    Gate { index: u16, part: u16 },
    /// Copeland: units beaten, and units that beat this one.
    Contest { wins: u32, losses: u32 },
    /// The parts were put together: sum of weighted values, sum of weights, result.
    Aggregated { sum: f64, weights: f64, result: Cell },
    /// Alkire-Foster: share of deprivations before censoring.
    Deprived { share: f64, censored: bool },
}

/// How a ratio earned its points.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ScaleCase {
    UnderFloor,
    Full,
    Ratio,
    Capped,
    RatioToFull,
    FloorToFull,
}

/// The numbers of a normalisation. But for min-max, `x` already has its sign changed for a negative direction.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Normalised {
    /// `x`, `low` and `high` as they are measured: before logarithm and sign.
    MinMax {
        x: f64,
        low: f64,
        high: f64,
        log: bool,
        from: f64,
        to: f64,
        clipped: bool,
        result: Cell,
    },
    SignChanged {
        result: Cell,
    },
    ZScore {
        x: f64,
        mean: f64,
        deviation: f64,
        to_mean: f64,
        to_deviation: f64,
        result: Cell,
    },
    Scaled {
        x: f64,
        low: f64,
        high: f64,
        result: Cell,
    },
    /// (x - min) / (goal - min), for distance to max, reference or target.
    Distance {
        x: f64,
        goal: f64,
        min: f64,
        capped: bool,
        result: Cell,
    },
    Fraction {
        x: f64,
        max: f64,
        result: Cell,
    },
    Place {
        below: f64,
        equal: f64,
        of: f64,
        result: Cell,
    },
}
