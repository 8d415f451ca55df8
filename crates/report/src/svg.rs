//! Writing SVG: one place that escapes text, rounds coordinates and knows the colours.

use std::fmt::Write;

use crate::{Frame, Width, measure};

/// A role of colour. `charts.css` gives each class its colour by theme; the `color` attribute is what shows where that sheet is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ink {
    /// The text colour of the page.
    Text,
    /// Secondary text.
    Muted,
    /// Hairlines.
    Line,
    /// The unit that the chart is about.
    Accent,
    /// Bars and dots of the other units.
    Bar,
    /// The ground of the page: halos behind text.
    Paper,
    /// One of six lines.
    Series(usize),
    /// A class of the ramp, 0 to 6.
    Ramp(u8),
    /// Text on a class of the ramp.
    OnRamp(u8),
    /// The ground of a cell without a value.
    NoData,
}

const SERIES: [(&str, &str); 6] = [
    ("chart-series-0", "#a3182b"),
    ("chart-series-1", "#0b57a4"),
    ("chart-series-2", "#8a5a00"),
    ("chart-series-3", "#0a7a3d"),
    ("chart-series-4", "#6b3fa0"),
    ("chart-series-5", "#00697a"),
];
const RAMP: [(&str, &str); 7] = [
    ("ramp-0", "#f6eecb"),
    ("ramp-1", "#e0d6ab"),
    ("ramp-2", "#bfb995"),
    ("ramp-3", "#959a9a"),
    ("ramp-4", "#63738f"),
    ("ramp-5", "#3b5580"),
    ("ramp-6", "#0f2f63"),
];
const ON_RAMP: [(&str, &str); 7] = [
    ("on-ramp-0", "#1b1f24"),
    ("on-ramp-1", "#1b1f24"),
    ("on-ramp-2", "#1b1f24"),
    ("on-ramp-3", "#1b1f24"),
    ("on-ramp-4", "#ffffff"),
    ("on-ramp-5", "#ffffff"),
    ("on-ramp-6", "#ffffff"),
];

impl Ink {
    /// Class and colour without a style sheet.
    pub(crate) fn class(self) -> (&'static str, &'static str) {
        match self {
            Ink::Text => ("chart-ink", ""),
            Ink::Muted => ("chart-muted", "#57606a"),
            Ink::Line => ("chart-line", "#d9dee4"),
            Ink::Accent => ("chart-accent", "#a3182b"),
            Ink::Bar => ("chart-bar", "#6b87a5"),
            Ink::Paper => ("chart-paper", "#ffffff"),
            Ink::Series(i) => SERIES[i % SERIES.len()],
            Ink::Ramp(i) => RAMP[usize::from(i.min(6))],
            Ink::OnRamp(i) => ON_RAMP[usize::from(i.min(6))],
            Ink::NoData => ("ramp-none", "#f3f4f6"),
        }
    }
}

/// Where a text is anchored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Set {
    pub(crate) size: f64,
    pub(crate) ink: Ink,
    pub(crate) anchor: Anchor,
    pub(crate) bold: bool,
    /// A rim in the colour of the ground, for text over lines.
    pub(crate) halo: Option<Ink>,
}

impl Set {
    pub(crate) const fn new(size: f64, ink: Ink) -> Set {
        Set { size, ink, anchor: Anchor::Start, bold: false, halo: None }
    }

    pub(crate) const fn anchor(self, anchor: Anchor) -> Set {
        Set { anchor, ..self }
    }

    pub(crate) const fn bold(self, bold: bool) -> Set {
        Set { bold, ..self }
    }

    pub(crate) const fn halo(self) -> Set {
        Set { halo: Some(Ink::Paper), ..self }
    }

    /// As [`Set::halo`], upon a cell without a value.
    pub(crate) const fn ground(self) -> Set {
        Set { halo: Some(Ink::NoData), ..self }
    }
}

/// A drawing in progress.
#[derive(Debug)]
pub(crate) struct Canvas<'a> {
    frame: &'a Frame,
    form: Width,
    /// Width of the drawing.
    pub(crate) width: f64,
    /// Where the chart itself begins, below the caption.
    pub(crate) top: f64,
    body: String,
    links: bool,
}

/// Size of ordinary text.
pub(crate) const TEXT: f64 = 13.0;
/// Size of axis labels and notes.
pub(crate) const SMALL: f64 = 12.0;

