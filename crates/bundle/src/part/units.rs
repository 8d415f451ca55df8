//! `units.csv`: who was assessed.

use std::collections::BTreeSet;

use chiso_model::{Lang, Text, as_written, harmless};
use chiso_round::round::Entrant;

use super::{UNITS, table};
use crate::verify::Finding;

const COLUMNS: [&str; 5] = ["unit", "name", "name_en", "group", "ranked"];
const YES: &str = "yes";
const NO: &str = "no";

/// The table of the units, in the order of the round. `name` gives the name of a unit.
pub(crate) fn write<'a>(units: &[Entrant], name: impl Fn(&str) -> Option<&'a Text>) -> Result<Vec<u8>, String> {
    let mut rows = table::Rows::new(&COLUMNS);
    for entrant in units {
        let name = name(&entrant.unit).ok_or_else(|| entrant.unit.clone())?;
        let english = name.en.as_ref().map(|_| harmless(name.get(Lang::En))).unwrap_or_default();
        let group = entrant.group.as_deref().map(harmless).unwrap_or_default();
        let ranked = if entrant.ranked { YES } else { NO };
        rows.add([&*harmless(&entrant.unit), &*harmless(&name.vi), &*english, &*group, ranked]);
    }
    Ok(rows.finish())
}

/// The units, and what cannot be read.
pub(crate) fn read(content: &[u8]) -> (Vec<Entrant>, Vec<Finding>) {
    let mut seen = BTreeSet::new();
    let mut read = Vec::new();
    let findings = table::each(UNITS, &COLUMNS, content, |row| {
        let unit = as_written(&row.field(0)).to_owned();
        let ranked = match &*row.field(4) {
            YES => true,
            NO => false,
            _ => return Err(("cột ranked phải là yes hoặc no", "the column ranked must be yes or no")),
        };
        if unit.is_empty() || !seen.insert(unit.clone()) {
            return Err(("đơn vị trống hoặc trùng", "the unit is blank, or stands twice"));
        }
        let group = Some(as_written(&row.field(3)).to_owned()).filter(|group| !group.is_empty());
        read.push(Entrant { unit, group, ranked });
        Ok(())
    });
    (read, findings)
}
