//! From what is to be told to notices: whoever holds a role today, each told once, nobody of what they did themselves.

use std::collections::{BTreeMap, BTreeSet};

use chiso_access::Role;
use chiso_model::Date;
use chiso_store::people::Assignment;
use chiso_store::rounds::Notice;
use chiso_store::{Reader, StoreError};
use chiso_web::day_in_viet_nam;
use chiso_workspace::house::new_id;

use super::telling::{Telling, To};
use crate::held::Held;

/// Somebody who holds a role in a unit.
struct Holder {
    person: String,
    role: Role,
    /// The parts of the rulebook that it is limited to; empty for all.
    scope: Vec<String>,
}

/// The notices that tellings come to at a moment. `by` is whoever did what they are about.
pub(super) fn notices(
    reader: &mut Reader<'_>,
    held: &Held,
    tellings: Vec<Telling>,
    by: Option<&str>,
    at: i64,
) -> Result<Vec<Notice>, StoreError> {
    let asked = tellings.iter().filter(|telling| matches!(telling.to, To::Holders(_)));
    let units: BTreeSet<String> = asked.filter_map(|telling| telling.unit.clone()).collect();
    let holders = holders(reader, &units, day_in_viet_nam(at))?;
    let mut told = BTreeSet::new();
    let mut notices = Vec::new();
    for telling in tellings {
        for person in people(held, &holders, &telling) {
            let about = (telling.kind, person.clone(), telling.unit.clone(), telling.node.clone());
            if by != Some(person.as_str()) && told.insert(about) {
                notices.push(notice(held, &telling, person, at));
            }
        }
    }
    Ok(notices)
}

fn notice(held: &Held, telling: &Telling, person: String, at: i64) -> Notice {
    let part = |id: &Option<String>| id.clone().unwrap_or_else(|| "-".to_owned());
    let once = telling.once.as_ref().map(|once| {
        format!("{}/{}/{}/{}/{once}/{person}", telling.kind.id(), held.id, part(&telling.unit), part(&telling.node))
    });
    Notice {
        id: once.unwrap_or_else(new_id),
        person,
        kind: telling.kind.id().to_owned(),
        round: held.id.clone(),
        unit: telling.unit.clone(),
        node: telling.node.clone(),
        created: at,
        seen: None,
        mailed: None,
    }
}

fn people(held: &Held, holders: &BTreeMap<String, Vec<Holder>>, telling: &Telling) -> Vec<String> {
    let roles = match &telling.to {
        To::Person(person) => return vec![person.clone()],
        To::Holders(roles) => roles,
    };
    let criterion = telling.node.as_deref().and_then(|node| held.rules.criterion(node));
    let within = |holder: &Holder| {
        let Some(criterion) = criterion else { return true };
        let covers = |part: &String| *part == criterion.id || criterion.above.contains(part);
        holder.scope.is_empty() || holder.scope.iter().any(covers)
    };
    let of_unit = telling.unit.as_ref().and_then(|unit| holders.get(unit)).into_iter().flatten();
    of_unit.filter(|h| roles.contains(&h.role) && within(h)).map(|holder| holder.person.clone()).collect()
}

/// Who holds what in these units on a day, by unit.
fn holders(
    reader: &mut Reader<'_>,
    units: &BTreeSet<String>,
    day: Date,
) -> Result<BTreeMap<String, Vec<Holder>>, StoreError> {
    let rows = match units.first() {
        None => Vec::new(),
        Some(unit) if units.len() == 1 => reader.assignments_in(unit)?,
        // A phase begins for all units at once: one question for all of them.
        Some(_) => reader.assignments()?,
    };
    let mut holders: BTreeMap<String, Vec<Holder>> = BTreeMap::new();
    for row in rows {
        let Some(unit) = row.agency.clone().filter(|agency| units.contains(agency)) else { continue };
        let Some(role) = Role::from_id(&row.role) else { continue };
        if !holds(&row, day) || !is_still_lent(reader, &row, day)? {
            continue;
        }
        let scope = row.scope.as_array().into_iter().flatten().filter_map(|part| part.as_str().map(str::to_owned));
        holders.entry(unit).or_default().push(Holder { person: row.person, role, scope: scope.collect() });
    }
    Ok(holders)
}

/// Whether a role holds on a day, by its own days.
pub(super) fn holds(row: &Assignment, day: Date) -> bool {
    row.ended.is_none() && row.valid_from <= day && row.valid_to.is_none_or(|to| day <= to)
}

/// What was lent holds only while the lender holds it.
pub(super) fn is_still_lent(reader: &mut Reader<'_>, row: &Assignment, day: Date) -> Result<bool, StoreError> {
    let Some(lent) = &row.delegated_from else { return Ok(true) };
    Ok(reader.get::<Assignment>(lent.clone())?.is_some_and(|own| holds(&own, day)))
}
