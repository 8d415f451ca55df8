//! Dots with intervals: how sure.

use chiso_model::{Cell, decimal};

use crate::axis::{Axis, digits_of, range};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::{printed, with_unit};
use crate::{Chart, Frame, Reference, Table, Width, measure};

/// One dot a row, with its interval where one is known. The axis may start above zero.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DotInterval {
    /// Words and number form.
    pub frame: Frame,
    /// The rows, in the order given.
    pub rows: Vec<IntervalRow>,
    /// Confidence level of the intervals, a share of one, as declared by the rulebook.
    pub level: Option<f64>,
    /// A line across all rows.
    pub reference: Option<Reference>,
    /// The ends of the axis; chosen from the values where none are given.
    pub range: Option<(f64, f64)>,
}

/// One dot.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct IntervalRow {
    /// Name of the unit.
    pub label: String,
    /// Its value.
    pub value: Cell,
    /// Lower and upper end.
    pub interval: Option<(f64, f64)>,
    /// Whether this is the unit the chart is about.
    pub highlight: bool,
    /// Where the row leads.
    pub href: Option<String>,
}

impl IntervalRow {
    /// The ends, lower first, where both are numbers.
    fn ends(&self) -> Option<(f64, f64)> {
        self.interval
            .filter(|(low, high)| low.is_finite() && high.is_finite())
            .map(|(low, high)| (low.min(high), low.max(high)))
    }
}

/// Where the parts of a row lie.
struct Layout {
    /// Room for a name.
    label_room: f64,
    /// The name stands above its dot.
    stacked: bool,
    /// Height of a row.
    row: f64,
    /// Where the first row begins.
    top: f64,
    dots: Axis,
}

impl DotInterval {
    fn layout(&self, canvas: &Canvas) -> Layout {
        let longest = measure::widest(self.rows.iter().map(|row| row.label.as_str()), TEXT);
        let stacked = longest > canvas.width * 0.4;
        let label_room = if stacked { canvas.width } else { longest };
        let values = self.rows.iter().filter(|row| !row.value.is_missing());
        let widest = values
            .map(|row| measure::width(&printed(row.value, self.frame.digits, self.frame.lang), TEXT))
            .fold(0.0, f64::max);
        let from = if stacked { 10.0 } else { label_room + 18.0 };
        let to = (canvas.width - widest - 16.0).max(from + 20.0);
        let reference = self.reference.iter().map(|reference| reference.value);
        let ends = self.rows.iter().filter_map(IntervalRow::ends).flat_map(|(low, high)| [low, high]);
        let all = self.rows.iter().filter_map(|row| row.value.value()).chain(ends).chain(reference);
        let (low, high) = range(all, self.range);
        let top = canvas.top + if self.reference.is_some() { 20.0 } else { 4.0 };
        Layout { label_room, stacked, row: if stacked { 44.0 } else { 26.0 }, top, dots: Axis { low, high, from, to } }
    }

    fn draw_axis(&self, canvas: &mut Canvas, at: &Layout, bottom: f64) {
        let ticks = at.dots.ticks(if canvas.narrow() { 4 } else { 8 });
        let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(1.0, f64::min);
        for tick in ticks {
            let x = at.dots.at(tick);
            canvas.line((x, at.top), (x, bottom), Ink::Line, 1.0, "");
            let text = decimal(tick, digits_of(step), self.frame.lang);
            canvas.text(x, bottom + 16.0, Set::new(SMALL, Ink::Muted).anchor(Anchor::Middle), &text);
        }
        if let Some(reference) = self.reference.as_ref().filter(|reference| reference.value.is_finite()) {
            let x = at.dots.at(reference.value);
            canvas.line((x, at.top - 4.0), (x, bottom), Ink::Text, 1.0, "4 3");
            let number = printed(Cell::number(reference.value), self.frame.digits, self.frame.lang);
            let label = measure::fit(&format!("{} {number}", reference.label), SMALL, canvas.width);
            let half = measure::width(&label, SMALL) / 2.0;
            let middle = x.min(canvas.width - half).max(half);
            canvas.text(middle, at.top - 8.0, Set::new(SMALL, Ink::Text).anchor(Anchor::Middle), &label);
        }
    }

