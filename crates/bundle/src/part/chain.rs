//! `chain.jsonl`: every link of every score, a line each.
//!
//! A line ends with a digest of the line before it in the same chain and of itself, so that a changed link is named, also one that no longer counts.

use std::collections::BTreeMap;

use chiso_model::{Text, hex};
use chiso_round::{Assessment, Evidence, Link, Mark, Numbers, Proof, Stage, Why};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::CHAIN;
use crate::WriteError;
use crate::verify::Finding;

/// What stands between a line and its digest.
const DIGEST: &str = ",\"digest\":\"";
/// How many bytes of SHA-256 a digest has: enough to tell what was changed by accident or by a clumsy hand; against a skilled one stands the signature.
const BYTES: usize = 8;

/// A link as a line tells it.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    unit: String,
    node: String,
    /// Its place in the chain, from 1.
    link: usize,
    stage: Stage,
    /// In UTC.
    at: String,
    author: Text,
    numbers: Numbers,
    by_rule: Option<Mark>,
    points: Mark,
    why: Reason,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reason: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asks: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    evidence: Vec<Piece>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    checked_by: Option<Text>,
}

#[derive(Serialize, Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum Reason {
    Rule,
    NotDeclared,
    Said,
}

/// A piece of evidence: whoever holds the file or knows the address can compare it. Titles, names of files and addresses may name people or open doors, and are not published.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Piece {
    Now(Hashed),
    Before(Named),
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
enum Hashed {
    /// A file: of its content, with its size in bytes.
    File { sha256: String, size: u64 },
    /// A page on the web: of its address.
    Link { sha256: String },
}

/// As bundles of form 1 tell it; only ever read.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Named {
    title: String,
    sha256: Option<String>,
    address: Option<String>,
}

/// The lines of all units, in the order given, by criterion and link.
pub(crate) fn write<'a>(
    assessments: impl IntoIterator<Item = (&'a str, &'a Assessment)>,
    authors: &BTreeMap<String, Text>,
) -> Result<Vec<u8>, WriteError> {
    let mut out = Vec::new();
    for (unit, assessment) in assessments {
        for (node, item) in &assessment.items {
            let mut before = String::new();
            for (index, link) in item.links.iter().enumerate() {
                let line = line(unit, node, index + 1, link, authors)?;
                let text = serde_json::to_string(&line).map_err(|error| WriteError::Io(error.to_string()))?;
                let text = text.strip_suffix('}').unwrap_or(&text);
                before = digest(&before, text);
                for piece in [text, DIGEST, &before, "\"}\n"] {
                    out.extend_from_slice(piece.as_bytes());
                }
            }
        }
    }
    Ok(out)
}

fn digest(before: &str, text: &str) -> String {
    let whole = Sha256::new().chain_update(before).chain_update(text).finalize();
    hex(whole.get(..BYTES).unwrap_or_default())
}

fn line(
    unit: &str,
    node: &str,
    number: usize,
    link: &Link,
    authors: &BTreeMap<String, Text>,
) -> Result<Line, WriteError> {
    let no_author = || WriteError::NoAuthor { unit: unit.to_owned(), node: node.to_owned() };
    let public = |person: &String| {
        let name = authors.get(person).filter(|name| !name.vi.trim().is_empty() && name.vi != *person);
        name.cloned().ok_or_else(no_author)
    };
    let at = Timestamp::from_microsecond(link.at)
        .map_err(|_| WriteError::NoTime { unit: unit.to_owned(), node: node.to_owned() })?;
    Ok(Line {
        unit: unit.to_owned(),
        node: node.to_owned(),
        link: number,
        stage: link.stage,
        at: at.to_string(),
        author: public(&link.by)?,
        numbers: link.numbers.clone(),
        by_rule: link.proposed,
        points: link.points,
        why: match &link.why {
            Why::Rule => Reason::Rule,
            Why::NotDeclared => Reason::NotDeclared,
            Why::Said(_) => Reason::Said,
        },
        reason: link.why.said().unwrap_or_default().to_owned(),
        note: link.note.clone(),
        asks: link.asks.clone(),
        evidence: link.evidence.iter().map(piece).collect(),
        checked_by: link.checked_by.as_ref().map(public).transpose()?,
    })
}

