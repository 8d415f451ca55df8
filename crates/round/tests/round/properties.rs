//! Anybody asks for anything at any time: what holds of a round whatever is asked.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::common::{
    World, agenda, attend, by, call, conclude, decision, file, hash, joined, leaving_blank, link, named, vote,
};
use chiso_model::{Cell, Lang, Missing};
use chiso_round::assessment::{AssessmentCommand, AssessmentEvent, Entry, Verdict};
use chiso_round::round::{Council, RoundCommand, RoundEvent};
use chiso_round::{Assessment, By, Deadline, Link, Mark, Numbers, Phase, Refusal, Round, Rules, Stage, Told, Why};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;

const UNITS: [&str; 3] = ["north", "centre", "south"];
const NODES: [&str; 8] = ["plan", "issued", "again", "growth", "late", "leaders", "blame", "survey"];
const PEOPLE: [&str; 11] = [
    "north-lan",
    "north-hoa",
    "centre-lan",
    "south-tam",
    "ann",
    "bob",
    "nora",
    "m1",
    "m2",
    "centre-chi",
    "coordinator",
];
const VALUES: [f64; 10] = [0.0, 1.0, 2.0, 3.0, 7.0, 0.1, 49.0, 50.0, 1e6, -1.0];
/// Waits between commands, in microseconds: none is nothing, a few go beyond a deadline.
const WAITS: [i64; 6] = [1, 1_000_000, 3_600_000_000, 86_400_000_000, 3 * 86_400_000_000, 15 * 86_400_000_000];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Save,
    Evidence,
    Drop,
    Comment,
    Ready,
    Return,
    Assign,
    Submit,
    Reopen,
    Appraise,
    Confirm,
    SendBack,
    Explain,
    SignExplanation,
    Decide,
    Join,
    Correct,
    Begin,
    Move,
    Council,
    Call,
    Attend,
    Vote,
    Conclude,
    Publish,
}

/// One thing that is asked; numbers choose from what there is.
#[derive(Debug, Clone, Copy)]
struct Op {
    kind: Kind,
    unit: usize,
    node: usize,
    /// Whoever it is for, mostly; else anybody.
    fits: bool,
    who: usize,
    value: usize,
    other: usize,
    /// Whether what is on the form is what is there.
    fresh: bool,
    wait: usize,
}

fn op() -> impl Strategy<Value = Op> {
    use Kind::{
        Appraise, Assign, Attend, Begin, Call, Comment, Conclude, Confirm, Correct, Council, Decide, Drop, Evidence,
        Explain, Join, Move, Publish, Ready, Reopen, Return, Save, SendBack, SignExplanation, Submit, Vote,
    };
    let kind = prop_oneof![
        10 => Just(Save),
        3 => prop_oneof![Just(Evidence), Just(Evidence), Just(Drop)],
        3 => prop_oneof![Just(Comment), Just(Ready), Just(Return), Just(Assign)],
        2 => Just(Submit),
        3 => Just(Reopen),
        16 => Just(Appraise),
        5 => prop_oneof![Just(Confirm), Just(Confirm), Just(SendBack)],
        6 => prop_oneof![Just(Explain), Just(Explain), Just(SignExplanation)],
        3 => Just(Join),
        3 => Just(Correct),
        3 => Just(Begin),
        1 => prop_oneof![Just(Move), Just(Council)],
        3 => Just(Call),
        9 => prop_oneof![Just(Vote), Just(Vote), Just(Attend)],
        3 => Just(Conclude),
        4 => Just(Decide),
        2 => Just(Publish),
    ];
    let wait = prop_oneof![60 => 0..3_usize, 4 => 3..5_usize, 1 => Just(5_usize)];
    let choices = (0..UNITS.len(), 0..NODES.len(), 0..PEOPLE.len(), 0..1000_usize, 0..1000_usize);
    (kind, choices, prop::bool::weighted(0.8), prop::bool::weighted(0.9), wait).prop_map(
        |(kind, (unit, node, who, value, other), fits, fresh, wait)| Op {
            kind,
            unit,
            node,
            fits,
            who,
            value,
            other,
            fresh,
            wait,
        },
    )
}

