//! From a plan and facts to values, ranks and bands.

mod aggregate;
mod bound;
mod copeland;
mod indicator;
mod instead;
pub(crate) mod moments;
mod normalise;
mod prepare;
mod rank;
mod rule;

use std::sync::Arc;

use chiso_model::{Cell, Missing};
use chiso_rulebook::definition::{Aggregate, Groups};
use glob::Pattern;

use crate::error::{BadFact, EngineError, Wanted};
use crate::facts::FactSet;
use crate::outcome::{IntervalOutcome, NodeOutcome, Note, Outcome, StepColumn};
use crate::plan::{Branch, Kind, PartWeight, Plan, RuleLeaf};
use crate::trace::{Line, NodeLines, Trace};
use aggregate::Gathered;
pub(crate) use bound::Bound;

/// What is wanted of a computation.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Patterns of units that are scored but not ranked, for example `ZZ*`. They still belong to the sample that means and goalposts are taken from.
    pub exclude_units: Vec<String>,
    /// Keep the values of each indicator after each step.
    pub steps: bool,
    /// Record how each number came about.
    pub trace: bool,
    /// Threads to use; 0 is 1. The result is the same for any number.
    pub threads: usize,
}

/// Buffers of a column, reused from one to the next.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    present: Vec<f64>,
    other: Vec<f64>,
    sums: Vec<f64>,
}

/// What is recorded at a leaf.
#[derive(Default)]
pub(crate) struct LeafRecord {
    trace: Option<NodeLines>,
    keeps_steps: bool,
    steps: Vec<StepColumn>,
    notes: Vec<Note>,
    bad: Vec<BadFact>,
}

/// Values of every node, and buffers, for computing the same plan again and again without asking for memory.
#[derive(Debug, Default)]
pub struct Workspace {
    values: Vec<Cell>,
    units: usize,
    scratch: Scratch,
    sums: Vec<f64>,
}

impl Workspace {
    /// Values of a node, one a unit.
    pub fn values(&self, node: usize) -> &[Cell] {
        &self.values[node * self.units..(node + 1) * self.units]
    }
}

/// A plan on given facts, ready to be computed many times.
pub struct Computation<'a>(Bound<'a>);

impl Plan {
    /// Computes scores, ranks, bands and, where wanted, steps and trace.
    ///
    /// # Errors
    /// Facts that a rule cannot read (all of them), facts without units, a pattern that cannot be read.
    pub fn compute(&self, facts: &FactSet, options: &Options) -> Result<Outcome, EngineError> {
        if facts.units().is_empty() {
            return Err(EngineError::NoUnits);
        }
        let patterns = patterns(&options.exclude_units)?;
        let bound = Bound::new(self, facts);
        let units = bound.units();
        let mut values = vec![Cell::BLANK; units * self.nodes.len()];
        let mut records = leaves(&bound, options, &mut values);
        let mut bad: Vec<BadFact> = records.iter_mut().flat_map(|r| std::mem::take(&mut r.bad)).collect();
        if !bad.is_empty() {
            bad.dedup();
            return Err(EngineError::BadFacts(bad));
        }
        let mut traces: Vec<Option<NodeLines>> = (0..self.nodes.len()).map(|_| None).collect();
        for (record, node) in records.iter_mut().zip(&self.leaves) {
            traces[*node] = record.trace.take();
        }
        let mut sums = Vec::new();
        for node in &self.branches {
            if let Kind::Branch(branch) = &self.nodes[*node].kind {
                let trace = options.trace.then(|| NodeLines::new(1, units));
                traces[*node] = branch_values(&bound, *node, branch, &mut values, &mut sums, trace);
            }
        }
        let ranked: Vec<bool> = facts.units().iter().map(|unit| !patterns.iter().any(|p| p.matches(unit))).collect();
        let outcomes = (0..self.nodes.len()).map(|node| node_outcome(&bound, node, &values, &ranked)).collect();
        let trace = options.trace.then(|| {
            let mut nodes = NodeLines::new(self.nodes.len(), units);
            traces.iter().flatten().for_each(|t| nodes.append(t));
            Trace { plan: Arc::new(self.clone()), nodes }
        });
        let notes = records.iter_mut().flat_map(|r| std::mem::take(&mut r.notes)).collect();
        let steps = records.into_iter().flat_map(|r| r.steps).collect();
        Ok(Outcome {
            rulebook: self.rulebook.clone(),
            edition: self.edition.clone(),
            period: bound.period,
            units: facts.units().to_vec(),
            ranked,
            nodes: outcomes,
            steps,
            trace,
            notes,
        })
    }

