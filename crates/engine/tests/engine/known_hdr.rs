//! Human Development Report 2023/24: HDI, GDI, IHDI and GII of 2022.

use crate::known::{Wide, wide};
use chiso_engine::{Options, Plan};
use chiso_model::{Rounding, RoundingMode};

const THREE: Rounding = Rounding { digits: 3, mode: RoundingMode::HalfUp };

fn computed(rulebook: &str, table: &Wide, exclude: &[&str]) -> chiso_engine::Outcome {
    let rulebook = crate::known::rulebook(rulebook);
    let plan = Plan::new(&rulebook, None).unwrap();
    let facts = table.facts_for(&plan, |name| format!("{name}_2022"));
    let exclude_units = exclude.iter().map(|s| (*s).to_owned()).collect();
    plan.compute(&facts, &Options { exclude_units, ..Options::default() }).unwrap()
}

/// How many of our root values, rounded to 3 digits, equal the published ones; and how many were published.
fn equal_at_three(outcome: &chiso_engine::Outcome, table: &Wide, column: &str) -> (usize, usize) {
    let mut counts = (0, 0);
    for (unit, value) in outcome.units.iter().zip(&outcome.root().values) {
        if let Some(published) = table.number(unit, column) {
            counts.1 += 1;
            counts.0 += usize::from(value.value().map(|v| THREE.round(v)) == Some(THREE.round(published)));
        }
    }
    counts
}

#[test]
fn hdi_values_ranks_and_tiers() {
    let Some(folder) = crate::known::folder("hdi_2022") else { return };
    let table = wide(&folder.join("hdr2023_24_year2022.csv"), "iso3");
    let outcome = computed("hdi/2022.yaml", &table, &["ZZ*"]);
    assert_eq!(equal_at_three(&outcome, &table, "hdi_2022"), (204, 204));
    let (mut ranks, mut tiers) = (0, 0);
    for (unit, (rank, band)) in outcome.units.iter().zip(outcome.root().ranks.iter().zip(&outcome.root().bands)) {
        if let Some(published) = table.number(unit, "hdi_rank_2022") {
            assert_eq!(*rank, Some(published), "{unit}");
            ranks += 1;
        }
        let published = table.rows[unit]["hdicode"].to_lowercase().replace(' ', "_");
        if !published.is_empty() && !unit.starts_with("ZZ") {
            assert_eq!(band.as_deref(), Some(published.as_str()), "{unit}");
            tiers += 1;
        }
    }
    assert_eq!((ranks, tiers), (193, 192));
    assert!(outcome.units.iter().zip(&outcome.root().ranks).all(|(u, r)| !u.starts_with("ZZ") || r.is_none()));
}

#[test]
fn gdi_ihdi_and_gii() {
    let Some(folder) = crate::known::folder("hdi_2022") else { return };
    let table = wide(&folder.join("hdr2023_24_year2022.csv"), "iso3");
    let gdi = computed("gdi/2022.yaml", &table, &["ZZ*"]);
    for sex in ["hdi_f", "hdi_m"] {
        let node = &gdi.nodes[gdi.node(sex).unwrap()];
        let mut compared = 0;
        for (unit, value) in gdi.units.iter().zip(&node.values) {
            if let Some(published) = table.number(unit, &format!("{sex}_2022")) {
                assert!((value.value().unwrap() - published).abs() < 1e-9, "{unit} {sex}");
                compared += 1;
            }
        }
        assert_eq!(compared, 193, "{sex}");
    }
    assert_eq!(equal_at_three(&gdi, &table, "gdi_2022"), (193, 193));
    let ihdi = computed("ihdi/2022.yaml", &table, &["ZZ*"]);
    assert_eq!(equal_at_three(&ihdi, &table, "ihdi_2022"), (176, 176));
    let gii = computed("gii/2022.yaml", &table, &["ZZ*"]);
    assert_eq!(equal_at_three(&gii, &table, "gii_2022"), (177, 177));
}
