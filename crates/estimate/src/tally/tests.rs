use proptest::prelude::*;

use super::*;
use crate::calibration::{Margin, Poststrata, Raking, Weighting};
use crate::design::{Design, Rules, Stage};
use crate::estimand::{Answers, Estimand, Item};
use crate::factor::{Factor, NONE};
use crate::survey::{Estimates, Request, Survey};

const VALUES: [f64; 4] = [1.0, 2.5, 5.0, f64::NAN];

/// A respondent: cluster, sex, age, domain, weight, an answer by code, a number, a number below it.
type Person = (u32, u32, u32, u32, f64, u8, f64, f64);

fn person() -> impl Strategy<Value = Person> {
    let number = || prop_oneof![9 => -1e3..1e3f64, 1 => Just(f64::NAN)];
    let weight = prop_oneof![6 => 0.01..500.0f64, 1 => Just(0.0), 1 => Just(1e-12), 1 => Just(3.5e13)];
    (0..12u32, 0..2u32, 0..3u32, prop_oneof![4 => 0..3u32, 1 => Just(NONE)], weight, 0..4u8, number(), 1.0..9.0f64)
}

/// Two people in each cell of each cluster, so that nothing is lonely or empty, and then anybody.
fn people() -> impl Strategy<Value = Vec<Person>> {
    let base: Vec<Person> = (0..72)
        .map(|i| {
            (i % 12, (i / 12) % 2, (i / 24) % 3, i % 3, 1.5 + f64::from(i), (i % 3) as u8, f64::from(i) * 0.7, 2.0)
        })
        .collect();
    prop::collection::vec(person(), 0..150).prop_map(move |more| [base.clone(), more].concat())
}

fn factor(name: &str, codes: Vec<u32>, levels: u32) -> Factor {
    Factor { name: name.to_owned(), codes, levels: (0..levels).map(|level| level.to_string()).collect() }
}

/// Four strata of three clusters, with a population.
fn design(clusters: &[u32], weights: Vec<f64>, respondents: bool) -> Design {
    let first = Stage {
        strata: Some(factor("stratum", clusters.iter().map(|c| c / 3).collect(), 4)),
        clusters: Some(factor("cluster", clusters.to_vec(), 12)),
        population: Some(vec![7.0; clusters.len()]),
    };
    let second = Stage { strata: None, clusters: None, population: Some(vec![1e6; clusters.len()]) };
    let stages = if respondents { vec![first, second] } else { vec![first] };
    Design::new(Some(weights), &stages, Rules::default()).unwrap()
}

fn margins(people: &[Person]) -> [Margin; 2] {
    let margin = |name: &str, codes: Vec<u32>, totals: &[f64]| Margin {
        factor: factor(name, codes, totals.len() as u32),
        totals: totals.to_vec(),
    };
    [
        margin("sex", people.iter().map(|p| p.1).collect(), &[480.0, 520.0]),
        margin("age", people.iter().map(|p| p.2).collect(), &[300.0, 400.0, 300.0]),
    ]
}

fn estimands(respondents: bool) -> Vec<Estimand> {
    let mut all = vec![
        Estimand::Mean(0),
        Estimand::Share { item: 0, levels: vec![2.5, 5.0] },
        Estimand::Total(0),
        Estimand::Count { item: 0, levels: vec![1.0] },
        Estimand::Mean(1),
        Estimand::Total(1),
    ];
    if !respondents {
        all.extend([Estimand::Variance(0), Estimand::Ratio { numerator: 1, denominator: 2 }]);
    }
    all
}

fn answers(person: &Person, respondents: bool) -> Vec<Answer> {
    let mut answers = vec![Answer::Code(person.5), Answer::Number(person.6), Answer::Number(person.7)];
    if !respondents {
        answers.push(Answer::Pair(person.6, person.7));
    }
    answers
}

fn layout(respondents: bool) -> Layout {
    let mut items = vec![Kind::Codes(VALUES.to_vec()), Kind::Numbers, Kind::Numbers];
    if !respondents {
        items.push(Kind::Pairs);
    }
    Layout { items, squares: respondents }
}

