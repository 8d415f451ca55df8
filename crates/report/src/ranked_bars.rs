//! Bars of ranks: who.

use chiso_model::Cell;

use crate::{Chart, Frame, Table, Width};

/// Horizontal bars from zero, one a row, in the order given (best first).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RankedBars {
    /// Words and number form.
    pub frame: Frame,
    /// The rows, best first.
    pub rows: Vec<Bar>,
    /// The value at the far end of the axis, such as 100; the largest value where none is given.
    pub max: Option<f64>,
}

/// One bar.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bar {
    /// Name of the unit.
    pub label: String,
    /// Its value.
    pub value: Cell,
    /// Its place, where it has one; a fraction where equal places are shared.
    pub rank: Option<f64>,
    /// A few words after the value, such as a change "+4,30".
    pub note: String,
    /// Whether this is the unit the chart is about.
    pub highlight: bool,
    /// Where the row leads.
    pub href: Option<String>,
}

impl Chart for RankedBars {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
