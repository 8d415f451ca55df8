//! `chiso survey sample`: the sample of docs/surveys.md, and what is said when it is used wrongly.

use crate::program::Place;

/// Ten communes of two districts, semicolons between columns as spreadsheets here write them.
fn frame() -> String {
    let mut text = "\u{feff}huyện;xã;số dân\r\n".to_owned();
    for number in 1..=10 {
        let line =
            [if number <= 6 { "Bắc" } else { "Nam" }.to_owned(), format!("X{number:02}"), (number * 100).to_string()];
        text.push_str(&line.join(";"));
        text.push_str("\r\n");
    }
    text
}

const PLAN: &str =
    "- unit: xã\n  strata: [huyện]\n  method: systematic_pps\n  size: số dân\n  take: {each: 2}\n  reserve: 1\n";

fn place() -> Place {
    Place::with(&[("frame.csv", &frame()), ("plan.yaml", PLAN)])
}

#[test]
fn the_same_three_give_the_same_sample_and_the_plan_may_be_json() {
    let place = place();
    let of = |seed: &str, plan: &str| {
        place.run(&format!("survey sample --frame frame.csv --plan {plan} --seed {seed}")).well().out
    };
    let drawn = of("370218", "plan.yaml");
    let lines: Vec<&str> = drawn.lines().collect();
    assert_eq!(lines[0], "huyện,xã,số dân,stratum_1,psu_1,fpc_1,probability,weight,reserve");
    assert_eq!(lines.len(), 1 + 4 + 2, "{drawn}");
    assert!(lines[1].starts_with("Bắc,") && lines[3].starts_with("Nam,"), "{drawn}");
    assert!(lines[5].ends_with(",1") && lines[6].ends_with(",1"), "{drawn}");
    assert_eq!(of("370218", "plan.yaml"), drawn);
    assert!((1..6).any(|seed| of(&seed.to_string(), "plan.yaml") != drawn));
    // As the page of a survey gives it.
    let json =
        r#"[{"unit":"xã","strata":["huyện"],"method":"systematic_pps","size":"số dân","take":{"each":2},"reserve":1}]"#;
    std::fs::write(place.path("plan.json"), json).unwrap();
    assert_eq!(of("370218", "plan.json"), drawn);
    let as_json = place.run("survey sample --frame frame.csv --plan plan.yaml --seed 370218 --format json").well().out;
    let rows: Vec<serde_json::Value> = serde_json::from_str(&as_json).unwrap();
    assert_eq!((rows.len(), rows[0]["fpc_1"].as_str()), (6, Some("6")));
}

#[test]
fn every_wrong_use_is_answered_with_what_to_do() {
    let place = place();
    for (name, text) in [
        ("typo.yaml", PLAN.replace("strata", "starta")),
        ("method.yaml", PLAN.replace("systematic_pps", "lottery")),
        ("column.yaml", PLAN.replace("unit: xã", "unit: thôn")),
        ("map.yaml", "unit: xã\n".to_owned()),
        ("many.yaml", PLAN.replace("{each: 2}", "{of: {Bắc: 7, Nam: 1}}")),
        ("sizes.csv", frame().replace(";500", ";5,5")),
    ] {
        std::fs::write(place.path(name), text).unwrap();
    }
    for (frame, plan, vi, en) in [
        (
            "frame.csv",
            "typo.yaml",
            "typo.yaml:2:3: không có “starta”; có phải là “strata”?",
            "typo.yaml:2:3: there is no `starta`; did you mean `strata`?",
        ),
        (
            "frame.csv",
            "method.yaml",
            "method.yaml:1:3: giai đoạn này chưa đúng",
            "method.yaml:1:3: this stage is not right",
        ),
        ("frame.csv", "column.yaml", "frame.csv: Khung mẫu", "frame.csv: "),
        ("frame.csv", "map.yaml", "map.yaml:1:1: phương án là danh sách", "map.yaml:1:1: a plan is a list"),
        (
            "frame.csv",
            "many.yaml",
            "frame.csv: “Bắc”: cần chọn 7 nhưng chỉ có 6.",
            "frame.csv: “Bắc”: 7 wanted, and there are only 6.",
        ),
        ("sizes.csv", "plan.yaml", "sizes.csv: Khung mẫu, dòng 6", "sizes.csv: Frame, row 6"),
    ] {
        for (lang, said) in [("vi", vi), ("en", en)] {
            let line = format!("survey sample --frame {frame} --plan {plan} --seed 1 --lang {lang}");
            let ran = place.run(&line);
            assert_eq!((ran.code, ran.out.as_str()), (1, ""), "{line}");
            assert!(ran.err.starts_with(said), "{line}: {}", ran.err);
        }
    }
}