impl<'a> Canvas<'a> {
    /// An empty drawing; the caption is drawn at once where the frame asks for it.
    pub(crate) fn new(frame: &'a Frame, form: Width) -> Canvas<'a> {
        let width = match form {
            Width::Narrow => 340.0,
            Width::Wide => 720.0,
        };
        let mut canvas = Canvas { frame, form, width, top: 4.0, body: String::new(), links: false };
        if frame.captioned {
            let mut y = 4.0;
            for (text, size, ink, bold) in
                [(&frame.title, 18.0, Ink::Text, true), (&frame.subtitle, TEXT, Ink::Muted, false)]
            {
                for line in measure::wrap(text, size, width - 4.0) {
                    y += size * 1.4;
                    canvas.text(0.0, y, Set::new(size, ink).bold(bold), &line);
                }
            }
            canvas.top = y + 16.0;
        }
        canvas
    }

    pub(crate) fn narrow(&self) -> bool {
        self.form == Width::Narrow
    }

    pub(crate) fn text(&mut self, x: f64, y: f64, set: Set, text: &str) {
        if text.is_empty() {
            return;
        }
        let anchor = match set.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let bold = if set.bold { " font-weight=\"600\"" } else { "" };
        if let Some(ground) = set.halo {
            self.raw(&format!(
                "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{bold}{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"4\" stroke-linejoin=\"round\" aria-hidden=\"true\">{}</text>",
                coordinate(x), coordinate(y), coordinate(set.size), colour(ground), escape(text)
            ));
        }
        self.raw(&format!(
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"{anchor}{bold}{} fill=\"currentColor\">{}</text>",
            coordinate(x),
            coordinate(y),
            coordinate(set.size),
            colour(set.ink),
            escape(text)
        ));
    }

    pub(crate) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, ink: Ink) {
        self.raw(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{} fill=\"currentColor\"/>",
            coordinate(x),
            coordinate(y),
            coordinate(width.max(0.0)),
            coordinate(height.max(0.0)),
            colour(ink)
        ));
    }

    /// The outline of a rectangle. `dash` as in SVG; empty for a solid line.
    pub(crate) fn frame_rect(&mut self, area: [f64; 4], ink: Ink, width: f64, dash: &str) {
        let [x, y, w, h] = area;
        self.raw(&format!(
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"{}\"{}/>",
            coordinate(x), coordinate(y), coordinate(w), coordinate(h), colour(ink), coordinate(width), dashes(dash)
        ));
    }

    pub(crate) fn line(&mut self, from: (f64, f64), to: (f64, f64), ink: Ink, width: f64, dash: &str) {
        self.raw(&format!(
            "<line x1=\"{}\" y1=\"{}\" x2=\"{}\" y2=\"{}\"{} stroke=\"currentColor\" stroke-width=\"{}\"{}/>",
            coordinate(from.0),
            coordinate(from.1),
            coordinate(to.0),
            coordinate(to.1),
            colour(ink),
            coordinate(width),
            dashes(dash)
        ));
    }

    /// An open line through points.
    pub(crate) fn polyline(&mut self, points: &[(f64, f64)], ink: Ink, width: f64, dash: &str) {
        self.raw(&format!(
            "<polyline points=\"{}\"{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}/>",
            point_list(points), colour(ink), coordinate(width), dashes(dash)
        ));
    }

    /// A closed line through points.
    pub(crate) fn polygon(&mut self, points: &[(f64, f64)], ink: Ink, width: f64, dash: &str) {
        self.raw(&format!(
            "<polygon points=\"{}\"{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"{}\" stroke-linejoin=\"round\"{}/>",
            point_list(points), colour(ink), coordinate(width), dashes(dash)
        ));
    }

    pub(crate) fn circle(&mut self, x: f64, y: f64, radius: f64, ink: Ink) {
        self.raw(&format!("<circle{}/>", circle_attributes(x, y, radius, ink)));
    }

    /// A circle with a tooltip.
    pub(crate) fn named_circle(&mut self, x: f64, y: f64, radius: f64, ink: Ink, name: &str) {
        self.raw(&format!("<circle{}><title>{}</title></circle>", circle_attributes(x, y, radius, ink), escape(name)));
    }

    /// A mark whose shape tells the series, for eyes and printers without colour.
    pub(crate) fn marker(&mut self, series: usize, x: f64, y: f64, r: f64) {
        let ink = Ink::Series(series);
        let points: &[(f64, f64)] = match series % 6 {
            0 => return self.circle(x, y, r, ink),
            1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
            2 => &[(0.0, -1.2), (1.1, 0.9), (-1.1, 0.9)],
            3 => &[(0.0, -1.3), (1.3, 0.0), (0.0, 1.3), (-1.3, 0.0)],
            4 => &[(-1.1, -0.9), (1.1, -0.9), (0.0, 1.2)],
            _ => &[
                (-0.4, -1.2),
                (0.4, -1.2),
                (0.4, -0.4),
                (1.2, -0.4),
                (1.2, 0.4),
                (0.4, 0.4),
                (0.4, 1.2),
                (-0.4, 1.2),
                (-0.4, 0.4),
                (-1.2, 0.4),
                (-1.2, -0.4),
                (-0.4, -0.4),
            ],
        };
        let points: Vec<(f64, f64)> = points.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect();
        self.raw(&format!("<polygon points=\"{}\"{} fill=\"currentColor\"/>", point_list(&points), colour(ink)));
    }

    /// Diagonal strokes inside a rectangle: "no value". Drawn, not a pattern, because a pattern needs an id and a page may hold the chart twice.
    pub(crate) fn hatch(&mut self, area: [f64; 4], ink: Ink) {
        let [x, y, w, h] = area;
        let mut path = String::new();
        let step = 8.0;
        let mut offset = step / 2.0;
        while offset < w + h {
            let from = if offset <= w { (x + offset, y) } else { (x + w, y + offset - w) };
            let to = if offset <= h { (x, y + offset) } else { (x + offset - h, y + h) };
            let _ = write!(
                path,
                "M{} {}L{} {}",
                coordinate(from.0),
                coordinate(from.1),
                coordinate(to.0),
                coordinate(to.1)
            );
            offset += step;
        }
        self.raw(&format!(
            "<path d=\"{path}\"{} fill=\"none\" stroke=\"currentColor\" stroke-width=\"1\"/>",
            colour(ink)
        ));
    }

    /// A sample of a class of the ramp for a legend, 22 x 16; hatched for "no value".
    pub(crate) fn swatch(&mut self, class: Option<u8>, x: f64, y: f64) {
        self.rect(x, y, 22.0, 16.0, class.map_or(Ink::NoData, Ink::Ramp));
        if class.is_none() {
            self.hatch([x, y, 22.0, 16.0], Ink::Muted);
        }
        self.frame_rect([x + 0.5, y + 0.5, 21.0, 15.0], Ink::Line, 1.0, "");
    }

    /// Opens a link, or a plain group where there is no address, with a tooltip.
    pub(crate) fn open(&mut self, href: Option<&str>, name: &str) {
        match href {
            Some(href) => {
                self.links = true;
                self.raw(&format!("<a href=\"{}\" class=\"chart-link\">", escape(href)));
            }
            None => self.raw("<g>"),
        }
        if !name.is_empty() {
            self.raw(&format!("<title>{}</title>", escape(name)));
        }
    }

    /// The whole row as the place to touch, unseen: rows of text alone would be too small a target (WCAG 2.2, 2.5.8: 24 pixels).
    pub(crate) fn touch_area(&mut self, href: Option<&str>, y: f64, height: f64) {
        if href.is_some() {
            self.raw(&format!(
                "<rect x=\"0\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"none\" pointer-events=\"all\"/>",
                coordinate(y),
                coordinate(self.width),
                coordinate(height)
            ));
        }
    }

    /// Closes what [`Canvas::open`] opened with the same address.
    pub(crate) fn close(&mut self, href: Option<&str>) {
        self.raw(if href.is_some() { "</a>" } else { "</g>" });
    }

    /// Markup that a chart of its own kind has made with [`escape`], [`coordinate`] and [`colour`].
    pub(crate) fn markup(&mut self, markup: &str) {
        self.raw(markup);
    }

    fn raw(&mut self, markup: &str) {
        self.body.push_str(markup);
        self.body.push('\n');
    }

    /// The finished `<svg>`; `bottom` is where the chart itself ends.
    pub(crate) fn finish(mut self, kind: &str, bottom: f64) -> String {
        let frame = self.frame;
        let mut height = bottom;
        let source = source_line(frame);
        if frame.captioned && !source.is_empty() {
            height += 8.0;
            for line in measure::wrap(&source, SMALL, self.width - 4.0) {
                height += SMALL * 1.45;
                self.text(0.0, height, Set::new(SMALL, Ink::Muted), &line);
            }
            height += 4.0;
        }
        let description = [frame.subtitle.as_str(), source.as_str()]
            .iter()
            .filter(|part| !part.is_empty())
            .copied()
            .collect::<Vec<_>>()
            .join(". ");
        let title = if frame.title.is_empty() { &frame.subtitle } else { &frame.title };
        let form = if self.narrow() { "chart-narrow" } else { "chart-wide" };
        // A drawing with links is a group: the parts of an image are hidden from assistive technology, and a link must not be.
        let role = if self.links {
            format!("role=\"group\" aria-label=\"{}\"", escape(title))
        } else {
            "role=\"img\"".to_owned()
        };
        // A file on its own has a margin and a ground; on a page both are the page's.
        let margin = if frame.captioned { 16.0 } else { 0.0 };
        let (left, width, height) =
            (coordinate(-margin), coordinate(self.width + 2.0 * margin), coordinate(height + 2.0 * margin));
        let ground = if frame.captioned {
            format!(
                "<rect x=\"{left}\" y=\"{left}\" width=\"{width}\" height=\"{height}\"{} fill=\"currentColor\"/>\n",
                colour(Ink::Paper)
            )
        } else {
            String::new()
        };
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart {kind} {form}\" {role} lang=\"{}\" viewBox=\"{left} {left} {width} {height}\" width=\"{width}\" height=\"{height}\" preserveAspectRatio=\"xMinYMin meet\" font-family=\"{FONTS}\">\n<title>{}</title>\n<desc>{}</desc>\n{ground}{}</svg>\n",
            frame.lang.tag(),
            escape(title),
            escape(&description),
            self.body
        )
    }
}

