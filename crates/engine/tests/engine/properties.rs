//! What must hold for any facts.

use chiso_engine::{Fact, FactSet, FactValue, Options, Outcome, Plan};
use chiso_model::{Cell, Missing};
use chiso_rulebook::definition::Rulebook;
use proptest::prelude::*;

/// A small rulebook that goes through every step: denominators, group means, winsorising, logarithms, several normalisations and aggregations, quantile bands, gates.
const EVERY_STEP: &str = r#"
chiso: 1
id: all
edition: "1"
title: {vi: Tất cả các bước, en: Every step}
status: illustrative
valid: {from: 2000-01-01}
attributes:
  - id: side
    title: {vi: Nhóm, en: Group}
indicators:
  size:
    title: {vi: Quy mô, en: Size}
defaults:
  prepare:
    impute: {method: group_mean, group: side}
    treat: {skewness: 1, kurtosis: 1, winsorise: {max_points: 3}, otherwise: log}
  normalise: {method: min_max, from: 0, to: 100}
  missing: drop_rescale
tree:
  id: all
  title: {vi: Tất cả, en: All}
  aggregate: {method: arithmetic}
  children:
    - id: means
      title: {vi: Trung bình, en: Means}
      aggregate: {method: geometric}
      bands:
        quantiles:
          - {id: low, title: {vi: Thấp, en: Low}}
          - {id: high, title: {vi: Cao, en: High}, from: 50%}
      children:
        - id: a
          title: {vi: A, en: A}
          prepare:
            denominate: {by: size}
        - id: b
          title: {vi: B, en: B}
          direction: negative
    - id: spread
      title: {vi: Chuẩn hóa, en: Scores}
      aggregate: {method: arithmetic}
      children:
        - id: c
          title: {vi: C, en: C}
          normalise: {method: z_score, mean: 50, deviation: 10}
        - id: d
          title: {vi: D, en: D}
          normalise: {method: borda}
    - id: contest
      title: {vi: So đôi, en: Contest}
      aggregate: {method: copeland}
      of:
        - node: a
        - node: b
        - node: c
"#;

fn rulebook(text: &str) -> Rulebook {
    chiso_rulebook::read_yaml(text, "test.yaml").unwrap_or_else(|problems| {
        let lines: Vec<String> =
            problems.iter().map(|p| format!("{} {}", p.place, p.message(chiso_model::Lang::En))).collect();
        panic!("{}", lines.join("\n"))
    })
}

fn number(unit: usize, indicator: &str, value: Cell) -> Fact {
    let value = FactValue::Number(value);
    Fact { unit: format!("u{unit:03}"), indicator: indicator.to_owned(), period: None, value, source: None }
}

fn text(unit: usize, indicator: &str, value: &str) -> Fact {
    let value = FactValue::Text(value.to_owned());
    Fact { unit: format!("u{unit:03}"), indicator: indicator.to_owned(), period: None, value, source: None }
}

/// Everything of an outcome down to the last bit, as text.
fn bytes(outcome: &Outcome) -> String {
    format!("{:?}{:?}{:?}", outcome.units, outcome.nodes, outcome.steps)
}

fn any_cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        8 => (0.001..1e6f64).prop_map(Cell::number),
        1 => Just(Cell::BLANK),
        1 => Just(Cell::missing(Missing::NotApplicable)),
    ]
}

