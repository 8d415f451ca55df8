//! `chiso explain`: the trace as text.

use crate::program::{FACTS, Place, RULEBOOK};

#[test]
fn every_number_is_explained_in_both_languages() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let command = "explain demo.yaml --facts facts.csv --period 2023 --unit Đ";
    let vi = place.run(command).well().out;
    let en = place.run(&format!("{command} --lang en")).well().out;
    for (text, wanted) in [
        (&vi, ["Chỉ số thử [demo]: 30,0", "Trường học [schools]: 35,0", "Sức khỏe [health]: 25,0"]),
        (&en, ["Trial index [demo]: 30.0", "Schools [schools]: 35.0", "Health [health]: 25.0"]),
    ] {
        for line in wanted {
            assert!(text.lines().any(|l| l.trim_start() == line), "{line}\n{text}");
        }
    }
    assert!(vi.lines().all(|line| line == line.trim_end()));
}

#[test]
fn a_node_may_be_explained_alone() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let answer = place.run("explain demo.yaml --facts facts.csv --period 2023 --unit A --node health --lang en").well();
    assert!(answer.out.starts_with("Health [health]: 50.0\n"), "{}", answer.out);
    assert!(!answer.out.contains("schools"));
}
