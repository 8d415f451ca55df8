//! Publication: the result as it stands, the bundle that anybody can recompute, issues and corrections, and the public pages of what was published.

mod bundle;
mod correct;
mod one;
mod public;
mod results;
mod table;

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_engine::{EngineError, FactSet, Options, Outcome};
use chiso_model::Lang;
use chiso_round::{Assessment, Stage, round_facts};
use chiso_web::{Gate, Routes};
use chiso_workspace::Refusal;

use crate::entry::Rounds;
use crate::held::Held;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::Round, Action::See);
    let publish = Gate::Needs(Resource::Publication, Action::Publish);
    let correct = Gate::Needs(Resource::Publication, Action::Change);
    Routes::new()
        .page("/{lang}/rounds/{round}/results", see, results::page)
        .page("/{lang}/rounds/{round}/results/publish", publish, results::publish_page)
        .form("/{lang}/rounds/{round}/results/publish", publish, results::publish)
        .page("/{lang}/rounds/{round}/results/units/{unit}/{node}/correct", correct, correct::page)
        .form("/{lang}/rounds/{round}/results/units/{unit}/{node}/correct", correct, correct::send)
        .page("/{lang}/published", Gate::Public, public::list)
        .page("/{lang}/published/key", Gate::Public, bundle::key)
        .page("/{lang}/published/{round}", Gate::Public, public::page)
        .page("/{lang}/published/{round}/issues/{issue}", Gate::Public, bundle::download)
        .page("/{lang}/published/{round}/units/{unit}", Gate::Public, one::unit)
        .page("/{lang}/published/{round}/units/{unit}/{node}", Gate::Public, one::node)
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
    let own: BTreeMap<String, Assessment> =
        assessments.iter().map(|(unit, assessment)| (unit.clone(), assessment.as_ref().clone())).collect();
    let fault = |vi: String, en: String| Refusal::Fields(vec![("", chiso_model::Text::new(vi, en))]);
    let facts = FactSet::new(round_facts(&held.round, &held.rules, &own, upto)).map_err(|conflicts| {
        let told: Vec<String> = conflicts.iter().map(|c| format!("{}: {}", c.unit, c.indicator)).collect();
        let told = told.join("; ");
        fault(format!("Số liệu mâu thuẫn: {told}"), format!("Facts disagree: {told}"))
    })?;
    let ranked = |unit: &String| held.round.setup.units.iter().any(|entrant| entrant.unit == *unit && !entrant.ranked);
    let exclude = facts.units().iter().filter(|unit| ranked(unit)).map(|unit| glob_escaped(unit)).collect();
    let options = Options { exclude_units: exclude, trace, ..Options::default() };
    let outcome = held
        .rules
        .plan()
        .compute(&facts, &options)
        .map_err(|error: EngineError| fault(error.message(Lang::Vi), error.message(Lang::En)))?;
    Ok(Computed { facts, outcome })
}

/// A unit's id as a pattern that only it matches.
fn glob_escaped(unit: &str) -> String {
    unit.chars().map(|c| if matches!(c, '*' | '?' | '[' | ']') { format!("[{c}]") } else { c.to_string() }).collect()
}
