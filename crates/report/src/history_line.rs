//! A line through the periods: since when.

use chiso_model::{Cell, decimal};

use crate::axis::{Axis, digits_of, range};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::{printed, with_unit};
use crate::{Chart, Frame, Table, Width, measure};

/// One to six lines over the same periods.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct HistoryLine {
    /// Words and number form.
    pub frame: Frame,
    /// Labels of the periods, evenly spaced: every year from the first to the last, those without values too.
    pub periods: Vec<String>,
    /// The lines; only the first six are drawn (the table holds all).
    pub lines: Vec<Line>,
    /// Where the method changed: no line crosses a break.
    pub breaks: Vec<SeriesBreak>,
    /// The ends of the axis; chosen from the values where none are given.
    pub range: Option<(f64, f64)>,
}

/// The values of one unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Line {
    /// Name of the unit.
    pub label: String,
    /// One a period; a missing one leaves a gap.
    pub values: Vec<Cell>,
    /// Whether this is the unit the chart is about: its line is heavier.
    pub highlight: bool,
}

/// A change of method that makes the values before and after incomparable.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct SeriesBreak {
    /// Index of the first period under the new method.
    pub at: usize,
    /// What changed, in a few words: "cách tính mới".
    pub label: String,
}

/// Number of lines that can be told apart.
pub(crate) const LINES: usize = 6;
/// The dashes that tell lines apart without colour.
pub(crate) const DASHES: [&str; LINES] = ["", "7 3", "2 3", "9 3 2 3", "5 5", "1 3"];

/// Places of the periods and values.
struct Plot {
    first: f64,
    step: f64,
    values: Axis,
    top: f64,
    bottom: f64,
    right: f64,
}

impl Plot {
    fn x(&self, period: usize) -> f64 {
        self.first + period as f64 * self.step
    }
}

impl HistoryLine {
    fn drawn(&self) -> impl Iterator<Item = (usize, &Line)> {
        self.lines.iter().take(LINES).enumerate()
    }

    /// The breaks that lie between two periods.
    fn sound_breaks(&self) -> Vec<&SeriesBreak> {
        let mut breaks: Vec<&SeriesBreak> =
            self.breaks.iter().filter(|one| one.at > 0 && one.at < self.periods.len()).collect();
        breaks.sort_by_key(|one| one.at);
        breaks
    }

    /// Known values of a line in runs that may be joined: no gap and no break inside.
    fn runs(&self, line: &Line) -> Vec<Vec<(usize, f64)>> {
        let mut runs: Vec<Vec<(usize, f64)>> = Vec::new();
        let mut open = false;
        for (period, cell) in line.values.iter().enumerate().take(self.periods.len()) {
            if self.breaks.iter().any(|one| one.at == period) {
                open = false;
            }
            match cell.value() {
                Some(value) => match runs.last_mut() {
                    Some(run) if open => run.push((period, value)),
                    _ => {
                        runs.push(vec![(period, value)]);
                        open = true;
                    }
                },
                None => open = false,
            }
        }
        runs
    }

    fn plot(&self, canvas: &Canvas, break_lines: usize) -> Plot {
        let narrow = canvas.narrow();
        let values = self.drawn().flat_map(|(_, line)| line.values.iter().take(self.periods.len()));
        let (low, high) = range(values.filter_map(|cell| cell.value()), self.range);
        let top = canvas.top + break_lines as f64 * 15.0 + if break_lines > 0 { 14.0 } else { 18.0 };
        let bottom = top + if narrow { 200.0 } else { 260.0 };
        let mut values = Axis { low, high, from: bottom, to: top };
        // A little air below, where the axis does not start at zero: the lowest point should not sit on the hairline of the years.
        values.from -= 6.0;
        let ticks = measure::widest(self.tick_labels(&values).iter().map(|(_, text)| text.as_str()), SMALL);
        let label_room = if self.lines.len() > 1 {
            let widest = measure::widest(self.drawn().map(|(_, line)| line.label.as_str()), TEXT).max(56.0);
            widest.min(if narrow { 104.0 } else { 170.0 }) + 14.0
        } else {
            22.0
        };
        let (left, right) = (ticks + 8.0, canvas.width - label_room);
        let inset = 12.0;
        let count = self.periods.len().max(1);
        let step = if count > 1 { (right - left - 2.0 * inset) / (count - 1) as f64 } else { 0.0 };
        let first = if count > 1 { left + inset } else { f64::midpoint(left, right) };
        Plot { first, step, values, top, bottom, right }
    }

