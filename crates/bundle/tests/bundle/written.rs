//! What is written, is read and recomputed to the bit.

use std::collections::BTreeMap;

use chiso_bundle::{
    Announcement, BUNDLE_FORMAT, Contents, ENGINE_VERSION, Finding, Remark, Seal, WriteError, read, verify, write,
};
use chiso_model::{Lang, Text};
use chiso_round::Mark;
use proptest::prelude::*;

use crate::journey::{Journey, UNITS, decision, key};
use crate::parts::Parts;

#[test]
fn the_same_round_gives_the_same_bytes_and_they_hold() {
    let journey = Journey::new();
    let bytes = journey.bundle(None);
    assert_eq!(bytes, Journey::new().bundle(None));
    for trusted in [None, Some(key().public())] {
        let verdict = verify(&bytes, trusted.as_ref()).unwrap();
        assert_eq!(verdict.findings, []);
        assert_eq!(verdict.remarks, []);
        assert!(verdict.holds());
        assert_eq!(verdict.seal, Seal::By(key().public()));
        assert_eq!(verdict.recomputed.0, 3);
        assert!(verdict.recomputed.1 > 88 && verdict.links > 250, "{verdict:?}");
        let manifest = &verdict.manifest;
        assert_eq!((manifest.chiso_bundle, manifest.engine.as_str()), (BUNDLE_FORMAT, ENGINE_VERSION));
        assert_eq!((manifest.units, manifest.nodes), verdict.recomputed);
        assert!(manifest.simulated && manifest.issue.corrects.is_none());
    }
}

/// Two groups, of departments with longer and shorter names; decimals that no binary number is.
const GROUPS: &str = "\
chiso: 1
id: nho
edition: \"1\"
title: {vi: Nhỏ, en: Small}
status: illustrative
status_note: {vi: Để thử, en: For trial}
valid: {from: 2020-01-01}
attributes:
  - {id: khoi, title: {vi: Khối}}
