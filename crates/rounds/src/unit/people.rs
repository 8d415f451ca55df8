//! The people of a unit, among whom its criteria are handed out.

use std::collections::BTreeSet;

use chiso_store::StoreError;
use chiso_store::people::Person;
use chiso_web::Caller;
use chiso_web::parts::Choice;
use chiso_workspace::Refusal;

use super::sight::Opened;
use crate::entry::Rounds;
use crate::staff::{OF_A_UNIT, role_of, staff};

impl Rounds {
    /// Those who work on a unit's file today, by name.
    pub(super) async fn people_of(&self, caller: &Caller, opened: &Opened) -> Result<Vec<Choice>, Refusal> {
        let (held, unit, day) = (opened.held.clone(), opened.unit.clone(), caller.day);
        let register = self.desk.register();
        let read = self.desk.store().read(move |reader| -> Result<_, StoreError> {
            let rows = staff(reader, &held, &register, [unit.as_str()], day)?.into_values().flatten();
            let works = rows.filter(|row| role_of(row).is_some_and(|role| OF_A_UNIT.contains(&role)));
            let people: BTreeSet<String> = works.map(|row| row.person).collect();
            let mut found = Vec::new();
            for id in people {
                if let Some(person) = reader.get::<Person>(id)?.filter(|person| person.active) {
                    found.push((person.name.unwrap_or_else(|| person.id.clone()), person.id));
                }
            }
            Ok(found)
        });
        let mut people: Vec<(String, String)> = read.await?;
        people.sort();
        Ok(people.into_iter().map(|(name, id)| Choice::new(id, name)).collect())
    }
}
