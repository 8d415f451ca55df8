//! A bundle that was tampered with: in every part, clumsily and with hashes put right. The place is named.

use std::sync::OnceLock;

use chiso_bundle::{Finding, SigningKey, Verdict, read, verify};
use chiso_model::Lang;
use proptest::prelude::*;

use crate::journey::{Journey, key};
use crate::parts::Parts;

/// The bundle that is tampered with.
fn bundle() -> &'static [u8] {
    static BUNDLE: OnceLock<Vec<u8>> = OnceLock::new();
    BUNDLE.get_or_init(|| Journey::new().bundle(None))
}

fn check(parts: &Parts) -> Verdict {
    verify(&parts.pack(), Some(&key().public())).unwrap()
}

fn said(findings: &[Finding]) -> Vec<String> {
    let vi: Vec<String> = findings.iter().map(|finding| finding.message(Lang::Vi)).collect();
    assert!(vi.iter().all(|line| !line.contains('\n') && !line.is_empty()));
    findings.iter().map(|finding| finding.message(Lang::En)).collect()
}

/// Changes a field of the first line that begins so.
fn cell(parts: &mut Parts, part: &str, start: &str, column: usize, to: &str) {
    let text = parts.text(part);
    let line = text.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start} in {part}"));
    let mut fields: Vec<&str> = line.split(',').collect();
    assert_ne!(fields[column], to, "{line}");
    fields[column] = to;
    let changed = text.replace(&format!("{line}\n"), &format!("{}\n", fields.join(",")));
    parts.set(part, changed.as_bytes());
}

/// Changes something in the line of the chain that is this link.
fn link(parts: &mut Parts, place: &str, from: &str, to: &str) {
    let text = parts.text("chain.jsonl");
    let line = text.lines().find(|line| line.starts_with(place)).unwrap_or_else(|| panic!("{place}"));
    assert!(line.contains(from), "{line}");
    let changed = text.replace(line, &line.replacen(from, to, 1));
    parts.set("chain.jsonl", changed.as_bytes());
}

const FIRST: &str = "{\"unit\":\"so-noi-vu\",\"node\":\"c1_1_2\",\"link\":1,";
const SECOND: &str = "{\"unit\":\"so-noi-vu\",\"node\":\"c1_1_2\",\"link\":2,";

type Change = fn(&mut Parts);

