//! A whole round over the illustrative province rulebook, from draft to second issue, with the points that the engine gives at every stage.

use std::collections::BTreeMap;

use crate::common::{
    World, accept, agenda, appraise, attend, call, change, conclude, day, deviating, entry, file, leaving_blank,
    publish, reopen, save, setup, signed, texts, vote,
};
use chiso_engine::explain;
use chiso_model::{Lang, Period};
use chiso_round::assessment::{AssessmentCommand, Entry, Joined, Standing, Verdict};
use chiso_round::round::{Appraiser, Entrant, RoundCommand};
use chiso_round::{Criterion, Deadline, Mark, Numbers, Phase, Refusal, Rules, Stage, Why};
use chiso_rulebook::definition::Rulebook;

const UNITS: [&str; 3] = ["01", "31", "48"];

fn rulebook() -> Rulebook {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rulebooks/par-index/2024-province-illustrative.yaml");
    chiso_rulebook::read_yaml(&std::fs::read_to_string(path).unwrap(), path).unwrap_or_else(|p| panic!("{}", p.len()))
}

/// Numbers that earn the most, found by trying: the rules themselves are proved elsewhere.
fn best(rules: &Rules, criterion: &Criterion) -> (Numbers, f64) {
    let tries: &[f64] = match criterion.inputs.len() {
        1 => &[0.0, 0.5, 1.0, 2.0, 5.0, 100.0],
        2 | 3 => &[0.0, 1.0, 2.0],
        _ => &[0.0, 1.0],
    };
    let count = tries.len().pow(u32::try_from(criterion.inputs.len()).unwrap());
    let numbers = |mut code: usize| -> Numbers {
        let digit = |input: &chiso_round::CriterionInput| {
            let value = tries[code % tries.len()];
            code /= tries.len();
            (input.name.clone(), Mark::number(value))
        };
        criterion.inputs.iter().map(digit).collect()
    };
    let points = |numbers: &Numbers| rules.propose(criterion, numbers, &[]).ok().and_then(Mark::value);
    let earned = (0..count).map(numbers).filter_map(|numbers| Some((points(&numbers)?, numbers)));
    let (points, numbers) = earned.max_by(|(a, _), (b, _)| a.total_cmp(b)).unwrap();
    (numbers, points)
}

/// What each criterion of a unit should have.
type Points = BTreeMap<String, f64>;

fn check(world: &World, upto: Stage, wanted: &BTreeMap<&str, Points>) {
    let outcome = world.outcome(upto);
    let value =
        |unit: &str, node: &str| outcome.nodes[outcome.node(node).unwrap()].values[outcome.unit(unit).unwrap()].value();
    for (unit, points) in wanted {
        for (node, wanted) in points {
            let found = value(unit, node).unwrap_or(0.0);
            assert!((found - wanted).abs() < 1e-12, "{node} of {unit} up to {upto:?}: {found}, not {wanted}");
        }
        let total = value(unit, "par-index").unwrap();
        let wanted: f64 = points.values().sum();
        assert!((total - wanted).abs() < 0.005_000_1, "total of {unit} up to {upto:?}: {total}, not {wanted}");
    }
    assert_eq!(outcome.units, UNITS);
}

