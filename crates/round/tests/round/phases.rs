//! Every command in every phase: tried, and printed in `phases.txt`.

use crate::common::{
    World, accept, agenda, appraise, attend, call, change, conclude, day, entry, explain, file, joined, leaving_blank,
    publish, reopen, save, setup, signed, submit, vote,
};
use chiso_round::assessment::AssessmentCommand;
use chiso_round::round::{RoundCommand, Visibility};
use chiso_round::{Deadline, Phase, Refusal, Stage};

type Ask = fn(&mut World) -> Result<(), Refusal>;

/// A round that has come to a phase with something for every command. `centre` is entering and never submits; `north` submitted, and is asked about `issued`; one
/// meeting decided `late`, another is at `again`.
fn world(phase: Phase) -> World {
    let mut world = World::small(Phase::Draft);
    if phase >= Phase::SelfAssessment {
        world.go_to(Phase::SelfAssessment);
        world.tell("centre", "centre-lan", save("plan", 0, entry(&[("finished", 1.0), ("planned", 2.0)]))).unwrap();
        world.tell("centre", "centre-lan", evidence("plan", 1)).unwrap();
        world.submit_all("north");
    }
    if phase >= Phase::FirstAppraisal {
        world.go_to(Phase::FirstAppraisal);
        let verdict = change(entry(&[("level", 1.0)]), "Ban hành chậm", Some("Vì sao chậm?"));
        world.tell("north", "ann", appraise("issued", Stage::First, 1, verdict)).unwrap();
    }
    world.go_to(phase.min(Phase::Council));
    if phase >= Phase::Council {
        world.ask("coordinator", call("done", vec![agenda("north", "late", &[0.5, 1.0])])).unwrap();
        world.ask("m1", vote("done", "north", "late", Some(0), true)).unwrap();
        world.ask("m2", vote("done", "north", "late", Some(0), true)).unwrap();
        world.ask("coordinator", conclude("done")).unwrap();
        world.ask("coordinator", call("open", vec![agenda("north", "again", &[1.0, 3.0])])).unwrap();
        world.ask("coordinator", attend("open", &["m1", "m2"])).unwrap();
    }
    if phase == Phase::Published {
        world.ask("coordinator", conclude("open")).unwrap();
        world.ask("coordinator", publish(1, "")).unwrap();
    }
    world
}

fn far() -> Deadline {
    Deadline::end_of(day(2026, 1, 1))
}

fn evidence(node: &str, seed: u8) -> AssessmentCommand {
    AssessmentCommand::AddEvidence { node: node.to_owned(), evidence: file(&format!("e{seed}"), seed) }
}

/// `plan` of a unit, reopened where that can be.
fn reopened<'w>(world: &'w mut World, unit: &str) -> &'w mut World {
    let _ = world.tell(unit, "coordinator", reopen(&["plan"], far()));
    world
}

/// An appraisal that waits for a second person, where there can be one.
fn waiting(world: &mut World) -> &mut World {
    world.round.setup.second_check = true;
    for stage in [Stage::First, Stage::Second] {
        let _ = world.tell("north", "ann", accept("plan", stage, 1));
    }
    world
}

/// The next phase, asked for with a reason.
fn begin(world: &World) -> RoundCommand {
    let next = Phase::ALL.into_iter().find(|phase| *phase > world.round.phase).unwrap_or(Phase::Published);
    RoundCommand::Begin { phase: next, left: 1, reason: "Theo Công văn số 3".to_owned() }
}

fn plan(make: impl FnOnce(String) -> AssessmentCommand) -> AssessmentCommand {
    make("plan".to_owned())
}

