//! What a result says of one unit, for every node: points lost, against the best, the median and the year before; where along the chain points were taken away; and, in
//! each area, what people said in surveys against what the unit said of itself.

use std::collections::{BTreeMap, BTreeSet};

use chiso_engine::{NodeOutcome, NotComparable, Outcome, changes};
use chiso_model::{Missing, Rounding, Text, exact_sum};
use chiso_round::{Criterion, Rules, Stage};
use chiso_rulebook::definition::{FactOrigin, MissingAction, MissingPolicy, Node, Rulebook};

/// What a diagnosis is made from.
pub(crate) struct Sources<'a> {
    /// The unit.
    pub(crate) unit: &'a str,
    /// The units it is compared with, itself among them: those that are ranked with it.
    pub(crate) group: &'a BTreeSet<&'a str>,
    /// The rulebook of the round.
    pub(crate) rulebook: &'a Rulebook,
    /// The rules made of it.
    pub(crate) rules: &'a Rules,
    /// The result when only links up to a stage are looked at; the last is the one that counts.
    pub(crate) stages: &'a BTreeMap<Stage, &'a Outcome>,
    /// The result of the same index the time before, where there is one.
    pub(crate) before: Option<&'a Outcome>,
}

/// What a result says of one unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Diagnosis {
    /// The root, then every node of the tree in the rulebook's order.
    pub(crate) nodes: Vec<NodeLoss>,
    /// What was said in each area, in the rulebook's order.
    pub(crate) voices: Vec<Voices>,
}

/// What was lost at a node, in points as printed.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct NodeLoss {
    /// Id of the node.
    pub(crate) id: String,
    /// Whether it is scored by itself.
    pub(crate) is_leaf: bool,
    /// Printed digits.
    pub(crate) rounding: Rounding,
    /// Max points; a bonus and a penalty have none.
    pub(crate) max: Option<f64>,
    /// Points earned, or why there are none.
    pub(crate) points: Result<f64, Missing>,
    /// Points that count in the whole: 0 where the rulebook says so of what is missing; none where it is left out and the rest made up to the whole.
    pub(crate) counted: Option<f64>,
    /// Max less the points that count, never below 0; at a node without max, what was taken off.
    pub(crate) lost: Option<f64>,
    /// Most points that count of a ranked unit of the group.
    pub(crate) best: Option<f64>,
    /// Median (type 7) of the points that count of the ranked units of the group.
    pub(crate) median: Option<f64>,
    /// The year before.
    pub(crate) before: Before,
    /// Points that a stage took away (positive) or gave (negative) against the stage before; stages that changed nothing are not there.
    pub(crate) taken: BTreeMap<Stage, f64>,
}

/// A node in the year before.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Before {
    /// Nothing of this index was published for the unit before.
    Nothing,
    /// Points then.
    Points(f64),
    /// The two years may not be compared at this node: the rulebook's reason, where it gives one.
    NotComparable(Option<Text>),
}

/// Shares of the points that could be had in an area, each none where nothing of the kind has a value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Voices {
    /// Id of the area.
    pub(crate) area: String,
    /// What the unit gave itself, of the max of what it scores itself.
    pub(crate) own: Option<f64>,
    /// What it kept of that in the end.
    pub(crate) kept: Option<f64>,
    /// What people said, of the max of what is surveyed.
    pub(crate) survey: Option<f64>,
}

impl Diagnosis {
    /// The whole.
    pub(crate) fn root(&self) -> &NodeLoss {
        &self.nodes[0]
    }

    /// A node.
    pub(crate) fn node(&self, id: &str) -> Option<&NodeLoss> {
        self.nodes.iter().find(|node| node.id == id)
    }

    /// What is scored by itself, the greatest loss first, then by the distance to the best, then in the rulebook's order.
    pub(crate) fn leaves(&self) -> Vec<&NodeLoss> {
        let mut leaves: Vec<&NodeLoss> = self.nodes.iter().filter(|node| node.is_leaf).collect();
        let order = |value: Option<f64>| value.unwrap_or(-1.0);
        leaves.sort_by(|a, b| {
            order(b.lost).total_cmp(&order(a.lost)).then(order(b.behind_best()).total_cmp(&order(a.behind_best())))
        });
        leaves
    }
}