fn any_facts() -> impl Strategy<Value = Vec<Fact>> {
    let row = (any_cell(), any_cell(), any_cell(), any_cell(), 0.5..1e3f64, any::<bool>());
    proptest::collection::vec(row, 1..40).prop_map(|rows| {
        let mut facts = Vec::new();
        for (unit, (a, b, c, d, size, side)) in rows.into_iter().enumerate() {
            for (name, cell) in [("a", a), ("b", b), ("c", c), ("d", d), ("size", Cell::number(size))] {
                facts.push(number(unit, name, cell));
            }
            facts.push(text(unit, "side", if side { "east" } else { "west" }));
        }
        facts
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// The order of the rows and the number of threads change no bit.
    #[test]
    fn order_and_threads_change_nothing(facts in any_facts(), seed in any::<u64>(), threads in 2usize..9) {
        let plan = Plan::new(&rulebook(EVERY_STEP), None).unwrap();
        let options = Options { steps: true, trace: true, ..Options::default() };
        let one = plan.compute(&FactSet::new(facts.clone()).unwrap(), &options).unwrap();
        let mut shuffled = facts;
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, usize::try_from(state >> 33).unwrap() % (i + 1));
        }
        let many = Options { threads, ..options };
        let other = plan.compute(&FactSet::new(shuffled).unwrap(), &many).unwrap();
        prop_assert_eq!(bytes(&one), bytes(&other));
        let (one, other) = (one.trace.unwrap(), other.trace.unwrap());
        prop_assert_eq!(one.len(), other.len());
    }

    /// Giving the units other names, and so another order, permutes the results and changes no bit of them.
    #[test]
    fn names_of_units_do_not_matter(facts in any_facts()) {
        let plan = Plan::new(&rulebook(EVERY_STEP), None).unwrap();
        let straight = plan.compute(&FactSet::new(facts.clone()).unwrap(), &Options::default()).unwrap();
        let last = straight.units.len() - 1;
        let renamed = facts.into_iter().map(|mut fact| {
            let unit: usize = fact.unit[1..].parse().unwrap();
            fact.unit = format!("u{:03}", last - unit);
            fact
        });
        let reversed = plan.compute(&FactSet::new(renamed).unwrap(), &Options::default()).unwrap();
        for (a, b) in straight.nodes.iter().zip(&reversed.nodes) {
            let turned: Vec<Cell> = b.values.iter().rev().copied().collect();
            prop_assert_eq!(format!("{:?}", a.values), format!("{turned:?}"), "{}", a.id);
            let turned: Vec<Option<f64>> = b.ranks.iter().rev().copied().collect();
            prop_assert_eq!(&a.ranks, &turned);
        }
    }

    /// The repeated computation gives the same bits as the full one.
    #[test]
    fn recomputing_in_a_workspace_gives_the_same(facts in any_facts()) {
        let plan = Plan::new(&rulebook(EVERY_STEP), None).unwrap();
        let facts = FactSet::new(facts).unwrap();
        let options = Options { trace: true, ..Options::default() };
        let full = plan.compute(&facts, &options).unwrap();
        let computation = plan.on(&facts);
        let mut workspace = chiso_engine::Workspace::default();
        computation.values(&mut workspace);
        computation.values(&mut workspace);
        for (index, node) in full.nodes.iter().enumerate() {
            prop_assert_eq!(format!("{:?}", workspace.values(index)), format!("{:?}", node.values), "{}", &node.id);
        }
        prop_assert_eq!(computation.ranks(&workspace, 0), full.nodes[0].ranks.clone());
    }

    /// Raising an indicator of which more is better never lowers the unit's own score, when indicators are min-max normalised between fixed goalposts or over the sample,
    /// and put together by an arithmetic mean.
    #[test]
    fn more_of_a_good_thing_never_lowers_the_score(
        values in proptest::collection::vec((0.0..100.0f64, 0.0..100.0f64), 2..30),
        pick in any::<prop::sample::Index>(),
        gain in 0.0..50.0f64,
        fixed in any::<bool>(),
    ) {
        let method = if fixed {
            "{method: min_max, goalposts: {low: 0, high: 80}, cap: true}"
        } else {
            "{method: min_max}"
        };
        let plan = Plan::new(&rulebook(&two_indicators(method, "drop_rescale")), None).unwrap();
        let score = |values: &[(f64, f64)], unit: usize| {
            let facts = values.iter().enumerate().flat_map(|(i, (x, y))| {
                [number(i, "x", Cell::number(*x)), number(i, "y", Cell::number(*y))]
            });
            plan.compute(&FactSet::new(facts).unwrap(), &Options::default()).unwrap().nodes[0].values[unit].value()
        };
        let unit = pick.index(values.len());
        let before = score(&values, unit);
        let mut raised = values;
        raised[unit].0 += gain;
        if let (Some(before), Some(after)) = (before, score(&raised, unit)) {
            prop_assert!(after >= before - 1e-12, "{before} -> {after}");
        }
    }
}

fn two_indicators(normalise: &str, missing: &str) -> String {
    format!(
        r#"
chiso: 1
id: two
edition: "1"
title: {{vi: Hai, en: Two}}
status: illustrative
valid: {{from: 2000-01-01}}
defaults:
  normalise: {normalise}
  missing: {missing}
tree:
  id: two
  title: {{vi: Hai, en: Two}}
  aggregate: {{method: arithmetic}}
  children:
    - id: x
      title: {{vi: X, en: X}}
      max: 10
    - id: y
      title: {{vi: Y, en: Y}}
      max: 10
"#
    )
}

/// What the parent becomes, for each way of treating a missing part: x is 4, y is missing.
#[test]
fn missing_parts_behave_as_declared() {
    for kind in [Missing::Blank, Missing::NotApplicable, Missing::Abstained, Missing::Withheld] {
        for (action, wanted) in [
            ("blank", Err(kind)),
            ("drop_rescale", Ok(4.0)),
            ("drop", Ok(2.0)),
            ("full", Ok(7.0)),
            ("zero", Ok(2.0)),
            // Only this kind has an action of its own; the others leave the parent blank.
            ("{not_applicable: full}", if kind == Missing::NotApplicable { Ok(7.0) } else { Err(kind) }),
        ] {
            let plan = Plan::new(&rulebook(&two_indicators("{method: none}", action)), None).unwrap();
            let facts = FactSet::new([number(0, "x", Cell::number(4.0)), number(0, "y", Cell::missing(kind))]).unwrap();
            let outcome = plan.compute(&facts, &Options::default()).unwrap();
            assert_eq!(outcome.nodes[0].values[0].get(), wanted, "{kind:?} {action}");
        }
    }
}

/// A division by zero is a kind of its own, and all parts left out leave nothing.
#[test]
fn what_cannot_be_computed_is_told_apart() {
    let plan = Plan::new(&rulebook(&two_indicators("{method: min_max}", "drop_rescale")), None).unwrap();
    // One unit alone: the range is empty and nothing can be scaled.
    let facts = FactSet::new([number(0, "x", Cell::number(4.0)), number(0, "y", Cell::BLANK)]).unwrap();
    let outcome = plan.compute(&facts, &Options::default()).unwrap();
    let value = |node: usize| outcome.nodes[node].values[0].get();
    assert_eq!(
        (value(1), value(2), value(0)),
        (Err(Missing::NotComputable), Err(Missing::Blank), Err(Missing::NotComputable))
    );
}
