//! A heat map of units and components: where.

use chiso_model::Cell;

use crate::{Chart, Frame, Ramp, Table, Width};

/// Rows of units, columns of components; the value is printed in every cell.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatMap {
    /// Words and number form.
    pub frame: Frame,
    /// The columns.
    pub columns: Vec<HeatColumn>,
    /// The rows.
    pub rows: Vec<HeatRow>,
}

/// One component.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatColumn {
    /// Its name; set slantwise where long.
    pub label: String,
    /// Which values are low and high in this column. A legend is drawn when all columns share one ramp.
    pub ramp: Ramp,
}

/// One unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HeatRow {
    /// Its name.
    pub label: String,
    /// One a column.
    pub cells: Vec<Cell>,
    /// Whether this is the unit the chart is about.
    pub highlight: bool,
    /// Where the row leads.
    pub href: Option<String>,
}

impl Chart for HeatMap {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