fn small_rules() -> Rules {
    static RULES: OnceLock<Rules> = OnceLock::new();
    RULES.get_or_init(crate::common::rules).clone()
}

fn start(second_check: bool) -> World {
    let mut setup = crate::common::setup();
    setup.second_check = second_check;
    // One member of the council is of a unit, so that there is a conflict to keep out.
    setup.council = Council { members: ["m1", "m2", "centre-chi"].map(str::to_owned).into(), chair: None, quorum: 2 };
    World::new(small_rules(), setup)
}

/// Numbers of a criterion as somebody types them.
fn entry(world: &World, op: Op) -> Entry {
    let criterion = world.rules.criterion(NODES[op.node]).unwrap();
    let mut numbers = Numbers::new();
    for (i, input) in criterion.inputs.iter().filter(|input| input.entered_here).enumerate() {
        let mark = match (op.value + i * 3) % 13 {
            10 => Mark::NOT_APPLICABLE,
            11 => Mark::default(),
            12 => Mark(Cell::missing(Missing::Withheld)),
            value => Mark::number(VALUES[value]),
        };
        numbers.insert(input.name.clone(), mark);
    }
    let points = match op.other % 7 {
        0 => Some(Mark::number(f64::from(u32::try_from(op.value).unwrap()) / 300.0)),
        1 => Some(Mark::NOT_APPLICABLE),
        2 => Some(Mark::number(-0.5)),
        3 => Some(Mark::default()),
        _ => None,
    };
    let words = |pick: usize, text: &str| if op.other.is_multiple_of(pick) { " ".to_owned() } else { text.to_owned() };
    Entry { numbers, points, reason: words(5, "Theo văn bản số 9"), note: words(6, "Thuyết minh kèm theo") }
}

/// Who asks: for the most part somebody whose business it is.
fn person(op: Op) -> &'static str {
    use Kind::{
        Appraise, Attend, Begin, Call, Conclude, Confirm, Correct, Council, Decide, Join, Move, Publish, Reopen,
        SendBack, Vote,
    };
    if !op.fits {
        return PEOPLE[op.who];
    }
    match op.kind {
        Appraise | Confirm | SendBack => ["ann", "bob", "bob", "nora"][op.who % 4],
        Vote => ["m1", "m2", "centre-chi"][op.who % 3],
        Reopen | Decide | Join | Correct | Begin | Move | Council | Call | Attend | Conclude | Publish => "coordinator",
        _ => ["north-lan", "centre-lan", "south-tam"][op.unit],
    }
}

/// What people mostly do in a phase.
fn usual(phase: Phase) -> &'static [Kind] {
    use Kind::{
        Appraise, Assign, Attend, Begin, Call, Comment, Conclude, Confirm, Correct, Decide, Drop, Evidence, Explain,
        Join, Publish, Ready, Reopen, Return, Save, SendBack, SignExplanation, Submit, Vote,
    };
    match phase {
        Phase::Draft => &[Begin],
        Phase::SelfAssessment => {
            &[Save, Save, Save, Save, Evidence, Drop, Comment, Ready, Return, Assign, Submit, Reopen, Join]
        }
        Phase::FirstAppraisal | Phase::SecondAppraisal => {
            &[Appraise, Appraise, Appraise, Appraise, Confirm, Confirm, SendBack, Reopen, Save, Ready, Submit, Join]
        }
        Phase::Explanation => &[Explain, Explain, Explain, SignExplanation, Evidence, Drop, Reopen, Save, Submit],
        Phase::Council => &[Call, Attend, Vote, Vote, Vote, Vote, Conclude, Decide, Decide, Decide, Publish],
        Phase::Published => &[Correct, Correct, Publish, Join],
    }
}

