//! What the journal does not say to everybody who may read it: what stands in the events of rounds and in plans, and what files are called. That something was entered,
//! judged, voted or planned, by whom and when, is no secret; the numbers, the reasons, the votes and the plans are, from whoever the table of roles does not show them to:
//! administrators, before all.

use chiso_access::{Action, Resource, Target};
use chiso_model::agency::AgencyId;
use chiso_store::Entry;
use chiso_web::Caller;
use serde_json::{Map, Value};

use crate::desk::Desk;

/// A table, the columns of it that are sealed, and whose sight opens them: at the unit that the row names, or everywhere where it names none.
const SEALED: [(&str, &[&str], Resource); 4] = [
    ("assessment_event", &["body"], Resource::WorkingPaper),
    ("round_event", &["body"], Resource::CouncilDecision),
    ("measure", &["title", "lead", "remark", "expected"], Resource::SelfScore),
    ("file", &["name"], Resource::Evidence),
];

impl Desk {
    /// The entry as a caller may read it.
    pub(super) fn unsealed(&self, caller: &Caller, mut entry: Entry) -> Entry {
        let Some((_, sealed, resource)) = SEALED.iter().find(|(table, ..)| *table == entry.about) else { return entry };
        for row in [&mut entry.before, &mut entry.after].into_iter().flatten() {
            // A row that cannot be read is not shown either.
            let mut columns: Map<String, Value> = serde_json::from_str(row).unwrap_or_default();
            let unit = columns.get("unit").and_then(Value::as_str).and_then(|unit| AgencyId::new(unit).ok());
            let opened = match unit {
                Some(unit) => self.may_in(caller, Action::See, *resource, &unit),
                None => Desk::may(caller, Action::See, &Target::of(*resource)),
            };
            if opened.is_err() {
                columns.retain(|name, _| !sealed.contains(&name.as_str()));
                *row = Value::Object(columns).to_string();
            }
        }
        entry
    }
}
