//! From events in the store to rounds and assessments in memory, and back.
//!
//! What is in memory is only ever used after a look at how many events there are: several servers may work on one store.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chiso_model::Text;
use chiso_round::round::Issue;
use chiso_round::{Assessment, AssessmentEvent, Round, RoundEvent, Rules, Told};
use chiso_rulebook::definition::Rulebook;
use chiso_store::rounds::{AssessmentEventRow, AssessmentHead, RoundEventRow, RulebookText};
use chiso_store::{Reader, StoreError, Writer};
use quick_cache::sync::Cache;

use crate::held::{Held, titles};

/// Assessments held in memory at most: every unit of a round over all communes of the country.
const ASSESSMENTS: usize = 8_192;

/// What is held in memory of what is kept.
pub(crate) struct Kept {
    rounds: Mutex<Known>,
    assessments: Cache<String, Arc<Assessment>>,
}

#[derive(Default)]
struct Known {
    /// Events that the rounds below were made from.
    events: i64,
    rounds: BTreeMap<String, Arc<Held>>,
    rulebooks: BTreeMap<String, Arc<Rulebook>>,
}

impl Default for Kept {
    fn default() -> Kept {
        Kept { rounds: Mutex::default(), assessments: Cache::new(ASSESSMENTS) }
    }
}

/// Key of an assessment's row.
pub(crate) fn key(round: &str, unit: &str) -> String {
    format!("{round}/{unit}")
}

impl Kept {
    /// Every round, the newest first; not drafts that were thrown away.
    pub(crate) fn rounds(&self, reader: &mut Reader<'_>) -> Result<Vec<Arc<Held>>, StoreError> {
        let mut rounds: Vec<Arc<Held>> = self.fresh(reader)?.into_values().collect();
        rounds.sort_by_key(|held| {
            (std::cmp::Reverse(held.round.setup.period), held.round.setup.owner.clone(), held.id.clone())
        });
        Ok(rounds)
    }

    /// A round.
    pub(crate) fn round(&self, reader: &mut Reader<'_>, id: &str) -> Result<Option<Arc<Held>>, StoreError> {
        Ok(self.fresh(reader)?.remove(id))
    }

    fn fresh(&self, reader: &mut Reader<'_>) -> Result<BTreeMap<String, Arc<Held>>, StoreError> {
        let count = reader.count_round_events()?;
        let rulebooks = {
            let known = self.rounds.lock().unwrap_or_else(PoisonError::into_inner);
            if known.events == count {
                return Ok(known.rounds.clone());
            }
            known.rulebooks.clone()
        };
        let mut known = Known { events: count, rounds: BTreeMap::new(), rulebooks };
        let mut events: BTreeMap<String, Vec<Told<RoundEvent>>> = BTreeMap::new();
        for row in reader.all_round_events()? {
            events.entry(row.round.clone()).or_default().push(told(row.at, row.made_by, row.body, &row.id)?);
        }
        for (id, events) in events {
            let round = Round::replay(&events).ok_or_else(|| damaged(&id, "it does not begin with a draft"))?;
            if round.discarded {
                continue;
            }
            let held = held(reader, &mut known.rulebooks, id, round)?;
            known.rounds.insert(held.id.clone(), Arc::new(held));
        }
        let rounds = known.rounds.clone();
        *self.rounds.lock().unwrap_or_else(PoisonError::into_inner) = known;
        Ok(rounds)
    }

    /// A unit's assessment; an empty one where nothing is known yet.
    pub(crate) fn assessment(
        &self,
        reader: &mut Reader<'_>,
        round: &str,
        unit: &str,
    ) -> Result<Arc<Assessment>, StoreError> {
        let version = reader.get::<AssessmentHead>(key(round, unit))?.map_or(0, |head| head.events);
        self.at_version(reader, round, unit, version, true)
    }

    /// A unit's assessment as a change sees it, also what it has written itself: not held in memory, for the change may still come to nothing.
    pub(crate) fn assessment_within(
        &self,
        writer: &mut Writer<'_>,
        round: &str,
        unit: &str,
    ) -> Result<Assessment, StoreError> {
        let version = writer.get::<AssessmentHead>(key(round, unit))?.map_or(0, |head| head.events);
        Ok(self.at_version(writer, round, unit, version, false)?.as_ref().clone())
    }

    /// Assessments of some units, by unit.
    pub(crate) fn assessments(
        &self,
        reader: &mut Reader<'_>,
        round: &str,
        units: Vec<String>,
    ) -> Result<BTreeMap<String, Arc<Assessment>>, StoreError> {
        let versions: BTreeMap<String, i64> =
            reader.assessment_heads(round)?.into_iter().map(|head| (head.unit, head.events)).collect();
        units
            .into_iter()
            .map(|unit| {
                let version = versions.get(&unit).copied().unwrap_or(0);
                let found = self.at_version(reader, round, &unit, version, true)?;
                Ok((unit, found))
            })
            .collect()
    }

