//! Checks of meaning, on a rulebook whose keys and values are those of the format.

mod dates;
mod echo;
mod interval;
mod missing;
mod normalise;
mod ranking;
mod rule;
mod text;
mod tree;
mod weights;

pub(crate) use echo::Known;

use std::collections::{BTreeMap, BTreeSet};

use crate::conform::{Index, column};
use crate::definition::{Aggregate, Node, Rulebook, Validity};
use crate::message::{MeaningProblem, NameOf, Problem, Severity};
use crate::place::{Place, Spot};
use crate::suggest::nearest;

/// Everything that makes no sense in a rulebook.
pub(crate) fn check(rulebook: &Rulebook, index: &Index, known: &Known) -> Vec<Problem> {
    let dated = rulebook.valid.to.is_none_or(|to| rulebook.valid.from <= to)
        && !known.touched.iter().any(|path| path == "valid" || path.starts_with("valid/"));
    let mut check = Check::new(rulebook, index);
    check.valid = dated.then_some(rulebook.valid);
    check.tree();
    check.dates();
    for at in check.nodes.clone() {
        check.weights(&at);
        check.rules(&at);
        check.preparation(&at);
        check.normalisation(&at);
        check.node_ranking(&at);
    }
    check.missing();
    check.defaults();
    check.ranking();
    check.texts();
    let problems = std::mem::take(&mut check.problems).into_iter();
    problems.filter(|(path, problem)| !known.is_echo(path, problem)).map(|(_, problem)| problem).collect()
}

/// The path of the node that a path lies in.
fn node_of(path: &str) -> &str {
    let mut end = 0;
    let mut at = 0;
    let mut before = "";
    for part in path.split('/') {
        let is_node =
            part == "tree" || (matches!(before, "children" | "companions") && part.bytes().all(|b| b.is_ascii_digit()));
        at += part.len();
        if is_node {
            end = at;
        }
        at += 1;
        before = part;
    }
    &path[..end]
}

/// A node with its path.
#[derive(Clone)]
struct At<'a> {
    node: &'a Node,
    path: String,
}

/// A part of a branch: a child, or a reference to another node.
struct PartOf<'a> {
    id: &'a str,
    node: Option<&'a Node>,
    weight: Option<&'a crate::definition::Weight>,
    path: String,
}

struct Check<'a> {
    rulebook: &'a Rulebook,
    index: &'a Index,
    nodes: Vec<At<'a>>,
    by_id: BTreeMap<&'a str, &'a Node>,
    /// When the rulebook is in force; absent where that cannot be said.
    valid: Option<Validity>,
    problems: Vec<(String, Problem)>,
}

impl<'a> Check<'a> {
    fn new(rulebook: &'a Rulebook, index: &'a Index) -> Check<'a> {
        let mut nodes = Vec::new();
        list(&rulebook.tree, "tree", &mut nodes);
        for (i, companion) in rulebook.companions.iter().enumerate() {
            list(companion, &format!("companions/{i}"), &mut nodes);
        }
        let mut by_id = BTreeMap::new();
        for at in &nodes {
            by_id.entry(at.node.id.as_str()).or_insert(at.node);
        }
        Check { rulebook, index, nodes, by_id, valid: None, problems: Vec::new() }
    }

    fn place(&self, path: &str) -> Place {
        // The index holds the root of every document that was read.
        self.index.place(path).cloned().unwrap_or_else(|| Place::whole(&std::sync::Arc::from("")))
    }

    fn report(&mut self, path: &str, severity: Severity, mut problem: MeaningProblem) {
        let place = self.place(path);
        if let (Spot::Cell { .. }, Some(key)) = (&place.spot, problem.key_mut())
            && path.rsplit('/').next() == Some(key)
        {
            *key = column(path).into();
        }
        let problem = Problem { severity, place, kind: problem.into() };
        self.problems.push((path.to_owned(), problem));
    }

    fn error(&mut self, path: &str, problem: MeaningProblem) {
        self.report(path, Severity::Error, problem);
    }

    fn warn(&mut self, path: &str, problem: MeaningProblem) {
        self.report(path, Severity::Warning, problem);
    }

    fn unknown_name(&mut self, path: &str, key: &'static str, name: &str, of: NameOf, known: &[&str]) {
        let suggestion = nearest(name, known.iter().copied());
        let known = known.iter().map(|&k| k.to_owned()).collect();
        self.error(path, MeaningProblem::UnknownName { key: key.into(), name: name.to_owned(), of, known, suggestion });
    }

    fn aggregate(&self, node: &'a Node) -> Option<&'a Aggregate> {
        node.aggregate.as_ref().or(self.rulebook.defaults.aggregate.as_ref())
    }

    fn parts(&self, at: &At<'a>) -> Vec<PartOf<'a>> {
        let children = at.node.children.iter().enumerate().map(|(i, child)| PartOf {
            id: child.id.as_str(),
            node: Some(child),
            weight: child.weight.as_ref(),
            path: format!("{}/children/{i}", at.path),
        });
        let references = at.node.of.iter().enumerate().map(|(i, reference)| PartOf {
            id: reference.node.as_str(),
            node: self.by_id.get(reference.node.as_str()).copied(),
            weight: reference.weight.as_ref(),
            path: format!("{}/of/{i}", at.path),
        });
        children.chain(references).collect()
    }

    /// A fact named outside of a rule must be declared, so that its column is known and explained.
    fn fact(&mut self, path: &str, key: &'static str, name: &str) {
        let leaves = self.nodes.iter().filter(|at| !at.node.is_branch() && at.node.rule.is_none());
        let known: BTreeSet<&str> = leaves
            .map(|at| at.node.indicator.as_ref().unwrap_or(&at.node.id).as_str())
            .chain(self.rulebook.indicators.keys().map(AsRef::as_ref))
            .collect();
        if !known.contains(name) {
            let known: Vec<&str> = known.into_iter().collect();
            self.unknown_name(path, key, name, NameOf::Indicator, &known);
        }
    }

    fn attribute(&mut self, path: &str, key: &'static str, name: &str) {
        let known: Vec<&str> = self.rulebook.attributes.iter().map(|a| a.id.as_str()).collect();
        if !known.contains(&name) {
            self.unknown_name(path, key, name, NameOf::Attribute, &known);
        }
    }

    /// Tells of items of a list that stand there twice.
    fn doubled(&mut self, list: &'static str, items: Vec<(String, String)>) {
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for (item, path) in items {
            if let Some(first) = seen.get(&item) {
                let first = self.place(first);
                self.error(&path, MeaningProblem::DoubledItem { item, list, first });
            } else {
                seen.insert(item, path);
            }
        }
    }
}

fn list<'a>(node: &'a Node, path: &str, out: &mut Vec<At<'a>>) {
    out.push(At { node, path: path.to_owned() });
    for (i, child) in node.children.iter().enumerate() {
        list(child, &format!("{path}/children/{i}"), out);
    }
}

#[cfg(test)]
mod tests {
    use super::node_of;

    #[test]
    fn finds_the_node_of_a_path() {
        for (path, node) in [
            ("tree/children/0/rule/levels/1", "tree/children/0"),
            ("tree/max", "tree"),
            ("companions/2/of/0", "companions/2"),
            ("companions", ""),
            ("valid/from", ""),
            ("tree/children", "tree"),
        ] {
            assert_eq!(node_of(path), node, "{path}");
        }
    }
}
