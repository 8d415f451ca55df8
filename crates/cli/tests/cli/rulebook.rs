//! `chiso rulebook ...`

use crate::program::{Place, RULEBOOK, plain_rulebook};

#[test]
fn a_good_rulebook_passes() {
    let place = Place::with(&[("demo.yaml", RULEBOOK)]);
    let answer = place.run("rulebook check demo.yaml hdi").well();
    assert_eq!(answer.out, "demo.yaml: demo/1, 3 mục, không có lỗi\nhdi: hdi/2022, 6 mục, không có lỗi\n");
    assert_eq!(answer.err, "");
}

#[test]
fn a_warning_is_told_and_is_no_failure() {
    let text = RULEBOOK.replace("status_note: {vi: Để thử, en: For trial}\n", "");
    let place = Place::with(&[("demo.yaml", &text)]);
    let answer = place.run("rulebook check demo.yaml --lang en").well();
    assert_eq!(answer.out, "demo.yaml: demo/1, 3 nodes, no errors, 1 warning\n");
    assert!(answer.err.starts_with("demo.yaml:5:1: warning: "), "{}", answer.err);
    let answer = place.run("rulebook convert demo.yaml other.yaml --lang en").well();
    assert_eq!(answer.err, "note: demo.yaml: 1 warning (see: chiso rulebook check demo.yaml)\n");
}

#[test]
fn every_problem_is_told_with_its_place_and_the_good_ones_are_still_checked() {
    let text = RULEBOOK.replace("rounding: {digits: 1}", "rounding: {digit: 1}").replace("id: health", "id: schools");
    let place = Place::with(&[("bad.yaml", &text), ("demo.yaml", RULEBOOK)]);
    let answer = place.run("rulebook check bad.yaml nowhere.yaml demo.yaml");
    assert_eq!(answer.code, 1);
    assert_eq!(answer.out, "demo.yaml: demo/1, 3 mục, không có lỗi\n");
    let lines: Vec<&str> = answer.err.lines().collect();
    assert!(lines.len() >= 3, "{}", answer.err);
    assert!(lines.iter().any(|line| line.starts_with("bad.yaml:14:12: lỗi: ")), "{}", answer.err);
    assert!(lines.iter().any(|line| line.starts_with("bad.yaml:33:7: lỗi: ")), "{}", answer.err);
    assert_eq!(lines.last(), Some(&"nowhere.yaml: không có tệp này; hãy kiểm tra đường dẫn"));
}

#[test]
fn converting_there_and_back_changes_nothing() {
    let place = Place::with(&[("demo.yaml", RULEBOOK)]);
    for name in ["demo.yaml", "hdi", "asem", "papi", "par-index/2024-province-illustrative"] {
        for target in ["a.yaml", "b.xlsx"] {
            place.run(&format!("rulebook convert {name} {target} --force")).well();
        }
        place.run("rulebook convert b.xlsx c.yaml --force").well();
        assert_eq!(place.read("a.yaml"), place.read("c.yaml"), "{name}");
        place.run("rulebook check a.yaml b.xlsx").well();
    }
}

#[test]
fn a_rulebook_that_is_there_is_not_overwritten_unasked() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("mine.yaml", "mine\n")]);
    let answer = place.run("rulebook convert demo.yaml mine.yaml");
    assert_eq!((answer.code, answer.err.as_str()), (2, "chiso: “mine.yaml” đã có; thêm --force để ghi đè\n"));
    assert_eq!(place.read("mine.yaml"), "mine\n");
    place.run("rulebook convert demo.yaml mine.yaml --force").well();
    assert!(place.read("mine.yaml").contains("id: demo"));
}

#[test]
fn templates_pass_the_check_in_both_forms_and_languages() {
    let place = Place::with(&[]);
    for lang in ["vi", "en"] {
        for name in ["t.yaml", "t.xlsx"] {
            place.run(&format!("rulebook template --out {name} --force --lang {lang}")).well();
            let answer = place.run(&format!("rulebook check {name}")).well();
            assert_eq!(answer.err, "", "{name} {lang}");
        }
        let printed = place.run(&format!("rulebook template --lang {lang}")).well().out;
        assert_eq!(printed, place.read("t.yaml"));
    }
}

#[test]
fn two_rulebooks_are_compared() {
    let place = Place::with(&[("a.yaml", RULEBOOK), ("b.yaml", &plain_rulebook())]);
    let same = place.run("rulebook diff a.yaml a.yaml").well().out;
    let other = place.run("rulebook diff a.yaml b.yaml").well().out;
    assert_ne!(same, other);
    assert!(!other.is_empty());
}

#[test]
fn shipped_rulebooks_are_listed_and_all_pass() {
    let place = Place::with(&[]);
    let list = place.run("rulebook list --lang en").well().out;
    let names: Vec<&str> = list.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(names.contains(&"hdi/2022") && names.len() >= 12, "{list}");
    let answer = place.run(&format!("rulebook check {}", names.join(" "))).well();
    assert_eq!(answer.out.lines().count(), names.len());
}