/// Mostly, one asks for what is usual in the phase, and where there is something to do: the unit and criterion among those where it may succeed.
fn aimed(world: &World, op: Op) -> Op {
    if !op.fits {
        return op;
    }
    let usual = usual(world.round.phase);
    let stays = usual.contains(&op.kind) || matches!(op.kind, Kind::Begin | Kind::Move | Kind::Council);
    let op = if stays { op } else { Op { kind: usual[op.other % usual.len()], ..op } };
    let wanted = |unit: &str, node: &str| {
        let file = world.file(unit);
        let item = file.item(node).cloned().unwrap_or_default();
        match op.kind {
            Kind::Drop => item.evidence.iter().any(|e| item.links.iter().all(|link| !link.evidence.contains(e))),
            Kind::Ready => item.draft.is_some() && !item.ready,
            Kind::Confirm | Kind::SendBack => item.pending.is_some(),
            Kind::Explain => item.asked().is_some(),
            Kind::SignExplanation => item.answer.is_some(),
            Kind::Decide => file.to_take_over(world.frame(unit)).iter().any(|(_, n)| *n == node),
            Kind::Save => world.rules.criterion(node).is_some_and(|criterion| criterion.self_scored),
            _ => false,
        }
    };
    let units = (0..UNITS.len()).flat_map(|unit| (0..NODES.len()).map(move |node| (unit, node)));
    let places: Vec<(usize, usize)> = units.filter(|(unit, node)| wanted(UNITS[*unit], NODES[*node])).collect();
    match places.len() {
        0 => op,
        len => Op { unit: places[op.value % len].0, node: places[op.value % len].1, ..op },
    }
}

enum Command {
    OfRound(RoundCommand),
    OfFile(AssessmentCommand),
}

