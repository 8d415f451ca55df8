//! Ids, parts and points of the tree.

use std::collections::BTreeMap;

use super::{At, Check, PartOf};
use crate::definition::{Aggregate, Node, Rule, Rules, Weights};
use crate::expression::Expression;
use crate::message::{MeaningProblem, NameOf};

/// Sums of points are decimal fractions with few digits: a greater difference is a mistake, a smaller one is binary noise.
const POINT_TOLERANCE: f64 = 1e-6;

impl<'a> Check<'a> {
    pub(super) fn tree(&mut self) {
        self.ids();
        for at in self.nodes.clone() {
            if at.node.is_branch() {
                self.branch(&at);
            } else {
                self.leaf(&at);
            }
        }
        self.circles();
        self.continuations();
    }

    fn ids(&mut self) {
        let (root, rulebook) = (&self.rulebook.tree.id, &self.rulebook.id);
        if root != rulebook {
            let problem = MeaningProblem::RootId { root: root.to_string(), rulebook: rulebook.to_string() };
            self.error("tree/id", problem);
        }
        let mut seen: BTreeMap<&str, String> = BTreeMap::new();
        for at in self.nodes.clone() {
            let path = format!("{}/id", at.path);
            if let Some(first) = seen.get(at.node.id.as_str()) {
                let first = self.place(first);
                self.error(&path, MeaningProblem::DoubledId { id: at.node.id.to_string(), first });
            } else {
                seen.insert(at.node.id.as_str(), path);
            }
        }
        let attributes = self.rulebook.attributes.iter().enumerate();
        let attributes = attributes.map(|(i, a)| (a.id.to_string(), format!("attributes/{i}/id"))).collect();
        self.doubled("attributes", attributes);
    }

    fn branch(&mut self, at: &At<'a>) {
        let node = at.node;
        let leaf_keys = [
            ("rule", node.rule.is_some()),
            ("inputs", !node.inputs.is_empty()),
            ("indicator", node.indicator.is_some()),
            ("prepare", node.prepare.is_some()),
            ("normalise", node.normalise.is_some()),
        ];
        for (key, _) in leaf_keys.into_iter().filter(|(_, given)| *given) {
            let problem = MeaningProblem::LeafKeyOnBranch { node: node.id.to_string(), key };
            self.error(&format!("{}/{key}", at.path), problem);
        }
        let parts = self.parts(at);
        for part in parts.iter().filter(|part| part.node.is_none()) {
            let known: Vec<&str> = self.by_id.keys().copied().collect();
            self.unknown_name(&format!("{}/node", part.path), "of", part.id, NameOf::Node, &known);
        }
        // Two children with one id are two nodes with one id, which is told of elsewhere.
        let references = parts.iter().skip(node.children.len()).map(|p| (p.id.to_owned(), format!("{}/node", p.path)));
        self.doubled("of", references.collect());
        for (i, reference) in node.of.iter().enumerate() {
            if node.children.iter().any(|child| child.id == reference.node) {
                let problem = MeaningProblem::ChildAndReference { part: reference.node.to_string() };
                self.error(&format!("{}/of/{i}/node", at.path), problem);
            }
        }
        for (i, gate) in node.gates.iter().enumerate() {
            if let Some(part) = &gate.part {
                self.part(&format!("{}/gates/{i}/part", at.path), "part", part.as_str(), &parts);
            }
        }
        match self.aggregate(node) {
            None => self.error(&at.path, MeaningProblem::NoAggregate { node: node.id.to_string() }),
            Some(aggregate) => self.parts_of_aggregate(at, aggregate, &parts),
        }
    }

