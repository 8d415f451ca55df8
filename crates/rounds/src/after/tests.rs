//! The core on a small rulebook: four units whose points are decided, stage by stage.
#![allow(clippy::unwrap_used, reason = "a test")]

use std::collections::{BTreeMap, BTreeSet};

use chiso_engine::{Fact, FactSet, FactValue, Options, Outcome, decided_indicator};
use chiso_model::{Cell, Date, Missing, Period};
use chiso_round::assessment::Entry;
use chiso_round::{Mark, Rules, Stage};
use chiso_rulebook::definition::Rulebook;
use chiso_store::rounds::Measure;

use super::change::{moved, replaced, standing};
use super::diagnosis::{Before, Diagnosis, Sources, diagnose};
use super::plan::{expected, is_overdue};
use super::reminders::carried;

const SMALL: &str = "
chiso: 1
id: small
edition: '1'
title: {vi: Bộ thử, en: Small set}
status: illustrative
valid: {from: 2020-01-01}
units: province
defaults: {missing: {blank: zero, not_applicable: drop_rescale, abstained: drop_rescale, withheld: drop_rescale, not_computable: drop_rescale}}
rounding: {digits: 2, mode: half_up}
rank: {on: rounded, ties: best, order: highest}
tree:
  id: small
  title: {vi: Tổng điểm, en: Total}
  max: 10
  aggregate: {method: sum}
  children:
    - id: area
      title: {vi: Lĩnh vực, en: Area}
      max: 10
      aggregate: {method: sum}
      children:
        - id: plan
          title: {vi: Hoàn thành kế hoạch, en: Plan completed}
          max: 4
          origin: self_assessment
          inputs: {finished: {title: {vi: Xong, en: Finished}}, planned: {title: {vi: Kế hoạch, en: Planned}}}
          rule: {kind: ratio, numerator: finished, denominator: planned, scale: {cap: 100%}}
        - id: reports
          title: {vi: Báo cáo chậm, en: Late reports}
          max: 2
          origin: self_assessment
          inputs: {late: {title: {vi: Báo cáo chậm, en: Late reports}}}
          rule: {kind: deduction, input: late, each: 0.25}
        - id: people
          title: {vi: Người dân hài lòng, en: People content}
          max: 4
          origin: survey
          inputs: {content: {title: {vi: Hài lòng, en: Content}}, asked: {title: {vi: Được hỏi, en: Asked}}}
          rule: {kind: ratio, numerator: content, denominator: asked, scale: {cap: 100%}}
";

fn rulebook(text: &str) -> (Rulebook, Rules) {
    let rulebook = chiso_rulebook::read_yaml(text, "small.yaml").unwrap();
    let rules = Rules::new(&rulebook, Period::year(2024)).unwrap();
    (rulebook, rules)
}

fn decided(unit: &str, node: &str, points: f64) -> Fact {
    Fact {
        unit: unit.to_owned(),
        indicator: decided_indicator(node),
        period: Some(Period::year(2024)),
        value: FactValue::Number(Cell::number(points)),
        source: None,
    }
}

