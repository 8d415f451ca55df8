//! How fast the engine is. `cargo bench -p chiso-engine`.
//!
//! `asem`: one full recomputation of ASEM Sustainable Connectivity on one thread, from the raw facts to the value of every node and the places of the root: 51 units, 49
//! indicators, 11 branches. The real facts are read in place (see CONTRIBUTING); where they are absent, made-up facts of the same shape and skew stand in.
//! `round`: the illustrative province round with its trace.

#![allow(missing_docs, clippy::unwrap_used)]

#[path = "../tests/known/mod.rs"]
mod known;

use chiso_engine::{Fact, FactSet, FactValue, Options, Plan, Workspace};
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
