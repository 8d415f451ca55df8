//! Every refusal is reached by a command, and says why in both languages: printed in `refusals.txt`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::common::{
    World, accept, agenda, appraise, attend, call, change, conclude, day, decision, deviating, entry, explain, file,
    joined, leaving_blank, link, named, publish, reopen, rules, save, setup, signed, submit, texts, vote,
};
use chiso_model::{Lang, Text};
use chiso_round::assessment::{AssessmentCommand, Declaration, Entry, Verdict};
use chiso_round::round::{Council, Decision, RoundCommand, Setup};
use chiso_round::{Deadline, Mark, Phase, Refusal, Stage};

type Outcome = Result<(), Refusal>;

/// What is asked, and what comes of it.
struct Case {
    id: &'static str,
    asked: &'static str,
    ask: fn() -> Outcome,
}

fn case(id: &'static str, asked: &'static str, ask: fn() -> Outcome) -> Case {
    Case { id, asked, ask }
}

/// Opening a round that was set up otherwise.
fn open(change: impl FnOnce(&mut Setup)) -> Outcome {
    let mut setup = setup();
    change(&mut setup);
    World::new(rules(), setup).ask("coordinator", begin(Phase::SelfAssessment, 0))
}

fn begin(phase: Phase, left: usize) -> RoundCommand {
    RoundCommand::Begin { phase, left, reason: String::new() }
}

fn lan(world: &mut World, command: AssessmentCommand) -> Outcome {
    world.tell("centre", "centre-lan", command)
}

/// In the self-assessment, somebody of the unit.
fn entering(command: AssessmentCommand) -> Outcome {
    lan(&mut World::small(Phase::SelfAssessment), command)
}

/// The unit has submitted everything, and the round is in a phase.
fn submitted(phase: Phase) -> World {
    let mut world = World::small(Phase::SelfAssessment);
    world.submit_all("centre");
    world.go_to(phase);
    world
}

/// The first appraisal asks about `issued`, and the round is in a phase.
fn asked(phase: Phase) -> World {
    let mut world = submitted(Phase::FirstAppraisal);
    let verdict = change(entry(&[("level", 1.0)]), "Ban hành chậm", Some("Vì sao chậm?"));
    world.tell("centre", "ann", appraise("issued", Stage::First, 1, verdict)).unwrap();
    world.go_to(phase);
    world
}

/// An appraisal of `plan` waits for a second person.
fn waiting() -> World {
    let mut world = submitted(Phase::FirstAppraisal);
    world.round.setup.second_check = true;
    world.tell("centre", "ann", accept("plan", Stage::First, 1)).unwrap();
    world
}

/// A meeting `m` about `plan` of the unit, with `m1` present.
fn meeting() -> World {
    let mut world = World::small(Phase::Council);
    world.ask("coordinator", call("m", vec![agenda("centre", "plan", &[3.0, 4.0])])).unwrap();
    world.ask("coordinator", attend("m", &["m1"])).unwrap();
    world
}

/// A meeting that decided `plan` of the unit.
fn decided(id: &str, mut world: World) -> World {
    if world.round.meeting(id).is_none() {
        world.ask("coordinator", call(id, vec![agenda("centre", "plan", &[3.0, 4.0])])).unwrap();
    }
    for member in ["m1", "m2"] {
        world.ask(member, vote(id, "centre", "plan", Some(0), true)).unwrap();
    }
    world.ask("coordinator", conclude(id)).unwrap();
    world
}

fn take_over(world: &mut World, meeting: &str) -> Outcome {
    let command = AssessmentCommand::Decide { node: "plan".to_owned(), meeting: meeting.to_owned() };
    world.tell("centre", "coordinator", command)
}

fn evidence(node: &str, evidence: chiso_round::Evidence) -> AssessmentCommand {
    AssessmentCommand::AddEvidence { node: node.to_owned(), evidence }
}

fn move_deadline(phase: Phase, deadline: Deadline) -> RoundCommand {
    RoundCommand::MoveDeadline { phase, deadline, reason: "Gia hạn".to_owned() }
}