/// Points of `plan`, `reports` and `people`, a unit a row.
type Points<'a> = &'a [(&'a str, [f64; 3])];

fn facts(points: Points<'_>) -> Vec<Fact> {
    let of = |(unit, points): &(&str, [f64; 3])| {
        ["plan", "reports", "people"]
            .into_iter()
            .zip(*points)
            .map(|(node, points)| decided(unit, node, points))
            .collect::<Vec<_>>()
    };
    points.iter().flat_map(of).collect()
}

fn outcome(rules: &Rules, facts: Vec<Fact>) -> Outcome {
    rules.plan().compute(&FactSet::new(facts).unwrap(), &Options::default()).unwrap()
}

const FINAL: Points<'_> =
    &[("a", [3.0, 2.0, 1.0]), ("b", [4.0, 1.5, 2.5]), ("c", [2.0, 1.0, 4.0]), ("d", [1.0, 0.5, 3.0])];

fn diagnosed(group: &[&str], own: [f64; 3], before: Option<&Outcome>, text: &str) -> Diagnosis {
    let (rulebook, rules) = rulebook(text);
    let mut first = FINAL.to_vec();
    first[0].1 = own;
    let (claimed, last) = (outcome(&rules, facts(&first)), outcome(&rules, facts(FINAL)));
    let stages = BTreeMap::from([(Stage::SelfScore, &claimed), (Stage::First, &claimed), (Stage::Council, &last)]);
    let group: BTreeSet<&str> = group.iter().copied().collect();
    diagnose(&Sources { unit: "a", group: &group, rulebook: &rulebook, rules: &rules, stages: &stages, before })
        .unwrap()
}

#[test]
fn points_lost_stand_against_the_best_and_the_median_of_the_group() {
    let all = diagnosed(&["a", "b", "c", "d"], FINAL[0].1, None, SMALL);
    // Totals 6, 8, 7, 4.5; medians by hand: plan 1 2 3 4, reports 0.5 1 1.5 2, people 1 2.5 3 4.
    for (node, lost, best, median) in
        [("small", 4.0, 8.0, 6.5), ("plan", 1.0, 4.0, 2.5), ("reports", 0.0, 2.0, 1.25), ("people", 3.0, 4.0, 2.75)]
    {
        let found = all.node(node).unwrap();
        assert_eq!((found.lost, found.best, found.median), (Some(lost), Some(best), Some(median)), "{node}");
    }
    assert_eq!(all.leaves().iter().map(|leaf| leaf.id.as_str()).collect::<Vec<_>>(), ["people", "plan", "reports"]);
    assert_eq!(all.node("people").unwrap().behind_best(), Some(3.0));
    // Three units: the one in the middle.
    let three = diagnosed(&["a", "b", "d"], FINAL[0].1, None, SMALL);
    assert_eq!((three.node("plan").unwrap().best, three.node("plan").unwrap().median), (Some(4.0), Some(3.0)));
    assert_eq!(three.node("people").unwrap().best, Some(3.0));
    let alone = diagnosed(&["a"], FINAL[0].1, None, SMALL);
    assert_eq!((alone.root().best, alone.root().median), (Some(6.0), Some(6.0)));
}

#[test]
fn what_is_missing_loses_what_the_rulebook_says() {
    let (rulebook, rules) = rulebook(SMALL);
    // Nothing declared at `plan`; `people` does not apply.
    let mut all = facts(&[("a", [0.0, 2.0, 0.0]), ("b", [4.0, 1.5, 2.5])]);
    all.retain(|fact| fact.unit != "a" || fact.indicator == decided_indicator("reports"));
    let mut people = decided("a", "people", 0.0);
    people.value = FactValue::Number(Cell::missing(Missing::NotApplicable));
    all.push(people);
    let last = outcome(&rules, all);
    let stages = BTreeMap::from([(Stage::Council, &last)]);
    let group = BTreeSet::from(["a", "b"]);
    let of = Sources { unit: "a", group: &group, rulebook: &rulebook, rules: &rules, stages: &stages, before: None };
    let told = diagnose(&of).unwrap();
    let plan = told.node("plan").unwrap();
    assert_eq!((plan.points, plan.lost, plan.behind_best()), (Err(Missing::Blank), Some(4.0), Some(4.0)));
    // Of 0 and 4.
    assert_eq!(plan.median, Some(2.0));
    let people = told.node("people").unwrap();
    assert_eq!((people.points, people.lost, people.behind_best()), (Err(Missing::NotApplicable), None, None));
    assert_eq!((people.best, people.median), (Some(2.5), Some(2.5)));
    // 2 of 6 made up to 10.
    assert_eq!((told.root().points, told.root().lost), (Ok(3.33), Some(6.67)));
    assert_eq!(told.voices[0].survey, None);
    assert_eq!(told.leaves()[0].id, "plan");
}

#[test]
fn the_chain_tells_which_stage_took_points_and_surveys_speak_for_themselves() {
    let told = diagnosed(&["a", "b", "c", "d"], [4.0, 1.5, 1.0], None, SMALL);
    assert_eq!(told.node("plan").unwrap().taken, BTreeMap::from([(Stage::Council, 1.0)]));
    assert_eq!(told.node("reports").unwrap().taken, BTreeMap::from([(Stage::Council, -0.5)]));
    assert!(told.node("people").unwrap().taken.is_empty());
    assert_eq!(told.root().taken, BTreeMap::from([(Stage::Council, 0.5)]));
    let voices = &told.voices[0];
    // Claimed 5.5 of 6, kept 5 of 6; people say 1 of 4.
    assert_eq!(
        (voices.area.as_str(), voices.own, voices.kept, voices.survey),
        ("area", Some(5.5 / 6.0), Some(5.0 / 6.0), Some(0.25))
    );
}

#[test]
fn years_are_compared_where_the_rulebook_says_that_they_may_be() {
    let (_, rules) = rulebook(SMALL);
    let same = outcome(&rules, facts(&[("a", [1.0, 1.25, 4.0])]));
    let told = diagnosed(&["a"], FINAL[0].1, Some(&same), SMALL);
    assert_eq!(told.node("plan").unwrap().before, Before::Points(1.0));
    assert_eq!(told.root().before, Before::Points(6.25));
    let next = SMALL.replace("edition: '1'", "edition: '2'");
    let told = diagnosed(&["a"], FINAL[0].1, Some(&same), &next);
    assert_eq!(told.root().before, Before::NotComparable(None));
    let mapped = format!(
        "{next}continues:\n  - edition: '1'\n    nodes: {{plan: reports}}\n    not_comparable: {{small: {{vi: Khác thang điểm, en: Another scale}}}}\n"
    );
    let told = diagnosed(&["a"], FINAL[0].1, Some(&same), &mapped);
    assert_eq!(told.node("plan").unwrap().before, Before::Points(1.25));
    let Before::NotComparable(Some(reason)) = &told.root().before else { panic!("{:?}", told.root().before) };
    assert_eq!(reason.vi, "Khác thang điểm");
    let others = outcome(&rules, facts(&[("b", [1.0, 1.0, 1.0])]));
    assert_eq!(diagnosed(&["a"], FINAL[0].1, Some(&others), SMALL).root().before, Before::Nothing);
}

#[test]
fn other_numbers_are_computed_by_the_rule_and_other_points_stand_as_given() {
    let (_, rules) = rulebook(SMALL);
    let before = outcome(&rules, facts(FINAL));
    let criterion = rules.criterion("plan").unwrap();
    let known = FactSet::new(facts(FINAL)).unwrap();
    assert_eq!(standing(&rules, &known, 0, criterion).points, Some(Mark::number(3.0)));
    let number = |name: &str, value: f64| (name.to_owned(), Mark::number(value));
    let by_rule = Entry { numbers: [number("finished", 1.0), number("planned", 2.0)].into(), ..Entry::default() };
    let given = Entry { points: Some(Mark::number(4.0)), ..Entry::default() };
    let all: BTreeSet<&str> = ["a", "b", "c", "d"].into();
    let cases = [
        // 2 of 4 by the rule: 5 in all, from third to third, only d is behind.
        (vec![("plan", by_rule.clone())], 5.0, 3.0, vec![], vec![]),
        // Two leaves at once: 2 and 4, 8 in all: level with b, ahead of c.
        (vec![("plan", by_rule), ("people", given.clone())], 8.0, 1.0, vec!["c"], vec![]),
        (
            vec![("people", Entry { points: Some(Mark::number(3.5)), ..Entry::default() })],
            8.5,
            1.0,
            vec!["b", "c"],
            vec![],
        ),
        (vec![("plan", Entry { points: Some(Mark::number(0.0)), ..Entry::default() })], 3.0, 4.0, vec![], vec!["d"]),
    ];
    for (entries, points, place, overtaken, overtaken_by) in cases {
        let entries = entries.into_iter().map(|(node, entry)| (node.to_owned(), entry)).collect();
        let own = replaced(&rules, known.of_unit("a"), "a", &entries);
        let others = facts(FINAL).into_iter().filter(|fact| fact.unit != "a");
        let full = outcome(&rules, others.chain(own.clone()).collect());
        let changed =
            rules.plan().instead(&known, &before, 0, FactSet::new(own).unwrap(), &Options::default()).unwrap();
        // What did not move is not computed again, and what did is what all units together give.
        assert!(changed.len() < full.nodes.len(), "{changed:?}");
        for (index, node) in full.nodes.iter().enumerate() {
            let again = changed.get(&index).unwrap_or(&before.nodes[index]);
            assert_eq!(format!("{again:?}"), format!("{node:?}"));
        }
        let moved = moved(&before, &changed, "a", &all).unwrap();
        assert_eq!((moved.points, moved.place), ([Some(6.0), Some(points)], [Some(3.0), Some(place)]), "{entries:?}");
        assert_eq!(
            (moved.overtaken, moved.overtaken_by),
            (overtaken.into_iter().map(str::to_owned).collect(), overtaken_by.into_iter().map(str::to_owned).collect())
        );
        assert_eq!(
            moved.nodes.first().map(|(id, then, now)| (id.as_str(), *then, *now)),
            Some(("small", Some(6.0), Some(points)))
        );
    }
}

#[test]
fn a_unit_of_which_nothing_is_left_is_still_a_unit() {
    let (_, rules) = rulebook(SMALL);
    let before = outcome(&rules, facts(&[("a", [3.0, 2.0, 1.0]), ("b", [4.0, 1.5, 2.5])]));
    let known = FactSet::new(facts(&[("a", [3.0, 2.0, 1.0]), ("b", [4.0, 1.5, 2.5])])).unwrap();
    let nothing = ["plan", "reports", "people"].map(|node| (node.to_owned(), Entry::default())).into();
    let own = FactSet::new(replaced(&rules, known.of_unit("a"), "a", &nothing)).unwrap();
    let changed = rules.plan().instead(&known, &before, 0, own, &Options::default()).unwrap();
    let moved = moved(&before, &changed, "a", &["a", "b"].into()).unwrap();
    // What is not declared earns nothing, says the set.
    assert_eq!((moved.points, moved.place), ([Some(6.0), Some(0.0)], [Some(2.0), Some(2.0)]));
}

fn measure(id: &str, round: &str, node: &str, progress: i64, dropped: Option<i64>) -> Measure {
    Measure {
        id: id.to_owned(),
        round: round.to_owned(),
        unit: "a".to_owned(),
        node: node.to_owned(),
        title: "Rà soát quy trình".to_owned(),
        lead: "Văn phòng".to_owned(),
        due: Date::constant(2025, 6, 30),
        expected: 0.1,
        progress,
        remark: String::new(),
        created: 0,
        made_by: "lead".to_owned(),
        dropped,
    }
}

#[test]
fn what_is_open_is_carried_into_the_next_round() {
    let (then, _) = rulebook(SMALL);
    let next = format!(
        "{}continues:\n  - edition: '1'\n    nodes: {{plan: reports}}\n",
        SMALL.replace("edition: '1'", "edition: '2'")
    );
    let (now, _) = rulebook(&next);
    let measures = vec![
        measure("m1", "r1", "reports", 40, None),
        measure("m2", "r1", "reports", 100, None),
        measure("m3", "r1", "reports", 0, Some(1)),
        measure("m4", "r1", "people", 0, None),
        measure("m5", "another index", "plan", 0, None),
    ];
    let known = |round: &str| (round == "r1").then_some(&then);
    for (rulebook, wanted) in [
        (&then, vec![("m1", Some("reports")), ("m4", Some("people"))]),
        (&now, vec![("m1", Some("plan")), ("m4", None)]),
    ] {
        let found = carried(measures.clone(), &known, rulebook);
        let found: Vec<_> = found.iter().map(|found| (found.measure.id.as_str(), found.node.as_deref())).collect();
        assert_eq!(found, wanted);
    }
    // 0.1 four times, and nothing for what was given up.
    assert_eq!(expected(&measures), 0.4);
    assert!(
        is_overdue(&measures[0], Date::constant(2025, 7, 1)) && !is_overdue(&measures[0], Date::constant(2025, 6, 30))
    );
    assert!(
        !is_overdue(&measures[1], Date::constant(2025, 7, 1)) && !is_overdue(&measures[2], Date::constant(2025, 7, 1))
    );
}
