//! Shapes fitted to one width of a chart, as the data of SVG paths.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::geojson::{Feature, Position};
use super::hatch::hatch;
use super::room::Room;
use super::simplify::{Spot, WeighedRing, weigh};
use super::{ARCHIPELAGOS, Archipelago};
use crate::Width;

/// All shapes at one width.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sheet {
    /// One a feature, in the order of the file.
    pub(crate) outlines: Vec<Outline>,
    /// Where the archipelagos lie that can be recognised: which, and a place for its name above its highest part.
    pub(crate) archipelagos: Vec<(&'static Archipelago, (f64, f64))>,
    /// Width and height that the map takes.
    pub(crate) size: (f64, f64),
}

/// One shape, from the upper left corner of the map.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Outline {
    /// Data of a path, filled by the even-odd rule; empty for a shape of dots alone.
    pub(crate) path: String,
    /// Parts too small to be drawn by their outline.
    pub(crate) dots: Vec<(f64, f64)>,
    /// Data of the path of the strokes inside it that mean "no value".
    pub(crate) hatch: String,
    /// A place for its name: the middle of its largest part; above the highest of its dots where it has no larger part.
    pub(crate) middle: (f64, f64),
    /// Where inside it there is room for a name.
    pub(crate) room: Room,
    /// True for a shape so small as a whole that its dots are drawn larger.
    pub(crate) tiny: bool,
}

/// A part smaller than this in both directions is drawn as a dot; in tenths.
const SMALL_PART: i32 = 16;
/// A shape smaller than this as a whole is drawn with larger dots; in tenths.
const TINY_SHAPE: i32 = 60;
/// Dots of one shape nearer than this, or this near to its drawn outline, add nothing to see; in tenths.
const NEAR: i32 = 50;
/// Tolerance of simplification to begin with, in tenths.
const TOLERANCE: f64 = 3.0;

/// Room for the map, and how many bytes all that is drawn may take.
fn frame(width: Width) -> ([f64; 2], usize) {
    match width {
        Width::Wide => ([500.0, 620.0], 100_000),
        Width::Narrow => ([340.0, 440.0], 55_000),
    }
}

impl Sheet {
    pub(super) fn of(features: &[Feature], width: Width) -> Sheet {
        let (room, most) = frame(width);
        let place = Projection::of(features, room);
        let mut weighed = weigh(
            features.iter().flat_map(|f| &f.rings).map(|ring| ring.iter().map(|p| place.at(*p)).collect()).collect(),
        )
        .into_iter();
        let parts: Vec<(Vec<WeighedRing>, Vec<Spot>)> = features
            .iter()
            .map(|feature| {
                let rings = weighed.by_ref().take(feature.rings.len()).collect();
                (rings, feature.dots.iter().map(|dot| place.at(*dot)).collect())
            })
            .collect();
        let mut tolerance = TOLERANCE;
        loop {
            let outlines: Vec<Outline> = parts.iter().map(|(rings, dots)| outline(rings, dots, tolerance)).collect();
            let bytes: usize = outlines.iter().map(|one| one.path.len() + one.hatch.len() + one.dots.len() * 150).sum();
            // The tolerance ends at the size of the map, where a shape has few points left.
            if bytes <= most || tolerance > 2000.0 {
                return Sheet { outlines, archipelagos: archipelagos(features, &place), size: place.size };
            }
            tolerance *= 1.3;
        }
    }
}

/// The archipelagos among the features, by name; and by where they lie, where positions are degrees and parts of them belong to a feature of another name.
fn archipelagos(features: &[Feature], place: &Projection) -> Vec<(&'static Archipelago, (f64, f64))> {
    let found = ARCHIPELAGOS.iter().filter_map(|archipelago| {
        let parts = features.iter().flat_map(|feature| {
            let whole = archipelago.is_called(&feature.name);
            feature.points().filter(move |point| whole || (place.degrees && archipelago.holds(*point)))
        });
        let [low, high] = extent(parts.map(|point| place.at(point)))?;
        Some((archipelago, (f64::from(low.0 + high.0) / 20.0, f64::from(low.1) / 10.0)))
    });
    found.collect()
}

fn outline(rings: &[WeighedRing], points: &[Spot], tolerance: f64) -> Outline {
    let mut drawn: Vec<Vec<Spot>> = Vec::new();
    let mut small: Vec<Spot> = points.to_vec();
    let mut taken: BTreeSet<Spot> = BTreeSet::new();
    let cell = |spot: Spot| (spot.0.div_euclid(NEAR), spot.1.div_euclid(NEAR));
    for ring in rings {
        let Some([low, high]) = extent(ring.spots()) else { continue };
        let kept = ring.at(tolerance);
        if (high.0 - low.0 < SMALL_PART && high.1 - low.1 < SMALL_PART) || kept.len() < 3 {
            small.push((i32::midpoint(low.0, high.0), i32::midpoint(low.1, high.1)));
        } else {
            taken.extend(ring.spots().map(cell));
            drawn.push(kept);
        }
    }
    let all = extent(rings.iter().flat_map(WeighedRing::spots).chain(points.iter().copied()));
    let tiny = all.is_some_and(|[low, high]| high.0 - low.0 < TINY_SHAPE && high.1 - low.1 < TINY_SHAPE);
    let mut dots = Vec::new();
    for spot in small {
        let (x, y) = cell(spot);
        let near = (-1..=1).any(|dx| (-1..=1).any(|dy| taken.contains(&(x + dx, y + dy))));
        if !near {
            taken.insert((x, y));
            dots.push((f64::from(spot.0) / 10.0, f64::from(spot.1) / 10.0));
        }
    }
    let largest = drawn.iter().max_by(|a, b| area(a).abs().total_cmp(&area(b).abs()));
    let middle = largest.map_or_else(|| above(&dots), |ring| centre(ring));
    Outline { path: path(&drawn), dots, hatch: hatch(&drawn), middle, room: Room::of(&drawn), tiny }
}

