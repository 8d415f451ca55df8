//! A sample as a table.

use chiso_survey::{Frame, Method, Sample, Seed, Stage, Take, sample, sample_table};

#[test]
fn every_member_and_every_reserve_has_its_row() {
    let mut rows = Vec::new();
    for commune in ["a", "b", "c"] {
        for person in 1..=4 {
            rows.push(vec![commune.to_owned(), format!("{commune}{person}")]);
        }
    }
    let frame = Frame { header: vec!["commune".into(), "weight".into()], rows };
    let stage = |unit: &str, take: u64| Stage {
        unit: unit.into(),
        strata: Vec::new(),
        method: Method::SimpleRandom,
        size: None,
        take: Take::Each(take),
        reserve: 1,
    };
    let plan = [stage("commune", 2), stage("weight", 2)];
    let drawn: Sample = sample(&Seed::new("7"), &frame, &plan).unwrap();
    let table = sample_table(&frame, &plan, &drawn);
    let expected = [
        "commune",
        "weight",
        "stratum_1",
        "psu_1",
        "fpc_1",
        "stratum_2",
        "psu_2",
        "fpc_2",
        "probability",
        "weight_",
        "reserve",
    ];
    assert_eq!(table.header, expected);
    assert_eq!(table.rows.len(), 4 + 1 + 2, "four people, a commune and a person of each commune in reserve");
    assert!(table.rows.iter().all(|row| row.len() == expected.len()));
    for row in &table.rows[..4] {
        assert_eq!((row[0].as_str(), row[1].as_str()), (row[3].as_str(), row[6].as_str()));
        assert_eq!((row[4].as_str(), row[7].as_str(), row[9].as_str(), row[10].as_str()), ("3", "4", "3", ""));
        assert!((row[8].parse::<f64>().unwrap() * 3.0 - 1.0).abs() < 1e-12);
    }
    let reserve = table.rows.iter().find(|row| row[10] == "1" && row[6].is_empty()).unwrap();
    assert_eq!(reserve[0], reserve[3]);
    assert!(table.rows[..4].iter().all(|row| row[0] != reserve[0]));
}