#[allow(clippy::too_many_lines)]
fn command(world: &World, op: Op, at: i64) -> Command {
    let (unit, node) = (UNITS[op.unit], NODES[op.node].to_owned());
    let file_of = world.file(unit);
    let item = file_of.item(&node).cloned().unwrap_or_default();
    let reason = if op.other.is_multiple_of(9) { "  " } else { "Theo hồ sơ" }.to_owned();
    let last = world.round.meetings.last().map_or_else(|| "m0".to_owned(), |meeting| meeting.id.clone());
    let later = |days: i64| {
        let stamp = jiff::Timestamp::from_microsecond(at).unwrap();
        let zoned = stamp.to_zoned(jiff::tz::TimeZone::UTC);
        let minute = u16::try_from(op.value % 1441).unwrap();
        let zone = ["Asia/Ho_Chi_Minh", "UTC", "Pacific/Apia", "America/New_York"][op.other % 4].to_owned();
        Deadline { day: zoned.date().saturating_add(jiff::Span::new().days(days)), minute, zone }
    };
    let revision = |draft: Option<u64>| draft.unwrap_or(0) + u64::from(!op.fresh);
    let seen = item.links.len() + usize::from(!op.fresh);
    let stage = match (world.round.phase, op.value % 8) {
        (Phase::SecondAppraisal, 1..) | (_, 0) => Stage::Second,
        (_, 1) if !op.fits => Stage::Council,
        _ => Stage::First,
    };
    let of_file = |command| Command::OfFile(command);
    match op.kind {
        Kind::Save => {
            let seen = revision(item.draft.as_ref().map(|draft| draft.revision));
            of_file(AssessmentCommand::Save { node, seen, entry: entry(world, op) })
        }
        Kind::Evidence => {
            let id = format!("e{}", op.value % 5);
            let evidence = if op.other.is_multiple_of(3) {
                link(&id, "https://x.vn/vb")
            } else {
                file(&id, u8::try_from(op.other % 6).unwrap())
            };
            of_file(AssessmentCommand::AddEvidence { node, evidence })
        }
        Kind::Drop => {
            let evidence = item.evidence.first().map_or_else(|| "e0".to_owned(), |evidence| evidence.id.clone());
            of_file(AssessmentCommand::DropEvidence { node, evidence })
        }
        Kind::Comment => of_file(AssessmentCommand::Comment { node, text: reason }),
        Kind::Ready => of_file(AssessmentCommand::Ready { node }),
        Kind::Return => of_file(AssessmentCommand::Return { node, reason }),
        Kind::Assign => {
            of_file(AssessmentCommand::Assign { node, person: Some("north-hoa".to_owned()), due: Some(later(2)) })
        }
        Kind::Submit => {
            let mut declaration = leaving_blank();
            declaration.leaves_blank = op.fresh;
            of_file(AssessmentCommand::Submit { declaration })
        }
        Kind::Reopen => {
            let until = later(i64::try_from(op.value % 20).unwrap() - 1);
            of_file(AssessmentCommand::Reopen { nodes: vec![node], until, reason })
        }
        Kind::Appraise => {
            let change = (!op.other.is_multiple_of(3)).then(|| entry(world, op));
            let asks = (op.value % 3 == 1).then(|| "Đề nghị giải trình".to_owned());
            of_file(AssessmentCommand::Appraise { node, stage, seen, verdict: Verdict { change, reason, asks } })
        }
        Kind::Confirm => of_file(AssessmentCommand::Confirm { node }),
        Kind::SendBack => of_file(AssessmentCommand::SendBack { node, reason }),
        Kind::Explain => {
            let seen = revision(item.answer.as_ref().map(|draft| draft.revision));
            of_file(AssessmentCommand::Explain { node, seen, entry: entry(world, op) })
        }
        Kind::SignExplanation => {
            let mut declaration = leaving_blank();
            declaration.leaves_blank = op.fresh;
            of_file(AssessmentCommand::SubmitExplanation { declaration })
        }
        Kind::Decide => {
            let waits = file_of.to_take_over(world.frame(unit)).into_iter().find(|(_, n)| *n == node && op.fits);
            let meeting = waits.map(|(meeting, _)| meeting.to_owned());
            let meeting = meeting.or_else(|| Some(world.round.meetings.get(op.value % 3)?.id.clone())).unwrap_or(last);
            of_file(AssessmentCommand::Decide { node, meeting })
        }
        Kind::Join => {
            let value = VALUES[op.value % VALUES.len()];
            let values = match op.other % 4 {
                0 => vec![joined("growth", Some(2023), value)],
                1 => vec![joined("leaders", None, value)],
                2 => vec![joined("planned", None, value)],
                _ => vec![joined("sipas", None, value)],
            };
            of_file(AssessmentCommand::Join { values })
        }
        Kind::Correct => of_file(AssessmentCommand::Correct { node, entry: entry(world, op), reason }),
        Kind::Begin => {
            let here = Phase::ALL.iter().position(|phase| *phase == world.round.phase).unwrap();
            let phase = Phase::ALL[if op.fits { (here + 1).min(6) } else { op.value % 7 }];
            Command::OfRound(RoundCommand::Begin { phase, left: op.other % 2, reason })
        }
        Kind::Move => {
            let phase = if op.fits { world.round.phase } else { Phase::TIMED[op.value % 5] };
            Command::OfRound(RoundCommand::MoveDeadline { phase, deadline: later(5), reason })
        }
        Kind::Council => {
            let mut council = world.round.setup.council.clone();
            if !council.members.remove("m3") {
                council.members.insert("m3".to_owned());
            }
            Command::OfRound(RoundCommand::SetCouncil { council, reason })
        }
        Kind::Call => {
            let points = |seed: usize| f64::from(u32::try_from(seed % 9).unwrap()) / 4.0;
            let item = |node: &str| agenda(unit, node, &[points(op.value), points(op.other)]);
            Command::OfRound(call(
                &format!("m{}", world.round.meetings.len()),
                vec![item(&node), item("issued")][..=op.value % 2].to_vec(),
            ))
        }
        Kind::Attend => Command::OfRound(attend(&last, &["m1", "m2"])),
        Kind::Vote => {
            let held = world
                .round
                .meeting(&last)
                .and_then(|meeting| meeting.agenda.get(op.value % meeting.agenda.len().max(1)));
            let (unit, node) = held.map_or((unit, node.as_str()), |item| (item.unit.as_str(), item.node.as_str()));
            let choice = [Some(0), Some(0), Some(0), Some(1), None, Some(2)][op.other % 6];
            Command::OfRound(vote(&last, unit, node, choice, op.value.is_multiple_of(2)))
        }
        Kind::Conclude => Command::OfRound(conclude(&last)),
        Kind::Publish => {
            let bundle = hash(u8::try_from(op.value % 250).unwrap());
            let versions = world.files.iter().map(|(unit, file)| (unit.clone(), file.version)).collect();
            Command::OfRound(RoundCommand::Publish { bundle, versions, decision: decision(), reason })
        }
    }
}

