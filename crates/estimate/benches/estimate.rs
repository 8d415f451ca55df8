//! How fast estimates are. `cargo bench -p chiso-estimate`: a million respondents in memory, 1,836 clusters in 63 strata, 20 items of five points, two threads.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/estimate/support/mod.rs"]
mod support;

use std::sync::OnceLock;

use chiso_estimate::{
    Answer, Answers, Ballot, Design, Estimand, Factor, Item, Kind, Layout, Margin, Raking, Request, Rules, Sample,
    Stage, Survey, Tally, Weighting,
};
use support::generated::{self, Generated};

const POINTS: [f64; 5] = [1.0, 2.0, 3.0, 4.0, 5.0];

fn main() {
    divan::main();
}

struct Million {
    generated: Generated,
    design: Design,
    weighting: Weighting,
    strata: Factor,
    margins: [Margin; 2],
}

fn factor(name: &str, codes: &[u32]) -> Factor {
    let most = codes.iter().max().unwrap() + 1;
    Factor { name: name.to_owned(), codes: codes.to_vec(), levels: (1..=most).map(|level| level.to_string()).collect() }
}

fn million() -> &'static Million {
    static MILLION: OnceLock<Million> = OnceLock::new();
    MILLION.get_or_init(|| {
        let g = generated::sample(1_000_000);
        let strata = factor("stratum", &g.stratum);
        let stage = Stage {
            strata: Some(strata.clone()),
            clusters: Some(factor("psu", &g.psu)),
            population: Some(g.clusters_in_stratum.clone()),
        };
        let design = Design::new(Some(g.weight.clone()), &[stage], Rules::default()).unwrap();
        let margin =
            |name: &str, codes: &[u32], totals: &[f64]| Margin { factor: factor(name, codes), totals: totals.to_vec() };
        let margins =
            [margin("sex", &g.sex, &[5.5e6, 5.7e6]), margin("agegrp", &g.age, &[2.0e6, 2.4e6, 2.5e6, 2.3e6, 2.0e6])];
        Million { weighting: Weighting::of(&design), design, strata, margins, generated: g }
    })
}

fn items(g: &Generated) -> Vec<Item<'_>> {
    g.items
        .iter()
        .map(|codes| Item { name: String::new(), answers: Answers::Codes { codes, values: &POINTS } })
        .collect()
}

fn request(domains: Option<&Factor>) -> Request<'_> {
    Request { domains, threads: 2, ..Request::of((0..generated::ITEMS).map(Estimand::Mean).collect()) }
}

#[divan::bench(sample_count = 20)]
fn means_of_20_items(bencher: divan::Bencher) {
    let m = million();
    let items = items(&m.generated);
    let survey = Survey { design: &m.design, weighting: &m.weighting, replicates: None, items: &items };
    bencher.bench_local(|| survey.estimate(&request(None)).unwrap());
}

/// Rows in no order, every weight another: nothing that neighbours have in common helps.
#[divan::bench(sample_count = 20)]
fn means_of_20_items_in_no_order(bencher: divan::Bencher) {
    let m = million();
    let rows = m.generated.weight.len();
    // 7,919 is prime to a million: every row once.
    let from = |row: usize| row * 7919 % rows;
    let weights = (0..rows).map(|row| m.generated.weight[from(row)] * (1.0 + row as f64 / 1e7)).collect();
    let turned = |codes: &[u32]| (0..rows).map(|row| codes[from(row)]).collect::<Vec<_>>();
    let stage = Stage {
        strata: Some(factor("stratum", &turned(&m.generated.stratum))),
        clusters: Some(factor("psu", &turned(&m.generated.psu))),
        population: Some((0..rows).map(|row| m.generated.clusters_in_stratum[from(row)]).collect()),
    };
    let design = Design::new(Some(weights), &[stage], Rules::default()).unwrap();
    let weighting = Weighting::of(&design);
    let codes: Vec<Vec<u8>> =
        m.generated.items.iter().map(|codes| (0..rows).map(|row| codes[from(row)]).collect()).collect();
    let items: Vec<Item> = codes
        .iter()
        .map(|codes| Item { name: String::new(), answers: Answers::Codes { codes, values: &POINTS } })
        .collect();
    let survey = Survey { design: &design, weighting: &weighting, replicates: None, items: &items };
    bencher.bench_local(|| survey.estimate(&request(None)).unwrap());
}

#[divan::bench(sample_count = 20)]
fn means_of_20_items_by_63_strata(bencher: divan::Bencher) {
    let m = million();
    let items = items(&m.generated);
    let survey = Survey { design: &m.design, weighting: &m.weighting, replicates: None, items: &items };
    bencher.bench_local(|| survey.estimate(&request(Some(&m.strata))).unwrap());
}

#[divan::bench(sample_count = 20)]
fn raking_and_means_of_20_items(bencher: divan::Bencher) {
    let m = million();
    let items = items(&m.generated);
    bencher.bench_local(|| {
        let raked = Weighting::of(&m.design).raked(&m.margins, Raking::default()).unwrap();
        let survey = Survey { design: &m.design, weighting: &raked, replicates: None, items: &items };
        survey.estimate(&request(None)).unwrap()
    });
}

/// One ballot into a tally of 20 items.
#[divan::bench(sample_count = 20, sample_size = 10_000)]
fn one_ballot_into_a_tally(bencher: divan::Bencher) {
    let m = million();
    let mut tally = Tally::new(Layout { items: vec![Kind::Codes(POINTS.to_vec()); generated::ITEMS], squares: false });
    let mut row = 0;
    bencher.bench_local(|| {
        row = (row + 7919) % 1_000_000;
        let answers: Vec<Answer> = m.generated.items.iter().map(|codes| Answer::Code(codes[row])).collect();
        let (leaf, weight) = (m.design.leaves()[row], m.generated.weight[row]);
        tally.add(&Ballot { leaf, cell: 0, domain: 0, weight, answers: &answers }).unwrap();
    });
}

/// All estimates of a tally of 85,600 ballots, as a dashboard asks for them.
#[divan::bench(sample_count = 20)]
fn estimates_of_a_tally(bencher: divan::Bencher) {
    let m = million();
    let mut tally = Tally::new(Layout { items: vec![Kind::Codes(POINTS.to_vec()); generated::ITEMS], squares: false });
    for row in (0..1_000_000).step_by(12) {
        let answers: Vec<Answer> = m.generated.items.iter().map(|codes| Answer::Code(codes[row])).collect();
        let (leaf, weight) = (m.design.leaves()[row], m.generated.weight[row]);
        tally.add(&Ballot { leaf, cell: 0, domain: 0, weight, answers: &answers }).unwrap();
    }
    let sample = Sample { frame: m.design.frame(), margins: None };
    bencher.bench_local(|| tally.estimate(&sample, &request(None), 1).unwrap());
}
