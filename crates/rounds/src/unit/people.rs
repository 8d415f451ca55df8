//! The people of a unit, among whom its criteria are handed out.

use chiso_access::Role;
use chiso_store::StoreError;
use chiso_store::people::Person;
use chiso_web::Caller;
use chiso_web::parts::Choice;
use chiso_workspace::Refusal;

use crate::entry::Rounds;

/// The roles that work on a unit's file.
const ROLES: [Role; 3] = [Role::UnitLead, Role::UnitContributor, Role::UnitApprover];

impl Rounds {
    /// Those who hold a role in a unit today, by name.
    pub(super) async fn people_of(&self, caller: &Caller, unit: &str) -> Result<Vec<Choice>, Refusal> {
        let (unit, day) = (unit.to_owned(), caller.day);
        let read = self.desk.store().read(move |reader| -> Result<_, StoreError> {
            let mut found = Vec::new();
            for held in reader.assignments_in(&unit)? {
                let works = Role::from_id(&held.role).is_some_and(|role| ROLES.contains(&role));
                let holds = held.ended.is_none() && held.valid_from <= day && held.valid_to.is_none_or(|to| day <= to);
                if works
                    && holds
                    && let Some(person) = reader.get::<Person>(held.person)?
                    && person.active
                {
                    found.push((person.name.unwrap_or_else(|| person.id.clone()), person.id));
                }
            }
            Ok(found)
        });
        let mut people: Vec<(String, String)> = read.await?;
        people.sort();
        people.dedup();
        Ok(people.into_iter().map(|(name, id)| Choice::new(id, name)).collect())
    }
}