impl NodeLoss {
    /// Points behind the best; 0 for the best.
    pub(crate) fn behind_best(&self) -> Option<f64> {
        let (best, points) = self.best.zip(self.counted)?;
        Some(self.rounding.round((best - points).max(0.0)))
    }
}

/// Looks at a unit; none where the result does not know it.
pub(crate) fn diagnose(of: &Sources<'_>) -> Option<Diagnosis> {
    let (_, last) = of.stages.last_key_value()?;
    let unit = last.unit(of.unit)?;
    let peers: Vec<usize> = (0..last.units.len()).filter(|at| of.group.contains(last.units[*at].as_str())).collect();
    let before =
        of.before.filter(|before| before.unit(of.unit).is_some()).map(|before| changes(of.rulebook, last, before));
    // Companions repeat what is in the tree.
    let in_tree = |(at, node): &(usize, &NodeOutcome)| *at == 0 || node.parent.is_some();
    let counting = Counting::of(of.rulebook);
    let nodes = last.nodes.iter().enumerate().filter(in_tree).map(|(at, node)| {
        let before = before.as_ref().map(|before| {
            let of_units = before.nodes[at].as_ref();
            of_units.map(|changes| changes[unit].map(|change| change.value)).map_err(Clone::clone)
        });
        let counted = counting.rounded(node, unit);
        let ranked = || peers.iter().copied().filter(|peer| node.takes_rank[*peer]);
        NodeLoss {
            id: node.id.clone(),
            is_leaf: of.rules.criterion(&node.id).is_some(),
            rounding: node.rounding,
            max: node.max,
            points: node.values[unit].get().map(|value| node.rounded[unit].unwrap_or(value)),
            counted,
            lost: counted.map(|points| node.rounding.round((node.max.unwrap_or(0.0) - points).max(0.0))),
            best: ranked().filter_map(|peer| counting.rounded(node, peer)).reduce(f64::max),
            median: median(ranked().filter_map(|peer| counting.value(node, peer)).collect())
                .map(|median| node.rounding.round(median)),
            before: earlier(node, node.rounded[unit], before),
            taken: taken(of, &counting, &node.id),
        }
    });
    Some(Diagnosis { nodes: nodes.collect(), voices: voices(of, &counting, last) })
}

/// How each node counts in the whole when it has no value: the nearest policy of itself and the nodes above it.
struct Counting<'a>(BTreeMap<&'a str, MissingPolicy>);

impl Counting<'_> {
    fn of(rulebook: &Rulebook) -> Counting<'_> {
        fn list<'a>(node: &'a Node, inherited: MissingPolicy, out: &mut BTreeMap<&'a str, MissingPolicy>) {
            let policy = node.missing.unwrap_or(inherited);
            out.insert(node.id.as_str(), policy);
            node.children.iter().for_each(|child| list(child, policy, out));
        }
        let mut policies = BTreeMap::new();
        let inherited = rulebook.defaults.missing.unwrap_or(MissingPolicy::All(MissingAction::Blank));
        list(&rulebook.tree, inherited, &mut policies);
        Counting(policies)
    }

    /// What a unit's node counts as; none where it is left out and the rest made up to the whole.
    fn value(&self, node: &NodeOutcome, unit: usize) -> Option<f64> {
        node.values[unit].get().map_or_else(|kind| self.in_place_of(node, kind), Some)
    }

    /// The same as printed.
    fn rounded(&self, node: &NodeOutcome, unit: usize) -> Option<f64> {
        node.rounded[unit].or_else(|| self.in_place_of(node, node.values[unit].get().err()?))
    }

    fn in_place_of(&self, node: &NodeOutcome, kind: Missing) -> Option<f64> {
        match self.0.get(node.id.as_str())?.action(kind) {
            MissingAction::Zero | MissingAction::Drop => Some(0.0),
            MissingAction::Full => node.max,
            MissingAction::DropRescale | MissingAction::Blank => None,
        }
    }
}