fn far() -> Deadline {
    Deadline::end_of(day(2025, 12, 31))
}

fn correct(entry: Entry) -> AssessmentCommand {
    AssessmentCommand::Correct { node: "plan".to_owned(), entry, reason: "Theo Kết luận số 5/KL-TTr".to_owned() }
}

#[allow(clippy::too_many_lines)]
fn cases() -> Vec<Case> {
    vec![
        case("wrong_phase", "save in a draft round", || {
            lan(&mut World::small(Phase::Draft), save("issued", 0, entry(&[("level", 2.0)])))
        }),
        case("wrong_phase", "move the deadline of a phase gone by", || {
            let mut world = World::small(Phase::FirstAppraisal);
            world.ask("coordinator", move_deadline(Phase::SelfAssessment, Deadline::end_of(day(2025, 2, 10))))
        }),
        case("wrong_phase", "ask for an explanation at the second appraisal", || {
            let verdict = Verdict { change: None, reason: "Rõ".to_owned(), asks: Some("Vì sao?".to_owned()) };
            submitted(Phase::SecondAppraisal).tell("centre", "ann", appraise("plan", Stage::Second, 1, verdict))
        }),
        case("discarded", "open a draft that was thrown away", || {
            let mut world = World::small(Phase::Draft);
            world.ask("coordinator", RoundCommand::Discard { reason: "Tạo nhầm năm".to_owned() }).unwrap();
            world.ask("coordinator", begin(Phase::SelfAssessment, 0))
        }),
        case("not_next", "begin the first appraisal from a draft", || {
            World::small(Phase::Draft).ask("coordinator", begin(Phase::FirstAppraisal, 0))
        }),
        case("not_next", "go back to self-assessment", || {
            World::small(Phase::Council).ask("coordinator", begin(Phase::SelfAssessment, 0))
        }),
        case("setup", "open without name, units and council", || {
            open(|setup| {
                setup.title = Text::new(" ", " ");
                setup.units.clear();
                setup.council = Council::default();
            })
        }),
        case("setup", "open with a unit that stands twice", || open(|setup| setup.units.push(setup.units[0].clone()))),
        case("setup", "open without a deadline", || {
            open(|setup| {
                setup.deadlines.remove(&Phase::Explanation);
            })
        }),
        case("setup", "open with deadlines that name no moment", || {
            open(|setup| {
                let bad = |day, minute, zone: &str| Deadline { day, minute, zone: zone.to_owned() };
                setup.deadlines.insert(Phase::SelfAssessment, bad(day(2025, 1, 31), 0, "Asia/Ha_Noi"));
                setup.deadlines.insert(Phase::FirstAppraisal, bad(day(2025, 2, 28), 1500, "UTC"));
                setup.deadlines.insert(Phase::Council, bad(day(9999, 12, 31), 1440, "UTC"));
            })
        }),
        case("setup", "open with deadlines out of order", || {
            open(|setup| {
                setup.deadlines.insert(Phase::Explanation, Deadline::end_of(day(2025, 2, 1)));
            })
        }),
        case("setup", "open with a criterion that nobody appraises", || {
            open(|setup| setup.appraisers.retain(|appraiser| appraiser.person != "bob"))
        }),
        case("setup", "open with a unit that only its own people would appraise", || {
            open(|setup| setup.appraisers.iter_mut().for_each(|appraiser| "north".clone_into(&mut appraiser.agency)))
        }),
        case("setup", "open with an appraiser of something unknown", || {
            open(|setup| setup.appraisers[0].nodes.insert("area9".to_owned()).then_some(()).unwrap())
        }),
        case("setup", "open with a quorum nobody can reach", || open(|setup| setup.council.quorum = 4)),
        case("setup", "open with a chair who is no member", || {
            open(|setup| setup.council.chair = Some("m9".to_owned()))
        }),
        case("setup", "take all appraisers away in the first appraisal", || {
            let command = RoundCommand::SetAppraisers { appraisers: Vec::new(), reason: "Thay người".to_owned() };
            World::small(Phase::FirstAppraisal).ask("coordinator", command)
        }),
        case("setup", "dissolve the council in its phase", || {
            let command = RoundCommand::SetCouncil {
                council: Council::default(),
                reason: "Kiện toàn Hội đồng".to_owned(),
            };
            World::small(Phase::Council).ask("coordinator", command)
        }),
        case("reason_for_early", "end the self-assessment early, with units left", || {
            World::small(Phase::SelfAssessment).ask("coordinator", begin(Phase::FirstAppraisal, 3))
        }),
        case("deadline_passed", "save after the deadline", || {
            let mut world = World::small(Phase::SelfAssessment);
            world.tell_at("centre", "centre-lan", i64::MAX, save("issued", 0, entry(&[("level", 2.0)])))
        }),
        case("bad_deadline", "move a deadline to a zone that is none", || {
            let deadline = Deadline { zone: "Hà Nội".to_owned(), ..far() };
            World::small(Phase::SelfAssessment).ask("coordinator", move_deadline(Phase::SelfAssessment, deadline))
        }),
        case("bad_deadline", "give a criterion to somebody by 25:00", || {
            let due = Some(Deadline { minute: 1500, ..far() });
            entering(AssessmentCommand::Assign { node: "plan".to_owned(), person: Some("p".to_owned()), due })
        }),
        case("bad_deadline", "reopen until yesterday", || {
            let until = Deadline::end_of(day(2025, 1, 30));
            submitted(Phase::FirstAppraisal).tell("centre", "coordinator", reopen(&["plan"], until))
        }),
        case("deadline_order", "move a deadline beyond the next", || {
            World::small(Phase::SelfAssessment).ask("coordinator", move_deadline(Phase::SelfAssessment, far()))
        }),
        case("no_reason", "appraise without a reason", || {
            let verdict = Verdict { change: None, reason: " ".to_owned(), asks: None };
            submitted(Phase::FirstAppraisal).tell("centre", "ann", appraise("plan", Stage::First, 1, verdict))
        }),
        case("no_reason", "correct and publish a new issue without saying why", || {
            World::small(Phase::Published).ask("coordinator", publish(2, " "))
        }),
        case("no_title", "add evidence without a name", || {
            entering(evidence("plan", chiso_round::Evidence { title: " ".to_owned(), ..file("e", 1) }))
        }),
        case("twice", "call a meeting twice", || meeting().ask("coordinator", call("m", Vec::new()))),
        case("twice", "put on an agenda what another meeting is at", || {
            meeting().ask("coordinator", call("n", vec![agenda("centre", "plan", &[1.0, 2.0])]))
        }),
        case("twice", "take a decision over twice", || {
            let mut world = decided("m", World::small(Phase::Council));
            take_over(&mut world, "m").unwrap();
            take_over(&mut world, "m")
        }),
        case("evidence_twice", "add the same file under another name", || {
            let mut world = World::small(Phase::SelfAssessment);
            lan(&mut world, evidence("plan", file("e", 1))).unwrap();
            lan(&mut world, evidence("plan", file("f", 1)))
        }),
        case("no_evidence", "take evidence away that is not there", || {
            entering(AssessmentCommand::DropEvidence { node: "plan".to_owned(), evidence: "e".to_owned() })
        }),
        case("bad_link", "add a link that is no address", || entering(evidence("plan", link("e", "ftp://x")))),
        case("bad_link", "add a link without a place", || entering(evidence("plan", link("e", "https://")))),
        case("no_unit", "save for a unit of another round", || {
            World::small(Phase::SelfAssessment).tell("east", "east-lan", save("issued", 0, Entry::default()))
        }),
        case("no_criterion", "save at a criterion of another rulebook", || entering(save("c9", 0, Entry::default()))),
        case("no_criterion", "reopen nothing", || {
            submitted(Phase::FirstAppraisal).tell("centre", "coordinator", reopen(&[], far()))
        }),
        case("no_number", "enter a number that the rule does not read", || {
            entering(save("issued", 0, entry(&[("planned", 1.0)])))
        }),
        case("no_number", "enter a number at the second criterion that reads it", || {
            entering(save("again", 0, entry(&[("added", 1.0), ("planned", 5.0)])))
        }),
        case("no_number", "join a value that no rule reads", || {
            let values = vec![joined("weather", None, 1.0)];
            World::small(Phase::SelfAssessment).tell("centre", "coordinator", AssessmentCommand::Join { values })
        }),
        case("bad_number", "enter a level that there is not", || entering(save("issued", 0, entry(&[("level", 7.0)])))),
        case("bad_number", "enter a number that is below zero", || {
            entering(save("late", 0, entry(&[("reports", -1.0)])))
        }),
        case("bad_number", "join a survey value below zero", || {
            let values = vec![joined("sipas", None, -1.0)];
            World::small(Phase::SelfAssessment).tell("centre", "coordinator", AssessmentCommand::Join { values })
        }),
        case("out_of_range", "claim more than there is", || {
            entering(save("issued", 0, deviating(&[("level", 2.0)], 2.01, "Vượt mức")))
        }),
        case("out_of_range", "take off more than the cap", || {
            let verdict = change(deviating(&[("times", 1.0)], -1.5, "Nghiêm trọng"), "Bị phê bình", None);
            submitted(Phase::FirstAppraisal).tell("centre", "bob", appraise("blame", Stage::First, 0, verdict))
        }),
        case("not_self_scored", "score the survey oneself", || entering(save("survey", 0, Entry::default()))),
        case("not_self_scored", "score a penalty oneself", || entering(save("blame", 0, entry(&[("times", 0.0)])))),
        case("joins_as_fact", "appraise a survey", || {
            submitted(Phase::FirstAppraisal).tell("centre", "bob", accept("survey", Stage::First, 0))
        }),
        case("units_own", "join this year's number of the unit", || {
            let values = vec![joined("growth", None, 5.0)];
            World::small(Phase::SelfAssessment).tell("centre", "coordinator", AssessmentCommand::Join { values })
        }),
        case("changed", "save over what somebody else saved", || {
            let mut world = World::small(Phase::SelfAssessment);
            world.tell("centre", "centre-hoa", save("issued", 0, entry(&[("level", 2.0)]))).unwrap();
            lan(&mut world, save("issued", 0, entry(&[("level", 1.0)])))
        }),
        case("changed", "appraise over an appraisal unseen", || {
            let mut world = submitted(Phase::FirstAppraisal);
            world.tell("centre", "ann", accept("plan", Stage::First, 1)).unwrap();
            world.tell("centre", "bob", accept("plan", Stage::First, 1))
        }),
        case("nothing_entered", "say that an empty criterion is finished", || {
            entering(AssessmentCommand::Ready { node: "plan".to_owned() })
        }),
        case("nothing_entered", "change to nothing", || {
            let verdict = change(Entry { points: Some(Mark::default()), ..Entry::default() }, "Bỏ trống", None);
            submitted(Phase::FirstAppraisal).tell("south", "ann", appraise("plan", Stage::First, 0, verdict))
        }),
        case("nothing_entered", "accept a score by leaders that nobody gave", || {
            submitted(Phase::FirstAppraisal).tell("centre", "bob", accept("leaders", Stage::First, 0))
        }),
        case("submitted", "save after submitting", || {
            lan(&mut submitted(Phase::SelfAssessment), save("issued", 1, entry(&[("level", 1.0)])))
        }),
        case("submitted", "submit twice", || lan(&mut submitted(Phase::SelfAssessment), submit())),
        case("submitted", "take away evidence that was signed, in a reopening", || {
            let mut world = World::small(Phase::SelfAssessment);
            lan(&mut world, evidence("plan", file("e", 1))).unwrap();
            world.submit_all("centre");
            world.tell("centre", "coordinator", reopen(&["plan"], far())).unwrap();
            lan(&mut world, AssessmentCommand::DropEvidence { node: "plan".to_owned(), evidence: "e".to_owned() })
        }),
        case("not_locked", "reopen what is open", || {
            World::small(Phase::SelfAssessment).tell("centre", "coordinator", reopen(&["plan"], far()))
        }),
        case("being_mended", "appraise what is reopened", || {
            let mut world = submitted(Phase::FirstAppraisal);
            world.tell("centre", "coordinator", reopen(&["plan"], far())).unwrap();
            world.tell("centre", "ann", accept("plan", Stage::First, 1))
        }),
        case("incomplete", "submit with something missing of every kind", || {
            let mut world = World::small(Phase::SelfAssessment);
            let bare = Entry { note: String::new(), ..entry(&[("finished", 1.0), ("planned", 2.0)]) };
            lan(&mut world, save("plan", 0, bare)).unwrap();
            lan(&mut world, save("issued", 0, deviating(&[("level", 1.0)], 2.0, " "))).unwrap();
            lan(&mut world, submit())
        }),
        case("incomplete", "leave blank knowingly, but not a reason", || {
            let mut world = World::small(Phase::SelfAssessment);
            lan(&mut world, save("issued", 0, deviating(&[("level", 1.0)], 2.0, ""))).unwrap();
            lan(&mut world, AssessmentCommand::Submit { declaration: leaving_blank() })
        }),
        case("incomplete", "sign explanations with one missing", || {
            lan(&mut asked(Phase::Explanation), AssessmentCommand::SubmitExplanation { declaration: signed() })
        }),
        case("not_signed", "submit without typing the confirmation", || {
            let declaration = Declaration { statement: "  ".to_owned(), ..signed() };
            entering(AssessmentCommand::Submit { declaration })
        }),
        case("not_signed", "submit without the second factor", || {
            entering(AssessmentCommand::Submit { declaration: Declaration { second_factor: false, ..signed() } })
        }),
        case("not_appraiser", "appraise an area of somebody else", || {
            submitted(Phase::FirstAppraisal).tell("centre", "ann", accept("blame", Stage::First, 0))
        }),
        case("own_unit", "appraise for one's own agency", || {
            submitted(Phase::FirstAppraisal).tell("north", "nora", accept("plan", Stage::First, 0))
        }),
        case("own_unit", "vote on one's own agency", || {
            let mut world = meeting();
            world.round.setup.council.members.insert("centre-chi".to_owned());
            world.ask("centre-chi", vote("m", "centre", "plan", Some(1), true))
        }),
        case("own_unit", "type a value for one's own agency", || {
            let value = joined("sipas", None, 80.0);
            World::small(Phase::SelfAssessment).tell("centre", "centre-lan", AssessmentCommand::JoinTyped { value })
        }),
        case("own_unit", "give more time to one's own agency", || {
            submitted(Phase::FirstAppraisal).tell("centre", "centre-lan", reopen(&["plan"], far()))
        }),
        case("own_unit", "correct one's own score", || {
            let command = correct(entry(&[("finished", 1.0), ("planned", 2.0)]));
            World::small(Phase::Published).tell("centre", "centre-lan", command)
        }),
        case("waits_for_check", "appraise again while a check is waited for", || {
            waiting().tell("centre", "bob", accept("plan", Stage::First, 1))
        }),
        case("waits_for_check", "reopen while a check is waited for", || {
            waiting().tell("centre", "coordinator", reopen(&["plan"], far()))
        }),
        case("nothing_waits", "confirm nothing", || {
            waiting().tell("centre", "bob", AssessmentCommand::Confirm { node: "issued".to_owned() })
        }),
        case("same_person", "confirm one's own appraisal", || {
            waiting().tell("centre", "ann", AssessmentCommand::Confirm { node: "plan".to_owned() })
        }),
        case("not_flagged", "explain what nobody asked about", || {
            lan(&mut asked(Phase::Explanation), explain("plan", 0, "Xin giải trình"))
        }),
        case("no_meeting", "vote in a meeting that nobody called", || {
            World::small(Phase::Council).ask("m1", vote("m", "centre", "plan", None, true))
        }),
        case("no_meeting", "publish without a meeting", || {
            World::small(Phase::Council).ask("coordinator", publish(1, ""))
        }),
        case("meeting_over", "vote when the meeting is over", || {
            decided("m", World::small(Phase::Council)).ask("m3", vote("m", "centre", "plan", Some(1), true))
        }),
        case("meeting_open", "publish while a meeting goes on", || meeting().ask("coordinator", publish(1, ""))),
        case("meeting_open", "take over before the meeting is over", || take_over(&mut meeting(), "m")),
        case("meeting_open", "change the council in the middle of a meeting", || {
            let command = RoundCommand::SetCouncil { council: setup().council, reason: "Kiện toàn".to_owned() };
            meeting().ask("coordinator", command)
        }),
        case("nothing_to_choose", "call a vote on a single proposal", || {
            World::small(Phase::Council).ask("coordinator", call("m", vec![agenda("centre", "plan", &[3.0])]))
        }),
        case("not_on_agenda", "vote on what is not on the agenda", || {
            meeting().ask("m1", vote("m", "centre", "issued", Some(0), false))
        }),
        case("not_member", "vote without being on the council", || {
            meeting().ask("ann", vote("m", "centre", "plan", Some(0), true))
        }),
        case("not_member", "note somebody as present who is not on the council", || {
            meeting().ask("coordinator", attend("m", &["ann"]))
        }),
        case("not_present", "vote by hand without being there", || {
            meeting().ask("m2", vote("m", "centre", "plan", Some(0), false))
        }),
        case("voted_already", "vote twice", || {
            let mut world = meeting();
            world.ask("m1", vote("m", "centre", "plan", Some(0), false)).unwrap();
            world.ask("m1", vote("m", "centre", "plan", Some(1), true))
        }),
        case("no_quorum", "conclude with one of two there", || meeting().ask("coordinator", conclude("m"))),
        case("not_carried", "take over what no majority carried", || {
            let mut world = meeting();
            world.ask("m1", vote("m", "centre", "plan", Some(0), false)).unwrap();
            world.ask("m2", vote("m", "centre", "plan", Some(1), true)).unwrap();
            world.ask("coordinator", conclude("m")).unwrap();
            take_over(&mut world, "m")
        }),
        case("decided_later", "take over a decision that a later meeting replaced", || {
            let mut world = decided("n", decided("m", World::small(Phase::Council)));
            take_over(&mut world, "m")
        }),
        case("no_decision", "publish without the number of a decision", || {
            let decision = Decision { number: " ".to_owned(), ..decision() };
            let (bundle, versions) = (crate::common::hash(1), BTreeMap::new());
            let command = RoundCommand::Publish { bundle, versions, decision, reason: String::new() };
            World::small(Phase::Council).ask("coordinator", command)
        }),
        case("nothing_new", "publish the same bundle again", || {
            World::small(Phase::Published).ask("coordinator", publish(1, "Đính chính"))
        }),
        case("forged", "publish something that is no bundle", || {
            let (bundle, versions) = ("zz".repeat(32), BTreeMap::new());
            let command = RoundCommand::Publish { bundle, versions, decision: decision(), reason: String::new() };
            World::small(Phase::Council).ask("coordinator", command)
        }),
        case("forged", "name a unit as its own heir", || {
            let [unit, heir, reason] = ["north", "north", "Công văn số 9"].map(str::to_owned);
            World::small(Phase::SelfAssessment).ask("coordinator", RoundCommand::NameHeir { unit, heir, reason })
        }),
        case("forged", "publish an issue over a unit that is not assessed", || {
            let (bundle, versions) = (crate::common::hash(1), BTreeMap::from([("nowhere".to_owned(), 1)]));
            let command = RoundCommand::Publish { bundle, versions, decision: decision(), reason: String::new() };
            World::small(Phase::Council).ask("coordinator", command)
        }),
        case("forged", "vote for a proposal that there is not", || {
            meeting().ask("m1", vote("m", "centre", "plan", Some(2), false))
        }),
        case("forged", "call a meeting that has votes already", || {
            let mut item = agenda("centre", "plan", &[1.0, 2.0]);
            item.votes.insert(
                "m1".to_owned(),
                chiso_round::round::Vote { choice: Some(0), written: true, remark: String::new(), at: 0 },
            );
            World::small(Phase::Council).ask("coordinator", call("m", vec![item]))
        }),
        case("forged", "appraise as if it were the council", || {
            submitted(Phase::FirstAppraisal).tell("centre", "ann", accept("plan", Stage::Council, 1))
        }),
        case("forged", "save over a draft that never was", || entering(save("plan", 4, entry(&[("finished", 1.0)])))),
        case("forged", "add a file by a hash that is none", || {
            let mut evidence = file("e", 1);
            evidence.proof = chiso_round::Proof::File {
                hash: "../../etc/passwd".to_owned(),
                name: "bc.pdf".to_owned(),
                size: 1,
                media: "application/pdf".to_owned(),
            };
            entering(self::evidence("plan", evidence))
        }),
        case("forged", "sign with a link in place of a signature file", || {
            let signature = Some(link("s", "https://x.vn/chu-ky").proof);
            entering(AssessmentCommand::Submit { declaration: Declaration { signature, ..signed() } })
        }),
    ]
}

