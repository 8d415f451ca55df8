//! `scores`: the value of every unit at every node, or why there is none.

use chiso_engine::Outcome;

use super::nodes_by_id;
use super::table::Table;

pub(super) fn table(outcome: &Outcome) -> Table {
    let mut table = Table::new(&["unit", "node", "value", "missing"]);
    let order = nodes_by_id(outcome);
    for (i, unit) in outcome.units.iter().enumerate() {
        for &node in &order {
            let node = &outcome.nodes[node];
            let cell = node.values[i];
            let missing = cell.get().err().map(chiso_model::Missing::id);
            table.row([unit.as_str().into(), node.id.as_str().into(), cell.value().into(), missing.into()]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::output::{sample, table::text};

    #[test]
    fn rows_go_by_unit_then_node_and_a_missing_value_says_why() {
        assert_eq!(
            text(&super::table(&sample::outcome())),
            "unit,node,value,missing\nA,a,1.25,\nA,index,0.1,\nB,a,,withheld\nB,index,,blank\n"
        );
    }
}
