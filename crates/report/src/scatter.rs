//! Two values of each unit against each other: with what.

use chiso_model::Cell;

use crate::{Chart, Frame, Table, Width};

/// One dot a unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scatter {
    /// Words; the number form of each axis is its own.
    pub frame: Frame,
    /// The axis to the right.
    pub x: ScatterAxis,
    /// The axis upward.
    pub y: ScatterAxis,
    /// The dots.
    pub dots: Vec<ScatterDot>,
}

/// One axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScatterAxis {
    /// What is measured, with its unit.
    pub label: String,
    /// Decimals of printed values.
    pub digits: u8,
    /// The ends of the axis; chosen from the values where none are given.
    pub range: Option<(f64, f64)>,
}

/// One unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScatterDot {
    /// Its name.
    pub label: String,
    /// Value on the axis to the right.
    pub x: Cell,
    /// Value on the axis upward.
    pub y: Cell,
    /// Whether it is named and coloured.
    pub highlight: bool,
}

impl Chart for Scatter {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
