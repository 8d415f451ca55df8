//! Units counted by class: how many are how good.

use chiso_model::{Cell, decimal};

use crate::axis::{Axis, digits_of, round_step, tidy};
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, ColumnKind, TableCell};
use crate::words::with_unit;
use crate::{Chart, Dot, Frame, Reference, Table, Width, measure};

/// Bars of counts over classes of equal width with round ends. A value on an end belongs to the class above it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    /// Words and number form.
    pub frame: Frame,
    /// The units; the classes of those that the chart is about are named.
    pub dots: Vec<Dot>,
    /// A line across: the mean, the median.
    pub reference: Option<Reference>,
}

/// One class.
struct Class<'a> {
    from: f64,
    to: f64,
    dots: Vec<&'a Dot>,
}

/// At most so many classes.
const CLASSES: f64 = 12.0;

impl Histogram {
    /// The classes from the lowest value to the highest, empty ones between them too; none without a value.
    fn classes(&self) -> Vec<Class<'_>> {
        let known: Vec<(f64, &Dot)> =
            self.dots.iter().filter_map(|dot| dot.value.value().map(|value| (value, dot))).collect();
        let (low, high) = known
            .iter()
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), (value, _)| (low.min(*value), high.max(*value)));
        let span = high - low;
        if known.is_empty() || !span.is_finite() {
            return Vec::new();
        }
        // A little more than the square root of the count: few units in few classes, never more than can be read. 2.5 is a round step to a reader of points.
        let wanted = (1.6 * (known.len() as f64).sqrt()).clamp(4.0, CLASSES - 1.0);
        let least = if span > 0.0 { span / wanted } else { low.abs() * 0.02 };
        let coarse = round_step(least);
        let step =
            if coarse / 2.0 >= least && digits_of(coarse) == digits_of(coarse / 2.0) { coarse / 2.0 } else { coarse };
        let first = (low / step).floor();
        let count = ((high / step).floor() - first + 1.0).clamp(1.0, CLASSES);
        // A count between 1 and 12.
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let greatest = count as usize - 1;
        let place = |value: f64| (((value / step).floor() - first).clamp(0.0, count - 1.0), value);
        let mut classes: Vec<Class<'_>> = (0..=greatest)
            .map(|at| Class {
                from: tidy((first + at as f64) * step, step),
                to: tidy((first + at as f64 + 1.0) * step, step),
                dots: Vec::new(),
            })
            .collect();
        for (value, dot) in known {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            if let Some(class) = classes.get_mut(place(value).0 as usize) {
                class.dots.push(dot);
            }
        }
        classes
    }

    fn digits(classes: &[Class<'_>]) -> u8 {
        classes.first().map_or(0, |class| digits_of(class.to - class.from))
    }

    fn words(&self, class: &Class<'_>, digits: u8) -> String {
        let lang = self.frame.lang;
        let (from, to) = (decimal(class.from, digits, lang), decimal(class.to, digits, lang));
        format!("{from} {} {to}", lang.pick("đến dưới", "to under"))
    }

    /// The line across with its words, and the words of the classes that the chart is about.
    fn draw_marks(&self, canvas: &mut Canvas, x: &Axis, top: f64, bottom: f64) {
        let Some(one) = self.reference.as_ref().filter(|one| one.value.is_finite()) else { return };
        let at = x.at(one.value);
        let words = format!("{} {}", one.label, decimal(one.value, self.frame.digits, self.frame.lang));
        let words = measure::fit(&words, SMALL, canvas.width);
        canvas.line((at, top - 15.0), (at, bottom), Ink::Text, 1.0, "4 3");
        let rightward = at + 5.0 + measure::width(&words, SMALL) < canvas.width;
        let (start, anchor) = if rightward { (at + 5.0, Anchor::Start) } else { ((at - 5.0).max(0.0), Anchor::End) };
        let anchor =
            if anchor == Anchor::End && measure::width(&words, SMALL) > start { Anchor::Start } else { anchor };
        let start = if anchor == Anchor::Start && !rightward { 0.0 } else { start };
        canvas.text(start, top - 5.0, Set::new(SMALL, Ink::Text).anchor(anchor).halo(), &words);
    }
}