    fn part(&mut self, path: &str, key: &'static str, name: &str, parts: &[PartOf<'a>]) {
        let known: Vec<&str> = parts.iter().map(|part| part.id).collect();
        if !known.contains(&name) {
            self.unknown_name(path, key, name, NameOf::Part, &known);
        }
    }

    fn parts_of_aggregate(&mut self, at: &At<'a>, aggregate: &Aggregate, parts: &[PartOf<'a>]) {
        // Where the branch itself says nothing the default is meant, but the branch is where it does not fit.
        let path = if at.node.aggregate.is_some() { format!("{}/aggregate", at.path) } else { at.path.clone() };
        match aggregate {
            Aggregate::Sum => self.points(at, parts),
            Aggregate::Ratio if parts.len() != 2 => {
                self.error(&path, MeaningProblem::RatioParts { count: parts.len() });
            }
            Aggregate::Counting { deprived_below, cutoff } => {
                for part in deprived_below.keys() {
                    let place = format!("{path}/deprived_below/{part}");
                    self.part(&place, "deprived_below", part.as_str(), parts);
                }
                for part in parts.iter().filter(|part| !deprived_below.contains_key(part.id)) {
                    let problem = MeaningProblem::NoCutoff { part: part.id.to_owned() };
                    self.error(&format!("{path}/deprived_below"), problem);
                }
                if !(0.0..=1.0).contains(&cutoff.0) {
                    self.error(
                        &format!("{path}/cutoff"),
                        MeaningProblem::NotAShare { key: "cutoff".into(), value: cutoff.0 },
                    );
                }
            }
            Aggregate::Formula { expression } => {
                let known: Vec<&str> = parts.iter().map(|part| part.id).collect();
                self.expression(&format!("{path}/expression"), expression, &known);
            }
            _ => {}
        }
    }

    /// Points of the parts add up to the points of the whole, where the parts count as they are.
    fn points(&mut self, at: &At<'a>, parts: &[PartOf<'a>]) {
        let weighted = match at.node.weights {
            None => parts.iter().any(|part| part.weight.is_some()),
            Some(weights) => weights != Weights::Equal,
        };
        let Some(max) = at.node.max.filter(|_| !weighted) else { return };
        let mut sum = 0.0;
        for part in parts {
            let Some(node) = part.node else { return };
            if is_extra(node) {
                continue;
            }
            match node.max.or_else(|| most_points(node)) {
                Some(points) => sum += points,
                None => return,
            }
        }
        if (sum - max).abs() > POINT_TOLERANCE {
            // Binary noise is not shown.
            let sum = (sum * 1e6).round() / 1e6;
            let problem = MeaningProblem::PointsDoNotAddUp { node: at.node.id.to_string(), max, sum };
            self.error(&format!("{}/max", at.path), problem);
        }
    }

    fn leaf(&mut self, at: &At<'a>) {
        let node = at.node;
        let branch_keys = [
            ("aggregate", node.aggregate.is_some()),
            ("weights", node.weights.is_some()),
            ("gates", !node.gates.is_empty()),
        ];
        for (key, _) in branch_keys.into_iter().filter(|(_, given)| *given) {
            let problem = MeaningProblem::BranchKeyOnLeaf { node: node.id.to_string(), key };
            self.error(&format!("{}/{key}", at.path), problem);
        }
        if node.rule.is_none() {
            return;
        }
        let indicator_keys = [
            ("indicator", node.indicator.is_some()),
            ("prepare", node.prepare.is_some()),
            ("normalise", node.normalise.is_some()),
        ];
        for (key, _) in indicator_keys.into_iter().filter(|(_, given)| *given) {
            let problem = MeaningProblem::RuleAndIndicator { node: node.id.to_string(), key };
            self.error(&format!("{}/{key}", at.path), problem);
        }
    }

    /// Parts that need the whole: only references can make a circle.
    fn circles(&mut self) {
        let mut done: BTreeMap<&str, bool> = BTreeMap::new();
        for at in self.nodes.clone() {
            let mut chain = Vec::new();
            if let Some(circle) = self.circle_from(at.node, &mut chain, &mut done) {
                // The reference that closes the circle is where it can be broken.
                let closing = circle.iter().rev().find_map(|id| {
                    let holder = self.nodes.iter().find(|n| n.node.id.as_str() == *id)?;
                    let i = holder.node.of.iter().position(|r| circle.contains(&r.node.as_str()))?;
                    Some(format!("{}/of/{i}", holder.path))
                });
                let mut names: Vec<String> = circle.iter().map(|&id| id.to_owned()).collect();
                names.extend(circle.first().map(|&id| id.to_owned()));
                self.error(&closing.unwrap_or(at.path), MeaningProblem::Circle { chain: names });
            }
        }
    }

    fn circle_from(
        &self,
        node: &'a Node,
        chain: &mut Vec<&'a str>,
        done: &mut BTreeMap<&'a str, bool>,
    ) -> Option<Vec<&'a str>> {
        let id = node.id.as_str();
        if let Some(start) = chain.iter().position(|other| *other == id) {
            return Some(chain[start..].to_vec());
        }
        if done.contains_key(id) {
            return None;
        }
        chain.push(id);
        let parts = node.children.iter().chain(node.of.iter().filter_map(|r| self.by_id.get(r.node.as_str()).copied()));
        let mut found = None;
        for part in parts {
            found = self.circle_from(part, chain, done);
            if found.is_some() {
                break;
            }
        }
        chain.pop();
        done.insert(id, true);
        found
    }

    fn continuations(&mut self) {
        let rulebook = self.rulebook;
        for (i, continuation) in rulebook.continues.iter().enumerate() {
            let path = format!("continues/{i}");
            let same_index = continuation.rulebook.as_ref().is_none_or(|id| *id == rulebook.id);
            if same_index && continuation.edition == rulebook.edition {
                self.error(&format!("{path}/edition"), MeaningProblem::ContinuesItself);
            }
            let lists = [
                ("nodes", continuation.nodes.keys().collect::<Vec<_>>()),
                ("not_comparable", continuation.not_comparable.keys().collect()),
            ];
            for (key, ids) in lists {
                for id in ids.into_iter().filter(|id| !self.by_id.contains_key(id.as_str())).collect::<Vec<_>>() {
                    let known: Vec<&str> = self.by_id.keys().copied().collect();
                    self.unknown_name(&format!("{path}/{key}/{id}"), key, id.as_str(), NameOf::Node, &known);
                }
            }
            for id in continuation.not_comparable.keys().filter(|id| continuation.nodes.contains_key(*id)) {
                let problem = MeaningProblem::ContinuesAndNot { node: id.to_string() };
                self.error(&format!("{path}/not_comparable/{id}"), problem);
            }
        }
    }

    /// Reads an expression; tells of its mistakes and of names that are not known. True where `max_points` is used.
    pub(super) fn expression(&mut self, path: &str, text: &str, known: &[&str]) -> bool {
        match Expression::parse(text) {
            Err(error) => {
                let wrong = crate::message::Wrong::Grammar(error.kind);
                self.error(path, MeaningProblem::Expression { character: character(text, error.at), wrong });
                false
            }
            Ok(expression) => {
                for name in expression.names().iter().filter(|name| !known.contains(&name.as_str())) {
                    let wrong = crate::message::Wrong::Name {
                        name: name.clone(),
                        known: known.iter().map(|&k| k.to_owned()).collect(),
                        suggestion: crate::suggest::nearest(name, known.iter().copied()),
                    };
                    let at = text.find(name.as_str()).unwrap_or_default();
                    self.error(path, MeaningProblem::Expression { character: character(text, at), wrong });
                }
                expression.names().iter().any(|name| name == super::rule::MAX_POINTS)
            }
        }
    }
}

