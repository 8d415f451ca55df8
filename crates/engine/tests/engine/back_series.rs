//! Back-series: known answers, and identities that hold of all of them.

use std::collections::BTreeMap;

use chiso_engine::{BackSeries, Combination, Weights, back_series};
use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, Heir, LineageEdge, LineageKind, POPULATION, Register, Validity,
};
use chiso_model::{Cell, Date, Lang, Missing, Text, exact_sum};
use proptest::prelude::*;

const THEN: Date = Date::constant(2024, 12, 31);
const NOW: Date = Date::constant(2025, 7, 1);
const LAST: Date = Date::constant(2025, 6, 30);

fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

fn unit(name: &str, valid: Validity) -> Agency {
    Agency::new(id(name), AgencyKind::Province, Text::new(name, name), valid)
}

/// a, b, c become abc; d is divided into x (0.25) and y, of which y takes e as well; f stays; g is dissolved.
fn register() -> Register {
    let edge = |kind, from: &[&str], to: Vec<Heir>| LineageEdge {
        kind,
        date: NOW,
        decision: Some("202/2025/QH15".to_owned()),
        from: from.iter().map(|name| id(name)).collect(),
        to,
        note: None,
        source: None,
    };
    let old = ["a", "b", "c", "d", "e", "g"].map(|name| unit(name, Validity::until(LAST)));
    let new = ["abc", "x", "y"].map(|name| unit(name, Validity::since(NOW)));
    Register::new(
        old.into_iter().chain(new).chain([unit("f", Validity::ALWAYS)]),
        [
            edge(LineageKind::Merge, &["a", "b", "c"], vec![Heir::new(id("abc"))]),
            edge(
                LineageKind::Split,
                &["d"],
                vec![Heir::new(id("x")).with_share(POPULATION, 0.25), Heir::new(id("y")).with_share(POPULATION, 0.75)],
            ),
            edge(LineageKind::Rename, &["e"], vec![Heir::new(id("y"))]),
            edge(LineageKind::Dissolve, &["g"], vec![]),
        ],
    )
}

fn cells(given: &[(&str, f64)]) -> BTreeMap<AgencyId, Cell> {
    given.iter().map(|(name, value)| (id(name), Cell::number(*value))).collect()
}

fn population(given: &[(&str, f64)]) -> Weights {
    Weights::of("population-2024", Text::new("dân số năm 2024", "the population of 2024"), POPULATION, cells(given))
}

fn run(values: &BTreeMap<AgencyId, Cell>, combination: Combination, weights: &Weights) -> BackSeries {
    back_series(&register(), values, (THEN, NOW), combination, weights)
}

fn value(series: &BackSeries, name: &str) -> Result<f64, Missing> {
    series.get(&id(name)).unwrap().value.get()
}

const VALUES: [(&str, f64); 7] =
    [("a", 80.0), ("b", 90.0), ("c", 70.0), ("d", 60.0), ("e", 100.0), ("f", 0.1 + 0.2), ("g", 1.0)];
const PEOPLE: [(&str, f64); 6] = [("a", 1.0), ("b", 2.0), ("c", 1.0), ("d", 4.0), ("e", 1.0), ("g", 1.0)];

#[test]
fn known_answers() {
    let values = cells(&VALUES);
    let weighted = run(&values, Combination::WeightedMean, &population(&PEOPLE));
    let units: Vec<&str> = weighted.units.iter().map(|constructed| constructed.unit.as_str()).collect();
    assert_eq!(units, ["abc", "f", "x", "y"]);
    assert_eq!(weighted.left_out, [id("g")]);
    assert_eq!(value(&weighted, "abc"), Ok(82.5));
    // The piece of a unit had what the unit had; y is three quarters of d's four, and e's one.
    assert_eq!(value(&weighted, "x"), Ok(60.0));
    assert_eq!(value(&weighted, "y"), Ok(70.0));

    let equal = run(&values, Combination::WeightedMean, &Weights::equal(POPULATION));
    assert_eq!(value(&equal, "abc"), Ok(80.0));

    let sum = run(&values, Combination::Sum, &Weights::equal(POPULATION));
    assert_eq!((value(&sum, "abc"), value(&sum, "x"), value(&sum, "y")), (Ok(240.0), Ok(15.0), Ok(145.0)));
    let given: f64 = ["a", "b", "c", "d", "e", "f"].iter().map(|name| values[&id(name)].value().unwrap()).sum();
    let made: f64 = sum.units.iter().map(|constructed| constructed.value.value().unwrap()).sum();
    assert!((given - made).abs() < 1e-9, "what is counted is neither lost nor found");
}

#[test]
fn an_unchanged_unit_keeps_its_value_to_the_bit_and_needs_no_weight() {
    for combination in [Combination::WeightedMean, Combination::Sum] {
        let series = run(&cells(&VALUES), combination, &population(&[]));
        let f = series.get(&id("f")).unwrap();
        assert_eq!(f.value.value().unwrap().to_bits(), (0.1f64 + 0.2).to_bits());
        assert!(!f.is_constructed);
    }
}

