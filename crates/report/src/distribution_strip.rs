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
    /// Width of the words.
    length: f64,
    /// Level of the dot; none for the reference.
    level: Option<usize>,
    /// Row of the words, counted up from the dots.
    row: usize,
    /// Whether the words stand left of their line.
    leftward: bool,
}

impl Mark {
    fn new(x: f64, words: &str, level: Option<usize>, width: f64) -> Mark {
        let size = if level.is_some() { TEXT } else { SMALL };
        let words = measure::fit(words, size, width);
        let length = measure::width(&words, size);
        Mark { x, words, length, level, row: 0, leftward: false }
    }

    fn size(&self) -> f64 {
        if self.level.is_some() { TEXT } else { SMALL }
    }

    /// Whether the words have room on a side.
    fn fits(&self, leftward: bool, width: f64) -> bool {
        if leftward { self.x - ASIDE - self.length >= 0.0 } else { self.x + ASIDE + self.length <= width }
    }

    /// Where the words begin and end; what would run over an edge is moved inside.
    fn span(&self, width: f64) -> (f64, f64) {
        let start = if self.leftward { self.x - ASIDE - self.length } else { self.x + ASIDE };
        let start = start.min(width - self.length).max(0.0);
        (start, start + self.length)
    }
}

/// Gives marks, from left to right, their side and row. The left half has its words on the left and the right half on the right, a single mark on the side of the
/// middle; whose words would run over the edge there and not on the other side has them on the other. Row by row from the dots up, a mark takes the row when no line of
/// a mark still to come would run through its words and no words stand there already. Marks whose lines run through each other's words come from left to right.
fn arrange(marks: &mut [Mark], middle: f64, width: f64) {
    let half = match marks {
        [one] => usize::from(one.x > middle),
        _ => marks.len() / 2,
    };
    for (at, mark) in marks.iter_mut().enumerate() {
        let wanted = at < half;
        mark.leftward = if mark.fits(wanted, width) || !mark.fits(!wanted, width) { wanted } else { !wanted };
    }
    let spans: Vec<(f64, f64)> = marks.iter().map(|mark| mark.span(width)).collect();
    let crossed = |at: usize, by: &Mark| spans[at].0 < by.x && by.x < spans[at].1;
    let mut waiting: Vec<usize> = (0..marks.len()).collect();
    for row in 0.. {
        let Some(first) = waiting.first().copied() else { break };
        let mut taken: Vec<usize> = Vec::new();
        for at in &waiting {
            let free = waiting.iter().all(|other| other == at || !crossed(*at, &marks[*other]));
            let apart = taken.iter().all(|t| spans[*t].1 <= spans[*at].0 || spans[*at].1 <= spans[*t].0);
            if free && apart {
                taken.push(*at);
            }
        }
        if taken.is_empty() {
            taken.push(first);
        }
        for at in &taken {
            marks[*at].row = row;
        }
        waiting.retain(|at| !taken.contains(at));
    }
}

