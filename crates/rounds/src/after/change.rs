//! What if: other numbers or points at some leaves of one unit, and what the engine then says of the unit and of those around it.

use std::collections::{BTreeMap, BTreeSet};

use chiso_engine::{Fact, FactSet, FactValue, NodeOutcome, Outcome, decided_indicator};
use chiso_model::Cell;
use chiso_round::assessment::Entry;
use chiso_round::{Criterion, Mark, Rules};

/// What stands at a criterion of a unit, as facts say it: its numbers, and points that were decided in place of the rule's. `unit` is an index into the units of the facts.
pub(crate) fn standing(rules: &Rules, facts: &FactSet, unit: usize, criterion: &Criterion) -> Entry {
    let number = |indicator: &str, period| {
        let (cell, _) = facts.value(indicator, Some(period), true, unit);
        Some(Mark(cell)).filter(|mark| *mark != Mark::default())
    };
    let here = criterion.inputs.iter().filter(|input| input.entered_here);
    let numbers = here.filter_map(|input| {
        Some((input.name.clone(), number(&input.indicator, input.earlier.unwrap_or(rules.period()))?))
    });
    Entry {
        numbers: numbers.collect(),
        points: number(&decided_indicator(&criterion.id), rules.period()),
        ..Entry::default()
    }
}

/// The facts of a unit with other numbers and points at some criteria. Where an entry has points, they stand in place of the rule's; where it has none, the rule decides.
pub(crate) fn replaced(rules: &Rules, own: Vec<Fact>, unit: &str, entries: &BTreeMap<String, Entry>) -> Vec<Fact> {
    let mut gone = BTreeSet::new();
    let mut added = Vec::new();
    for (id, entry) in entries {
        let Some(criterion) = rules.criterion(id) else { continue };
        let here = criterion.inputs.iter().filter(|input| input.entered_here);
        gone.extend(here.map(|input| (input.indicator.clone(), input.earlier.unwrap_or(rules.period()))));
        gone.insert((decided_indicator(id), rules.period()));
        added.extend(rules.facts(unit, criterion, &entry.numbers, None));
        // A blank leaves it to the rule; and a unit of which nothing else is known is still a unit.
        added.push(Fact {
            unit: unit.to_owned(),
            indicator: decided_indicator(id),
            period: Some(rules.period()),
            value: FactValue::Number(entry.points.map_or(Cell::BLANK, |points| points.0)),
            source: None,
        });
    }
    let stays = |fact: &Fact| fact.period.is_none_or(|period| !gone.contains(&(fact.indicator.clone(), period)));
    own.into_iter().filter(stays).chain(added).collect()
}

/// What moved between two results.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Moved {
    /// Points of the whole as printed, before and after.
    pub(crate) points: [Option<f64>; 2],
    /// Place before and after.
    pub(crate) place: [Option<f64>; 2],
    /// Id of the band before and after.
    pub(crate) band: [Option<String>; 2],
    /// Nodes whose printed points are others now, in the rulebook's order: id, before, after.
    pub(crate) nodes: Vec<(String, Option<f64>, Option<f64>)>,
    /// Units of the group that were level or ahead, and are behind now; the best placed first.
    pub(crate) overtaken: Vec<String>,
    /// Units of the group that were level or behind, and are ahead now.
    pub(crate) overtaken_by: Vec<String>,
    /// Units of the group whose place is another, by their place now: id, before, after.
    pub(crate) places: Vec<(String, Option<f64>, Option<f64>)>,
}

/// What moved for a unit and those it is ranked with, where some nodes are others, by index; none where the result does not know the unit.
pub(crate) fn moved(
    before: &Outcome,
    after: &BTreeMap<usize, NodeOutcome>,
    unit: &str,
    group: &BTreeSet<&str>,
) -> Option<Moved> {
    let at = before.unit(unit)?;
    let roots = [before.root(), after.get(&0).unwrap_or(before.root())];
    let place = roots.map(|root| root.ranks[at]);
    let ranked = before.units.iter().enumerate().filter(|(_, id)| group.contains(id.as_str()));
    let mut places: Vec<(&String, Option<f64>, Option<f64>)> =
        ranked.map(|(at, id)| (id, roots[0].ranks[at], roots[1].ranks[at])).collect();
    places.sort_by(|a, b| a.2.unwrap_or(f64::INFINITY).total_cmp(&b.2.unwrap_or(f64::INFINITY)).then(a.0.cmp(b.0)));
    let passed = |forwards: bool| -> Vec<String> {
        let (Some(mine), Some(now)) = (place[0], place[1]) else { return Vec::new() };
        let is_passed = |(id, then, after): &&(&String, Option<f64>, Option<f64>)| {
            let (Some(then), Some(after)) = (then, after) else { return false };
            let passed = if forwards { *then <= mine && *after > now } else { *then >= mine && *after < now };
            *id != unit && passed
        };
        places.iter().filter(is_passed).map(|(id, ..)| (*id).clone()).collect()
    };
    let (overtaken, overtaken_by) = (passed(true), passed(false));
    // Companions repeat what is in the tree.
    let in_tree = after.iter().filter(|(index, node)| **index == 0 || node.parent.is_some());
    let nodes = in_tree.filter_map(|(index, node)| {
        let (then, now) = (before.nodes[*index].rounded[at], node.rounded[at]);
        (then != now).then(|| (node.id.clone(), then, now))
    });
    let others = places.into_iter().filter(|(_, then, now)| then != now);
    Some(Moved {
        points: roots.map(|root| root.rounded[at]),
        place,
        band: roots.map(|root| root.bands[at].clone()),
        nodes: nodes.collect(),
        overtaken,
        overtaken_by,
        places: others.map(|(id, then, now)| (id.clone(), then, now)).collect(),
    })
}
