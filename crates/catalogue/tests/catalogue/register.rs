//! The shipped register says what the sources say.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::common::catalogue;
use chiso_catalogue::{Level, Scheme};
use chiso_model::agency::{AgencyId, AgencyKind, CodeSystem, LineageKind, POPULATION, Register};
use chiso_model::{Date, Lang};

const THEN: Date = Date::constant(2024, 12, 31);
const EVE: Date = Date::constant(2025, 6, 30);
const NOW: Date = Date::constant(2025, 7, 1);

fn provinces(register: &Register, day: Date) -> Vec<(String, String)> {
    let is_province = |kind| matches!(kind, AgencyKind::Province | AgencyKind::City);
    let mut found: Vec<(String, String)> = register
        .at(day)
        .filter(|agency| is_province(agency.kind))
        .map(|agency| (agency.code(&CodeSystem::GSO).unwrap().to_owned(), agency.title(Lang::Vi).to_owned()))
        .collect();
    found.sort();
    found
}

fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

#[test]
fn there_were_63_and_are_34_provinces_and_nothing_is_wrong_with_them() {
    let register = catalogue().register();
    assert_eq!(register.check(), []);
    for (day, count) in [(THEN, 63), (EVE, 63), (NOW, 34), (Date::constant(2026, 11, 22), 34)] {
        assert_eq!(provinces(register, day).len(), count, "{day}");
    }
    let ministries = register.at(NOW).filter(|agency| agency.kind == AgencyKind::Ministry).count();
    assert_eq!(ministries, catalogue().ministries().len());
    for agency in register.at(NOW).filter(|agency| agency.id().as_str() != "viet-nam") {
        assert_eq!(agency.parent, Some(&id("viet-nam")), "{}", agency.id());
    }
}

#[test]
fn every_old_province_has_one_successor_and_the_seven_names_have_other_codes() {
    let register = catalogue().register();
    let merger: Vec<_> = register.edges().iter().filter(|edge| edge.date == NOW).collect();
    assert_eq!(merger.len(), 23);
    for edge in &merger {
        assert_eq!(edge.kind, LineageKind::Merge);
        assert_eq!(edge.decision.as_deref(), Some("Nghị quyết 202/2025/QH15"));
    }
    let mut moved = BTreeSet::new();
    for old in register.at(EVE).filter(|agency| agency.code(&CodeSystem::GSO).is_some()) {
        let successors = register.successors(old.id(), EVE, NOW, POPULATION);
        let [successor] = successors.as_slice() else { panic!("{}: {successors:?}", old.id()) };
        assert_eq!(successor.share, Some(1.0));
        let new = register.on(&successor.id, NOW).unwrap();
        if new.title(Lang::Vi) == old.title(Lang::Vi) && new.code(&CodeSystem::GSO) != old.code(&CodeSystem::GSO) {
            moved.insert(new.title(Lang::Vi).to_owned());
        }
    }
    let seven = ["Lào Cai", "Bắc Ninh", "Quảng Trị", "Gia Lai", "Tây Ninh", "Đồng Tháp", "An Giang"];
    assert_eq!(moved, seven.into_iter().map(str::to_owned).collect());
    // Huế goes on as itself.
    let hue = register.successors(&id("46"), THEN, NOW, POPULATION);
    assert_eq!((hue.len(), hue[0].id.as_str()), (1, "46"));
    assert_eq!(register.on(&id("46"), NOW).unwrap().kind, AgencyKind::City);
    assert_eq!(register.on(&id("15-2025"), NOW).unwrap().title(Lang::Vi), "Lào Cai");
    assert_eq!(register.on(&id("31"), EVE).unwrap().kind, AgencyKind::City);
}

#[test]
fn figures_and_schemes_lead_to_agencies_and_back() {
    let catalogue = catalogue();
    for scheme in Scheme::ALL {
        for unit in catalogue.units(scheme) {
            let agency = catalogue.agency_in(scheme, &unit.id).unwrap();
            assert_eq!(catalogue.unit_of(scheme, agency.id()), Some(unit.id.as_str()), "{}", scheme.id());
        }
    }
    for figure in catalogue.published() {
        let agency = catalogue.agency_of(figure.level, figure.year, &figure.unit);
        assert!(agency.is_some(), "{} {} {}", figure.index, figure.year, figure.unit);
    }
    let title = |year| catalogue.agency_of(Level::Province, year, "15").unwrap().title(Lang::Vi).to_owned();
    assert_eq!((title(2024).as_str(), title(2025).as_str()), ("Yên Bái", "Lào Cai"));
    for (name, on, found) in [("Lào Cai", EVE, "10"), ("Lào Cai", NOW, "15-2025"), ("TPHCM", EVE, "79")] {
        let candidates = catalogue.register().find_name(name, on);
        assert_eq!(candidates.iter().map(|c| c.id().as_str()).collect::<Vec<_>>(), [found], "{name}");
    }
}

