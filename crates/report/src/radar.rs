//! A radar: the profile of a unit, only beside its table.

use crate::{Chart, Frame, Line, Table, Width};

/// Three to twelve axes, one to five units. Each axis runs from zero to its own maximum.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Radar {
    /// Words and number form.
    pub frame: Frame,
    /// The axes, clockwise from the top; only the first twelve are drawn.
    pub axes: Vec<RadarAxis>,
    /// The units: one value an axis; only the first five are drawn.
    pub lines: Vec<Line>,
}

/// One axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RadarAxis {
    /// Name of the component.
    pub label: String,
    /// The value at the rim, above zero.
    pub max: f64,
}

impl Chart for Radar {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
