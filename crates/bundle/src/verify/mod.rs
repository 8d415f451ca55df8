//! Checking a bundle: every part against what it follows from, to the end, so that every place that differs is named.

mod finding;
mod points;
mod seal;

use std::collections::{BTreeMap, BTreeSet};

use chiso_engine::{EngineError, Fact};
use chiso_model::Lang;
use chiso_round::round::{Entrant, Setup};
use chiso_round::{Assessment, Phase, Round, Rules};
use chiso_rulebook::definition::Rulebook;
use chiso_rulebook::{Problem, Severity, read_yaml};

use crate::derive::{self, Derived};
use crate::manifest::{PartListing, sha256};
use crate::part::{
    ALWAYS, CHAIN, CHANGES, FACTS, JOINED, MANIFEST, PREVIOUS, PUBLIC_KEY, RESULT, RULEBOOK, SIGNATURE, TRACE, UNITS,
    WITH_PREVIOUS, chain, changes, facts, joined, result, units,
};
use crate::{Bundle, ENGINE_VERSION, Manifest, PublicKey, Published, ReadError, compare, read};

pub use finding::{Finding, Row};
pub use seal::Seal;

/// What came of checking a bundle.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// What the bundle says of itself. Believe it only where [`Verdict::holds`], and the signature is by a key that you know.
    pub manifest: Manifest,
    /// SHA-256 of the whole file.
    pub sha256: String,
    /// Who signed it.
    pub seal: Seal,
    /// How many units were recomputed, and at how many nodes each; 0 where that could not be done.
    pub recomputed: (usize, usize),
    /// How many links of scores were read.
    pub links: usize,
    /// Everything that is not as it must be.
    pub findings: Vec<Finding>,
    /// What is no fault, but worth knowing.
    pub remarks: Vec<Remark>,
}

impl Verdict {
    /// Whether everything is as it must be.
    pub fn holds(&self) -> bool {
        self.findings.is_empty()
    }
}

/// What is no fault, but worth knowing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// Another version of the engine computed it.
    OtherEngine {
        /// That version.
        theirs: String,
    },
    /// So many explanations are worded otherwise by this version; their numbers are compared with the result.
    Wording(usize),
}

impl Remark {
    /// One line.
    pub fn message(&self, lang: Lang) -> String {
        match (self, lang) {
            (Remark::OtherEngine { theirs }, Lang::Vi) => {
                format!("gói do chiso {theirs} tính; ở đây tính lại bằng chiso {ENGINE_VERSION}")
            }
            (Remark::OtherEngine { theirs }, Lang::En) => {
                format!("chiso {theirs} computed the bundle; here chiso {ENGINE_VERSION} recomputed it")
            }
            (Remark::Wording(count), Lang::Vi) => {
                format!("{count} dòng giải thích (trace.jsonl) được bản chiso này diễn đạt khác")
            }
            (Remark::Wording(count), Lang::En) => {
                format!("{count} explanations (trace.jsonl) are worded otherwise by this version of chiso")
            }
        }
    }
}

/// Checks a bundle: signature, hashes, and every number from the chains to the result. Where a key is given, only a bundle that it signed holds.
///
/// # Errors
/// What is no bundle, so that there is nothing to check.
pub fn verify(bytes: &[u8], trusted: Option<&PublicKey>) -> Result<Verdict, ReadError> {
    let bundle = read(bytes)?;
    let (seal, mut findings) = seal::check(&bundle, trusted);
    let changed = listed(&bundle, &mut findings);
    let mut check = Check { bundle: &bundle, changed, findings, remarks: Vec::new(), recomputed: (0, 0), links: 0 };
    check.engine();
    check.all();
    let Check { findings, remarks, recomputed, links, .. } = check;
    let (manifest, sha256) = (bundle.manifest().clone(), bundle.sha256().to_owned());
    Ok(Verdict { manifest, sha256, seal, recomputed, links, findings, remarks })
}