#[test]
fn a_back_series_of_shipped_figures_keeps_the_unchanged_and_is_missing_where_a_part_is() {
    use chiso_engine::{Combination, Weights, back_series};
    use chiso_model::{Cell, Missing};
    let catalogue = catalogue();
    let register = catalogue.register();
    let (mut unchanged, mut missing) = (0, 0);
    for year in 2012..=2024i16 {
        let day = Date::constant(year, 12, 31);
        let figures = catalogue.figures("par-index", Level::Province, year);
        let agency = |unit: &str| catalogue.agency_of(Level::Province, year, unit).map(|agency| agency.id().clone());
        let cell = |figure: &chiso_catalogue::PublishedFigure| {
            Some((agency(&figure.unit)?, Cell::number(figure.value?.value)))
        };
        let values: BTreeMap<AgencyId, Cell> = figures.into_iter().filter_map(cell).collect();
        let equal = Weights::equal(POPULATION);
        let series = back_series(register, &values, (day, NOW), Combination::WeightedMean, &equal);
        assert_eq!(series.left_out, []);
        for unit in &series.units {
            let value_of = |part: &chiso_engine::Part| values.get(&part.unit).and_then(|cell| cell.value());
            let given: Vec<Option<f64>> = unit.parts.iter().map(value_of).collect();
            match given.as_slice() {
                [only] => {
                    unchanged += 1;
                    assert_eq!((unit.value.value(), unit.is_constructed), (*only, false), "{} {year}", unit.unit);
                }
                parts if parts.contains(&None) => {
                    missing += 1;
                    assert_eq!(unit.value.get(), Err(Missing::Blank), "{} {year}", unit.unit);
                }
                parts => {
                    let mean = parts.iter().flatten().sum::<f64>() / parts.len() as f64;
                    assert!((unit.value.value().unwrap() - mean).abs() < 1e-9, "{} {year}", unit.unit);
                }
            }
        }
    }
    assert!(unchanged > 10 && missing > 10, "{unchanged} unchanged, {missing} missing");
}

#[test]
fn identification_codes_hold_as_long_as_they_are_known_to() {
    let register = catalogue().register();
    for (h26, gso) in [("H30", "93"), ("H38", "10"), ("H54", "34"), ("H55", "19")] {
        let agency = register.find_code(&CodeSystem::H26, h26, EVE).unwrap();
        assert_eq!((agency.id().as_str(), agency.code(&CodeSystem::GSO)), (gso, Some(gso)), "{h26}");
        assert_eq!(register.find_code(&CodeSystem::H26, h26, NOW), None, "{h26}");
        for lang in [Lang::Vi, Lang::En] {
            let source = agency.agency.source.as_ref().unwrap().get(lang);
            assert!(source.contains(h26) && source.contains("20/2020/QĐ-TTg"), "{source}");
        }
    }
}

/// The file as it was gathered, beside the checkout; where it is absent the test says so and is skipped, with `CI=true` that is a failure.
fn gathered(file: &str) -> Option<Vec<BTreeMap<String, String>>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/facts").join(file);
    let Ok(text) = std::fs::read_to_string(&path) else {
        assert!(std::env::var_os("CI").is_none(), "{} is not there", path.display());
        println!("skipped: {} is not there", path.display());
        return None;
    };
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    Some(reader.deserialize().map(Result::unwrap).collect())
}

/// The files write the city of Hồ Chí Minh in two ways.
fn plain(name: &str) -> &str {
    name.trim_start_matches("TP. ")
}

#[test]
fn the_register_agrees_with_the_gathered_provinces_row_by_row() {
    let Some(rows) = gathered("provinces.csv") else { return };
    let register = catalogue().register();
    assert_eq!(rows.len(), 87);
    for row in rows {
        let (code, name) = (&row["code"], &row["name_vi"]);
        let date = |column: &str| row[column].parse::<Date>().ok();
        let day = date("valid_to").or(date("valid_from")).unwrap_or(NOW);
        let agency = register.find_code(&CodeSystem::GSO, code, day).unwrap();
        assert_eq!(plain(agency.title(Lang::Vi)), plain(name), "{code} on {day}");
        let h26 = Some(row["h_code"].as_str()).filter(|code| !code.is_empty());
        assert_eq!(agency.code(&CodeSystem::H26), h26, "{code} on {day}");
        let Some(from) = date("successor_from") else { continue };
        let successor = register.successors(agency.id(), day, from, POPULATION);
        let code = |id: &AgencyId| register.on(id, from).unwrap().code(&CodeSystem::GSO).unwrap().to_owned();
        assert_eq!(
            successor.iter().map(|s| code(&s.id)).collect::<Vec<_>>(),
            [row["successor_code"].clone()],
            "{name}"
        );
    }
}

#[test]
fn the_register_agrees_with_the_gathered_merger_row_by_row() {
    let Some(rows) = gathered("par_merge_63_34.csv") else { return };
    let register = catalogue().register();
    assert_eq!(rows.len(), 63);
    for row in rows {
        let old = register.find_code(&CodeSystem::GSO, &row["old_gso_code"], THEN).unwrap();
        assert_eq!(plain(old.title(Lang::Vi)), plain(&row["old_name"]));
        let successors = register.successors(old.id(), THEN, NOW, POPULATION);
        let new = register.on(&successors[0].id, NOW).unwrap();
        assert_eq!((successors.len(), plain(new.title(Lang::Vi))), (1, plain(&row["new_name"])));
        let parts = register.predecessors(new.id(), NOW, THEN, POPULATION).len();
        assert_eq!(parts.to_string(), row["n_parts"], "{}", row["new_name"]);
        assert_eq!(new.kind == AgencyKind::City, row["new_kind_2025"] == "thành phố", "{}", row["new_name"]);
    }
}
