//! `changes.csv`: against the period before, where the rulebook lets a node be compared.

use chiso_engine::{Outcome, changes};
use chiso_model::harmless;
use chiso_rulebook::definition::Rulebook;

use super::result::number;
use super::table;

/// The columns; the first two say which change it is. `change` is printed value less printed value, `share` of max points, `places` gained.
pub(crate) const COLUMNS: [&str; 5] = ["unit", "node", "change", "share", "places"];
/// How many of the columns say which change it is.
pub(crate) const KEYS: usize = 2;

/// The table, in the order of the result; units and nodes that have no change are not in it.
pub(crate) fn write(rulebook: &Rulebook, now: &Outcome, before: &Outcome) -> Vec<u8> {
    let told = changes(rulebook, now, before);
    let mut rows = table::Rows::new(&COLUMNS);
    for (at, unit) in now.units.iter().enumerate() {
        for (node, changes) in now.nodes.iter().zip(&told.nodes) {
            let Some(change) = changes.as_ref().ok().and_then(|units| units[at]) else { continue };
            let [value, share, places] = [Some(change.value), change.share, change.places].map(number);
            rows.add([&*harmless(unit), &node.id, &value, &share, &places]);
        }
    }
    rows.finish()
}
