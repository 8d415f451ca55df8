//! The parts of a bundle, one a file: how each is written, and read where it is not derived.

pub(crate) mod chain;
pub(crate) mod changes;
pub(crate) mod facts;
pub(crate) mod joined;
pub(crate) mod readme;
pub(crate) mod result;
pub(crate) mod table;
pub(crate) mod trace;
pub(crate) mod units;

pub(crate) const MANIFEST: &str = "manifest.json";
pub(crate) const SIGNATURE: &str = "manifest.sig";
pub(crate) const PUBLIC_KEY: &str = "public-key.pem";
pub(crate) const RULEBOOK: &str = "rulebook.yaml";
pub(crate) const UNITS: &str = "units.csv";
pub(crate) const CHAIN: &str = "chain.jsonl";
pub(crate) const JOINED: &str = "joined.csv";
pub(crate) const FACTS: &str = "facts.csv";
pub(crate) const RESULT: &str = "result.csv";
pub(crate) const PREVIOUS: &str = "previous.csv";
pub(crate) const CHANGES: &str = "changes.csv";
pub(crate) const TRACE: &str = "trace.jsonl";
pub(crate) const README: &str = "README.txt";

/// The parts that every bundle lists.
pub(crate) const ALWAYS: [&str; 8] = [RULEBOOK, UNITS, CHAIN, JOINED, FACTS, RESULT, TRACE, README];
/// The parts of a bundle that tells changes.
pub(crate) const WITH_PREVIOUS: [&str; 2] = [PREVIOUS, CHANGES];
