//! What follows from the round: facts from the chains, result from facts and rulebook, changes, trace. One code for whoever writes and whoever checks.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use chiso_engine::{EngineError, Fact, FactSet, Options};
use chiso_model::Period;
use chiso_round::{Assessment, Round, Rules, Stage, round_facts};
use chiso_rulebook::definition::Rulebook;
use glob::Pattern;

use crate::Published;
use crate::part::{changes, result, trace};

/// What the engine gives for facts, as the parts of a bundle.
pub(crate) struct Derived {
    pub(crate) result: Vec<u8>,
    pub(crate) changes: Option<Vec<u8>>,
    pub(crate) trace: Vec<u8>,
    /// How many units there are.
    pub(crate) units: usize,
    /// How many nodes.
    pub(crate) nodes: usize,
}

/// The facts of a round as published: every link counts, corrections too.
pub(crate) fn facts<A: Borrow<Assessment>>(
    round: &Round,
    rules: &Rules,
    assessments: &BTreeMap<String, A>,
) -> Vec<Fact> {
    round_facts(round, rules, assessments, Stage::Correction)
}

/// What the engine gives for facts.
///
/// # Errors
/// What it cannot compute from.
pub(crate) fn derive(
    rulebook: &Rulebook,
    rules: &Rules,
    round: &Round,
    mut facts: Vec<Fact>,
    previous: Option<&Published>,
) -> Result<Derived, EngineError> {
    // Two facts that disagree are named where facts are compared with the chains; here the first holds.
    facts.sort_by(|a, b| key(a).cmp(&key(b)));
    facts.dedup_by(|a, b| key(a) == key(b));
    let facts = FactSet::new(facts).unwrap_or_default();
    let outcome = rules.plan().compute(&facts, &options(round))?;
    Ok(Derived {
        result: result::write(rulebook, &outcome),
        changes: previous.map(|previous| changes::write(rulebook, &outcome, &previous.outcome())),
        trace: trace::write(rulebook, &facts, &outcome).unwrap_or_default(),
        units: outcome.units.len(),
        nodes: outcome.nodes.len(),
    })
}

fn key(fact: &Fact) -> (&str, &str, Option<Period>) {
    (&fact.unit, &fact.indicator, fact.period)
}

fn options(round: &Round) -> Options {
    let unranked = round.setup.units.iter().filter(|entrant| !entrant.ranked);
    let exclude_units = unranked.map(|entrant| Pattern::escape(&entrant.unit)).collect();
    Options { exclude_units, trace: true, ..Options::default() }
}
