//! What missing values do where they cannot do it.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::Missing;

use super::Check;
use super::tree::is_extra;
use crate::definition::{Aggregate, MissingAction, MissingPolicy, Node};
use crate::message::MeaningProblem;

/// A node's path, and the policy that holds for it with the path where it is written.
type Home = (String, Option<(MissingPolicy, String)>);

impl Check<'_> {
    /// The action of every part for every kind of missing value, where it is set on the part itself, above it, or for the rulebook.
    pub(super) fn missing(&mut self) {
        let mut homes: BTreeMap<&str, Home> = BTreeMap::new();
        let default = self.rulebook.defaults.missing.map(|policy| (policy, "defaults/missing".to_owned()));
        settle(&self.rulebook.tree, "tree".to_owned(), default.as_ref(), &mut homes);
        for (i, companion) in self.rulebook.companions.iter().enumerate() {
            settle(companion, format!("companions/{i}"), default.as_ref(), &mut homes);
        }
        let mut told: BTreeSet<&str> = BTreeSet::new();
        for at in self.nodes.clone().into_iter().filter(|at| at.node.is_branch()) {
            let mean = match self.aggregate(at.node) {
                Some(Aggregate::Geometric) => Some("geometric"),
                Some(Aggregate::Harmonic) => Some("harmonic"),
                Some(Aggregate::Generalised { .. }) => Some("generalised"),
                _ => None,
            };
            for part in self.parts(&at) {
                let (Some(node), Some((home, Some((policy, path))))) = (part.node, homes.get(part.id)) else {
                    continue;
                };
                let has = |action| Missing::ALL.iter().any(|kind| policy.action(*kind) == action);
                if has(MissingAction::Full) && node.max.is_none() && !is_extra(node) && told.insert(part.id) {
                    let own = *path == format!("{home}/missing");
                    let from = (!own).then(|| self.place(path));
                    let place = if own { path } else { home };
                    self.error(place, MeaningProblem::FullWithoutMax { node: part.id.to_owned(), from });
                }
                if let Some(mean) = mean.filter(|_| has(MissingAction::Drop)) {
                    let (part_id, node) = (part.id.to_owned(), at.node.id.to_string());
                    self.warn(&part.path, MeaningProblem::DropInMean { part: part_id, node, mean });
                }
            }
        }
    }
}

fn settle<'a>(
    node: &'a Node,
    path: String,
    above: Option<&(MissingPolicy, String)>,
    homes: &mut BTreeMap<&'a str, Home>,
) {
    let policy = node.missing.map(|own| (own, format!("{path}/missing"))).or_else(|| above.cloned());
    for (i, child) in node.children.iter().enumerate() {
        settle(child, format!("{path}/children/{i}"), policy.as_ref(), homes);
    }
    homes.entry(node.id.as_str()).or_insert((path, policy));
}
