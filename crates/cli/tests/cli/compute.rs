//! `chiso compute`: the files it writes, byte for byte.

use crate::program::{FACTS, Place, RULEBOOK, plain_rulebook};

const SCORES: &str = "\
unit,node,value,missing
A,demo,45,
A,health,50,
A,schools,40,
B,demo,55,
B,health,80,
B,schools,30,
C,demo,,withheld
C,health,,not_applicable
C,schools,,withheld
Đ,demo,30,
Đ,health,25,
Đ,schools,35,
";

const RANKS: &str = "\
unit,node,value,rounded,rank,band
A,demo,45,45,2,low
A,health,50,50,2,
A,schools,40,40,1,
B,demo,55,55,1,high
B,health,80,80,1,
B,schools,30,30,3,
C,demo,,,,
C,health,,,,
C,schools,,,,
Đ,demo,30,30,3,low
Đ,health,25,25,3,
Đ,schools,35,35,2,
";

const STEPS: &str = "\
unit,indicator,step,value
A,health,raw,5
A,health,denominated,5
A,health,imputed,5
A,health,treated,5
A,health,normalised,50
A,schools,raw,20
A,schools,denominated,0.2
A,schools,imputed,0.2
A,schools,treated,0.2
A,schools,normalised,40
";

#[test]
fn the_tables_and_what_is_said() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let answer = place.run("compute demo.yaml --facts facts.csv --period 2023 --steps --out out").well();
    assert_eq!(
        answer.out,
        "Chỉ số thử, demo/1 (minh họa), kỳ 2023: 3 trên 4 đơn vị có hạng, 3 mục\n\
         out: scores.csv, ranks.csv, intervals.csv, steps.csv, summary.json\n"
    );
    assert_eq!(answer.err, "");
    assert_eq!(place.names("out"), ["intervals.csv", "ranks.csv", "scores.csv", "steps.csv", "summary.json"]);
    assert_eq!(place.read("out/scores.csv"), SCORES);
    assert_eq!(place.read("out/ranks.csv"), RANKS);
    assert_eq!(place.read("out/intervals.csv"), "unit,node,low,high,level\nA,demo,42.06,47.94,0.95\n");
    assert!(place.read("out/steps.csv").starts_with(STEPS));
    assert!(
        place
            .read("out/steps.csv")
            .ends_with("Đ,schools,imputed,0.175\nĐ,schools,treated,0.175\nĐ,schools,normalised,35\n")
    );
}

#[test]
fn without_a_period_the_newest_is_taken_and_said() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let answer = place.run("--lang en compute demo.yaml --facts facts.csv --out out").well();
    assert_eq!(
        answer.err,
        "note: the facts have the periods 2022, 2023; computing 2023 (choose another with --period)\n"
    );
    assert_eq!(place.read("out/scores.csv"), SCORES);
}

#[test]
fn the_earlier_period_is_the_last_one_before_and_gives_changes() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let answer = place.run("compute demo.yaml --facts facts.csv --previous facts.csv --lang en --out out").well();
    assert_eq!(
        answer.err.lines().last(),
        Some(
            "note: the earlier facts have the periods 2022, 2023; comparing with 2022 (choose another with --previous-period)"
        )
    );
    assert_eq!(
        place.read("out/changes.csv"),
        "unit,node,value,places\n\
         A,demo,5,0\nA,health,-10,0\nA,schools,20,2\n\
         B,demo,-5,0\nB,health,0,0\nB,schools,-10,-2\n\
         Đ,demo,0,0\nĐ,schools,5,0\n"
    );
    let summary: serde_json::Value = serde_json::from_str(&place.read("out/summary.json")).unwrap();
    assert_eq!(summary["status"], "illustrative");
    assert_eq!(summary["period"], "2023");
    assert_eq!(summary["previous_period"], "2022");
    assert_eq!(summary["not_comparable"], serde_json::json!([]));
    assert_eq!(summary["nodes"][0]["change"]["up"], 1);
}

