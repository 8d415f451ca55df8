//! What the engine gives for one unit: points of every node, and why.

use chiso_engine::{Fact, FactSet, Options, Outcome, decided_indicator, explain};
use chiso_model::{Lang, decimal};

use crate::held::Held;

/// What the engine gives for the facts of one unit.
pub(super) struct Scores {
    outcome: Outcome,
    facts: FactSet,
}

impl Scores {
    /// Computes them; none where a rule cannot read the facts.
    pub(super) fn of(held: &Held, facts: Vec<Fact>) -> Option<Scores> {
        let facts = FactSet::new(facts).ok()?;
        let outcome = held.rules.plan().compute(&facts, &Options { trace: true, ..Options::default() }).ok()?;
        Some(Scores { outcome, facts })
    }

    /// The points of a node as printed, with its max.
    pub(super) fn of_max(&self, node: &str, lang: Lang) -> Option<String> {
        let found = &self.outcome.nodes[self.outcome.node(node)?];
        let digits = found.rounding.digits;
        let points = found
            .rounded
            .first()
            .copied()
            .flatten()
            .map_or_else(|| "–".to_owned(), |value| decimal(value, digits, lang));
        Some(match found.max {
            Some(max) => format!("{points} / {}", chiso_web::format::plain(max, lang)),
            None => points,
        })
    }

    /// How the points of a node came about, a step a line.
    pub(super) fn why(&self, held: &Held, unit: &str, node: &str, lang: Lang) -> Vec<String> {
        explain(&held.rulebook, &self.facts, &self.outcome, unit, Some(node), lang)
            .map_or_else(Vec::new, |told| told.lines)
    }
}

/// Facts without the points that were put in place of the rule's at a criterion: what the rule itself says.
pub(super) fn by_rule(facts: Vec<Fact>, node: &str) -> Vec<Fact> {
    let decided = decided_indicator(node);
    facts.into_iter().filter(|fact| fact.indicator != decided).collect()
}
