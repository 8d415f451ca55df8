//! Roles that people hold, as the store keeps them.
#![allow(unreachable_pub, reason = "a test")]

use chiso_access::Role;
use chiso_model::Date;
use chiso_store::people::Assignment;

/// A role of a person since 2020, at an agency or everywhere; the row has an id of its own.
pub fn held(id: &str, person: &str, role: Role, agency: Option<&str>) -> Assignment {
    Assignment {
        id: id.to_owned(),
        version: 1,
        person: person.to_owned(),
        role: role.id().to_owned(),
        agency: agency.map(str::to_owned),
        scope: serde_json::json!([]),
        valid_from: Date::constant(2020, 1, 1),
        valid_to: None,
        delegated_from: None,
        granted_by: "system".to_owned(),
        ended: None,
    }
}