    fn tick_labels(&self, axis: &Axis) -> Vec<(f64, String)> {
        let ticks = axis.ticks(5);
        let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
        ticks.iter().map(|tick| (*tick, decimal(*tick, digits_of(step), self.frame.lang))).collect()
    }

    fn draw_grid(&self, canvas: &mut Canvas, plot: &Plot) {
        for (tick, text) in self.tick_labels(&plot.values) {
            let y = plot.values.at(tick);
            let left = measure::width(&text, SMALL) + 8.0;
            canvas.line((left, y), (plot.right, y), Ink::Line, 1.0, "");
            canvas.text(0.0, y + 4.0, Set::new(SMALL, Ink::Muted), &text);
        }
        // Labels of periods that would touch are left out, counted back from the newest.
        let widest = measure::widest(self.periods.iter().map(String::as_str), SMALL) + 8.0;
        let every =
            (1..=self.periods.len()).find(|n| *n as f64 * plot.step >= widest).unwrap_or(self.periods.len().max(1));
        for (period, label) in self.periods.iter().enumerate() {
            let shown = (self.periods.len() - 1 - period).is_multiple_of(every);
            let x = plot.x(period);
            canvas.line((x, plot.bottom), (x, plot.bottom + if shown { 5.0 } else { 3.0 }), Ink::Muted, 1.0, "");
            if shown {
                let set = Set::new(SMALL, Ink::Muted).anchor(Anchor::Middle);
                canvas.text(x, plot.bottom + 19.0, set, label);
            }
        }
        canvas.line((plot.first - 12.0, plot.bottom), (plot.right, plot.bottom), Ink::Muted, 1.0, "");
    }

    /// Labels of the breaks, each on a line of its own so that they never collide; the dashed line rises to its own label.
    fn draw_breaks(canvas: &mut Canvas, plot: &Plot, breaks: &[&SeriesBreak]) {
        for (i, one) in breaks.iter().enumerate() {
            let x = plot.x(one.at) - plot.step / 2.0;
            let y = canvas.top + i as f64 * 15.0 + 12.0;
            canvas.line((x, y + 4.0), (x, plot.bottom), Ink::Muted, 1.0, "3 3");
            let label = measure::fit(&one.label, SMALL, canvas.width - 4.0);
            let half = measure::width(&label, SMALL) / 2.0;
            let middle = x.clamp(half.min(canvas.width / 2.0), (canvas.width - half).max(canvas.width / 2.0));
            canvas.text(middle, y, Set::new(SMALL, Ink::Muted).anchor(Anchor::Middle).halo(), &label);
        }
    }

    fn draw_line(&self, canvas: &mut Canvas, plot: &Plot, series: usize, line: &Line) {
        let ink = Ink::Series(series);
        let weight = if line.highlight || self.lines.len() == 1 { 3.0 } else { 1.8 };
        let single = self.lines.len() == 1;
        let crowded = self.periods.len() > 16;
        for run in self.runs(line) {
            let points: Vec<(f64, f64)> =
                run.iter().map(|(period, value)| (plot.x(*period), plot.values.at(*value))).collect();
            if points.len() > 1 {
                canvas.polyline(&points, ink, weight, DASHES[series % LINES]);
            }
            for (at, ((period, value), (x, y))) in run.iter().zip(points.iter().copied()).enumerate() {
                if points.len() == 1 || !crowded {
                    canvas.open(
                        None,
                        &format!(
                            "{}, {}: {}",
                            line.label,
                            self.periods[*period],
                            with_unit(Cell::number(*value), &self.frame)
                        ),
                    );
                    canvas.marker(series, x, y, if points.len() == 1 { 4.5 } else { 3.5 });
                    canvas.close(None);
                }
                let text = printed(Cell::number(*value), self.frame.digits, self.frame.lang);
                let last = Some(*period) == line.values.iter().rposition(|cell| !cell.is_missing());
                if single && (last || measure::width(&text, SMALL) + 6.0 <= plot.step) {
                    let half = measure::width(&text, SMALL) / 2.0;
                    let before = at.checked_sub(1).and_then(|at| points.get(at)).map(|(_, y)| *y);
                    let (shift, drop) = beside(before, y, points.get(at + 1).map(|(_, y)| *y));
                    // Left of the first point stand the numbers of the axis.
                    let left = (plot.first - 12.0 + half).min(x);
                    let middle = (x + shift * (half - 4.0)).clamp(left, (canvas.width - half - 1.0).max(left));
                    // Room below, where the label cannot move aside and the line rises from the point.
                    let aside = (middle - x).abs() + 4.5 >= half * shift.abs();
                    let below = drop || (!aside && y + 18.0 < plot.bottom);
                    let set = Set::new(SMALL, Ink::Text).anchor(Anchor::Middle).bold(last).halo();
                    canvas.text(middle, if below { y + 18.0 } else { y - 9.0 }, set, &text);
                }
            }
        }
    }

