//! A campaign goes forward alone: what can be asked when, at which moment, and why not.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use chiso_model::{Lang, Text};
use chiso_survey::campaign::{
    By, Campaign, CampaignCommand, CampaignRefusal, Mode, Phase, PopulationMargin, Reminders, Setup, SetupProblem,
};
use chiso_survey::{CallBackDraw, HowMany, Seed};
use proptest::prelude::*;

const OPENS: i64 = 1_000_000;
const CLOSES: i64 = 9_000_000;

fn setup() -> Setup {
    Setup {
        title: Text::new("Khảo sát hài lòng", "Satisfaction survey"),
        owner: "01".into(),
        year: 2026,
        form: Some("a".repeat(64)),
        opens: OPENS,
        closes: CLOSES,
        modes: BTreeSet::from([Mode::Own]),
        keep_place: false,
        least: 5,
        between: 20,
        per_minute: 60,
        reminders: Reminders::default(),
        letter: Text::new("Kính mời", "You are invited"),
        sms: Text::default(),
        thanks: Text::new("Xin cảm ơn", "Thank you"),
        sample: [].into(),
        simulated: false,
    }
}

fn by(at: i64) -> By {
    By { person: "manager".into(), at }
}

fn drafted() -> Campaign {
    Campaign::replay(&[Campaign::draft(&by(0), setup())]).unwrap()
}

fn done(campaign: &Campaign, at: i64, command: CampaignCommand) -> Result<Campaign, CampaignRefusal> {
    let event = campaign.decide(&by(at), command)?;
    let mut after = campaign.clone();
    after.apply(&event);
    Ok(after)
}

fn call_back(seed: &str, drawn: u64) -> CampaignCommand {
    let draw = CallBackDraw {
        seed: Seed::new(seed),
        many: HowMany::Percent(10),
        until: "2026-11-21".to_owned(),
        met: 40,
        list: "f".repeat(64),
        drawn,
        questions: vec!["q1".to_owned()],
    };
    CampaignCommand::CallBack { draw: Box::new(draw) }
}

fn population() -> CampaignCommand {
    let totals = vec![("male".to_owned(), 5.0), ("female".to_owned(), 6.0)];
    CampaignCommand::SetPopulation { margins: vec![PopulationMargin { name: "sex".to_owned(), totals }] }
}

fn every() -> [CampaignCommand; 9] {
    let reason = || "lý do".to_owned();
    [
        CampaignCommand::Revise { setup: Box::new(setup()) },
        CampaignCommand::Discard { reason: reason() },
        CampaignCommand::Invite { people: 40, list: "b".repeat(64) },
        CampaignCommand::Open,
        CampaignCommand::MoveClose { closes: CLOSES + 1, reason: reason() },
        CampaignCommand::Close { reason: reason() },
        CampaignCommand::SetPopulation { margins: Vec::new() },
        call_back("37 02 18", 4),
        CampaignCommand::Publish { file: "c".repeat(64) },
    ]
}

fn at_phase(phase: Phase) -> Campaign {
    let mut campaign = drafted();
    for (next, command) in [
        (Phase::Open, CampaignCommand::Open),
        (Phase::Closed, CampaignCommand::Close { reason: "xong".into() }),
        (Phase::Published, CampaignCommand::Publish { file: "d".repeat(64) }),
    ] {
        if next <= phase {
            campaign = done(&campaign, 2_000_000, command).unwrap();
        }
    }
    assert_eq!(campaign.phase, phase);
    campaign
}

#[test]
fn what_can_be_asked_in_which_phase() {
    let mut table = String::new();
    for command in every() {
        let row: Vec<&str> = Phase::ALL
            .into_iter()
            .map(|phase| match done(&at_phase(phase), 2_000_001, command.clone()) {
                Ok(_) => "yes",
                Err(CampaignRefusal::WrongPhase { now }) if now == phase => ".",
                Err(other) => panic!("{other:?}"),
            })
            .collect();
        writeln!(table, "{:24} {}", command.name(), row.join(" ")).unwrap();
    }
    //                                           draft open closed published
    let expected = "\
survey.revise            yes . . .
survey.discard           yes . . .
survey.invite            yes yes . .
survey.open              yes . . .
survey.move_close        . yes . .
survey.close             . yes . .
survey.set_population    yes yes yes .
survey.draw_call_backs   . yes yes .
survey.publish           . . yes yes
";
    assert_eq!(table, expected);
}

#[test]
fn ballots_are_taken_from_the_opening_to_the_microsecond_before_the_close() {
    let open = at_phase(Phase::Open);
    for (at, taken) in [(OPENS - 1, false), (OPENS, true), (CLOSES - 1, true), (CLOSES, false)] {
        assert_eq!(open.takes_ballots(at), taken, "{at}");
        assert!(!drafted().takes_ballots(at) && !at_phase(Phase::Closed).takes_ballots(at));
    }
    let longer = done(&open, 5, CampaignCommand::MoveClose { closes: CLOSES + 5, reason: "thêm ngày".into() }).unwrap();
    assert!(longer.takes_ballots(CLOSES + 4) && !longer.takes_ballots(CLOSES + 5));
    let closed = done(&open, 3_000_000, CampaignCommand::Close { reason: "đủ phiếu".into() }).unwrap();
    assert_eq!(closed.setup.closes, 3_000_000, "results say when it closed");
}