/// What is changed, how, and the place that must be named.
const CASES: [(&str, Change, &str); 21] = [
    (
        "a criterion that the rulebook does not have",
        |p| {
            let text = p.text("chain.jsonl");
            let line = text.lines().find(|line| line.starts_with(FIRST)).unwrap();
            let more = line.replace("c1_1_2", "c9_9_9");
            p.set("chain.jsonl", format!("{text}{more}\n").as_bytes());
        },
        "chain.jsonl: unit so-noi-vu, node c9_9_9: this row follows from nothing",
    ),
    (
        "a fact",
        |p| cell(p, "facts.csv", "so-noi-vu,c1_1_2.finished,", 3, "99"),
        "facts.csv: unit so-noi-vu, indicator c1_1_2.finished, period 2024, column value: published 99, recomputed 71",
    ),
    (
        "the source of a fact",
        |p| cell(p, "facts.csv", "so-noi-vu,c1_1_2.finished,", 4, "x"),
        "facts.csv: unit so-noi-vu, indicator c1_1_2.finished, period 2024, column source: published x",
    ),
    (
        "points of a link that counts",
        |p| link(p, SECOND, "\"points\":0.3", "\"points\":0.9"),
        "chain.jsonl: unit so-noi-vu, node c1_1_2, link 2: changed",
    ),
    (
        "points of a link that no longer counts",
        |p| link(p, FIRST, "\"points\":0", "\"points\":1"),
        "chain.jsonl: unit so-noi-vu, node c1_1_2, link 1: changed",
    ),
    (
        "a number of a link",
        |p| link(p, FIRST, "\"finished\":71.0", "\"finished\":95.0"),
        "chain.jsonl: unit so-noi-vu, node c1_1_2, link 1: points by the rule are given as 0, recomputed 0.95",
    ),
    (
        "a reason",
        |p| link(p, SECOND, "Đã đối chiếu", "Chưa đối chiếu"),
        "chain.jsonl: unit so-noi-vu, node c1_1_2, link 2: changed",
    ),
    (
        "an author",
        |p| link(p, SECOND, "Sở Tư pháp", "Sở Y tế"),
        "chain.jsonl: unit so-noi-vu, node c1_1_2, link 2: changed",
    ),
    (
        "a link taken out",
        |p| {
            let text = p.text("chain.jsonl");
            let line = text.lines().find(|l| l.starts_with(FIRST)).unwrap();
            p.set("chain.jsonl", text.replace(&format!("{line}\n"), "").as_bytes());
        },
        "chain.jsonl: unit so-noi-vu, node c1_1_2, link 2: changed, added or taken away",
    ),
    ("a joined value", |p| cell(p, "joined.csv", "so-tai-chinh,", 3, "4.5"), "facts.csv: unit so-tai-chinh, indicator"),
    (
        "a result",
        |p| cell(p, "result.csv", "so-noi-vu,area1,", 3, "9.5"),
        "result.csv: unit so-noi-vu, node area1, column value: published 9.5, recomputed ",
    ),
    (
        "a printed value",
        |p| cell(p, "result.csv", "so-noi-vu,par-index,", 5, "99.99"),
        "result.csv: unit so-noi-vu, node par-index, column printed: published 99.99, recomputed ",
    ),
    (
        "a rank",
        |p| cell(p, "result.csv", "so-noi-vu,par-index,", 7, "7"),
        "result.csv: unit so-noi-vu, node par-index, column rank: published 7, recomputed ",
    ),
    (
        "a row of the result",
        |p| {
            let text = p.text("result.csv");
            let line = text.lines().find(|l| l.starts_with("so-y-te,area2,")).unwrap();
            p.set("result.csv", text.replace(&format!("{line}\n"), "").as_bytes());
        },
        "result.csv: unit so-y-te, node area2: this row is missing",
    ),
    (
        "a row nobody has",
        |p| {
            let text = p.text("result.csv") + "so-khac,area2,2,1,,1.00,10,1,,,,\n";
            p.set("result.csv", text.as_bytes());
        },
        "result.csv: unit so-khac, node area2: this row follows from nothing",
    ),
    (
        "rows in another order",
        |p| {
            let text = p.text("result.csv");
            let mut lines: Vec<&str> = text.lines().collect();
            lines[1..].reverse();
            p.set("result.csv", (lines.join("\n") + "\n").as_bytes());
        },
        "result.csv: the rows are right, but in another order or form",
    ),
    (
        "an explanation",
        |p| {
            let text = p.text("trace.jsonl").replacen(
                "\"unit\":\"so-y-te\",\"node\":\"area3\",\"value\":\"",
                "\"unit\":\"so-y-te\",\"node\":\"area3\",\"value\":\"1",
                1,
            );
            p.set("trace.jsonl", text.as_bytes());
        },
        "trace.jsonl: unit so-y-te, node area3: the value came about in another way",
    ),
    (
        "who is ranked",
        |p| p.replace("units.csv", "Department of Health,khối 1,no", "Department of Health,khối 1,yes"),
        "result.csv: unit so-y-te, node par-index, column rank: published (blank), recomputed ",
    ),
    (
        "a unit taken out",
        |p| {
            let text = p.text("units.csv");
            let line = text.lines().last().unwrap();
            p.set("units.csv", text.replace(&format!("{line}\n"), "").as_bytes());
        },
        "chain.jsonl: line",
    ),
    (
        "the rulebook",
        |p| {
            let text = p.text("rulebook.yaml").replacen("full_from: 100%", "full_from: 90%", 1);
            p.set("rulebook.yaml", text.as_bytes());
        },
        "manifest.json: rulebook.sha256 says",
    ),
    (
        "what cannot be read",
        |p| cell(p, "facts.csv", "so-noi-vu,c1_1_2.finished,", 3, "nhiều"),
        "column value: published nhiều, recomputed 71",
    ),
];