/// The system's own type, with full Vietnamese.
const FONTS: &str = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', 'Helvetica Neue', Arial, sans-serif";

/// "Nguồn: ..." in the language of the frame; empty where there is none.
pub(crate) fn source_line(frame: &Frame) -> String {
    if frame.source.is_empty() {
        String::new()
    } else {
        format!("{}: {}", frame.lang.pick("Nguồn", "Source"), frame.source)
    }
}

fn circle_attributes(x: f64, y: f64, radius: f64, ink: Ink) -> String {
    format!(
        " cx=\"{}\" cy=\"{}\" r=\"{}\"{} fill=\"currentColor\"",
        coordinate(x),
        coordinate(y),
        coordinate(radius),
        colour(ink)
    )
}

/// Class and colour as attributes.
pub(crate) fn colour(ink: Ink) -> String {
    match ink.class() {
        (class, "") => format!(" class=\"{class}\""),
        (class, fallback) => format!(" class=\"{class}\" color=\"{fallback}\""),
    }
}

/// The dashes of a stroke; empty for a solid line.
pub(crate) fn dashes(dash: &str) -> String {
    if dash.is_empty() { String::new() } else { format!(" stroke-dasharray=\"{dash}\"") }
}

/// Points as SVG writes them.
pub(crate) fn point_list(points: &[(f64, f64)]) -> String {
    points.iter().map(|&(x, y)| format!("{},{}", coordinate(x), coordinate(y))).collect::<Vec<_>>().join(" ")
}

