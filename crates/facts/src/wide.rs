//! The wide form: one row a unit, one column an indicator.

use std::collections::BTreeMap;

use crate::collect::{About, At, Collector, Given};
use crate::note::FactNote;
use crate::problem::ProblemKind;
use crate::reading::Role;
use crate::table::{Table, Value};
use crate::text;

pub(crate) fn read(table: &Table, collector: &mut Collector) {
    collector.problems.extend(table.header_problems(collector.file()));
    let unit_column = collector.reading.unit_column.clone();
    let unit_name = unit_column.as_deref().unwrap_or("unit");
    let Some(unit_index) = table.column(unit_name) else {
        let found: Vec<String> = table.names().map(str::to_owned).collect();
        let closest = text::closest(unit_name, table.names());
        let kind = match unit_column {
            Some(name) => ProblemKind::NoUnitColumn { name, found, closest },
            None => ProblemKind::NeitherForm { found },
        };
        collector.problem(At { row: table.header_row, column: 1 }, None, kind);
        return;
    };
    let plan = plan(table, unit_index, collector);
    let given = |row: &'_ crate::table::Row, column: usize| At { row: row.number, column: table.header[column].number };
    for row in &table.rows {
        if row.cells.iter().all(|cell| *cell == Value::Blank) {
            continue;
        }
        collector.row_found();
        let cell = |column: usize| Given {
            value: &row.cells[column],
            at: given(row, column),
            name: &table.header[column].name,
        };
        let unit = collector.name(cell(unit_index));
        let period = match plan.period {
            Some(column) => collector.period(cell(column)).unwrap_or_default(),
            None => collector.reading.period,
        };
        let source = Collector::source(plan.source.map(cell));
        for (column, name, role) in &plan.values {
            let about = About { unit: unit.as_deref(), indicator: name, period, source: source.as_deref() };
            collector.fact(about, cell(*column), *role);
        }
    }
}

/// What each column is for.
struct Plan {
    period: Option<usize>,
    source: Option<usize>,
    values: Vec<(usize, String, Role)>,
}

fn plan(table: &Table, unit_index: usize, collector: &mut Collector) -> Plan {
    let mut plan = Plan { period: None, source: None, values: Vec::new() };
    let mut left_out = Vec::new();
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for (index, header) in table.header.iter().enumerate() {
        // The second of two columns of one name is a problem already told.
        if index == unit_index || table.column(&header.name) != Some(index) {
            continue;
        }
        let names = collector.renamed(&header.name);
        let is_named = collector.reading.wanted.indicators.as_ref().is_some_and(|wanted| wanted.contains(&header.name));
        if names == [header.name.as_str()] && !is_named {
            let place = match header.name.as_str() {
                "period" => Some(&mut plan.period),
                "source" => Some(&mut plan.source),
                _ => None,
            };
            if let Some(place) = place {
                *place = Some(index);
                continue;
            }
        }
        let mut used = false;
        for name in names {
            let Some(role) = collector.reading.wanted.role(&name) else { continue };
            used = true;
            if let Some(first) = taken.insert(name.clone(), index) {
                let at = At { row: table.header_row, column: header.number };
                let kind = ProblemKind::SameNameAfterRename { name, first: table.header[first].name.clone() };
                collector.problem(at, Some(&header.name), kind);
            } else {
                plan.values.push((index, name, role));
            }
        }
        if !used {
            left_out.push(header.name.clone());
        }
    }
    collector.notes.extend(FactNote::of_columns(collector.file(), left_out, &table.unnamed));
    plan
}
