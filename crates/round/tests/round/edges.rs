//! What an outsider forgets: units that never submit, numbers that change under a score, values that come late, councils that change.

use crate::common::{
    World, accept, agenda, appraise, call, change, conclude, day, deviating, entry, explain, full, joined,
    leaving_blank, reopen, save, signed, submit, texts, vote,
};
use chiso_round::assessment::{AssessmentCommand, Entry, Lack, Standing};
use chiso_round::round::{Council, RoundCommand};
use chiso_round::{Deadline, Mark, Phase, Refusal, Stage, Why};

fn submitted(phase: Phase) -> World {
    let mut world = World::small(Phase::SelfAssessment);
    world.submit_all("centre");
    world.go_to(phase);
    world
}

fn decided(world: &World, upto: Stage) -> Vec<String> {
    let facts = chiso_round::round_facts(&world.round, &world.rules, &world.files, upto);
    facts.into_iter().map(|fact| fact.indicator).filter(|name| name.ends_with(".decided")).collect()
}

#[test]
fn a_unit_that_never_submits_is_appraised_at_nothing() {
    let mut world = World::small(Phase::FirstAppraisal);
    let criterion = world.rules.criterion("plan").unwrap().clone();
    assert_eq!(world.file("south").standing(world.frame("south"), &criterion, world.now), Standing::AwaitsFirst);
    world.tell("south", "ann", accept("plan", Stage::First, 0)).unwrap();
    let link = world.file("south").links("plan")[0].clone();
    assert_eq!((link.points, link.stage, link.why.said()), (Mark::default(), Stage::First, Some("Đủ căn cứ")));
    assert_eq!(world.points(Stage::First, "south", "plan").value(), None);
    assert_eq!(world.points(Stage::First, "south", "small").value(), Some(0.0), "the rulebook counts blank as nothing");
    // An appraiser may as well find the numbers elsewhere.
    let found = change(entry(&[("finished", 1.0), ("planned", 2.0)]), "Theo báo cáo năm", None);
    world.tell("south", "ann", appraise("plan", Stage::First, 1, found)).unwrap();
    assert_eq!(world.points(Stage::First, "south", "plan").value(), Some(2.0));
}

/// `again` reads a number that is entered at `plan`.
#[test]
fn a_proposal_is_made_anew_when_it_is_signed() {
    let mut world = World::small(Phase::SelfAssessment);
    for (node, entry) in full() {
        world.tell("centre", "centre-lan", save(node, 0, entry)).unwrap();
    }
    let saved = |world: &World| world.file("centre").item("again").unwrap().draft.clone().unwrap().proposed;
    assert_eq!(saved(&world), Some(Mark::number(3.0)));
    world.tell("centre", "centre-lan", save("plan", 1, entry(&[("finished", 50.0), ("planned", 100.0)]))).unwrap();
    let criterion = world.rules.criterion("again").unwrap().clone();
    let current = world.file("centre").current_draft(world.frame("centre"), &criterion).unwrap();
    assert_eq!((saved(&world), current.proposed), (Some(Mark::number(3.0)), Some(Mark::number(1.5))));
    let mut claimed = world.clone();
    world.tell("centre", "centre-lan", submit()).unwrap();
    let link = world.file("centre").links("again")[0].clone();
    assert_eq!((link.points.value(), &link.why), (Some(1.5), &Why::Rule));
    assert_eq!(decided(&world, Stage::SelfScore), [""; 0]);
    // Points that were the rule's and no longer are need a reason.
    claimed.tell("centre", "centre-lan", save("plan", 2, full()[0].1.clone())).unwrap();
    claimed.tell("centre", "centre-lan", save("again", 1, deviating(&[("added", 50.0)], 3.0, ""))).unwrap();
    claimed.tell("centre", "centre-lan", save("plan", 3, entry(&[("finished", 50.0), ("planned", 100.0)]))).unwrap();
    let lacks = vec![Lack::Reason("again".to_owned())];
    assert_eq!(claimed.tell("centre", "centre-lan", submit()), Err(Refusal::Incomplete(lacks)));
}

