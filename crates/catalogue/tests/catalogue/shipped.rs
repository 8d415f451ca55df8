//! What is shipped can be read, and its parts know each other.

use crate::common::catalogue;
use chiso_catalogue::{DatasetKind, Level, Reading, Scheme, Sort};
use chiso_model::{Date, Lang, Period};

#[test]
fn everything_loads() {
    let catalogue = catalogue();
    assert_eq!(Scheme::ALL.map(|scheme| catalogue.units(scheme).len()), [63, 34, 18]);
    for dataset in catalogue.datasets() {
        let facts = catalogue.facts(dataset).unwrap();
        let computed = matches!(dataset.kind, DatasetKind::Computed { .. });
        assert_eq!(facts.units().is_empty(), !computed, "{}", dataset.id);
    }
}

#[test]
fn facts_speak_of_units_of_their_scheme() {
    let catalogue = catalogue();
    for dataset in catalogue.datasets() {
        let Some(scheme) = dataset.scheme else { continue };
        for unit in catalogue.facts(dataset).unwrap().units() {
            assert!(catalogue.unit(scheme, unit).is_some(), "{}: {unit}", dataset.id);
        }
    }
}

#[test]
fn a_rulebook_is_found_by_id_and_edition_and_a_wrong_name_is_answered() {
    let catalogue = catalogue();
    let ministries = catalogue.rulebook("par-index/2023-ministry").unwrap();
    assert_eq!((ministries.id(), ministries.edition()), ("par-index", "2023-ministry"));
    let newest = catalogue.rulebook("par-index").unwrap();
    for other in catalogue.editions("par-index") {
        let order = |r: &chiso_catalogue::ShippedRulebook| (r.rulebook.valid.from, r.edition().to_owned());
        assert!(order(newest) >= order(other), "{}", other.reference());
    }
    let error = catalogue.rulebook("par-index/2023-minister").unwrap_err();
    assert_eq!(error.sort, Sort::Rulebook);
    assert_eq!(error.near, ["par-index/2023-ministry"]);
    assert!(
        error
            .message(Lang::Vi)
            .starts_with("Không có bộ tiêu chí `par-index/2023-minister`. Có phải: par-index/2023-ministry? Hiện có: "),
        "{}",
        error.message(Lang::Vi)
    );
    assert!(
        error.message(Lang::En).starts_with(
            "There is no rulebook `par-index/2023-minister`. Did you mean: par-index/2023-ministry? There are: "
        ),
        "{}",
        error.message(Lang::En)
    );
    let error = catalogue.dataset("par-index/provinces/2024").unwrap_err();
    assert!(error.near.contains(&"par-index/province/2024".to_owned()), "{:?}", error.near);
    assert!(catalogue.rulebook("zzz").unwrap_err().near.is_empty());
}

#[test]
fn a_unit_is_found_by_any_of_its_names() {
    let catalogue = catalogue();
    for (name, code) in [
        ("31", "31"),
        ("Hải Phòng", "31"),
        ("TP. HAI PHONG", "31"),
        ("hanoi", "01"),
        ("Ha Noi", "01"),
        ("TPHCM", "79"),
        ("Hồ Chí Minh", "79"),
        ("Ho Chi Minh City", "79"),
        ("BRVT", "77"),
        ("Bà Rịa – Vũng Tàu", "77"),
        ("Đăk Lăk", "66"),
        ("tỉnh Đắc Nông", "67"),
        ("Thừa Thiên - Huế", "46"),
        ("Yên Bái", "15"),
    ] {
        let found = catalogue.find_unit(Scheme::Provinces63, name);
        assert_eq!(found.map(|u| u.id.as_str()), Some(code), "{name}");
    }
    assert_eq!(catalogue.find_unit(Scheme::Provinces34, "Lào Cai").map(|u| u.id.as_str()), Some("15"));
    assert_eq!(catalogue.find_unit(Scheme::Provinces34, "Yên Bái"), None);
    for name in ["Bộ Tư pháp", "BỘ TƯ PHÁP", "bo-tu-phap", "Ministry of Justice", "MOJ"] {
        assert_eq!(catalogue.find_unit(Scheme::Ministries, name).map(|u| u.id.as_str()), Some("bo-tu-phap"), "{name}");
    }
    assert_eq!(catalogue.find_unit(Scheme::Provinces63, ""), None);
}

