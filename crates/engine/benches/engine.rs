//! How fast the engine is. `cargo bench -p chiso-engine`.
//!
//! `asem`: one full recomputation of ASEM Sustainable Connectivity on one thread, from the raw facts to the value of every node and the places of the root: 51 units, 49
//! indicators, 11 branches. The real facts are read in place (see CONTRIBUTING); where they are absent, made-up facts of the same shape and skew stand in.
//! `round`: the illustrative province round with its trace. `what_if_round`: one unit of it with other points at a leaf, from its facts to the ranks of every node that moves.
//! `what_if_communes`: the same among 3,321 units over 60 leaves; `communes`: all of these computed at once, without trace.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/engine/known/mod.rs"]
mod known;

use chiso_engine::{Fact, FactSet, FactValue, Options, Plan, Workspace, decided_indicator};
use chiso_model::{Cell, Period};

fn main() {
    divan::main();
}

fn asem_facts(plan: &Plan) -> FactSet {
    if let Some(folder) = known::folder("asem") {
        return known::wide(&folder.join("01_iData_input.csv"), "uCode").facts_for(plan, str::to_owned);
    }
    let mut state = 1u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as f64 + 1.0) / 2f64.powi(31)
    };
    let mut facts = Vec::new();
    for unit in 0..51 {
        let unit = format!("U{unit:02}");
        for indicator in plan.wanted_indicators() {
            let value = FactValue::Number(Cell::number(1.0 / next().powf(0.3)));
            facts.push(Fact { unit: unit.clone(), indicator: indicator.to_owned(), period: None, value, source: None });
        }
        for attribute in plan.wanted_attributes() {
            let value = FactValue::Text(if next() < 0.5 { "Asia" } else { "Europe" }.to_owned());
            facts.push(Fact { unit: unit.clone(), indicator: attribute.to_owned(), period: None, value, source: None });
        }
    }
    FactSet::new(facts).unwrap()
}

#[divan::bench]
fn asem(bencher: divan::Bencher) {
    let plan = Plan::new(&known::rulebook("asem/2018.yaml"), None).unwrap();
    let facts = asem_facts(&plan);
    let computation = plan.on(&facts);
    let mut workspace = Workspace::default();
    bencher.bench_local(|| {
        computation.values(&mut workspace);
        computation.ranks(&workspace, 0)
    });
}

#[divan::bench]
fn round(bencher: divan::Bencher) {
    let rulebook = known::rulebook("par-index/2024-province-illustrative.yaml");
    let plan = Plan::new(&rulebook, Some(Period::year(2024))).unwrap();
    let facts = known::long("simulated/par-index-2024-province-illustrative.csv");
    let options = Options { trace: true, ..Options::default() };
    bencher.bench_local(|| plan.compute(&facts, &options).unwrap());
}

#[divan::bench]
fn what_if_round(bencher: divan::Bencher) {
    let rulebook = known::rulebook("par-index/2024-province-illustrative.yaml");
    let plan = Plan::new(&rulebook, Some(Period::year(2024))).unwrap();
    what_if(bencher, &plan, &known::long("simulated/par-index-2024-province-illustrative.csv"), "c1_1_2");
}

#[divan::bench]
fn what_if_communes(bencher: divan::Bencher) {
    let (plan, facts) = made_up_communes();
    what_if(bencher, &plan, &facts, "c1_1");
}

#[divan::bench(sample_count = 10)]
fn communes(bencher: divan::Bencher) {
    let (plan, facts) = made_up_communes();
    bencher.bench_local(|| plan.compute(&facts, &Options::default()).unwrap());
}

/// Other points at a leaf of the unit in the middle.
fn what_if(bencher: divan::Bencher, plan: &Plan, facts: &FactSet, leaf: &str) {
    let before = plan.compute(facts, &Options::default()).unwrap();
    let unit = before.units.len() / 2;
    let decided = Fact {
        unit: before.units[unit].clone(),
        indicator: decided_indicator(leaf),
        period: Some(Period::year(2024)),
        value: FactValue::Number(Cell::number(0.015_625)),
        source: None,
    };
    bencher.bench_local(|| {
        let own = facts.of_unit(&before.units[unit]).into_iter().filter(|fact| fact.indicator != decided.indicator);
        let own = FactSet::new(own.chain([decided.clone()])).unwrap();
        let moved = plan.instead(facts, &before, unit, own, &Options::default()).unwrap();
        assert!(moved.len() > 1);
        moved
    });
}

/// Six areas of ten ratios each, over every commune of the country.
fn made_up_communes() -> (Plan, FactSet) {
    use std::fmt::Write as _;
    let mut text = "chiso: 1\nid: xa\nedition: \"2024\"\ntitle: {vi: Chỉ số xã}\nstatus: illustrative\nstatus_note: {vi: Để đo}\nvalid: {from: 2024-01-01}\n\
        defaults: {missing: {blank: zero}}\ntree:\n  id: xa\n  title: {vi: Chỉ số xã}\n  max: 60\n  aggregate: {method: sum}\n  children:\n"
        .to_owned();
    for area in 1..=6 {
        write!(text, "    - id: a{area}\n      title: {{vi: Lĩnh vực {area}}}\n      max: 10\n      aggregate: {{method: sum}}\n      children:\n").unwrap();
        for leaf in 1..=10 {
            write!(
                text,
                "        - id: c{area}_{leaf}\n          title: {{vi: Tỷ lệ {leaf}}}\n          max: 1\n          inputs: {{tu: {{title: {{vi: Tử số}}}}, mau: {{title: {{vi: Mẫu số}}}}}}\n          \
                 rule: {{kind: ratio, numerator: tu, denominator: mau}}\n"
            )
            .unwrap();
        }
    }
    let rulebook = chiso_rulebook::read_yaml(&text, "communes.yaml").unwrap();
    let plan = Plan::new(&rulebook, Some(Period::year(2024))).unwrap();
    let indicators: Vec<String> = plan.wanted_indicators().into_iter().map(str::to_owned).collect();
    let facts = (0..3_321usize).flat_map(|unit| {
        indicators.iter().enumerate().map(move |(at, indicator)| {
            let value = if indicator.ends_with("mau") { 100.0 } else { ((unit * 31 + at * 7) % 101) as f64 };
            Fact {
                unit: format!("xa-{unit:05}"),
                indicator: indicator.clone(),
                period: Some(Period::year(2024)),
                value: FactValue::Number(Cell::number(value)),
                source: None,
            }
        })
    });
    (plan, FactSet::new(facts.collect::<Vec<_>>()).unwrap())
}