#[test]
fn a_score_stays_what_its_link_says_when_a_number_under_it_changes() {
    let mut world = submitted(Phase::FirstAppraisal);
    world.tell("centre", "ann", accept("again", Stage::First, 1)).unwrap();
    assert_eq!(decided(&world, Stage::First), [""; 0]);
    let fewer = change(entry(&[("finished", 50.0), ("planned", 100.0)]), "Theo kế hoạch điều chỉnh", None);
    world.tell("centre", "bob", appraise("plan", Stage::First, 1, fewer)).unwrap();
    assert_eq!(world.points(Stage::First, "centre", "plan").value(), Some(2.0));
    assert_eq!(world.points(Stage::First, "centre", "again").value(), Some(3.0), "nobody changed it");
    assert_eq!(decided(&world, Stage::First), ["again.decided"]);
    // Whoever looks at it again runs the rule on the numbers of now.
    let anew = change(entry(&[("added", 50.0)]), "Tính theo kế hoạch điều chỉnh", None);
    world.tell("centre", "ann", appraise("again", Stage::First, 2, anew)).unwrap();
    assert_eq!(world.points(Stage::First, "centre", "again").value(), Some(1.5));
    assert_eq!(decided(&world, Stage::First), [""; 0]);
}

#[test]
fn an_appraiser_does_not_see_what_the_unit_did_not_sign() {
    let mut world = submitted(Phase::FirstAppraisal);
    world.tell("centre", "coordinator", reopen(&["plan"], Deadline::end_of(day(2025, 2, 3)))).unwrap();
    world.tell("centre", "centre-lan", save("plan", 1, entry(&[("finished", 50.0), ("planned", 500.0)]))).unwrap();
    let own = change(entry(&[("added", 50.0)]), "Đã kiểm tra", None);
    world.tell("centre", "ann", appraise("again", Stage::First, 1, own)).unwrap();
    assert_eq!(world.file("centre").links("again")[1].proposed, Some(Mark::number(3.0)));
}

/// Last year's value joins after the unit submitted: the rule could not be computed then.
#[test]
fn a_value_that_joins_late_completes_the_rule() {
    let mut world = World::small(Phase::SelfAssessment);
    world.tell("centre", "centre-lan", save("growth", 0, entry(&[("growth", 30.0)]))).unwrap();
    world.tell("centre", "centre-lan", AssessmentCommand::Submit { declaration: leaving_blank() }).unwrap();
    let file = world.file("centre");
    assert_eq!((file.links("growth")[0].points, &file.links("growth")[0].why), (Mark::default(), &Why::NotDeclared));
    world.go_to(Phase::FirstAppraisal);
    let values = vec![joined("growth", Some(2023), 60.0)];
    world.tell("centre", "coordinator", AssessmentCommand::Join { values }).unwrap();
    assert_eq!(world.points(Stage::SelfScore, "centre", "growth").value(), Some(1.0));
    world.tell("centre", "ann", accept("growth", Stage::First, 1)).unwrap();
    assert_eq!(world.file("centre").links("growth")[1].points.value(), Some(1.0));
    // A correction of last year's value does not move what was appraised.
    let values = vec![joined("growth", Some(2023), 30.0)];
    world.tell("centre", "coordinator", AssessmentCommand::Join { values }).unwrap();
    assert_eq!(world.points(Stage::First, "centre", "growth").value(), Some(1.0));
    assert_eq!(decided(&world, Stage::First), ["growth.decided"]);
}

#[test]
fn survey_values_join_when_they_come_and_the_newest_holds() {
    let mut world = submitted(Phase::Council);
    let join = |world: &mut World, value: f64| {
        let values = vec![joined("sipas", None, value)];
        world.tell("centre", "coordinator", AssessmentCommand::Join { values }).unwrap();
        world.points(Stage::Council, "centre", "survey").value().unwrap()
    };
    assert_eq!(world.points(Stage::Council, "centre", "survey").value(), None);
    assert!((join(&mut world, 80.0) - 4.0).abs() < 1e-12);
    assert!((join(&mut world, 90.0) - 4.5).abs() < 1e-12);
    assert_eq!(world.file("centre").joined.len(), 1);
}