/// Every bit of every number.
fn bits(estimates: &Estimates) -> Vec<u64> {
    let number = |x: Option<f64>| x.map_or(0, f64::to_bits);
    let mut all: Vec<u64> = estimates
        .rows
        .iter()
        .flat_map(|row| {
            [
                number(row.value),
                number(row.standard_error),
                number(row.interval.map(|ends| ends.0)),
                number(row.interval.map(|ends| ends.1)),
                number(row.design_effect),
                number(row.effective_respondents),
                row.respondents,
                row.df.to_bits(),
            ]
        })
        .collect();
    for a in 0..estimates.rows.len() {
        all.extend((0..a).map(|b| number(estimates.covariance(a, b))));
    }
    all
}

/// Estimates over columns, as `chiso survey estimate` makes them.
fn batch(people: &[Person], respondents: bool, rake: bool, threads: usize, by_rows: bool) -> Estimates {
    let design =
        design(&people.iter().map(|p| p.0).collect::<Vec<_>>(), people.iter().map(|p| p.4).collect(), respondents);
    let codes: Vec<u8> = people.iter().map(|p| p.5).collect();
    let (above, below): (Vec<f64>, Vec<f64>) = people.iter().map(|p| (p.6, p.7)).unzip();
    let item = |answers| Item { name: String::new(), answers };
    let items = [
        item(Answers::Codes { codes: &codes, values: &VALUES }),
        item(Answers::Numbers(&above)),
        item(Answers::Numbers(&below)),
    ];
    let mut weighting = Weighting::of(&design);
    if rake {
        weighting = weighting.raked(&margins(people), Raking::default()).unwrap();
    }
    let domains = factor("domain", people.iter().map(|p| p.3).collect(), 3);
    let survey = Survey { design: &design, weighting: &weighting, replicates: None, items: &items };
    let request = Request { domains: Some(&domains), threads, ..Request::of(estimands(respondents)) };
    if by_rows { survey.estimate_rows(&request).unwrap() } else { survey.estimate(&request).unwrap() }
}

/// Estimates of a tally into which ballots came one by one, over the frame of clusters that was there before the first ballot.
fn live(tally: &Tally, respondents: bool, rake: bool) -> Estimates {
    let frame = design(&(0..12).collect::<Vec<_>>(), vec![1.0; 12], respondents);
    let table = Poststrata::crossed(&margins(&[])).unwrap();
    let sample = Sample { frame: frame.frame(), margins: rake.then_some((&table, Raking::default())) };
    tally.estimate(&sample, &Request::of(estimands(respondents)), 3).unwrap()
}