/// Whether a criterion of a unit is locked for the unit at a moment: written down anew, apart from how the crate decides it.
fn is_locked(round: &Round, file: &Assessment, node: &str, at: i64) -> bool {
    let before = |deadline: &Deadline| deadline.moment().is_ok_and(|moment| at < moment);
    let open = round.phase == Phase::SelfAssessment
        && file.submissions.is_empty()
        && before(&round.setup.deadlines[&Phase::SelfAssessment]);
    let reopened = (Phase::SelfAssessment..=Phase::SecondAppraisal).contains(&round.phase)
        && file.item(node).and_then(|item| item.reopened.as_ref()).is_some_and(|reopened| before(&reopened.until));
    !open && !reopened
}

/// Criteria whose entries an event of the unit changes.
fn entered(event: &AssessmentEvent) -> Vec<&str> {
    match event {
        AssessmentEvent::Assigned { node, .. }
        | AssessmentEvent::Saved { node, .. }
        | AssessmentEvent::EvidenceAdded { node, .. }
        | AssessmentEvent::EvidenceDropped { node, .. }
        | AssessmentEvent::Readied { node }
        | AssessmentEvent::Returned { node, .. } => vec![node],
        AssessmentEvent::Submitted { links, .. } => links.iter().map(|(node, _)| node.as_str()).collect(),
        _ => Vec::new(),
    }
}

fn check_link(world: &World, unit: &str, node: &str, link: &Link) {
    let criterion = world.rules.criterion(node).unwrap();
    assert!(!link.by.is_empty(), "a link without an author: {link:?}");
    match &link.why {
        Why::Said(reason) => assert!(!reason.trim().is_empty(), "a link without a reason: {link:?}"),
        Why::Rule => assert_eq!(link.proposed, Some(link.points), "{link:?}"),
        Why::NotDeclared => assert_eq!(link.points, Mark::default(), "{link:?}"),
    }
    if let (Some((low, high)), Some(points)) = (criterion.range, link.points.value()) {
        assert!((low..=high).contains(&points), "{node} of {unit} out of its range: {link:?}");
    }
    let judges = [Some(&link.by), link.checked_by.as_ref()];
    if matches!(link.stage, Stage::First | Stage::Second | Stage::Correction) {
        for judge in judges.into_iter().flatten() {
            assert!(!by(judge, 0).agencies.contains(unit) && (judge != "nora" || unit != "north"), "{link:?}");
        }
        assert_ne!(Some(&link.by), link.checked_by.as_ref(), "{link:?}");
        assert_eq!(
            link.checked_by.is_some(),
            world.round.setup.second_check && link.stage != Stage::Correction,
            "{link:?}"
        );
    }
    let own = matches!(link.stage, Stage::SelfScore | Stage::Explanation);
    assert!(!own || criterion.is_appraised(), "the unit's word on {node}");
    assert!(link.stage != Stage::SelfScore || criterion.self_scored, "the unit scored {node}");
}

