//! The targets and what they promise.

use chiso_engine::{Fact, FactSet, FactValue, Options, Plan};
use chiso_facts::Reading;
use chiso_model::{Cell, Lang, Missing, Period};
use chiso_rulebook::Problem;
use chiso_rulebook::definition::Rulebook;
use chiso_rulebook::expression::Expression;

use crate::{cells, imports};

/// Numbers at which formulas and methods break.
const ODD: [f64; 10] = [0.0, -0.0, 1.0, -1.0, 0.1, 100.0, 1e-300, 1e300, -1e300, f64::MAX];

const MISSING: [Missing; 4] = [Missing::Blank, Missing::NotApplicable, Missing::Abstained, Missing::Withheld];

/// Odd number or kind of missing value, by turns.
fn odd_cell(index: usize) -> Cell {
    let turn = index % (ODD.len() + MISSING.len());
    ODD.get(turn).map_or_else(|| Cell::missing(MISSING[turn - ODD.len()]), |number| Cell::number(*number))
}

/// A formula: read, it gives a number or a kind of missing value for any inputs, and reads the same from its own text.
///
/// # Panics
/// When a promise is broken, as every target.
pub fn expression(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match Expression::parse(text) {
        Err(error) => assert!(error.at <= text.len(), "the place {} lies beyond the text", error.at),
        Ok(read) => {
            assert_eq!(Expression::parse(read.text()).as_ref(), Ok(&read), "it reads differently from its own text");
            for shift in 0..ODD.len() + MISSING.len() {
                let values: Vec<Cell> = (0..read.names().len()).map(|index| odd_cell(index * 3 + shift)).collect();
                let mut steps = 0;
                let value = read.evaluate(&values, &mut |_, _| steps += 1);
                assert!(value.value().is_none_or(f64::is_finite), "{:?} from {values:?}", value.value());
                assert!(steps <= read.operations().len(), "an operation was done twice");
            }
        }
    }
}

/// A rulebook in YAML: a refusal says why in both languages; what is read can be written, read again the same, and computed.
///
/// # Panics
/// When a promise is broken.
pub fn rulebook_yaml(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match chiso_rulebook::read_yaml(text, "fuzz.yaml") {
        Err(problems) => refused(&problems),
        Ok(rulebook) => accepted(&rulebook),
    }
}

fn refused(problems: &[Problem]) {
    assert!(!problems.is_empty(), "refused without a reason");
    for problem in problems {
        for lang in [Lang::Vi, Lang::En] {
            assert!(!problem.message(lang).is_empty() && problem.line(lang).contains("fuzz"), "{problem:?}");
        }
    }
}

fn accepted(rulebook: &Rulebook) {
    let written = chiso_rulebook::to_yaml(rulebook);
    same("YAML", chiso_rulebook::read_yaml(&written, "fuzz-again.yaml"), &written);
    // A cell of a workbook holds fewer characters than a text in YAML may have: the only refusal.
    if let Ok(workbook) = chiso_rulebook::to_xlsx(rulebook, Lang::Vi) {
        same("XLSX", chiso_rulebook::read_xlsx(&workbook, "fuzz-again.xlsx"), &written);
    }
    compute(rulebook);
}

/// What was written as `form` and read again is what it was.
fn same(form: &str, read: Result<Rulebook, Vec<Problem>>, written: &str) {
    let problems = read.map(|again| {
        assert_eq!(chiso_rulebook::to_yaml(&again), written, "written as {form} and read again, it is another");
    });
    let lines: Vec<String> = problems.err().unwrap_or_default().iter().map(|problem| problem.line(Lang::En)).collect();
    assert!(lines.is_empty(), "written as {form}, it cannot be read: {}\n{written}", lines.join("\n"));
}

/// A rulebook that passed its checks computes from any facts: every value is a number, or says why not.
fn compute(rulebook: &Rulebook) {
    for period in [None, "2024".parse::<Period>().ok()] {
        let plan = match Plan::new(rulebook, period) {
            Ok(plan) => plan,
            Err(errors) => {
                assert!(!errors.is_empty() && errors.iter().all(|error| !error.message(Lang::Vi).is_empty()));
                continue;
            }
        };
        let numbers = plan.wanted_indicators().into_iter().enumerate().flat_map(|(column, indicator)| {
            (0..8).map(move |unit| fact(unit, indicator, period, FactValue::Number(odd_cell(column * 5 + unit))))
        });
        let groups = plan.wanted_attributes().into_iter();
        let groups = groups
            .flat_map(|name| (0..8).map(move |unit| fact(unit, name, None, FactValue::Text(format!("g{}", unit % 3)))));
        let facts: Vec<Fact> = numbers.chain(groups).collect();
        let Ok(facts) = FactSet::new(facts) else { continue };
        match plan.compute(&facts, &Options { trace: true, steps: true, ..Options::default() }) {
            Err(error) => assert!(!error.message(Lang::En).is_empty()),
            Ok(outcome) => {
                for node in &outcome.nodes {
                    let finite = node.values.iter().all(|cell| cell.value().is_none_or(f64::is_finite));
                    assert!(finite, "node {}: {:?}", node.id, node.values);
                }
            }
        }
    }
}

fn fact(unit: usize, indicator: &str, period: Option<Period>, value: FactValue) -> Fact {
    Fact { unit: format!("u{unit}"), indicator: indicator.to_owned(), period, value, source: None }
}

/// Facts in CSV, long or wide.
///
/// # Panics
/// When a promise is broken.
pub fn facts_csv(data: &[u8]) {
    facts("fuzz.csv", data);
}

/// Facts in JSON.
///
/// # Panics
/// When a promise is broken.
pub fn facts_json(data: &[u8]) {
    facts("fuzz.json", data);
}

/// The bytes of a workbook: of facts, and of a rulebook.
///
/// # Panics
/// When a promise is broken.
pub fn workbook(data: &[u8]) {
    facts("fuzz.xlsx", data);
    imports::agencies("fuzz.xlsx", data);
    imports::lineage("fuzz.xlsx", data);
    imports::results("fuzz.xlsx", data);
    match chiso_rulebook::read_xlsx(data, "fuzz.xlsx") {
        Err(problems) => refused(&problems),
        Ok(rulebook) => accepted(&rulebook),
    }
}

/// The cells of a workbook.
///
/// # Panics
/// When a promise is broken.
pub fn workbook_cells(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    if let Ok(bytes) = cells::to_workbook(text) {
        workbook(&bytes);
    }
}

/// A refusal says why in both languages; what is read is finite.
fn facts(file: &str, data: &[u8]) {
    let by_name = Reading { unit_column: Some("unit".to_owned()), period: "2024".parse().ok(), ..Reading::default() };
    for reading in [Reading::default(), by_name] {
        match chiso_facts::read(file, data, &reading) {
            Err(problems) => {
                assert!(!problems.is_empty(), "refused without a reason");
                for problem in problems {
                    assert!(
                        [Lang::Vi, Lang::En].into_iter().all(|lang| !problem.message(lang).is_empty()),
                        "{problem:?}"
                    );
                }
            }
            Ok(read) => {
                for fact in &read.facts {
                    assert!(
                        !matches!(&fact.value, FactValue::Number(cell) if cell.value().is_some_and(|number| !number.is_finite())),
                        "{fact:?}"
                    );
                }
                // Two facts may disagree: then both are named.
                if let Err(conflicts) = FactSet::new(read.facts) {
                    assert!(!conflicts.is_empty());
                }
            }
        }
    }
}