#[test]
fn every_change_is_named_with_its_place() {
    for (what, change, wanted) in CASES {
        let mut parts = Parts::of(bundle());
        change(&mut parts);
        let clumsy = check(&parts);
        assert!(clumsy.findings.iter().any(|f| matches!(f, Finding::Hash { .. })), "{what}: no hash gives it away");
        let lines = said(&clumsy.findings);
        assert!(lines.iter().any(|line| line.contains(wanted)), "{what}: {lines:#?}");
        // Hashes put right: the place is still named, and so is the manifest, which is no longer what was signed.
        parts.relist();
        let verdict = check(&parts);
        let lines = said(&verdict.findings);
        assert!(lines.iter().any(|line| line.contains(wanted)), "{what}: {lines:#?}");
        assert!(verdict.findings.contains(&Finding::Signature), "{what}: {lines:#?}");
        assert!(!verdict.findings.iter().any(|f| matches!(f, Finding::Hash { .. })), "{what}: {lines:#?}");
        // Signed with a key of one's own: that is named as well.
        parts.resign(&SigningKey::generate(&[9; 32]).unwrap());
        let lines = said(&check(&parts).findings);
        assert!(
            lines.iter().any(|line| line.starts_with("public-key.pem: signed with another key")),
            "{what}: {lines:#?}"
        );
        assert!(!lines.iter().any(|line| line.contains("the signature is wrong")), "{what}: {lines:#?}");
    }
}

#[test]
fn one_changed_cell_of_the_result_is_one_place() {
    for (part, start, column) in [("result.csv", "so-noi-vu,area1,", 3), ("facts.csv", "so-noi-vu,c1_1_2.finished,", 3)]
    {
        let mut parts = Parts::of(bundle());
        cell(&mut parts, part, start, column, "1.25");
        let places = check(&parts).findings.into_iter().filter(|f| !matches!(f, Finding::Hash { .. }));
        assert_eq!(places.count(), 1, "{part}");
    }
}

#[test]
fn a_rulebook_put_in_its_place_with_its_hash_gives_other_results() {
    let mut parts = Parts::of(bundle());
    let text = parts.text("rulebook.yaml").replacen("floor: 80%", "floor: 60%", 1);
    parts.set("rulebook.yaml", text.as_bytes());
    let sha256 = chiso_model::hex(ring::digest::digest(&ring::digest::SHA256, text.as_bytes()).as_ref());
    parts.relist();
    parts.manifest(|manifest| manifest.rulebook.sha256 = sha256);
    parts.resign(&key());
    let lines = said(&check(&parts).findings);
    assert!(
        lines.iter().any(|l| l.starts_with("chain.jsonl: unit so-noi-vu, node c1_1_2, link 1: points by the rule")),
        "{lines:#?}"
    );
    let mut parts = Parts::of(bundle());
    parts.replace("rulebook.yaml", "id: c1_1_1\n", "id: c1 1 1\n");
    let lines = said(&check(&parts).findings);
    let wanted = |line: &&String| line.starts_with("rulebook.yaml: ") && line.contains(": error: ");
    assert!(lines.iter().any(|line| wanted(&line)), "{lines:#?}");
    let mut parts = Parts::of(bundle());
    parts.replace("rulebook.yaml", "edition: 2024-province-illustrative", "edition: 2025-province");
    let lines = said(&check(&parts).findings);
    assert!(
        lines.iter().any(
            |l| l == "manifest.json: rulebook.edition says 2024-province-illustrative, the parts say 2025-province"
        ),
        "{lines:#?}"
    );
}

