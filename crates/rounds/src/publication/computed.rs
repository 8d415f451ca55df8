//! A round computed by the engine, and kept in memory as long as nothing changes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chiso_engine::{EngineError, Fact, FactSet, Options, Outcome};
use chiso_model::Lang;
use chiso_round::{Assessment, Stage, round_facts, unranked};
use chiso_workspace::Refusal;

use crate::entry::Rounds;
use crate::held::Held;

/// Results that are kept, by round and stage, each with what it was computed from: the versions of the round and of every assessment.
#[derive(Default)]
pub(crate) struct Results(Mutex<BTreeMap<(String, Stage), Kept>>);

struct Kept {
    from: Vec<u64>,
    computed: Arc<Computed>,
}

impl Rounds {
    /// A round as it stands when only links up to a stage are looked at, with the trace; computed only where something changed.
    ///
    /// # Errors
    /// What the engine says of facts it cannot read.
    pub(crate) fn computed(
        &self,
        held: &Held,
        assessments: &BTreeMap<String, Arc<Assessment>>,
        upto: Stage,
    ) -> Result<Arc<Computed>, Refusal> {
        let from: Vec<u64> =
            std::iter::once(held.round.version).chain(assessments.values().map(|found| found.version)).collect();
        let key = (held.id.clone(), upto);
        let known = self.results.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = known.get(&key).filter(|kept| kept.from == from) {
            return Ok(Arc::clone(&kept.computed));
        }
        drop(known);
        let computed = Arc::new(compute(held, assessments, upto, true)?);
        let kept = Kept { from, computed: Arc::clone(&computed) };
        self.results.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, kept);
        Ok(computed)
    }
}

/// What the engine gives for a round when only links up to a stage are looked at.
pub(crate) struct Computed {
    pub(crate) facts: FactSet,
    pub(crate) outcome: Outcome,
}

/// Computes a round as it stands when only links up to a stage are looked at, with or without the trace.
///
/// # Errors
/// What the engine says of facts it cannot read.
pub(crate) fn compute(
    held: &Held,
    assessments: &BTreeMap<String, Arc<Assessment>>,
    upto: Stage,
    trace: bool,
) -> Result<Computed, Refusal> {
    compute_facts(held, facts(held, assessments, upto), trace)
}

/// The facts of a round as it stands when only links up to a stage are looked at.
pub(crate) fn facts(held: &Held, assessments: &BTreeMap<String, Arc<Assessment>>, upto: Stage) -> Vec<Fact> {
    round_facts(&held.round, &held.rules, assessments, upto)
}

/// Computes a round from facts, with or without the trace.
///
/// # Errors
/// What the engine says of facts it cannot read.
pub(crate) fn compute_facts(held: &Held, facts: Vec<Fact>, trace: bool) -> Result<Computed, Refusal> {
    let fault = |vi: String, en: String| Refusal::Fields(vec![("", chiso_model::Text::new(vi, en))]);
    let facts = FactSet::new(facts).map_err(|conflicts| {
        let told: Vec<String> = conflicts.iter().map(|c| format!("{}: {}", c.unit, c.indicator)).collect();
        let told = told.join("; ");
        fault(format!("Số liệu mâu thuẫn: {told}"), format!("Facts disagree: {told}"))
    })?;
    let options = Options { exclude_units: unranked(&held.round), trace, ..Options::default() };
    let outcome = held
        .rules
        .plan()
        .compute(&facts, &options)
        .map_err(|error: EngineError| fault(error.message(Lang::Vi), error.message(Lang::En)))?;
    Ok(Computed { facts, outcome })
}
