//! A map of areas coloured by class: in space, where the operator has official boundaries.

use chiso_model::Cell;

use crate::boundary::{Archipelago, Outline, same_key};
use crate::legend::map_legend;
use crate::svg::{Anchor, Canvas, Ink, SMALL, Set, TEXT};
use crate::table::{Column, TableCell};
use crate::words::with_unit;
use crate::{Boundary, Chart, Frame, LegendClass, RAMP_CLASSES, Table, Width, measure};

/// Units coloured on a map of boundaries. Shapes that belong to no unit are drawn plain, with a dashed line and their name.
#[derive(Debug, Clone, PartialEq)]
pub struct Choropleth<'a> {
    /// Words and number form.
    pub frame: Frame,
    /// The shapes.
    pub boundary: &'a Boundary,
    /// The units.
    pub areas: Vec<Area>,
    /// What the classes mean, lowest first: from [`crate::Ramp::legend`], or one entry a band.
    pub legend: Vec<LegendClass>,
}

/// One unit.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Area {
    /// The code that its shape has in the file; leading zeros do not matter.
    pub key: String,
    /// Its name.
    pub name: String,
    /// A short name, printed in the shape where it has room for it; empty for none.
    pub label: String,
    /// Its value.
    pub value: Cell,
    /// Class of the ramp, 0 (low) to 6 (high); none where there is no value.
    pub class: Option<u8>,
    /// Words for the band: "Tốt"; empty for none.
    pub band: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether the chart is about it: a heavy line, and its name on the map.
    pub highlight: bool,
}

impl Choropleth<'_> {
    /// Names of the units without a shape in the file, in their order: the page must say them, for the map does not.
    pub fn unplaced(&self) -> Vec<&str> {
        let placed = |area: &&Area| self.boundary.shapes.iter().any(|shape| same_key(&shape.key, &area.key));
        self.areas.iter().filter(|area| !placed(area)).map(|area| area.name.as_str()).collect()
    }

    fn area_of(&self, key: &str) -> Option<&Area> {
        self.areas.iter().find(|area| same_key(&area.key, key))
    }

    fn draw_area(&self, canvas: &mut Canvas, area: &Area, outline: &Outline, corner: (f64, f64)) {
        let class = area.class.filter(|_| !area.value.is_missing()).map(|class| class.min(RAMP_CLASSES - 1));
        let mut name = format!("{}: {}", area.name, with_unit(area.value, &self.frame));
        if !area.band.is_empty() {
            name = format!("{name} ({})", area.band);
        }
        canvas.open(area.href.as_deref(), &name);
        let (edge, weight) = if area.highlight { (Edge::Accent, 2.5) } else { (Edge::Line, 0.7) };
        shape(canvas, outline, corner, class.map_or(Ink::NoData, Ink::Ramp), edge, weight);
        if area.value.is_missing() && !outline.hatch.is_empty() {
            canvas.stroke_path(&outline.hatch, corner, Ink::Muted, 0.7);
        }
        if !area.highlight {
            label(canvas, &area.label, outline, corner, class);
        }
        canvas.close(area.href.as_deref());
    }

    /// Whether a shape that is no unit's, and so has its own name on the map, is an archipelago.
    fn is_named(&self, archipelago: &Archipelago) -> bool {
        let mut own = self.boundary.shapes.iter().filter(|shape| self.area_of(&shape.key).is_none());
        own.any(|shape| archipelago.is_called(&shape.name))
    }
}

/// Sizes in which a name is tried inside a shape, the larger first; smaller ones are not read any more.
const LABELS: [f64; 2] = [SMALL, 10.0];

/// Prints a short name inside a shape, on one line or two; nothing where it does not fit.
fn label(canvas: &mut Canvas, text: &str, outline: &Outline, corner: (f64, f64), class: Option<u8>) {
    let ink = class.map_or(Ink::Text, Ink::OnRamp);
    for (size, lines) in LABELS.into_iter().flat_map(|size| [(size, vec![text.to_owned()]), (size, halves(text, size))])
    {
        let step = size * 1.1;
        let room = (measure::widest(lines.iter().map(String::as_str), size) + 2.0, lines.len() as f64 * step);
        let fits = !text.is_empty() && !lines.is_empty();
        let Some((x, y)) = outline.room.place(room, outline.middle).filter(|_| fits) else { continue };
        let first = corner.1 + y - room.1 / 2.0 + size * 0.86;
        for (at, line) in (0..).zip(&lines) {
            let set = Set::new(size, ink).anchor(Anchor::Middle);
            let set = if class.is_none() { set.ground() } else { set };
            canvas.text(corner.0 + x, first + f64::from(at) * step, set, line);
        }
        return;
    }
}

/// A text on two lines, as even as its words allow; none where it is one word.
fn halves(text: &str, size: f64) -> Vec<String> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let ways = (1..words.len()).map(|at| vec![words[..at].join(" "), words[at..].join(" ")]);
    let wide = |lines: &Vec<String>| measure::widest(lines.iter().map(String::as_str), size);
    ways.min_by(|a, b| wide(a).total_cmp(&wide(b))).unwrap_or_default()
}

/// The line round a shape.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edge {
    Line,
    Accent,
    Dashed,
}

fn shape(canvas: &mut Canvas, outline: &Outline, corner: (f64, f64), ink: Ink, edge: Edge, weight: f64) {
    let (class, colour) = if edge == Edge::Accent { ("edge-accent", "#a3182b") } else { ("edge", "#57606a") };
    let dash = if edge == Edge::Dashed { "3 2" } else { "" };
    if !outline.path.is_empty() {
        canvas.area(&outline.path, corner, ink, (class, colour, weight, dash));
    }
    let radius = if outline.tiny { 4.0 } else { 1.8 };
    for (x, y) in &outline.dots {
        canvas.edged_circle((corner.0 + x, corner.1 + y), radius, ink, (class, colour, weight, dash));
    }
}

