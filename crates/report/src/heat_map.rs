//! A heat map of units and components: where.

use chiso_model::{Cell, Lang, Missing};

use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::{missing_sign, missing_words, printed};
use crate::{Chart, Frame, Ramp, Table, Width, measure};

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
    /// Its name; on a narrow screen the columns carry numbers, and the names stand in a key above.
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

/// Where the cells lie.
struct Grid {
    left: f64,
    cell: f64,
    /// Height of a row of cells.
    height: f64,
    /// Height of a row, with the name above its cells on a narrow screen.
    row: f64,
}

/// A long map is read in groups of so many rows.
const GROUP: usize = 5;
/// Air between groups.
const GROUP_GAP: f64 = 5.0;
/// More rows than this are set closer.
const MANY: usize = 40;

impl HeatMap {
    /// Sorts the rows by a column, the highest value on top, or the lowest where `rising`; rows without a value stay at the end, equals keep their order.
    pub fn sort(&mut self, column: usize, rising: bool) {
        let key = |row: &HeatRow| {
            let value = row.cells.get(column).and_then(|cell| cell.value());
            value.map_or(f64::INFINITY, |value| if rising { value } else { -value })
        };
        self.rows.sort_by(|a, b| key(a).total_cmp(&key(b)));
    }

    /// Headings of the columns, each in lines: names, or numbers where names do not fit.
    fn heads(&self, grid: &Grid) -> (bool, Vec<Vec<String>>) {
        let room = grid.cell - 4.0;
        let longest = measure::widest(self.columns.iter().flat_map(|column| column.label.split_whitespace()), SMALL);
        let numbered =
            longest > room || self.columns.iter().any(|column| measure::wrap(&column.label, SMALL, room).len() > 5);
        let heads = if numbered {
            (1..=self.columns.len()).map(|number| vec![number.to_string()]).collect()
        } else {
            self.columns.iter().map(|column| measure::wrap(&column.label, SMALL, room)).collect()
        };
        (numbered, heads)
    }

    /// The key of numbered columns from the top; gives where it ends.
    fn draw_key(&self, canvas: &mut Canvas) -> f64 {
        let mut y = canvas.top;
        for (column, number) in self.columns.iter().zip(1u32..) {
            y += 17.0;
            canvas.text(16.0, y, Set::new(SMALL, Ink::Muted).anchor(Anchor::End), &number.to_string());
            let label = measure::fit(&column.label, SMALL, canvas.width - 24.0);
            canvas.text(22.0, y, Set::new(SMALL, Ink::Text), &label);
        }
        y + 14.0
    }

    /// Headings of the columns from `y`; gives where they end.
    fn draw_heads(canvas: &mut Canvas, grid: &Grid, heads: &[Vec<String>], y: f64) -> f64 {
        let lines = heads.iter().map(Vec::len).max().unwrap_or(0) as f64;
        for (head, at) in heads.iter().zip(0u32..) {
            let x = grid.left + (f64::from(at) + 0.5) * grid.cell;
            // Headings end on one line, close to their cells.
            let mut baseline = y + (lines - head.len() as f64) * 14.0 + 12.0;
            for line in head {
                canvas.text(x, baseline, Set::new(SMALL, Ink::Text).anchor(Anchor::Middle), line);
                baseline += 14.0;
            }
        }
        y + lines * 14.0 + 6.0
    }

    fn draw_row(&self, canvas: &mut Canvas, grid: &Grid, row: &HeatRow, y: f64) {
        canvas.open(row.href.as_deref(), &row.label);
        canvas.touch_area(row.href.as_deref(), y, grid.row);
        let stacked = grid.left == 0.0;
        let cells_top = if stacked { y + grid.row - grid.height - 3.0 } else { y };
        let (baseline, room) =
            if stacked { (y + 15.0, canvas.width) } else { (y + grid.height / 2.0 + 4.5, grid.left - 8.0) };
        let label = measure::fit(&row.label, TEXT, room);
        canvas.text(0.0, baseline, Set::new(TEXT, Ink::Text).bold(row.highlight), &label);
        for (column, at) in self.columns.iter().zip(0u32..) {
            let value = row.cells.get(at as usize).copied().unwrap_or_default();
            let (x, w, h) = (grid.left + f64::from(at) * grid.cell + 0.5, grid.cell - 1.0, grid.height - 1.0);
            if let Some(class) = column.ramp.class(value) {
                canvas.rect(x, cells_top, w, h, Ink::Ramp(class));
                let (text, size) = self.cell_text(value, w - 1.0);
                let set = Set::new(size, Ink::OnRamp(class)).anchor(Anchor::Middle);
                canvas.text(x + w / 2.0, cells_top + h / 2.0 + size * 0.36, set, &text);
            } else {
                canvas.rect(x, cells_top, w, h, Ink::NoData);
                // A number without a class, where the ramp has no cut for it, is printed on plain ground; a sign tells why there is no number.
                match value.get() {
                    Ok(_) => {
                        let (text, size) = self.cell_text(value, w - 1.0);
                        canvas.text(
                            x + w / 2.0,
                            cells_top + h / 2.0 + size * 0.36,
                            Set::new(size, Ink::Text).anchor(Anchor::Middle),
                            &text,
                        );
                    }
                    Err(Missing::Blank) => canvas.hatch([x, cells_top, w, h], Ink::Muted),
                    Err(kind) => {
                        let set = Set::new(SMALL, Ink::Text).anchor(Anchor::Middle);
                        canvas.text(x + w / 2.0, cells_top + h / 2.0 + 4.3, set, missing_sign(kind));
                    }
                }
            }
        }
        if row.highlight && !self.columns.is_empty() {
            let width = self.columns.len() as f64 * grid.cell;
            canvas.frame_rect([grid.left + 0.5, cells_top - 0.5, width - 1.0, grid.height], Ink::Accent, 2.0, "");
        }
        canvas.close(row.href.as_deref());
    }

