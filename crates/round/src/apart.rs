//! Units ranked apart in a round: by the groups that the rulebook names, and where it names none, by those that the round itself gives.

use std::borrow::Cow;

use chiso_rulebook::definition::{Groups, Id, Node, Ranking, Rulebook};

/// The attribute that holds a unit's group where the rulebook names none.
const GROUP: &str = "rank_group";

/// The rulebook with groups to rank by, and the attribute that names them. Without a group every unit is ranked with all others, so a round without groups comes out
/// as the rulebook says by itself.
pub(crate) fn ranked_apart(rulebook: &Rulebook) -> (Cow<'_, Rulebook>, String) {
    let root = rulebook.tree.rank.as_ref().unwrap_or(&rulebook.rank);
    if let Some(groups) = &root.groups {
        return (Cow::Borrowed(rulebook), groups.attribute.to_string());
    }
    // Where the root alone is said to be ranked otherwise, the nodes below go by the default; a unit has one group.
    let groups = match (&rulebook.rank.groups, Id::new(GROUP)) {
        (Some(groups), _) => groups.clone(),
        (None, Some(attribute)) => Groups { attribute, unranked: Vec::new() },
        (None, None) => return (Cow::Borrowed(rulebook), GROUP.to_owned()),
    };
    let mut rulebook = rulebook.clone();
    grouped(&mut rulebook.rank, &groups);
    within(&mut rulebook.tree, &groups);
    rulebook.companions.iter_mut().for_each(|node| within(node, &groups));
    (Cow::Owned(rulebook), groups.attribute.to_string())
}

fn within(node: &mut Node, groups: &Groups) {
    if let Some(rank) = &mut node.rank {
        grouped(rank, groups);
    }
    node.children.iter_mut().for_each(|child| within(child, groups));
}

fn grouped(rank: &mut Ranking, groups: &Groups) {
    rank.groups.get_or_insert_with(|| groups.clone());
}