    /// Names at the ends of the lines, pushed apart where they would touch, in the order of their last values.
    fn draw_labels(&self, canvas: &mut Canvas, plot: &Plot) {
        let room = canvas.width - plot.right - 12.0;
        let mut labels: Vec<(f64, usize, f64, Vec<String>)> = Vec::new();
        for (series, line) in self.drawn() {
            let known = line.values.iter().take(self.periods.len()).rposition(|cell| !cell.is_missing());
            let Some((period, value)) = known.and_then(|at| line.values[at].value().map(|value| (at, value))) else {
                continue;
            };
            let mut lines = measure::wrap_to(&line.label, TEXT, room, 2);
            let number = printed(Cell::number(value), self.frame.digits, self.frame.lang);
            match lines.last_mut() {
                Some(last) if measure::width(last, TEXT) + measure::width(&number, TEXT) + 6.0 <= room => {
                    last.push('\u{a0}');
                    last.push_str(&number);
                }
                _ => lines.push(number),
            }
            labels.push((plot.values.at(value), series, plot.x(period), lines));
        }
        labels.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let heights: Vec<f64> = labels.iter().map(|label| label.3.len() as f64 * 15.0 + 4.0).collect();
        let total: f64 = heights.iter().sum();
        // From the top down each label takes its place or the next free one; what runs over the bottom is pushed back up as a whole.
        let floor = plot.bottom + 14.0;
        let mut tops: Vec<f64> = Vec::new();
        let mut free = (floor - total).min(plot.top - 14.0);
        for (label, height) in labels.iter().zip(&heights) {
            let top = (label.0 - height / 2.0).max(free);
            tops.push(top);
            free = top + height;
        }
        let mut limit = floor;
        for (top, height) in tops.iter_mut().zip(&heights).rev() {
            *top = top.min(limit - height);
            limit = *top;
        }
        for (((y, series, x, lines), top), height) in labels.iter().zip(&tops).zip(&heights) {
            let middle = top + height / 2.0;
            let from = x + 6.0;
            if plot.right + 8.0 > from {
                canvas.line((from, *y), (plot.right + 8.0, middle), Ink::Series(*series), 1.0, "1 2");
            }
            for (i, text) in lines.iter().enumerate() {
                let bold = self.lines[*series].highlight;
                let set = Set::new(TEXT, Ink::Series(*series)).bold(bold).halo();
                canvas.text(plot.right + 12.0, top + 13.0 + i as f64 * 15.0, set, text);
            }
        }
    }
}

/// Where the label of a point stands so that its line does not cross it: to the left (-1), the middle (0) or the right (1), and whether below the point. A
/// smaller ordinate is higher.
fn beside(before: Option<f64>, y: f64, after: Option<f64>) -> (f64, bool) {
    let from_above = before.is_some_and(|before| before < y - 4.0);
    let to_above = after.is_some_and(|after| after < y - 4.0);
    match (from_above, to_above) {
        (true, true) => (0.0, true),
        (false, true) => (-1.0, false),
        (true, false) => (1.0, false),
        (false, false) => (0.0, false),
    }
}

impl Chart for HistoryLine {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let breaks = self.sound_breaks();
        let plot = self.plot(&canvas, breaks.len());
        self.draw_grid(&mut canvas, &plot);
        Self::draw_breaks(&mut canvas, &plot, &breaks);
        for (series, line) in self.drawn() {
            self.draw_line(&mut canvas, &plot, series, line);
        }
        if self.lines.len() > 1 {
            self.draw_labels(&mut canvas, &plot);
        }
        canvas.finish("chart-history-line", plot.bottom + 26.0)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Kỳ", "Period")));
        table.columns.extend(self.lines.iter().map(|line| Column::number(&line.label, self.frame.digits)));
        let breaks = self.sound_breaks();
        if !breaks.is_empty() {
            table.columns.push(Column::text(lang.pick("Ghi chú", "Note")));
        }
        for (at, period) in self.periods.iter().enumerate() {
            let mut row = vec![TableCell::Text(period.clone())];
            row.extend(self.lines.iter().map(|line| line.values.get(at).copied().unwrap_or_default().into()));
            if !breaks.is_empty() {
                let notes: Vec<&str> = breaks.iter().filter(|one| one.at == at).map(|one| one.label.as_str()).collect();
                row.push(TableCell::text(&notes.join("; ")));
            }
            table.rows.push(row);
        }
        table
    }
}