impl Chart for Histogram {
    fn svg(&self, width: Width) -> String {
        let lang = self.frame.lang;
        let mut canvas = Canvas::new(&self.frame, width);
        let classes = self.classes();
        let digits = Self::digits(&classes);
        let (top, height) = (canvas.top + 56.0, if canvas.narrow() { 150.0 } else { 190.0 });
        let bottom = top + height;
        let (Some(first), Some(last)) = (classes.first(), classes.last()) else {
            return canvas.finish("chart-histogram", top);
        };
        let x = Axis { low: first.from, high: last.to, from: 16.0, to: canvas.width - 16.0 };
        let tallest = classes.iter().map(|class| class.dots.len()).max().unwrap_or(1).max(1) as f64;
        for class in &classes {
            let (left, right) = (x.at(class.from) + 1.0, x.at(class.to) - 1.0);
            let count = class.dots.len();
            let tall = count as f64 / tallest * height;
            let named: Vec<&str> =
                class.dots.iter().filter(|dot| dot.highlight).map(|dot| dot.label.as_str()).collect();
            let unit =
                with_unit(Cell::number(count as f64), &Frame { unit: String::new(), digits: 0, ..self.frame.clone() });
            canvas.open(None, &format!("{}: {unit}", self.words(class, digits)));
            let ink = if named.is_empty() { Ink::Bar } else { Ink::Accent };
            canvas.rect(left, bottom - tall, right - left, tall, ink);
            canvas.close(None);
            let middle = f64::midpoint(left, right);
            if count > 0 {
                let set = Set::new(SMALL, Ink::Text).anchor(Anchor::Middle).halo();
                canvas.text(middle, bottom - tall - 5.0, set, &unit);
            }
            if !named.is_empty() {
                let label = measure::fit(&named.join(", "), TEXT, canvas.width);
                let half = measure::width(&label, TEXT) / 2.0;
                let middle = middle.clamp(half.min(canvas.width / 2.0), (canvas.width - half).max(canvas.width / 2.0));
                canvas.text(
                    middle,
                    bottom - tall - 20.0,
                    Set::new(TEXT, Ink::Text).anchor(Anchor::Middle).bold(true).halo(),
                    &label,
                );
            }
        }
        canvas.line((x.from, bottom), (x.to, bottom), Ink::Muted, 1.0, "");
        let widest =
            classes.iter().map(|class| measure::width(&decimal(class.to, digits, lang), SMALL)).fold(0.0, f64::max);
        let step = (x.to - x.from) / classes.len() as f64;
        let every = (1..=classes.len()).find(|n| *n as f64 * step >= widest + 8.0).unwrap_or(classes.len());
        let ends = classes.iter().map(|class| class.from).chain([last.to]);
        for (at, end) in ends.enumerate() {
            canvas.line((x.at(end), bottom), (x.at(end), bottom + 5.0), Ink::Muted, 1.0, "");
            if at.is_multiple_of(every) {
                let set = Set::new(SMALL, Ink::Muted).anchor(Anchor::Middle);
                canvas.text(x.at(end), bottom + 19.0, set, &decimal(end, digits, lang));
            }
        }
        self.draw_marks(&mut canvas, &x, top - 36.0, bottom);
        canvas.finish("chart-histogram", bottom + 26.0)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let mut table = Table::of(&self.frame);
        let classes = self.classes();
        let digits = Self::digits(&classes);
        let unit = Column::value(&self.frame).title;
        table.columns = vec![
            Column::text(unit),
            Column { title: lang.pick("Số đơn vị", "Units").to_owned(), kind: ColumnKind::Number { digits: 0 } },
            Column::text(lang.pick("Đơn vị", "Which")),
        ];
        for class in &classes {
            let mut dots = class.dots.clone();
            dots.sort_by(|a, b| b.value.raw().total_cmp(&a.value.raw()));
            let names: Vec<&str> = dots.iter().map(|dot| dot.label.as_str()).collect();
            table.rows.push(vec![
                TableCell::Text(self.words(class, digits)),
                TableCell::Number(class.dots.len() as f64),
                TableCell::text(&names.join(", ")),
            ]);
        }
        table
    }
}
