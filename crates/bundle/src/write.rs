//! Writing a bundle.

use std::borrow::Borrow;
use std::collections::BTreeSet;

use chiso_engine::EngineError;
use chiso_model::{Lang, Text};
use chiso_round::{Assessment, Rules};
use chiso_rulebook::definition::Rulebook;
use chiso_rulebook::{Severity, read_yaml};

use crate::archive::{Packer, unpack};
use crate::derive::{self, Derived};
use crate::manifest::{IssueListing, Owner, PartListing, PreviousListing, RulebookListing, sha256};
use crate::part::{
    CHAIN, CHANGES, FACTS, JOINED, MANIFEST, PREVIOUS, PUBLIC_KEY, README, RESULT, RULEBOOK, SIGNATURE, TRACE, UNITS,
    chain, facts, joined, readme, result, units,
};
use crate::{BUNDLE_FORMAT, Contents, ENGINE_VERSION, Manifest, SigningKey, WriteError};

/// Writes a bundle: the same contents and key give the same bytes.
///
/// # Errors
/// What is missing or does not fit: see [`WriteError`].
pub fn write<A: Borrow<Assessment>>(
    contents: &Contents<'_, A>,
    key: Option<&SigningKey>,
) -> Result<Vec<u8>, WriteError> {
    let (rulebook, rules) = prepare(contents)?;
    let issue = issue(contents)?;
    let round = contents.round;
    let mut parts = Parts { packer: Packer::new(), listed: Vec::new() };
    parts.add(RULEBOOK, contents.rulebook.as_bytes())?;
    let name = |id: &str| contents.names.get(id).filter(|name| !name.vi.trim().is_empty());
    parts.add(UNITS, &units::write(&round.setup.units, name).map_err(WriteError::NoName)?)?;
    parts.add(CHAIN, &chain::write(assessed(contents), contents.authors)?)?;
    parts.add(JOINED, &joined::write(assessed(contents)))?;
    let mut known = derive::facts(round, &rules, contents.assessments);
    parts.add(FACTS, &facts::write(&mut known))?;
    let derived = derive::derive(&rulebook, &rules, round, known, contents.previous);
    let Derived { result, changes, trace, units, nodes } = derived.map_err(|error| WriteError::Engine(vec![error]))?;
    parts.add(RESULT, &result)?;
    if let (Some(previous), Some(changes)) = (contents.previous, changes) {
        parts.add(PREVIOUS, &result::write_previous(previous))?;
        parts.add(CHANGES, &changes)?;
    }
    parts.add(TRACE, &trace)?;
    let owner = &round.setup.owner;
    let mut manifest = Manifest {
        chiso_bundle: BUNDLE_FORMAT,
        what: Text::new("Gói công bố kết quả đánh giá", "Publication bundle of an assessment round"),
        title: round.setup.title.clone(),
        simulated: round.setup.simulated,
        owner: Owner { id: owner.clone(), name: name(owner).ok_or_else(|| WriteError::NoName(owner.clone()))?.clone() },
        period: round.setup.period,
        issue,
        rulebook: RulebookListing {
            id: rulebook.id.to_string(),
            edition: rulebook.edition.clone(),
            status: rulebook.status,
            sha256: sha256(contents.rulebook.as_bytes()),
        },
        engine: ENGINE_VERSION.to_owned(),
        units,
        nodes,
        previous: contents.previous.map(|previous| PreviousListing {
            period: previous.period,
            rulebook: previous.rulebook.clone(),
            edition: previous.edition.clone(),
        }),
        key: key.map(SigningKey::public),
        parts: Vec::new(),
    };
    parts.add(README, &readme::write(&manifest))?;
    manifest.parts.append(&mut parts.listed);
    seal(parts.packer, &manifest, key)
}

/// Parts that are written and listed.
struct Parts {
    packer: Packer,
    listed: Vec<PartListing>,
}

impl Parts {
    fn add(&mut self, name: &str, content: &[u8]) -> Result<(), WriteError> {
        self.listed.push(PartListing::of(name, content));
        self.packer.add(name, content).map_err(io)
    }
}

fn io(error: impl std::fmt::Display) -> WriteError {
    WriteError::Io(error.to_string())
}

/// The rulebook as the round keeps to it.
fn prepare<A>(contents: &Contents<'_, A>) -> Result<(Rulebook, Rules), WriteError> {
    let setup = &contents.round.setup;
    let found = sha256(contents.rulebook.as_bytes());
    if found != setup.rulebook_hash {
        return Err(WriteError::OtherRulebook { wanted: setup.rulebook_hash.clone(), found });
    }
    let rulebook = read_yaml(contents.rulebook, RULEBOOK).map_err(|problems| {
        let errors = || problems.iter().filter(|problem| problem.severity == Severity::Error);
        let lines = |lang| errors().map(|problem| problem.line(lang)).collect::<Vec<_>>().join("\n");
        WriteError::Rulebook(lines(Lang::Vi), lines(Lang::En))
    })?;
    let rules = Rules::new(&rulebook, setup.period).map_err(WriteError::Engine)?;
    if contents.round.setup.units.is_empty() {
        return Err(WriteError::Engine(vec![EngineError::NoUnits]));
    }
    Ok((rulebook, rules))
}

/// As what it is published, and after which issue.
fn issue<A>(contents: &Contents<'_, A>) -> Result<IssueListing, WriteError> {
    let number = contents.issue.number;
    let index = usize::try_from(number).unwrap_or(usize::MAX);
    let issues = &contents.round.issues;
    if index == 0 || index > issues.len() + 1 {
        return Err(WriteError::Number(number));
    }
    let reason = contents.issue.reason.trim().to_owned();
    if index > 1 && reason.is_empty() {
        return Err(WriteError::NoReason);
    }
    let corrects = index.checked_sub(2).and_then(|before| issues.get(before)).map(|issue| issue.bundle.clone());
    Ok(IssueListing { number, decision: contents.issue.decision.clone(), reason, corrects })
}

/// The assessments of the round's units, sorted by unit.
fn assessed<'a, A: Borrow<Assessment>>(contents: &Contents<'a, A>) -> impl Iterator<Item = (&'a str, &'a Assessment)> {
    let known: BTreeSet<&str> = contents.round.setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
    let all = contents.assessments.iter().map(|(unit, kept)| (unit.as_str(), kept.borrow()));
    all.filter(move |(unit, _)| known.contains(unit))
}

/// Adds the manifest, and where there is a key its signature.
fn seal(mut packer: Packer, manifest: &Manifest, key: Option<&SigningKey>) -> Result<Vec<u8>, WriteError> {
    let mut text = serde_json::to_vec_pretty(manifest).map_err(io)?;
    text.push(b'\n');
    packer.add(MANIFEST, &text).map_err(io)?;
    if let Some(key) = key {
        packer.add(SIGNATURE, &key.sign(&text)).map_err(io)?;
        packer.add(PUBLIC_KEY, key.public().to_pem().as_bytes()).map_err(io)?;
    }
    let bytes = packer.finish().map_err(io)?;
    // What is written can be read: no bundle leaves that is too large for those who check it.
    unpack(&bytes).map_err(|_| WriteError::TooLarge)?;
    Ok(bytes)
}