const OF_THE_ROUND: &[(&str, Ask)] = &[
    ("revise", |w| w.ask("coordinator", RoundCommand::Revise { setup: Box::new(setup()) })),
    ("discard", |w| w.ask("coordinator", RoundCommand::Discard { reason: "Tạo nhầm năm".to_owned() })),
    ("begin the next", |w| {
        let command = begin(w);
        w.ask("coordinator", command)
    }),
    ("move its deadline", |w| {
        let phase = w.round.phase;
        let later =
            w.round.deadline(phase).map_or_else(far, |d| Deadline { day: d.day.tomorrow().unwrap(), ..d.clone() });
        w.ask("coordinator", RoundCommand::MoveDeadline { phase, deadline: later, reason: "Gia hạn".to_owned() })
    }),
    ("move the council's deadline", |w| {
        let command =
            RoundCommand::MoveDeadline { phase: Phase::Council, deadline: far(), reason: "Gia hạn".to_owned() };
        w.ask("coordinator", command)
    }),
    ("set visibility", |w| w.ask("coordinator", RoundCommand::SetVisibility { visibility: Visibility::default() })),
    ("set appraisers", |w| {
        let command =
            RoundCommand::SetAppraisers { appraisers: setup().appraisers, reason: "Thay người".to_owned() };
        w.ask("coordinator", command)
    }),
    ("set the council, none meeting", |w| {
        let _ = w.ask("coordinator", conclude("open"));
        let command = RoundCommand::SetCouncil { council: setup().council, reason: "Kiện toàn".to_owned() };
        w.ask("coordinator", command)
    }),
    ("name an heir", |w| {
        let [unit, heir, reason] = ["north", "south", "Công văn số 9"].map(str::to_owned);
        w.ask("coordinator", RoundCommand::NameHeir { unit, heir, reason })
    }),
    ("call a meeting", |w| w.ask("coordinator", call("new", vec![agenda("north", "plan", &[3.0, 4.0])]))),
    ("note who is there", |w| w.ask("coordinator", attend("open", &["m1"]))),
    ("vote", |w| w.ask("m1", vote("open", "north", "again", Some(0), false))),
    ("conclude", |w| w.ask("coordinator", conclude("open"))),
    ("publish", |w| {
        let _ = w.ask("coordinator", conclude("open"));
        w.ask("coordinator", publish(2, "Đính chính theo Kết luận số 5"))
    }),
];