/// The middle of some dots from left to right, at the height of the highest.
fn above(dots: &[(f64, f64)]) -> (f64, f64) {
    let x = dots.iter().map(|dot| dot.0).sum::<f64>() / dots.len().max(1) as f64;
    let y = dots.iter().map(|dot| dot.1).fold(f64::INFINITY, f64::min);
    (x, if y.is_finite() { y } else { 0.0 })
}

/// Least and greatest coordinates.
fn extent(spots: impl Iterator<Item = Spot>) -> Option<[Spot; 2]> {
    spots.fold(None, |known, (x, y)| match known {
        None => Some([(x, y), (x, y)]),
        Some([low, high]) => Some([(low.0.min(x), low.1.min(y)), (high.0.max(x), high.1.max(y))]),
    })
}

fn edges(ring: &[Spot]) -> impl Iterator<Item = ((f64, f64), (f64, f64))> {
    let float = |(x, y): Spot| (f64::from(x), f64::from(y));
    ring.iter().zip(ring.iter().cycle().skip(1)).map(move |(a, b)| (float(*a), float(*b)))
}

/// Twice the area, with the sign of the way round.
fn area(ring: &[Spot]) -> f64 {
    edges(ring).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}

/// The centre of the area, in units.
fn centre(ring: &[Spot]) -> (f64, f64) {
    let double = area(ring);
    let Some(first) = ring.first().filter(|_| double.abs() > 1.0) else {
        return ring.first().map_or((0.0, 0.0), |spot| (f64::from(spot.0) / 10.0, f64::from(spot.1) / 10.0));
    };
    // Counted from a corner, so that large coordinates do not swallow the digits.
    let (x0, y0) = (f64::from(first.0), f64::from(first.1));
    let (mut x, mut y) = (0.0, 0.0);
    for (a, b) in edges(ring) {
        let cross = (a.0 - x0) * (b.1 - y0) - (b.0 - x0) * (a.1 - y0);
        x += (a.0 + b.0 - 2.0 * x0) * cross;
        y += (a.1 + b.1 - 2.0 * y0) * cross;
    }
    ((x0 + x / (3.0 * double)) / 10.0, (y0 + y / (3.0 * double)) / 10.0)
}

/// Rings as path data: the first point, then steps, in tenths without needless signs.
fn path(rings: &[Vec<Spot>]) -> String {
    let mut data = String::new();
    for ring in rings {
        let mut at = ring[0];
        let _ = write!(data, "M{} {}l", tenths(at.0), tenths(at.1));
        for (step, spot) in ring[1..].iter().enumerate() {
            let (dx, dy) = (tenths(spot.0 - at.0), tenths(spot.1 - at.1));
            let gap = if step == 0 || dx.starts_with('-') { "" } else { " " };
            let between = if dy.starts_with('-') { "" } else { " " };
            let _ = write!(data, "{gap}{dx}{between}{dy}");
            at = *spot;
        }
        data.push('z');
    }
    data
}

/// A number of tenths as a decimal: `-5` is `-.5`.
fn tenths(value: i32) -> String {
    let (whole, rest) = (value.abs() / 10, value.abs() % 10);
    let sign = if value < 0 { "-" } else { "" };
    match (whole, rest) {
        (_, 0) => format!("{sign}{whole}"),
        (0, _) => format!("{sign}.{rest}"),
        _ => format!("{sign}{whole}.{rest}"),
    }
}

/// From positions to places on the map.
struct Projection {
    degrees: bool,
    left: f64,
    top: f64,
    scale: f64,
    size: (f64, f64),
}

impl Projection {
    fn of(features: &[Feature], room: [f64; 2]) -> Projection {
        let points = || features.iter().flat_map(Feature::points);
        let degrees = points().all(|[x, y]| x.abs() <= 180.0 && y.abs() <= 90.0);
        let (mut low, mut high) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
        for point in points() {
            let flat = flatten(point, degrees);
            for axis in 0..2 {
                low[axis] = low[axis].min(flat[axis]);
                high[axis] = high[axis].max(flat[axis]);
            }
        }
        let spans = [high[0] - low[0], high[1] - low[1]];
        let scale = (0..2).map(|axis| room[axis] / spans[axis]).fold(f64::INFINITY, f64::min);
        let scale = if scale.is_finite() && scale > 0.0 { scale } else { 1.0 };
        let size = (spans[0] * scale, spans[1] * scale);
        Projection { degrees, left: low[0], top: high[1], scale, size }
    }

    /// The place in tenths of a unit.
    #[expect(clippy::cast_possible_truncation, reason = "within the room of the map")]
    fn at(&self, point: Position) -> Spot {
        let [x, y] = flatten(point, self.degrees);
        (((x - self.left) * self.scale * 10.0).round() as i32, ((self.top - y) * self.scale * 10.0).round() as i32)
    }
}

/// Degrees by the projection of Mercator, which keeps shapes and is nearly true to scale in Việt Nam; a plane as it is.
fn flatten([x, y]: Position, degrees: bool) -> [f64; 2] {
    if !degrees {
        return [x, y];
    }
    let latitude = y.clamp(-85.0, 85.0).to_radians();
    [x.to_radians(), (std::f64::consts::FRAC_PI_4 + latitude / 2.0).tan().ln()]
}
