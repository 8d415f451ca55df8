//! `trace.jsonl`: how every value came about, as the engine explains it; a line for each unit and node.

use std::collections::BTreeSet;

use chiso_engine::{Explanation, FactSet, Outcome, explain};
use chiso_model::Lang;
use chiso_rulebook::definition::Rulebook;
use serde::Serialize;

/// What happened at a node, as a line tells it. The names of unit and node stand in other parts.
#[derive(Serialize)]
struct Line<'a> {
    unit: &'a str,
    node: &'a str,
    value: &'a str,
    lines: &'a [String],
}

/// The lines of all units, in Vietnamese: the language in which the points are given (ADR 0011).
pub(crate) fn write(rulebook: &Rulebook, facts: &FactSet, outcome: &Outcome) -> serde_json::Result<Vec<u8>> {
    let mut out = Vec::new();
    let roots: Vec<&str> =
        outcome.nodes.iter().filter(|node| node.parent.is_none()).map(|node| node.id.as_str()).collect();
    for unit in &outcome.units {
        let mut told = BTreeSet::new();
        for root in &roots {
            if let Some(explanation) = explain(rulebook, facts, outcome, unit, Some(root), Lang::Vi) {
                tell(unit, &explanation, &mut told, &mut out)?;
            }
        }
    }
    Ok(out)
}

/// A node and its parts. One that several branches share is told once.
fn tell(
    unit: &str,
    explanation: &Explanation,
    told: &mut BTreeSet<String>,
    out: &mut Vec<u8>,
) -> serde_json::Result<()> {
    if !told.insert(explanation.node.clone()) {
        return Ok(());
    }
    let line = Line { unit, node: &explanation.node, value: &explanation.value, lines: &explanation.lines };
    serde_json::to_writer(&mut *out, &line)?;
    out.push(b'\n');
    explanation.parts.iter().try_for_each(|part| tell(unit, part, told, out))
}
