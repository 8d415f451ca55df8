//! A round computed by the engine, and kept in memory: what an issue says for good, what stands now as long as nothing changes.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_engine::{EngineError, Fact, FactSet, Options, Outcome};
use chiso_model::{Lang, Text};
use chiso_round::{Assessment, Stage, round_facts, unranked};
use chiso_workspace::Refusal;
use quick_cache::Weighter;
use quick_cache::sync::Cache;

use crate::entry::Rounds;
use crate::held::Held;

/// Values kept at most, over all results: every stage of a round over all communes of the country, as issued and as it stands, and some smaller rounds.
const VALUES: u64 = 2_500_000;

/// Results that are kept, each under exactly what it was computed from.
pub(crate) struct Results(Cache<Key, Arc<Computed>, Values>);

/// What a result was computed from.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Key {
    round: String,
    upto: Stage,
    state: State,
}

/// Which state of a round: what is corrected and not issued yet never stands where an issue is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum State {
    /// The scores of an issue, by its number. They never change.
    Issue(u32),
    /// The scores as they stand: the versions of the round and of every assessment, by unit.
    Pending(u64, Vec<u64>),
}

/// Weighs a result by its values.
#[derive(Clone)]
struct Values;

impl Weighter<Key, Arc<Computed>> for Values {
    fn weight(&self, _: &Key, computed: &Arc<Computed>) -> u64 {
        let values = computed.outcome.units.len().saturating_mul(computed.outcome.nodes.len());
        u64::try_from(values).unwrap_or(u64::MAX)
    }
}

impl Default for Results {
    fn default() -> Results {
        Results(Cache::with_weighter(32, VALUES, Values))
    }
}

/// What the engine gives for a round when only links up to a stage are looked at.
pub(crate) struct Computed {
    pub(crate) facts: FactSet,
    pub(crate) outcome: Outcome,
}

impl Rounds {
    /// A round as its last issue has it, when only links up to a stage are looked at.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] where nothing was issued; the store; what the engine says of facts it cannot read.
    pub(crate) async fn issued(&self, held: &Arc<Held>, upto: Stage) -> Result<Arc<Computed>, Refusal> {
        let issue = held.round.issues.last().ok_or(Refusal::Hidden)?;
        let key = Key { round: held.id.clone(), upto, state: State::Issue(issue.number) };
        let made = async {
            let assessments = self.issued_assessments(held).await?;
            computed(Arc::clone(held), assessments, upto).await
        };
        self.results.0.get_or_insert_async(&key, made).await
    }

    /// A round as it stands, also what was corrected and is not issued yet, when only links up to a stage are looked at.
    ///
    /// # Errors
    /// The store; what the engine says of facts it cannot read.
    pub(crate) async fn pending(
        &self,
        held: &Arc<Held>,
        assessments: &BTreeMap<String, Arc<Assessment>>,
        upto: Stage,
    ) -> Result<Arc<Computed>, Refusal> {
        let versions = assessments.values().map(|assessment| assessment.version).collect();
        let key = Key { round: held.id.clone(), upto, state: State::Pending(held.round.version, versions) };
        let made = async {
            // What stood before is not asked for again.
            let is_old = |known: &Key| {
                known.round == key.round && known.upto == upto && matches!(known.state, State::Pending(..))
            };
            self.results.0.retain(|known, _| !is_old(known));
            computed(Arc::clone(held), assessments.clone(), upto).await
        };
        self.results.0.get_or_insert_async(&key, made).await
    }
}

/// Computes beside the requests that wait for something else. Only the result of all stages is explained, so only it has a trace.
async fn computed(
    held: Arc<Held>,
    assessments: BTreeMap<String, Arc<Assessment>>,
    upto: Stage,
) -> Result<Arc<Computed>, Refusal> {
    let made =
        move || compute(&held, round_facts(&held.round, &held.rules, &assessments, upto), upto == Stage::Correction);
    let done = tokio::task::spawn_blocking(made).await.map_err(|error| {
        Refusal::Fault(Text::new(format!("Không tính được: {error}"), format!("It could not be computed: {error}")))
    })?;
    done.map(Arc::new)
}

/// Computes a round from facts, with or without the trace.
fn compute(held: &Held, facts: Vec<Fact>, trace: bool) -> Result<Computed, Refusal> {
    let facts = fact_set(facts)?;
    let outcome =
        held.rules.plan().compute(&facts, &Options { trace, ..options(held) }).map_err(|error| unread(&error))?;
    Ok(Computed { facts, outcome })
}

/// Facts as the engine wants them.
///
/// # Errors
/// Facts that disagree.
pub(crate) fn fact_set(facts: Vec<Fact>) -> Result<FactSet, Refusal> {
    FactSet::new(facts).map_err(|conflicts| {
        let told: Vec<String> = conflicts.iter().map(|c| format!("{}: {}", c.unit, c.indicator)).collect();
        let told = told.join("; ");
        whole(format!("Số liệu mâu thuẫn: {told}"), format!("Facts disagree: {told}"))
    })
}

/// How the engine computes a round.
pub(crate) fn options(held: &Held) -> Options {
    Options { exclude_units: unranked(&held.round), ..Options::default() }
}

/// What the engine says of facts that it cannot read.
pub(crate) fn unread(error: &EngineError) -> Refusal {
    whole(error.message(Lang::Vi), error.message(Lang::En))
}

fn whole(vi: String, en: String) -> Refusal {
    Refusal::Fields(vec![("", Text::new(vi, en))])
}