rank: {groups: {attribute: khoi}}
defaults: {missing: {blank: zero, not_applicable: drop_rescale, not_computable: zero}}
tree:
  id: nho
  title: {vi: Nhỏ}
  max: 5
  aggregate: {method: sum}
  children:
    - {id: a, title: {vi: A}, max: 1.1, inputs: {x: {title: {vi: X}}, y: {title: {vi: Y}}}, rule: {kind: ratio, numerator: x, denominator: y}}
    - {id: b, title: {vi: B}, max: 1, inputs: {x: {title: {vi: X}}}, rule: {kind: yes_no, input: x}}
    - {id: c, title: {vi: C}, max: 0.9, inputs: {x: {title: {vi: X}}}, rule: {kind: deduction, input: x, each: 0.07}}
    - {id: d, title: {vi: D}, max: 2, inputs: {x: {title: {vi: X}}, y: {title: {vi: Y}}}, rule: {kind: formula, expression: \"min(max_points, x / y)\"}}
";

#[test]
fn groups_are_ranked_apart_and_stand_among_the_facts() {
    let mut parts = Parts::of(&Journey::over(GROUPS.to_owned()).bundle(None));
    let (facts, result) = (parts.text("facts.csv"), parts.text("result.csv"));
    assert!(facts.contains("so-tai-chinh,khoi,,khối 0,\n") && facts.contains("so-noi-vu,khoi,,khối 1,\n"), "{facts}");
    let first =
        |unit: &str| result.lines().any(|line| line.starts_with(&format!("{unit},nho,")) && line.contains(",5,1,"));
    assert!(first("so-tai-chinh") && first("so-noi-vu"), "{result}");
    parts.replace("units.csv", "khối 0,yes", "khối 1,yes");
    let findings = verify(&parts.pack(), None).unwrap().findings;
    let said: Vec<String> = findings.iter().map(|finding| finding.message(Lang::En)).collect();
    let wanted = "facts.csv: unit so-tai-chinh, indicator khoi, column value: published khối 0, recomputed khối 1";
    assert!(said.iter().any(|line| line == wanted), "{said:#?}");
}

/// A root that is said to be ranked otherwise, without a word of groups: nodes below it are ranked by the default, and their groups are known.
#[test]
fn a_root_that_says_nothing_of_groups_goes_by_the_default() {
    let journey = Journey::over(
        GROUPS.replace("  aggregate: {method: sum}\n", "  aggregate: {method: sum}\n  rank: {on: rounded}\n"),
    );
    let mut parts = Parts::of(&journey.bundle(None));
    let (facts, result) = (parts.text("facts.csv"), parts.text("result.csv"));
    assert!(facts.contains("so-tai-chinh,khoi,,khối 0,\n") && !facts.contains("rank_group"), "{facts}");
    for start in ["so-tai-chinh,nho,", "so-noi-vu,nho,", "so-tai-chinh,a,", "so-noi-vu,a,"] {
        let first = |line: &str| line.starts_with(start) && line.split(',').nth(7) == Some("1");
        assert!(result.lines().any(first), "{start} {result}");
    }
    assert_eq!(verify(&parts.pack(), None).unwrap().findings, []);
}

/// Where the rulebook names no groups, those of the round hold all the same.
#[test]
fn groups_of_the_round_are_ranked_apart_whatever_the_rulebook_says() {
    let journey = Journey::over(GROUPS.replace("rank: {groups: {attribute: khoi}}\n", "").replace("khoi", "khac"));
    let mut parts = Parts::of(&journey.bundle(None));
    assert!(!parts.text("rulebook.yaml").contains("groups"));
    let (facts, result) = (parts.text("facts.csv"), parts.text("result.csv"));
    assert!(facts.contains("so-tai-chinh,rank_group,,khối 0,\n"), "{facts}");
    let first = |unit: &str, node: &str| {
        result.lines().any(|line| line.starts_with(&format!("{unit},{node},")) && line.split(',').nth(7) == Some("1"))
    };
    for node in ["nho", "a"] {
        assert!(first("so-tai-chinh", node) && first("so-noi-vu", node), "{node}: {result}");
    }
    assert_eq!(verify(&parts.pack(), None).unwrap().findings, []);
    parts.replace("facts.csv", "so-tai-chinh,rank_group,,khối 0", "so-tai-chinh,rank_group,,khối 1");
    let findings = verify(&parts.pack(), None).unwrap().findings;
    assert!(
        findings.iter().any(|found| found.message(Lang::En).contains("so-tai-chinh, indicator rank_group")),
        "{findings:?}"
    );
}

fn mark() -> impl Strategy<Value = Mark> {
    prop_oneof![
        4 => (0..2000u32).prop_map(|n| Mark::number(f64::from(n) / 7.0)),
        4 => (0..4u32).prop_map(|n| Mark::number(f64::from(n))),
        2 => any::<f64>().prop_map(Mark::number),
        1 => Just(Mark::NOT_APPLICABLE),
        1 => Just(Mark::default()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// No false alarm: whatever numbers and points the round took, its bundle holds.
    #[test]
    fn what_the_round_took_holds(
        corrections in prop::collection::vec((0usize..3, 0usize..4, prop::collection::vec(mark(), 0..3), prop::option::of(mark())), 1..12),
    ) {
        let mut journey = Journey::over(GROUPS.to_owned());
        journey.publish(b"first");
        for (unit, node, numbers, points) in corrections {
            journey.correct_with(UNITS[unit], ["a", "b", "c", "d"][node], &numbers, points);
        }
        let verdict = verify(&journey.bundle(None), None).unwrap();
        prop_assert_eq!(verdict.findings, []);
    }
}

#[test]
fn no_person_stands_in_it() {
    let journey = Journey::new();
    let mut parts = Parts::of(&journey.bundle(None));
    for (name, content) in &parts.0 {
        let text = String::from_utf8_lossy(content);
        for person in journey.authors.keys() {
            assert!(
                !text.contains(&format!("\"{person}\"")) && !text.contains(&format!(",{person},")),
                "{person} in {name}"
            );
        }
        for called in ["Báo cáo số", "bao-cao.pdf"] {
            assert!(!text.contains(called), "what evidence is called stands in {name}");
        }
    }
    let chain = parts.text("chain.jsonl");
    assert!(chain.contains("\"checked_by\":{\"vi\":\"Văn phòng (thẩm định)\""));
    assert!(chain.contains(&format!("{{\"kind\":\"file\",\"sha256\":\"{:064x}\",\"size\":1234}}", 3)), "{chain}");
    // What a spreadsheet would take for a formula is a text.
    assert!(parts.text("units.csv").contains("so-y-te,'=Sở Y tế,Department of Health,khối 1,no"));
}

#[test]
fn a_unit_that_is_not_ranked_has_points_and_no_place() {
    let result = Parts::of(&Journey::new().bundle(None)).text("result.csv");
    let row = |unit: &str| {
        let start = format!("{unit},par-index,");
        let line = result.lines().find(|line| line.starts_with(&start)).unwrap();
        line.split(',').map(str::to_owned).collect::<Vec<_>>()
    };
    let (ranked, unranked) = (row("so-noi-vu"), row("so-y-te"));
    assert!(ranked[7] == "1" || ranked[7] == "2", "{ranked:?}");
    assert_eq!((unranked[7].as_str(), unranked[3].is_empty()), ("", false), "{unranked:?}");
}

#[test]
fn a_correction_is_a_new_issue_that_names_the_old_one() {
    let mut journey = Journey::new();
    let first = journey.bundle(None);
    journey.publish(&first);
    journey.correct("so-noi-vu", "c1_1_1", 0.25);
    let issue =
        Announcement { number: 2, decision: decision("13/QĐ-UBND"), reason: "Nhập nhầm điểm".to_owned() };
    let contents = Contents { issue, ..journey.contents() };
    let second = write(&contents, Some(&key())).unwrap();
    let verdict = verify(&second, Some(&key().public())).unwrap();
    assert_eq!(verdict.findings, []);
    assert_eq!(verdict.manifest.issue.corrects.as_deref(), Some(read(&first).unwrap().sha256()));
    // The first issue can be written again, beside the new one, but then without the correction it would differ: it stays as it was published.
    let nameless =
        Contents { issue: Announcement { reason: " ".to_owned(), ..contents.issue.clone() }, ..contents.clone() };
    assert_eq!(write(&nameless, None), Err(WriteError::NoReason));
    for number in [0, 4] {
        let far = Contents { issue: Announcement { number, ..contents.issue.clone() }, ..contents.clone() };
        assert_eq!(write(&far, None), Err(WriteError::Number(number)));
    }
}

#[test]
fn changes_are_told_against_the_bundle_before() {
    let mut journey = Journey::new();
    let before = read(&journey.bundle(None)).unwrap().published().unwrap();
    journey.publish(b"first");
    journey.correct("so-noi-vu", "c1_1_1", 0.0);
    let bytes = journey.bundle(Some(&before));
    let verdict = verify(&bytes, None).unwrap();
    assert_eq!(verdict.findings, []);
    let mut parts = Parts::of(&bytes);
    let changes = parts.text("changes.csv");
    let line = |start: &str| changes.lines().find(|line| line.starts_with(start)).unwrap().to_owned();
    assert!(line("so-noi-vu,c1_1_1,").starts_with("so-noi-vu,c1_1_1,-0."), "{}", line("so-noi-vu,c1_1_1,"));
    assert!(line("so-y-te,c1_1_1,").starts_with("so-y-te,c1_1_1,0,0,"));
    // Both parts of it are checked.
    parts.set("changes.csv", changes.replacen(",0,0,", ",1,0,", 1).as_bytes());
    let text = parts.text("previous.csv").replacen("so-y-te,c1_1_2,,", "so-y-te,c1_1_2,,9", 1);
    parts.set("previous.csv", text.as_bytes());
    parts.relist();
    let findings = verify(&parts.pack(), None).unwrap().findings;
    let said: Vec<String> = findings.iter().map(|finding| finding.message(Lang::En)).collect();
    assert!(said.iter().any(|line| line.contains("changes.csv: unit so-y-te, node c1_1_2, column share")), "{said:#?}");
    assert!(
        said.iter().any(|line| line.starts_with("changes.csv") && line.contains("column change: published 1")),
        "{said:#?}"
    );
}

#[test]
fn what_does_not_fit_is_not_written() {
    type Wanted = fn(&WriteError) -> bool;
    let journey = Journey::new();
    let contents = journey.contents();
    let other = journey.rulebook.replace("0.5", "0.6");
    let (names, mut authors) = (BTreeMap::new(), journey.authors.clone());
    authors.insert("p-an".to_owned(), Text::new("p-an", "p-an"));
    let cases: [(Contents<'_>, Wanted); 3] = [
        (Contents { rulebook: &other, ..contents.clone() }, |e| matches!(e, WriteError::OtherRulebook { .. })),
        (Contents { names: &names, ..contents.clone() }, |e| *e == WriteError::NoName("so-noi-vu".to_owned())),
        (Contents { authors: &authors, ..contents.clone() }, |e| matches!(e, WriteError::NoAuthor { .. })),
    ];
    for (contents, wanted) in cases {
        let error = write(&contents, None).unwrap_err();
        assert!(wanted(&error), "{error:?}");
        assert!(Lang::ALL.into_iter().all(|lang| !error.message(lang).is_empty()));
    }
}

#[test]
fn without_a_key_it_holds_and_says_that_nobody_signed_it() {
    let bytes = write(&Journey::new().contents(), None).unwrap();
    let verdict = verify(&bytes, None).unwrap();
    assert_eq!((verdict.findings, verdict.seal), (Vec::new(), Seal::None));
    assert_eq!(verify(&bytes, Some(&key().public())).unwrap().findings, [Finding::Unsigned]);
}

#[test]
fn another_version_of_the_engine_is_a_remark() {
    let mut parts = Parts::of(&Journey::new().bundle(None));
    parts.manifest(|manifest| manifest.engine = "0.0.9".to_owned());
    let trace = parts.text("trace.jsonl").replacen("\"lines\":[\"", "\"lines\":[\"Xưa: ", 1);
    parts.set("trace.jsonl", trace.as_bytes());
    parts.relist();
    parts.resign(&key());
    let verdict = verify(&parts.pack(), Some(&key().public())).unwrap();
    assert_eq!(verdict.findings, []);
    assert_eq!(verdict.remarks, [Remark::OtherEngine { theirs: "0.0.9".to_owned() }, Remark::Wording(1)]);
}
