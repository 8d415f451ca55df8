//! A file of official boundaries, made ready to draw: what [`crate::Choropleth`] colours.

mod error;
mod geojson;
mod hatch;
mod outline;
mod room;
mod simplify;

use std::collections::BTreeSet;

pub use error::{BoundaryError, FeatureProblem};

use crate::Width;
pub(crate) use outline::Outline;
use outline::Sheet;

/// The shapes of a GeoJSON file (RFC 7946), fitted to the two widths of a chart and simplified so that both drawings together stay under 200 kB.
///
/// Neighbours keep their common line: what is left out of it is left out of both. A shape, or a part of one that lies apart, that would be too small to see
/// stays as a dot, so that no island is lost. Insets stay where the file has them.
#[derive(Debug, Clone, PartialEq)]
pub struct Boundary {
    pub(crate) shapes: Vec<Shape>,
    lacking: Vec<&'static str>,
    wide: Sheet,
    narrow: Sheet,
}

/// One feature of the file.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Shape {
    /// Value of the property by which it is joined to a unit; empty where the feature has none.
    pub(crate) key: String,
    /// Its name in the file; empty for none.
    pub(crate) name: String,
}

/// An archipelago without which a map of Việt Nam is not shown.
#[derive(Debug, PartialEq)]
pub(crate) struct Archipelago {
    /// What it is called on the map.
    pub(crate) name: &'static str,
    /// Words by which a feature is known to be it.
    words: [&'static str; 3],
    /// Where it lies, in degrees: west, south, east, north.
    within: [f64; 4],
}

const ARCHIPELAGOS: [Archipelago; 2] = [
    Archipelago { name: "Hoàng Sa", words: ["hoàng sa", "hoang sa", "paracel"], within: [110.9, 15.4, 113.1, 17.4] },
    Archipelago {
        name: "Trường Sa", words: ["trường sa", "truong sa", "spratly"], within: [110.9, 6.0, 118.0, 12.2]
    },
];

impl Archipelago {
    /// Whether something of that name is it.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        let told = name.to_lowercase();
        self.words.iter().any(|word| told.contains(word))
    }

    fn holds(&self, [x, y]: geojson::Position) -> bool {
        let [west, south, east, north] = self.within;
        (west..=east).contains(&x) && (south..=north).contains(&y)
    }
}

impl Boundary {
    /// Reads a GeoJSON text: a `FeatureCollection` of `Polygon`, `MultiPolygon`, `Point`, `MultiPoint` or `GeometryCollection`.
    ///
    /// `code` names the property that joins a feature to a unit, `name` the one that holds its name; where a feature lacks it, usual ones (`ten`, `NAME_1`) are tried. Coordinates are degrees of longitude and latitude; where
    /// any lies outside their ranges, all are taken as a plane with the second axis upward, as in a national grid.
    ///
    /// # Errors
    /// When the text is no GeoJSON, a feature cannot be read, no feature has the property `code`, or nothing could be drawn.
    pub fn read(text: &str, code: &str, name: &str) -> Result<Boundary, BoundaryError> {
        let features = geojson::read(text, code, name)?;
        let lacking = ARCHIPELAGOS
            .iter()
            .filter(|archipelago| {
                !features.iter().any(|feature| {
                    archipelago.is_called(&feature.name) || feature.points().any(|point| archipelago.holds(point))
                })
            })
            .map(|archipelago| archipelago.name)
            .collect();
        let (wide, narrow) = (Sheet::of(&features, Width::Wide), Sheet::of(&features, Width::Narrow));
        let shapes = features.into_iter().map(|feature| Shape { key: feature.key, name: feature.name }).collect();
        Ok(Boundary { shapes, lacking, wide, narrow })
    }

    /// The values of the property that joins, in the order of the file, each once.
    pub fn keys(&self) -> Vec<&str> {
        let mut seen = BTreeSet::new();
        self.shapes.iter().map(|shape| shape.key.as_str()).filter(|key| !key.is_empty() && seen.insert(*key)).collect()
    }

    /// Which of Hoàng Sa and Trường Sa the file does not show: neither a feature with that name nor a point where they lie. A map of Việt Nam may not be
    /// published without them.
    pub fn lacking_archipelagos(&self) -> &[&'static str] {
        &self.lacking
    }

    pub(crate) fn sheet(&self, width: Width) -> &Sheet {
        match width {
            Width::Wide => &self.wide,
            Width::Narrow => &self.narrow,
        }
    }
}

/// The same code, whether or not the file kept its leading zeros.
pub(crate) fn same_key(a: &str, b: &str) -> bool {
    let plain = |key: &'_ str| key.trim().trim_start_matches('0').to_lowercase();
    !a.trim().is_empty() && plain(a) == plain(b)
}
