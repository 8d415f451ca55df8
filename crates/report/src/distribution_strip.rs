//! Dots along an axis: how spread.

use chiso_model::{Cell, decimal};

use crate::axis::{Axis, digits_of, range};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::{printed, with_unit};
use crate::{Chart, Frame, Reference, Table, Width, measure};

/// Every unit as a dot on one axis; close ones are stacked.
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

/// A dot with its place: column of the stack and height in it.
struct Placed<'a> {
    dot: &'a Dot,
    value: f64,
    x: f64,
    level: usize,
}

/// A line with words: a dot that the chart is about, or the reference.
struct Mark {
    x: f64,
    words: String,
    /// Level of the dot; none for the reference.
    level: Option<usize>,
    /// Row of the words, counted up from the dots.
    row: usize,
    /// Whether the words stand left of their line.
    leftward: bool,
}

/// Radius of a dot.
const RADIUS: f64 = 4.5;

impl DistributionStrip {
    /// The dots from low to high, each stacked upon those it would touch.
    fn place(&self, axis: &Axis) -> Vec<Placed<'_>> {
        let known = self.dots.iter().filter_map(|dot| dot.value.value().map(|value| (value, dot)));
        let mut known: Vec<(f64, &Dot)> = known.collect();
        known.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.label.cmp(&b.1.label)));
        // Where the last dot of each level ends.
        let mut levels: Vec<f64> = Vec::new();
        known
            .into_iter()
            .map(|(value, dot)| {
                let x = axis.at(value);
                let free = levels.iter().position(|end| *end + 0.5 <= x - RADIUS);
                let level = free.unwrap_or(levels.len());
                match levels.get_mut(level) {
                    Some(end) => *end = x + RADIUS,
                    None => levels.push(x + RADIUS),
                }
                Placed { dot, value, x, level }
            })
            .collect()
    }

    fn reference(&self) -> Option<&Reference> {
        self.reference.as_ref().filter(|reference| reference.value.is_finite())
    }

    /// The marks from left to right. The left half has its words on the left, the right half on the right, the outermost lowest: so no line runs through the
    /// words of another.
    fn marks(&self, axis: &Axis, placed: &[Placed]) -> Vec<Mark> {
        let lang = self.frame.lang;
        let words =
            |label: &str, value: f64| format!("{label} {}", printed(Cell::number(value), self.frame.digits, lang));
        let named = placed.iter().filter(|dot| dot.dot.highlight);
        let mark = |x: f64, words: String, level| Mark { x, words, level, row: 0, leftward: false };
        let mut marks: Vec<Mark> =
            named.map(|dot| mark(dot.x, words(&dot.dot.label, dot.value), Some(dot.level))).collect();
        if let Some(reference) = self.reference() {
            marks.push(mark(axis.at(reference.value), words(&reference.label, reference.value), None));
        }
        marks.sort_by(|a, b| a.x.total_cmp(&b.x));
        let count = marks.len();
        let half = match &marks[..] {
            [one] => usize::from(one.x > f64::midpoint(axis.from, axis.to)),
            _ => count / 2,
        };
        for (at, mark) in marks.iter_mut().enumerate() {
            mark.leftward = at < half;
            mark.row = if at < half { at } else { count - 1 - at };
        }
        marks
    }

    fn draw_axis(&self, canvas: &mut Canvas, axis: &Axis, ground: f64) {
        canvas.line((axis.from - 8.0, ground), (axis.to + 8.0, ground), Ink::Muted, 1.0, "");
        let ticks = axis.ticks(if canvas.narrow() { 5 } else { 8 });
        let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
        for tick in ticks {
            let x = axis.at(tick);
            canvas.line((x, ground), (x, ground + 5.0), Ink::Muted, 1.0, "");
            let text = decimal(tick, digits_of(step), self.frame.lang);
            canvas.text(x, ground + 19.0, Set::new(SMALL, Ink::Muted).anchor(Anchor::Middle), &text);
        }
    }
}

impl Chart for DistributionStrip {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let reference = self.reference();
        let values = self.dots.iter().filter_map(|dot| dot.value.value()).chain(reference.map(|r| r.value));
        let (low, high) = range(values, self.range);
        let axis = Axis { low, high, from: 16.0, to: canvas.width - 16.0 };
        let placed = self.place(&axis);
        let tallest = placed.iter().map(|dot| dot.level).max().unwrap_or(0) as f64;
        let marks = self.marks(&axis, &placed);

        // From the top: the words, the stack, the axis.
        let words_top = canvas.top;
        let rows = marks.iter().map(|mark| mark.row + 1).max().unwrap_or(0) as f64;
        let ground = words_top + rows * 18.0 + 12.0 + (tallest + 1.0) * 2.0 * (RADIUS + 0.25);
        self.draw_axis(&mut canvas, &axis, ground);
        let height = |level: usize| ground - 1.0 - RADIUS - level as f64 * 2.0 * (RADIUS + 0.25);
        // Row 0 is the lowest, next to the dots.
        let baseline = |mark: &Mark| words_top + (rows - mark.row as f64) * 18.0 - 4.0;
        for mark in &marks {
            let y = baseline(mark) - 11.0;
            match mark.level {
                Some(level) => canvas.line((mark.x, y), (mark.x, height(level)), Ink::Accent, 1.0, ""),
                None => canvas.line((mark.x, y), (mark.x, ground), Ink::Text, 1.0, "4 3"),
            }
        }
        for mark in &marks {
            let bold = mark.level.is_some();
            let size = if bold { TEXT } else { SMALL };
            let words = measure::fit(&mark.words, size, canvas.width);
            let length = measure::width(&words, size);
            let start = if mark.leftward { mark.x - 5.0 - length } else { mark.x + 5.0 };
            // Words that would run over an edge are moved inside.
            let start = start.min(canvas.width - length).max(0.0);
            let (x, anchor) = if mark.leftward { (start + length, Anchor::End) } else { (start, Anchor::Start) };
            canvas.text(x, baseline(mark), Set::new(size, Ink::Text).anchor(anchor).bold(bold).halo(), &words);
        }
        for dot in &placed {
            let name = format!("{}: {}", dot.dot.label, with_unit(Cell::number(dot.value), &self.frame));
            let (ink, radius) = if dot.dot.highlight { (Ink::Accent, RADIUS + 1.0) } else { (Ink::Bar, RADIUS) };
            canvas.named_circle(dot.x, height(dot.level), radius, ink, &name);
        }
        canvas.finish("chart-distribution-strip", ground + 26.0)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.push(Column::value(&self.frame));
        let mut dots: Vec<&Dot> = self.dots.iter().collect();
        dots.sort_by(|a, b| match (a.value.value(), b.value.value()) {
            (Some(a), Some(b)) => b.total_cmp(&a),
            (a, b) => a.is_none().cmp(&b.is_none()),
        });
        table.rows = dots.iter().map(|dot| vec![TableCell::Text(dot.label.clone()), dot.value.into()]).collect();
        table
    }
}
