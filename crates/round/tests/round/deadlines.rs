//! Deadlines to the microsecond: what is recorded before one is in time, what is recorded at it is late. In every time zone.

use crate::common::{
    World, accept, agenda, attend, by, call, change, day, entry, explain, file, leaving_blank, reopen, save, signed,
    submit, vote,
};
use chiso_model::{Date, Lang};
use chiso_round::assessment::{AssessmentCommand, Entry};
use chiso_round::round::RoundCommand;
use chiso_round::{BadDeadline, Deadline, HOME_ZONE, Phase, Refusal, Stage};

const SECOND: i64 = 1_000_000;
const HOUR: i64 = 3600 * SECOND;

fn at(day: Date, minute: u16, zone: &str) -> Deadline {
    Deadline { day, minute, zone: zone.to_owned() }
}

/// A deadline, and the moment in UTC that it means.
#[test]
fn a_day_a_time_and_a_zone_are_one_moment() {
    let cases = [
        // Việt Nam is seven hours ahead of UTC, all year.
        (day(2025, 1, 31), 17 * 60, HOME_ZONE, "2025-01-31T10:00:00Z"),
        (day(2025, 7, 31), 17 * 60, HOME_ZONE, "2025-07-31T10:00:00Z"),
        (day(2025, 1, 31), 0, HOME_ZONE, "2025-01-30T17:00:00Z"),
        // The end of the day is the first moment of the next, also over the end of a month, of a year, and on 29 February.
        (day(2025, 1, 31), 1440, HOME_ZONE, "2025-01-31T17:00:00Z"),
        (day(2024, 12, 31), 1440, "UTC", "2025-01-01T00:00:00Z"),
        (day(2024, 2, 28), 1440, "UTC", "2024-02-29T00:00:00Z"),
        (day(2025, 1, 31), 1439, "UTC", "2025-01-31T23:59:00Z"),
        // New York goes from UTC-5 to UTC-4 on 9 March 2025 at 2:00, and back on 2 November at 2:00.
        (day(2025, 3, 8), 1440, "America/New_York", "2025-03-09T05:00:00Z"),
        (day(2025, 3, 9), 119, "America/New_York", "2025-03-09T06:59:00Z"),
        (day(2025, 3, 9), 180, "America/New_York", "2025-03-09T07:00:00Z"),
        (day(2025, 3, 9), 1440, "America/New_York", "2025-03-10T04:00:00Z"),
        // 2:30 never came: an hour later.
        (day(2025, 3, 9), 150, "America/New_York", "2025-03-09T07:30:00Z"),
        // 1:30 came twice: the first counts.
        (day(2025, 11, 2), 90, "America/New_York", "2025-11-02T05:30:00Z"),
        (day(2025, 11, 2), 120, "America/New_York", "2025-11-02T07:00:00Z"),
        (day(2025, 11, 2), 1440, "America/New_York", "2025-11-03T05:00:00Z"),
        // Apia went from UTC-10 to UTC+14 at the end of 29 December 2011: there was no 30 December.
        (day(2011, 12, 29), 1440, "Pacific/Apia", "2011-12-30T10:00:00Z"),
        (day(2011, 12, 30), 12 * 60, "Pacific/Apia", "2011-12-30T22:00:00Z"),
        (day(2011, 12, 31), 0, "Pacific/Apia", "2011-12-30T10:00:00Z"),
        (day(2025, 1, 31), 17 * 60, "Pacific/Apia", "2025-01-31T04:00:00Z"),
        // Before 1970 moments are negative.
        (day(1969, 12, 31), 1440, HOME_ZONE, "1969-12-31T16:00:00Z"),
    ];
    for (day, minute, zone, wanted) in cases {
        let deadline = at(day, minute, zone);
        let moment = wanted.parse::<jiff::Timestamp>().unwrap().as_microsecond();
        assert_eq!(deadline.moment(), Ok(moment), "{deadline:?}");
        assert!(!deadline.is_over(moment - 1), "{deadline:?}: a microsecond before is in time");
        assert!(deadline.is_over(moment) && deadline.is_over(moment + 1), "{deadline:?}: at it is late");
        assert!(!deadline.is_over(moment - SECOND) && deadline.is_over(moment + SECOND), "{deadline:?}");
    }
}