const OF_A_FILE: &[(&str, Ask)] = &[
    ("assign", |w| {
        w.tell("centre", "centre-lan", plan(|node| AssessmentCommand::Assign { node, person: None, due: None }))
    }),
    ("save", |w| w.tell("centre", "centre-lan", save("plan", 1, entry(&[("finished", 2.0), ("planned", 2.0)])))),
    ("save, submitted", |w| {
        w.tell("north", "north-lan", save("plan", 1, entry(&[("finished", 2.0), ("planned", 2.0)])))
    }),
    ("save, reopened", |w| {
        reopened(w, "north").tell("north", "north-lan", save("plan", 1, entry(&[("finished", 2.0), ("planned", 2.0)])))
    }),
    ("add evidence", |w| w.tell("centre", "centre-lan", evidence("plan", 2))),
    ("add evidence, reopened", |w| reopened(w, "north").tell("north", "north-lan", evidence("plan", 2))),
    ("add evidence, asked", |w| w.tell("north", "north-lan", evidence("issued", 2))),
    ("drop evidence", |w| {
        let command = plan(|node| AssessmentCommand::DropEvidence { node, evidence: "e1".to_owned() });
        w.tell("centre", "centre-lan", command)
    }),
    ("comment", |w| {
        let command = plan(|node| AssessmentCommand::Comment { node, text: "Xem lại số".to_owned() });
        w.tell("centre", "centre-lan", command)
    }),
    ("ready", |w| w.tell("centre", "centre-lan", plan(|node| AssessmentCommand::Ready { node }))),
    ("return", |w| {
        let command = plan(|node| AssessmentCommand::Return { node, reason: "Thiếu số".to_owned() });
        w.tell("centre", "centre-hoa", command)
    }),
    ("submit", |w| w.tell("centre", "centre-hoa", AssessmentCommand::Submit { declaration: leaving_blank() })),
    ("submit, reopened", |w| reopened(w, "north").tell("north", "north-hoa", submit())),
    ("reopen, submitted", |w| w.tell("north", "coordinator", reopen(&["plan"], far()))),
    ("reopen, never submitted", |w| w.tell("centre", "coordinator", reopen(&["plan"], far()))),
    ("appraise first", |w| w.tell("north", "ann", accept("plan", Stage::First, 1))),
    ("appraise second", |w| w.tell("north", "ann", accept("plan", Stage::Second, 1))),
    ("appraise the never submitted", |w| {
        let stage = if w.round.phase == Phase::SecondAppraisal { Stage::Second } else { Stage::First };
        w.tell("centre", "ann", accept("plan", stage, 0))
    }),
    ("confirm", |w| waiting(w).tell("north", "bob", plan(|node| AssessmentCommand::Confirm { node }))),
    ("send back", |w| {
        let command = plan(|node| AssessmentCommand::SendBack { node, reason: "Chưa rõ".to_owned() });
        waiting(w).tell("north", "bob", command)
    }),
    ("explain", |w| w.tell("north", "north-lan", explain("issued", 0, "Do thay đổi tổ chức"))),
    ("submit the explanation", |w| {
        let _ = w.tell("north", "north-lan", explain("issued", 0, "Do thay đổi tổ chức"));
        w.tell("north", "north-hoa", AssessmentCommand::SubmitExplanation { declaration: signed() })
    }),
    ("take a decision over", |w| {
        let command = AssessmentCommand::Decide { node: "late".to_owned(), meeting: "done".to_owned() };
        w.tell("north", "coordinator", command)
    }),
    ("join values", |w| {
        w.tell("north", "coordinator", AssessmentCommand::Join { values: vec![joined("sipas", None, 80.0)] })
    }),
    ("correct", |w| {
        let entry = entry(&[("finished", 1.0), ("planned", 2.0)]);
        let command = plan(|node| AssessmentCommand::Correct { node, entry, reason: "Kết luận số 5".to_owned() });
        w.tell("north", "coordinator", command)
    }),
];

fn table() -> String {
    let mut out = String::from(
        "What the round lets happen in which phase, tried one by one: yes, or the name of the refusal (refusals.txt).\nPrinted by tests/phases.rs. What a role may do is another table: crates/access/matrix.txt.\n",
    );
    for (title, rows) in [("the round", OF_THE_ROUND), ("a unit's file", OF_A_FILE)] {
        let line = |name: &str, cells: Vec<&str>| {
            let cells = cells.iter().fold(String::new(), |line, cell| format!("{line}  {cell:<17}"));
            format!("{name:<30}{}\n", cells.trim_end())
        };
        out.push('\n');
        out.push_str(&line(title, Phase::ALL.iter().map(|phase| phase.id()).collect()));
        for (name, ask) in rows {
            let answer = |phase: &Phase| ask(&mut world(*phase)).map_or_else(|refusal| refusal.id(), |()| "yes");
            out.push_str(&line(name, Phase::ALL.iter().map(answer).collect()));
        }
    }
    out
}

#[test]
fn the_printed_table_is_what_the_round_does() {
    let text = table();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("phases.txt");
    if std::env::var_os("CHISO_UPDATE").is_some() {
        std::fs::write(&path, &text).unwrap();
    }
    let printed = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        printed == text,
        "crates/round/phases.txt differs: CHISO_UPDATE=1 prints it anew, then read the difference"
    );
    // Every command is allowed somewhere, so that no row is refused for a mistake of this test; only what is submitted is never changed.
    let rows = OF_THE_ROUND.iter().chain(OF_A_FILE).map(|(name, _)| *name).filter(|name| *name != "save, submitted");
    for row in rows {
        let line = text.lines().find(|line| line.starts_with(&format!("{row} "))).unwrap();
        assert!(line.contains("  yes"), "{line}");
    }
}