    /// Looks the facts up once, to compute them many times.
    pub fn on<'a>(&'a self, facts: &'a FactSet) -> Computation<'a> {
        Computation(Bound::new(self, facts))
    }
}

impl Computation<'_> {
    /// Computes the value of every node, from the raw facts. Facts that a rule cannot read count as blank here: [`Plan::compute`] names them.
    pub fn values(&self, workspace: &mut Workspace) {
        let bound = &self.0;
        let units = bound.units();
        workspace.units = units;
        workspace.values.resize(units * bound.plan.nodes.len(), Cell::BLANK);
        let Workspace { values, scratch, sums, .. } = workspace;
        for node in &bound.plan.leaves {
            let out = &mut values[node * units..(node + 1) * units];
            leaf(bound, *node, out, scratch, None);
        }
        for node in &bound.plan.branches {
            if let Kind::Branch(branch) = &bound.plan.nodes[*node].kind {
                branch_values(bound, *node, branch, values, sums, None);
            }
        }
    }

    /// The places of all units at a node, by the values in the workspace.
    pub fn ranks(&self, workspace: &Workspace, node: usize) -> Vec<Option<f64>> {
        let plan_node = &self.0.plan.nodes[node];
        let values = workspace.values(node);
        let rounded: Vec<Option<f64>> = match plan_node.ranking.on {
            chiso_rulebook::definition::RankOn::Rounded => {
                values.iter().map(|c| c.value().map(|v| plan_node.rounding.round(v))).collect()
            }
            chiso_rulebook::definition::RankOn::Unrounded => Vec::new(),
        };
        let ranked = takes_rank(&self.0, plan_node.ranking.groups.as_ref(), &vec![true; values.len()]);
        let groups = plan_node.rank_attribute.map(|a| self.0.groups(a));
        rank::ranks(&plan_node.ranking, values, &rounded, &ranked, groups)
    }
}

fn patterns(globs: &[String]) -> Result<Vec<Pattern>, EngineError> {
    globs.iter().map(|glob| Pattern::new(glob).map_err(|_| EngineError::BadPattern(glob.clone()))).collect()
}

/// Every leaf, on as many threads as wanted; each leaf is computed by one thread, so the result does not depend on their number.
fn leaves(bound: &Bound, options: &Options, values: &mut [Cell]) -> Vec<LeafRecord> {
    let units = bound.units();
    let new_record = || LeafRecord {
        trace: options.trace.then(|| NodeLines::new(1, units)),
        keeps_steps: options.steps,
        ..LeafRecord::default()
    };
    let mut records: Vec<LeafRecord> = bound.plan.leaves.iter().map(|_| new_record()).collect();
    let mut jobs: Vec<(usize, &mut [Cell], &mut LeafRecord)> = Vec::with_capacity(records.len());
    let mut rows: Vec<Option<&mut [Cell]>> = values.chunks_mut(units).map(Some).collect();
    for (node, record) in bound.plan.leaves.iter().zip(&mut records) {
        if let Some(row) = rows[*node].take() {
            jobs.push((*node, row, record));
        }
    }
    let threads = options.threads.clamp(1, 64);
    let share = jobs.len().div_ceil(threads).max(1);
    let work = |jobs: &mut [(usize, &mut [Cell], &mut LeafRecord)]| {
        let mut scratch = Scratch::default();
        for (node, row, record) in jobs {
            leaf(bound, *node, row, &mut scratch, Some(record));
        }
    };
    if threads == 1 {
        work(&mut jobs);
    } else {
        std::thread::scope(|scope| {
            for chunk in jobs.chunks_mut(share) {
                scope.spawn(|| work(chunk));
            }
        });
    }
    drop(jobs);
    records
}

fn leaf(bound: &Bound, node: usize, out: &mut [Cell], scratch: &mut Scratch, record: Option<&mut LeafRecord>) {
    match &bound.plan.nodes[node].kind {
        Kind::Indicator(leaf) => indicator::compute(bound, node, leaf, out, scratch, record),
        Kind::Rule(leaf) => rule_leaf(bound, node, leaf, out, record),
        Kind::Branch(_) => {}
    }
}