/// Radius of a dot.
const RADIUS: f64 = 4.5;
/// Space between a line and its words.
const ASIDE: f64 = 5.0;

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

    /// The marks from left to right, placed so that no words touch others.
    fn marks(&self, axis: &Axis, placed: &[Placed], width: f64) -> Vec<Mark> {
        let lang = self.frame.lang;
        let words =
            |label: &str, value: f64| format!("{label} {}", printed(Cell::number(value), self.frame.digits, lang));
        let named = placed.iter().filter(|dot| dot.dot.highlight);
        let mut marks: Vec<Mark> =
            named.map(|dot| Mark::new(dot.x, &words(&dot.dot.label, dot.value), Some(dot.level), width)).collect();
        if let Some(reference) = self.reference() {
            marks.push(Mark::new(axis.at(reference.value), &words(&reference.label, reference.value), None, width));
        }
        marks.sort_by(|a, b| a.x.total_cmp(&b.x));
        arrange(&mut marks, f64::midpoint(axis.from, axis.to), width);
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
        let marks = self.marks(&axis, &placed, canvas.width);

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
            let (start, end) = mark.span(canvas.width);
            let (x, anchor) = if mark.leftward { (end, Anchor::End) } else { (start, Anchor::Start) };
            let set = Set::new(mark.size(), Ink::Text).anchor(anchor).bold(mark.level.is_some()).halo();
            canvas.text(x, baseline(mark), set, &mark.words);
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

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test")]
mod tests {
    use super::*;

    fn attribute(tag: &str, name: &str) -> Option<f64> {
        tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0.parse().ok()
    }

    /// Where the words beside lines stand in a drawing: left, right, baseline.
    fn words(svg: &str) -> Vec<(f64, f64, f64)> {
        let haloed = svg.split("<text").filter(|tag| tag.contains("stroke-width=\"4\""));
        let place = |tag: &str| {
            let text = tag.split_once('>').unwrap().1.split_once('<').unwrap().0;
            let (x, y) = (attribute(tag, "x").unwrap(), attribute(tag, "y").unwrap());
            let length = measure::width(text, attribute(tag, "font-size").unwrap());
            let from = if tag.contains("text-anchor=\"end\"") { x - length } else { x };
            (from, from + length, y)
        };
        haloed.map(place).collect()
    }

    /// Lines from words down to dots: x, top, bottom.
    fn lines(svg: &str) -> Vec<(f64, f64, f64)> {
        let tags = svg.split("<line").skip(1).map(|tag| tag.split_once('>').unwrap().0);
        let ends = tags.map(|tag| ["x1", "x2", "y1", "y2"].map(|name| attribute(tag, name).unwrap()));
        ends.filter(|[x1, x2, y1, y2]| x1 == x2 && y2 - y1 > 6.0).map(|[x, _, y1, y2]| (x, y1, y2)).collect()
    }

    fn edge(width: Width) -> f64 {
        Canvas::new(&Frame::default(), width).width
    }

    fn strip(named: &[f64], mean: f64, label: &str) -> DistributionStrip {
        let dot = |value: &f64| Dot { label: label.to_owned(), value: Cell::number(*value), highlight: true };
        let others = (0..20).map(|i| Dot {
            label: format!("Đơn vị {i}"),
            value: Cell::number(f64::from(i) / 20.0),
            highlight: false,
        });
        DistributionStrip {
            dots: named.iter().map(dot).chain(others).collect(),
            reference: Some(Reference { label: "trung bình".to_owned(), value: mean }),
            range: Some((0.0, 1.0)),
            ..DistributionStrip::default()
        }
    }

    #[test]
    fn words_touch_neither_words_nor_lines_of_others_wherever_the_marks_are() {
        let at = [0.0, 0.02, 0.3, 0.5, 0.51, 0.97, 1.0];
        let cases = at.iter().flat_map(|a| at.iter().map(move |b| (vec![*a], *b)));
        let of_three = at.iter().flat_map(|a| at.iter().map(move |b| (vec![*a, 0.5], *b)));
        let mut seen = 0;
        for (named, mean) in cases.chain(of_three) {
            for width in [Width::Wide, Width::Narrow] {
                let svg = strip(&named, mean, "Hà Nội").svg(width);
                let (words, lines) = (words(&svg), lines(&svg));
                assert_eq!((words.len(), lines.len()), (named.len() + 1, named.len() + 1), "{svg}");
                for (i, (left, right, y)) in words.iter().enumerate() {
                    assert!(*left >= -0.1 && *right <= edge(width) + 0.1, "{named:?} {mean}: {words:?}");
                    for (other_left, other_right, other_y) in &words[i + 1..] {
                        let clear = other_y != y || other_left >= right || left >= other_right;
                        assert!(clear, "{named:?} {mean} {width:?}: {words:?}");
                    }
                    for (x, top, _) in &lines {
                        let clear = x < left || x > right || *top > y - 1.0;
                        assert!(clear, "{named:?} {mean} {width:?}: {words:?} {lines:?}");
                    }
                    seen += 1;
                }
            }
        }
        assert_eq!(seen, 49 * 2 * (2 + 3));
    }

    /// A name that fits on neither side is moved inside, and has a row of its own.
    #[test]
    fn long_names_stand_in_rows_of_their_own() {
        let long = "Ủy ban nhân dân thành phố Hồ Chí Minh mở rộng";
        for (unit, mean) in [(0.5, 0.5), (0.6, 0.4), (1.0, 0.1)] {
            let svg = strip(&[unit], mean, long).svg(Width::Narrow);
            let words = words(&svg);
            assert!(words[0].2.to_bits() != words[1].2.to_bits() || words[0].1 <= words[1].0, "{words:?}");
        }
    }
}