#[test]
fn no_name_of_a_day_means_two_provinces() {
    let catalogue = catalogue();
    for scheme in [Scheme::Provinces63, Scheme::Provinces34] {
        let day = scheme.day().unwrap();
        for province in catalogue.provinces().iter().filter(|p| p.exists_on(day)) {
            let names = [Some(&province.name.vi), province.name.en.as_ref()];
            for name in names.into_iter().flatten().chain(&province.aliases) {
                let found = catalogue.find_province(name, day).map(|p| &p.code);
                assert_eq!(found, Some(&province.code), "{name}");
            }
        }
    }
}

/// Until 30 June 2025 there were 63 provinces; since, 34. Every one of the old ones lives on in one of the new.
#[test]
fn the_merger_of_2025_is_complete() {
    let catalogue = catalogue();
    let on = |day: Date| catalogue.provinces().iter().filter(|p| p.exists_on(day)).count();
    for (day, count) in [
        (Date::constant(2012, 1, 1), 63),
        (Date::constant(2024, 12, 31), 63),
        (Date::constant(2025, 1, 1), 63),
        (Date::constant(2025, 6, 30), 63),
        (Date::constant(2025, 7, 1), 34),
        (Date::constant(2026, 11, 21), 34),
    ] {
        assert_eq!(on(day), count, "{day}");
    }
    let now = Date::constant(2025, 7, 1);
    let mut heirs = std::collections::BTreeMap::new();
    for province in catalogue.provinces().iter().filter(|p| p.exists_on(Date::constant(2024, 12, 31))) {
        let heir = if province.exists_on(now) { Some(province) } else { catalogue.successor(province) };
        let heir = heir.unwrap_or_else(|| panic!("{} has no successor", province.name.vi));
        assert!(heir.exists_on(now), "{}", province.name.vi);
        *heirs.entry(heir.name.vi.as_str()).or_insert(0) += 1;
    }
    assert_eq!(heirs.len(), 34);
    assert_eq!(heirs["Lào Cai"], 2);
    assert_eq!(heirs["TP. Hồ Chí Minh"], 3);
    assert_eq!(heirs["Huế"], 1);
    let lao_cai = catalogue.province("15", now).unwrap();
    let mut before: Vec<&str> = catalogue.predecessors(lao_cai).map(|p| p.name.vi.as_str()).collect();
    before.sort_unstable();
    assert_eq!(before, ["Lào Cai", "Yên Bái"]);
    assert!(lao_cai.population.is_some());
}

#[test]
fn every_province_lies_in_one_of_six_regions_then_and_now() {
    let catalogue = catalogue();
    for scheme in [Scheme::Provinces63, Scheme::Provinces34] {
        let mut regions: Vec<&str> =
            catalogue.units(scheme).iter().map(|u| u.region.as_deref().unwrap_or_else(|| panic!("{}", u.id))).collect();
        regions.sort_unstable();
        regions.dedup();
        assert_eq!(regions.len(), 6, "{scheme:?}");
    }
    assert!(catalogue.provinces().iter().all(|p| !p.region_verified), "the regions are not checked yet");
}

/// A published list is in the order of its values, and no place is given twice to different values.
#[test]
fn published_places_agree_with_published_values() {
    let catalogue = catalogue();
    for dataset in catalogue.datasets() {
        let Some(year) = dataset.year else { continue };
        let figures = catalogue.figures(&dataset.index, dataset.level, year);
        let with_both: Vec<(u16, f64)> = figures.iter().filter_map(|f| Some((f.rank?, f.value?.value))).collect();
        for pair in with_both.windows(2) {
            assert!(pair[0].0 < pair[1].0 && pair[0].1 >= pair[1].1, "{}: {pair:?}", dataset.id);
        }
        if let Some(ranked) = dataset.ranked {
            assert!(figures.iter().all(|f| f.rank.is_none_or(|rank| rank <= ranked)), "{}", dataset.id);
        }
    }
}

