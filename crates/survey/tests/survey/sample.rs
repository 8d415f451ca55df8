//! Samples: what is drawn is what another program draws, probabilities are what they are called, and what cannot be drawn is said.

use std::collections::BTreeMap;

use chiso_model::Lang;
use chiso_survey::{
    Aim, Allocation, Candidate, Frame, Method, Outcome, Outcomes, Sample, SampleProblem, SampleSize, Seed, Stage, Take,
    draw, sample, sample_size,
};
use proptest::prelude::*;

const SEED: &str = "37 02 18 45 06 29";
const SIZES: [u64; 12] = [120, 80, 400, 60, 90, 1500, 70, 30, 200, 110, 50, 90];

fn communes() -> Vec<String> {
    (1..=12).map(|number| format!("xa-{number:02}")).collect()
}

fn candidates(names: &[String]) -> Vec<Candidate<'_>> {
    names.iter().zip(SIZES).map(|(id, size)| Candidate { id, size }).collect()
}

/// The expected names were worked out by a program of a few lines in another language, from the documentation of `Seed::number` and of the methods.
#[test]
fn another_program_draws_the_same() {
    let names = communes();
    let all = candidates(&names);
    let seed = Seed::new(SEED);
    assert_eq!(seed.number(&["1:", "xa-01"]), 8_459_203_927_148_570_762);
    let drawn = draw(&seed, "1:", &all, 4, Method::SimpleRandom, 2).unwrap();
    let called = |indices: Vec<usize>| indices.into_iter().map(|index| names[index].as_str()).collect::<Vec<_>>();
    assert_eq!(called(drawn.drawn.iter().map(|one| one.index).collect()), ["xa-02", "xa-04", "xa-08", "xa-12"]);
    assert_eq!(called(drawn.reserve), ["xa-06", "xa-01"]);
    assert!(drawn.drawn.iter().all(|one| (one.probability.of, one.probability.all) == (4, 12)));

    let drawn = draw(&seed, "1:", &all, 5, Method::SystematicPps, 3).unwrap();
    let chances: Vec<_> =
        drawn.drawn.iter().map(|one| (names[one.index].as_str(), one.probability.of, one.probability.all)).collect();
    assert_eq!(
        chances,
        [("xa-03", 1, 1), ("xa-04", 180, 900), ("xa-06", 1, 1), ("xa-09", 600, 900), ("xa-12", 270, 900)]
    );
    assert_eq!(called(drawn.reserve), ["xa-02", "xa-01", "xa-08"]);
}

#[test]
fn the_order_of_a_list_changes_no_simple_random_draw() {
    let names = communes();
    let mut turned = names.clone();
    turned.reverse();
    let drawn = |names: &[String]| {
        let all: Vec<_> = names.iter().map(|id| Candidate { id, size: 1 }).collect();
        let draw = draw(&Seed::new("x"), "", &all, 5, Method::SimpleRandom, 3).unwrap();
        let mut drawn: Vec<_> = draw.drawn.iter().map(|one| names[one.index].clone()).collect();
        drawn.sort();
        (drawn, draw.reserve.iter().map(|index| names[*index].clone()).collect::<Vec<_>>())
    };
    assert_eq!(drawn(&names), drawn(&turned));
}

/// Over many seeds each unit is drawn as often as its probability says; 4 standard errors are allowed.
#[test]
fn probabilities_are_what_they_are_called() {
    let names = communes();
    let all = candidates(&names);
    for (method, wanted) in [(Method::SimpleRandom, 4), (Method::Systematic, 5), (Method::SystematicPps, 4)] {
        const SEEDS: u32 = 4_000;
        let mut times = [0u32; 12];
        let mut chance = [0.0; 12];
        for seed in 0..SEEDS {
            let drawn = draw(&Seed::new(&seed.to_string()), "p", &all, wanted, method, 0).unwrap().drawn;
            assert_eq!(drawn.len() as u64, wanted);
            for one in drawn {
                times[one.index] += 1;
                chance[one.index] = one.probability.value();
            }
        }
        assert!(
            (chance.iter().sum::<f64>() - wanted as f64).abs() < 1e-9,
            "probabilities add up to the size of the sample"
        );
        for (times, chance) in times.into_iter().zip(chance) {
            let n = f64::from(SEEDS);
            let error = (chance * (1.0 - chance) / n).sqrt();
            assert!(
                (f64::from(times) / n - chance).abs() <= 4.0 * error,
                "{method:?}: {times} of {SEEDS}, expected {chance}"
            );
        }
    }
}

