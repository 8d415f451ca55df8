//! The workbook that a unit fills in offline: out, and in again with a report row by row.
//!
//! Out: a row for each number of each criterion that the unit scores itself. Only the cells to fill are unlocked; a hidden sheet says for which round, unit and rulebook
//! the file is, and of each criterion which revision of the draft it shows and a fingerprint of what it shows.
//!
//! In: whoever did not touch a criterion does not change it, whatever happened to it on the page meanwhile; what was touched becomes a command that is tried on the
//! assessment as it stands, so that the report tells beforehand what saving would say.

mod number;
mod out;
mod problem;
mod read;

pub use out::workbook_out;
pub use problem::{CellProblem, FileProblem};
pub use read::{Reading, RowReading, RowResult, workbook_in};

use chiso_model::{Text, hex};
use chiso_round::assessment::Entry;
use chiso_round::{Assessment, Frame, Mark};
use chiso_rulebook::definition::Rulebook;
use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;

/// What a workbook is filled in for.
#[derive(Clone, Copy)]
pub struct Filling<'a> {
    /// Id of the round, as its store knows it.
    pub round_id: &'a str,
    /// The round, its rules and the unit.
    pub frame: Frame<'a>,
    /// The round's rulebook.
    pub rulebook: &'a Rulebook,
    /// The unit's file.
    pub assessment: &'a Assessment,
    /// Names of units, criteria and people, by id.
    pub names: &'a dyn Fn(&str) -> Text,
}

/// Name of the hidden sheet.
const HIDDEN: &str = "chiso";
/// What stands in its first cell, and the version of this form.
const FORM: (&str, f64) = ("chiso-fill", 1.0);

/// Columns of the visible sheet, from 0.
mod column {
    pub(super) const CODE: u16 = 0;
    pub(super) const TITLE: u16 = 1;
    pub(super) const MAX: u16 = 2;
    pub(super) const NUMBER: u16 = 3;
    pub(super) const UNIT: u16 = 4;
    pub(super) const VALUE: u16 = 5;
    pub(super) const POINTS: u16 = 6;
    pub(super) const REASON: u16 = 7;
    pub(super) const NOTE: u16 = 8;
    /// Hidden: id of the criterion.
    pub(super) const NODE: u16 = 9;
    /// Hidden: name of the number.
    pub(super) const INPUT: u16 = 10;
}

/// Head of the hidden column of criteria: where the rows begin.
const MARK: &str = "#criterion";

impl Filling<'_> {
    /// What is entered at a criterion, as a workbook shows it.
    fn shown(&self, node: &str) -> Entry {
        let draft = self.assessment.item(node).and_then(|item| item.draft.as_ref());
        draft.map(|draft| tidy(&draft.entry)).unwrap_or_default()
    }

    /// The revision of the draft of a criterion; 0 where there is none.
    fn revision(&self, node: &str) -> u64 {
        self.assessment.item(node).and_then(|item| item.draft.as_ref()).map_or(0, |draft| draft.revision)
    }
}

/// What was entered, without what no cell can show: blanks that were saved as such, spaces at the ends, two ways to end a line or to write a letter.
fn tidy(entry: &Entry) -> Entry {
    let text = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n").trim().nfc().collect::<String>();
    Entry {
        numbers: entry.numbers.iter().filter(|(_, m)| **m != Mark::default()).map(|(n, m)| (n.clone(), *m)).collect(),
        points: entry.points.filter(|mark| *mark != Mark::default()),
        reason: text(&entry.reason),
        note: text(&entry.note),
    }
}

/// A fingerprint of what was entered: it only has to tell whether a cell was touched.
fn fingerprint(entry: &Entry) -> String {
    /// Bytes of it.
    const LENGTH: usize = 8;
    let written = serde_json::to_vec(&tidy(entry)).unwrap_or_default();
    hex(&Sha256::digest(&written)[..LENGTH])
}

/// Name of a cell, both counted from 0: `F7`.
fn cell_name(row: u32, column: u16) -> String {
    let letter = char::from(b'A' + u8::try_from(column.min(25)).unwrap_or(25));
    format!("{letter}{}", row + 1)
}
