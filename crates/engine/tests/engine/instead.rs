//! Other facts of one unit: what is computed again is what a full computation gives, to the last bit.

use chiso_engine::{Fact, FactSet, FactValue, NodeOutcome, Options, Plan, decided_indicator};
use chiso_model::{Cell, Missing, Period};
use proptest::prelude::*;

/// Rules, decided points, a gate, a bonus, ranks by group with one that is not ranked, shared places, quantile bands, a mean beside a sum. `NORMALISE` is how the one
/// indicator is normalised, `WHOLE` how the areas are put together.
const RULES: &str = r#"
chiso: 1
id: t
edition: "1"
title: {vi: Bộ thử, en: Set}
status: illustrative
valid: {from: 2000-01-01}
attributes:
  - id: kind
    title: {vi: Loại, en: Kind}
defaults: {missing: {blank: zero, not_applicable: drop_rescale}}
rounding: {digits: 1, mode: half_up}
rank: {on: rounded, ties: shared, order: highest, groups: {attribute: kind, unranked: [guest]}}
tree:
  id: t
  title: {vi: Tổng, en: Total}
  aggregate: {method: WHOLE}
  bands:
    quantiles:
      - {id: low, title: {vi: Thấp, en: Low}}
      - {id: high, title: {vi: Cao, en: High}, from: 50%}
  children:
    - id: work
      title: {vi: Công việc, en: Work}
      max: 6
      aggregate: {method: sum}
      children:
        - id: ratio
          title: {vi: Tỷ lệ, en: Ratio}
          max: 4
          inputs: {done: {title: {vi: Xong, en: Done}}, all: {title: {vi: Tất cả, en: All}}}
          rule: {kind: ratio, numerator: done, denominator: all, scale: {cap: 100%}}
        - {id: given, title: {vi: Cho, en: Given}, max: 2, rule: {kind: points}}
    - id: voices
      title: {vi: Ý kiến, en: Voices}
      aggregate: {method: arithmetic}
      children:
        - id: index
          title: {vi: Chỉ số, en: Index}
          normalise: NORMALISE
        - {id: share, title: {vi: Phần, en: Share}, normalise: {method: none}}
"#;

const FIXED: &str = "{method: min_max, goalposts: {low: 0, high: 50}, cap: true}";

/// How areas are put together, how the indicator is normalised, and whether units are then computed apart.
const RULEBOOKS: [(&str, &str, bool); 6] = [
    ("sum", FIXED, true),
    ("arithmetic", "{method: none}", true),
    ("geometric", FIXED, true),
    ("sum", "{method: min_max}", false),
    ("sum", "{method: borda}", false),
    ("copeland", FIXED, false),
];

fn plan((whole, normalise, _): (&str, &str, bool)) -> Plan {
    let text = RULES.replace("WHOLE", whole).replace("NORMALISE", normalise);
    let rulebook = chiso_rulebook::read_yaml(&text, "test.yaml").unwrap_or_else(|problems| {
        panic!("{:#?}", problems.iter().map(|p| p.message(chiso_model::Lang::En)).collect::<Vec<_>>())
    });
    Plan::new(&rulebook, Some(Period::year(2024))).unwrap()
}

/// Numbers of one unit: done, all, given, decided in place of the ratio, index, share.
type Numbers = (Cell, Cell, Cell, Cell, Cell, Cell);

fn facts(unit: usize, (done, all, given, decided, index, share): Numbers, kind: usize) -> Vec<Fact> {
    let decided_name = decided_indicator("ratio");
    let fact = |indicator: &str, value: FactValue| Fact {
        unit: format!("u{unit:02}"),
        indicator: indicator.to_owned(),
        period: Some(Period::year(2024)).filter(|_| indicator != "kind"),
        value,
        source: None,
    };
    let numbers = [
        ("ratio.done", done),
        ("ratio.all", all),
        ("given", given),
        (&*decided_name, decided),
        ("index", index),
        ("share", share),
    ];
    let kind = ["big", "small", "guest"][kind];
    let numbers = numbers.into_iter().map(|(name, cell)| fact(name, FactValue::Number(cell)));
    numbers.chain([fact("kind", FactValue::Text(kind.to_owned()))]).collect()
}

fn any_numbers() -> impl Strategy<Value = Numbers> {
    let cell = |range: std::ops::RangeInclusive<i32>| {
        prop_oneof![
            8 => range.prop_map(|n| Cell::number(f64::from(n))),
            1 => Just(Cell::BLANK),
            1 => Just(Cell::missing(Missing::NotApplicable)),
        ]
    };
    let decided = prop_oneof![3 => Just(Cell::BLANK), 1 => (0..=4i32).prop_map(|n| Cell::number(f64::from(n)))];
    (cell(0..=10), cell(10..=12), cell(0..=2), decided, cell(0..=60), cell(0..=3))
}

/// Everything of the nodes down to the last bit, as text.
fn bytes(nodes: &[NodeOutcome]) -> String {
    format!("{nodes:?}")
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn what_is_computed_again_is_what_a_full_computation_gives(
        rows in proptest::collection::vec((any_numbers(), 0..3usize), 1..25),
        pick in any::<prop::sample::Index>(),
        other in any_numbers(),
        excluded in any::<prop::sample::Index>(),
        which in 0..RULEBOOKS.len(),
    ) {
        let plan = plan(RULEBOOKS[which]);
        prop_assert_eq!(plan.computes_units_apart(), RULEBOOKS[which].2);
        let options = Options { exclude_units: vec![format!("u{:02}", excluded.index(rows.len()))], ..Options::default() };
        let unit = pick.index(rows.len());
        let of = |rows: &[(Numbers, usize)]| -> FactSet {
            FactSet::new(rows.iter().enumerate().flat_map(|(unit, (numbers, kind))| facts(unit, *numbers, *kind))).unwrap()
        };
        let known = of(&rows);
        let before = plan.compute(&known, &Options { trace: true, ..options.clone() }).unwrap();
        let own = FactSet::new(facts(unit, other, rows[unit].1)).unwrap();
        let moved = plan.instead(&known, &before, unit, own, &options).unwrap();
        let mut changed = rows.clone();
        changed[unit].0 = other;
        let full = plan.compute(&of(&changed), &options).unwrap();
        let mut again = before.nodes.clone();
        for (node, outcome) in moved {
            again[node] = outcome;
        }
        prop_assert_eq!(bytes(&again), bytes(&full.nodes));
    }

    #[test]
    fn the_facts_of_all_units_are_the_facts(rows in proptest::collection::vec((any_numbers(), 0..3usize), 1..9)) {
        let all = rows.iter().enumerate().flat_map(|(unit, (numbers, kind))| facts(unit, *numbers, *kind));
        let known = FactSet::new(all).unwrap();
        let again: Vec<Fact> = known.units().iter().flat_map(|unit| known.of_unit(unit)).collect();
        prop_assert_eq!(FactSet::new(again).unwrap(), known.clone());
        prop_assert!(known.of_unit("nobody").is_empty());
    }
}