fn check_event(world: &World, unit: &str, before: &Assessment, after: &Assessment, event: &Told<AssessmentEvent>) {
    for node in NODES {
        let (old, new) = (before.links(node), after.links(node));
        assert_eq!(&new[..old.len()], old, "a link of {node} was overwritten by {event:?}");
        new[old.len()..].iter().for_each(|link| check_link(world, unit, node, link));
    }
    for node in entered(&event.what) {
        let answers = world.round.phase == Phase::Explanation
            && matches!(event.what, AssessmentEvent::EvidenceAdded { .. } | AssessmentEvent::EvidenceDropped { .. })
            && before.item(node).is_some_and(|item| item.asked().is_some());
        assert!(answers || !is_locked(&world.round, before, node, event.at), "{node} of {unit} is locked: {event:?}");
    }
    for node in NODES.iter().filter(|node| is_locked(&world.round, before, node, event.at)) {
        let drafts = |file: &Assessment| file.item(node).and_then(|item| item.draft.clone());
        assert_eq!(drafts(before), drafts(after), "{event:?}");
    }
    let has = |node: &str, id: &str| after.item(node).is_some_and(|item| item.evidence.iter().any(|e| e.id == id));
    match &event.what {
        AssessmentEvent::EvidenceAdded { node, evidence } => assert!(has(node, &evidence.id), "{event:?}"),
        AssessmentEvent::EvidenceDropped { node, evidence } => assert!(!has(node, evidence), "{event:?}"),
        _ => {}
    }
    // What a link rests on is still there.
    for node in NODES {
        let item = after.item(node).cloned().unwrap_or_default();
        for evidence in item.links.iter().flat_map(|link| &link.evidence) {
            assert!(item.evidence.contains(evidence), "{evidence:?} of a link was taken away by {event:?}");
        }
    }
}

fn check_refusal(refusal: &Refusal) {
    let text = refusal.text(&named);
    for said in [text.get(Lang::Vi), text.get(Lang::En)] {
        assert!(said.trim().len() > 5, "{refusal:?}");
    }
    assert!(!refusal.id().is_empty());
}

/// The engine gives, for every score that stands, the points of its link; and facts never contradict each other.
fn check_facts(world: &World) {
    for upto in Stage::ALL {
        let outcome = world.outcome(upto);
        for (unit, file) in &world.files {
            let row = outcome.units.iter().position(|u| u == unit).unwrap();
            for criterion in world.rules.criteria() {
                let Some(link) = file.item(&criterion.id).and_then(|item| item.effective_at(upto)) else { continue };
                if link.points == Mark::default() {
                    continue;
                }
                let found = Mark(outcome.nodes[outcome.node(&criterion.id).unwrap()].values[row]);
                assert_eq!(found, link.points, "{} of {unit} up to {upto:?}: {link:?}", criterion.id);
            }
        }
        assert_eq!(outcome.units.len(), UNITS.len());
    }
}

/// Asks one thing; says whether it happened.
fn step(world: &mut World, op: Op) -> bool {
    let op = aimed(world, op);
    let at = world.now + WAITS[op.wait];
    world.now = at;
    let who: By = by(person(op), at);
    let (round, unit) = (world.round.clone(), UNITS[op.unit]);
    let before = world.file(unit);
    let told = match command(world, op, at) {
        Command::OfRound(command) => world.ask_at(&who.person, at, command),
        Command::OfFile(command) => world.tell_at(unit, &who.person, at, command),
    };
    if let Err(refusal) = told {
        check_refusal(&refusal);
        assert_eq!((&world.round, world.file(unit)), (&round, before), "a refused command changed something");
        return false;
    }

    let after = world.file(unit);
    if before.version < after.version {
        let (_, event) = world.file_events.last().unwrap().clone();
        check_event(world, unit, &before, &after, &event);
        // Whoever asks for progress or pages gets an answer, whatever the state.
        for criterion in world.rules.criteria() {
            assert!(!after.standing(world.frame(unit), criterion, at).title().vi.is_empty());
        }
        let progress = after.progress(world.frame(unit));
        assert!(progress.complete <= progress.entered && progress.entered <= progress.of, "{progress:?}");
    } else {
        check_round_event(world, &round);
    }
    true
}