#[test]
fn what_does_not_apply_is_dropped_and_not_zero() {
    let mut world = World::small(Phase::SelfAssessment);
    for (node, entry) in full() {
        let entry = match node {
            "issued" => {
                Entry {
                    points: Some(Mark::NOT_APPLICABLE), reason: "Không thuộc đối tượng".to_owned(), ..entry
                }
            }
            _ => entry,
        };
        world.tell("centre", "centre-lan", save(node, 0, entry)).unwrap();
    }
    world.tell("centre", "centre-lan", submit()).unwrap();
    assert_eq!(world.points(Stage::SelfScore, "centre", "issued"), Mark::NOT_APPLICABLE);
    // 10 of the 10 points that are left of area 1 are 12 of 12.
    assert_eq!(world.points(Stage::SelfScore, "centre", "area1").value(), Some(12.0));
    assert_eq!(decided(&world, Stage::SelfScore), ["issued.decided"]);
}

#[test]
fn an_answer_in_words_stands_by_the_units_own_score() {
    let mut world = submitted(Phase::FirstAppraisal);
    let lower = change(entry(&[("level", 1.0)]), "Ban hành chậm", Some("Vì sao chậm?"));
    world.tell("centre", "ann", appraise("issued", Stage::First, 1, lower)).unwrap();
    world.go_to(Phase::Explanation);
    world.tell("centre", "centre-lan", explain("issued", 0, "Đã ban hành đúng hạn")).unwrap();
    world.tell("centre", "centre-lan", AssessmentCommand::SubmitExplanation { declaration: signed() }).unwrap();
    let answer = world.file("centre").links("issued")[2].clone();
    assert_eq!((answer.stage, answer.points.value()), (Stage::Explanation, Some(2.0)));
    assert_eq!(answer.why.said(), Some("Đã ban hành đúng hạn"));
    assert_eq!(
        world.points(Stage::Explanation, "centre", "issued").value(),
        Some(1.0),
        "a claim does not count by itself"
    );
}

#[test]
fn what_is_reopened_and_entered_anew_is_appraised_anew() {
    let mut world = submitted(Phase::FirstAppraisal);
    let waits = |world: &World, stage| world.file("centre").left_to_appraise(world.frame("centre"), stage);
    let all = waits(&world, Stage::First);
    world.tell("centre", "ann", accept("issued", Stage::First, 1)).unwrap();
    assert_eq!(waits(&world, Stage::First), all - 1);
    world.go_to(Phase::SecondAppraisal);
    let before = waits(&world, Stage::Second);
    world.tell("centre", "coordinator", reopen(&["issued"], Deadline::end_of(day(2025, 4, 5)))).unwrap();
    world.tell("centre", "centre-lan", save("issued", 1, entry(&[("level", 1.0)]))).unwrap();
    world.tell("centre", "centre-lan", submit()).unwrap();
    assert_eq!(waits(&world, Stage::Second), before + 1);
    assert_eq!(
        world.points(Stage::Second, "centre", "issued").value(),
        Some(2.0),
        "the appraised score counts until then"
    );
    world.tell("centre", "ann", accept("issued", Stage::Second, 3)).unwrap();
    assert_eq!(waits(&world, Stage::Second), before);
}

