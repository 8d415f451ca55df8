//! `intervals`: only where the rulebook has them.

use chiso_engine::Outcome;
use chiso_rulebook::definition::Rulebook;

use super::nodes_by_id;
use super::table::{Field, Table};

/// None where no node of the rulebook has an interval.
pub(super) fn table(rulebook: &Rulebook, outcome: &Outcome) -> Option<Table> {
    let mut nodes = std::iter::once(&rulebook.tree).chain(&rulebook.companions).flat_map(|root| root.walk());
    nodes.any(|node| node.interval.is_some()).then(|| rows(outcome))
}

fn rows(outcome: &Outcome) -> Table {
    let mut table = Table::new(&["unit", "node", "low", "high", "level"]);
    let order = nodes_by_id(outcome);
    for (i, unit) in outcome.units.iter().enumerate() {
        for &node in &order {
            let node = &outcome.nodes[node];
            if let Some(Some(interval)) = node.intervals.get(i) {
                table.row([
                    unit.as_str().into(),
                    node.id.as_str().into(),
                    Field::Number(interval.low),
                    Field::Number(interval.high),
                    Field::Number(interval.level),
                ]);
            }
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::output::{sample, table::text};

    #[test]
    fn only_units_with_an_interval_have_a_row() {
        assert_eq!(text(&super::rows(&sample::outcome())), "unit,node,low,high,level\nA,index,0.05,0.15,0.9\n");
    }
}