/// Provinces with communes with hamlets, each of some people.
fn frame() -> Frame {
    let mut rows = Vec::new();
    for province in ["A", "B", "C"] {
        for commune in 1..=6 {
            for hamlet in 1..=4 {
                for person in 1..=5 {
                    let area = if commune <= 2 { "urban" } else { "rural" };
                    let commune = format!("{province}{commune}");
                    rows.push(vec![
                        province.into(),
                        area.into(),
                        commune.clone(),
                        format!("{commune}-{hamlet}"),
                        format!("{commune}-{hamlet}-{person}"),
                    ]);
                }
            }
        }
    }
    Frame { header: ["province", "area", "commune", "hamlet", "person"].map(String::from).to_vec(), rows }
}

fn stage(unit: &str, strata: &[&str], method: Method, take: Take) -> Stage {
    Stage {
        unit: unit.into(),
        strata: strata.iter().map(ToString::to_string).collect(),
        method,
        size: None,
        take,
        reserve: 1,
    }
}

fn three_stages() -> Vec<Stage> {
    vec![
        stage("commune", &["province", "area"], Method::SystematicPps, Take::Each(2)),
        stage("hamlet", &[], Method::SystematicPps, Take::Each(1)),
        stage("person", &[], Method::SimpleRandom, Take::Each(3)),
    ]
}

#[test]
fn a_sample_in_three_stages_adds_up_to_the_people() {
    let drawn = sample(&Seed::new(SEED), &frame(), &three_stages()).unwrap();
    assert_eq!(drawn.members.len(), 3 * 2 * 2 * 3);
    // Equal sizes: the weights add up to everybody.
    let people: f64 = drawn.members.iter().map(|member| member.weight).sum();
    assert!((people - 360.0).abs() < 1e-9, "{people}");
    let first = &drawn.members[0].stages;
    assert_eq!(first[0].stratum, "A / urban");
    assert_eq!(
        (first[0].population, first[0].drawn, first[1].population, first[1].drawn, first[2].population, first[2].drawn),
        (2, 2, 4, 1, 5, 3)
    );
    assert!(first[1].stratum.starts_with('A') && first[2].stratum.contains(" / "), "{first:?}");
    assert_eq!(sample(&Seed::new(SEED), &frame(), &three_stages()).unwrap(), drawn, "the same seed, the same sample");
    assert_ne!(sample(&Seed::new("other"), &frame(), &three_stages()).unwrap(), drawn);
    let rural: Vec<_> = drawn.reserves.iter().filter(|reserve| reserve.stage == 0).collect();
    assert_eq!(rural.len(), 3, "urban strata have nobody left: {rural:?}");
    assert_eq!(drawn.reserves.iter().filter(|reserve| reserve.stage == 2).count(), 12);
}

