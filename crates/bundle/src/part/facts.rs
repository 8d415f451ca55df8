//! `facts.csv`: what the engine computes from, in the long form that `chiso compute` reads.

use chiso_engine::{Fact, FactValue, Plan};
use chiso_model::{Period, as_written, harmless};

use super::joined::NO_VALUE;
use super::{FACTS, table};
use crate::mark;
use crate::verify::Finding;

/// The columns; the first three say which fact it is.
pub(crate) const COLUMNS: [&str; 5] = ["unit", "indicator", "period", "value", "source"];
/// How many of the columns say which fact it is.
pub(crate) const KEYS: usize = 3;

/// The table, sorted by unit, indicator and period.
pub(crate) fn write(facts: &mut [Fact]) -> Vec<u8> {
    facts.sort_by(|a, b| (&a.unit, &a.indicator, a.period).cmp(&(&b.unit, &b.indicator, b.period)));
    let mut rows = table::Rows::new(&COLUMNS);
    for fact in facts {
        let period = fact.period.map(|period| period.to_string()).unwrap_or_default();
        let value = match &fact.value {
            FactValue::Number(cell) => mark::written(*cell),
            FactValue::Text(text) => harmless(text).into_owned(),
        };
        let source = fact.source.as_deref().map(harmless).unwrap_or_default();
        rows.add([&*harmless(&fact.unit), &fact.indicator, &period, &value, &*source]);
    }
    rows.finish()
}

/// The facts, and what cannot be read. Texts are the attributes that the plan reads.
pub(crate) fn read(content: &[u8], plan: &Plan) -> (Vec<Fact>, Vec<Finding>) {
    let attributes = plan.wanted_attributes();
    let mut facts = Vec::new();
    let findings = table::each(FACTS, &COLUMNS, content, |row| {
        let indicator = row.field(1).into_owned();
        let period = match &*row.field(2) {
            "" => None,
            text => Some(text.parse::<Period>().map_err(|_| ("kỳ không đúng", "this is no period"))?),
        };
        let value = match &*row.field(3) {
            text if attributes.contains(&indicator.as_str()) => FactValue::Text(as_written(text).to_owned()),
            text => FactValue::Number(mark::cell(text).ok_or(NO_VALUE)?),
        };
        let source = Some(as_written(&row.field(4)).to_owned()).filter(|source| !source.is_empty());
        facts.push(Fact { unit: as_written(&row.field(0)).to_owned(), indicator, period, value, source });
        Ok(())
    });
    (facts, findings)
}
