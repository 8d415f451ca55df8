//! What a bundle says of itself: `manifest.json`.

use chiso_model::{Period, Text, hex};
use chiso_round::round::Decision;
use chiso_rulebook::definition::Status;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::PublicKey;

/// What a bundle says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The form of the bundle.
    pub chiso_bundle: u32,
    /// What kind of thing it is, in words.
    pub what: Text,
    /// The round.
    pub title: Text,
    /// True for a made-up round.
    pub simulated: bool,
    /// Who ran it.
    pub owner: Owner,
    /// The period that was assessed.
    pub period: Period,
    /// As what it was published.
    pub issue: IssueListing,
    /// The rulebook.
    pub rulebook: RulebookListing,
    /// The version of the engine that computed it.
    pub engine: String,
    /// How many units were assessed.
    pub units: usize,
    /// At how many nodes each of them has a value.
    pub nodes: usize,
    /// The period that changes are told against.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<PreviousListing>,
    /// The key that signed it; none where it is not signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<PublicKey>,
    /// Every part but this one, its signature and its key.
    pub parts: Vec<PartListing>,
}

/// Who ran the round.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    /// Id of the agency.
    pub id: String,
    /// Its name.
    pub name: Text,
}

/// As what it was published.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IssueListing {
    /// The number of the issue, from 1.
    pub number: u32,
    /// The decision.
    pub decision: Decision,
    /// Why, where it corrects an issue before it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// SHA-256 of the bundle of the issue before it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<String>,
}

/// The rulebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulebookListing {
    /// Id of the index.
    pub id: String,
    /// The edition.
    pub edition: String,
    /// How far it can be trusted.
    pub status: Status,
    /// SHA-256 of its text, as the round kept to it.
    pub sha256: String,
}

/// The period that changes are told against.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PreviousListing {
    /// The period.
    pub period: Period,
    /// Id of the index.
    pub rulebook: String,
    /// The edition.
    pub edition: String,
}

/// A part of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartListing {
    /// Its name.
    pub name: String,
    /// Its size, bytes.
    pub size: u64,
    /// SHA-256 of its content, 64 hexadecimal digits.
    pub sha256: String,
}

impl PartListing {
    pub(crate) fn of(name: &str, content: &[u8]) -> PartListing {
        PartListing { name: name.to_owned(), size: content.len() as u64, sha256: sha256(content) }
    }
}

impl Manifest {
    /// A part of that name.
    pub fn part(&self, name: &str) -> Option<&PartListing> {
        self.parts.iter().find(|part| part.name == name)
    }
}

/// SHA-256 in hexadecimal digits.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
