//! GeoJSON (RFC 7946) as far as boundaries need it.

use std::collections::BTreeSet;

use serde_json::Value;

use super::error::{BoundaryError, FeatureProblem};

/// A position: longitude and latitude, or the two axes of a plane.
pub(super) type Position = [f64; 2];

/// A feature as the file has it.
#[derive(Debug, Default)]
pub(super) struct Feature {
    pub(super) key: String,
    pub(super) name: String,
    /// Rings of every polygon: outer ones and holes.
    pub(super) rings: Vec<Vec<Position>>,
    /// Single points.
    pub(super) dots: Vec<Position>,
}

impl Feature {
    pub(super) fn points(&self) -> impl Iterator<Item = Position> {
        self.rings.iter().flatten().chain(&self.dots).copied()
    }
}

/// Every feature with something to draw.
pub(super) fn read(text: &str, code: &str, name: &str) -> Result<Vec<Feature>, BoundaryError> {
    // The mark that some programs put before UTF-8 is no part of the JSON.
    let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| BoundaryError::NotJson { line: error.line(), column: error.column() })?;
    let list = json["features"].as_array().filter(|_| json["type"] == "FeatureCollection");
    let list = list.ok_or(BoundaryError::NotGeoJson)?;
    let mut features = Vec::new();
    for (feature, number) in list.iter().zip(1..) {
        let mut read = Feature { key: property(feature, code), name: name_of(feature, name), ..Feature::default() };
        geometry(&feature["geometry"], &mut read).map_err(|problem| BoundaryError::Feature { number, problem })?;
        if read.points().next().is_some() {
            features.push(read);
        }
    }
    if features.is_empty() {
        return Err(BoundaryError::Empty);
    }
    if features.iter().all(|feature| feature.key.is_empty()) {
        let names = list.iter().filter_map(|feature| feature["properties"].as_object()).flat_map(|all| all.keys());
        let found: BTreeSet<&String> = names.collect();
        let found = found.into_iter().cloned().collect();
        return Err(BoundaryError::NoProperty { wanted: code.to_owned(), found });
    }
    Ok(features)
}

/// Properties in which files often have a name.
const USUAL_NAMES: [&str; 6] = ["name", "ten", "ten_tinh", "name_vi", "Name", "NAME_1"];

/// The name of a feature: of the property asked for, else of the first usual one that it has.
fn name_of(feature: &Value, wanted: &str) -> String {
    let all = std::iter::once(wanted).chain(USUAL_NAMES);
    all.map(|name| property(feature, name)).find(|text| !text.is_empty()).unwrap_or_default()
}

fn property(feature: &Value, name: &str) -> String {
    match &feature["properties"][name] {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn geometry(value: &Value, into: &mut Feature) -> Result<(), FeatureProblem> {
    let coordinates = &value["coordinates"];
    match value["type"].as_str() {
        // A feature may have no place (RFC 7946, 3.2).
        None if value.is_null() => {}
        Some("Polygon") => polygon(coordinates, into)?,
        Some("MultiPolygon") => items(coordinates)?.iter().try_for_each(|one| polygon(one, into))?,
        Some("Point") => into.dots.push(position(coordinates)?),
        Some("MultiPoint") => into.dots.extend(positions(coordinates)?),
        Some("GeometryCollection") => items(&value["geometries"])?.iter().try_for_each(|one| geometry(one, into))?,
        kind => return Err(FeatureProblem::Kind(kind.unwrap_or("?").chars().take(40).collect())),
    }
    Ok(())
}

fn polygon(value: &Value, into: &mut Feature) -> Result<(), FeatureProblem> {
    for ring in items(value)? {
        into.rings.push(positions(ring)?);
    }
    Ok(())
}

fn positions(value: &Value) -> Result<Vec<Position>, FeatureProblem> {
    items(value)?.iter().map(position).collect()
}

fn position(value: &Value) -> Result<Position, FeatureProblem> {
    let axis = |at: usize| value.get(at).and_then(Value::as_f64).filter(|number| number.is_finite());
    // A third number is the height, which a map does not show.
    axis(0).zip(axis(1)).map(|(x, y)| [x, y]).ok_or(FeatureProblem::Coordinates)
}

fn items(value: &Value) -> Result<&Vec<Value>, FeatureProblem> {
    value.as_array().ok_or(FeatureProblem::Coordinates)
}
