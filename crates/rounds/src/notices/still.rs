//! Whether what somebody is to be told still concerns a role of theirs: whoever lost it is no longer told.

use std::collections::BTreeMap;

use chiso_access::Role;
use chiso_model::Date;
use chiso_model::agency::{AgencyId, Register};
use chiso_round::{Heirship, heir_of};
use chiso_store::people::Assignment;
use chiso_store::rounds::Notice;
use chiso_store::{Reader, StoreError};

use super::kind::Kind;
use super::recipients::{holds, is_still_lent};
use super::shown::ById;
use crate::held::Held;

/// The roles that work on a unit's file.
const OF_A_UNIT: [Role; 3] = [Role::UnitLead, Role::UnitContributor, Role::UnitApprover];
/// The roles that judge files.
const JUDGES: [Role; 2] = [Role::Appraiser, Role::CouncilMember];

/// Of what people are to be told on a day, what concerns a role that they hold: one in the unit that it is about, or else one that judges.
pub(super) fn still_theirs(
    reader: &mut Reader<'_>,
    rounds: &ById,
    register: &Register,
    notices: Vec<Notice>,
    day: Date,
) -> Result<Vec<Notice>, StoreError> {
    let mut roles: BTreeMap<String, Vec<(Role, Assignment)>> = BTreeMap::new();
    let mut theirs = Vec::new();
    for notice in notices {
        let (Some(held), Some(kind)) = (rounds.get(&notice.round), Kind::of(&notice.kind)) else { continue };
        if !roles.contains_key(&notice.person) {
            roles.insert(notice.person.clone(), roles_of(reader, &notice.person, day)?);
        }
        let mut held_today = roles.get(&notice.person).into_iter().flatten();
        let concerned = match &notice.unit {
            Some(unit) if kind != Kind::Explained => {
                let heir = answering(held, register, unit, day);
                held_today.any(|(role, row)| {
                    OF_A_UNIT.contains(role)
                        && is_at(row, unit, heir.as_ref())
                        && reaches(row, held, notice.node.as_deref())
                })
            }
            _ => held_today.any(|(role, _)| JUDGES.contains(role) || OF_A_UNIT.contains(role)),
        };
        if concerned {
            theirs.push(notice);
        }
    }
    Ok(theirs)
}

fn roles_of(reader: &mut Reader<'_>, person: &str, day: Date) -> Result<Vec<(Role, Assignment)>, StoreError> {
    let mut roles = Vec::new();
    for row in reader.assignments_of(person)? {
        if let Some(role) = Role::from_id(&row.role)
            && holds(&row, day)
            && is_still_lent(reader, &row, day)?
        {
            roles.push((role, row));
        }
    }
    Ok(roles)
}

/// Whether a role is held in a unit, in the agency that answers for it, or everywhere.
fn is_at(row: &Assignment, unit: &str, heir: Option<&AgencyId>) -> bool {
    row.agency.as_deref().is_none_or(|agency| agency == unit || heir.is_some_and(|heir| heir.as_str() == agency))
}

/// The agency that answers on a day for a unit that is no more: whoever was named, or who carries it on.
fn answering(held: &Held, register: &Register, unit: &str, day: Date) -> Option<AgencyId> {
    let named = AgencyId::new(held.round.heirs.get(unit).map_or(unit, String::as_str)).ok()?;
    match heir_of(register, &named, day) {
        Heirship::Itself => Some(named),
        Heirship::Heir(heir) => Some(heir),
        Heirship::Divided(_) | Heirship::Nobody => None,
    }
}

/// Whether a role reaches a criterion: one that is limited reaches only its parts of the rulebook.
fn reaches(row: &Assignment, held: &Held, node: Option<&str>) -> bool {
    let Some(criterion) = node.and_then(|node| held.rules.criterion(node)) else { return true };
    let parts: Vec<&str> = row.scope.as_array().into_iter().flatten().filter_map(|part| part.as_str()).collect();
    parts.is_empty()
        || parts.iter().any(|part| *part == criterion.id || criterion.above.iter().any(|above| above == part))
}
