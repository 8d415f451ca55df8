//! Bars of ranks: who.

use chiso_model::Cell;

use crate::axis::Axis;
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::{place, printed, with_unit};
use crate::{Chart, Frame, Table, Width, measure};

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

/// Where the parts of a row lie.
struct Layout {
    /// Right end of the places, flush right.
    rank: f64,
    /// Left end of the names.
    label: f64,
    /// Room for a name.
    label_room: f64,
    /// The name stands above its bar.
    stacked: bool,
    /// Height of a row.
    row: f64,
    bars: Axis,
}

impl RankedBars {
    fn layout(&self, canvas: &Canvas) -> Layout {
        let lang = self.frame.lang;
        let ranks: Vec<String> = self.rows.iter().filter_map(|row| row.rank).map(|rank| place(rank, lang)).collect();
        let rank = measure::widest(ranks.iter().map(String::as_str), TEXT);
        let label = if ranks.is_empty() { 0.0 } else { rank + 9.0 };
        let longest = measure::widest(self.rows.iter().map(|row| row.label.as_str()), TEXT);
        let stacked = longest > canvas.width * 0.42;
        let label_room = if stacked { canvas.width - label } else { longest };
        let values = self.rows.iter().map(|row| {
            let value = measure::width(&printed(row.value, self.frame.digits, lang), TEXT);
            let note = if row.note.is_empty() { 0.0 } else { 8.0 + measure::width(&row.note, SMALL) };
            (row.value.is_missing(), value + note + 8.0)
        });
        let reserved = values.filter(|(missing, _)| !missing).map(|(_, width)| width).fold(0.0, f64::max);
        let from = if stacked { label } else { label + label_room + 10.0 };
        let numbers = || self.rows.iter().filter_map(|row| row.value.value());
        let low = numbers().fold(0.0, f64::min);
        let high = self.max.filter(|max| max.is_finite()).unwrap_or(0.0).max(numbers().fold(0.0, f64::max));
        let to = (canvas.width - reserved).max(from + 20.0);
        let bars = Axis { low, high: if high > low { high } else { low + 1.0 }, from, to };
        Layout { rank, label, label_room, stacked, row: if stacked { 42.0 } else { 26.0 }, bars }
    }

    fn draw_row(&self, canvas: &mut Canvas, row: &Bar, at: &Layout, y: f64) {
        let lang = self.frame.lang;
        let mut name = format!("{}: {}", row.label, with_unit(row.value, &self.frame));
        if let Some(rank) = row.rank {
            name = format!("{}. {name}", place(rank, lang));
        }
        canvas.open(row.href.as_deref(), &name);
        canvas.touch_area(row.href.as_deref(), y, at.row);
        let first = y + 17.5;
        let second = if at.stacked { y + 35.0 } else { first };
        if let Some(rank) = row.rank {
            let set = Set::new(TEXT, Ink::Muted).anchor(Anchor::End);
            canvas.text(at.rank, first, set, &place(rank, lang));
        }
        let label = measure::fit(&row.label, TEXT, at.label_room + 1.0);
        canvas.text(at.label, first, Set::new(TEXT, Ink::Text).bold(row.highlight), &label);
        let zero = at.bars.at(0.0);
        let text = printed(row.value, self.frame.digits, lang);
        if let Some(value) = row.value.value() {
            let end = at.bars.at(value);
            let ink = if row.highlight { Ink::Accent } else { Ink::Bar };
            canvas.rect(zero.min(end), second - 12.5, (end - zero).abs(), 16.0, ink);
            let x = end.max(zero) + 6.0;
            canvas.text(x, second, Set::new(TEXT, Ink::Text).bold(row.highlight), &text);
            canvas.text(x + measure::width(&text, TEXT) + 8.0, second, Set::new(SMALL, Ink::Muted), &row.note);
        } else {
            canvas.text(zero + 6.0, second, Set::new(SMALL, Ink::Muted), &text);
        }
        canvas.close(row.href.as_deref());
    }
}

impl Chart for RankedBars {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let at = self.layout(&canvas);
        let mut y = canvas.top;
        for row in &self.rows {
            self.draw_row(&mut canvas, row, &at, y);
            y += at.row;
        }
        if !self.rows.is_empty() && !at.stacked {
            let zero = at.bars.at(0.0);
            canvas.line((zero, canvas.top), (zero, y), Ink::Muted, 1.0, "");
        }
        canvas.finish("chart-ranked-bars", y + 4.0)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let ranked = self.rows.iter().any(|row| row.rank.is_some());
        let noted = self.rows.iter().any(|row| !row.note.is_empty());
        let mut table = Table::of(&self.frame);
        if ranked {
            table.columns.push(Column::number(lang.pick("Hạng", "Rank"), 0));
        }
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.push(Column::value(&self.frame));
        if noted {
            table.columns.push(Column::text(lang.pick("Ghi chú", "Note")));
        }
        for row in &self.rows {
            let mut cells = Vec::new();
            if ranked {
                cells.push(row.rank.map_or(TableCell::Empty, TableCell::Number));
            }
            cells.push(TableCell::Text(row.label.clone()));
            cells.push(row.value.into());
            if noted {
                cells.push(TableCell::text(&row.note));
            }
            table.rows.push(cells);
        }
        table
    }
}
