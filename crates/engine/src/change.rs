//! Changes against an earlier period.

use chiso_model::{Rounding, RoundingMode};
use chiso_rulebook::definition::Rulebook;

use crate::outcome::{NodeOutcome, Outcome};

/// Change of one unit at one node.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// Printed value now less printed value then.
    pub value: f64,
    /// Share of the max points now less share then, for nodes with max points: comparable although the max may have changed.
    pub share: Option<f64>,
    /// Places gained (positive) or lost (negative), where both have a rank.
    pub places: Option<f64>,
}

/// Changes of every unit at every node.
#[derive(Debug, Clone)]
pub struct Changes {
    /// One a node of the outcome, in its order: one a unit, or why the node cannot be compared.
    pub nodes: Vec<Result<Vec<Option<Change>>, NotComparable>>,
}

/// Why a node cannot be compared with the earlier edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotComparable {
    /// The rulebook gives a reason.
    Declared(chiso_model::Text),
    /// The rulebook names no earlier node that it continues.
    NotMapped,
    /// The node it continues is not in the earlier result.
    Absent(String),
}

/// Changes of `now`, computed by `rulebook`, against `before`. Results of the same edition are compared node by node; results of another edition only where the rulebook's
/// `continues` says which node goes on.
pub fn changes(rulebook: &Rulebook, now: &Outcome, before: &Outcome) -> Changes {
    let nodes = now
        .nodes
        .iter()
        .map(|node| {
            let earlier = earlier_node(rulebook, node, before)?;
            Ok(unit_changes(now, node, before, earlier))
        })
        .collect();
    Changes { nodes }
}

fn earlier_node<'a>(
    rulebook: &Rulebook,
    node: &NodeOutcome,
    before: &'a Outcome,
) -> Result<&'a NodeOutcome, NotComparable> {
    let find = |id: &str| {
        let index = before.node(id).ok_or_else(|| NotComparable::Absent(id.to_owned()))?;
        Ok(&before.nodes[index])
    };
    if rulebook.id == *before.rulebook && rulebook.edition == before.edition {
        return find(&node.id);
    }
    let continuation = rulebook.continues.iter().find(|c| {
        c.rulebook.as_ref().unwrap_or(&rulebook.id).as_str() == before.rulebook && c.edition == before.edition
    });
    let continuation = continuation.ok_or(NotComparable::NotMapped)?;
    if let Some(reason) = continuation.not_comparable.get(node.id.as_str()) {
        return Err(NotComparable::Declared(reason.clone()));
    }
    find(continuation.nodes.get(node.id.as_str()).ok_or(NotComparable::NotMapped)?.as_str())
}

fn unit_changes(now: &Outcome, node: &NodeOutcome, before: &Outcome, earlier: &NodeOutcome) -> Vec<Option<Change>> {
    now.units
        .iter()
        .enumerate()
        .map(|(unit, id)| {
            let then = before.unit(id)?;
            // The difference of two printed values has no more digits than they have.
            let digits = node.rounding.digits.max(earlier.rounding.digits);
            let exact = Rounding { digits, mode: RoundingMode::HalfUp };
            let value = exact.round(node.rounded[unit]? - earlier.rounded[then]?);
            let share =
                |of: &NodeOutcome, unit: usize| Some(of.values[unit].value()? / of.max.filter(|max| *max > 0.0)?);
            let share = share(node, unit).zip(share(earlier, then)).map(|(now, then)| now - then);
            let places = earlier.ranks[then].zip(node.ranks[unit]).map(|(then, now)| then - now);
            Some(Change { value, share, places })
        })
        .collect()
}