#[test]
fn the_same_moment_in_other_zones_is_the_same_deadline() {
    let home = at(day(2025, 3, 10), 9 * 60, HOME_ZONE);
    for other in [
        at(day(2025, 3, 10), 2 * 60, "UTC"),
        at(day(2025, 3, 9), 22 * 60, "America/New_York"),
        at(day(2025, 3, 10), 15 * 60, "Pacific/Apia"),
        at(day(2025, 3, 10), 9 * 60, "asia/ho_chi_minh"),
        at(day(2025, 3, 10), 9 * 60, "Asia/Saigon"),
    ] {
        assert_eq!(home.moment(), other.moment(), "{other:?}");
    }
}

#[test]
fn what_names_no_moment_is_said_so_and_is_over() {
    let cases = [
        (at(day(2025, 1, 31), 0, "Asia/Ha_Noi"), BadDeadline::Zone),
        (at(day(2025, 1, 31), 0, ""), BadDeadline::Zone),
        (at(day(2025, 1, 31), 0, "+07:00"), BadDeadline::Zone),
        (at(day(2025, 1, 31), 1441, HOME_ZONE), BadDeadline::Minute),
        (at(day(2025, 1, 31), u16::MAX, HOME_ZONE), BadDeadline::Minute),
        (at(day(9999, 12, 31), 1440, HOME_ZONE), BadDeadline::Day),
    ];
    for (deadline, wanted) in cases {
        assert_eq!(deadline.moment(), Err(wanted), "{deadline:?}");
        assert!(deadline.is_over(i64::MIN) && deadline.is_over(0), "{deadline:?}: nothing is let through by a mistake");
        let text = wanted.text();
        assert!(!text.vi.is_empty() && text.get(Lang::En) != text.vi, "{text:?}");
    }
    assert_eq!(Deadline::end_of(day(2025, 1, 31)).clock(), "24:00");
    assert_eq!(Deadline::at(day(2025, 1, 31), 9, 5).clock(), "09:05");
}

/// One command, once a microsecond before a deadline and once at it.
fn just_before_and_at(
    world: &World,
    deadline: i64,
    wanted: &Refusal,
    ask: impl Fn(&mut World, i64) -> Result<(), Refusal>,
) {
    let told = ask(&mut world.clone(), deadline - 1);
    assert_eq!(told, Ok(()), "a microsecond before");
    for late in [deadline, deadline + 1, deadline + HOUR] {
        assert_eq!(ask(&mut world.clone(), late).as_ref(), Err(wanted), "{} after", late - deadline);
    }
}

fn over(world: &World, phase: Phase) -> (i64, Refusal) {
    (world.round.deadline(phase).unwrap().moment().unwrap(), Refusal::DeadlinePassed(phase))
}

#[test]
fn nothing_is_entered_or_submitted_at_the_deadline() {
    let mut world = World::small(Phase::SelfAssessment);
    world.tell("north", "north-lan", save("issued", 0, entry(&[("level", 2.0)]))).unwrap();
    world
        .tell(
            "north",
            "north-lan",
            AssessmentCommand::AddEvidence { node: "issued".to_owned(), evidence: file("e", 1) },
        )
        .unwrap();
    let (end, late) = over(&world, Phase::SelfAssessment);
    let node = || "issued".to_owned();
    let commands = [
        save("issued", 1, entry(&[("level", 1.0)])),
        AssessmentCommand::Submit { declaration: leaving_blank() },
        AssessmentCommand::Assign { node: node(), person: Some("north-hoa".to_owned()), due: None },
        AssessmentCommand::AddEvidence { node: node(), evidence: file("f", 2) },
        AssessmentCommand::DropEvidence { node: node(), evidence: "e".to_owned() },
        AssessmentCommand::Ready { node: node() },
        AssessmentCommand::Return { node: node(), reason: "Thiếu số".to_owned() },
    ];
    for command in commands {
        just_before_and_at(&world, end, &late, |world, at| world.tell_at("north", "north-lan", at, command.clone()));
    }
}

