//! Two values of each unit against each other: with what.

use chiso_model::{Cell, decimal};

use crate::axis::{Axis, digits_of, range};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::printed;
use crate::{Chart, Frame, Table, Width, measure};

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

impl Scatter {
    /// Dots with both values: those that the chart is about last, so that they lie on top.
    fn known(&self) -> Vec<(&ScatterDot, f64, f64)> {
        let mut known: Vec<_> =
            self.dots.iter().filter_map(|dot| Some((dot, dot.x.value()?, dot.y.value()?))).collect();
        known.sort_by_key(|(dot, ..)| dot.highlight);
        known
    }

    fn tick_labels(&self, axis: &Axis, wanted: usize) -> Vec<(f64, String)> {
        let ticks = axis.ticks(wanted);
        let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
        ticks.iter().map(|tick| (*tick, decimal(*tick, digits_of(step), self.frame.lang))).collect()
    }

    fn draw_axes(&self, canvas: &mut Canvas, x: &Axis, y: &Axis) {
        let (left, right, bottom) = (x.from - 8.0, canvas.width, y.from + 8.0);
        canvas.text(0.0, canvas.top + 12.0, Set::new(SMALL, Ink::Muted), &axis_title(&self.y, '↑', canvas.width));
        for (tick, text) in self.tick_labels(y, 6) {
            canvas.line((left, y.at(tick)), (right, y.at(tick)), Ink::Line, 1.0, "");
            let set = Set::new(SMALL, Ink::Muted).anchor(Anchor::End);
            canvas.text(left - 5.0, y.at(tick) + 4.0, set, &text);
        }
        for (tick, text) in self.tick_labels(x, if canvas.narrow() { 4 } else { 8 }) {
            canvas.line((x.at(tick), y.to - 8.0), (x.at(tick), bottom), Ink::Line, 1.0, "");
            let half = measure::width(&text, SMALL) / 2.0;
            let middle = x.at(tick).min(canvas.width - half);
            canvas.text(middle, bottom + 16.0, Set::new(SMALL, Ink::Muted).anchor(Anchor::Middle), &text);
        }
        canvas.line((left, bottom), (right, bottom), Ink::Muted, 1.0, "");
        let title = axis_title(&self.x, '→', canvas.width);
        canvas.text(canvas.width, bottom + 35.0, Set::new(SMALL, Ink::Muted).anchor(Anchor::End), &title);
    }

    fn name(&self, dot: &ScatterDot) -> String {
        let lang = self.frame.lang;
        let part = |axis: &ScatterAxis, value: Cell| match axis.label.as_str() {
            "" => printed(value, axis.digits, lang),
            label => format!("{label}: {}", printed(value, axis.digits, lang)),
        };
        format!("{} ({}; {})", dot.label, part(&self.x, dot.x), part(&self.y, dot.y))
    }
}

impl Chart for Scatter {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let known = self.known();
        let (x_low, x_high) = range(known.iter().map(|(_, x, _)| *x), self.x.range);
        let (y_low, y_high) = range(known.iter().map(|(.., y)| *y), self.y.range);
        let top = canvas.top + 32.0;
        let bottom = top + if canvas.narrow() { 260.0 } else { 380.0 };
        let y = Axis { low: y_low, high: y_high, from: bottom, to: top };
        let labels = self.tick_labels(&y, 6);
        let left = measure::widest(labels.iter().map(|(_, text)| text.as_str()), SMALL) + 14.0;
        let x = Axis { low: x_low, high: x_high, from: left, to: canvas.width - 8.0 };
        self.draw_axes(&mut canvas, &x, &y);
        for (dot, dx, dy) in &known {
            let (ink, radius) = if dot.highlight { (Ink::Accent, 6.0) } else { (Ink::Bar, 4.5) };
            canvas.named_circle(x.at(*dx), y.at(*dy), radius, ink, &self.name(dot));
        }
        let named: Vec<(&str, f64, f64)> = known
            .iter()
            .filter(|(dot, ..)| dot.highlight)
            .map(|(dot, dx, dy)| (dot.label.as_str(), x.at(*dx), y.at(*dy)))
            .collect();
        draw_names(&mut canvas, &named);
        canvas.finish("chart-scatter", bottom + 52.0)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.push(Column::number(&self.x.label, self.x.digits));
        table.columns.push(Column::number(&self.y.label, self.y.digits));
        table.rows =
            self.dots.iter().map(|dot| vec![TableCell::Text(dot.label.clone()), dot.x.into(), dot.y.into()]).collect();
        table
    }
}

/// Names of dots, drawn last so that they lie over the others: right of the dot, else left, above or below, where no name and no other named dot lies yet.
fn draw_names(canvas: &mut Canvas, named: &[(&str, f64, f64)]) {
    // What is taken: left, right, middle of the height.
    let mut taken: Vec<(f64, f64, f64)> = named.iter().map(|(_, x, y)| (x - 7.0, x + 7.0, *y)).collect();
    for (label, x, y) in named {
        let label = measure::fit(label, TEXT, canvas.width * 0.6);
        let length = measure::width(&label, TEXT);
        let inside = |start: f64| start.min(canvas.width - length).max(0.0);
        let middle = inside(x - length / 2.0);
        let places = [(x + 9.0, *y), (x - 9.0 - length, *y), (middle, y - 16.0), (middle, y + 16.0)];
        let free = |(start, at): &(f64, f64)| {
            *start >= 0.0
                && start + length <= canvas.width
                && taken.iter().all(|(l, r, m)| start + length <= *l || start >= r || (at - m).abs() >= 14.0)
        };
        let (start, at) = places.into_iter().find(free).unwrap_or((inside(x + 9.0), *y));
        taken.push((start, start + length, at));
        canvas.text(start, at + 4.5, Set::new(TEXT, Ink::Text).bold(true).halo(), &label);
    }
}

/// The name of an axis with an arrow that shows which way it runs.
fn axis_title(axis: &ScatterAxis, arrow: char, room: f64) -> String {
    if axis.label.is_empty() {
        return String::new();
    }
    let label = measure::fit(&axis.label, SMALL, room - 20.0);
    if arrow == '→' { format!("{label} {arrow}") } else { format!("{arrow} {label}") }
}
