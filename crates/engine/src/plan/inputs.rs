//! Which facts a rule reads.

use chiso_rulebook::definition::{CompareWith, Id, Node, Rule, Rulebook};

use super::{Before, FactKey};
use crate::error::RulebookFault;

/// The facts that are read, each once.
#[derive(Default)]
pub(super) struct Keys(pub(super) Vec<FactKey>);

impl Keys {
    pub(super) fn key(&mut self, indicator: &str, before: Before) -> usize {
        let found = self.0.iter().position(|k| k.indicator == indicator && k.before == before);
        found.unwrap_or_else(|| {
            self.0.push(FactKey { indicator: indicator.to_owned(), before });
            self.0.len() - 1
        })
    }
}

/// The indicator behind a name that a rule of `node` uses.
pub(super) fn indicator_of(rulebook: &Rulebook, node: &Node, name: &str) -> Result<String, RulebookFault> {
    if let Some(input) = node.inputs.get(name) {
        return Ok(input.indicator.as_ref().map_or_else(|| format!("{}.{name}", node.id), ToString::to_string));
    }
    match rulebook.indicators.get(name) {
        Some(input) => Ok(input.indicator.as_ref().map_or_else(|| name.to_owned(), ToString::to_string)),
        None => Err(RulebookFault::UnknownName(name.to_owned())),
    }
}

/// The names a rule uses and the fact behind each. A comparison with an earlier period reads the same indicator twice: the second time under the name `before`.
pub(super) fn inputs_of(
    rulebook: &Rulebook,
    node: &Node,
    rule: &Rule,
    expression_names: &[String],
    keys: &mut Keys,
) -> Result<Vec<(String, usize)>, RulebookFault> {
    // A rule that names no fact reads its only input, or the fact of the node's own id. `other` is an input that is taken already.
    let single = |input: &Option<Id>, other: Option<&Id>| -> Result<(String, String), RulebookFault> {
        let mut declared = node.inputs.keys().filter(|name| Some(*name) != other);
        match (input, declared.next(), declared.next()) {
            (Some(name), _, _) | (None, Some(name), None) => {
                Ok((name.to_string(), indicator_of(rulebook, node, name.as_str())?))
            }
            _ => Ok((node.id.to_string(), node.id.to_string())),
        }
    };
    let mut named = |name: &str| -> Result<(String, usize), RulebookFault> {
        Ok((name.to_owned(), keys.key(&indicator_of(rulebook, node, name)?, Before::Now)))
    };
    match rule {
        Rule::Points { input }
        | Rule::YesNo { input, .. }
        | Rule::Levels { input, .. }
        | Rule::Steps { input, .. }
        | Rule::Deduction { input, .. }
        | Rule::Bonus { input, .. }
        | Rule::Penalty { input, .. } => {
            let (name, indicator) = single(input, None)?;
            Ok(vec![(name, keys.key(&indicator, Before::Now))])
        }
        Rule::Ratio { numerator, denominator, .. } => {
            Ok(vec![named(numerator.as_str())?, named(denominator.as_str())?])
        }
        Rule::Survey { options } => Ok(options
            .iter()
            .map(|option| {
                let indicator = indicator_of(rulebook, node, option.id.as_str())
                    .unwrap_or_else(|_| format!("{}.{}", node.id, option.id));
                (option.id.to_string(), keys.key(&indicator, Before::Now))
            })
            .collect()),
        Rule::Formula { .. } => {
            expression_names.iter().filter(|name| *name != MAX_POINTS).map(|name| named(name)).collect()
        }
        Rule::Index { rulebook: index, node: part, .. } => {
            let indicator = part.as_ref().map_or_else(|| index.to_string(), |part| format!("{index}.{part}"));
            Ok(vec![(indicator.clone(), keys.key(&indicator, Before::Now))])
        }
        Rule::Comparison { input, with, .. } => {
            let planned = match with {
                CompareWith::Plan(plan) => Some(plan),
                CompareWith::YearsBefore(_) | CompareWith::PeriodsBefore(_) => None,
            };
            let (name, indicator) = single(input, planned)?;
            let value = (name, keys.key(&indicator, Before::Now));
            let other = match with {
                CompareWith::Plan(plan) => {
                    (plan.to_string(), keys.key(&indicator_of(rulebook, node, plan.as_str())?, Before::Now))
                }
                CompareWith::YearsBefore(years) => ("before".to_owned(), keys.key(&indicator, Before::Years(*years))),
                CompareWith::PeriodsBefore(count) => {
                    ("before".to_owned(), keys.key(&indicator, Before::Periods(*count)))
                }
            };
            Ok(vec![value, other])
        }
    }
}

/// The name that stands for a node's max points in its formula.
pub(crate) const MAX_POINTS: &str = "max_points";