/// Median of type 7 (Hyndman and Fan 1996): the middle value, or the mean of the two in the middle.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_unstable_by(f64::total_cmp);
    let upper = *values.get(values.len() / 2)?;
    if values.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = values[values.len() / 2 - 1];
    Some(lower + (upper - lower) / 2.0)
}

fn earlier(node: &NodeOutcome, points: Option<f64>, before: Option<Result<Option<f64>, NotComparable>>) -> Before {
    match (before, points) {
        (None | Some(Ok(None)), _) | (Some(Ok(_)), None) => Before::Nothing,
        // The change is the difference of the two printed values.
        (Some(Ok(Some(change))), Some(points)) => Before::Points(node.rounding.round(points - change)),
        (Some(Err(NotComparable::Declared(reason))), _) => Before::NotComparable(Some(reason)),
        (Some(Err(NotComparable::NotMapped | NotComparable::Absent(_))), _) => Before::NotComparable(None),
    }
}

/// What each stage took away against the stage before it.
fn taken(of: &Sources<'_>, counting: &Counting<'_>, node: &str) -> BTreeMap<Stage, f64> {
    let at = |outcome: &Outcome| {
        let found = &outcome.nodes[outcome.node(node)?];
        Some((counting.rounded(found, outcome.unit(of.unit)?)?, found.rounding))
    };
    let known: Vec<(Stage, f64, Rounding)> = of
        .stages
        .iter()
        .filter_map(|(stage, outcome)| at(outcome).map(|(points, rounding)| (*stage, points, rounding)))
        .collect();
    let steps = known.windows(2).map(|pair| (pair[1].0, pair[1].2.round(pair[0].1 - pair[1].1)));
    steps.filter(|(_, taken)| *taken != 0.0).collect()
}

fn voices(of: &Sources<'_>, counting: &Counting<'_>, last: &Outcome) -> Vec<Voices> {
    let own = of.stages.get(&Stage::SelfScore).copied();
    let areas = last.root().parts.iter().map(|part| last.nodes[*part].id.as_str());
    areas
        .map(|area| {
            let below =
                |criterion: &&Criterion| criterion.id == area || criterion.above.iter().any(|above| above == area);
            let of_kind = |wanted: &dyn Fn(&Criterion) -> bool| -> Vec<&Criterion> {
                of.rules.criteria().iter().filter(below).filter(|criterion| wanted(criterion)).collect()
            };
            let self_scored = of_kind(&|criterion| criterion.self_scored);
            let surveyed = of_kind(&|criterion| criterion.origin == FactOrigin::Survey);
            let counted = |node: &NodeOutcome, unit| counting.value(node, unit);
            // What people were not asked says nothing of what they think.
            let said = |node: &NodeOutcome, unit: usize| node.values[unit].value();
            Voices {
                area: area.to_owned(),
                own: own.and_then(|outcome| share(outcome, of.unit, &self_scored, &counted)),
                kept: share(last, of.unit, &self_scored, &counted),
                survey: share(last, of.unit, &surveyed, &said),
            }
        })
        .collect()
}

/// Points of some criteria over their max; those without points do not count, and those without max are outside of what can be had.
fn share(
    outcome: &Outcome,
    unit: &str,
    criteria: &[&Criterion],
    points_of: &dyn Fn(&NodeOutcome, usize) -> Option<f64>,
) -> Option<f64> {
    let unit = outcome.unit(unit)?;
    let held = criteria.iter().filter(|criterion| criterion.max > 0.0).filter_map(|criterion| {
        let node = &outcome.nodes[outcome.node(&criterion.id)?];
        Some((points_of(node, unit)?, criterion.max))
    });
    let (points, max): (Vec<f64>, Vec<f64>) = held.unzip();
    let max = exact_sum(&max);
    (max > 0.0).then(|| exact_sum(&points) / max)
}
