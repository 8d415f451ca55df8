//! What an issue keeps, also as programs before wrote it.

use std::collections::BTreeMap;

use crate::common::{World, call, conclude, decision, hash, vote};
use chiso_round::round::RoundCommand;
use chiso_round::{Phase, Round, RoundEvent, Told};

/// A round whose council has met.
fn approved() -> World {
    let mut world = World::small(Phase::SelfAssessment);
    world.submit_all("north");
    world.go_to(Phase::Council);
    world.ask("coordinator", call("m", vec![crate::common::agenda("north", "late", &[0.5, 1.0])])).unwrap();
    world.ask("m1", vote("m", "north", "late", Some(0), true)).unwrap();
    world.ask("m2", vote("m", "north", "late", Some(0), true)).unwrap();
    world.ask("coordinator", conclude("m")).unwrap();
    world
}

#[test]
fn an_issue_keeps_how_many_events_of_each_assessment_went_into_it() {
    let mut world = approved();
    let versions: BTreeMap<String, u64> = world.files.iter().map(|(unit, file)| (unit.clone(), file.version)).collect();
    assert!(versions["north"] > 0);
    let publish = RoundCommand::Publish {
        bundle: hash(1),
        versions: versions.clone(),
        decision: decision(),
        reason: String::new(),
    };
    world.ask("coordinator", publish).unwrap();
    assert_eq!(world.round.issues[0].versions, versions);
}

#[test]
fn events_of_programs_before_are_read() {
    let mut world = approved();
    world.ask("coordinator", crate::common::publish(1, "")).unwrap();
    let written = serde_json::to_value(&world.round_events).unwrap();
    let last = written.as_array().unwrap().last().unwrap();
    assert_eq!(last["what"]["issue"].get("versions"), None, "as it was written before there were any");
    let read: Vec<Told<RoundEvent>> = serde_json::from_value(written).unwrap();
    assert_eq!(Round::replay(&read).as_ref(), Some(&world.round));
    // The state as it was kept before heirs could be named.
    let mut state = serde_json::to_value(&world.round).unwrap();
    assert_eq!(state.get("heirs"), None);
    state.as_object_mut().unwrap().remove("discarded");
    assert_eq!(serde_json::from_value::<Round>(state).unwrap(), world.round);
}
