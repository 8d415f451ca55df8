//! Two values of each unit against each other: with what.

use chiso_model::{Cell, decimal};

use crate::axis::{Axis, digits_of, range};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::printed;
use crate::{Chart, Frame, Reference, Table, Width, measure};

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
    /// A dashed line across: the mean.
    pub reference: Option<Reference>,
}

/// How far two values rise and fall together. It is told with the number of units it rests on, or not at all, and says nothing about causes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Correlation {
    /// Pearson's coefficient, -1 to 1.
    pub r: f64,
    /// Number of units with both values.
    pub n: usize,
}

/// With fewer units a coefficient says too little to be told.
const LEAST_UNITS: usize = 10;

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

    /// The correlation of the two values; none for fewer than ten units, or where one of the values is the same everywhere.
    pub fn correlation(&self) -> Option<Correlation> {
        let known = self.known();
        let n = known.len();
        if n < LEAST_UNITS {
            return None;
        }
        let mean = |values: &dyn Fn(&(&ScatterDot, f64, f64)) -> f64| known.iter().map(values).sum::<f64>() / n as f64;
        let (mx, my) = (mean(&|dot| dot.1), mean(&|dot| dot.2));
        let (mut xx, mut yy, mut xy) = (0.0, 0.0, 0.0);
        for (_, x, y) in &known {
            xx += (x - mx) * (x - mx);
            yy += (y - my) * (y - my);
            xy += (x - mx) * (y - my);
        }
        let r = xy / (xx.sqrt() * yy.sqrt());
        r.is_finite().then(|| Correlation { r: r.clamp(-1.0, 1.0), n })
    }

    /// "63 đơn vị; tương quan r = 0,52": the coefficient never stands without the number of units.
    fn note(&self) -> String {
        let lang = self.frame.lang;
        let n = self.known().len();
        match self.correlation() {
            Some(Correlation { r, n }) => {
                let r = decimal(r, 2, lang);
                format!("n = {n} {}; {} r = {r}", lang.pick("đơn vị", "units"), lang.pick("tương quan", "correlation"))
            }
            None => format!("n = {n} {}", lang.pick("đơn vị", "units")),
        }
    }

    /// Dots that lie far from the others, the farthest first: they are named where there is room.
    fn notable<'a>(known: &[(&'a ScatterDot, f64, f64)], most: usize) -> Vec<&'a ScatterDot> {
        let n = known.len() as f64;
        let spread = |value: &dyn Fn(&(&ScatterDot, f64, f64)) -> f64| {
            let mean = known.iter().map(value).sum::<f64>() / n;
            let variance = known.iter().map(|dot| (value(dot) - mean).powi(2)).sum::<f64>() / n;
            (mean, variance.sqrt().max(f64::MIN_POSITIVE))
        };
        let ((mx, sx), (my, sy)) = (spread(&|dot| dot.1), spread(&|dot| dot.2));
        let mut far: Vec<(f64, &ScatterDot)> = known
            .iter()
            .filter(|(dot, ..)| !dot.highlight)
            .map(|(dot, x, y)| (((x - mx) / sx).hypot((y - my) / sy), *dot))
            .filter(|(far, _)| n <= 12.0 || *far > 1.8)
            .collect();
        far.sort_by(|a, b| b.0.total_cmp(&a.0));
        far.into_iter().take(most).map(|(_, dot)| dot).collect()
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
        if let Some(one) = self.x.reference.as_ref().filter(|one| one.value.is_finite()) {
            let at = x.at(one.value);
            canvas.line((at, y.to - 8.0), (at, bottom), Ink::Muted, 1.0, "5 4");
        }
        if let Some(one) = self.y.reference.as_ref().filter(|one| one.value.is_finite()) {
            let at = y.at(one.value);
            canvas.line((left, at), (right, at), Ink::Muted, 1.0, "5 4");
        }
        let title = axis_title(&self.x, '→', canvas.width);
        canvas.text(canvas.width, bottom + 35.0, Set::new(SMALL, Ink::Muted).anchor(Anchor::End), &title);
    }

    /// Where the words of the reference lines stand: at the right end of the level one, at the top of the upright one.
    fn reference_labels(&self, x: &Axis, y: &Axis, width: f64) -> Vec<(f64, f64, Anchor, String)> {
        let lang = self.frame.lang;
        let words = |one: &Reference, digits: u8| format!("{} {}", one.label, decimal(one.value, digits, lang));
        let mut labels = Vec::new();
        if let Some(one) = self.x.reference.as_ref().filter(|one| one.value.is_finite()) {
            let text = words(one, self.x.digits);
            let left = x.at(one.value) + 5.0 + measure::width(&text, SMALL) < width;
            let (at, anchor) =
                if left { (x.at(one.value) + 5.0, Anchor::Start) } else { (x.at(one.value) - 5.0, Anchor::End) };
            labels.push((at, y.to + 4.0, anchor, text));
        }
        if let Some(one) = self.y.reference.as_ref().filter(|one| one.value.is_finite()) {
            labels.push((width, y.at(one.value) - 5.0, Anchor::End, words(one, self.y.digits)));
        }
        labels
    }

    fn draw_reference_labels(&self, canvas: &mut Canvas, x: &Axis, y: &Axis) {
        for (at, baseline, anchor, text) in self.reference_labels(x, y, canvas.width) {
            canvas.text(at, baseline, Set::new(SMALL, Ink::Muted).anchor(anchor).halo(), &text);
        }
    }

    /// Keeps names off the words of the reference lines.
    fn keep_clear(&self, names: &mut Names, x: &Axis, y: &Axis) {
        for (at, baseline, anchor, text) in self.reference_labels(x, y, names.area[2]) {
            let length = measure::width(&text, SMALL);
            let start = if anchor == Anchor::End { at - length } else { at };
            names.taken.push([start, baseline - 11.0, start + length, baseline + 4.0]);
        }
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
        let notable = Self::notable(&known, if canvas.narrow() { 4 } else { 12 });
        let place = |dot: &&ScatterDot| (x.at(dot.x.raw()), y.at(dot.y.raw()));
        let highlighted: Vec<&ScatterDot> =
            known.iter().filter(|(dot, ..)| dot.highlight).map(|(dot, ..)| *dot).collect();
        let area = [left - 4.0, top - 14.0, canvas.width, bottom + 6.0];
        let mut names = Names::new(area, known.iter().map(|(dot, ..)| place(dot)).collect());
        self.keep_clear(&mut names, &x, &y);
        for (dots, must) in [(highlighted, true), (notable, false)] {
            for dot in dots {
                names.draw(&mut canvas, &dot.label, place(&dot), must);
            }
        }
        self.draw_reference_labels(&mut canvas, &x, &y);
        canvas.text(0.0, bottom + 53.0, Set::new(SMALL, Ink::Muted), &self.note());
        canvas.finish("chart-scatter", bottom + 62.0)
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

/// Where names of dots may stand: never upon another name, and upon other dots as little as can be.
struct Names {
    /// The ground on which names may stand.
    area: Room,
    dots: Vec<(f64, f64)>,
    taken: Vec<Room>,
}

/// Left, top, right, bottom.
type Room = [f64; 4];

fn meets(a: &Room, b: &Room) -> bool {
    a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3]
}

