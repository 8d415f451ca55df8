//! PAPI 2019 and PCI 2017, 2019.

use crate::known::wide;
use chiso_engine::{Options, Plan};

#[test]
fn papi_dimensions_totals_and_intervals() {
    let Some(folder) = crate::known::folder("papi_2019") else { return };
    let table = wide(&folder.join("papi_2019_full.csv"), "province_id");
    let rulebook = crate::known::rulebook("papi/2019.yaml");
    let plan = Plan::new(&rulebook, None).unwrap();
    let outcome = plan.compute(&table.facts_for(&plan, str::to_owned), &Options::default()).unwrap();
    assert_eq!(outcome.units.len(), 63);
    let mut pairs: Vec<(String, String, f64)> =
        (1..=8).map(|d| (format!("dim{d}"), format!("published_dim{d}"), 1e-6)).collect();
    pairs.push(("unweighted".into(), "published_unweighted".into(), 5e-6));
    pairs.push(("papi".into(), "published_weighted".into(), 5e-6));
    let spec: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.join("subdimension_spec.json")).unwrap()).unwrap();
    let rebuilt: Vec<String> = spec.as_object().unwrap().keys().cloned().collect();
    assert_eq!(rebuilt.len(), 9);
    pairs.extend(rebuilt.iter().map(|sub| (sub.clone(), sub.clone(), 1e-6)));
    for (node, column, tolerance) in &pairs {
        let index = outcome.node(node).unwrap();
        assert!(
            !node.starts_with("sub") || !outcome.nodes[index].parts.is_empty(),
            "{node} is computed from its items"
        );
        for (unit, value) in outcome.units.iter().zip(&outcome.nodes[index].values) {
            let published = table.number(unit, column).unwrap();
            assert!((value.value().unwrap() - published).abs() <= *tolerance, "{unit} {node}: {value:?} {published}");
        }
    }
    for (node, prefix) in [("papi", "published_w"), ("unweighted", "published_u")] {
        let intervals = &outcome.nodes[outcome.node(node).unwrap()].intervals;
        for (unit, interval) in outcome.units.iter().zip(intervals) {
            let interval = interval.unwrap();
            assert_eq!(interval.level, 0.9);
            for (ours, column) in [(interval.low, "ci_low"), (interval.high, "ci_high")] {
                let published = table.number(unit, &format!("{prefix}_{column}")).unwrap();
                assert!((ours - published).abs() <= 7e-5, "{unit} {node} {column}: {ours} {published}");
            }
        }
    }
}

#[test]
fn papi_top_quartile() {
    let Some(folder) = crate::known::folder("papi_2019") else { return };
    let table = wide(&folder.join("papi_2019_full.csv"), "province_id");
    let rulebook = crate::known::rulebook("papi/2019.yaml");
    let plan = Plan::new(&rulebook, None).unwrap();
    let outcome = plan.compute(&table.facts_for(&plan, str::to_owned), &Options::default()).unwrap();
    let letters = |name: &str| name.to_lowercase().replace([' ', '-', '.'], "");
    let published: std::collections::BTreeSet<String> =
        wide(&folder.join("published_top_quartile_dim1.csv"), "province")
            .rows
            .keys()
            .map(|name| letters(name))
            .collect();
    let bands = &outcome.nodes[outcome.node("dim1").unwrap()].bands;
    let ours: std::collections::BTreeSet<String> = outcome
        .units
        .iter()
        .zip(bands)
        .filter(|(_, band)| band.as_deref() == Some("highest"))
        .map(|(unit, _)| letters(&table.rows[unit]["province"]))
        .collect();
    assert_eq!(ours.len(), 16);
    assert_eq!(ours, published);
}

#[test]
fn pci_index_and_ranks() {
    let Some(folder) = crate::known::folder("pci_2017_2019") else { return };
    let rulebook = crate::known::rulebook("pci/2017.yaml");
    let plan = Plan::new(&rulebook, None).unwrap();
    for year in [2017, 2019] {
        let table = wide(&folder.join(format!("pci_{year}_summary.csv")), "province");
        let outcome = plan.compute(&table.facts_for(&plan, str::to_owned), &Options::default()).unwrap();
        assert_eq!(outcome.units.len(), 63);
        for (unit, (value, rank)) in outcome.units.iter().zip(outcome.root().values.iter().zip(&outcome.root().ranks)) {
            let published = table.number(unit, "published_pci").unwrap();
            assert!((value.value().unwrap() - published).abs() <= 4e-6, "{year} {unit}: {value:?} {published}");
            assert_eq!(*rank, table.number(unit, "published_rank"), "{year} {unit}");
        }
    }
}
