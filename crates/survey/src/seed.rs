//! The seed of a draw, and the number that it gives each unit.

use sha2::{Digest, Sha256};

/// The seed of a draw: any text, best one that nobody could choose, such as the numbers of a lottery named beforehand. With the frame and the plan it is all that
/// anybody needs to draw the same sample again, with any tool that has SHA-256.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Seed(String);

impl Seed {
    /// A seed; spaces at its ends do not count.
    pub fn new(text: &str) -> Seed {
        Seed(text.trim().to_owned())
    }

    /// The text.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The number of whatever the parts name, from 0 to 2^64 - 1: the first eight bytes, big-endian, of the SHA-256 of the seed and the parts, a line each (UTF-8,
    /// lines joined by a line feed, none at the end). It goes by the name alone, so the order of a frame changes nothing ("permanent random number").
    pub fn number(&self, parts: &[&str]) -> u64 {
        let mut hash = Sha256::new();
        hash.update(self.0.as_bytes());
        for part in parts {
            hash.update(b"\n");
            hash.update(part.as_bytes());
        }
        let hash: [u8; 32] = hash.finalize().into();
        hash.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
    }
}