fn character(text: &str, byte: usize) -> usize {
    text.char_indices().take_while(|(at, _)| *at < byte).count() + 1
}

fn rules(node: &Node) -> Vec<&Rule> {
    match &node.rule {
        None => Vec::new(),
        Some(Rules::One(rule)) => vec![rule],
        Some(Rules::Dated(dated)) => dated.iter().map(|d| &d.rule).collect(),
    }
}

/// Bonus and penalty points come on top of the max.
pub(super) fn is_extra(node: &Node) -> bool {
    let rules = rules(node);
    !rules.is_empty() && rules.iter().all(|rule| matches!(rule, Rule::Bonus { .. } | Rule::Penalty { .. }))
}

/// Most points of a leaf that has levels or steps and no max.
fn most_points(node: &Node) -> Option<f64> {
    let most = |points: &mut dyn Iterator<Item = f64>| {
        points.fold(None, |most: Option<f64>, p| Some(most.map_or(p, |m| m.max(p))))
    };
    match node.rule.as_ref()? {
        Rules::One(rule) => match rule.as_ref() {
            Rule::Levels { levels, .. } => most(&mut levels.iter().map(|l| l.points)),
            Rule::Steps { steps, .. } => most(&mut steps.iter().map(|s| s.points)),
            _ => None,
        },
        Rules::Dated(_) => None,
    }
}
