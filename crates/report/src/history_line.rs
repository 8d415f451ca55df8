//! A line through the periods: since when.

use chiso_model::Cell;

use crate::{Chart, Frame, Table, Width};

/// One to five lines over the same periods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryLine {
    /// Words and number form.
    pub frame: Frame,
    /// Labels of the periods, evenly spaced: every year from the first to the last, those without values too.
    pub periods: Vec<String>,
    /// The lines; only the first five are drawn (the table holds all).
    pub lines: Vec<Line>,
    /// Where the method changed: no line crosses a break.
    pub breaks: Vec<SeriesBreak>,
    /// The ends of the axis; chosen from the values where none are given.
    pub range: Option<(f64, f64)>,
}

/// The values of one unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Name of the unit.
    pub label: String,
    /// One a period; a missing one leaves a gap.
    pub values: Vec<Cell>,
    /// Whether this is the unit the chart is about.
    pub highlight: bool,
}

/// A change of method that makes the values before and after incomparable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesBreak {
    /// Index of the first period under the new method.
    pub at: usize,
    /// What changed, in a few words: "cách tính mới".
    pub label: String,
}

impl Chart for HistoryLine {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
