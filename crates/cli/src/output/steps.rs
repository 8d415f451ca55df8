//! `steps`: the values of every indicator after each step of its preparation.

use chiso_engine::Outcome;

use super::table::Table;

/// Steps in the order in which they are taken.
const STEPS: [&str; 5] = ["raw", "denominated", "imputed", "treated", "normalised"];

pub(super) fn table(outcome: &Outcome) -> Table {
    let mut table = Table::new(&["unit", "indicator", "step", "value"]);
    let mut columns: Vec<&chiso_engine::StepColumn> = outcome.steps.iter().collect();
    let place = |step: &str| STEPS.iter().position(|known| *known == step);
    columns.sort_by(|a, b| (&a.indicator, place(a.step)).cmp(&(&b.indicator, place(b.step))));
    for (i, unit) in outcome.units.iter().enumerate() {
        for column in &columns {
            table.row([
                unit.as_str().into(),
                column.indicator.as_str().into(),
                column.step.into(),
                column.cells[i].value().into(),
            ]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::output::{sample, table::text};

    #[test]
    fn steps_follow_their_order_within_an_indicator() {
        assert_eq!(
            text(&super::table(&sample::outcome())),
            "unit,indicator,step,value\nA,a,raw,5\nA,a,normalised,0.5\nB,a,raw,\nB,a,normalised,\n"
        );
    }
}