impl Chart for Choropleth<'_> {
    fn svg(&self, width: Width) -> String {
        let mut canvas = Canvas::new(&self.frame, width);
        let sheet = self.boundary.sheet(width);
        let blank = self.areas.iter().any(|area| area.value.is_missing());
        let lang = self.frame.lang;
        // Beside the map on a wide sheet, above it on a phone; a little air for the dots at the edge.
        let corner = if canvas.narrow() {
            let below = map_legend(&mut canvas, &self.legend, blank, 0.0, lang) + 12.0;
            ((canvas.width - sheet.size.0) / 2.0, below)
        } else {
            map_legend(&mut canvas, &self.legend, blank, 520.0, lang);
            (6.0, canvas.top + 6.0)
        };
        let shapes = || self.boundary.shapes.iter().zip(&sheet.outlines);
        for (of, outline) in shapes().filter(|(of, _)| self.area_of(&of.key).is_none()) {
            canvas.open(None, &of.name);
            shape(&mut canvas, outline, corner, Ink::Paper, Edge::Dashed, 0.9);
            canvas.close(None);
        }
        // Those that the chart is about last, so that no neighbour's line lies over theirs.
        for wanted in [false, true] {
            for (of, outline) in shapes() {
                if let Some(area) = self.area_of(&of.key).filter(|area| area.highlight == wanted) {
                    self.draw_area(&mut canvas, area, outline, corner);
                }
            }
        }
        for (of, outline) in shapes() {
            let area = self.area_of(&of.key);
            let (label, set) = match area {
                Some(area) if area.highlight => (&area.name, Set::new(TEXT, Ink::Text).bold(true)),
                Some(_) => continue,
                None => (&of.name, Set::new(SMALL, Ink::Muted)),
            };
            let label = measure::fit(label, set.size, canvas.width - 4.0);
            let half = measure::width(&label, set.size) / 2.0;
            let x = (corner.0 + outline.middle.0)
                .clamp(half.min(canvas.width / 2.0), (canvas.width - half).max(canvas.width / 2.0));
            let lift = if outline.path.is_empty() { 9.0 } else { -4.5 };
            canvas.text(x, corner.1 + outline.middle.1 - lift, set.anchor(Anchor::Middle).halo(), &label);
        }
        // Both are named, also where they are parts of the provinces that they belong to.
        for (archipelago, place) in &sheet.archipelagos {
            if !self.is_named(archipelago) {
                let set = Set::new(SMALL, Ink::Text).anchor(Anchor::Middle).halo();
                let half = measure::width(archipelago.name, SMALL) / 2.0;
                let x = (corner.0 + place.0).clamp(half, (canvas.width - half).max(half));
                canvas.text(x, corner.1 + place.1 - 9.0, set, archipelago.name);
            }
        }
        let legend_height = (self.legend.len() as f64 + 2.0) * 22.0;
        let bottom = (corner.1 + sheet.size.1).max(canvas.top + legend_height) + 8.0;
        canvas.finish("chart-choropleth", bottom)
    }

    fn table(&self) -> Table {
        let lang = self.frame.lang;
        let banded = self.areas.iter().any(|area| !area.band.is_empty());
        let mut table = Table::of(&self.frame);
        table.columns.push(Column::text(lang.pick("Đơn vị", "Unit")));
        table.columns.push(Column::value(&self.frame));
        if banded {
            table.columns.push(Column::text(lang.pick("Xếp loại", "Band")));
        }
        for area in &self.areas {
            let mut row = vec![TableCell::Text(area.name.clone()), area.value.into()];
            if banded {
                row.push(TableCell::text(&area.band));
            }
            table.rows.push(row);
        }
        table
    }
}

impl Canvas<'_> {
    /// A filled path moved to a corner, with a line round it: class and colour of the line, its width, its dashes.
    fn area(&mut self, data: &str, corner: (f64, f64), ink: Ink, line: (&str, &str, f64, &str)) {
        let (class, fallback) = ink.class();
        let (edge, colour, width, dash) = line;
        self.markup(&format!(
            "<path d=\"{data}\" transform=\"translate({} {})\" class=\"{class} {edge}\" color=\"{fallback}\" fill=\"currentColor\" fill-rule=\"evenodd\" stroke=\"{colour}\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}/>",
            crate::svg::coordinate(corner.0),
            crate::svg::coordinate(corner.1),
            crate::svg::coordinate(width),
            crate::svg::dashes(dash)
        ));
    }

    fn edged_circle(&mut self, at: (f64, f64), radius: f64, ink: Ink, line: (&str, &str, f64, &str)) {
        let (class, fallback) = ink.class();
        let (edge, colour, width, _) = line;
        self.markup(&format!(
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" class=\"{class} {edge}\" color=\"{fallback}\" fill=\"currentColor\" stroke=\"{colour}\" stroke-width=\"{}\"/>",
            crate::svg::coordinate(at.0),
            crate::svg::coordinate(at.1),
            crate::svg::coordinate(radius),
            crate::svg::coordinate(width)
        ));
    }

    fn stroke_path(&mut self, data: &str, corner: (f64, f64), ink: Ink, width: f64) {
        self.markup(&format!(
            "<path d=\"{data}\" transform=\"translate({} {})\"{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"{}\"/>",
            crate::svg::coordinate(corner.0),
            crate::svg::coordinate(corner.1),
            crate::svg::colour(ink),
            crate::svg::coordinate(width)
        ));
    }
}
