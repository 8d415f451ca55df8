//! Dots with intervals: how sure.

use chiso_model::Cell;

use crate::{Chart, Frame, Reference, Table, Width};

/// One dot a row, with its interval where one is known. The axis may start above zero.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DotInterval {
    /// Words and number form.
    pub frame: Frame,
    /// The rows, in the order given.
    pub rows: Vec<IntervalRow>,
    /// Confidence level of the intervals, a share of one, as declared by the rulebook.
    pub level: Option<f64>,
    /// A line across all rows.
    pub reference: Option<Reference>,
    /// The ends of the axis; chosen from the values where none are given.
    pub range: Option<(f64, f64)>,
}

/// One dot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRow {
    /// Name of the unit.
    pub label: String,
    /// Its value.
    pub value: Cell,
    /// Lower and upper end.
    pub interval: Option<(f64, f64)>,
    /// Whether this is the unit the chart is about.
    pub highlight: bool,
    /// Where the row leads.
    pub href: Option<String>,
}

impl Chart for DotInterval {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
