//! Whatever the bytes are, the answer is facts or problems.

use crate::workbook::{Sheet, workbook};
use chiso_facts::{Reading, Wanted, read};
use chiso_model::{Lang, Period};
use proptest::prelude::*;

fn readings() -> Vec<Reading> {
    let wanted = Wanted::only(["le", "x"], ["region"]);
    let columns = vec![("x".to_owned(), "le".to_owned()), ("le".to_owned(), "eys".to_owned())];
    vec![
        Reading::default(),
        Reading { wanted: wanted.clone(), period: Some(Period::year(2024)), ..Reading::default() },
        Reading { wanted, columns, unit_column: Some("value".to_owned()), ..Reading::default() },
    ]
}

fn try_all(bytes: &[u8]) {
    for name in ["f.csv", "f.xlsx", "f.json", "f"] {
        for reading in readings() {
            match read(name, bytes, &reading) {
                Ok(file) => file.notes.iter().for_each(|note| assert!(note.message(Lang::Vi).starts_with(name))),
                Err(problems) => assert!(!problems.is_empty() && problems.iter().all(|p| !p.to_string().is_empty())),
            }
        }
    }
}

fn seeds() -> Vec<Vec<u8>> {
    let rows = || vec![vec!["unit".into(), "le".into()], vec!["Hà Nội".into(), 1.5.into()]];
    vec![
        "unit,indicator,period,value,source\n\"Hà Nội\",le,2024,3.5,x\nA,x,2024-Q1,#na,\n".into(),
        "value,le,eys,region\r\nA,1,2,Bắc\r\nB,\"1,5\",,\r\n".into(),
        r#"[{"unit": "A", "indicator": "le", "period": "2024", "value": 3.5e2, "source": null}]"#.into(),
        workbook(&[Sheet { name: "A", from: (0, 0), rows: rows() }]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn on_any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        try_all(&bytes);
    }

    #[test]
    fn on_any_text_of_the_marks_that_matter(text in "[,;\"\\r\\n\\[\\]{}:#%.0-9eE+ unitvalueperiod\u{300}\u{feff}-]{0,200}") {
        try_all(text.as_bytes());
    }

    #[test]
    fn on_damaged_files(seed in 0usize..4, changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>(), 0u8..3), 1..8)) {
        let mut bytes = seeds().swap_remove(seed);
        for (at, byte, how) in changes {
            if bytes.is_empty() {
                break;
            }
            let at = at.index(bytes.len());
            match how {
                0 => bytes[at] = byte,
                1 => bytes.truncate(at),
                _ => bytes.insert(at, byte),
            }
        }
        try_all(&bytes);
    }
}