#[test]
fn every_part_is_missed_and_a_foreign_one_is_named() {
    let names: Vec<String> = Parts::of(bundle()).0.into_iter().map(|(name, _)| name).collect();
    assert_eq!(names.len(), 11);
    for name in names.iter().filter(|name| *name != "manifest.json") {
        let mut parts = Parts::of(bundle());
        parts.remove(name);
        let verdict = check(&parts);
        assert!(verdict.findings.iter().any(|f| f.part() == name), "{name}: {:#?}", said(&verdict.findings));
    }
    let mut parts = Parts::of(bundle());
    parts.remove("manifest.sig");
    assert!(check(&parts).findings.contains(&Finding::Stripped));
    let mut parts = Parts::of(bundle());
    parts.0.push(("more.csv".to_owned(), b"a".to_vec()));
    assert_eq!(check(&parts).findings, [Finding::Unknown { part: "more.csv".to_owned() }]);
}

#[test]
fn the_manifest_is_what_was_signed() {
    let changes: [fn(&mut chiso_bundle::Manifest); 6] = [
        |m| m.issue.number = 2,
        |m| m.issue.decision.number = "99/QĐ-UBND".to_owned(),
        |m| m.simulated = false,
        |m| m.period = "2023".parse().unwrap(),
        |m| m.units = 4,
        |m| m.parts[3].size += 1,
    ];
    for (index, change) in changes.into_iter().enumerate() {
        let mut parts = Parts::of(bundle());
        parts.manifest(change);
        assert!(check(&parts).findings.contains(&Finding::Signature), "{index}");
    }
    // Whitespace alone is no longer what was signed either.
    let mut parts = Parts::of(bundle());
    let text = parts.text("manifest.json").replace("  ", " ");
    parts.set("manifest.json", text.as_bytes());
    assert_eq!(check(&parts).findings, [Finding::Signature]);
    let mut parts = Parts::of(bundle());
    parts.set("public-key.pem", SigningKey::generate(&[9; 32]).unwrap().public().to_pem().as_bytes());
    assert_eq!(check(&parts).findings, [Finding::KeyFile]);
}

#[test]
fn counts_in_the_manifest_are_counted_again() {
    let mut parts = Parts::of(bundle());
    parts.manifest(|m| (m.units, m.nodes) = (4, 5));
    parts.resign(&key());
    let lines = said(&check(&parts).findings);
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert_eq!(lines[0], "manifest.json: units says 4, the parts say 3");
}

#[test]
fn numbers_that_no_rule_reads_are_named() {
    let mut parts = Parts::of(bundle());
    cell(&mut parts, "facts.csv", "so-noi-vu,c1_1_1.level,", 3, "7");
    parts.relist();
    parts.resign(&key());
    let lines = said(&check(&parts).findings);
    assert!(lines.iter().any(|l| l.contains("indicator c1_1_1.level") && l.contains("published 7")), "{lines:#?}");
    assert!(lines.len() == 2, "{lines:#?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    /// Whichever byte of the file is changed: it is refused, or something is found, or it is one of the few bytes that say nothing (a packing bit, a header field that is not read)
    /// and every part is still what it was.
    #[test]
    fn a_changed_byte_never_goes_unseen(at in 0usize..usize::MAX, change in 1u8..=255) {
        let mut bytes = bundle().to_vec();
        let at = at % bytes.len();
        bytes[at] ^= change;
        if let Ok(changed) = read(&bytes) {
            let same = changed.parts().eq(read(bundle()).unwrap().parts());
            prop_assert!(same || !verify(&bytes, Some(&key().public())).unwrap().holds(), "byte {}", at);
        }
    }

    /// The same within the parts, before they are packed: there no byte says nothing.
    #[test]
    fn a_changed_byte_of_a_part_is_found(part in 0usize..11, at in 0usize..usize::MAX, change in 1u8..=255) {
        let mut parts = Parts::of(bundle());
        let content = &mut parts.0[part].1;
        let at = at % content.len();
        content[at] ^= change;
        let name = parts.0[part].0.clone();
        if let Ok(verdict) = verify(&parts.pack(), Some(&key().public())) {
            prop_assert!(!verdict.holds(), "{} byte {}", name, at);
        }
    }
}
