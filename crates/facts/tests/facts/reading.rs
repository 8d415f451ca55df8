//! Good fact files in every form, and what is left out of them.

use crate::workbook::{Cell as Typed, Sheet, workbook};
use chiso_engine::{Fact, FactValue};
use chiso_facts::{Reading, Wanted, periods, read, read_all};
use chiso_model::{Cell, Lang, Missing, Period};

fn reading() -> Reading {
    Reading { wanted: Wanted::only(["le", "eys"], ["region"]), ..Reading::default() }
}

/// A fact on one line: unit, indicator, period, value, source.
fn line(fact: &Fact) -> String {
    let value = match &fact.value {
        FactValue::Number(cell) => format!("{cell:?}"),
        FactValue::Text(text) => format!("'{text}'"),
    };
    let period = fact.period.map_or("-".to_owned(), |p| p.to_string());
    format!("{} {} {period} {value} {}", fact.unit, fact.indicator, fact.source.as_deref().unwrap_or("-"))
}

fn lines(name: &str, bytes: &[u8], reading: &Reading) -> Vec<String> {
    match read(name, bytes, reading) {
        Ok(file) => file.facts.iter().map(line).collect(),
        Err(problems) => panic!("{name}: {}", problems.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
    }
}

fn notes(name: &str, text: &str, reading: &Reading, lang: Lang) -> Vec<String> {
    read(name, text.as_bytes(), reading).unwrap().notes.iter().map(|note| note.message(lang)).collect()
}

#[test]
fn the_long_form_takes_its_columns_in_any_order_and_every_kind_of_missing() {
    let text = "\u{feff}source,value,unit,period,indicator\r\n\
                Niên giám 2024,3.5, Hà Nội ,2024,le\r\n\
                ,,Hà Nội,2024-Q3,eys\r\n\
                ,#na,Huế,2024-09,le\r\n\
                ,#abstained,Huế,,eys\r\n\
                ,,,,\r\n\
                ,#withheld,Lào Cai,2024,le\r\n\
                ,1e-3,Lào Cai,2024,eys\r\n\
                ,NA,Lào Cai,2024,region\r\n\
                ,#na,Huế,2024,region\r\n";
    assert_eq!(
        lines("f.CSV", text.as_bytes(), &Reading { period: Some(Period::year(2020)), ..reading() }),
        [
            "Hà Nội le 2024 3.5 Niên giám 2024",
            "Hà Nội eys 2024-Q3 #blank -",
            "Huế le 2024-09 #not_applicable -",
            "Huế eys - #abstained -",
            "Lào Cai le 2024 #withheld -",
            "Lào Cai eys 2024 0.001 -",
            "Lào Cai region 2024 'NA' -",
        ]
    );
}

#[test]
fn a_file_without_a_period_column_takes_the_given_period() {
    let reading = Reading { period: Some(Period::year(2022)), ..reading() };
    assert_eq!(lines("f.csv", b"unit,indicator,value\nA,le,1\n", &reading), ["A le 2022 1 -"]);
    assert_eq!(lines("f.csv", b"unit,le\nA,1\n", &reading), ["A le 2022 1 -"]);
    assert_eq!(lines("f.json", br#"[{"unit": "A", "indicator": "le", "value": 1}]"#, &reading), ["A le 2022 1 -"]);
}

#[test]
fn the_wide_form_renames_and_leaves_out() {
    let text =
        "iso3,country,le_2022,eys_2022,region,,hdi_2022\nVNM,Viet Nam,74.588,,EAP,x,0.726\nZZA,\"Very, high\",,NA,,,\n";
    let reading = Reading {
        unit_column: Some("iso3".into()),
        columns: vec![("le".into(), "le_2022".into()), ("eys".into(), "hdi_2022".into())],
        ..reading()
    };
    assert_eq!(
        lines("f.csv", text.as_bytes(), &reading),
        ["VNM le - 74.588 -", "VNM region - 'EAP' -", "VNM eys - 0.726 -", "ZZA le - #blank -", "ZZA eys - #blank -"]
    );
    assert_eq!(
        notes("f.csv", text, &reading, Lang::Vi),
        [
            "f.csv: bỏ qua 2 cột mà bộ tiêu chí không dùng: “country”, “eys_2022”",
            "f.csv: bỏ qua cột có số liệu nhưng không có tên ở dòng tiêu đề: cột số 6",
        ]
    );
    assert_eq!(
        notes("f.csv", text, &reading, Lang::En),
        [
            "f.csv: left out 2 columns that the rulebook does not read: “country”, “eys_2022”",
            "f.csv: left out columns with values but without a name in the header: number 6",
        ]
    );
}

#[test]
fn a_wide_file_may_name_period_and_source_of_each_row() {
    let text = "unit,period,le,source\nA,2023,1,TCTK\nA,2024,2,\nB,,3,\n";
    let reading = Reading { period: Some(Period::year(2020)), ..reading() };
    assert_eq!(lines("f.csv", text.as_bytes(), &reading), ["A le 2023 1 TCTK", "A le 2024 2 -", "B le - 3 -"]);
    let files = [("f.csv".to_owned(), text.as_bytes().to_vec())];
    assert_eq!(periods(&files, &reading).into_iter().collect::<Vec<_>>(), [Period::year(2023), Period::year(2024)]);
}

#[test]
fn an_indicator_called_period_is_an_indicator_where_it_is_wanted() {
    let reading = Reading { wanted: Wanted::only(["period"], []), ..Reading::default() };
    assert_eq!(lines("f.csv", b"unit,period\nA,12\n", &reading), ["A period - 12 -"]);
}

#[test]
fn a_long_file_renames_and_counts_what_nobody_reads() {
    let text = "unit,indicator,value,who\nA,life,1,x\nA,gdp,many,x\nB,gdp,2,x\n*,eys,7,x\n";
    let reading = Reading { columns: vec![("le".into(), "life".into())], ..reading() };
    assert_eq!(lines("f.csv", text.as_bytes(), &reading), ["A le - 1 -", "* eys - 7 -"]);
    assert_eq!(
        notes("f.csv", text, &reading, Lang::En),
        [
            "f.csv: left out 1 column that the rulebook does not read: “who”",
            "f.csv: left out 2 facts of 1 indicator that the rulebook does not read: “gdp”",
        ]
    );
}

#[test]
fn a_named_unit_column_does_not_hide_a_long_file() {
    let reading = Reading { unit_column: Some("iso3".into()), ..reading() };
    assert_eq!(lines("long.csv", b"unit,indicator,value\nA,le,1\n", &reading), ["A le - 1 -"]);
}

#[test]
fn without_a_wish_every_indicator_is_read() {
    assert_eq!(
        lines("f.csv", b"unit,indicator,value\nA,x,1\nA,y,2\n", &Reading::default()),
        ["A x - 1 -", "A y - 2 -"]
    );
}

#[test]
fn rows_are_counted_as_an_editor_counts_lines() {
    let text = "\n\nunit,indicator,value\n\n\"A\nB\",le,1\n\r\n\r\nC,le,x9\nD,le,x9\n";
    let problems = read("f.csv", text.as_bytes(), &reading()).unwrap_err();
    let places: Vec<String> = problems.iter().map(|p| p.place.to_string()).collect();
    assert_eq!(places, ["f.csv:9:3", "f.csv:10:3"]);
}

#[test]
fn a_workbook_is_read_in_both_forms_from_any_sheet_and_any_corner() {
    let wide = Sheet {
        name: "Số liệu",
        from: (3, 2),
        rows: vec![
            vec!["unit".into(), "le".into(), Typed::Nothing, "region".into(), 2022.0.into()],
            vec![1.0.into(), 74.588.into(), "note".into(), 4.0.into(), 9.0.into()],
            vec![Typed::Nothing],
            vec!["02".into(), "#na".into(), Typed::Nothing, " Đông Bắc ".into(), Typed::Nothing],
            vec!["03".into(), "3.25".into()],
        ],
    };
    let long = Sheet {
        name: "Dài",
        from: (0, 0),
        rows: vec![
            vec!["unit".into(), "indicator".into(), "period".into(), "value".into()],
            vec!["A".into(), "le".into(), 2024.0.into(), 1.5.into()],
            vec!["A".into(), "eys".into(), "2024-09".into(), Typed::Nothing],
        ],
    };
    let bytes = workbook(&[wide, long]);
    let renamed = Reading { columns: vec![("eys".into(), "2022".into())], ..reading() };
    assert_eq!(
        lines("f.xlsx", &bytes, &renamed),
        [
            "1 le - 74.588 -",
            "1 region - '4' -",
            "1 eys - 9 -",
            "02 le - #not_applicable -",
            "02 region - 'Đông Bắc' -",
            "02 eys - #blank -",
            "03 le - 3.25 -",
            "03 eys - #blank -",
        ]
    );
    let second = Reading { sheet: Some("Dài".into()), ..reading() };
    assert_eq!(lines("f.xlsx", &bytes, &second), ["A le 2024 1.5 -", "A eys 2024-09 #blank -"]);
}

#[test]
fn a_value_in_the_last_corner_of_a_sheet_costs_nothing() {
    let mut rows: Vec<Vec<Typed>> = vec![vec!["unit".into(), "le".into()], vec!["A".into(), 1.0.into()]];
    rows.resize_with(1_048_576, Vec::new);
    rows[1_048_575].resize_with(16_383, || Typed::Nothing);
    rows[1_048_575].push(5.0.into());
    let bytes = workbook(&[Sheet { name: "A", from: (0, 0), rows }]);
    let file = read("f.xlsx", &bytes, &reading()).unwrap();
    assert_eq!(file.facts.iter().map(line).collect::<Vec<_>>(), ["A le - 1 -"]);
    assert_eq!(
        file.notes[0].message(Lang::En),
        "f.xlsx: left out columns with values but without a name in the header: number 16384"
    );
}

#[test]
fn json_takes_numbers_marks_and_nothing() {
    let text = r##"[
        {"value": 3.5, "unit": "H\u00e0 N\u1ed9i", "indicator": "le", "period": "2024", "source": "TCTK"},
        {"value": null, "unit": 1, "indicator": "le", "period": 2024},
        {"value": "#withheld", "unit": "B", "indicator": "eys", "period": null},
        {"value": "Đông Bắc", "unit": "B", "indicator": "region"}
    ]"##;
    assert_eq!(
        lines("f.json", text.as_bytes(), &reading()),
        ["Hà Nội le 2024 3.5 TCTK", "1 le 2024 #blank -", "B eys - #withheld -", "B region - 'Đông Bắc' -"]
    );
    assert_eq!(lines("f.json", b"[]", &reading()), [""; 0]);
}

#[test]
fn several_files_become_one_set() {
    let files = [
        ("a.csv".to_owned(), b"unit,le\nB,1\nA,2\n".to_vec()),
        ("b.json".to_owned(), br#"[{"unit": "A", "indicator": "eys", "value": 4}]"#.to_vec()),
        ("c.csv".to_owned(), b"unit,region\nC,x\n".to_vec()),
        // The same said twice is no conflict.
        ("d.csv".to_owned(), b"unit,indicator,value\nA,le,2.0\n".to_vec()),
    ];
    let (set, notes) = read_all(&files, &reading()).unwrap();
    assert_eq!(set.units(), ["A", "B", "C"]);
    assert_eq!(set.value("eys", None, false, 0).0, Cell::number(4.0));
    assert_eq!(set.value("le", None, false, 2).0.get(), Err(Missing::Blank));
    assert!(notes.is_empty());
}
