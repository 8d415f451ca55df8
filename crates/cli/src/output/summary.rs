//! `summary.json`: what can be said of the result as a whole.

use chiso_engine::{Changes, NotComparable, Note, Outcome, Summary, summarise};
use chiso_rulebook::definition::{Rulebook, Status};
use serde::Serialize;

/// The file. Which program wrote it is part of what a result is a function of (architecture, invariant 2).
#[derive(Serialize)]
struct File<'a> {
    chiso: &'static str,
    status: Status,
    #[serde(flatten)]
    summary: Summary,
    /// Units that were scored but not ranked.
    unranked: Vec<&'a str>,
    /// Nodes that cannot be compared with the earlier period; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    not_comparable: Option<Vec<Refused<'a>>>,
    /// Indicators for which there were no facts at all.
    without_facts: Vec<&'a str>,
}

/// A node that cannot be compared, and why.
#[derive(Serialize)]
struct Refused<'a> {
    node: &'a str,
    reason: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a chiso_model::Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier_node: Option<&'a str>,
}

pub(super) fn write(rulebook: &Rulebook, outcome: &Outcome, before: Option<(&Outcome, &Changes)>) -> Vec<u8> {
    let mut without_facts: Vec<&str> = outcome
        .notes
        .iter()
        .filter_map(|note| match note {
            Note::NoFacts { indicator, .. } => Some(indicator.as_str()),
            Note::GatesNotComputable { .. } => None,
        })
        .collect();
    without_facts.sort_unstable();
    without_facts.dedup();
    let file = File {
        chiso: env!("CARGO_PKG_VERSION"),
        status: rulebook.status,
        summary: summarise(rulebook, outcome, before),
        unranked: outcome
            .units
            .iter()
            .zip(&outcome.root().takes_rank)
            .filter(|(_, r)| !**r)
            .map(|(u, _)| u.as_str())
            .collect(),
        not_comparable: before.map(|(_, changes)| refused(outcome, changes)),
        without_facts,
    };
    // Maps have text keys and numbers are finite: this cannot fail.
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

fn refused<'a>(outcome: &'a Outcome, changes: &'a Changes) -> Vec<Refused<'a>> {
    let nodes = outcome.nodes.iter().zip(&changes.nodes);
    nodes
        .filter_map(|(node, change)| {
            let (reason, text, earlier_node) = match change.as_ref().err()? {
                NotComparable::Declared(text) => ("declared", Some(text), None),
                NotComparable::NotMapped => ("not_mapped", None, None),
                NotComparable::Absent(earlier) => ("absent", None, Some(earlier.as_str())),
            };
            Some(Refused { node: &node.id, reason, text, earlier_node })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::output::sample;

    #[test]
    fn a_node_that_cannot_be_compared_says_why() {
        let (outcome, changes) = (sample::outcome(), sample::changes());
        let refused = serde_json::to_string(&super::refused(&outcome, &changes)).unwrap();
        assert_eq!(refused, r#"[{"node":"a","reason":"declared","text":{"vi":"đổi cách tính","en":"new method"}}]"#);
    }
}