#[test]
fn another_edition_is_compared_only_where_it_says_so() {
    let earlier = RULEBOOK.replace("edition: \"1\"", "edition: \"0\"");
    let now = RULEBOOK.replace(
        "tree:\n",
        "continues:\n  - edition: \"0\"\n    nodes: {schools: schools}\n    not_comparable: {health: {vi: Đổi cách đo, en: Measured anew}}\ntree:\n",
    );
    let place = Place::with(&[("now.yaml", &now), ("earlier.yaml", &earlier), ("facts.csv", FACTS)]);
    place
        .run("compute now.yaml --facts facts.csv --previous facts.csv --previous-period 2022 --previous-rulebook earlier.yaml --out out")
        .well();
    assert_eq!(
        place.read("out/changes.csv"),
        "unit,node,value,places\nA,schools,20,2\nB,schools,-10,-2\nĐ,schools,5,0\n"
    );
    let summary: serde_json::Value = serde_json::from_str(&place.read("out/summary.json")).unwrap();
    assert_eq!(
        summary["not_comparable"],
        serde_json::json!([
            {"node": "demo", "reason": "not_mapped"},
            {"node": "health", "reason": "declared", "text": {"vi": "Đổi cách đo", "en": "Measured anew"}},
        ])
    );
}

#[test]
fn json_has_the_same_columns_as_objects() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let command =
        "compute demo.yaml --facts facts.csv --previous facts.csv --previous-period 2022 --period 2023 --steps";
    place.run(&format!("{command} --out csv")).well();
    place.run(&format!("{command} --format json --out json")).well();
    assert_eq!(
        place.names("json"),
        ["changes.json", "intervals.json", "ranks.json", "scores.json", "steps.json", "summary.json"]
    );
    assert_eq!(place.read("json/summary.json"), place.read("csv/summary.json"));
    for table in ["scores", "ranks", "intervals", "changes", "steps"] {
        let rows: Vec<serde_json::Map<String, serde_json::Value>> =
            serde_json::from_str(&place.read(&format!("json/{table}.json"))).unwrap();
        let csv = place.read(&format!("csv/{table}.csv"));
        let mut lines = csv.lines();
        let header: Vec<&str> = lines.next().unwrap().split(',').collect();
        assert_eq!(rows.len(), csv.lines().count() - 1, "{table}");
        for (row, line) in rows.iter().zip(lines) {
            assert_eq!(row.keys().collect::<Vec<_>>(), header, "{table}");
            let fields: Vec<String> = row
                .values()
                .map(|value| match value {
                    serde_json::Value::Null => String::new(),
                    serde_json::Value::String(text) => text.clone(),
                    // Whole numbers are written without a fraction in both.
                    number => number.to_string(),
                })
                .collect();
            assert_eq!(fields.join(","), line, "{table}");
        }
    }
}

#[test]
fn neither_the_order_of_rows_nor_the_number_of_threads_changes_a_byte() {
    let mut rows: Vec<&str> = FACTS.lines().skip(1).collect();
    let header = FACTS.lines().next().unwrap();
    let place = Place::with(&[("demo.yaml", RULEBOOK)]);
    let mut results: Vec<Vec<String>> = Vec::new();
    for (turn, threads) in [1, 4, 2, 1].into_iter().enumerate() {
        rows.rotate_left(turn * 5);
        if turn == 2 {
            rows.reverse();
        }
        std::fs::write(place.path("facts.csv"), format!("{header}\n{}\n", rows.join("\n"))).unwrap();
        place
            .run(&format!(
                "compute demo.yaml --facts facts.csv --previous facts.csv --steps --threads {threads} --out out{turn}"
            ))
            .well();
        let names = place.names(&format!("out{turn}"));
        results.push(names.iter().map(|name| place.read(&format!("out{turn}/{name}"))).collect());
    }
    assert_eq!(results[0].len(), 6);
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn every_form_of_facts_gives_the_same_result() {
    let wide = "code,SCH,health,people,se,region,note\n\
                A,20,5,100,1.5,north,x\nB,30,8,200,,north,\nC,#withheld,#na,50,,south,\nĐ,,2.5,10,,north,\n";
    let json = r#"[
        {"unit": "A", "indicator": "people", "period": 2023, "value": 100},
        {"unit": "A", "indicator": "schools", "period": 2023, "value": 20},
        {"unit": "A", "indicator": "health", "period": "2023", "value": 5},
        {"unit": "A", "indicator": "se", "period": "2023", "value": 1.5},
        {"unit": "A", "indicator": "region", "period": "2023", "value": "north"}
    ]"#;
    let rest = FACTS.lines().filter(|line| !line.starts_with("A,")).collect::<Vec<_>>().join("\n");
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("wide.csv", wide), ("a.json", json), ("rest.csv", &rest)]);
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Số liệu").unwrap();
    for (row, line) in (0..).zip(wide.lines()) {
        for (column, field) in (0..).zip(line.split(',')) {
            match field.parse::<f64>() {
                Ok(number) => sheet.write_number(row, column, number).map(drop).unwrap(),
                Err(_) => sheet.write_string(row, column, field).map(drop).unwrap(),
            }
        }
    }
    book.save(place.path("wide.xlsx")).unwrap();
    for facts in [
        "wide.csv --unit-column code --columns schools=SCH",
        "wide.xlsx --unit-column code --columns schools=SCH --sheet Số_liệu",
        "a.json rest.csv",
    ] {
        let line = format!("compute demo.yaml --period 2023 --out out --facts {facts}");
        // A word with a blank in it, such as the name of a sheet, is written with `_`.
        let words: Vec<String> = line.split(' ').map(|word| word.replace('_', " ")).collect();
        place.run_words(&words.iter().map(String::as_str).collect::<Vec<_>>()).well();
        assert_eq!(place.read("out/scores.csv"), SCORES, "{facts}");
    }
}

