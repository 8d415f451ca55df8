//! Points of links: whether the rule gives what is said to be by the rule, for the numbers of that very link.

use std::collections::{BTreeMap, BTreeSet};

use chiso_engine::{EngineError, Fact, FactSet, FactValue, Options, Outcome};
use chiso_model::Cell;
use chiso_round::{Assessment, Criterion, Link, Mark, Rules, Why};

use super::{Finding, Row};
use crate::mark::written;
use crate::part::CHAIN;

/// Checks every link, also those that no longer count.
pub(super) fn check(rules: &Rules, assessments: &BTreeMap<String, Assessment>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (unit, assessment) in assessments {
        for (node, item) in &assessment.items {
            if rules.criterion(node).is_none() {
                let row = Row::of(unit.clone(), node.clone());
                findings.push(Finding::RowUnknown { part: CHAIN, row });
            }
            let places = (1..).zip(&item.links).filter(|(_, link)| !fits(link));
            findings.extend(places.map(|(number, link)| Finding::Points {
                unit: unit.clone(),
                node: node.clone(),
                link: number,
                published: written(link.points.0),
            }));
        }
    }
    // The rule of a criterion reads numbers of that criterion alone, so one computation serves the first links of all, one the second links, and so on.
    let longest = assessments.values().flat_map(|a| a.items.values()).map(|item| item.links.len()).max();
    for index in 0..longest.unwrap_or_default() {
        findings.extend(nth(rules, assessments, index));
    }
    findings
}

/// Whether the points are those of the reason.
fn fits(link: &Link) -> bool {
    match link.why {
        Why::Rule => link.proposed == Some(link.points),
        Why::NotDeclared => link.points == Mark::default(),
        Why::Said(_) => true,
    }
}

/// Checks the links that stand at one place in their chains.
fn nth(rules: &Rules, assessments: &BTreeMap<String, Assessment>, index: usize) -> Vec<Finding> {
    let mut known = Vec::new();
    let mut told = Vec::new();
    for (unit, assessment) in assessments {
        for criterion in rules.criteria() {
            let Some(link) = assessment.links(&criterion.id).get(index) else { continue };
            if !reads_only_its_own(rules, criterion, link, assessment) {
                continue;
            }
            known.extend(rules.facts(unit, criterion, &link.numbers, None));
            told.push((unit, criterion, link));
        }
        // A unit of which nothing is known is still a unit.
        let indicator = String::new();
        known.push(Fact {
            unit: unit.clone(),
            indicator,
            period: None,
            value: FactValue::Number(Cell::BLANK),
            source: None,
        });
    }
    if told.is_empty() {
        return Vec::new();
    }
    let outcome = compute(rules, known);
    let differs = |(unit, criterion, link): &(&String, &Criterion, &Link)| {
        let wanted = by_rule(outcome.as_ref(), unit, criterion, link);
        (wanted != link.proposed).then(|| Finding::ByRule {
            unit: (*unit).clone(),
            node: criterion.id.clone(),
            link: index + 1,
            published: link.proposed.map(|mark| written(mark.0)).unwrap_or_default(),
            computed: wanted.map(|mark| written(mark.0)).unwrap_or_default(),
        })
    };
    told.iter().filter_map(differs).collect()
}

/// What the rule gives for the numbers of a link; none where there are none, or it cannot read them.
fn by_rule(outcome: Option<&Outcome>, unit: &str, criterion: &Criterion, link: &Link) -> Option<Mark> {
    if link.numbers.is_empty() {
        return None;
    }
    let outcome = outcome?;
    let cell = outcome.nodes[outcome.node(&criterion.id)?].values.get(outcome.unit(unit)?)?;
    Some(Mark(*cell)).filter(|mark| *mark != Mark::default())
}

/// Whether nothing but the numbers of the link decides what the rule gives. Where another criterion enters a number, or one joined that the link does not have, what was known
/// at the time decides; that is not in the bundle.
fn reads_only_its_own(rules: &Rules, criterion: &Criterion, link: &Link, assessment: &Assessment) -> bool {
    let joined = |indicator: &str, period| {
        let same = |j: &&chiso_round::assessment::Joined| {
            j.indicator == indicator && j.period.unwrap_or(rules.period()) == period
        };
        assessment.joined.iter().any(|j| same(&j))
    };
    !criterion.inputs.is_empty()
        && criterion.inputs.iter().all(|input| {
            let period = input.earlier.unwrap_or(rules.period());
            let given = link.numbers.get(&input.name).is_some_and(|mark| *mark != Mark::default());
            input.entered_here && (given || !joined(&input.indicator, period))
        })
}

/// Computes; numbers that no rule reads are left out, so that their links differ from what the rule gives, and the others are still checked.
fn compute(rules: &Rules, mut known: Vec<Fact>) -> Option<Outcome> {
    loop {
        let set = FactSet::new(known.iter().cloned()).unwrap_or_default();
        match rules.plan().compute(&set, &Options::default()) {
            Ok(outcome) => return Some(outcome),
            Err(EngineError::BadFacts(bad)) => {
                let before = known.len();
                let bad: BTreeSet<(String, String)> = bad.into_iter().map(|b| (b.unit, b.indicator)).collect();
                known.retain(|fact| !bad.contains(&(fact.unit.clone(), fact.indicator.clone())));
                if known.len() == before {
                    return None;
                }
            }
            Err(_) => return None,
        }
    }
}
