//! `joined.csv`: values that joined from surveys, statistics, dossiers and other indices, each with its source.

use std::collections::BTreeMap;

use chiso_model::{Period, as_written, harmless};
use chiso_round::Assessment;
use chiso_round::Mark;
use chiso_round::assessment::Joined;

use super::{JOINED, table};
use crate::mark;
use crate::verify::Finding;

const COLUMNS: [&str; 5] = ["unit", "indicator", "period", "value", "source"];

/// The table, by unit in the order given; within a unit in the order in which they joined, where the later holds.
pub(crate) fn write<'a>(assessments: impl IntoIterator<Item = (&'a str, &'a Assessment)>) -> Vec<u8> {
    let mut rows = table::Rows::new(&COLUMNS);
    for (unit, assessment) in assessments {
        for Joined { indicator, period, value, source } in &assessment.joined {
            let period = period.map(|period| period.to_string()).unwrap_or_default();
            rows.add([&*harmless(unit), indicator, &period, &mark::written(value.0), &*harmless(source)]);
        }
    }
    rows.finish()
}

/// Adds the values to the assessments, and says what cannot be read.
pub(crate) fn read(content: &[u8], assessments: &mut BTreeMap<String, Assessment>) -> Vec<Finding> {
    table::each(JOINED, &COLUMNS, content, |row| {
        let period = match &*row.field(2) {
            "" => None,
            text => Some(text.parse::<Period>().map_err(|_| ("kỳ không đúng", "this is no period"))?),
        };
        let value = mark::cell(&row.field(3)).map(Mark).ok_or(NO_VALUE)?;
        let unit = row.field(0);
        let assessment = assessments.get_mut(as_written(&unit)).ok_or(NO_UNIT)?;
        let source = as_written(&row.field(4)).to_owned();
        assessment.joined.push(Joined { indicator: row.field(1).into_owned(), period, value, source });
        Ok(())
    })
}

pub(super) const NO_UNIT: (&str, &str) = ("đơn vị không có trong units.csv", "the unit is not in units.csv");
pub(super) const NO_VALUE: (&str, &str) =
    ("giá trị không phải là số hay ký hiệu như #na", "the value is neither a number nor a mark as #na");
