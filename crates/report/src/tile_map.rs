//! A tile map: in space.

use chiso_model::Cell;

use crate::{Chart, Frame, LegendClass, Table, Width};

/// One tile a unit, placed as on the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TileMap {
    /// Words and number form.
    pub frame: Frame,
    /// The tiles, in the order in which they are read.
    pub tiles: Vec<Tile>,
    /// What the classes mean, lowest first: from [`crate::Ramp::legend`], or one entry a band.
    pub legend: Vec<LegendClass>,
}

/// One tile.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tile {
    /// Column, from 0 in the west.
    pub column: u8,
    /// Row, from 0 in the north.
    pub row: u8,
    /// A unit, or an archipelago that is drawn without a value.
    pub kind: TileKind,
    /// The short name printed in the tile; wrapped to two lines where needed.
    pub label: String,
    /// The full name, for the tooltip and the table.
    pub name: String,
    /// The value printed in the tile.
    pub value: Cell,
    /// Class of the ramp, 0 (low) to 6 (high); none where there is no value.
    pub class: Option<u8>,
    /// Words for the band, for the tooltip and the table: "Tốt"; empty for none.
    pub band: String,
    /// Where the tile leads.
    pub href: Option<String>,
    /// Whether this is the unit the chart is about.
    pub highlight: bool,
}

/// What a tile stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TileKind {
    /// A unit with or without a value.
    #[default]
    Unit,
    /// Hoàng Sa or Trường Sa: part of the map, scored with the province they belong to, drawn dashed and without a value.
    Archipelago,
}

impl Chart for TileMap {
    fn svg(&self, _width: Width) -> String {
        String::new()
    }

    fn table(&self) -> Table {
        Table::default()
    }
}
