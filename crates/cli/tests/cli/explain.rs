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
    assert!(
        answer.out.starts_with(
            "Trial index, demo/1 (illustrative), period 2023: A, rank 2 of 3, band: Low\nHealth [health]: 50.0\n"
        ),
        "{}",
        answer.out
    );
    assert!(!answer.out.contains("schools"));
}

#[test]
fn the_first_line_says_what_the_index_is_worth_and_where_the_unit_stands() {
    let groups =
        RULEBOOK.replace("rank: {on: rounded}", "rank: {on: rounded, ties: shared, groups: {attribute: region}}");
    let official = RULEBOOK.replace("status: illustrative", "status: official");
    let rebuilt = RULEBOOK.replace("status: illustrative", "status: reconstructed");
    let place = Place::with(&[
        ("demo.yaml", RULEBOOK),
        ("groups.yaml", &groups),
        ("official.yaml", &official),
        ("rebuilt.yaml", &rebuilt),
        ("facts.csv", FACTS),
        ("equal.csv", "unit,schools,people,health,region\nA,20,100,5,north\nB,20,100,5,north\nC,1,100,1,south\n"),
    ]);
    for (line, wanted) in [
        (
            "demo.yaml --facts facts.csv --unit B",
            "Chỉ số thử, demo/1 (minh họa), kỳ 2023: B, hạng 1 trên 3, xếp loại Cao",
        ),
        ("rebuilt.yaml --facts facts.csv --unit C", "Chỉ số thử, demo/1 (dựng lại), kỳ 2023: C, không có hạng"),
        (
            "official.yaml --facts facts.csv --unit B --exclude-units B --lang en",
            "Trial index, demo/1 (official), period 2023: B, not ranked, band: High",
        ),
        ("groups.yaml --facts equal.csv --unit A", "Chỉ số thử, demo/1 (minh họa): A, hạng 1,5 trên 2, xếp loại Thấp"),
    ] {
        let answer = place.run(&format!("explain {line}")).well();
        assert_eq!(answer.out.lines().next(), Some(wanted), "{line}");
    }
}

#[test]
fn provinces_and_ministries_may_be_called_by_name() {
    let of_units = |units: &str| RULEBOOK.replace("attributes:\n", &format!("units: {units}\nattributes:\n"));
    let facts = "unit,schools,people,health\n31,20,100,5\n30,10,100,4\nbo-tu-phap,20,100,5\n";
    let place = Place::with(&[
        ("province.yaml", &of_units("province")),
        ("ministry.yaml", &of_units("ministry")),
        ("country.yaml", &of_units("country")),
        ("facts.csv", facts),
    ]);
    for (rulebook, period, name, wanted) in [
        ("province", "2024", "Hải Phòng", Some("Hải Phòng (31)")),
        ("province", "2024", "tp. hai phong", Some("tp. hai phong (31)")),
        ("province", "2024", "hp", Some("hp (31)")),
        ("province", "2025", "Hải Phòng", Some("Hải Phòng (31)")),
        // Hải Dương became part of Hải Phòng in July 2025: the code means nothing any more.
        ("province", "2024", "Hải Dương", Some("Hải Dương (30)")),
        ("province", "2025", "Hải Dương", None),
        ("province", "2024", "Hà Nội", None),
        ("province", "2024", "Bộ Tư pháp", None),
        ("ministry", "2024", "Bộ Tư pháp", Some("Bộ Tư pháp (bo-tu-phap)")),
        ("ministry", "2024", "BTP", Some("BTP (bo-tu-phap)")),
        ("country", "2024", "Hải Phòng", None),
    ] {
        let (rulebook, wanted) = (format!("{rulebook}.yaml"), wanted.map(|unit| format!(": {unit}, ")));
        let words = ["explain", &rulebook, "--facts", "facts.csv", "--period", period, "--unit", name];
        let answer = place.run_words(&words);
        match wanted {
            Some(wanted) => assert!(answer.well().out.lines().next().unwrap().contains(&wanted), "{name}"),
            None => assert_eq!((answer.code, answer.out.as_str()), (2, ""), "{name}"),
        }
    }
}
