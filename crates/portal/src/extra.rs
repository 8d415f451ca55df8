//! What an operator adds to what is shipped.

use std::sync::Arc;

use chiso_catalogue::Scheme;
use chiso_engine::Weights;
use chiso_facts::results::ImportedFigure;
use chiso_model::{Date, Text};
use chiso_report::Boundary;
use chiso_web::api::Description;

use crate::api::Terms;
use crate::archive::Earlier;
use crate::site::Site;

/// Everything that a site can be built from beside what is shipped. Loading it is the server's work; nothing here reads a file or a clock.
#[derive(Debug, Clone, Default)]
pub struct Extra {
    /// Published figures of any year, each with its source: conflicting ones are kept side by side.
    pub figures: Vec<ImportedFigure>,
    /// Official boundaries, one file a scheme of units; without one maps are tile maps.
    pub boundaries: Vec<BoundaryFile>,
    /// By what constructed values of today's units are weighted; equally where none are given.
    pub weights: Option<Weights>,
    /// Where readers reach the site, as `https://chiso.example.vn`; empty where it is not known. Permanent links and link previews need it.
    pub public_url: String,
    /// The day whose state of the data this is, for citations.
    pub built_on: Option<Date>,
    /// Who publishes the open data, and under which licence.
    pub terms: Terms,
    /// The description of the whole API, where other crates have operations beside [`crate::operations`]; the portal's own where absent.
    pub description: Option<Description>,
    /// Files of earlier states, which keep their permanent addresses.
    pub earlier: Option<Arc<dyn Earlier>>,
}

/// A file of official boundaries of the units of a scheme.
#[derive(Debug, Clone)]
pub struct BoundaryFile {
    /// The shapes, each joined by the code or the name of a unit.
    pub boundary: Boundary,
    /// Whose boundaries they are.
    pub scheme: Scheme,
    /// Where the file comes from, for the line under the map.
    pub source: Text,
}

impl BoundaryFile {
    /// Takes boundaries that show Hoàng Sa and Trường Sa; a map of Việt Nam is not published without them.
    ///
    /// # Errors
    /// Names the archipelagos that the file does not show.
    pub fn new(boundary: Boundary, scheme: Scheme, source: Text) -> Result<BoundaryFile, Text> {
        let lacking = boundary.lacking_archipelagos().join(", ");
        if lacking.is_empty() {
            return Ok(BoundaryFile { boundary, scheme, source });
        }
        Err(Text::new(
            format!(
                "Tệp ranh giới không thể hiện: {lacking}. Bản đồ Việt Nam không được công bố khi thiếu các quần đảo này; hãy chọn tệp có đủ."
            ),
            format!(
                "The boundary file does not show: {lacking}. A map of Việt Nam may not be published without them; choose a file that has them."
            ),
        ))
    }

    /// The property by which the shape of a unit is joined: a file may have codes or names.
    pub(crate) fn key_of(&self, site: &Site, unit: &str) -> String {
        let named = |key: &&str| site.catalogue.find_unit(self.scheme, key).is_some_and(|found| found.id == unit);
        self.boundary.keys().into_iter().find(named).unwrap_or(unit).to_owned()
    }
}