/// The same round with its deadline given in New York's time: what counts is the moment.
#[test]
fn a_deadline_of_another_zone_holds_at_its_moment() {
    let mut world = World::small(Phase::SelfAssessment);
    let deadline = at(day(2025, 2, 1), 8 * 60, "America/New_York");
    let moment = deadline.moment().unwrap();
    assert_eq!(moment, Deadline::at(day(2025, 2, 1), 20, 0).moment().unwrap());
    let reason = "Đường truyền lỗi".to_owned();
    world.ask("coordinator", RoundCommand::MoveDeadline { phase: Phase::SelfAssessment, deadline, reason }).unwrap();
    let late = Refusal::DeadlinePassed(Phase::SelfAssessment);
    just_before_and_at(&world, moment, &late, |world, at| {
        world.tell_at("north", "north-lan", at, save("issued", 0, entry(&[("level", 1.0)])))
    });
}

#[test]
fn nothing_is_appraised_or_confirmed_at_the_deadline() {
    for (phase, stage) in [(Phase::FirstAppraisal, Stage::First), (Phase::SecondAppraisal, Stage::Second)] {
        let mut world = World::small(Phase::SelfAssessment);
        world.submit_all("centre");
        world.go_to(phase);
        let (end, late) = over(&world, phase);
        just_before_and_at(&world, end, &late, |world, at| {
            world.tell_at("centre", "ann", at, accept("plan", stage, 1))
        });
        world.round.setup.second_check = true;
        world.tell("centre", "ann", accept("plan", stage, 1)).unwrap();
        let node = || "plan".to_owned();
        for command in [
            AssessmentCommand::Confirm { node: node() },
            AssessmentCommand::SendBack { node: node(), reason: "Chưa rõ".to_owned() },
        ] {
            just_before_and_at(&world, end, &late, |world, at| world.tell_at("centre", "bob", at, command.clone()));
        }
    }
}

#[test]
fn nothing_is_explained_at_the_deadline() {
    let mut world = World::small(Phase::SelfAssessment);
    world.submit_all("centre");
    world.go_to(Phase::FirstAppraisal);
    let verdict = change(entry(&[("level", 1.0)]), "Ban hành chậm", Some("Vì sao chậm?"));
    world.tell("centre", "ann", crate::common::appraise("issued", Stage::First, 1, verdict)).unwrap();
    world.go_to(Phase::Explanation);
    world.tell("centre", "centre-lan", explain("issued", 0, "Do thay đổi tổ chức")).unwrap();
    let (end, late) = over(&world, Phase::Explanation);
    for command in
        [explain("issued", 1, "Đã ban hành đúng hạn"), AssessmentCommand::SubmitExplanation { declaration: signed() }]
    {
        just_before_and_at(&world, end, &late, |world, at| world.tell_at("centre", "centre-lan", at, command.clone()));
    }
    // Evidence is taken until then as well; after it, the criterion is as locked as every other.
    just_before_and_at(&world, end, &Refusal::Submitted, |world, at| {
        let evidence = file("more", 9);
        world.tell_at(
            "centre",
            "centre-lan",
            at,
            AssessmentCommand::AddEvidence { node: "issued".to_owned(), evidence },
        )
    });
}

#[test]
fn no_vote_counts_at_the_deadline() {
    let mut world = World::small(Phase::Council);
    world.ask("coordinator", call("m", vec![agenda("centre", "plan", &[3.0, 4.0])])).unwrap();
    world.ask("coordinator", attend("m", &["m1"])).unwrap();
    let (end, late) = over(&world, Phase::Council);
    just_before_and_at(&world, end, &late, |world, at| {
        world.ask_at("m1", at, vote("m", "centre", "plan", Some(0), false))
    });
    just_before_and_at(&world, end, &late, |world, at| {
        world.ask_at("m2", at, vote("m", "centre", "plan", Some(1), true))
    });
}