    /// The value as it fits into a cell: smaller down to 10, then with fewer decimals; the table has it in full.
    fn cell_text(&self, value: Cell, room: f64) -> (String, f64) {
        for digits in (0..=self.frame.digits).rev() {
            let text = printed(value, digits, self.frame.lang);
            for size in [SMALL, 11.0, 10.0] {
                if measure::width(&text, size) <= room {
                    return (text, size);
                }
            }
        }
        (measure::fit(&printed(value, 0, self.frame.lang), 10.0, room), 10.0)
    }

    /// The legend of a ramp that all columns share, from `y`; gives where it ends.
    fn draw_legend(&self, canvas: &mut Canvas, mut y: f64) -> f64 {
        let lang = self.frame.lang;
        let Some(first) = self.columns.first() else { return y };
        let shared = self.columns.iter().all(|column| column.ramp == first.ramp);
        let mut entries: Vec<(Result<u8, Missing>, String)> = if shared {
            first.ramp.legend(lang).into_iter().map(|entry| (Ok(entry.class), entry.label)).collect()
        } else {
            Vec::new()
        };
        for kind in Missing::ALL {
            let has = |row: &HeatRow| {
                (0..self.columns.len()).any(|at| row.cells.get(at).copied().unwrap_or_default().get() == Err(kind))
            };
            if self.rows.iter().any(has) {
                entries.push((Err(kind), missing_words(kind, lang).to_owned()));
            }
        }
        if entries.is_empty() {
            return y;
        }
        let mut x = 0.0;
        y += 10.0;
        for (class, label) in entries {
            let label = measure::fit(&label, SMALL, canvas.width - 30.0);
            let width = 28.0 + measure::width(&label, SMALL) + 14.0;
            if x > 0.0 && x + width - 14.0 > canvas.width {
                x = 0.0;
                y += 22.0;
            }
            match class {
                Ok(class) => canvas.swatch(Some(class), x, y),
                Err(Missing::Blank) => canvas.swatch(None, x, y),
                Err(kind) => {
                    canvas.rect(x, y, 22.0, 16.0, Ink::NoData);
                    canvas.frame_rect([x + 0.5, y + 0.5, 21.0, 15.0], Ink::Line, 1.0, "");
                    let set = Set::new(SMALL, Ink::Text).anchor(Anchor::Middle);
                    canvas.text(x + 11.0, y + 12.5, set, missing_sign(kind));
                }
            }
            canvas.text(x + 28.0, y + 12.5, Set::new(SMALL, Ink::Text), &label);
            x += width;
        }
        y + 22.0
    }
}

impl Chart for HeatMap {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let count = self.columns.len().max(1) as f64;
        let longest = measure::widest(self.rows.iter().map(|row| row.label.as_str()), TEXT);
        let left = if canvas.narrow() { 0.0 } else { (longest + 12.0).min(canvas.width * 0.36) };
        let cell = ((canvas.width - left) / count).min(90.0);
        let many = self.rows.len() > MANY;
        let grid = if left == 0.0 {
            Grid { left, cell, height: 24.0, row: 48.0 }
        } else {
            let height = if many { 22.0 } else { 26.0 };
            Grid { left, cell, height, row: height }
        };
        let (numbered, heads) = self.heads(&grid);
        let mut y = if numbered { self.draw_key(&mut canvas) } else { canvas.top };
        y = Self::draw_heads(&mut canvas, &grid, &heads, y);
        // Whoever has scrolled to the middle still sees which column is which.
        let repeated = GROUP * if canvas.narrow() { 2 } else { 4 };
        for (at, row) in self.rows.iter().enumerate() {
            if at > 0 && at.is_multiple_of(repeated) && self.rows.len() - at > GROUP {
                y = Self::draw_heads(&mut canvas, &grid, &heads, y + 8.0);
            } else if at > 0 && at.is_multiple_of(GROUP) && self.rows.len() > 2 * GROUP {
                y += GROUP_GAP;
            }
            self.draw_row(&mut canvas, &grid, row, y);
            y += grid.row;
        }
        let bottom = self.draw_legend(&mut canvas, y);
        canvas.finish("chart-heat-map", bottom + 4.0)
    }

    fn table(&self) -> Table {
        let lang: Lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.extend(self.columns.iter().map(|column| Column::number(&column.label, self.frame.digits)));
        for row in &self.rows {
            let mut cells = vec![TableCell::Text(row.label.clone())];
            cells.extend(
                (0..self.columns.len()).map(|at| TableCell::from(row.cells.get(at).copied().unwrap_or_default())),
            );
            table.rows.push(cells);
        }
        table
    }
}
