//! The people of a unit: whoever holds a role in it, or in the agency that answers for it where it is no more. They are told of it, its criteria are given to them, and
//! its work is theirs.

use std::collections::BTreeMap;

use chiso_access::Role;
use chiso_model::Date;
use chiso_model::agency::Register;
use chiso_round::Heirship;
use chiso_store::people::Assignment;
use chiso_store::{Reader, StoreError};

use crate::heirs::answering;
use crate::held::Held;

/// The roles that work on a unit's file.
pub(crate) const OF_A_UNIT: [Role; 3] = [Role::UnitLead, Role::UnitContributor, Role::UnitApprover];
/// Up to how many agencies are asked about one by one.
const FEW: usize = 4;

/// The agencies whose people work on a unit's file on a day: its own, and the one that answers for it where it is no more.
pub(crate) fn agencies_of(held: &Held, register: &Register, unit: &str, day: Date) -> Vec<String> {
    let heir = match answering(held, register, unit, day) {
        Heirship::Heir(heir) => Some(heir.as_str().to_owned()),
        Heirship::Itself | Heirship::Divided(_) | Heirship::Nobody => None,
    };
    std::iter::once(unit.to_owned()).chain(heir).collect()
}

/// The roles that the people of some units hold on a day, by unit.
pub(crate) fn staff<'a>(
    reader: &mut Reader<'_>,
    held: &Held,
    register: &Register,
    units: impl IntoIterator<Item = &'a str>,
    day: Date,
) -> Result<BTreeMap<String, Vec<Assignment>>, StoreError> {
    let mut units_of: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for unit in units {
        for agency in agencies_of(held, register, unit, day) {
            units_of.entry(agency).or_default().push(unit);
        }
    }
    let mut rows = Vec::new();
    if units_of.len() <= FEW {
        for agency in units_of.keys() {
            rows.extend(reader.assignments_in(agency)?);
        }
    } else {
        // A phase begins for all units at once: one question for all of them.
        rows = reader.assignments()?;
    }
    let mut staff: BTreeMap<String, Vec<Assignment>> = BTreeMap::new();
    for row in rows {
        let Some(units) = row.agency.as_ref().and_then(|agency| units_of.get(agency)) else { continue };
        if is_in_force(reader, &row, day)? {
            for unit in units {
                staff.entry((*unit).to_owned()).or_default().push(row.clone());
            }
        }
    }
    Ok(staff)
}

/// The roles that somebody holds on a day.
pub(crate) fn roles_of(reader: &mut Reader<'_>, person: &str, day: Date) -> Result<Vec<Assignment>, StoreError> {
    let mut roles = Vec::new();
    for row in reader.assignments_of(person)? {
        if is_in_force(reader, &row, day)? {
            roles.push(row);
        }
    }
    Ok(roles)
}

/// What role it is; none of a name that is not known.
pub(crate) fn role_of(row: &Assignment) -> Option<Role> {
    Role::from_id(&row.role)
}

/// Whether a role reaches a criterion: one that is limited reaches only its parts of the rulebook.
pub(crate) fn reaches(row: &Assignment, held: &Held, node: Option<&str>) -> bool {
    let Some(criterion) = node.and_then(|node| held.rules.criterion(node)) else { return true };
    let mut parts = row.scope.as_array().into_iter().flatten().filter_map(|part| part.as_str()).peekable();
    parts.peek().is_none()
        || parts.any(|part| *part == criterion.id || criterion.above.iter().any(|above| above == part))
}

/// Whether a role is held on a day; what was lent, only while the lender holds it.
fn is_in_force(reader: &mut Reader<'_>, row: &Assignment, day: Date) -> Result<bool, StoreError> {
    let holds =
        |row: &Assignment| row.ended.is_none() && row.valid_from <= day && row.valid_to.is_none_or(|to| day <= to);
    let Some(lent) = row.delegated_from.as_ref().filter(|_| holds(row)) else { return Ok(holds(row)) };
    Ok(reader.get::<Assignment>(lent.clone())?.is_some_and(|own| holds(&own)))
}