fn rule_leaf(bound: &Bound, node: usize, leaf: &RuleLeaf, out: &mut [Cell], mut record: Option<&mut LeafRecord>) {
    if let Some(record) = &mut record {
        for (_, key) in &leaf.inputs {
            if bound.column(*key).is_none() {
                let node = bound.plan.nodes[node].id.clone();
                let indicator = bound.plan.keys[*key].indicator.clone();
                record.notes.push(Note::NoFacts { node, indicator });
            }
        }
    }
    let mut inputs: Vec<Cell> = Vec::with_capacity(leaf.inputs.len());
    for (unit, out) in out.iter_mut().enumerate() {
        inputs.clear();
        inputs.extend(leaf.inputs.iter().map(|(_, key)| bound.cell(*key, unit)));
        let mut trace = record.as_mut().and_then(|r| r.trace.as_mut());
        if let Some(trace) = &mut trace {
            for ((_, key), cell) in leaf.inputs.iter().zip(&inputs) {
                trace.push(Line::Input { key: u32::try_from(*key).unwrap_or(u32::MAX), cell: *cell });
            }
        }
        let mut step = |line: Line| {
            if let Some(trace) = &mut trace {
                trace.push(line);
            }
        };
        let earned = rule::points(leaf, &inputs, &mut step);
        let decided = bound.cell(leaf.decided, unit);
        let bad = |key: usize, value: Cell, wanted: Wanted| BadFact {
            unit: bound.facts.units()[unit].clone(),
            indicator: bound.plan.keys[key].indicator.clone(),
            value,
            wanted,
        };
        // What was decided stands in place of what the rule gives, also where the rule cannot read the numbers.
        let (cell, fault) = match (decided.get(), earned) {
            (Err(Missing::Blank), Ok(points)) => (Cell::number(points), None),
            (Err(Missing::Blank), Err(rule::Stop::Missing(kind))) => (Cell::missing(kind), None),
            (Err(Missing::Blank), Err(rule::Stop::Bad(input, wanted))) => {
                let value = inputs.get(input).copied().unwrap_or_default();
                (Cell::BLANK, leaf.inputs.get(input).map(|(_, key)| bad(*key, value, wanted)))
            }
            (found, _) => {
                step(Line::Decided { key: u32::try_from(leaf.decided).unwrap_or(u32::MAX), cell: decided });
                let outside = leaf.range().filter(|(low, high)| found.is_ok_and(|v| v < *low || v > *high));
                (decided, outside.map(|(low, high)| bad(leaf.decided, decided, Wanted::Between(low, high))))
            }
        };
        *out = cell;
        if let (Some(record), Some(fault)) = (&mut record, fault) {
            record.bad.push(fault);
        }
        if let Some(trace) = record.as_mut().and_then(|r| r.trace.as_mut()) {
            trace.close();
        }
    }
}

/// Values of a branch over all units. Its parts have been computed.
fn branch_values(
    bound: &Bound,
    node: usize,
    branch: &Branch,
    values: &mut [Cell],
    sums: &mut Vec<f64>,
    mut trace: Option<NodeLines>,
) -> Option<NodeLines> {
    let units = bound.units();
    if matches!(branch.aggregate, Aggregate::Copeland) {
        return contest_values(bound, node, branch, values, trace);
    }
    let straight = trace.is_none() && straight_sums(branch, values, units, sums);
    let weights = fixed_weights(branch);
    let mut gathered = Gathered::default();
    for unit in 0..units {
        let cell = match sums.get(unit) {
            Some(sum) if straight && !sum.is_nan() => {
                Cell::number(if matches!(branch.aggregate, Aggregate::Sum) { *sum } else { sum / weights })
            }
            _ => {
                let mut step = |line: Line| {
                    if let Some(trace) = &mut trace {
                        trace.push(line);
                    }
                };
                let value_of = |part: usize| values[part * units + unit];
                aggregate::unit_value(bound, branch, unit, &value_of, &mut gathered, &mut step)
            }
        };
        values[node * units + unit] = cell;
        if let Some(trace) = &mut trace {
            trace.close();
        }
    }
    trace
}

