//! Who receives a ballot about whom, as tables.

use chiso_survey::{DirectedProblem, Rated, Rater, directed};
use proptest::prelude::*;

const MATRIX: [(&str, &str); 4] =
    [("deputies", "departments"), ("heads", "communes"), ("heads", "departments"), ("deputies", "departments")];

type People = [(&'static str, Option<&'static str>)];

fn raters(people: &People) -> Vec<Rater<'static>> {
    people.iter().map(|(group, own)| Rater { group, own: *own }).collect()
}

fn units(units: &[(&'static str, &'static str)]) -> Vec<Rated<'static>> {
    units.iter().map(|(unit, group)| Rated { unit, group }).collect()
}

#[test]
fn the_matrix_says_who_rates_whom() {
    let units = units(&[("health", "departments"), ("ba-dinh", "communes"), ("justice", "departments")]);
    for (people, expected) in [
        (&[("deputies", None), ("heads", None)][..], vec![(0, 0), (0, 2), (1, 0), (1, 1), (1, 2)]),
        (&[("deputies", None), ("heads", Some("health"))], vec![(0, 0), (0, 2), (1, 1), (1, 2)]),
        (&[("heads", Some("elsewhere"))], vec![(0, 0), (0, 1), (0, 2)]),
    ] {
        let given = directed(&MATRIX, &raters(people), &units);
        let pairs = given.map(|given| given.iter().map(|one| (one.rater, one.rated)).collect::<Vec<_>>());
        assert_eq!(pairs, Ok(expected), "{people:?}");
    }
}

#[test]
fn everything_that_does_not_fit_is_said_at_once() {
    use DirectedProblem::{RatedByNobody, RatesNobody, UnknownRated, UnknownRater};
    let given = directed(
        &MATRIX,
        &raters(&[("deputy", None), ("deputies", Some("health"))]),
        &units(&[("health", "departments"), ("ba-dinh", "communes"), ("x", "wards")]),
    );
    assert_eq!(given, Err(vec![UnknownRater(0), RatesNobody(1), RatedByNobody(0), RatedByNobody(1), UnknownRated(2)]));
    assert_eq!(directed(&[], &raters(&[("a", None)]), &units(&[])), Err(vec![UnknownRater(0)]));
}

proptest! {
    /// Nobody rates their own unit, nobody gives two ballots about one, and every pair that the matrix allows is there.
    #[test]
    fn pairs_are_those_of_the_matrix(people in prop::collection::vec((0..3usize, 0..5usize), 1..30)) {
        let groups = ["a", "b", "c"];
        let names = ["u0", "u1", "u2", "u3"];
        let matrix = [("a", "a"), ("b", "a"), ("b", "b"), ("c", "b")];
        let raters: Vec<Rater<'_>> =
            people.iter().map(|(group, own)| Rater { group: groups[*group], own: names.get(*own).copied() }).collect();
        let units: Vec<Rated<'_>> =
            names.iter().enumerate().map(|(at, unit)| Rated { unit, group: groups[at % 2] }).collect();
        if let Ok(given) = directed(&matrix, &raters, &units) {
            prop_assert!(given.is_sorted_by(|a, b| a < b));
            for (rater, person) in raters.iter().enumerate() {
                for (rated, unit) in units.iter().enumerate() {
                    let wanted = matrix.contains(&(person.group, unit.group)) && person.own != Some(unit.unit);
                    let there = given.iter().any(|one| (one.rater, one.rated) == (rater, rated));
                    prop_assert_eq!(there, wanted);
                }
            }
        }
    }
}