impl Names {
    fn new(area: Room, dots: Vec<(f64, f64)>) -> Names {
        Names { area, dots, taken: Vec::new() }
    }

    /// Draws a name beside its dot, or further off with a line to it. A name that `must` stand takes the least bad place; another is left out where it would
    /// touch a name or hide a dot.
    fn draw(&mut self, canvas: &mut Canvas, label: &str, (x, y): (f64, f64), must: bool) {
        let size = if must { TEXT } else { SMALL };
        let label = measure::fit(label, size, (self.area[2] - self.area[0]) * 0.6);
        let length = measure::width(&label, size);
        let mut best: Option<(usize, f64, Room)> = None;
        for (at, away) in [9.0, 22.0].into_iter().enumerate() {
            for (dx, dy) in
                [(1.0, 0.0), (-1.0, 0.0), (0.0, -1.4), (0.0, 1.4), (0.8, -0.9), (-0.8, -0.9), (0.8, 0.9), (-0.8, 0.9)]
            {
                let start = match dx {
                    0.0 => x - length / 2.0,
                    dx if dx > 0.0 => x + away * dx,
                    dx => x + away * dx - length,
                };
                let start = if dx == 0.0 { start.min(self.area[2] - length).max(self.area[0]) } else { start };
                let middle = y + away * dy;
                let room = [start, middle - 8.0, start + length, middle + 7.0];
                let inside = start >= self.area[0]
                    && room[1] >= self.area[1]
                    && room[2] <= self.area[2]
                    && room[3] <= self.area[3];
                if !inside {
                    continue;
                }
                let names = self.taken.iter().filter(|other| meets(other, &room)).count();
                let dot = |(dx, dy): &(f64, f64)| [dx - 5.0, dy - 5.0, dx + 5.0, dy + 5.0];
                let dots = self.dots.iter().filter(|other| meets(&dot(other), &room)).count();
                let cost = names * 100 + dots * 3 + at * 2;
                if (must || cost < 3) && best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                    best = Some((cost, away, room));
                }
            }
        }
        let Some((_, away, room)) = best else { return };
        let middle = room[1] + 8.0;
        if away > 10.0 {
            let beside = room[0] > x || room[2] < x;
            let end = if room[0] > x {
                (room[0] - 1.0, middle)
            } else if beside {
                (room[2] + 1.0, middle)
            } else {
                (x, if middle < y { room[3] } else { room[1] })
            };
            canvas.line((x, y), end, Ink::Muted, 1.0, "");
        }
        let ink = if must { Ink::Text } else { Ink::Muted };
        canvas.text(room[0], middle + 4.5, Set::new(size, ink).bold(must).halo(), &label);
        self.taken.push(room);
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