#[test]
fn a_number_is_divided_among_strata() {
    let of = |take: Take| {
        let drawn = sample(&Seed::new("x"), &frame(), &[stage("person", &["area"], Method::SimpleRandom, take)])?;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for member in drawn.members {
            *counts.entry(member.stages[0].stratum.clone()).or_default() += 1;
        }
        Ok::<_, SampleProblem>(counts.into_values().collect::<Vec<_>>())
    };
    let total = |number, allocation, least| Take::Total { number, allocation, least };
    // Rural 240, urban 120.
    assert_eq!(of(total(10, Allocation::Proportional, 0)).unwrap(), [7, 3]);
    assert_eq!(of(total(10, Allocation::Equal, 0)).unwrap(), [5, 5]);
    assert_eq!(of(total(10, Allocation::Proportional, 4)).unwrap(), [6, 4]);
    assert_eq!(of(total(300, Allocation::Equal, 0)).unwrap(), [180, 120], "no more than there are");
    assert_eq!(of(Take::All).unwrap(), [240, 120]);
    assert_eq!(of(Take::Of(BTreeMap::from([("rural".into(), 2), ("urban".into(), 3)]))).unwrap(), [2, 3]);
    assert!(matches!(of(total(361, Allocation::Equal, 0)), Err(SampleProblem::TooFew { wanted: 361, there: 360, .. })));
    assert!(matches!(of(total(10, Allocation::Equal, 6)), Err(SampleProblem::TooFew { wanted: 12, .. })));
    assert_eq!(
        of(Take::Of(BTreeMap::from([("rural".into(), 2)]))),
        Err(SampleProblem::Stratum { stratum: "urban".into(), in_frame: true })
    );
    let other = Take::Of(BTreeMap::from([("rural".into(), 2), ("urban".into(), 1), ("sea".into(), 1)]));
    assert_eq!(of(other), Err(SampleProblem::Stratum { stratum: "sea".into(), in_frame: false }));
    assert!(matches!(
        of(Take::Of(BTreeMap::from([("rural".into(), 2), ("urban".into(), 121)]))),
        Err(SampleProblem::TooFew { wanted: 121, there: 120, .. })
    ));
}

#[test]
fn what_cannot_be_drawn_is_said_with_its_place() {
    let seed = Seed::new("x");
    let table = |rows: &[&[&str]]| Frame {
        header: vec!["id".into(), "area".into(), "size".into()],
        rows: rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect(),
    };
    let good = table(&[&["a", "n", "5"], &["b", "n", "7"]]);
    let plan = |unit: &str, strata: &[&str], size: Option<&str>| {
        vec![Stage { size: size.map(String::from), ..stage(unit, strata, Method::SystematicPps, Take::Each(1)) }]
    };
    let cases = [
        (sample(&Seed::new("  "), &good, &plan("id", &[], None)), SampleProblem::NoSeed),
        (sample(&seed, &good, &[]), SampleProblem::NoStage),
        (sample(&seed, &table(&[]), &plan("id", &[], None)), SampleProblem::NoRow),
        (sample(&seed, &good, &plan("code", &[], None)), SampleProblem::NoColumn { column: "code".into() }),
        (
            sample(&seed, &table(&[&["a", "n", "5"], &["", "n", "7"]]), &plan("id", &[], None)),
            SampleProblem::NoName { row: 3, column: "id".into() },
        ),
        (
            sample(&seed, &table(&[&["a"]]), &plan("id", &["area"], None)),
            SampleProblem::NoName { row: 2, column: "area".into() },
        ),
        (
            sample(&seed, &table(&[&["a", "n", "5,5"]]), &plan("id", &[], Some("size"))),
            SampleProblem::Size { row: 2, column: "size".into(), found: "5,5".into() },
        ),
        (
            sample(&seed, &table(&[&["a", "n", "5"], &["a", "s", "5"]]), &plan("id", &["area"], None)),
            SampleProblem::TwoStrata { unit: "a".into(), rows: (2, 3) },
        ),
    ];
    for (found, expected) in cases {
        let problem = found.unwrap_err();
        assert_eq!(problem, expected);
        for lang in [Lang::Vi, Lang::En] {
            assert!(problem.text(lang).ends_with('.') && problem.text(lang).contains(' '));
        }
    }
}

