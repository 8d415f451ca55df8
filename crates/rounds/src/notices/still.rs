//! Whether what somebody is to be told still concerns a role of theirs: whoever lost it is no longer told.

use std::collections::BTreeMap;

use chiso_access::Role;
use chiso_model::agency::Register;
use chiso_store::people::Assignment;
use chiso_store::rounds::Notice;
use chiso_store::{Reader, StoreError};
use chiso_web::day_in_viet_nam;

use super::kind::Kind;
use super::shown::ById;
use crate::held::Held;
use crate::staff::{OF_A_UNIT, agencies_of, reaches, role_of, roles_of};
use crate::who::{above, by_of};

/// The roles that judge files.
const JUDGES: [Role; 2] = [Role::Appraiser, Role::CouncilMember];

/// Of what people are to be told at a moment, what concerns a role that they hold: one in the unit that it is about, or else one that judges in the round, and then no
/// unit of their own.
pub(super) fn still_theirs(
    reader: &mut Reader<'_>,
    rounds: &ById,
    register: &Register,
    notices: Vec<Notice>,
    now: i64,
) -> Result<Vec<Notice>, StoreError> {
    let day = day_in_viet_nam(now);
    let mut roles: BTreeMap<String, Vec<Assignment>> = BTreeMap::new();
    let mut theirs = Vec::new();
    for notice in notices {
        let (Some(held), Some(kind)) = (rounds.get(&notice.round), Kind::of(&notice.kind)) else { continue };
        if !roles.contains_key(&notice.person) {
            roles.insert(notice.person.clone(), roles_of(reader, &notice.person, day)?);
        }
        let held_today = roles.get(&notice.person).map_or(&[][..], Vec::as_slice);
        let concerned = match notice.unit.as_deref() {
            Some(unit) if kind != Kind::Explained => {
                let agencies = agencies_of(held, register, unit, day);
                held_today.iter().any(|row| {
                    is_one_of(row, &OF_A_UNIT) && is_at(row, &agencies) && reaches(row, held, notice.node.as_deref())
                })
            }
            unit => {
                let owner = &held.round.setup.owner;
                let mut places = above(register, owner, day);
                places.push(owner.clone());
                held_today.iter().any(|row| is_one_of(row, &JUDGES) && is_at(row, &places))
                    && !is_own(reader, held, register, (&notice.person, unit), now)?
            }
        };
        if concerned {
            theirs.push(notice);
        }
    }
    Ok(theirs)
}

/// Whether what it is about is a unit of their own.
fn is_own(
    reader: &mut Reader<'_>,
    held: &Held,
    register: &Register,
    (person, unit): (&str, Option<&str>),
    now: i64,
) -> Result<bool, StoreError> {
    let Some(unit) = unit else { return Ok(false) };
    Ok(held.round.is_conflicted(&by_of(reader, held, register, person, now)?, unit))
}

fn is_one_of(row: &Assignment, roles: &[Role]) -> bool {
    role_of(row).is_some_and(|role| roles.contains(&role))
}

/// Whether a role is held in one of these agencies, or everywhere.
fn is_at(row: &Assignment, agencies: &[String]) -> bool {
    row.agency.as_ref().is_none_or(|agency| agencies.contains(agency))
}
