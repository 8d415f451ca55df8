//! When the values of each shipped data set were first published here, and when they last changed: `issued.csv`, which a test holds against the values.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::content::sha256;
use crate::board::Row;
use crate::site::Publication;

/// One line a data set: its id, the fingerprint of its values, two days.
static LEDGER: LazyLock<BTreeMap<&str, Days>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut cells = line.split(',');
        let (id, fingerprint) = (cells.next()?, cells.next()?);
        Some((id, Days { fingerprint, issued: cells.next()?, modified: cells.next()? }))
    };
    include_str!("issued.csv").lines().skip(1).filter_map(line).collect()
});

/// The days of a data set, as `2026-11-22`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Days {
    fingerprint: &'static str,
    pub(super) issued: &'static str,
    pub(super) modified: &'static str,
}

/// The days of a publication that is shipped, with the values that are shipped; those of an operator's own data are not known here.
pub(super) fn of(publication: &Publication) -> Option<Days> {
    LEDGER.get(publication.dataset.id.as_str()).copied().filter(|days| days.fingerprint == fingerprint(publication))
}

/// The last day on which anything changed.
pub(super) fn last() -> &'static str {
    LEDGER.values().map(|days| days.modified).max().unwrap_or_default()
}

/// Stands for the values and places of all units.
fn fingerprint(publication: &Publication) -> String {
    let line = |row: &Row| format!("{} {:?} {:?}\n", row.unit.id, row.value.value(), row.rank);
    let text: Vec<String> = publication.board.rows.iter().map(line).collect();
    sha256(text.concat().as_bytes())[..16].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::site::Site;

    /// Whoever changes values says when: the lines that are wrong are printed as they should be, but for the day.
    #[test]
    fn the_ledger_is_up_to_date() {
        let site = Site::load().unwrap();
        let mut wrong = Vec::new();
        for publication in &site.publications {
            if of(publication).is_none() {
                let id = &publication.dataset.id;
                let issued = LEDGER.get(id.as_str()).map_or("TODAY", |days| days.issued);
                wrong.push(format!("{id},{},{issued},TODAY", fingerprint(publication)));
            }
        }
        assert!(
            wrong.is_empty(),
            "put into crates/portal/src/api/data/issued.csv, with today's date:\n{}",
            wrong.join("\n")
        );
        let day = |text: &str| text.parse::<chiso_model::Date>().is_ok();
        assert!(LEDGER.values().all(|days| day(days.issued) && day(days.modified) && days.issued <= days.modified));
    }
}
