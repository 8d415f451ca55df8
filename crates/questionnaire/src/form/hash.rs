//! The fingerprint of a form.

use chiso_model::hex;
use sha2::{Digest as _, Sha256};

use super::Form;

/// SHA-256 of everything that a form says: of its sheets as they are written, each text with its length before it. Two files that mean the same have one fingerprint,
/// whatever their widths of columns or empty rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FormHash(pub [u8; 32]);

impl std::fmt::Display for FormHash {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&hex(&self.0))
    }
}

impl Form {
    /// The fingerprint.
    pub fn hash(&self) -> FormHash {
        let mut hash = Sha256::new();
        let mut text = |text: &str| {
            hash.update((text.len() as u64).to_be_bytes());
            hash.update(text);
        };
        for sheet in self.to_sheets() {
            text(&sheet.name);
            for (row, cells) in &sheet.rows {
                text(&row.to_string());
                for (column, cell) in cells {
                    text(&column.to_string());
                    text(cell);
                }
            }
        }
        FormHash(hash.finalize().into())
    }
}
