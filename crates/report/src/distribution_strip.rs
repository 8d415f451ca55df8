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
        let lang = self.frame.lang;
        let reference = self.reference.as_ref().filter(|reference| reference.value.is_finite());
        let values = self.dots.iter().filter_map(|dot| dot.value.value()).chain(reference.map(|r| r.value));
        let (low, high) = range(values, self.range);
        let axis = Axis { low, high, from: 16.0, to: canvas.width - 16.0 };
        let placed = self.place(&axis);
        let tallest = placed.iter().map(|dot| dot.level).max().unwrap_or(0) as f64;
        let named: Vec<&Placed> = placed.iter().filter(|dot| dot.dot.highlight).collect();

        // From the top: the names of the dots the chart is about, the reference, the stack, the axis.
        let mut y = canvas.top;
        let names_top = y;
        y += named.len() as f64 * 18.0;
        let reference_line = y + 12.0;
        if reference.is_some() {
            y += 18.0;
        }
        let ground = y + 12.0 + (tallest + 1.0) * 2.0 * (RADIUS + 0.25);
        self.draw_axis(&mut canvas, &axis, ground);
        let height = |level: usize| ground - 1.0 - RADIUS - level as f64 * 2.0 * (RADIUS + 0.25);
        let name_line = |at: usize| names_top + at as f64 * 18.0 + 13.0;
        // Lines before words, so that the rim of a word hides the line behind it.
        if let Some(reference) = reference {
            let x = axis.at(reference.value);
            canvas.line((x, reference_line + 5.0), (x, ground), Ink::Text, 1.0, "4 3");
        }
        for (at, dot) in named.iter().enumerate() {
            canvas.line((dot.x, name_line(at) + 5.0), (dot.x, height(dot.level)), Ink::Accent, 1.0, "");
        }
        if let Some(reference) = reference {
            let number = printed(Cell::number(reference.value), self.frame.digits, lang);
            let label = format!("{} {number}", reference.label);
            label_over(&mut canvas, axis.at(reference.value), reference_line, &label, SMALL, false);
        }
        for (at, dot) in named.iter().enumerate() {
            let number = printed(dot.dot.value, self.frame.digits, lang);
            label_over(&mut canvas, dot.x, name_line(at), &format!("{} {number}", dot.dot.label), TEXT, true);
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

/// A label in the middle over `x`, moved inside where it would run over an edge.
fn label_over(canvas: &mut Canvas, x: f64, baseline: f64, text: &str, size: f64, bold: bool) {
    let text = measure::fit(text, size, canvas.width);
    let half = measure::width(&text, size) / 2.0;
    let middle = x.min(canvas.width - half).max(half);
    canvas.text(middle, baseline, Set::new(size, Ink::Text).anchor(Anchor::Middle).bold(bold).halo(), &text);
}
