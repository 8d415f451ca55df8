//! A tile map: in space.

use chiso_model::Cell;

use crate::legend::map_legend;
use crate::svg::{Anchor, Canvas, Ink, Set};
use crate::table::{Column, TableCell};
use crate::words::{printed, with_unit};
use crate::{Chart, Frame, LegendClass, RAMP_CLASSES, Table, Width, measure};

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

/// Size of the tiles and of their text.
struct Measures {
    /// Width of a tile with its gap.
    across: f64,
    /// Height of a tile with its gap.
    down: f64,
    /// Text size.
    text: f64,
}

impl Chart for TileMap {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let columns = self.tiles.iter().map(|tile| u16::from(tile.column) + 1).max().unwrap_or(1);
        let rows = self.tiles.iter().map(|tile| u16::from(tile.row) + 1).max().unwrap_or(0);
        let room = if canvas.narrow() { canvas.width } else { canvas.width - 220.0 };
        let across = (room / f64::from(columns)).min(60.0);
        let text = (across * 0.262).clamp(7.0, 12.5);
        let sizes = Measures { across, down: (text * 3.95).min(across * 1.15), text };

        let blank = self.tiles.iter().any(|tile| tile.kind == TileKind::Unit && tile.value.is_missing());
        let lang = self.frame.lang;
        // Beside the map on a wide sheet; above it on a phone, where the map is taller than the screen.
        let map_top = if canvas.narrow() {
            map_legend(&mut canvas, &self.legend, blank, 0.0, lang) + 10.0
        } else {
            let left = f64::from(columns) * across + 20.0;
            map_legend(&mut canvas, &self.legend, blank, left, lang);
            canvas.top
        };
        for tile in &self.tiles {
            self.draw_tile(&mut canvas, tile, &sizes, map_top);
        }
        let legend_height = (self.legend.len() as f64 + 2.0) * 22.0;
        let bottom = (map_top + f64::from(rows) * sizes.down).max(canvas.top + legend_height) + 4.0;
        canvas.finish("chart-tile-map", bottom)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let banded = self.tiles.iter().any(|tile| !tile.band.is_empty());
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.push(Column::value(&self.frame));
        if banded {
            table.columns.push(Column::text(lang.pick("Xếp loại", "Band")));
        }
        for tile in self.tiles.iter().filter(|tile| tile.kind == TileKind::Unit) {
            let mut row = vec![TableCell::Text(tile.name.clone()), tile.value.into()];
            if banded {
                row.push(TableCell::text(&tile.band));
            }
            table.rows.push(row);
        }
        table
    }
}

impl TileMap {
    fn draw_tile(&self, canvas: &mut Canvas, tile: &Tile, sizes: &Measures, top: f64) {
        let lang = self.frame.lang;
        let gap = 2.0;
        let (x, y) =
            (f64::from(tile.column) * sizes.across + gap / 2.0, top + f64::from(tile.row) * sizes.down + gap / 2.0);
        let (w, h) = (sizes.across - gap, sizes.down - gap);
        let middle = x + w / 2.0;
        let class = tile.class.filter(|_| tile.kind == TileKind::Unit && !tile.value.is_missing());
        let class = class.map(|class| class.min(RAMP_CLASSES - 1));
        let ink = class.map_or(Ink::Text, Ink::OnRamp);

        let archipelago = tile.kind == TileKind::Archipelago;
        let mut name = tile.name.clone();
        if !archipelago {
            name.push_str(": ");
            name.push_str(&with_unit(tile.value, &self.frame));
            if !tile.band.is_empty() {
                name = format!("{name} ({})", tile.band);
            }
        }
        canvas.open(tile.href.as_deref(), &name);
        match class {
            Some(class) => {
                canvas.rect(x, y, w, h, Ink::Ramp(class));
                canvas.frame_rect([x + 0.5, y + 0.5, w - 1.0, h - 1.0], Ink::Line, 1.0, "");
            }
            None if archipelago => {
                canvas.rect(x, y, w, h, Ink::Paper);
                canvas.frame_rect([x + 0.5, y + 0.5, w - 1.0, h - 1.0], Ink::Muted, 1.0, "4 3");
            }
            None => {
                canvas.rect(x, y, w, h, Ink::NoData);
                // A unit with a value but without a class is printed on plain ground; hatching means that there is no value.
                if tile.value.is_missing() {
                    canvas.hatch([x, y, w, h], Ink::Line);
                }
                canvas.frame_rect([x + 0.5, y + 0.5, w - 1.0, h - 1.0], Ink::Line, 1.0, "");
            }
        }
        if tile.highlight {
            canvas.frame_rect([x + 1.0, y + 1.0, w - 2.0, h - 2.0], Ink::Accent, 3.0, "");
        }

        // A long word is set a little smaller rather than cut.
        let word = measure::widest(tile.label.split_whitespace(), sizes.text);
        let size = sizes.text * ((w - 3.0) / word).clamp(0.85, 1.0);
        let lines = measure::wrap_to(&tile.label, size, w - 3.0, 2);
        let step = sizes.text * 1.14;
        let valued = !tile.value.is_missing() && !archipelago;
        let count = lines.len() as f64 + if valued { 1.0 } else { 0.0 };
        // Set in the middle of the tile; marks above the first line need their own room.
        let mut baseline = y + (h - count * step) / 2.0 + sizes.text * 0.93;
        let halo = class.is_none() && !archipelago;
        for line in lines {
            let set = Set::new(size, ink).anchor(Anchor::Middle);
            canvas.text(middle, baseline, if halo { set.ground() } else { set }, &line);
            baseline += step;
        }
        if valued {
            let value = printed(tile.value, self.frame.digits, lang);
            let value = measure::fit(&value, sizes.text, w + 4.0);
            canvas.text(middle, baseline, Set::new(sizes.text, ink).anchor(Anchor::Middle).bold(true), &value);
        }
        canvas.close(tile.href.as_deref());
    }
}
