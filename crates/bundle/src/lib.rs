//! The publication bundle: one file from which anybody can recompute what was published, without a store, a server or a network.
//!
//! ```text
//! manifest.json     what it is, and the SHA-256 and size of every part below
//! rulebook.yaml     the rulebook, as the round keeps to it
//! units.csv         who was assessed
//! chain.jsonl       every link of every score: numbers, points by the rule, points, reason, evidence, author as the public names them
//! joined.csv        values that joined from surveys, statistics, dossiers and other indices
//! facts.csv         what the engine computed from: follows from the two above
//! result.csv        value, printed value, rank, band of every unit at every node: follows from facts and rulebook
//! previous.csv      the published values of the period before, and changes.csv against them, where there are some
//! trace.jsonl       how every value came about
//! README.txt        what this is and how to check it
//! manifest.sig      Ed25519 over manifest.json, and public-key.pem beside it, where it is signed
//! ```
//!
//! Pure: bytes in, bytes out. [`write`] and [`verify`] derive facts, result, changes and trace by the same code; `verify` compares them with what stands in the
//! file and names every place that differs. The chain of each score carries digests, so that also a changed link that no longer counts is named.

mod archive;
mod compare;
mod contents;
mod derive;
mod error;
mod key;
mod manifest;
mod mark;
mod part;
mod read;
mod verify;
mod write;

pub use contents::{Announcement, Contents};
pub use error::{ReadError, WriteError};
pub use key::{BadKey, PublicKey, SigningKey};
pub use manifest::{IssueListing, Manifest, Owner, PartListing, PreviousListing, RulebookListing};
pub use part::result::{Published, PublishedValue};
pub use read::{Bundle, read};
pub use verify::{Finding, Remark, Row, Seal, Verdict, verify};
pub use write::write;

/// The form of the bundle that this program writes; it reads this one and those before. 2: evidence is told by its hash alone.
pub const BUNDLE_FORMAT: u32 = 2;

/// The version of the engine in this program.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");
