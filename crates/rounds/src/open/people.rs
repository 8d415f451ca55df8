//! Who can be asked to appraise or to sit on the council: those who hold the role.

use std::collections::BTreeMap;

use chiso_access::Role;
use chiso_store::StoreError;
use chiso_store::people::Person;
use chiso_web::Caller;
use chiso_workspace::Refusal;

use crate::entry::Rounds;

/// Somebody who holds a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Holder {
    /// Id of the person.
    pub(super) id: String,
    /// The name, or the id of somebody without one.
    pub(super) name: String,
    /// Agencies in which the role is held; none of them where it is held everywhere.
    pub(super) agencies: Vec<String>,
}

impl Rounds {
    /// Everybody who holds a role today at the agency that runs a round, below it or above it, by name.
    pub(super) async fn holders(&self, caller: &Caller, role: Role, owner: &str) -> Result<Vec<Holder>, Refusal> {
        let day = caller.day;
        let found = self.desk().store().read(move |reader| -> Result<_, StoreError> {
            let mut found: BTreeMap<String, (Person, Vec<Option<String>>)> = BTreeMap::new();
            for held in reader.assignments()? {
                let now = held.ended.is_none() && held.valid_from <= day && held.valid_to.is_none_or(|to| day <= to);
                if !now || held.role != role.id() {
                    continue;
                }
                if let Some((_, agencies)) = found.get_mut(&held.person) {
                    agencies.push(held.agency);
                } else if let Some(person) = reader.get::<Person>(held.person.clone())?
                    && person.active
                {
                    found.insert(held.person, (person, vec![held.agency]));
                }
            }
            Ok(found)
        });
        let above_owner = self.above(caller, owner);
        let concerns = |agency: &str| {
            agency == owner
                || above_owner.iter().any(|above| above == agency)
                || self.above(caller, agency).iter().any(|above| above == owner)
        };
        let mut holders: Vec<Holder> = found
            .await?
            .into_iter()
            .filter(|(_, (_, agencies))| agencies.iter().any(|agency| agency.as_deref().is_none_or(concerns)))
            .map(|(id, (person, agencies))| Holder {
                name: person.name.unwrap_or_else(|| id.clone()),
                agencies: agencies.into_iter().flatten().collect(),
                id,
            })
            .collect();
        holders.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(holders)
    }
}
