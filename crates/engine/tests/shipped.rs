//! Shipped rulebooks on shipped facts.

#![allow(clippy::unwrap_used, clippy::panic)]

mod known;

use chiso_engine::{Options, Plan, changes, explain, summarise};
use chiso_model::{Lang, Period};
use known::{Wide, wide};
use std::path::PathBuf;

fn facts(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../facts").join(file)
}

/// The published table of 2023 (shipped with its source): totals within 0.01 of the sum of their printed parts, 8 of them exactly; all 17 ranks.
#[test]
fn ministries_of_2023() {
    let rulebook = known::rulebook("par-index/2023-ministry.yaml");
    let plan = Plan::new(&rulebook, Some(Period::year(2023))).unwrap();
    let facts_set = known::long("par-index-2023-ministry.csv");
    let outcome = plan.compute(&facts_set, &Options { trace: true, ..Options::default() }).unwrap();
    assert_eq!(outcome.units.len(), 17);
    let published: Wide = {
        let mut table = wide(&facts("published/par-index.csv"), "unit");
        let mut reader = csv::Reader::from_path(facts("published/par-index.csv")).unwrap();
        let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
        table.rows.clear();
        for record in reader.records() {
            let record = record.unwrap();
            let row: std::collections::BTreeMap<String, String> =
                columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
            if row["year"] == "2023" && row["level"] == "ministry" {
                table.rows.insert(row["unit"].clone(), row);
            }
        }
        table
    };
    let (mut exact, mut ranks) = (0, 0);
    for (unit, (value, rank)) in outcome.units.iter().zip(outcome.root().rounded.iter().zip(&outcome.root().ranks)) {
        let total = published.number(unit, "value").unwrap();
        let difference = chiso_model::Rounding::TWO.round(value.unwrap() - total);
        assert!(difference.abs() <= 0.01, "{unit}: {difference}");
        if difference == 0.0 {
            exact += 1;
        } else {
            println!("{unit}: printed parts add up to {} where {total} is printed ({difference:+})", value.unwrap());
        }
        ranks += usize::from(*rank == published.number(unit, "rank"));
    }
    assert_eq!((exact, ranks), (8, 17));
    let summary = summarise(&rulebook, &outcome, None);
    assert_eq!(summary.nodes[0].count, 17);
    let explanation = explain(&rulebook, &facts_set, &outcome, "bo-tu-phap", None, Lang::Vi).unwrap();
    assert!(explanation.to_text().contains("61,86 + 28,1 = 89,96"), "{}", explanation.to_text());
}

#[test]
fn changes_against_the_same_edition() {
    let rulebook = known::rulebook("par-index/2023-ministry.yaml");
    let facts_set = known::long("par-index-2023-ministry.csv");
    let plan = Plan::new(&rulebook, None).unwrap();
    let outcome = plan.compute(&facts_set, &Options::default()).unwrap();
    let same = changes(&rulebook, &outcome, &outcome);
    assert!(same.nodes.iter().all(|n| n.as_ref().unwrap().iter().all(|c| c.unwrap().value == 0.0)));
    let mut other = rulebook.clone();
    other.edition = "2022-ministry".to_owned();
    let refused = changes(&other, &outcome, &outcome);
    assert!(refused.nodes.iter().all(Result::is_err));
}
