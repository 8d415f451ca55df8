//! Reading a bundle, before anything in it is believed.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::manifest::sha256;
use crate::part::{self, MANIFEST, result};
use crate::{BUNDLE_FORMAT, Manifest, Published, ReadError, archive};

/// A bundle that was read; nothing in it is checked yet but its form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    manifest: Manifest,
    parts: BTreeMap<String, Vec<u8>>,
    sha256: String,
}

/// Reads a bundle.
///
/// # Errors
/// What is no bundle: see [`ReadError`].
pub fn read(bytes: &[u8]) -> Result<Bundle, ReadError> {
    let parts = archive::unpack(bytes)?;
    let text = parts.get(MANIFEST).ok_or(ReadError::NotABundle)?;
    let unreadable = |error: serde_json::Error| ReadError::Manifest(error.to_string());
    let value: Value = serde_json::from_slice(text).map_err(unreadable)?;
    // Of a newer form nothing else is known.
    let form = value.get("chiso_bundle").and_then(Value::as_u64).and_then(|form| u32::try_from(form).ok());
    match form {
        None => return Err(ReadError::Manifest("chiso_bundle".to_owned())),
        Some(form) if form > BUNDLE_FORMAT => return Err(ReadError::Newer(form)),
        Some(_) => {}
    }
    let manifest = serde_json::from_slice(text).map_err(unreadable)?;
    Ok(Bundle { manifest, parts, sha256: sha256(bytes) })
}

impl Bundle {
    /// What it says of itself.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// SHA-256 of the whole file, as it is published beside the bundle.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }

    /// The parts, by name.
    pub fn parts(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.parts.iter().map(|(name, content)| (name.as_str(), content.as_slice()))
    }

    /// The content of a part.
    pub fn part(&self, name: &str) -> Option<&[u8]> {
        self.parts.get(name).map(Vec::as_slice)
    }

    /// What it publishes: the period before, for the bundle of the next period. None where the result cannot be read.
    pub fn published(&self) -> Option<Published> {
        let values = result::values(self.part(part::RESULT)?)?;
        let rulebook = &self.manifest.rulebook;
        Some(Published {
            rulebook: rulebook.id.clone(),
            edition: rulebook.edition.clone(),
            period: self.manifest.period,
            values,
        })
    }
}