    /// Assessments of some units as an issue of the round has them, by unit.
    pub(crate) fn issued(
        &self,
        reader: &mut Reader<'_>,
        round: &str,
        units: Vec<String>,
        issue: &Issue,
    ) -> Result<BTreeMap<String, Arc<Assessment>>, StoreError> {
        let now: BTreeMap<String, i64> =
            reader.assessment_heads(round)?.into_iter().map(|head| (head.unit, head.events)).collect();
        let then = if issue.versions.is_empty() {
            // An issue of a program that did not keep them: what came before it was published.
            let mut then = now.clone();
            for row in reader.assessment_events_since(round, issue.at)? {
                then.entry(row.unit).and_modify(|version| *version = (*version).min(row.seq - 1));
            }
            then
        } else {
            let version = |version: &u64| i64::try_from(*version).unwrap_or(i64::MAX);
            issue.versions.iter().map(|(unit, of)| (unit.clone(), version(of))).collect()
        };
        let at = |of: &BTreeMap<String, i64>, unit: &String| of.get(unit).copied().unwrap_or(0);
        units
            .into_iter()
            .map(|unit| {
                let version = at(&then, &unit);
                let found = self.at_version(reader, round, &unit, version, version == at(&now, &unit))?;
                Ok((unit, found))
            })
            .collect()
    }

    fn at_version(
        &self,
        reader: &mut Reader<'_>,
        round: &str,
        unit: &str,
        version: i64,
        hold: bool,
    ) -> Result<Arc<Assessment>, StoreError> {
        let key = key(round, unit);
        let found = self.assessments.get(&key);
        let known = found.as_ref().map_or(0, |found| i64::try_from(found.version).unwrap_or(i64::MAX));
        if let Some(found) = found.as_ref().filter(|_| known == version) {
            return Ok(Arc::clone(found));
        }
        // Events are only ever added, so what is known already is the beginning; unless it is of a change that was not kept after all.
        let mut assessment = found.filter(|_| known < version).map(|found| found.as_ref().clone()).unwrap_or_default();
        let after = i64::try_from(assessment.version).unwrap_or(i64::MAX);
        for row in reader.assessment_events(round, unit, after)?.into_iter().take_while(|row| row.seq <= version) {
            assessment.apply(&told::<AssessmentEvent>(row.at, row.made_by, row.body, &row.id)?);
        }
        let assessment = Arc::new(assessment);
        if hold {
            self.assessments.insert(key, Arc::clone(&assessment));
        }
        Ok(assessment)
    }
}

/// Keeps an event of a round.
pub(crate) fn put_round(
    writer: &mut Writer<'_>,
    round: &str,
    seq: u64,
    event: &Told<RoundEvent>,
) -> Result<(), StoreError> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let row = RoundEventRow {
        id: format!("{round}/{seq:06}"),
        round: round.to_owned(),
        seq,
        at: event.at,
        made_by: event.by.clone(),
        body: body(&event.what)?,
    };
    writer.insert(&row)
}

/// Keeps an event of an assessment.
pub(crate) fn put_assessment(
    writer: &mut Writer<'_>,
    (round, unit): (&str, &str),
    seq: u64,
    event: &Told<AssessmentEvent>,
) -> Result<(), StoreError> {
    let seq = i64::try_from(seq).unwrap_or(i64::MAX);
    let head = AssessmentHead { id: key(round, unit), round: round.to_owned(), unit: unit.to_owned(), events: seq };
    if seq == 1 {
        writer.insert(&head)?;
    } else {
        writer.update(&head)?;
    }
    writer.insert(&AssessmentEventRow {
        id: format!("{round}/{unit}/{seq:06}"),
        round: round.to_owned(),
        unit: unit.to_owned(),
        seq,
        at: event.at,
        made_by: event.by.clone(),
        body: body(&event.what)?,
    })
}

/// A round with the rulebook that it keeps to.
pub(crate) fn held(
    reader: &mut Reader<'_>,
    rulebooks: &mut BTreeMap<String, Arc<Rulebook>>,
    id: String,
    round: Round,
) -> Result<Held, StoreError> {
    let hash = &round.setup.rulebook_hash;
    let rulebook = if let Some(rulebook) = rulebooks.get(hash) {
        Arc::clone(rulebook)
    } else {
        let row = reader.get::<RulebookText>(hash.clone())?;
        let row = row.ok_or_else(|| damaged(&id, "its rulebook is not there"))?;
        let rulebook = Arc::new(read_rulebook(&row.reference, &row.text).map_err(|error| damaged(&id, &error))?);
        rulebooks.insert(hash.clone(), Arc::clone(&rulebook));
        rulebook
    };
    let rules = Rules::new(&rulebook, round.setup.period).map_err(|errors| {
        let told: Vec<String> = errors.iter().map(|error| error.message(chiso_model::Lang::En)).collect();
        damaged(&id, &told.join("; "))
    })?;
    let titles = Arc::new(titles(&rulebook));
    Ok(Held { id, round, rulebook, rules: Arc::new(rules), titles })
}

/// A rulebook of a text that was checked when it was kept.
pub(crate) fn read_rulebook(reference: &str, text: &str) -> Result<Rulebook, String> {
    chiso_rulebook::read_yaml(text, reference).map_err(|problems| {
        problems.iter().map(|problem| problem.line(chiso_model::Lang::En)).collect::<Vec<_>>().join("; ")
    })
}

fn told<E: serde::de::DeserializeOwned>(
    at: i64,
    by: String,
    body: serde_json::Value,
    key: &str,
) -> Result<Told<E>, StoreError> {
    let what = serde_json::from_value(body).map_err(|error| damaged(key, &error.to_string()))?;
    Ok(Told { at, by, what })
}

fn body<E: serde::Serialize>(what: &E) -> Result<serde_json::Value, StoreError> {
    serde_json::to_value(what).map_err(|error| StoreError::Malformed { detail: error.to_string() })
}

fn damaged(key: &str, detail: &str) -> StoreError {
    StoreError::Malformed { detail: format!("{key}: {detail}") }
}

/// The texts of a name that nobody knows: the id itself.
pub(crate) fn id_as_text(id: &str) -> Text {
    Text::new(id, id)
}