#[test]
fn a_reopening_ends_at_its_moment() {
    let mut world = World::small(Phase::SelfAssessment);
    world.submit_all("centre");
    world.go_to(Phase::FirstAppraisal);
    let until = at(day(2025, 2, 10), 150, "America/New_York");
    let end = until.moment().unwrap();
    world.tell("centre", "coordinator", reopen(&["issued"], until.clone())).unwrap();
    for command in [save("issued", 1, entry(&[("level", 1.0)])), submit()] {
        just_before_and_at(&world, end, &Refusal::Submitted, |world, at| {
            world.tell_at("centre", "centre-lan", at, command.clone())
        });
    }
    // Until then nobody appraises it; from then on they do.
    let appraise = |at| world.clone().tell_at("centre", "ann", at, accept("issued", Stage::First, 1));
    assert_eq!(appraise(end - 1), Err(Refusal::BeingMended("issued".to_owned())));
    assert_eq!(appraise(end), Ok(()));
    // A reopening must end later than now.
    let again = |at| world.clone().tell_at("centre", "coordinator", at, reopen(&["plan"], until.clone()));
    assert_eq!(again(end - 1), Ok(()));
    assert_eq!(again(end), Err(Refusal::BadDeadline(Phase::FirstAppraisal, BadDeadline::Past)));
}

/// A phase may be ended without a reason from its deadline on, and a deadline moved only to a moment that is still to come.
#[test]
fn a_phase_is_over_and_a_deadline_moved_to_the_microsecond() {
    let world = World::small(Phase::SelfAssessment);
    let (end, late) = over(&world, Phase::SelfAssessment);
    let begin = || RoundCommand::Begin { phase: Phase::FirstAppraisal, left: 0, reason: String::new() };
    assert_eq!(world.clone().ask_at("c", end - 1, begin()), Err(Refusal::ReasonForEarly { left: 0 }));
    assert_eq!(world.clone().ask_at("c", end, begin()), Ok(()));
    let deadline = world.round.deadline(Phase::SelfAssessment).unwrap();
    let past = Refusal::BadDeadline(Phase::SelfAssessment, BadDeadline::Past);
    just_before_and_at(&world, end, &past, |world, at| {
        let (deadline, reason) = (deadline.clone(), "Gia hạn".to_owned());
        world.ask_at("c", at, RoundCommand::MoveDeadline { phase: Phase::SelfAssessment, deadline, reason })
    });
    // A draft cannot be opened when its first deadline is over, nor a phase when its own is.
    let draft = World::small(Phase::Draft);
    let open = || RoundCommand::Begin { phase: Phase::SelfAssessment, left: 0, reason: String::new() };
    just_before_and_at(&draft, end, &late, |world, at| world.ask_at("c", at, open()));
    let (end, late) = over(&world, Phase::FirstAppraisal);
    just_before_and_at(&world, end, &late, |world, at| world.ask_at("c", at, begin()));
}

/// A draft that nobody submitted is not lost by the deadline, and an extension brings it back.
#[test]
fn more_time_brings_back_what_was_entered() {
    let mut world = World::small(Phase::SelfAssessment);
    world
        .tell("north", "north-lan", save("issued", 0, Entry { note: "nháp".to_owned(), ..entry(&[("level", 2.0)]) }))
        .unwrap();
    let (end, late) = over(&world, Phase::SelfAssessment);
    let signing = || AssessmentCommand::Submit { declaration: leaving_blank() };
    assert_eq!(world.tell_at("north", "north-lan", end + HOUR, signing()), Err(late));
    let (deadline, reason) = (Deadline::end_of(day(2025, 2, 3)), "Gia hạn".to_owned());
    world
        .ask_at(
            "coordinator",
            end + 2 * HOUR,
            RoundCommand::MoveDeadline { phase: Phase::SelfAssessment, deadline, reason },
        )
        .unwrap();
    world.tell_at("north", "north-lan", end + 3 * HOUR, signing()).unwrap();
    let file = world.file("north");
    assert_eq!(file.links("issued")[0].points.value(), Some(2.0));
    assert!(file.is_submitted() && !file.is_reopened("issued", by("x", end).at));
}
