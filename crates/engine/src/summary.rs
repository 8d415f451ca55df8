//! Facts about a result as a whole, from which sentences are made.

use chiso_model::exact_sum;
use chiso_rulebook::definition::{Bands, Node, Rulebook};
use serde::Serialize;

use crate::change::{Change, Changes};
use crate::compute::moments;
use crate::outcome::{NodeOutcome, Outcome};

/// What can be said of a computation as a whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Summary {
    /// Id of the rulebook.
    pub rulebook: String,
    /// Its edition.
    pub edition: String,
    /// The period.
    pub period: Option<String>,
    /// The earlier period compared with, if any.
    pub previous_period: Option<String>,
    /// Number of units ranked.
    pub units: usize,
    /// One entry a node, in the order of the outcome.
    pub nodes: Vec<NodeSummary>,
}

/// What can be said of one node. Units that are not ranked do not count.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NodeSummary {
    /// The node.
    pub node: String,
    /// Units with a value.
    pub count: usize,
    /// Mean of the unrounded values.
    pub mean: Option<f64>,
    /// Mean of value / max, for nodes with max points.
    pub mean_share: Option<f64>,
    /// Max points, where the node has them: with them every value is a share.
    pub max_points: Option<f64>,
    /// Median (type 7).
    pub median: Option<f64>,
    /// Standard deviation (n - 1).
    pub deviation: Option<f64>,
    /// Greatest value, and who has it.
    pub max: Option<Extreme>,
    /// Least value, and who has it.
    pub min: Option<Extreme>,
    /// Units at full points.
    pub at_full: usize,
    /// Units in each band, from the rulebook's first band to its last.
    pub bands: Vec<BandCount>,
    /// Changes against the earlier period; none where the mapping says not comparable, or where there is no earlier period.
    pub change: Option<ChangeSummary>,
}

/// A value and the units that have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Extreme {
    /// The value.
    pub value: f64,
    /// The units, sorted.
    pub units: Vec<String>,
}

/// Units in a band.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BandCount {
    /// The band.
    pub band: String,
    /// How many.
    pub count: usize,
}

/// Changes of a node against an earlier period, over the units that have a value in both. A change is the difference of the printed values.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChangeSummary {
    /// Units with a value in both.
    pub count: usize,
    /// Mean of the changes of these units.
    pub mean: Option<f64>,
    /// Mean change of the share of the max points, for nodes with max points.
    pub mean_share: Option<f64>,
    /// Units that gained.
    pub up: usize,
    /// Units that lost.
    pub down: usize,
    /// Units that stayed.
    pub same: usize,
    /// Greatest gain (or least loss).
    pub best: Option<Extreme>,
    /// Greatest loss (or least gain).
    pub worst: Option<Extreme>,
}

/// What can be said of a computation as a whole, and of its changes.
pub fn summarise(rulebook: &Rulebook, now: &Outcome, before: Option<(&Outcome, &Changes)>) -> Summary {
    let nodes = now.nodes.iter().enumerate().map(|(index, node)| {
        let changes = before.and_then(|(_, changes)| changes.nodes.get(index)?.as_ref().ok());
        node_summary(rulebook, now, node, changes.map(Vec::as_slice))
    });
    Summary {
        rulebook: now.rulebook.clone(),
        edition: now.edition.clone(),
        period: now.period.map(|p| p.to_string()),
        previous_period: before.and_then(|(b, _)| b.period).map(|p| p.to_string()),
        units: now.root().takes_rank.iter().filter(|ranked| **ranked).count(),
        nodes: nodes.collect(),
    }
}

fn node_summary(
    rulebook: &Rulebook,
    now: &Outcome,
    node: &NodeOutcome,
    changes: Option<&[Option<Change>]>,
) -> NodeSummary {
    let members: Vec<(usize, f64)> = (0..now.units.len())
        .filter(|unit| node.takes_rank[*unit])
        .filter_map(|unit| Some((unit, node.values[unit].value()?)))
        .collect();
    let values: Vec<f64> = members.iter().map(|(_, value)| *value).collect();
    let printed: Vec<(usize, f64)> =
        members.iter().filter_map(|(unit, _)| Some((*unit, node.rounded[*unit]?))).collect();
    let mean = moments::mean(&values);
    let full = node.max.filter(|max| *max > 0.0);
    NodeSummary {
        node: node.id.clone(),
        count: values.len(),
        mean,
        mean_share: mean.zip(full).map(|(mean, max)| mean / max),
        max_points: node.max,
        median: moments::median(&mut values.clone()),
        deviation: moments::deviation(&values, &mut Vec::new()),
        max: extreme(now, &printed, f64::max),
        min: extreme(now, &printed, f64::min),
        at_full: printed.iter().filter(|(_, value)| Some(*value) == full).count(),
        bands: bands_of(rulebook, node).map_or_else(Vec::new, |bands| band_counts(node, bands)),
        change: changes.map(|changes| change_summary(now, node, changes)),
    }
}

fn bands_of<'a>(rulebook: &'a Rulebook, node: &NodeOutcome) -> Option<&'a Bands> {
    let trees = std::iter::once(&rulebook.tree).chain(&rulebook.companions);
    let own = trees.flat_map(Node::walk).find(|n| n.id == *node.id).and_then(|n| n.bands.as_ref());
    own.or_else(|| rulebook.bands.as_ref().filter(|_| rulebook.id == *node.id))
}

fn band_counts(node: &NodeOutcome, bands: &Bands) -> Vec<BandCount> {
    let count = |id: &str| {
        let units = node.bands.iter().zip(&node.takes_rank);
        units.filter(|(band, ranked)| **ranked && band.as_deref() == Some(id)).count()
    };
    bands.bands().iter().map(|b| BandCount { band: b.id.to_string(), count: count(b.id.as_str()) }).collect()
}

fn extreme(now: &Outcome, values: &[(usize, f64)], better: fn(f64, f64) -> f64) -> Option<Extreme> {
    let value = values.iter().map(|(_, value)| *value).reduce(better)?;
    let units = values.iter().filter(|(_, v)| *v == value).map(|(unit, _)| now.units[*unit].clone()).collect();
    Some(Extreme { value, units })
}

fn change_summary(now: &Outcome, node: &NodeOutcome, changes: &[Option<Change>]) -> ChangeSummary {
    let known: Vec<(usize, f64)> = changes
        .iter()
        .enumerate()
        .filter(|(unit, _)| node.takes_rank[*unit])
        .filter_map(|(unit, change)| Some((unit, change.as_ref()?.value)))
        .collect();
    let values: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    let shares: Vec<f64> = known.iter().filter_map(|(unit, _)| changes[*unit].as_ref()?.share).collect();
    ChangeSummary {
        count: known.len(),
        mean: if known.is_empty() { None } else { Some(exact_sum(&values) / known.len() as f64) },
        mean_share: moments::mean(&shares),
        up: values.iter().filter(|v| **v > 0.0).count(),
        down: values.iter().filter(|v| **v < 0.0).count(),
        same: values.iter().filter(|v| **v == 0.0).count(),
        best: extreme(now, &known, f64::max),
        worst: extreme(now, &known, f64::min),
    }
}