#[test]
fn an_appraisal_that_nobody_confirmed_holds_nothing_up() {
    let mut world = submitted(Phase::FirstAppraisal);
    world.round.setup.second_check = true;
    let lower = change(entry(&[("level", 1.0)]), "Ban hành chậm", Some("Vì sao?"));
    world.tell("centre", "ann", appraise("issued", Stage::First, 1, lower)).unwrap();
    let criterion = world.rules.criterion("issued").unwrap().clone();
    let standing = |world: &World| world.file("centre").standing(world.frame("centre"), &criterion, world.now);
    assert_eq!(standing(&world), Standing::AwaitsCheck);
    world.go_to(Phase::SecondAppraisal);
    assert_eq!(standing(&world), Standing::AwaitsFirst, "nobody confirmed it, so it never was");
    assert_eq!(world.file("centre").links("issued").len(), 1);
    let confirm = AssessmentCommand::Confirm { node: "issued".to_owned() };
    assert!(world.tell("centre", "bob", confirm.clone()).is_err());
    world.tell("centre", "ann", accept("issued", Stage::Second, 1)).unwrap();
    world.tell("centre", "bob", confirm).unwrap();
    let link = world.file("centre").links("issued")[1].clone();
    assert_eq!((link.stage, link.checked_by.as_deref()), (Stage::Second, Some("bob")));
}

#[test]
fn why_an_appraisal_was_sent_back_is_not_for_the_unit() {
    let mut world = submitted(Phase::FirstAppraisal);
    world.round.setup.second_check = true;
    world.tell("centre", "ann", accept("issued", Stage::First, 1)).unwrap();
    let back = AssessmentCommand::SendBack {
        node: "issued".to_owned(),
        reason: "Chưa đối chiếu số công văn".to_owned(),
    };
    world.tell("centre", "bob", back).unwrap();
    let item = world.file("centre").item("issued").unwrap().clone();
    assert_eq!(item.comments, []);
    assert_eq!(
        item.sent_back.map(|back| (back.by, back.reason)),
        Some(("bob".to_owned(), "Chưa đối chiếu số công văn".to_owned()))
    );
    world.tell("centre", "ann", accept("issued", Stage::First, 1)).unwrap();
    assert_eq!(world.file("centre").item("issued").unwrap().sent_back, None);
}

/// Two of three carried it. A council of ten would not have; the decision stands all the same.
#[test]
fn a_meeting_keeps_the_council_of_its_day() {
    let mut world = submitted(Phase::Council);
    world.ask("coordinator", call("m", vec![agenda("centre", "plan", &[1.0, 4.0])])).unwrap();
    for member in ["m1", "m2"] {
        world.ask(member, vote("m", "centre", "plan", Some(0), true)).unwrap();
    }
    world.ask("coordinator", conclude("m")).unwrap();
    let ten = texts(&["m1", "m2", "m3", "m4", "m5", "m6", "m7", "m8", "m9", "m10"]);
    let council = Council { members: ten, chair: None, quorum: 6 };
    world.ask("coordinator", RoundCommand::SetCouncil { council, reason: "Kiện toàn".to_owned() }).unwrap();
    assert_eq!(world.file("centre").to_take_over(world.frame("centre")), [("m", "plan")]);
    let take_over = AssessmentCommand::Decide { node: "plan".to_owned(), meeting: "m".to_owned() };
    world.tell("centre", "coordinator", take_over).unwrap();
    assert_eq!(world.points(Stage::Council, "centre", "plan").value(), Some(1.0));
}

/// Issue 4: groups ranked apart. The small rulebook names no groups.
#[test]
fn units_are_ranked_within_the_group_that_the_round_gives_them() {
    let mut world = World::small(Phase::SelfAssessment);
    world.submit_all("north");
    let place = |world: &World, unit: &str, node: &str| {
        let outcome = world.outcome(Stage::SelfScore);
        let row = outcome.units.iter().position(|u| u == unit).unwrap();
        outcome.nodes[outcome.node(node).unwrap()].ranks[row]
    };
    assert_eq!((place(&world, "north", "small"), place(&world, "centre", "small")), (Some(1.0), Some(2.0)));
    world.round.setup.units[1].group = Some("Vùng núi".to_owned());
    for node in ["small", "area1"] {
        assert_eq!((place(&world, "north", node), place(&world, "centre", node)), (Some(1.0), Some(1.0)), "{node}");
    }
    assert_eq!(place(&world, "south", "small"), None, "assessed and not ranked");
}
