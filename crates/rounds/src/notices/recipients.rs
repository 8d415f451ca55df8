//! From what is to be told to notices: whoever holds a role today, each told once, nobody of what they did themselves.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::agency::Register;
use chiso_store::people::Assignment;
use chiso_store::rounds::Notice;
use chiso_store::{Reader, StoreError};
use chiso_web::day_in_viet_nam;
use chiso_workspace::house::new_id;

use super::telling::{Telling, To};
use crate::held::Held;
use crate::staff::{reaches, role_of, staff};

/// The notices that tellings come to at a moment. `by` is whoever did what they are about.
pub(super) fn notices(
    reader: &mut Reader<'_>,
    held: &Held,
    register: &Register,
    tellings: Vec<Telling>,
    by: Option<&str>,
    at: i64,
) -> Result<Vec<Notice>, StoreError> {
    let asked = tellings.iter().filter(|telling| matches!(telling.to, To::Holders(_)));
    let units: BTreeSet<String> = asked.filter_map(|telling| telling.unit.clone()).collect();
    let staff = staff(reader, held, register, units.iter().map(String::as_str), day_in_viet_nam(at))?;
    let mut told = BTreeSet::new();
    let mut notices = Vec::new();
    for telling in tellings {
        for person in people(held, &staff, &telling) {
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

fn people(held: &Held, staff: &BTreeMap<String, Vec<Assignment>>, telling: &Telling) -> Vec<String> {
    let roles = match &telling.to {
        To::Person(person) => return vec![person.clone()],
        To::Holders(roles) => roles,
    };
    let concerns = |row: &&Assignment| {
        role_of(row).is_some_and(|role| roles.contains(&role)) && reaches(row, held, telling.node.as_deref())
    };
    let of_unit = telling.unit.as_ref().and_then(|unit| staff.get(unit)).into_iter().flatten();
    of_unit.filter(concerns).map(|row| row.person.clone()).collect()
}
