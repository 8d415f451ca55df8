//! Who answers for a unit that is no more: tables of what became of it.

use crate::common::World;
use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, Heir, LineageEdge, LineageKind, POPULATION, Register, Validity,
};
use chiso_model::{Date, Text};
use chiso_round::round::RoundCommand;
use chiso_round::{Heirship, Phase, Refusal, heir_of};

fn id(text: &str) -> AgencyId {
    AgencyId::new(text).unwrap()
}

fn first_of(year: i16) -> Date {
    Date::constant(year, 1, 1)
}

/// An agency from the first day of a year, to the eve of another's.
fn agency(name: &str, from: Option<i16>, to: Option<i16>) -> Agency {
    let valid = Validity::new(from.map(first_of), to.map(|to| first_of(to).yesterday().unwrap()));
    Agency::new(id(name), AgencyKind::Province, Text::new(name, name), valid)
}

fn edge(kind: LineageKind, year: i16, from: &[&str], to: &[(&str, f64)]) -> LineageEdge {
    let heir = |(name, share): &(&str, f64)| Heir::new(id(name)).with_share(POPULATION, *share);
    LineageEdge {
        kind,
        date: first_of(year),
        decision: None,
        from: from.iter().map(|name| id(name)).collect(),
        to: to.iter().map(heir).collect(),
        note: None,
        source: None,
    }
}

/// `a` and `b` merged into `c` in 2021; `c` became `d` in 2022 by another name; `e` was divided into `f` (90 %) and `g` in 2021; `h` gave a part to `g` in 2022 and goes
/// on; `i` went into `e` in 2020, before that was divided; `j` was dissolved in 2021; `k` ended and nobody wrote down what became of it.
fn register() -> Register {
    let agencies = [
        agency("a", None, Some(2021)),
        agency("b", None, Some(2021)),
        agency("c", Some(2021), Some(2022)),
        agency("d", Some(2022), None),
        agency("e", None, Some(2021)),
        agency("f", Some(2021), None),
        agency("g", Some(2021), None),
        agency("h", None, None),
        agency("i", None, Some(2020)),
        agency("j", None, Some(2021)),
        agency("k", None, Some(2021)),
    ];
    let edges = [
        edge(LineageKind::Merge, 2021, &["a", "b"], &[("c", 1.0)]),
        edge(LineageKind::Rename, 2022, &["c"], &[("d", 1.0)]),
        edge(LineageKind::Split, 2021, &["e"], &[("f", 0.9), ("g", 0.1)]),
        edge(LineageKind::Split, 2022, &["h"], &[("h", 0.8), ("g", 0.2)]),
        edge(LineageKind::Merge, 2020, &["i", "e"], &[("e", 1.0)]),
        edge(LineageKind::Dissolve, 2021, &["j"], &[]),
    ];
    Register::new(agencies, edges)
}

#[test]
fn one_carries_a_unit_on_or_none() {
    let register = register();
    let divided = || Heirship::Divided([id("f"), id("g")].into());
    for (unit, day, wanted) in [
        ("a", Date::constant(2020, 12, 31), Heirship::Itself),
        ("a", first_of(2021), Heirship::Heir(id("c"))),
        ("b", first_of(2023), Heirship::Heir(id("d"))),
        ("d", first_of(2023), Heirship::Itself),
        // Asked about a day on which it had not begun.
        ("d", first_of(2020), Heirship::Itself),
        // However large a part is, it is a part.
        ("e", first_of(2021), divided()),
        ("i", first_of(2020), Heirship::Heir(id("e"))),
        ("i", first_of(2023), divided()),
        // Who gave a part away goes on.
        ("h", first_of(2023), Heirship::Itself),
        ("j", first_of(2021), Heirship::Nobody),
        ("k", first_of(2021), Heirship::Nobody),
        ("unknown", first_of(2021), Heirship::Itself),
    ] {
        assert_eq!(heir_of(&register, &id(unit), day), wanted, "{unit} on {day}");
    }
}

#[test]
fn a_register_that_runs_in_a_circle_names_nobody() {
    let agencies = [agency("a", None, Some(2021)), agency("b", None, Some(2021))];
    let edges = [
        edge(LineageKind::Rename, 2021, &["a"], &[("b", 1.0)]),
        edge(LineageKind::Rename, 2021, &["b"], &[("a", 1.0)]),
    ];
    assert_eq!(heir_of(&Register::new(agencies, edges), &id("a"), first_of(2023)), Heirship::Nobody);
}

#[test]
fn an_heir_is_named_in_every_phase_with_a_reason() {
    let name = |unit: &str, heir: &str, reason: &str| {
        let [unit, heir, reason] = [unit, heir, reason].map(str::to_owned);
        RoundCommand::NameHeir { unit, heir, reason }
    };
    for phase in [Phase::Draft, Phase::SelfAssessment, Phase::Council] {
        let mut world = World::small(phase);
        for (command, wanted) in [
            (name("nowhere", "f", "Công văn số 9"), Err(Refusal::NoUnit("nowhere".to_owned()))),
            (name("north", "north", "Công văn số 9"), Err(Refusal::Forged)),
            (name("north", " ", "Công văn số 9"), Err(Refusal::Forged)),
            (name("north", "f", " "), Err(Refusal::NoReason)),
            (name("north", "f", "Công văn số 9"), Ok(())),
            (name("north", "g", "Công văn số 10"), Ok(())),
        ] {
            assert_eq!(world.ask("coordinator", command), wanted, "{phase:?}");
        }
        assert_eq!(world.round.heirs.get("north").map(String::as_str), Some("g"), "the last word holds");
        assert_eq!(chiso_round::Round::replay(&world.round_events).as_ref(), Some(&world.round));
    }
}
