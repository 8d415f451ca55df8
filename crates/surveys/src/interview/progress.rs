//! How far interviews have come, by counts of people: nobody is named.

use std::collections::{BTreeMap, BTreeSet};

use chiso_workspace::Refusal;

use super::outcome::{Came, in_all};
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

/// How far some people have been visited.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Visited {
    /// Invited.
    pub(super) people: u64,
    /// Their invitation waits.
    pub(super) waiting: u64,
    /// Visits to them.
    pub(super) visits: u64,
    /// People by what became of them in all.
    pub(super) came: BTreeMap<Came, u64>,
}

impl Visited {
    /// People of whom visits came to this in all.
    pub(super) fn of(&self, came: &[Came]) -> u64 {
        came.iter().filter_map(|came| self.came.get(came)).sum()
    }
}

impl Surveys {
    /// How far the people of each group have been visited, by id of the group; none where the group is nobody's.
    ///
    /// # Errors
    /// The store, the register.
    pub(super) async fn visited(&self, held: &Held, now_us: i64) -> Result<BTreeMap<String, Visited>, Refusal> {
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waiting: BTreeSet<_> = waiting.into_iter().collect();
        let visits = self.visits(&held.id).await?;
        let mut groups = BTreeMap::<String, Visited>::new();
        for (code, person) in self.people_of(held, now_us).await?.iter() {
            let visits = visits.get(&person.invitee).map(Vec::as_slice).unwrap_or_default();
            let group = groups.entry(person.group.clone()).or_default();
            group.people += 1;
            group.waiting += u64::from(waiting.contains(code));
            group.visits += visits.len() as u64;
            if let Some(came) = in_all(visits) {
                *group.came.entry(came).or_default() += 1;
            }
        }
        Ok(groups)
    }
}