/// Compares the parts with what the manifest lists. Gives the names of those that are something else.
fn listed(bundle: &Bundle, findings: &mut Vec<Finding>) -> BTreeSet<String> {
    let manifest = bundle.manifest();
    let mut changed = BTreeSet::new();
    let mut wanted: BTreeSet<&str> = ALWAYS.into_iter().collect();
    if manifest.previous.is_some() {
        wanted.extend(WITH_PREVIOUS);
    }
    for (name, content) in bundle.parts() {
        let unlisted = [MANIFEST, SIGNATURE, PUBLIC_KEY].contains(&name);
        match manifest.part(name) {
            None if unlisted => {}
            Some(listing) if wanted.contains(name) => {
                if *listing != PartListing::of(name, content) {
                    changed.insert(name.to_owned());
                    let (listed, found) = (listing.sha256.clone(), sha256(content));
                    findings.push(Finding::Hash { part: name.to_owned(), listed, found });
                }
            }
            _ => findings.push(Finding::Unknown { part: name.to_owned() }),
        }
    }
    let there = |name: &&str| bundle.part(name).is_some();
    let listed = manifest.parts.iter().map(|part| part.name.as_str());
    let names: BTreeSet<&str> = wanted.into_iter().chain(listed).collect();
    let missing = names.into_iter().filter(|name| !there(name));
    findings.extend(missing.map(|part| Finding::Missing { part: part.to_owned() }));
    changed
}

/// A check under way.
struct Check<'a> {
    bundle: &'a Bundle,
    /// Parts that are not what the manifest lists.
    changed: BTreeSet<String>,
    findings: Vec<Finding>,
    remarks: Vec<Remark>,
    recomputed: (usize, usize),
    links: usize,
}

