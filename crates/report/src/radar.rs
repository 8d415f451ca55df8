//! A radar: the profile of a unit, only beside its table.

use std::f64::consts::{FRAC_PI_2, TAU};

use chiso_model::{Cell, decimal};

use crate::axis::digits_of;
use crate::history_line::{DASHES, LINES};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::with_unit;
use crate::{Chart, Frame, Line, Table, Width, measure};

/// Three to twelve axes, one to five units. Each axis runs from zero to its own maximum.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Radar {
    /// Words and number form.
    pub frame: Frame,
    /// The axes, clockwise from the top; only the first twelve are drawn.
    pub axes: Vec<RadarAxis>,
    /// The units: one value an axis; only the first five are drawn.
    pub lines: Vec<Line>,
}

/// One axis.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct RadarAxis {
    /// Name of the component.
    pub label: String,
    /// The value at the rim, above zero.
    pub max: f64,
}

/// Number of axes that can be told apart.
const AXES: usize = 12;

/// Where the radar lies.
struct Wheel {
    x: f64,
    y: f64,
    radius: f64,
    axes: usize,
}

impl Wheel {
    fn angle(&self, axis: usize) -> f64 {
        axis as f64 / self.axes.max(1) as f64 * TAU - FRAC_PI_2
    }

    fn at(&self, axis: usize, share: f64) -> (f64, f64) {
        let angle = self.angle(axis);
        (self.x + angle.cos() * self.radius * share, self.y + angle.sin() * self.radius * share)
    }
}

impl Radar {
    /// Share of the axis that a line reaches; none where there is no value or no sound maximum.
    fn share(&self, line: &Line, axis: usize) -> Option<f64> {
        let max = self.axes.get(axis)?.max;
        let value = line.values.get(axis)?.value()?;
        (max.is_finite() && max > 0.0).then(|| (value / max).clamp(0.0, 1.0))
    }

    fn max_text(&self, axis: &RadarAxis) -> String {
        if !axis.max.is_finite() {
            return "–".to_owned();
        }
        decimal(axis.max, digits_of(axis.max).min(self.frame.digits), self.frame.lang)
    }

    fn draw_axes(&self, canvas: &mut Canvas, wheel: &Wheel, room: f64) {
        for ring in 1..=4u8 {
            let points: Vec<(f64, f64)> = (0..wheel.axes).map(|axis| wheel.at(axis, f64::from(ring) / 4.0)).collect();
            canvas.polygon(&points, if ring == 4 { Ink::Muted } else { Ink::Line }, 1.0, "");
        }
        for (at, axis) in self.axes.iter().take(AXES).enumerate() {
            canvas.line((wheel.x, wheel.y), wheel.at(at, 1.0), Ink::Line, 1.0, "");
            let (cos, sin) = (wheel.angle(at).cos(), wheel.angle(at).sin());
            let anchor = match cos {
                cos if cos > 0.2 => Anchor::Start,
                cos if cos < -0.2 => Anchor::End,
                _ => Anchor::Middle,
            };
            let (x, y) = wheel.at(at, 1.0 + 10.0 / wheel.radius);
            // On a narrow screen the names would leave no room for the wheel: the axes carry numbers, and the names stand in a key.
            let lines = if canvas.narrow() {
                vec![(at + 1).to_string()]
            } else {
                let room = if anchor == Anchor::Middle { canvas.width * 0.6 } else { room };
                let mut lines = measure::wrap_to(&axis.label, SMALL, room, 3);
                let max = format!("({})", self.max_text(axis));
                match lines.last_mut() {
                    Some(last) if measure::width(&format!("{last} {max}"), SMALL) <= room => {
                        last.push('\u{a0}');
                        last.push_str(&max);
                    }
                    _ => lines.push(max),
                }
                lines
            };
            let height = lines.len() as f64 * 14.0;
            // The block stands above its point at the top, below at the bottom, beside it in between.
            let mut baseline = y - height / 2.0 + sin * height / 2.0 + 11.0;
            for line in lines {
                canvas.text(x, baseline, Set::new(SMALL, Ink::Text).anchor(anchor), &line);
                baseline += 14.0;
            }
        }
    }