/// Values of a branch by contest: each unit is gathered as for any branch (missing parts, gates), then those that have no value yet meet each other.
fn contest_values(
    bound: &Bound,
    node: usize,
    branch: &Branch,
    values: &mut [Cell],
    mut trace: Option<NodeLines>,
) -> Option<NodeLines> {
    let units = bound.units();
    let mut entries = Vec::with_capacity(units);
    let mut lines: Vec<Vec<Line>> = vec![Vec::new(); units];
    let mut gathered = Gathered::default();
    for unit in 0..units {
        let mut gated = false;
        let value_of = |part: usize| values[part * units + unit];
        let cell = aggregate::unit_value(bound, branch, unit, &value_of, &mut gathered, &mut |line| {
            gated |= matches!(line, Line::Gate { .. });
            lines[unit].push(line);
        });
        values[node * units + unit] = cell;
        entries.push((!gated && !cell.is_missing()).then(|| gathered.values().to_vec()));
    }
    // Weights from facts may differ from unit to unit, and a contest needs common ones: the check of the rulebook refuses them.
    let weight = |w: &PartWeight| if let PartWeight::Number(n) = w { *n } else { 0.0 };
    let weights: Vec<f64> = branch.parts.iter().map(|p| weight(&p.weight)).collect();
    for (unit, contest) in copeland::contests(&weights, &entries).into_iter().enumerate() {
        if let Some(copeland::Contest { wins, losses }) = contest {
            values[node * units + unit] = Cell::number(f64::from(wins) - f64::from(losses));
            lines[unit].push(Line::Contest { wins, losses });
        }
        if let Some(trace) = &mut trace {
            lines[unit].iter().for_each(|line| trace.push(*line));
            trace.close();
        }
    }
    trace
}

fn fixed_weights(branch: &Branch) -> f64 {
    let weight = |w: &PartWeight| if let PartWeight::Number(n) = w { *n } else { f64::NAN };
    branch.parts.iter().map(|p| weight(&p.weight)).fold(0.0, |a, b| a + b)
}

/// Weighted sums of all units part by part, for sums and means with fixed weights and no gates; NaN where a part is missing. False when the branch is of another kind.
fn straight_sums(branch: &Branch, values: &[Cell], units: usize, sums: &mut Vec<f64>) -> bool {
    if !matches!(branch.aggregate, Aggregate::Sum | Aggregate::Arithmetic) || !branch.gates.is_empty() {
        return false;
    }
    sums.clear();
    sums.resize(units, 0.0);
    for part in &branch.parts {
        let PartWeight::Number(weight) = part.weight else { return false };
        let column = &values[part.node * units..(part.node + 1) * units];
        for (sum, cell) in sums.iter_mut().zip(column) {
            *sum += weight * cell.raw();
        }
    }
    true
}

fn node_outcome(bound: &Bound, node: usize, values: &[Cell], ranked: &[bool]) -> NodeOutcome {
    let units = bound.units();
    let plan_node = &bound.plan.nodes[node];
    let values = values[node * units..(node + 1) * units].to_vec();
    let rounded: Vec<Option<f64>> = values.iter().map(|c| c.value().map(|v| plan_node.rounding.round(v))).collect();
    let groups = plan_node.rank_attribute.map(|a| bound.groups(a));
    let takes_rank = takes_rank(bound, plan_node.ranking.groups.as_ref(), ranked);
    let ranks = rank::ranks(&plan_node.ranking, &values, &rounded, &takes_rank, groups);
    let bands = match &plan_node.bands {
        Some(bands) => rank::bands(bands, &values, &rounded, &takes_rank, groups),
        None => vec![None; units],
    };
    let intervals = plan_node.interval.as_ref().map(|(interval, key)| {
        let around = |(unit, cell): (usize, &Cell)| {
            let (value, error) = (cell.value()?, bound.cell(*key, unit).value()?);
            let half = interval.multiplier * error;
            Some(IntervalOutcome { low: value - half, high: value + half, level: interval.level.0 })
        };
        values.iter().enumerate().map(around).collect()
    });
    NodeOutcome {
        id: plan_node.id.clone(),
        parent: plan_node.parent,
        parts: plan_node.parts().iter().map(|p| p.node).collect(),
        max: plan_node.max,
        rounding: plan_node.rounding,
        values,
        rounded,
        takes_rank,
        ranks,
        bands,
        intervals: intervals.unwrap_or_default(),
    }
}

/// Units that take part in the ranks of a node: not those of a group that is scored without a rank.
fn takes_rank(bound: &Bound, groups: Option<&Groups>, ranked: &[bool]) -> Vec<bool> {
    let Some(groups) = groups.filter(|g| !g.unranked.is_empty()) else { return ranked.to_vec() };
    let texts = bound.facts.attribute(groups.attribute.as_str(), bound.period);
    let unranked = |unit: usize| {
        texts.as_ref().and_then(|t| t[unit]).is_some_and(|group| groups.unranked.iter().any(|u| u == group))
    };
    ranked.iter().enumerate().map(|(unit, ranked)| *ranked && !unranked(unit)).collect()
}