fn ballots<'a>(people: &'a [Person], answers: &'a [Vec<Answer>], rake: bool) -> impl Iterator<Item = Ballot<'a>> {
    let table = Poststrata::crossed(&margins(&[])).unwrap();
    people.iter().zip(answers).map(move |(p, answers)| Ballot {
        leaf: p.0,
        cell: if rake { table.cell(&[p.1, p.2]) } else { 0 },
        domain: p.3,
        weight: p.4,
        answers,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Shuffled, split, merged, added and taken back, on one thread or three: the same bits, and those of the batch.
    #[test]
    fn live_is_batch_to_the_last_bit(people in people(), gone in prop::collection::vec(person(), 0..30), shift in 0usize..200, cut in 0usize..200, respondents: bool, rake: bool) {
        let wanted = bits(&batch(&people, respondents, rake, 1, false));
        prop_assert_eq!(&bits(&batch(&people, respondents, rake, 3, false)), &wanted);

        let mut shuffled = people.clone();
        shuffled.rotate_left(shift % people.len());
        shuffled.reverse();
        prop_assert_eq!(&bits(&batch(&shuffled, respondents, rake, 2, false)), &wanted);

        let of = |people: &[Person]| people.iter().map(|p| answers(p, respondents)).collect::<Vec<_>>();
        let (all, left) = (of(&shuffled), of(&gone));
        let (mut one, mut other) = (Tally::new(layout(respondents)), Tally::new(layout(respondents)));
        for ballot in ballots(&gone, &left, rake) {
            one.add(&ballot).unwrap();
        }
        let cut = cut % people.len();
        for (i, ballot) in ballots(&shuffled, &all, rake).enumerate() {
            let tally = if i < cut { &mut one } else { &mut other };
            tally.add(&ballot).unwrap();
        }
        other.merge(&one).unwrap();
        for ballot in ballots(&gone, &left, rake) {
            other.remove(&ballot).unwrap();
        }
        prop_assert_eq!(other.ballots(), people.len() as u64);
        prop_assert_eq!(&bits(&live(&other, respondents, rake)), &wanted);
    }

    /// Both ways of computing agree, where the numbers allow it.
    #[test]
    fn tallies_agree_with_rows(people in people(), respondents: bool, rake: bool) {
        let people: Vec<Person> = people.into_iter().filter(|p| p.4 < 1e10).collect();
        let (tallied, rows) = (batch(&people, respondents, rake, 2, false), batch(&people, respondents, rake, 2, true));
        for (a, b) in tallied.rows.iter().zip(&rows.rows) {
            prop_assert_eq!((a.respondents, a.df), (b.respondents, b.df));
            let close = |x: Option<f64>, y: Option<f64>, size: f64| match (x, y) {
                (Some(x), Some(y)) => (x - y).abs() <= 1e-9 * y.abs().max(size),
                (x, y) => x == y,
            };
            let size = b.value.unwrap_or(0.0).abs();
            prop_assert!(close(a.value, b.value, 1e-6), "{a:?} {b:?}");
            prop_assert!(close(a.standard_error, b.standard_error, size * 1e-3), "{a:?} {b:?}");
        }
    }
}

/// All ballots as one domain are the batch without domains.
#[test]
fn domains_can_be_left_out() {
    let people: Vec<Person> = (0..72)
        .map(|i| {
            (i % 12, i % 2, i % 3, if i % 5 == 0 { NONE } else { i % 3 }, 1.5 + f64::from(i), (i % 4) as u8, 0.5, 2.0)
        })
        .collect();
    let together: Vec<Person> = people.iter().map(|p| Person::from((p.0, p.1, p.2, 0, p.4, p.5, p.6, p.7))).collect();
    let tally = |people: &[Person]| {
        let mut tally = Tally::new(layout(true));
        let answers: Vec<_> = people.iter().map(|p| answers(p, true)).collect();
        ballots(people, &answers, false).for_each(|ballot| tally.add(&ballot).unwrap());
        tally
    };
    let (left_out, direct) = (tally(&people).without_domains(), tally(&together));
    assert_eq!(bits(&live(&left_out, true, false)), bits(&live(&direct, true, false)));
}

#[test]
fn ballots_that_do_not_fit_are_refused() {
    let mut tally = Tally::new(layout(true));
    let ballot = |weight, answers| Ballot { leaf: 0, cell: 0, domain: 0, weight, answers };
    assert!(matches!(tally.add(&ballot(f64::NAN, &[])), Err(EstimateError::Weight { .. })));
    assert!(matches!(tally.add(&ballot(1.0, &[Answer::Code(0)])), Err(EstimateError::Length { .. })));
    let wrong = [Answer::Number(1.0), Answer::Number(1.0), Answer::Number(1.0)];
    assert_eq!(tally.add(&ballot(1.0, &wrong)), Err(EstimateError::NoItem(0)));
    assert_eq!(tally.ballots(), 0);
    assert!(tally.merge(&Tally::new(layout(false))).is_err());
    let answers = answers(&(0, 0, 0, 0, 1.0, 0, 1.0, 1.0), true);
    tally.add(&Ballot { leaf: 99, cell: 0, domain: 0, weight: 1.0, answers: &answers }).unwrap();
    let frame = design(&(0..12).collect::<Vec<_>>(), vec![1.0; 12], true);
    let refused =
        tally.estimate(&Sample { frame: frame.frame(), margins: None }, &Request::of(vec![Estimand::Mean(0)]), 1);
    assert_eq!(refused.unwrap_err(), EstimateError::NotFromTallies(TallyLimit::OutsideSample));
}
