//! Dots along an axis: how spread.

use chiso_model::Cell;

use crate::{Chart, Frame, Reference, Table, Width};

/// Every unit as a dot on one axis; equal ones are stacked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DistributionStrip {
    /// Words and number form.
    pub frame: Frame,
    /// The dots, in any order.
    pub dots: Vec<Dot>,
    /// A line across: the mean, the median.
    pub reference: Option<Reference>,
    /// The ends of the axis; chosen from the values where none are given.
    pub range: Option<(f64, f64)>,
}

/// One unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Dot {
    /// Its name.
    pub label: String,
    /// Its value.
    pub value: Cell,
    /// Whether it is named and coloured; the chart is about one, few at most.
    pub highlight: bool,
}

impl Chart for DistributionStrip {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
