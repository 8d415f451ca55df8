//! The long form: one fact a row.

use chiso_model::Period;

use crate::collect::{About, At, Collector, Given};
use crate::note::FactNote;
use crate::problem::ProblemKind;
use crate::table::{Table, Value};
use crate::text;

/// The columns of the long form, and the fields of the JSON form.
pub(crate) const COLUMNS: [&str; 5] = ["unit", "indicator", "period", "value", "source"];
/// Those that must be there.
pub(crate) const REQUIRED: [&str; 3] = ["unit", "indicator", "value"];

pub(crate) fn read(table: &Table, collector: &mut Collector) {
    collector.problems.extend(table.header_problems(collector.file()));
    let mut complete = true;
    for name in COLUMNS {
        let like = table.names().find(|other| other.eq_ignore_ascii_case(name));
        if table.column(name).is_none() && (REQUIRED.contains(&name) || like.is_some()) {
            let closest = like
                .map(str::to_owned)
                .or_else(|| text::closest(name, table.names().filter(|other| !COLUMNS.contains(other))));
            let kind = ProblemKind::MissingColumn { name, found: table.names().map(str::to_owned).collect(), closest };
            collector.problem(At { row: table.header_row, column: 1 }, None, kind);
            complete = false;
        }
    }
    if !complete {
        return;
    }
    let others: Vec<String> = table.names().filter(|name| !COLUMNS.contains(name)).map(str::to_owned).collect();
    collector.notes.extend(FactNote::of_columns(collector.file(), others, &table.unnamed));
    let columns = COLUMNS.map(|name| table.column(name));
    for row in &table.rows {
        if row.cells.iter().all(|cell| *cell == Value::Blank) {
            continue;
        }
        let [unit, indicator, period, value, source] = columns.map(|column| {
            let column = column?;
            let header = &table.header[column];
            Some(Given {
                value: &row.cells[column],
                at: At { row: row.number, column: header.number },
                name: &header.name,
            })
        });
        if let (Some(unit), Some(indicator), Some(value)) = (unit, indicator, value) {
            take(&LongRow { unit, indicator, period, value, source }, collector);
        }
    }
}

/// A row of the long form or an object of the JSON form.
pub(crate) struct LongRow<'a> {
    pub(crate) unit: Given<'a>,
    pub(crate) indicator: Given<'a>,
    pub(crate) period: Option<Given<'a>>,
    pub(crate) value: Given<'a>,
    pub(crate) source: Option<Given<'a>>,
}

pub(crate) fn take(row: &LongRow, collector: &mut Collector) {
    collector.row_found();
    let unit = collector.name(row.unit);
    let indicator = collector.name(row.indicator);
    let period: Result<Option<Period>, ()> = match row.period {
        Some(given) => collector.period(given),
        None => Ok(collector.reading.period),
    };
    let source = Collector::source(row.source);
    let Some(indicator) = indicator else { return };
    for name in collector.renamed(&indicator) {
        let Some(role) = collector.reading.wanted.role(&name) else {
            collector.unwanted(&indicator);
            continue;
        };
        let about = About {
            unit: unit.as_deref(),
            indicator: &name,
            period: period.unwrap_or_default(),
            source: source.as_deref(),
        };
        collector.fact(about, row.value, role);
    }
}