#[test]
fn what_is_left_out_is_said() {
    let place = Place::with(&[
        ("demo.yaml", &plain_rulebook()),
        ("wide.csv", "unit,schools,people,region,note\nA,20,100,north,x\n"),
    ]);
    let answer = place.run("compute demo.yaml --facts wide.csv --out out").well();
    assert_eq!(
        answer.err,
        "lưu ý: wide.csv: bỏ qua 1 cột mà bộ tiêu chí không dùng: “note”\n\
         lưu ý: không có số liệu nào cho chỉ tiêu: “health”\n"
    );
    assert_eq!(place.names("out"), ["ranks.csv", "scores.csv", "summary.json"]);
}

#[test]
fn a_result_without_a_single_value_is_no_failure_but_is_said() {
    let place = Place::with(&[("demo.yaml", &plain_rulebook()), ("facts.csv", "unit,people\nA,100\nB,5\n")]);
    let answer = place.run("compute demo.yaml --facts facts.csv --lang en --out out").well();
    assert_eq!(
        answer.err,
        "note: no unit has a value of the index as a whole (`demo`), so there is no ranking\n\
         note: there are no facts at all for: `health`, `schools`\n"
    );
    assert!(answer.out.starts_with("Trial index, demo/1 (illustrative): 0 of 2 units ranked, "), "{}", answer.out);
}

#[test]
fn excluded_units_are_scored_but_not_ranked() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    let answer = place
        .run("--lang en compute demo.yaml --facts facts.csv --period 2023 --exclude-units B --exclude-units [C-Z]* --exclude-units ZZ* --out out")
        .well();
    assert_eq!(answer.err, "note: --exclude-units: no unit matches the pattern `ZZ*`\n");
    assert!(
        answer.out.starts_with("Trial index, demo/1 (illustrative), period 2023: 2 of 4 units ranked, 3 nodes\n"),
        "{}",
        answer.out
    );
    assert!(place.read("out/ranks.csv").contains("A,demo,45,45,1,low\n"));
    assert!(place.read("out/ranks.csv").contains("B,demo,55,55,,"));
    let summary: serde_json::Value = serde_json::from_str(&place.read("out/summary.json")).unwrap();
    assert_eq!(summary["unranked"], serde_json::json!(["B", "C"]));
}

#[test]
fn a_second_run_replaces_its_files_and_names_those_of_another() {
    let place = Place::with(&[("demo.yaml", RULEBOOK), ("facts.csv", FACTS)]);
    place.run("compute demo.yaml --facts facts.csv --period 2023 --steps --out out").well();
    let answer = place.run("compute demo.yaml --facts facts.csv --period 2022 --format json --out out").well();
    assert!(
        answer.err.ends_with(
            "lưu ý: out: còn tệp của lần tính trước, không thuộc kết quả này: scores.csv, ranks.csv, intervals.csv, steps.csv\n"
        ),
        "{}",
        answer.err
    );
    assert!(place.names("out").iter().all(|name| !name.starts_with('.')));
}