impl<'a> Check<'a> {
    /// A part; one that is missing was told already.
    fn part(&self, name: &str) -> &'a [u8] {
        self.bundle.part(name).unwrap_or_default()
    }

    fn has(&self, name: &str) -> bool {
        self.bundle.part(name).is_some()
    }

    fn engine(&mut self) {
        let theirs = &self.bundle.manifest().engine;
        if theirs != ENGINE_VERSION {
            self.remarks.push(Remark::OtherEngine { theirs: theirs.clone() });
        }
    }

    fn all(&mut self) {
        let Some((rulebook, rules)) = self.rulebook() else { return };
        let (round, assessments) = self.kept();
        self.findings.extend(points::check(&rules, &assessments));
        let mut wanted = derive::facts(&round, &rules, &assessments);
        let written = facts::write(&mut wanted);
        if self.has(FACTS) {
            let found = self.part(FACTS);
            self.findings.extend(compare::tables(FACTS, &facts::COLUMNS, facts::KEYS, &written, found));
        }
        let known = self.facts(&rules, wanted);
        let previous = self.previous();
        match derive::derive(&rulebook, &rules, &round, known, previous.as_ref()) {
            Ok(derived) => self.derived(&derived),
            Err(EngineError::BadFacts(bad)) => {
                let each = bad.into_iter().map(|fact| EngineError::BadFacts(vec![fact]));
                self.findings.extend(each.map(|error| Finding::Engine { said: said(&error) }));
            }
            Err(error) => self.findings.push(Finding::Engine { said: said(&error) }),
        }
    }

    /// The rulebook, where it can be computed from.
    fn rulebook(&mut self) -> Option<(Rulebook, Rules)> {
        if !self.has(RULEBOOK) {
            return None;
        }
        let listing = &self.bundle.manifest().rulebook;
        let content = self.part(RULEBOOK);
        self.agree("rulebook.sha256", &listing.sha256, &sha256(content));
        let Ok(text) = std::str::from_utf8(content) else {
            let said = ("không phải UTF-8".to_owned(), "not UTF-8".to_owned());
            self.findings.push(Finding::Rulebook { said });
            return None;
        };
        let rulebook = match read_yaml(text, RULEBOOK) {
            Ok(rulebook) => rulebook,
            Err(problems) => {
                let errors = problems.iter().filter(|problem| problem.severity == Severity::Error);
                // The name of the part stands before every finding.
                let line = |problem: &Problem, lang| {
                    let line = problem.line(lang);
                    line.strip_prefix(RULEBOOK).map_or(line.as_str(), |line| line.trim_start_matches(':')).to_owned()
                };
                let said = errors.map(|problem| (line(problem, Lang::Vi), line(problem, Lang::En)));
                self.findings.extend(said.map(|said| Finding::Rulebook { said }));
                return None;
            }
        };
        self.agree("rulebook.id", &listing.id, rulebook.id.as_str());
        self.agree("rulebook.edition", &listing.edition, &rulebook.edition);
        if listing.status != rulebook.status {
            self.agree("rulebook.status", &format!("{:?}", listing.status), &format!("{:?}", rulebook.status));
        }
        match Rules::new(&rulebook, self.bundle.manifest().period) {
            Ok(rules) => Some((rulebook, rules)),
            Err(errors) => {
                self.findings.extend(errors.iter().map(|error| Finding::Rulebook { said: said(error) }));
                None
            }
        }
    }

    fn agree(&mut self, field: &'static str, listed: &str, found: &str) {
        if listed != found {
            self.findings.push(Finding::Manifest { field, listed: listed.to_owned(), found: found.to_owned() });
        }
    }

    /// The round and the assessments that units, chains and joined values tell.
    fn kept(&mut self) -> (Round, BTreeMap<String, Assessment>) {
        let (units, unread) = if self.has(UNITS) { units::read(self.part(UNITS)) } else { Default::default() };
        self.findings.extend(unread);
        let mut assessments: BTreeMap<String, Assessment> =
            units.iter().map(|entrant| (entrant.unit.clone(), Assessment::default())).collect();
        self.findings.extend(chain::read(self.part(CHAIN), &mut assessments));
        if self.has(JOINED) {
            self.findings.extend(joined::read(self.part(JOINED), &mut assessments));
        }
        let items = assessments.values().flat_map(|assessment| assessment.items.values());
        self.links = items.map(|item| item.links.len()).sum();
        (round(self.bundle.manifest(), units), assessments)
    }

    /// What the result is recomputed from: the facts as published, so that each part is compared with the one it follows from; where they were changed after
    /// they were listed, what the chains give.
    fn facts(&mut self, rules: &Rules, wanted: Vec<Fact>) -> Vec<Fact> {
        if !self.has(FACTS) || self.changed.contains(FACTS) {
            return wanted;
        }
        facts::read(self.part(FACTS), rules.plan()).0
    }

    fn previous(&mut self) -> Option<Published> {
        let listing = self.bundle.manifest().previous.as_ref().filter(|_| self.has(PREVIOUS))?;
        let (values, unread) = result::read(PREVIOUS, self.part(PREVIOUS));
        self.findings.extend(unread);
        let (rulebook, edition) = (listing.rulebook.clone(), listing.edition.clone());
        Some(Published { rulebook, edition, period: listing.period, values })
    }

    fn derived(&mut self, derived: &Derived) {
        let manifest = self.bundle.manifest();
        self.recomputed = (derived.units, derived.nodes);
        self.agree("units", &manifest.units.to_string(), &derived.units.to_string());
        self.agree("nodes", &manifest.nodes.to_string(), &derived.nodes.to_string());
        if self.has(RESULT) {
            let found = self.part(RESULT);
            self.findings.extend(compare::tables(RESULT, &result::COLUMNS, result::KEYS, &derived.result, found));
        }
        if let Some(wanted) = derived.changes.as_ref().filter(|_| self.has(CHANGES)) {
            let found = self.part(CHANGES);
            self.findings.extend(compare::tables(CHANGES, &changes::COLUMNS, changes::KEYS, wanted, found));
        }
        if self.has(TRACE) {
            let found = compare::lines(TRACE, &derived.trace, self.part(TRACE));
            if manifest.engine == ENGINE_VERSION || self.changed.contains(TRACE) {
                self.findings.extend(found);
            } else if !found.is_empty() {
                self.remarks.push(Remark::Wording(found.len()));
            }
        }
    }
}

fn said(error: &EngineError) -> (String, String) {
    (error.message(Lang::Vi), error.message(Lang::En))
}

/// As much of a round as facts follow from.
fn round(manifest: &Manifest, units: Vec<Entrant>) -> Round {
    let setup = Setup {
        title: manifest.title.clone(),
        owner: manifest.owner.id.clone(),
        period: manifest.period,
        rulebook: format!("{}/{}", manifest.rulebook.id, manifest.rulebook.edition),
        rulebook_hash: manifest.rulebook.sha256.clone(),
        units,
        deadlines: BTreeMap::new(),
        appraisers: Vec::new(),
        council: chiso_round::round::Council::default(),
        visibility: chiso_round::round::Visibility::default(),
        second_check: false,
        simulated: manifest.simulated,
    };
    Round {
        setup,
        phase: Phase::Published,
        since: 0,
        discarded: false,
        heirs: BTreeMap::new(),
        meetings: Vec::new(),
        issues: Vec::new(),
        version: 0,
    }
}
