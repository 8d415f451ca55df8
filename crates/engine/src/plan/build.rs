//! From a rulebook to a plan.

use std::collections::BTreeMap;

use chiso_model::{Date, Period};
use chiso_rulebook::definition::{
    Aggregate, Dated, Impute, MissingAction, MissingPolicy, Node, Normalise, Prepare, Rule, Rulebook, Rules, Weight,
    WeightSource, Weights,
};
use chiso_rulebook::expression::Expression;

use super::inputs::{Keys, inputs_of};
use super::{
    Before, Branch, IndicatorLeaf, Kind, Part, PartWeight, Plan, PlanNode, RuleLeaf, decided_indicator, is_decided,
};
use crate::EngineError;
use crate::error::RulebookFault;

pub(super) fn build(rulebook: &Rulebook, period: Option<Period>) -> Result<Plan, Vec<EngineError>> {
    let mut builder = Builder {
        rulebook,
        period,
        keys: Keys::default(),
        attributes: rulebook.attributes.iter().map(|a| a.id.to_string()).collect(),
        errors: Vec::new(),
        index: BTreeMap::new(),
    };
    if let Some(period) = period.filter(|p| !rulebook.valid.contains(p.last_day())) {
        let to = rulebook.valid.to.map_or_else(|| "…".to_owned(), |to| to.to_string());
        builder.errors.push(EngineError::RulebookNotInForce {
            rulebook: format!("{}/{}", rulebook.id, rulebook.edition),
            period,
            valid: format!("{} – {to}", rulebook.valid.from),
        });
    }
    let mut listed: Vec<(&Node, Option<usize>, MissingPolicy)> = Vec::new();
    let policy = rulebook.defaults.missing.unwrap_or(MissingPolicy::All(MissingAction::Blank));
    list(&rulebook.tree, None, policy, &mut listed);
    for companion in &rulebook.companions {
        list(companion, None, policy, &mut listed);
    }
    builder.index = listed.iter().enumerate().map(|(i, (node, ..))| (node.id.to_string(), i)).collect();
    let nodes: Vec<PlanNode> =
        listed.iter().map(|(node, parent, missing)| builder.node(node, *parent, *missing)).collect();
    let branches = builder.order(&nodes);
    let leaves = (0..nodes.len()).filter(|i| !matches!(nodes[*i].kind, Kind::Branch(_))).collect();
    if !builder.errors.is_empty() {
        return Err(builder.errors);
    }
    Ok(Plan {
        rulebook: rulebook.id.to_string(),
        edition: rulebook.edition.clone(),
        period,
        nodes,
        branches,
        leaves,
        keys: builder.keys.0,
        attributes: builder.attributes,
        known_indicators: rulebook.indicators.keys().map(ToString::to_string).collect(),
    })
}

/// Nodes under `node`, parents first, with the parent's index and the policy that holds for each.
fn list<'a>(
    node: &'a Node,
    parent: Option<usize>,
    inherited: MissingPolicy,
    out: &mut Vec<(&'a Node, Option<usize>, MissingPolicy)>,
) {
    let policy = node.missing.unwrap_or(inherited);
    let index = out.len();
    out.push((node, parent, policy));
    for child in &node.children {
        list(child, Some(index), policy, out);
    }
}

struct Builder<'a> {
    rulebook: &'a Rulebook,
    period: Option<Period>,
    keys: Keys,
    attributes: Vec<String>,
    errors: Vec<EngineError>,
    index: BTreeMap<String, usize>,
}