/// A coordinate on a grid of a tenth: small files, the same bytes everywhere. What is not finite becomes 0.
pub(crate) fn coordinate(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0 + 0.0;
    if rounded.is_finite() { format!("{rounded}") } else { "0".to_owned() }
}

/// Text for use in an element or in a quoted attribute. Signs that XML 1.0 forbids are left out.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for sign in text.chars() {
        match sign {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' | '\r' | '\t' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            sign if sign.is_control() => {}
            sign => out.push(sign),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_without_the_style_sheet_are_those_of_its_light_theme() {
        let inks = [Ink::Muted, Ink::Line, Ink::Accent, Ink::Bar, Ink::Paper, Ink::NoData];
        let series = (0..6).map(Ink::Series);
        let ramp = (0..7).flat_map(|class| [Ink::Ramp(class), Ink::OnRamp(class)]);
        let light = crate::CHARTS_CSS.split('}').next().unwrap_or_default();
        for ink in inks.into_iter().chain(series).chain(ramp) {
            let (class, colour) = ink.class();
            assert!(light.contains(&format!("  --{class}: {colour};\n")), "{class}: {colour}");
        }
    }

    #[test]
    fn coordinates_are_short_and_never_impossible() {
        for (value, text) in
            [(1.0, "1"), (1.25, "1.3"), (-0.04, "0"), (f64::NAN, "0"), (f64::INFINITY, "0"), (119.96, "120")]
        {
            assert_eq!(coordinate(value), text);
        }
    }
}