    fn draw_row(&self, canvas: &mut Canvas, row: &IntervalRow, at: &Layout, y: f64) {
        let lang = self.frame.lang;
        let mut name = format!("{}: {}", row.label, with_unit(row.value, &self.frame));
        if let Some((low, high)) = row.ends() {
            name = format!(
                "{name} ({} – {})",
                decimal(low, self.frame.digits, lang),
                decimal(high, self.frame.digits, lang)
            );
        }
        canvas.open(row.href.as_deref(), &name);
        canvas.touch_area(row.href.as_deref(), y, at.row);
        let label = measure::fit(&row.label, TEXT, at.label_room + 1.0);
        canvas.text(0.0, y + 17.5, Set::new(TEXT, Ink::Text).bold(row.highlight).halo(), &label);
        let middle = if at.stacked { y + 31.0 } else { y + 13.0 };
        let ink = if row.highlight { Ink::Accent } else { Ink::Bar };
        if let Some((low, high)) = row.ends() {
            let (from, to) = (at.dots.at(low), at.dots.at(high));
            canvas.line((from, middle), (to, middle), ink, 3.0, "");
            for end in [from, to] {
                canvas.line((end, middle - 4.5), (end, middle + 4.5), ink, 1.5, "");
            }
        }
        let text = printed(row.value, self.frame.digits, lang);
        match row.value.value() {
            Some(value) => {
                canvas.circle(at.dots.at(value), middle, 5.5, ink);
                let set = Set::new(TEXT, Ink::Text).anchor(Anchor::End).bold(row.highlight);
                canvas.text(canvas.width, middle + 4.5, set, &text);
            }
            None => canvas.text(at.dots.from, middle + 4.5, Set::new(SMALL, Ink::Muted).halo(), &text),
        }
        canvas.close(row.href.as_deref());
    }

    /// What the lines through the dots are: "Vạch ngang: khoảng tin cậy 90 %".
    fn interval_words(&self) -> Option<String> {
        self.rows.iter().any(|row| row.ends().is_some()).then(|| {
            let lang = self.frame.lang;
            match self.level.filter(|level| level.is_finite()) {
                Some(level) => {
                    let percent = (level * 1000.0).round() / 10.0;
                    let percent = decimal(percent, digits_of(percent), lang);
                    match lang {
                        chiso_model::Lang::Vi => format!("Vạch ngang: khoảng tin cậy {percent}\u{a0}%"),
                        chiso_model::Lang::En => format!("Bars: {percent}% confidence interval"),
                    }
                }
                None => lang.pick("Vạch ngang: khoảng tin cậy", "Bars: confidence interval").to_owned(),
            }
        })
    }
}

impl Chart for DotInterval {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let at = self.layout(&canvas);
        let mut bottom = at.top + self.rows.len() as f64 * at.row;
        self.draw_axis(&mut canvas, &at, bottom);
        for (row, number) in self.rows.iter().zip(0u32..) {
            self.draw_row(&mut canvas, row, &at, at.top + f64::from(number) * at.row);
        }
        bottom += 24.0;
        if let Some(words) = self.interval_words() {
            bottom += 14.0;
            canvas.text(0.0, bottom, Set::new(SMALL, Ink::Muted), &words);
            bottom += 6.0;
        }
        canvas.finish("chart-dot-interval", bottom)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.push(Column::value(&self.frame));
        let intervals = self.rows.iter().any(|row| row.ends().is_some());
        if intervals {
            table.columns.push(Column::number(lang.pick("Cận dưới", "Lower end"), self.frame.digits));
            table.columns.push(Column::number(lang.pick("Cận trên", "Upper end"), self.frame.digits));
        }
        for row in &self.rows {
            let mut cells = vec![TableCell::Text(row.label.clone()), row.value.into()];
            if intervals {
                let (low, high) = match row.ends() {
                    Some((low, high)) => (TableCell::Number(low), TableCell::Number(high)),
                    None => (TableCell::Empty, TableCell::Empty),
                };
                cells.extend([low, high]);
            }
            table.rows.push(cells);
        }
        table
    }
}
