//! What proves a score.

use serde::{Deserialize, Serialize};

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its id, unique in the assessment.
    pub id: String,
    /// What it is, as the unit calls it: number, date and subject of a document.
    pub title: String,
    /// The thing itself.
    pub proof: Proof,
}

/// The thing itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Proof {
    /// A stored file.
    File {
        /// SHA-256 of its content, 64 hexadecimal digits.
        hash: String,
        /// Its name.
        name: String,
        /// Its size, bytes.
        size: u64,
        /// Its media type, as found in its content.
        media: String,
    },
    /// A page on the web.
    Link {
        /// Its address, `https://` or `http://`.
        address: String,
    },
}
