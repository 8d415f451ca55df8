//! Estimates as rows of a table.

use chiso_estimate::{Estimates, Factor};

use super::ask::Asked;
use crate::output::{Field, Table};

pub(super) const COLUMNS: &[&str] =
    &["item", "stat", "answer", "domain", "estimate", "se", "ci_low", "ci_high", "level", "deff", "n", "n_eff", "df"];

/// One row an estimate: items in the order asked for, then domains in the order of their labels.
pub(super) fn table(estimates: &Estimates, asked: &Asked, stat: &str, level: f64, domains: Option<&Factor>) -> Table {
    let mut table = Table::new(COLUMNS);
    for row in &estimates.rows {
        let (item, answer) = &asked.said[row.estimand];
        let ends = row.interval.unzip();
        table.row([
            item.as_str().into(),
            stat.into(),
            answer.as_str().into(),
            domains.map_or("", |domains| domains.label(row.domain)).into(),
            row.value.into(),
            row.standard_error.into(),
            ends.0.into(),
            ends.1.into(),
            row.interval.map(|_| level).into(),
            row.design_effect.into(),
            Field::Number(row.respondents as f64),
            row.effective_respondents.into(),
            row.interval.map(|_| row.df).into(),
        ]);
    }
    table
}
