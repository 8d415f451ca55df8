//! Shipped rulebooks on shipped facts.

use crate::known::{Wide, wide};
use chiso_engine::{Options, Plan, changes, explain, summarise};
use chiso_model::{Lang, Period};
use std::path::PathBuf;

fn facts(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../facts").join(file)
}

/// The published table of 2023 (shipped with its source): totals within 0.01 of the sum of their printed parts, 8 of them exactly; all 17 ranks.
#[test]
fn ministries_of_2023() {
    let rulebook = crate::known::rulebook("par-index/2023-ministry.yaml");
    let plan = Plan::new(&rulebook, Some(Period::year(2023))).unwrap();
    let facts_set = crate::known::long("par-index-2023-ministry.csv");
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
    let rulebook = crate::known::rulebook("par-index/2023-ministry.yaml");
    let facts_set = crate::known::long("par-index-2023-ministry.csv");
    let plan = Plan::new(&rulebook, None).unwrap();
    let outcome = plan.compute(&facts_set, &Options::default()).unwrap();
    let same = changes(&rulebook, &outcome, &outcome);
    assert!(same.nodes.iter().all(|n| n.as_ref().unwrap().iter().all(|c| c.unwrap().value == 0.0)));
    let mut other = rulebook.clone();
    other.edition = "2022-ministry".to_owned();
    let refused = changes(&other, &outcome, &outcome);
    assert!(refused.nodes.iter().all(Result::is_err));
}

/// What the shipped sets promise of themselves: numbers of areas, criteria and leaves, and points that add up.
#[test]
fn shipped_sets_have_the_parts_they_promise() {
    let leaves = |node: &chiso_rulebook::definition::Node| -> Vec<(String, Option<f64>)> {
        let all = node.walk();
        all.into_iter().filter(|n| !n.is_branch()).map(|n| (n.id.to_string(), n.max)).collect()
    };
    let max_of = |leaves: &[(String, Option<f64>)]| leaves.iter().filter_map(|(_, max)| *max).sum::<f64>();

    let province = crate::known::rulebook("par-index/2024-province-illustrative.yaml").tree;
    let criteria = province.children.iter().map(|area| area.children.len()).sum::<usize>();
    let all = leaves(&province);
    assert_eq!((province.children.len(), criteria, all.len()), (8, 38, 88));
    assert!((max_of(&all) - 100.0).abs() < 1e-9);
    let split = |origin: &str| -> f64 {
        let rulebook = crate::known::rulebook("par-index/2024-province-illustrative.yaml");
        let companion = rulebook.companions.iter().find(|c| c.id == *origin).unwrap();
        let of: Vec<String> = companion.of.iter().map(|r| r.node.to_string()).collect();
        all.iter().filter(|(id, _)| of.contains(id)).filter_map(|(_, max)| *max).sum()
    };
    assert!((split("from_appraisal") - 68.0).abs() < 1e-9);
    assert!((split("from_survey") - 32.0).abs() < 1e-9);

    let areas: Vec<Option<f64>> =
        crate::known::rulebook("par-index/2948-province.yaml").tree.children.iter().map(|a| a.max).collect();
    assert_eq!(areas, [10.0, 10.0, 14.5, 11.0, 16.0, 7.0, 16.0, 15.5].map(Some));

    let qd766 = crate::known::rulebook("qd766/2022.yaml");
    let groups: Vec<Option<f64>> = qd766.tree.children.iter().map(|g| g.max).collect();
    assert_eq!(groups, [18.0, 20.0, 12.0, 10.0, 22.0, 18.0].map(Some));
    let rows = leaves(&qd766.tree).len() + qd766.companions.len();
    assert_eq!(rows, 23);
    assert!((max_of(&leaves(&qd766.tree)) - 100.0).abs() < 1e-9);

    let sipas = crate::known::rulebook("sipas/2024-illustrative.yaml").tree;
    let factors = sipas.children.iter().map(|half| half.children.len()).sum::<usize>();
    assert_eq!((sipas.children.len(), factors, leaves(&sipas).len()), (2, 9, 39));
}

/// Every kind of rule stands in the illustrative set, and the simulated round is computed and explained for all 63 provinces.
#[test]
fn the_illustrative_round() {
    let text = std::fs::read_to_string(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks/par-index/2024-province-illustrative.yaml"),
    )
    .unwrap();
    for kind in [
        "points",
        "yes_no",
        "levels",
        "steps",
        "ratio",
        "deduction",
        "bonus",
        "penalty",
        "survey",
        "formula",
        "index",
        "comparison",
    ] {
        assert!(text.contains(&format!("kind: {kind}")), "{kind}");
    }
    let rulebook = crate::known::rulebook("par-index/2024-province-illustrative.yaml");
    let facts_set = crate::known::long("simulated/par-index-2024-province-illustrative.csv");
    let options = Options { trace: true, ..Options::default() };
    let of_year = |year: i16| Plan::new(&rulebook, Some(Period::year(year))).unwrap().compute(&facts_set, &options);
    let now = of_year(2024).unwrap();
    let before = of_year(2023).unwrap();
    assert_eq!(now.units.len(), 63);
    assert!(now.root().values.iter().all(|v| v.value().is_some_and(|v| (0.0..=105.0).contains(&v))));
    let changed = changes(&rulebook, &now, &before);
    let summary = summarise(&rulebook, &now, Some((&before, &changed)));
    let root = &summary.nodes[0];
    let change = root.change.as_ref().unwrap();
    assert_eq!(change.up + change.down + change.same, 63);
    assert_eq!(root.bands.iter().map(|b| b.count).sum::<usize>(), 63);
    for unit in &now.units {
        for lang in Lang::ALL {
            let text = explain(&rulebook, &facts_set, &now, unit, None, lang).unwrap().to_text();
            assert!(text.lines().count() > 88 && !text.contains("· \n"), "{text}");
        }
    }
}