impl Builder<'_> {
    fn fault(&mut self, node: &Node, what: RulebookFault) {
        self.errors.push(EngineError::Rulebook { node: node.id.to_string(), what });
    }

    fn attribute(&mut self, name: &str) -> usize {
        self.attributes.iter().position(|a| a == name).unwrap_or_else(|| {
            self.attributes.push(name.to_owned());
            self.attributes.len() - 1
        })
    }

    /// The key of a fact named outside of a rule: an entry of `indicators`, or a bare column.
    fn fact(&mut self, name: &str) -> usize {
        let indicator = self.rulebook.indicators.get(name).and_then(|i| i.indicator.as_ref());
        let indicator = indicator.map_or_else(|| name.to_owned(), ToString::to_string);
        self.keys.key(&indicator, Before::Now)
    }

    fn node(&mut self, node: &Node, parent: Option<usize>, missing: MissingPolicy) -> PlanNode {
        let rulebook = self.rulebook;
        let kind = if node.is_branch() {
            self.branch(node)
        } else if let Some(rules) = &node.rule {
            self.rule_leaf(node, rules)
        } else {
            self.indicator_leaf(node)
        };
        let ranking = node.rank.clone().unwrap_or_else(|| rulebook.rank.clone());
        let is_root = parent.is_none() && node.id == rulebook.id;
        PlanNode {
            id: node.id.to_string(),
            parent,
            max: node.max,
            kind,
            missing,
            rounding: node.rounding.unwrap_or(rulebook.rounding),
            rank_attribute: ranking.groups.as_ref().map(|g| self.attribute(g.attribute.as_str())),
            ranking,
            bands: node.bands.clone().or_else(|| rulebook.bands.clone().filter(|_| is_root)),
            interval: node.interval.clone().map(|i| {
                let key = self.fact(i.standard_error.as_str());
                (i, key)
            }),
        }
    }

    fn rule_leaf(&mut self, node: &Node, rules: &Rules) -> Kind {
        let Some(rule) = self.rule_in_force(node, rules).cloned() else {
            return Kind::Branch(Box::new(Branch::empty()));
        };
        let expression = match &rule {
            Rule::Formula { expression, .. } => self.expression(node, expression),
            _ => None,
        };
        if node.max.is_none() && needs_max(&rule, expression.as_ref()) {
            self.fault(node, RulebookFault::NoMax);
        }
        let names = expression.as_ref().map(|e| e.names().to_vec()).unwrap_or_default();
        match inputs_of(self.rulebook, node, &rule, &names, &mut self.keys) {
            Ok(inputs) => {
                let mut read = inputs.iter().map(|(_, key)| self.keys.0[*key].indicator.as_str());
                if let Some(name) = read.find(|name| is_decided(name)).map(str::to_owned) {
                    self.fault(node, RulebookFault::KeptName(name));
                }
                let decided = self.keys.key(&decided_indicator(node.id.as_str()), Before::Now);
                Kind::Rule(Box::new(RuleLeaf { rule, inputs, expression, max: node.max.unwrap_or(0.0), decided }))
            }
            Err(fault) => {
                self.fault(node, fault);
                Kind::Branch(Box::new(Branch::empty()))
            }
        }
    }

    fn expression(&mut self, node: &Node, text: &str) -> Option<Expression> {
        let parsed = Expression::parse(text).ok();
        if parsed.is_none() {
            self.fault(node, RulebookFault::Expression(text.to_owned()));
        }
        parsed
    }

    fn rule_in_force<'r>(&mut self, node: &Node, rules: &'r Rules) -> Option<&'r Rule> {
        let dated = match rules {
            Rules::One(rule) => return Some(rule),
            Rules::Dated(dated) => dated,
        };
        let Some(period) = self.period else {
            return dated.iter().max_by_key(|d| d.valid.from).map(|d| &d.rule);
        };
        let day: Date = period.last_day();
        let in_force: Vec<&Dated> = dated.iter().filter(|d| d.valid.contains(day)).collect();
        let id = node.id.to_string();
        match in_force[..] {
            [] => {
                self.errors.push(EngineError::NoRuleInForce { node: id, day: day.to_string() });
                None
            }
            [one] => Some(&one.rule),
            [first, second, ..] => {
                let starts = (first.valid.from.to_string(), second.valid.from.to_string());
                self.errors.push(EngineError::TwoRulesInForce { node: id, day: day.to_string(), starts });
                None
            }
        }
    }

    fn indicator_leaf(&mut self, node: &Node) -> Kind {
        let defaults = self.rulebook.defaults.prepare.clone().unwrap_or_default();
        let own = node.prepare.clone().unwrap_or_default();
        let prepare = Prepare {
            minimum_n: own.minimum_n.or(defaults.minimum_n),
            denominate: own.denominate.or(defaults.denominate),
            impute: own.impute.or(defaults.impute),
            treat: own.treat.or(defaults.treat),
        };
        let normalise = node.normalise.clone().or_else(|| self.rulebook.defaults.normalise.clone());
        let group = match &prepare.impute {
            Some(Impute::GroupMean { group } | Impute::GroupMedian { group }) => Some(self.attribute(group.as_str())),
            _ => None,
        };
        Kind::Indicator(Box::new(IndicatorLeaf {
            key: self.keys.key(node.indicator.as_ref().unwrap_or(&node.id).as_str(), Before::Now),
            count: prepare.minimum_n.as_ref().map(|m| self.fact(m.count.as_str())),
            denominator: prepare.denominate.as_ref().map(|d| self.fact(d.by.as_str())),
            group,
            direction: node.direction,
            prepare,
            normalise: normalise.unwrap_or(Normalise::None),
        }))
    }

    fn branch(&mut self, node: &Node) -> Kind {
        let Some(aggregate) = node.aggregate.clone().or_else(|| self.rulebook.defaults.aggregate.clone()) else {
            self.fault(node, RulebookFault::NoAggregate);
            return Kind::Branch(Box::new(Branch::empty()));
        };
        let mut members: Vec<(String, Option<Weight>, Option<f64>)> =
            node.children.iter().map(|c| (c.id.to_string(), c.weight.clone(), c.max)).collect();
        for reference in &node.of {
            let target = self.find(reference.node.as_str());
            let weight = reference.weight.clone();
            members.push((reference.node.to_string(), weight, target.and_then(|n| n.max)));
        }
        let some_weight = members.iter().any(|(_, weight, _)| weight.is_some());
        let source = node.weights.unwrap_or(if some_weight { Weights::Given } else { Weights::Equal });
        let mut parts = Vec::new();
        for (id, weight, max) in &members {
            let Some(index) = self.index.get(id).copied() else {
                self.fault(node, RulebookFault::UnknownName(id.clone()));
                continue;
            };
            let weight = match source {
                Weights::Equal => PartWeight::Number(1.0),
                Weights::Points => PartWeight::Number(max.unwrap_or(0.0)),
                Weights::Given => self.weight(id, weight.as_ref()),
            };
            parts.push(Part { node: index, weight });
        }
        let position = |id: &str| members.iter().position(|(member, ..)| member == id);
        let expression = match &aggregate {
            Aggregate::Formula { expression } => self.expression(node, expression),
            _ => None,
        };
        let mut unknown = None;
        let mut known = |id: &str| {
            let found = position(id);
            if found.is_none() {
                unknown = Some(id.to_owned());
            }
            found
        };
        let gates =
            node.gates.iter().map(|g| (g.clone(), g.part.as_ref().and_then(|part| known(part.as_str())))).collect();
        let mut deprived_below = vec![None; members.len()];
        if let Aggregate::Counting { deprived_below: cuts, .. } = &aggregate {
            for (id, cut) in cuts {
                if let Some(part) = known(id.as_str()) {
                    deprived_below[part] = Some(*cut);
                }
            }
        }
        let expression = expression.map(|parsed| {
            let slots = parsed.names().iter().map(|n| known(n).unwrap_or(0)).collect();
            (parsed, slots)
        });
        if let Some(name) = unknown {
            self.fault(node, RulebookFault::UnknownName(name));
        }
        Kind::Branch(Box::new(Branch { aggregate, parts, gates, expression, deprived_below }))
    }

    fn find(&self, id: &str) -> Option<&Node> {
        let trees = std::iter::once(&self.rulebook.tree).chain(&self.rulebook.companions);
        trees.flat_map(Node::walk).find(|n| n.id == *id)
    }

    fn weight(&mut self, node: &str, weight: Option<&Weight>) -> PartWeight {
        match weight {
            Some(Weight::Number(number)) => PartWeight::Number(*number),
            Some(Weight::Other(WeightSource::Fact(fact))) => PartWeight::Fact(self.fact(fact.as_str())),
            Some(Weight::Other(WeightSource::ByYear(years))) => {
                let limit = self.period.map_or(i16::MAX, Period::year_number);
                let newest = years
                    .iter()
                    .filter_map(|(year, weight)| Some((year.parse::<i16>().ok()?, *weight)))
                    .filter(|(year, _)| *year <= limit)
                    .max_by_key(|(year, _)| *year);
                if newest.is_none() {
                    self.errors.push(EngineError::NoWeightInForce { node: node.to_owned(), period: self.period });
                }
                PartWeight::Number(newest.map_or(0.0, |(_, weight)| weight))
            }
            // A part without a weight beside parts with one does not count; the check of the rulebook calls it an error.
            None => PartWeight::Number(0.0),
        }
    }

    /// Branches in an order in which parts come before the whole.
    fn order(&mut self, nodes: &[PlanNode]) -> Vec<usize> {
        let mut done: Vec<bool> = nodes.iter().map(|n| !matches!(n.kind, Kind::Branch(_))).collect();
        let mut waiting: Vec<usize> = (0..nodes.len()).filter(|i| !done[*i]).rev().collect();
        let mut order = Vec::with_capacity(waiting.len());
        while !waiting.is_empty() {
            let before = waiting.len();
            waiting.retain(|&i| {
                let ready = nodes[i].parts().iter().all(|p| done[p.node]);
                if ready {
                    done[i] = true;
                    order.push(i);
                }
                !ready
            });
            if waiting.len() == before {
                let node = nodes[waiting[0]].id.clone();
                self.errors.push(EngineError::Rulebook { node, what: RulebookFault::Cycle });
                break;
            }
        }
        order
    }
}

fn needs_max(rule: &Rule, expression: Option<&Expression>) -> bool {
    match rule {
        Rule::YesNo { yes, .. } => yes.is_none(),
        Rule::Ratio { .. } | Rule::Deduction { .. } | Rule::Survey { .. } | Rule::Index { .. } => true,
        Rule::Comparison { steps, .. } => steps.is_empty(),
        Rule::Formula { .. } => expression.is_some_and(|e| e.names().iter().any(|n| n == super::inputs::MAX_POINTS)),
        Rule::Points { .. } | Rule::Levels { .. } | Rule::Steps { .. } | Rule::Bonus { .. } | Rule::Penalty { .. } => {
            false
        }
    }
}

impl Branch {
    /// Stands in for a node that could not be read; the plan is refused then.
    fn empty() -> Branch {
        Branch {
            aggregate: Aggregate::Sum,
            parts: Vec::new(),
            gates: Vec::new(),
            expression: None,
            deprived_below: Vec::new(),
        }
    }
}

impl PlanNode {
    pub(crate) fn parts(&self) -> &[Part] {
        match &self.kind {
            Kind::Branch(branch) => &branch.parts,
            _ => &[],
        }
    }
}