/// The 17 published totals of 2023 are within 0.01 of the sum of their parts, 8 exactly (domain.md, section 2).
#[test]
fn parts_of_the_ministries_of_2023_add_up_within_their_rounding() {
    let catalogue = catalogue();
    let facts = catalogue.facts(catalogue.dataset("par-index/ministry/2023").unwrap()).unwrap();
    let period = Some(Period::year(2023));
    let mut exact = 0;
    for (index, unit) in facts.units().iter().enumerate() {
        let part = |name: &str| facts.value(name, period, false, index).0.value().unwrap();
        let total = catalogue.figure("par-index", Level::Ministry, 2023, unit).unwrap().value.unwrap().value;
        let hundredths = ((part("appraisal") + part("survey") - total) * 100.0).round();
        assert!(hundredths.abs() <= 1.0, "{unit}: {hundredths}");
        exact += usize::from(hundredths == 0.0);
    }
    assert_eq!((facts.units().len(), exact), (17, 8));
}

#[test]
fn conflicting_figures_stand_side_by_side() {
    let catalogue = catalogue();
    let readings: Vec<(Reading, f64)> = catalogue
        .readings("par-index", Level::Province, 2023, "31")
        .map(|f| (f.reading, f.value.unwrap().value))
        .collect();
    assert_eq!(readings, [(Reading::Main, 91.87), (Reading::Other, 91.81)]);
    assert_eq!(
        catalogue.history("par-index", Level::Province, (2024, "31")).iter().filter(|f| f.year == 2023).count(),
        1
    );
}

#[test]
fn years_across_a_break_are_not_comparable() {
    let catalogue = catalogue();
    for (index, level, year, earlier, comparable) in [
        ("par-index", Level::Province, 2024, 2023, true),
        ("par-index", Level::Province, 2016, 2015, false),
        ("par-index", Level::Ministry, 2017, 2015, false),
        ("par-index", Level::Province, 2015, 2014, true),
        ("par-index", Level::Province, 2017, 2016, true),
        ("sipas", Level::Province, 2022, 2021, false),
        ("sipas", Level::Province, 2023, 2022, true),
        ("sipas", Level::Province, 2025, 2024, false),
        ("sipas", Level::Province, 2026, 2025, true),
        ("sipas", Level::Ministry, 2025, 2024, true),
    ] {
        assert_eq!(catalogue.comparable(index, level, year, earlier), comparable, "{index} {year} {earlier}");
    }
}

/// A source is told in words a reader understands, and what nobody checked says so.
#[test]
fn sources_are_words() {
    let catalogue = catalogue();
    for province in catalogue.provinces() {
        let texts = [Some(&province.source), province.figures_source.as_ref()];
        assert!(texts.into_iter().flatten().all(|text| text.vi.contains("nguồn thứ cấp")), "{}", province.name.vi);
    }
    let sources = (catalogue.published().iter().map(|f| &f.source))
        .chain(catalogue.statistics().iter().map(|s| &s.source))
        .chain(catalogue.region_means().iter().map(|m| &m.source))
        .chain(catalogue.sublevel().iter().map(|f| &f.source))
        .chain(catalogue.sentences().iter().map(|s| &s.source));
    let mut unverified = 0;
    for source in sources {
        for word in ["github", "file id", "hf dataset", "huggingface"] {
            assert!(!source.text.vi.to_lowercase().contains(word), "{}", source.text.vi);
        }
        let secondary = source.text.vi.contains("nguồn thứ cấp") || source.text.vi.contains("không ghi tên");
        assert_eq!(secondary, !source.verified, "{}", source.text.vi);
        unverified += usize::from(!source.verified);
    }
    assert!(unverified > 0);
}
