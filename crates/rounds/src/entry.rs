//! What every deed on rounds needs.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_catalogue::Catalogue;
use chiso_round::Assessment;
use chiso_store::StoreError;
use chiso_workspace::{Desk, Refusal};

use crate::after::Turns;
use crate::clock::Clock;
use crate::held::Held;
use crate::kept::Kept;
use crate::publication::Results;

/// What every deed on rounds needs: the workspace's desk, the shipped rulebooks, and what is held in memory of what is kept.
pub struct Rounds {
    pub(crate) desk: Arc<Desk>,
    pub(crate) catalogue: Arc<Catalogue>,
    pub(crate) kept: Arc<Kept>,
    pub(crate) results: Results,
    pub(crate) turns: Turns,
    pub(crate) clock: Clock,
}

impl Rounds {
    /// Rounds over a desk, where what is written has the time at which it was asked for.
    pub fn new(desk: Arc<Desk>, catalogue: Arc<Catalogue>) -> Rounds {
        let (kept, results, clock) = (Arc::new(Kept::default()), Results::default(), Clock::default());
        Rounds { desk, catalogue, kept, results, turns: Turns::default(), clock }
    }

    /// The same with a clock, microseconds since 1970 in UTC: what is written has the time at which it is written, and deadlines are judged by that. Without one it has the
    /// time at which it was asked for.
    #[must_use]
    pub fn with_clock(mut self, now_us: impl Fn() -> i64 + Send + Sync + 'static) -> Rounds {
        self.clock = Clock::read_by(now_us);
        self
    }

    /// The workspace's desk.
    pub fn desk(&self) -> &Arc<Desk> {
        &self.desk
    }

    /// The shipped rulebooks.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// Every round, the newest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn all(&self) -> Result<Vec<Arc<Held>>, Refusal> {
        let kept = Arc::clone(&self.kept);
        Ok(self.desk.store().read(move |reader| kept.rounds(reader)).await?)
    }

    /// A round. Whoever calls asks whether the caller may see it.
    ///
    /// # Errors
    /// [`Refusal::Hidden`] when there is none; the store.
    pub async fn held(&self, round: &str) -> Result<Arc<Held>, Refusal> {
        let (kept, id) = (Arc::clone(&self.kept), round.to_owned());
        self.desk.store().read(move |reader| kept.round(reader, &id)).await?.ok_or(Refusal::Hidden)
    }

    /// A unit's assessment in a round.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn assessment(&self, held: &Held, unit: &str) -> Result<Arc<Assessment>, Refusal> {
        let (kept, round, unit) = (Arc::clone(&self.kept), held.id.clone(), unit.to_owned());
        Ok(self.desk.store().read(move |reader| kept.assessment(reader, &round, &unit)).await?)
    }

    /// The assessments of some units of a round, by unit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn assessments(
        &self,
        held: &Held,
        units: Vec<String>,
    ) -> Result<BTreeMap<String, Arc<Assessment>>, Refusal> {
        let (kept, round) = (Arc::clone(&self.kept), held.id.clone());
        let read =
            self.desk.store().read(move |reader| -> Result<_, StoreError> { kept.assessments(reader, &round, units) });
        Ok(read.await?)
    }

    /// The assessments of all units of a round, by unit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn all_assessments(&self, held: &Held) -> Result<BTreeMap<String, Arc<Assessment>>, Refusal> {
        self.assessments(held, held.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect()).await
    }

    /// A unit's assessment as the last issue of the round has it; as it stands before there is one.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) async fn issued_assessment(&self, held: &Held, unit: &str) -> Result<Arc<Assessment>, Refusal> {
        let Some(issue) = held.round.issues.last().cloned() else { return self.assessment(held, unit).await };
        let (kept, round, units) = (Arc::clone(&self.kept), held.id.clone(), vec![unit.to_owned()]);
        let read = self
            .desk
            .store()
            .read(move |reader| -> Result<_, StoreError> { kept.issued(reader, &round, units, &issue) });
        Ok(read.await?.remove(unit).unwrap_or_default())
    }

    /// The assessments of all units of a round as its last issue has them, by unit: what was corrected since is not out before the next issue is.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn issued_assessments(&self, held: &Held) -> Result<BTreeMap<String, Arc<Assessment>>, Refusal> {
        let Some(issue) = held.round.issues.last() else { return Ok(BTreeMap::new()) };
        let (kept, round, issue) = (Arc::clone(&self.kept), held.id.clone(), issue.clone());
        let units = held.round.setup.units.iter().map(|entrant| entrant.unit.clone()).collect();
        let read = self
            .desk
            .store()
            .read(move |reader| -> Result<_, StoreError> { kept.issued(reader, &round, units, &issue) });
        Ok(read.await?)
    }
}