#[test]
fn nothing_is_skipped_in_silence() {
    let mut values = cells(&VALUES);
    let people = population(&PEOPLE);
    let mut without_b = people.clone();
    for kind in [Missing::Blank, Missing::NotApplicable, Missing::Abstained, Missing::Withheld, Missing::NotComputable]
    {
        values.insert(id("b"), Cell::missing(kind));
        for combination in [Combination::WeightedMean, Combination::Sum] {
            assert_eq!(value(&run(&values, combination, &people), "abc"), Err(kind));
        }
        let weights = PEOPLE.iter().map(|(name, weight)| (id(name), Cell::number(*weight)));
        let mut weights: BTreeMap<AgencyId, Cell> = weights.collect();
        weights.insert(id("b"), Cell::missing(kind));
        without_b = Weights::of("w", Text::new("w", "w"), POPULATION, weights);
        assert_eq!(value(&run(&cells(&VALUES), Combination::WeightedMean, &without_b), "abc"), Err(kind));
    }
    // A sum needs no weight.
    assert_eq!(value(&run(&cells(&VALUES), Combination::Sum, &without_b), "abc"), Ok(240.0));
    values.remove(&id("b"));
    let series = run(&values, Combination::WeightedMean, &people);
    let abc = series.get(&id("abc")).unwrap();
    assert_eq!((abc.value, abc.parts.len()), (Cell::BLANK, 3));
    // Weights that are nothing or less than nothing, or beyond all numbers.
    for weight in [0.0, -1.0, f64::MAX] {
        let odd = population(&["a", "b", "c"].map(|name| (name, weight)));
        let mut odd_values = cells(&VALUES);
        odd_values.insert(id("a"), Cell::number(f64::MAX));
        let value = value(&run(&odd_values, Combination::WeightedMean, &odd), "abc");
        assert_eq!(value.is_err(), weight <= 0.0, "{weight}: {value:?}");
    }
    // Nobody says how the land of d was divided.
    let by_area = Weights::equal("area");
    let series = run(&cells(&VALUES), Combination::Sum, &by_area);
    assert_eq!((value(&series, "x"), value(&series, "y")), (Err(Missing::NotComputable), Err(Missing::NotComputable)));
}

#[test]
fn it_says_what_it_is_and_how_it_came_about() {
    let people = population(&[("a", 800_000.0), ("b", 1_200_000.5), ("c", 1.0), ("d", 4.0), ("e", 1.0)]);
    let weighted = run(&cells(&VALUES), Combination::WeightedMean, &people);
    assert_eq!(
        weighted.label(Lang::Vi),
        "Số liệu dựng lại, không phải số liệu công bố: giá trị của các đơn vị ngày 31/12/2024 được tính bình quân gia quyền theo dân số năm 2024 cho địa giới ngày 01/07/2025."
    );
    assert_eq!(
        weighted.label(Lang::En),
        "Constructed, not published: values of the units of 31 December 2024, averaged with the population of 2024 as weights, within the boundaries of 1 July 2025."
    );
    let formula = |series: &BackSeries, name: &str, lang| {
        let names: BTreeMap<&str, &str> =
            [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"), ("e", "E"), ("f", "F")].into();
        series.formula(series.get(&id(name)).unwrap(), 1, lang, |unit| names[unit.as_str()])
    };
    assert_eq!(
        formula(&weighted, "abc", Lang::Vi),
        "(A 80,0 × 800\u{202f}000 + B 90,0 × 1\u{202f}200\u{202f}000,50 + C 70,0 × 1) ÷ 2\u{202f}000\u{202f}001,50"
    );
    assert_eq!(formula(&weighted, "y", Lang::En), "(D 60.0 × 4 × 75.0% + E 100.0 × 1) ÷ 4");
    assert_eq!(formula(&weighted, "f", Lang::En), "F 0.3");
    let equal = run(&cells(&VALUES), Combination::WeightedMean, &Weights::equal(POPULATION));
    assert_eq!(formula(&equal, "abc", Lang::En), "(A 80.0 + B 90.0 + C 70.0) ÷ 3");
    assert!(equal.label(Lang::Vi).contains("bình quân giản đơn (quyền số như nhau)"), "{}", equal.label(Lang::Vi));
    let sum = run(&cells(&VALUES), Combination::Sum, &Weights::equal(POPULATION));
    assert_eq!(formula(&sum, "x", Lang::Vi), "D 60,0 × 25,0\u{202f}%");
    assert!(sum.label(Lang::En).contains("added up"));
}

proptest! {
    #[test]
    fn a_mean_lies_between_and_does_not_depend_on_order(
        values in proptest::array::uniform3(-1e6..1e6f64),
        weights in proptest::array::uniform3(1e-3..1e9f64),
        turn in 0usize..3,
    ) {
        let names = ["a", "b", "c"];
        let at = |turn: usize| {
            let one = |i: usize| (i + turn) % 3;
            let values: Vec<(&str, f64)> = (0..3).map(|i| (names[i], values[one(i)])).collect();
            let weights: Vec<(&str, f64)> = (0..3).map(|i| (names[i], weights[one(i)])).collect();
            value(&run(&cells(&values), Combination::WeightedMean, &population(&weights)), "abc").unwrap()
        };
        prop_assert_eq!(at(0).to_bits(), at(turn).to_bits());
        let (least, greatest) = (values.iter().copied().fold(f64::INFINITY, f64::min), values.iter().copied().fold(f64::NEG_INFINITY, f64::max));
        prop_assert!(least <= at(0) && at(0) <= greatest);
    }

    #[test]
    fn equal_weights_give_the_mean_whatever_they_are(values in proptest::array::uniform3(-1e6..1e6f64), weight in 1e-3..1e9f64) {
        let given = [("a", values[0]), ("b", values[1]), ("c", values[2])];
        let weights = population(&["a", "b", "c"].map(|name| (name, weight)));
        let mean = (exact_sum(&values) / 3.0).to_bits();
        for weights in [weights, Weights::equal(POPULATION)] {
            let series = run(&cells(&given), Combination::WeightedMean, &weights);
            prop_assert_eq!(value(&series, "abc").unwrap().to_bits(), mean);
        }
    }
}
