//! What a person holds: rows of the store as the assignments that rights are decided by.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chiso_access::{Assignment, Role, in_force_on};
use chiso_model::Date;
use chiso_store::people::{Assignment as Row, Person};
use chiso_store::{Reader, StoreError};

/// A row and what it says; a row of a role that this program does not know says nothing.
#[derive(Debug, Clone)]
pub(crate) struct Held {
    pub(crate) row: Row,
    pub(crate) says: Assignment,
}

/// Everything that a person holds, held or will hold, but for what was ended before its time.
pub(crate) fn of(r: &mut Reader<'_>, person: &str) -> Result<Vec<Held>, StoreError> {
    let mut held = Vec::new();
    for row in r.assignments_of(person)? {
        if row.ended.is_none()
            && let Some(says) = says(r, &row)?
        {
            held.push(Held { row, says });
        }
    }
    Ok(held)
}

/// What a row says; nothing where its role is unknown, or what it was lent from is gone.
pub(crate) fn says(r: &mut Reader<'_>, row: &Row) -> Result<Option<Assignment>, StoreError> {
    let Some(role) = Role::from_id(&row.role) else { return Ok(None) };
    let delegated_by = match &row.delegated_from {
        None => None,
        Some(lent) => match r.get::<Row>(lent.clone())?.filter(|own| own.ended.is_none()) {
            Some(own) => Some(own.person),
            None => return Ok(None),
        },
    };
    let scope = row.scope.as_array().into_iter().flatten().filter_map(|part| part.as_str().map(str::to_owned));
    Ok(Some(Assignment {
        role,
        agency: row.agency.clone(),
        scope: scope.collect(),
        from: row.valid_from,
        to: row.valid_to,
        delegated_by,
    }))
}

/// What a person holds on a day, own and lent. What somebody lends who may not sign in any more rests.
pub(crate) fn in_force(r: &mut Reader<'_>, person: &str, day: Date) -> Result<Vec<Assignment>, StoreError> {
    let held: Vec<Assignment> = of(r, person)?.into_iter().map(|held| held.says).collect();
    let mut lenders: BTreeMap<String, Vec<Assignment>> = BTreeMap::new();
    for lender in held.iter().filter_map(|held| held.delegated_by.clone()) {
        if let Entry::Vacant(place) = lenders.entry(lender) {
            let active = r.get::<Person>(place.key().clone())?.is_some_and(|person| person.active);
            let own = if active { of(r, place.key())? } else { Vec::new() };
            place.insert(own.into_iter().map(|held| held.says).collect());
        }
    }
    Ok(in_force_on(&held, day, |lender| lenders.get(lender).cloned().unwrap_or_default()))
}