    fn draw_line(&self, canvas: &mut Canvas, wheel: &Wheel, series: usize, line: &Line) {
        let shares: Vec<Option<f64>> = (0..wheel.axes).map(|axis| self.share(line, axis)).collect();
        let weight = if line.highlight || self.lines.len() == 1 { 2.8 } else { 1.8 };
        let (ink, dash) = (Ink::Series(series), DASHES[series % LINES]);
        let points: Vec<Option<(f64, f64)>> =
            shares.iter().enumerate().map(|(axis, share)| share.map(|share| wheel.at(axis, share))).collect();
        if points.iter().all(Option::is_some) {
            canvas.polygon(&points.iter().flatten().copied().collect::<Vec<_>>(), ink, weight, dash);
        } else {
            // An axis without a value leaves the outline open: only neighbours are joined.
            for axis in 0..points.len() {
                if let (Some(from), Some(to)) = (points[axis], points[(axis + 1) % points.len()]) {
                    canvas.line(from, to, ink, weight, dash);
                }
            }
        }
        for (axis, point) in points.iter().enumerate() {
            if let Some((x, y)) = point {
                let value = line.values.get(axis).copied().unwrap_or_default();
                let name = format!("{}, {}: {}", line.label, self.axes[axis].label, with_unit(value, &self.frame));
                canvas.open(None, &name);
                canvas.marker(series, *x, *y, 3.5);
                canvas.close(None);
            }
        }
    }

    /// The names of numbered axes, from `y` down; gives where they end.
    fn draw_axis_key(&self, canvas: &mut Canvas, mut y: f64) -> f64 {
        for (at, axis) in self.axes.iter().take(AXES).enumerate() {
            let max = format!("\u{a0}({})", self.max_text(axis));
            let room = canvas.width - 22.0 - measure::width(&max, SMALL);
            let mut lines = measure::wrap_to(&axis.label, SMALL, room, 3);
            if let Some(last) = lines.last_mut() {
                last.push_str(&max);
            }
            canvas.text(14.0, y, Set::new(SMALL, Ink::Muted).anchor(Anchor::End), &(at + 1).to_string());
            for line in lines {
                canvas.text(20.0, y, Set::new(SMALL, Ink::Text), &line);
                y += 15.0;
            }
            y += 2.0;
        }
        y
    }

    /// Samples of the lines with their names, from `y` down; gives where it ends.
    fn draw_key(&self, canvas: &mut Canvas, mut y: f64) -> f64 {
        let mut x = 0.0;
        for (series, line) in self.lines.iter().take(LINES).enumerate() {
            let label = measure::fit(&line.label, TEXT, canvas.width - 42.0);
            let width = 40.0 + measure::width(&label, TEXT) + 18.0;
            if x > 0.0 && x + width - 18.0 > canvas.width {
                x = 0.0;
                y += 22.0;
            }
            canvas.line((x, y), (x + 32.0, y), Ink::Series(series), 2.0, DASHES[series % LINES]);
            canvas.marker(series, x + 16.0, y, 3.5);
            canvas.text(x + 40.0, y + 4.5, Set::new(TEXT, Ink::Text).bold(line.highlight), &label);
            x += width;
        }
        y + 14.0
    }
}

impl Chart for Radar {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let axes = self.axes.len().min(AXES);
        let room = canvas.width * 0.25;
        // Above and below the wheel: one line of a number, or three lines of a name.
        let (radius, margin) = if canvas.narrow() { (128.0, 26.0) } else { (160.0, 54.0) };
        let wheel = Wheel { x: canvas.width / 2.0, y: canvas.top + margin + radius, radius, axes };
        let mut bottom = canvas.top + 10.0;
        if axes > 0 {
            self.draw_axes(&mut canvas, &wheel, room);
            for (series, line) in self.lines.iter().take(LINES).enumerate() {
                self.draw_line(&mut canvas, &wheel, series, line);
            }
            bottom = wheel.y + radius + margin + 14.0;
        }
        bottom = self.draw_key(&mut canvas, bottom);
        if canvas.narrow() && axes > 0 {
            bottom = self.draw_axis_key(&mut canvas, bottom + 16.0);
        }
        canvas.finish("chart-radar", bottom)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Thành phần", "Component")));
        table.columns.push(Column::number(lang.pick("Tối đa", "Maximum"), self.frame.digits));
        table.columns.extend(self.lines.iter().map(|line| Column::number(&line.label, self.frame.digits)));
        for (at, axis) in self.axes.iter().enumerate() {
            let mut row = vec![TableCell::Text(axis.label.clone()), Cell::number(axis.max).into()];
            row.extend(self.lines.iter().map(|line| line.values.get(at).copied().unwrap_or_default().into()));
            table.rows.push(row);
        }
        table
    }
}
