//! The shipped rulebooks.

use chiso_rulebook::definition::Rulebook;

/// A rulebook that is part of the binary.
#[derive(Debug, Clone, PartialEq)]
pub struct ShippedRulebook {
    /// Its file, as a path from the root of the project: `rulebooks/hdi/2022.yaml`.
    pub file: String,
    /// The text of that file.
    pub yaml: &'static str,
    /// What it says.
    pub rulebook: Rulebook,
}

impl ShippedRulebook {
    /// Id of the index.
    pub fn id(&self) -> &str {
        self.rulebook.id.as_str()
    }

    /// The edition.
    pub fn edition(&self) -> &str {
        &self.rulebook.edition
    }

    /// `id/edition`.
    pub fn reference(&self) -> String {
        format!("{}/{}", self.id(), self.edition())
    }
}