#[test]
fn how_many_must_be_asked() {
    let aim =
        Aim { deviation: 0.5, margin: 0.05, multiplier: 1.96, design_effect: 1.0, population: None, response: 1.0 };
    let of = |aim: Aim| sample_size(&aim).map(|size| (size.answers, size.asked));
    // Cochran (1977), 4.4: 0.25 x 1.96^2 / 0.05^2 = 384.16; of 10,000 people 370.
    assert_eq!(of(aim), Some((385, 385)));
    assert_eq!(of(Aim { population: Some(10_000), ..aim }), Some((370, 370)));
    assert_eq!(of(Aim { design_effect: 2.0, response: 0.8, ..aim }), Some((769, 961)));
    assert_eq!(of(Aim { population: Some(30), design_effect: 3.0, ..aim }), Some((30, 30)), "no more than there are");
    assert_eq!(sample_size(&Aim { margin: 0.5, multiplier: 1.0, ..aim }), Some(SampleSize { answers: 1, asked: 1 }));
    for wrong in [
        Aim { margin: 0.0, ..aim },
        Aim { margin: f64::NAN, ..aim },
        Aim { response: 1.1, ..aim },
        Aim { design_effect: -1.0, ..aim },
        Aim { population: Some(0), ..aim },
        Aim { margin: 1e-12, ..aim },
    ] {
        assert_eq!(sample_size(&wrong), None, "{wrong:?}");
    }
}

#[test]
fn response_rates() {
    let mut outcomes = Outcomes::default();
    assert!(outcomes.rates().is_none());
    for (outcome, times) in [
        (Outcome::Complete, 600),
        (Outcome::Partial, 50),
        (Outcome::Refusal, 100),
        (Outcome::NonContact, 40),
        (Outcome::Other, 10),
        (Outcome::UnknownHousehold, 150),
        (Outcome::UnknownOther, 50),
        (Outcome::NotEligible, 200),
    ] {
        (0..times).for_each(|_| outcomes.add(outcome));
    }
    let rates = outcomes.rates().unwrap();
    // e = 800 / 1000; RR3 = 600 / (800 + 0.8 x 200).
    assert_eq!((rates.rr1, rates.rr2, rates.eligible, rates.rr3), (0.6, 0.65, 0.8, 0.625));
    let unknown = Outcomes { unknown_other: 3, not_eligible: 1, ..Outcomes::default() };
    assert_eq!(unknown.rates().unwrap().rr3, 0.0);
}

proptest! {
    #[test]
    fn any_draw_takes_so_many_different_ones(sizes in prop::collection::vec(1u64..1000, 1..40), part in 0.0..1.0f64, seed in any::<u32>()) {
        let names: Vec<_> = (0..sizes.len()).map(|number| number.to_string()).collect();
        let all: Vec<_> = names.iter().zip(&sizes).map(|(id, size)| Candidate { id, size: *size }).collect();
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let wanted = (part * sizes.len() as f64) as u64;
        for method in [Method::SimpleRandom, Method::Systematic, Method::SystematicPps] {
            let draw = draw(&Seed::new(&seed.to_string()), "", &all, wanted, method, 5).unwrap();
            prop_assert_eq!(draw.drawn.len() as u64, wanted);
            prop_assert!(draw.drawn.is_sorted_by(|a, b| a.index < b.index));
            prop_assert!(draw.drawn.iter().all(|one| one.probability.of >= 1 && one.probability.of <= one.probability.all));
            prop_assert!(draw.reserve.iter().all(|index| draw.drawn.iter().all(|one| one.index != *index)));
            prop_assert_eq!(draw.reserve.len(), 5.min(sizes.len() - draw.drawn.len()));
        }
    }

    #[test]
    fn weights_are_the_inverse_of_probabilities(seed in any::<u32>()) {
        let Sample { members, .. } = sample(&Seed::new(&seed.to_string()), &frame(), &three_stages()).unwrap();
        for member in members {
            let chance: f64 = member.stages.iter().map(|stage| stage.probability.value()).product();
            prop_assert!((member.weight * chance - 1.0).abs() < 1e-12);
        }
    }
}