fn check_round_event(world: &World, before: &Round) {
    let event = world.round_events.last().unwrap();
    if let RoundEvent::Voted { unit, vote, .. } = &event.what {
        let own = by(&event.by, 0).agencies.contains(unit);
        assert!(!own || vote.choice.is_none(), "a vote on one's own unit: {event:?}");
    }
    assert!(world.round.phase >= before.phase, "a round goes forward");
    assert_eq!(world.round.issues[..before.issues.len()], before.issues[..], "an issue was overwritten");
    // What an earlier meeting decided stays decided, whoever is on the council now.
    for meeting in before.meetings.iter().filter(|meeting| meeting.concluded.is_some()) {
        let now = world.round.meeting(&meeting.id).unwrap();
        assert_eq!(now, meeting, "a concluded meeting was changed");
        let carried = |round: &Round| {
            meeting.carried(&round.setup.council).map(|(item, _)| item.node.clone()).collect::<Vec<_>>()
        };
        assert_eq!(carried(before), carried(&world.round));
    }
}

/// The events give the same state again, also after being written down and read.
fn check_replay(world: &World) {
    let written = serde_json::to_string(&world.round_events).unwrap();
    let read: Vec<Told<RoundEvent>> = serde_json::from_str(&written).unwrap();
    assert_eq!(read, world.round_events);
    assert_eq!(Round::replay(&read).as_ref(), Some(&world.round));
    for (unit, file) in &world.files {
        let events: Vec<&Told<AssessmentEvent>> =
            world.file_events.iter().filter(|(u, _)| u == unit).map(|(_, event)| event).collect();
        assert_eq!(&Assessment::replay(events.iter().copied()), file);
        let written = serde_json::to_string(&events).unwrap();
        let read: Vec<Told<AssessmentEvent>> = serde_json::from_str(&written).unwrap();
        assert_eq!(&Assessment::replay(&read), file, "{unit}, read again");
        // The state itself as well, for those who keep it.
        let kept: Assessment = serde_json::from_str(&serde_json::to_string(file).unwrap()).unwrap();
        assert_eq!(&kept, file);
    }
}

fn walk(second_check: bool, ops: &[Op]) -> World {
    let mut world = start(second_check);
    for (i, op) in ops.iter().enumerate() {
        if step(&mut world, *op) && i % 12 == 0 {
            check_facts(&world);
        }
    }
    check_facts(&world);
    check_replay(&world);
    world
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// No score without author and reason, no change after a lock, no link overwritten, replay gives the same state, nobody judges their own, points within their
    /// range, facts that agree with the chain.
    #[test]
    fn whatever_is_asked(second_check: bool, ops in prop::collection::vec(op(), 40..160)) {
        walk(second_check, &ops);
    }
}

/// The walks above come everywhere: every kind of event happens in them, or they would prove little.
#[test]
fn walks_reach_every_kind_of_event() {
    let mut runner = TestRunner::deterministic();
    let sequences = prop::collection::vec(op(), 200);
    let mut seen = BTreeMap::<String, usize>::new();
    for i in 0..80 {
        let ops = sequences.new_tree(&mut runner).unwrap().current();
        let world = walk(i % 2 == 0, &ops);
        let kind = |value: serde_json::Value| value["what"]["kind"].as_str().unwrap().to_owned();
        for event in &world.round_events {
            *seen.entry(kind(serde_json::to_value(event).unwrap())).or_default() += 1;
        }
        for (_, event) in &world.file_events {
            *seen.entry(kind(serde_json::to_value(event).unwrap())).or_default() += 1;
        }
    }
    let all = [
        "answer_saved",
        "appraised",
        "assigned",
        "attended",
        "began",
        "called",
        "commented",
        "concluded",
        "confirmed",
        "corrected",
        "council_set",
        "deadline_moved",
        "decided",
        "drafted",
        "evidence_added",
        "evidence_dropped",
        "explained",
        "joined",
        "proposed",
        "published",
        "readied",
        "reopened",
        "returned",
        "saved",
        "sent_back",
        "submitted",
        "voted",
    ];
    let missed: Vec<&str> = all.into_iter().filter(|kind| seen.get(*kind).is_none_or(|count| *count < 5)).collect();
    assert!(missed.is_empty(), "hardly ever happened: {missed:?} in {seen:#?}");
}
