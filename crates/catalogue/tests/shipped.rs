//! What is shipped can be read, and its parts know each other.

use chiso_catalogue::{Catalogue, DatasetKind, Scheme};

fn catalogue() -> Catalogue {
    match Catalogue::load() {
        Ok(catalogue) => catalogue,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn everything_loads() {
    let catalogue = catalogue();
    assert_eq!(catalogue.units(Scheme::Provinces63).len(), 63);
    assert_eq!(catalogue.units(Scheme::Provinces34).len(), 34);
    assert_eq!(catalogue.units(Scheme::Ministries).len(), 18);
    for dataset in catalogue.datasets() {
        let facts = catalogue.facts(dataset).unwrap();
        match dataset.kind {
            DatasetKind::Computed { .. } => assert!(!facts.units().is_empty(), "{}", dataset.id),
            _ => assert!(facts.units().is_empty(), "{}", dataset.id),
        }
    }
}
