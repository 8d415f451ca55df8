//! What a page of a round costs at real size: 88 criteria, six events each. Run with `cargo bench -p chiso-round`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;

use chiso_model::{Period, Text};
use chiso_round::assessment::{AssessmentCommand, AssessmentEvent, Entry};
use chiso_round::round::{Appraiser, Council, Entrant, Setup, Visibility};
use chiso_round::{Assessment, By, Deadline, Frame, Mark, Phase, Round, Rules, Stage, Told, round_facts};
use divan::{Bencher, counter::ItemsCount};

fn main() {
    divan::main();
}

fn rules() -> Rules {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../rulebooks/par-index/2024-province-illustrative.yaml");
    let rulebook = chiso_rulebook::read_yaml(&std::fs::read_to_string(path).unwrap(), path).unwrap();
    Rules::new(&rulebook, Period::year(2024)).unwrap()
}

fn by(at: i64) -> By {
    By { person: "lan".to_owned(), agencies: ["01".to_owned()].into(), at }
}

/// 34 provinces in their self-assessment.
fn round() -> Round {
    let end = Deadline::end_of(chiso_model::Date::constant(2025, 1, 31));
    let appraiser =
        Appraiser { person: "ann".to_owned(), agency: "home".to_owned(), nodes: ["par-index".to_owned()].into() };
    let setup = Setup {
        title: Text::new("Đợt", "Round"),
        owner: "home".to_owned(),
        period: Period::year(2024),
        rulebook: "par-index/2024-province-illustrative".to_owned(),
        rulebook_hash: "00".repeat(32),
        units: (1..=34).map(|unit| Entrant { unit: format!("{unit:02}"), group: None, ranked: true }).collect(),
        deadlines: BTreeMap::from([(Phase::SelfAssessment, end)]),
        appraisers: vec![appraiser],
        council: Council::default(),
        visibility: Visibility::default(),
        second_check: false,
        simulated: true,
    };
    let mut round = Round::first(&Round::draft(&by(0), setup)).unwrap();
    round.phase = Phase::SelfAssessment;
    round
}

/// Six events a self-scored criterion: assigned, saved, saved again, a comment, ready, and all of it submitted.
fn history(rules: &Rules, round: &Round) -> Vec<Told<AssessmentEvent>> {
    let frame = Frame { round, rules, unit: "01" };
    let mut assessment = Assessment::default();
    let mut events = Vec::new();
    for criterion in rules.self_scored() {
        let node = || criterion.id.clone();
        let numbers = criterion.inputs.iter().map(|input| (input.name.clone(), Mark::number(1.0))).collect();
        let entry = || Entry { numbers, note: "Theo báo cáo".to_owned(), ..Entry::default() };
        let entry = entry();
        for command in [
            AssessmentCommand::Assign { node: node(), person: Some("lan".to_owned()), due: None },
            AssessmentCommand::Save { node: node(), seen: 0, entry: entry.clone() },
            AssessmentCommand::Save { node: node(), seen: 1, entry },
            AssessmentCommand::Comment { node: node(), text: "Xem lại".to_owned() },
            AssessmentCommand::Ready { node: node() },
        ] {
            let Ok(event) = assessment.decide(frame, &by(1), command) else { continue };
            assessment.apply(&event);
            events.push(event);
        }
    }
    let declaration = chiso_round::assessment::Declaration {
        statement: "Tôi xác nhận".to_owned(),
        second_factor: true,
        signature: None,
        leaves_blank: true,
    };
    let event = assessment.decide(frame, &by(2), AssessmentCommand::Submit { declaration }).unwrap();
    events.push(event);
    events
}

#[divan::bench]
fn replay(bencher: Bencher<'_, '_>) {
    let (rules, round) = (rules(), round());
    let events = history(&rules, &round);
    bencher.counter(ItemsCount::new(events.len())).bench(|| Assessment::replay(&events));
}

#[divan::bench]
fn decide_save(bencher: Bencher<'_, '_>) {
    let (rules, round) = (rules(), round());
    let events = history(&rules, &round);
    let assessment = Assessment::replay(&events[..events.len() - 1]);
    let frame = Frame { round: &round, rules: &rules, unit: "01" };
    let numbers = [("finished", 19.0), ("planned", 20.0)];
    let entry = Entry {
        numbers: numbers.into_iter().map(|(name, value)| (name.to_owned(), Mark::number(value))).collect(),
        ..Entry::default()
    };
    let save = || AssessmentCommand::Save { node: "c1_1_2".to_owned(), seen: 2, entry: entry.clone() };
    assert!(assessment.decide(frame, &by(3), save()).is_ok());
    bencher.bench(|| assessment.decide(frame, &by(3), save()));
}

#[divan::bench]
fn standing_of_every_criterion(bencher: Bencher<'_, '_>) {
    let (rules, round) = (rules(), round());
    let assessment = Assessment::replay(&history(&rules, &round));
    let frame = Frame { round: &round, rules: &rules, unit: "01" };
    bencher.bench(|| {
        let reached = rules.criteria().iter().map(|criterion| assessment.standing(frame, criterion, 3));
        (reached.count(), assessment.progress(frame))
    });
}

#[divan::bench]
fn facts_of_34_provinces(bencher: Bencher<'_, '_>) {
    let (rules, round) = (rules(), round());
    let assessment = Assessment::replay(&history(&rules, &round));
    let files: BTreeMap<String, Assessment> =
        round.setup.units.iter().map(|entrant| (entrant.unit.clone(), assessment.clone())).collect();
    bencher.bench(|| round_facts(&round, &rules, &files, Stage::Correction));
}