#[test]
#[allow(clippy::too_many_lines)]
fn a_whole_round() {
    let rulebook = rulebook();
    let rules = Rules::new(&rulebook, Period::year(2024)).unwrap();
    assert_eq!(rules.criteria().len(), 88);
    let full: BTreeMap<String, (Numbers, f64)> =
        rules.criteria().iter().map(|criterion| (criterion.id.clone(), best(&rules, criterion))).collect();
    for criterion in rules.criteria() {
        let (_, high) = criterion.range.unwrap();
        assert!((full[&criterion.id].1 - high).abs() < 1e-12, "{}: {} of {high}", criterion.id, full[&criterion.id].1);
    }

    // Draft: three units, two appraisers, a council of three.
    let mut setup = setup();
    setup.rulebook = "par-index/2024-province-illustrative".to_owned();
    setup.units = UNITS.map(|unit| Entrant { unit: unit.to_owned(), group: None, ranked: true }).to_vec();
    let appraiser = |person: &str, nodes: &[&str]| Appraiser {
        person: person.to_owned(),
        agency: "home-affairs".to_owned(),
        nodes: texts(nodes),
    };
    setup.appraisers = vec![
        appraiser("ann", &["area1", "area2", "area3", "area4"]),
        appraiser("bob", &["area5", "area6", "area7", "area8"]),
    ];
    let mut world = World::new(rules, setup);
    world.go_to(Phase::SelfAssessment);

    // Hà Nội claims a little less here and there, and more than the rule gives at one criterion, with its reason.
    let mut own: BTreeMap<&str, Entry> = BTreeMap::new();
    own.insert("c1_1_1", entry(&[("level", 1.0)]));
    own.insert("c1_1_2", entry(&[("finished", 19.0), ("planned", 20.0)]));
    own.insert("c1_4_2", deviating(&[("initiatives", 1.0)], 0.75, "Một sáng kiến được áp dụng toàn quốc"));
    let declare = |world: &mut World, unit: &str, own: &BTreeMap<&str, Entry>| {
        let nodes: Vec<String> = world.rules.self_scored().map(|criterion| criterion.id.clone()).collect();
        for node in &nodes {
            let standard =
                || Entry { numbers: full[node].0.clone(), note: "Theo báo cáo".to_owned(), ..Entry::default() };
            let entry = own.get(node.as_str()).cloned().unwrap_or_else(standard);
            world.tell(unit, &format!("{unit}-lan"), save(node, 0, entry)).unwrap();
        }
        nodes.len()
    };
    let count = declare(&mut world, "01", &own);
    world
        .tell("01", "01-lan", AssessmentCommand::AddEvidence { node: "c1_1_2".to_owned(), evidence: file("plan", 1) })
        .unwrap();
    let progress = world.file("01").progress(world.frame("01"));
    assert_eq!((progress.of, progress.entered, progress.complete), (count, count, count));
    world.tell("01", "01-chair", crate::common::submit()).unwrap();
    declare(&mut world, "31", &BTreeMap::new());
    world.tell("31", "31-chair", crate::common::submit()).unwrap();

    // Đà Nẵng misses the deadline; one criterion is reopened for it.
    world.go_to(Phase::FirstAppraisal);
    let late = save("c1_1_1", 0, entry(&[("level", 2.0)]));
    assert_eq!(world.tell("48", "48-lan", late.clone()), Err(Refusal::DeadlinePassed(Phase::SelfAssessment)),);
    world.tell("48", "coordinator", reopen(&["c1_1_1"], Deadline::end_of(day(2025, 2, 5)))).unwrap();
    world.tell("48", "48-lan", late).unwrap();
    world.tell("48", "48-chair", AssessmentCommand::Submit { declaration: leaving_blank() }).unwrap();
    assert_eq!(world.file("48").links("c1_1_1").len(), 1);
    assert!(world.file("48").links("c1_1_2").is_empty());

    // Values of surveys, statistics, dossiers and other indices join; the unit types none of them.
    for unit in UNITS {
        let joined = world.rules.criteria().iter().filter(|criterion| !criterion.is_appraised());
        let values: Vec<Joined> = joined
            .flat_map(|criterion| {
                let value = |input: &chiso_round::CriterionInput| Joined {
                    indicator: input.indicator.clone(),
                    period: input.earlier,
                    value: full[&criterion.id].0[&input.name],
                    source: "Số liệu của bộ, ngành".to_owned(),
                };
                criterion.inputs.iter().map(value).collect::<Vec<_>>()
            })
            .collect();
        world.tell(unit, "coordinator", AssessmentCommand::Join { values }).unwrap();
    }

    let expected = |changes: &[(&str, f64)]| -> Points {
        let mut points: Points = full.iter().map(|(node, (_, points))| (node.clone(), *points)).collect();
        points.extend(changes.iter().map(|(node, points)| ((*node).to_owned(), *points)));
        points
    };
    let undeclared: Points = world
        .rules
        .criteria()
        .iter()
        .map(|c| (c.id.clone(), if c.self_scored && c.id != "c1_1_1" { 0.0 } else { full[&c.id].1 }))
        .collect();
    let mut wanted = BTreeMap::from([
        ("01", expected(&[("c1_1_1", 0.25), ("c1_1_2", 0.95), ("c1_4_2", 0.75)])),
        ("31", expected(&[])),
        ("48", undeclared),
    ]);
    check(&world, Stage::SelfScore, &wanted);

    // First appraisal: accepted but for two criteria, about which Hà Nội is asked.
    let to_judge: Vec<(String, &str)> = world
        .rules
        .criteria()
        .iter()
        .filter(|criterion| criterion.is_appraised())
        .map(|c| {
            (
                c.id.clone(),
                if c.above.iter().any(|n| n.as_str() <= "area4" && n.starts_with("area")) { "ann" } else { "bob" },
            )
        })
        .collect();
    for unit in UNITS {
        for (node, who) in &to_judge {
            if unit == "01" && ["c1_1_2", "c1_4_2"].contains(&node.as_str()) {
                continue;
            }
            let seen = world.file(unit).links(node).len();
            world.tell(unit, who, accept(node, Stage::First, seen)).unwrap();
        }
    }
    assert_eq!(world.file("01").left_to_appraise(world.frame("01"), Stage::First), 2);
    let lower = change(
        entry(&[("finished", 16.0), ("planned", 20.0)]),
        "Ba nhiệm vụ chưa có sản phẩm",
        Some("Sản phẩm của ba nhiệm vụ?"),
    );
    world.tell("01", "ann", appraise("c1_1_2", Stage::First, 1, lower)).unwrap();
    let by_rule = Verdict {
        change: Some(Entry { points: Some(Mark::number(0.5)), ..Entry::default() }),
        reason: "Chấm theo số sáng kiến".to_owned(),
        asks: Some("Văn bản công nhận áp dụng toàn quốc?".to_owned()),
    };
    world.tell("01", "ann", appraise("c1_4_2", Stage::First, 1, by_rule)).unwrap();
    assert_eq!(world.file("01").left_to_appraise(world.frame("01"), Stage::First), 0);
    let at_first = expected(&[("c1_1_1", 0.25), ("c1_1_2", 0.8), ("c1_4_2", 0.5)]);
    check(&world, Stage::SelfScore, &wanted);
    wanted.insert("01", at_first.clone());
    check(&world, Stage::First, &wanted);

    // Explanation: only what was asked about; what the unit claims does not count by itself.
    world.go_to(Phase::Explanation);
    let answer = AssessmentCommand::Explain {
        node: "c1_1_2".to_owned(),
        seen: 0,
        entry: Entry {
            note: "Bổ sung sản phẩm của hai nhiệm vụ".to_owned(),
            ..entry(&[("finished", 18.0), ("planned", 20.0)])
        },
    };
    world.tell("01", "01-lan", answer).unwrap();
    world
        .tell("01", "01-lan", AssessmentCommand::AddEvidence { node: "c1_1_2".to_owned(), evidence: file("more", 2) })
        .unwrap();
    world
        .tell("01", "01-lan", crate::common::explain("c1_4_2", 0, "Bộ Nội vụ đã giới thiệu tại Công văn số 8"))
        .unwrap();
    world.tell("01", "01-chair", AssessmentCommand::SubmitExplanation { declaration: signed() }).unwrap();
    check(&world, Stage::Explanation, &wanted);
    assert_eq!(world.file("01").left_to_appraise(world.frame("01"), Stage::Second), 2);

    // Second appraisal.
    world.go_to(Phase::SecondAppraisal);
    let taken = change(entry(&[("finished", 18.0), ("planned", 20.0)]), "Đủ sản phẩm của hai nhiệm vụ", None);
    world.tell("01", "ann", appraise("c1_1_2", Stage::Second, 3, taken)).unwrap();
    world.tell("01", "ann", accept("c1_4_2", Stage::Second, 3)).unwrap();
    assert_eq!(world.file("01").left_to_appraise(world.frame("01"), Stage::Second), 0);
    check(&world, Stage::First, &wanted);
    wanted.insert("01", expected(&[("c1_1_1", 0.25), ("c1_1_2", 0.9), ("c1_4_2", 0.5)]));
    check(&world, Stage::Second, &wanted);
    // The same rule was run on the appraiser's numbers: nothing was decided against it so far.
    let decided = |world: &World, upto| {
        let facts = chiso_round::round_facts(&world.round, &world.rules, &world.files, upto);
        facts
            .into_iter()
            .filter(|f| f.indicator.ends_with(".decided"))
            .map(|f| (f.unit, f.indicator))
            .collect::<Vec<_>>()
    };
    let c1_4_2 = || vec![("01".to_owned(), "c1_4_2.decided".to_owned())];
    assert_eq!(decided(&world, Stage::SelfScore), c1_4_2());
    assert_eq!(decided(&world, Stage::Second), []);

    // The council, three of three taking part, one in writing.
    world.go_to(Phase::Council);
    world.ask("coordinator", call("m", vec![agenda("01", "c1_4_2", &[0.5, 0.75])])).unwrap();
    world.ask("coordinator", attend("m", &["m1", "m2"])).unwrap();
    for (member, choice, written) in [("m1", 1, false), ("m2", 1, false), ("m3", 0, true)] {
        world.ask(member, vote("m", "01", "c1_4_2", Some(choice), written)).unwrap();
    }
    world.ask("coordinator", conclude("m")).unwrap();
    assert_eq!(world.file("01").to_take_over(world.frame("01")), [("m", "c1_4_2")]);
    let take_over = AssessmentCommand::Decide { node: "c1_4_2".to_owned(), meeting: "m".to_owned() };
    world.tell("01", "coordinator", take_over).unwrap();
    assert_eq!(world.file("01").to_take_over(world.frame("01")), []);
    check(&world, Stage::Second, &wanted);
    wanted.insert("01", expected(&[("c1_1_1", 0.25), ("c1_1_2", 0.9), ("c1_4_2", 0.75)]));
    check(&world, Stage::Council, &wanted);
    assert_eq!(decided(&world, Stage::Council), c1_4_2());
    let outcome = world.outcome(Stage::Council);
    let told = explain(&rulebook, &world.facts(Stage::Council), &outcome, "01", Some("c1_4_2"), Lang::Vi).unwrap();
    let source = "Hội đồng thẩm định: 7/QĐ-HĐTĐ: phương án 0.75";
    assert!(told.lines[0].contains("= 1 sáng kiến"), "{:?}", told.lines);
    assert_eq!(
        told.lines.last().unwrap(),
        &format!("điểm được quyết định, thay cho điểm theo quy tắc = 0,75 (nguồn: {source})")
    );

    // The chain of a score, link by link.
    let file = world.file("01");
    let chain: Vec<(Stage, &str, Option<f64>)> =
        file.links("c1_1_2").iter().map(|link| (link.stage, link.by.as_str(), link.points.value())).collect();
    assert_eq!(
        chain,
        [
            (Stage::SelfScore, "01-lan", Some(0.95)),
            (Stage::First, "ann", Some(0.8)),
            (Stage::Explanation, "01-lan", Some(0.9)),
            (Stage::Second, "ann", Some(0.9)),
        ]
    );
    assert_eq!(file.links("c1_1_2")[0].why, Why::Rule);
    assert_eq!(file.links("c1_1_2").iter().map(|link| link.evidence.len()).collect::<Vec<_>>(), [1, 1, 2, 2]);
    assert_eq!(file.links("c1_4_2")[0].why.said(), Some("Một sáng kiến được áp dụng toàn quốc"));

    // Published; then Hải Phòng is corrected, which is a second issue beside the first.
    world.ask("coordinator", publish(1, "")).unwrap();
    let ranks = |world: &World, upto| world.outcome(upto).root().ranks.clone();
    assert_eq!(ranks(&world, Stage::Correction), [Some(2.0), Some(1.0), Some(3.0)]);
    let correct = AssessmentCommand::Correct {
        node: "c1_1_1".to_owned(),
        entry: entry(&[("level", 0.0)]),
        reason: "Kết luận thanh tra số 5/KL-TTr: kế hoạch ban hành tháng 3".to_owned(),
    };
    world.tell("31", "coordinator", correct).unwrap();
    assert_eq!(world.ask("coordinator", publish(1, "Đính chính")), Err(Refusal::NothingNew));
    world.ask("coordinator", publish(2, "Đính chính theo Kết luận số 5/KL-TTr")).unwrap();
    check(&world, Stage::Council, &wanted);
    wanted.insert("31", expected(&[("c1_1_1", 0.0)]));
    check(&world, Stage::Correction, &wanted);
    let numbers: Vec<u32> = world.round.issues.iter().map(|issue| issue.number).collect();
    assert_eq!(numbers, [1, 2]);
    let criterion = world.rules.criterion("c1_1_1").unwrap().clone();
    assert_eq!(world.file("31").standing(world.frame("31"), &criterion, world.now), Standing::Corrected);
    let move_on = RoundCommand::Begin { phase: Phase::Council, left: 0, reason: "Làm lại".to_owned() };
    assert!(matches!(world.ask("coordinator", move_on), Err(Refusal::NotNext { .. })), "never back");
}
