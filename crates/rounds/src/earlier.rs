//! Rounds before a round: of the same agency over the same index, for an earlier period; and what a unit was in them.

use std::collections::BTreeSet;
use std::sync::Arc;

use chiso_model::agency::{AgencyId, POPULATION};
use chiso_round::Stage;
use chiso_workspace::Refusal;

use crate::entry::Rounds;
use crate::held::Held;
use crate::publication::Computed;

impl Rounds {
    /// The rounds before a round, the last first: of the same agency over the same index, whatever its edition. Beside a round that is made up there are only such.
    pub(crate) async fn earlier(&self, held: &Held) -> Result<Vec<Arc<Held>>, Refusal> {
        let now = &held.round.setup;
        let is_earlier = |other: &Arc<Held>| {
            let then = &other.round.setup;
            then.owner == now.owner
                && other.rulebook.id == held.rulebook.id
                && then.simulated == now.simulated
                && then.period.last_day() < now.period.last_day()
        };
        let mut earlier: Vec<Arc<Held>> = self.all().await?.into_iter().filter(is_earlier).collect();
        earlier.sort_by_key(|other| std::cmp::Reverse(other.round.setup.period.last_day()));
        Ok(earlier)
    }

    /// The last round before a round of which something was issued: what results are compared with.
    pub(crate) async fn issued_before(&self, held: &Held) -> Result<Option<Arc<Held>>, Refusal> {
        Ok(self.earlier(held).await?.into_iter().find(|other| !other.round.issues.is_empty()))
    }

    /// What was issued of the round before, as its last issue has it.
    pub(crate) async fn computed_before(&self, held: &Held) -> Result<Option<Arc<Computed>>, Refusal> {
        match self.issued_before(held).await? {
            Some(last) => Ok(Some(self.issued(&last, Stage::Correction).await?)),
            None => Ok(None),
        }
    }

    /// The units of an earlier round that a unit of a round was then: itself, and what it is made of by the register.
    pub(crate) fn was(&self, held: &Held, unit: &str, then: &Held) -> BTreeSet<String> {
        let register = self.desk.register();
        let mut was = BTreeSet::from([unit.to_owned()]);
        if let Ok(id) = AgencyId::new(unit)
            && let Some(found) = register.get(&id)
        {
            let day = held.round.setup.period.last_day().max(found.valid.first()).min(found.valid.last());
            let before = register.predecessors(&id, day, then.round.setup.period.last_day().min(day), POPULATION);
            was.extend(before.into_iter().map(|relative| relative.id.as_str().to_owned()));
        }
        was.retain(|unit| then.round.has_unit(unit));
        was
    }
}