fn piece(evidence: &Evidence) -> Piece {
    Piece::Now(match &evidence.proof {
        Proof::File { hash, size, .. } => Hashed::File { sha256: hash.clone(), size: *size },
        Proof::Link { address } => Hashed::Link { sha256: hex(&Sha256::digest(address)) },
    })
}

/// Adds the links to the assessments, whose units must be there, and says what cannot be read or was changed.
pub(crate) fn read(content: &[u8], assessments: &mut BTreeMap<String, Assessment>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before: BTreeMap<(String, String), String> = BTreeMap::new();
    for (number, bytes) in (1..).zip(content.split_inclusive(|byte| *byte == b'\n')) {
        let parsed = parse(bytes);
        let Some((line, text, written)) = parsed else {
            let (vi, en) = ("không đọc được mắt xích", "the link cannot be read");
            findings.push(Finding::unreadable(CHAIN, number, vi, en));
            continue;
        };
        let Some(assessment) = assessments.get_mut(&line.unit) else {
            findings.push(Finding::unreadable(CHAIN, number, super::joined::NO_UNIT.0, super::joined::NO_UNIT.1));
            continue;
        };
        let links = &mut assessment.items.entry(line.node.clone()).or_default().links;
        let last = before.entry((line.unit.clone(), line.node.clone())).or_default();
        if line.link != links.len() + 1 || digest(last, text) != written {
            findings.push(Finding::Link { unit: line.unit.clone(), node: line.node.clone(), link: line.link });
        }
        written.clone_into(last);
        match link(line) {
            Some(read) => links.push(read),
            None => findings.push(Finding::unreadable(
                CHAIN,
                number,
                "thời điểm hoặc căn cứ không đúng",
                "the time or the reason is none",
            )),
        }
    }
    findings
}

/// A line, its text before the digest, and the digest that stands there.
fn parse(bytes: &[u8]) -> Option<(Line, &str, &str)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let (text, rest) = text.strip_suffix("\"}\n")?.rsplit_once(DIGEST)?;
    Some((serde_json::from_str(&format!("{text}}}")).ok()?, text, rest))
}

fn link(line: Line) -> Option<Link> {
    let why = match (line.why, line.reason.trim().is_empty()) {
        (Reason::Rule, true) => Why::Rule,
        (Reason::NotDeclared, true) => Why::NotDeclared,
        (Reason::Said, false) => Why::Said(line.reason),
        _ => return None,
    };
    Some(Link {
        stage: line.stage,
        at: line.at.parse::<Timestamp>().ok()?.as_microsecond(),
        by: line.author.vi,
        numbers: line.numbers,
        proposed: line.by_rule,
        points: line.points,
        why,
        note: line.note,
        // What proves a score is nothing that is computed from.
        evidence: Vec::new(),
        asks: line.asks,
        checked_by: line.checked_by.map(|checker| checker.vi),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The findings in a chain of one link with this evidence.
    fn findings(evidence: &str) -> usize {
        let text = format!(
            r#"{{"unit":"01","node":"a","link":1,"stage":"self_score","at":"2026-01-01T00:00:00Z","author":{{"vi":"Sở"}},"numbers":{{}},"by_rule":null,"points":1.0,"why":"said","reason":"r","evidence":[{evidence}]"#
        );
        let line = format!("{text}{DIGEST}{}\"}}\n", digest("", &text));
        let mut assessments = BTreeMap::from([("01".to_owned(), Assessment::default())]);
        let findings = read(line.as_bytes(), &mut assessments).len();
        assert!(findings > 0 || assessments["01"].links("a").len() == 1);
        findings
    }

    #[test]
    fn evidence_is_told_by_its_hash_and_read_as_form_1_told_it() {
        assert_eq!(findings(r#"{"kind":"file","sha256":"ab","size":7},{"kind":"link","sha256":"cd"}"#), 0);
        assert_eq!(
            findings(r#"{"title":"Báo cáo","sha256":"ab"},{"title":"Trang","address":"https://example.vn"}"#),
            0
        );
        assert_eq!(findings(r#"{"kind":"file","sha256":"ab","size":7,"title":"Báo cáo"}"#), 1);
    }
}