/// The short names that the source gives, in its order.
fn ids() -> Vec<String> {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src/refusal.rs");
    let source = std::fs::read_to_string(path).unwrap();
    let body = source.split("pub fn id(").nth(1).and_then(|rest| rest.split("\n    }\n").next()).unwrap();
    let ids = body.lines().filter_map(|line| line.split_once("=> \"")?.1.split_once('"').map(|(id, _)| id.to_owned()));
    ids.collect()
}

#[test]
fn every_refusal_is_reached_and_says_why_in_both_languages() {
    let ids = ids();
    assert!(ids.len() > 45 && ids.iter().collect::<BTreeSet<_>>().len() == ids.len(), "{ids:?}");
    let cases = cases();
    let reached: BTreeSet<&str> = cases.iter().map(|case| case.id).collect();
    let missed: Vec<&String> = ids.iter().filter(|id| !reached.contains(id.as_str())).collect();
    assert!(missed.is_empty(), "no command reaches {missed:?}");

    let mut printed = String::from(
        "Why a command is refused: what was asked, and what is said. Printed by tests/refusals.rs; [attempt] is journaled, [slip] is not.\n",
    );
    for id in &ids {
        for case in cases.iter().filter(|case| case.id == id) {
            let refusal = (case.ask)().expect_err(case.asked);
            assert_eq!(refusal.id(), *id, "{}: {refusal:?}", case.asked);
            let text = refusal.text(&named);
            let (vi, en) = (text.vi.clone(), text.get(Lang::En).to_owned());
            for said in [&vi, &en] {
                assert!(said.ends_with('.') && !said.contains("  "), "{id}: {said}");
            }
            assert_ne!(vi, en, "{id}");
            let kind = if refusal.is_attempt() { "attempt" } else { "slip" };
            write!(printed, "\n{id} [{kind}]: {}\n  vi: {vi}\n  en: {en}\n", case.asked).unwrap();
        }
    }
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("refusals.txt");
    if std::env::var_os("CHISO_UPDATE").is_some() {
        std::fs::write(&path, &printed).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == printed,
        "crates/round/refusals.txt differs: CHISO_UPDATE=1 prints it anew, then read the difference"
    );
}

/// Members of the council are known, so that no case above is refused for another reason than the one meant.
#[test]
fn the_small_round_itself_is_in_order() {
    assert_eq!(setup().problems(&rules()), []);
    assert_eq!(setup().council.members, texts(&["m1", "m2", "m3"]));
    assert_eq!(World::small(Phase::Published).round.issues.len(), 1);
}
