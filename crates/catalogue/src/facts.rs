//! Shipped facts, handed to the engine.

use std::collections::BTreeMap;

use chiso_engine::{Fact, FactSet, FactValue};
use chiso_model::{Cell, Missing, Period};
use serde::Deserialize;

use crate::error::{CatalogueError, Problem, ProblemKind};
use crate::table::{self, Row};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LongRow {
    unit: String,
    indicator: String,
    period: String,
    value: String,
    source: String,
}

/// Reads files of facts in long form (unit,indicator,period,value,source).
pub(crate) fn read(wanted: &[String], files: &BTreeMap<String, &'static str>) -> Result<FactSet, CatalogueError> {
    let mut problems = Vec::new();
    let mut facts = Vec::new();
    for file in wanted {
        let Some(text) = files.get(file) else {
            problems.push(Problem { file: file.clone(), line: None, kind: ProblemKind::NoSuchFile });
            continue;
        };
        for row in table::rows::<LongRow>(file, text, &mut problems) {
            match fact(&row) {
                Ok(fact) => facts.push(fact),
                Err(kind) => problems.push(row.problem(kind)),
            }
        }
    }
    if !problems.is_empty() {
        return Err(CatalogueError { problems });
    }
    FactSet::new(facts).map_err(|conflicts| {
        let named = conflicts
            .iter()
            .map(|c| format!("{} {} {}", c.unit, c.indicator, c.period.map_or_else(String::new, |p| p.to_string())));
        let kind = ProblemKind::Repeated(named.collect::<Vec<_>>().join("; "));
        CatalogueError { problems: vec![Problem { file: wanted.join(", "), line: None, kind }] }
    })
}

fn fact(row: &Row<LongRow>) -> Result<Fact, ProblemKind> {
    let LongRow { unit, indicator, period, value, source } = &row.values;
    let period = if period.is_empty() {
        None
    } else {
        Some(period.parse::<Period>().map_err(|_| ProblemKind::BadValue {
            column: "period",
            found: period.clone(),
            wanted: "2024, 2024-Q3, 2024-09",
        })?)
    };
    let value = match (Missing::from_mark(value), value.parse::<f64>()) {
        (Some(kind), _) => FactValue::Number(Cell::missing(kind)),
        (None, Ok(number)) => FactValue::Number(Cell::number(number)),
        (None, Err(_)) => FactValue::Text(value.clone()),
    };
    let source = Some(source.clone()).filter(|s| !s.is_empty());
    Ok(Fact { unit: unit.clone(), indicator: indicator.clone(), period, value, source })
}
