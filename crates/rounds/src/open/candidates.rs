//! Whom an agency can assess.

use chiso_model::Date;
use chiso_model::agency::{AgencyId, AgencyOnDay, Level, Register};

/// Everybody below an agency on a day, by level and id; for a ministry those beside it too, because it runs rounds for the nation. Nobody for an agency that is not
/// there on the day.
pub(super) fn assessable<'r>(register: &'r Register, owner: &str, day: Date) -> Vec<AgencyOnDay<'r>> {
    let Some(owner) = AgencyId::new(owner).ok().and_then(|id| register.on(&id, day)) else { return Vec::new() };
    let mut found = register.descendants(owner.id(), day);
    if let Some(parent) = owner.parent.filter(|_| owner.level == Level::Ministry) {
        found.extend(register.children(parent, day));
    }
    found.retain(|agency| agency.id() != owner.id());
    found.sort_by(|a, b| (a.level, a.id()).cmp(&(b.level, b.id())));
    found
}
