//! What proves a score.

use serde::{Deserialize, Serialize};

use crate::Refusal;

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

impl Evidence {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// [`Refusal::NoTitle`], or what is wrong with the thing itself.
    pub(crate) fn check(&self) -> Result<(), Refusal> {
        if self.title.trim().is_empty() {
            return Err(Refusal::NoTitle);
        }
        self.proof.check()
    }
}

impl Proof {
    /// Whether it is a file by its hash, or an address on the web.
    ///
    /// # Errors
    /// [`Refusal::BadLink`]; [`Refusal::Forged`] where the hash is none: people do not write these.
    fn check(&self) -> Result<(), Refusal> {
        match self {
            Proof::File { hash, .. } => is_hash(hash).then_some(()).ok_or(Refusal::Forged),
            Proof::Link { address } => {
                let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
                let names_place = rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
                names_place.then_some(()).ok_or(Refusal::BadLink)
            }
        }
    }

    /// Whether it is a stored file, as a signature must be.
    ///
    /// # Errors
    /// [`Refusal::Forged`].
    pub(crate) fn must_be_file(&self) -> Result<(), Refusal> {
        match self {
            Proof::File { .. } => self.check(),
            Proof::Link { .. } => Err(Refusal::Forged),
        }
    }

    /// Whether two are the same file or page.
    pub(crate) fn is_same(&self, other: &Proof) -> bool {
        match (self, other) {
            (Proof::File { hash: a, .. }, Proof::File { hash: b, .. })
            | (Proof::Link { address: a }, Proof::Link { address: b }) => a == b,
            _ => false,
        }
    }
}

/// Whether a text is a SHA-256 in hexadecimal digits.
pub(crate) fn is_hash(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}