#[test]
fn every_refusal_is_reached_and_says_why() {
    let (draft, open) = (drafted(), at_phase(Phase::Open));
    let thrown = done(&draft, 1, CampaignCommand::Discard { reason: "nhầm".into() }).unwrap();
    let invited = done(&draft, 1, every()[2].clone()).unwrap();
    let none = || String::from(" ");
    let later = |closes| CampaignCommand::MoveClose { closes, reason: "lý do".into() };
    let problems = |change: &dyn Fn(&mut Setup)| {
        let mut setup = setup();
        change(&mut setup);
        let campaign = done(&draft, 1, CampaignCommand::Revise { setup: Box::new(setup) }).unwrap();
        done(&campaign, 2, CampaignCommand::Open)
    };
    let lacks = |problem| Err(CampaignRefusal::Setup(vec![problem]));
    let cases: Vec<(Result<Campaign, CampaignRefusal>, Result<Campaign, CampaignRefusal>)> = vec![
        (done(&open, 1, CampaignCommand::Open), Err(CampaignRefusal::WrongPhase { now: Phase::Open })),
        (done(&thrown, 1, CampaignCommand::Open), Err(CampaignRefusal::Discarded)),
        (done(&draft, 1, CampaignCommand::Discard { reason: none() }), Err(CampaignRefusal::NoReason)),
        (done(&open, 1, CampaignCommand::Close { reason: none() }), Err(CampaignRefusal::NoReason)),
        (
            done(&open, 1, CampaignCommand::MoveClose { closes: CLOSES + 1, reason: none() }),
            Err(CampaignRefusal::NoReason),
        ),
        (
            done(&done(&at_phase(Phase::Closed), 1, population()).unwrap(), 2, population()),
            Err(CampaignRefusal::PopulationFixed),
        ),
        (done(&open, 1, call_back("37 02 18", 0)), Err(CampaignRefusal::NobodyToCall)),
        (
            done(&done(&open, 1, call_back("37 02 18", 4)).unwrap(), 2, call_back(" 37 02 18", 4)),
            Err(CampaignRefusal::SameSeed),
        ),
        (done(&draft, 1, CampaignCommand::Invite { people: 0, list: "e".into() }), Err(CampaignRefusal::Nobody)),
        (done(&invited, 1, every()[2].clone()), Err(CampaignRefusal::ListTwice)),
        (done(&open, 5_000_000, later(5_000_000)), Err(CampaignRefusal::CloseOver)),
        (done(&open, 1, later(OPENS)), Err(CampaignRefusal::CloseOver)),
        (
            done(&at_phase(Phase::Published), 1, CampaignCommand::Publish { file: "d".repeat(64) }),
            Err(CampaignRefusal::SameResults),
        ),
        (problems(&|setup| setup.title.vi = none()), lacks(SetupProblem::NoTitle)),
        (problems(&|setup| setup.form = None), lacks(SetupProblem::NoForm)),
        (problems(&|setup| setup.closes = OPENS), lacks(SetupProblem::Calendar)),
        (problems(&|setup| (setup.opens, setup.closes) = (0, 1)), lacks(SetupProblem::Over)),
        (problems(&|setup| setup.modes.clear()), lacks(SetupProblem::NoMode)),
        (problems(&|setup| setup.least = 2), lacks(SetupProblem::Least)),
        (problems(&|setup| setup.between = 4), lacks(SetupProblem::Between)),
        (problems(&|setup| setup.per_minute = 0), lacks(SetupProblem::PerMinute)),
        (problems(&|setup| setup.letter.vi = none()), lacks(SetupProblem::NoLetter)),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
        let refusal = found.unwrap_err();
        for lang in [Lang::Vi, Lang::En] {
            assert!(refusal.text(lang).ends_with('.'), "{refusal:?}");
        }
    }
    assert!(
        done(&open, CLOSES, CampaignCommand::Close { reason: none() }).is_ok(),
        "after its time no reason is needed"
    );
    let on_paper = problems(&|setup| (setup.modes, setup.letter) = (BTreeSet::from([Mode::Paper]), Text::new("", "")));
    assert!(on_paper.is_ok(), "where nobody answers by themselves there is no letter");
}

proptest! {
    #[test]
    fn it_goes_forward_and_replays_to_the_same(picks in prop::collection::vec((0usize..7, 0i64..12_000_000), 0..30)) {
        let mut events = vec![Campaign::draft(&by(0), setup())];
        let mut campaign = Campaign::replay(&events).unwrap();
        let mut at = 0;
        for (pick, later) in picks {
            at += later;
            let Ok(event) = campaign.decide(&by(at), every()[pick].clone()) else { continue };
            let before = campaign.phase;
            campaign.apply(&event);
            prop_assert!(campaign.phase >= before);
            events.push(event);
        }
        prop_assert_eq!(campaign.version, events.len() as u64);
        let kept = serde_json::to_string(&events).unwrap();
        let read: Vec<chiso_survey::campaign::Happened> = serde_json::from_str(&kept).unwrap();
        prop_assert_eq!(Campaign::replay(&read).unwrap(), campaign);
    }
}
