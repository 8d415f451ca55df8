//! Why a file of boundaries cannot be used.

use chiso_model::Lang;

/// What is wrong with a file of boundaries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BoundaryError {
    /// The text is no JSON.
    NotJson {
        /// Line of the first fault, from 1.
        line: usize,
        /// Column of the first fault, from 1.
        column: usize,
    },
    /// The text is JSON, but no `FeatureCollection`.
    NotGeoJson,
    /// A feature cannot be drawn.
    Feature {
        /// Its place in the file, from 1.
        number: usize,
        /// What is wrong with it.
        problem: FeatureProblem,
    },
    /// No feature has the property that joins to units.
    NoProperty {
        /// The property that was asked for.
        wanted: String,
        /// The properties that features have.
        found: Vec<String>,
    },
    /// There is no feature with an area or a point.
    Empty,
}

/// What is wrong with a feature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeatureProblem {
    /// Its geometry is of a kind that is not drawn: `LineString`.
    Kind(String),
    /// Its coordinates are not numbers in the nesting that its kind asks for.
    Coordinates,
}

impl BoundaryError {
    /// What is wrong, where, and how to mend it.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NotJson { line, column }, Lang::Vi) => {
                format!("Tệp không phải JSON: lỗi ở dòng {line}, cột {column}. Hãy xuất lại tệp theo dạng GeoJSON.")
            }
            (Self::NotJson { line, column }, Lang::En) => {
                format!("The file is not JSON: fault in line {line}, column {column}. Export it again as GeoJSON.")
            }
            (Self::NotGeoJson, Lang::Vi) => {
                "Tệp không phải GeoJSON: thiếu “type”: “FeatureCollection” và danh sách “features”. Hãy xuất lại tệp theo dạng GeoJSON.".to_owned()
            }
            (Self::NotGeoJson, Lang::En) => {
                "The file is not GeoJSON: “type”: “FeatureCollection” with a list of “features” is missing. Export it again as GeoJSON.".to_owned()
            }
            (Self::Feature { number, problem: FeatureProblem::Kind(kind) }, Lang::Vi) => format!(
                "Đối tượng thứ {number}: hình loại “{kind}” không vẽ được. Chỉ dùng Polygon, MultiPolygon, Point, MultiPoint."
            ),
            (Self::Feature { number, problem: FeatureProblem::Kind(kind) }, Lang::En) => format!(
                "Feature {number}: a geometry of type “{kind}” is not drawn. Use Polygon, MultiPolygon, Point or MultiPoint only."
            ),
            (Self::Feature { number, problem: FeatureProblem::Coordinates }, Lang::Vi) => format!(
                "Đối tượng thứ {number}: tọa độ phải là các cặp số [kinh độ, vĩ độ], lồng đúng như loại hình. Hãy xuất lại tệp."
            ),
            (Self::Feature { number, problem: FeatureProblem::Coordinates }, Lang::En) => format!(
                "Feature {number}: coordinates must be pairs [longitude, latitude], nested as its type asks for. Export the file again."
            ),
            (Self::NoProperty { wanted, found }, Lang::Vi) => format!(
                "Không đối tượng nào có thuộc tính “{wanted}” để ghép với mã đơn vị. Các thuộc tính trong tệp: {}. Hãy chọn thuộc tính chứa mã.",
                found.join(", ")
            ),
            (Self::NoProperty { wanted, found }, Lang::En) => format!(
                "No feature has the property “{wanted}” that joins it to a unit. Properties in the file: {}. Choose the one that holds the code.",
                found.join(", ")
            ),
            (Self::Empty, Lang::Vi) => "Tệp không có đối tượng nào có hình để vẽ. Hãy chọn tệp ranh giới khác.".to_owned(),
            (Self::Empty, Lang::En) => "No feature of the file has a shape to draw. Choose another boundary file.".to_owned(),
        }
    }
}

impl std::fmt::Display for BoundaryError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message(Lang::En))
    }
}

impl std::error::Error for BoundaryError {}
