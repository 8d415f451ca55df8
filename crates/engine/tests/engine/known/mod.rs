//! Reading known answers in place.

#![allow(dead_code, missing_docs, unreachable_pub, clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeMap;
use std::path::PathBuf;

use chiso_engine::{Fact, FactSet, FactValue, Options, Outcome, Plan};
use chiso_model::{Cell, Period};
use chiso_rulebook::definition::Rulebook;

/// The folder of known answers: `CHISO_KNOWN_ANSWERS`, else beside the repository. Absent ones are a failure in CI; elsewhere the test says so and is passed over.
pub fn folder(name: &str) -> Option<PathBuf> {
    let root = std::env::var_os("CHISO_KNOWN_ANSWERS")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/known_answers"), PathBuf::from);
    let folder = root.join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(std::env::var_os("CI").is_none(), "known answers of {name} are absent: set CHISO_KNOWN_ANSWERS");
    println!("skipped: known answers of {name} are absent (set CHISO_KNOWN_ANSWERS to their folder)");
    None
}

pub fn rulebook(path: &str) -> Rulebook {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rulebooks").join(path);
    let text = std::fs::read_to_string(&file).unwrap();
    chiso_rulebook::read_yaml(&text, path).unwrap_or_else(|problems| {
        let lines: Vec<String> =
            problems.iter().map(|p| format!("{} {}", p.place, p.message(chiso_model::Lang::En))).collect();
        panic!("{}", lines.join("\n"))
    })
}

/// A wide table: unit -> column -> text.
pub struct Wide {
    pub columns: Vec<String>,
    pub rows: BTreeMap<String, BTreeMap<String, String>>,
}

pub fn wide(file: &std::path::Path, unit_column: &str) -> Wide {
    let mut reader = csv::Reader::from_path(file).unwrap();
    let columns: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let mut rows = BTreeMap::new();
    for record in reader.records() {
        let record = record.unwrap();
        let row: BTreeMap<String, String> = columns.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        rows.insert(row[unit_column].clone(), row);
    }
    Wide { columns, rows }
}

impl Wide {
    pub fn number(&self, unit: &str, column: &str) -> Option<f64> {
        self.rows[unit].get(column).and_then(|text| text.parse().ok()).filter(|n: &f64| n.is_finite())
    }

    /// Facts of the columns in `names` (name in the facts -> column here); other texts become attributes.
    pub fn facts(&self, names: &[(&str, &str)], period: Option<Period>) -> FactSet {
        let mut facts = Vec::new();
        for (unit, row) in &self.rows {
            for (name, column) in names {
                let text = &row[*column];
                let value = match text.parse::<f64>() {
                    Ok(number) => FactValue::Number(Cell::number(number)),
                    Err(_) if text.is_empty() || text == "NA" => FactValue::Number(Cell::BLANK),
                    Err(_) => FactValue::Text(text.clone()),
                };
                facts.push(Fact { unit: unit.clone(), indicator: (*name).to_owned(), period, value, source: None });
            }
        }
        FactSet::new(facts).unwrap()
    }

    /// Facts of every column that the plan reads.
    pub fn facts_for(&self, plan: &Plan, rename: impl Fn(&str) -> String) -> FactSet {
        let wanted: Vec<String> =
            plan.wanted_indicators().into_iter().chain(plan.wanted_attributes()).map(str::to_owned).collect();
        let pairs: Vec<(String, String)> = wanted.into_iter().map(|w| (w.clone(), rename(&w))).collect();
        let known: Vec<(&str, &str)> = pairs
            .iter()
            .filter(|(_, column)| self.columns.contains(column))
            .map(|(name, column)| (name.as_str(), column.as_str()))
            .collect();
        self.facts(&known, None)
    }
}

pub fn compute(rulebook: &Rulebook, facts: &FactSet, options: &Options) -> Outcome {
    let plan = Plan::new(rulebook, None).unwrap_or_else(|e| panic!("{e:?}"));
    plan.compute(facts, options).unwrap_or_else(|e| panic!("{e:?}"))
}

pub fn near(ours: f64, theirs: f64, relative: f64) -> bool {
    (ours - theirs).abs() <= relative * theirs.abs().max(1e-300) || ours == theirs
}

/// Shipped facts in the long form.
pub fn long(file: &str) -> chiso_engine::FactSet {
    let mut reader =
        csv::Reader::from_path(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../facts").join(file)).unwrap();
    let rows = reader.records().map(|row| {
        let row = row.unwrap();
        let value = row[3].parse().map_or_else(
            |_| chiso_model::Cell::missing(chiso_model::Missing::from_mark(&row[3]).unwrap()),
            chiso_model::Cell::number,
        );
        chiso_engine::Fact {
            unit: row[0].to_owned(),
            indicator: row[1].to_owned(),
            period: row[2].parse().ok(),
            value: chiso_engine::FactValue::Number(value),
            source: Some(row[4].to_owned()),
        }
    });
    chiso_engine::FactSet::new(rows).unwrap()
}
