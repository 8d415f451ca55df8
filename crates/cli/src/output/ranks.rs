//! `ranks`: value as computed and as printed, place and band of every unit at every node.

use chiso_engine::Outcome;

use super::nodes_by_id;
use super::table::Table;

pub(super) fn table(outcome: &Outcome) -> Table {
    let mut table = Table::new(&["unit", "node", "value", "rounded", "rank", "band"]);
    let order = nodes_by_id(outcome);
    for (i, unit) in outcome.units.iter().enumerate() {
        for &node in &order {
            let node = &outcome.nodes[node];
            table.row([
                unit.as_str().into(),
                node.id.as_str().into(),
                node.values[i].value().into(),
                node.rounded[i].into(),
                node.ranks[i].into(),
                node.bands[i].as_deref().into(),
            ]);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use crate::output::{sample, table::text};

    #[test]
    fn places_and_bands_stand_beside_the_printed_value() {
        assert_eq!(
            text(&super::table(&sample::outcome())),
            "unit,node,value,rounded,rank,band\nA,a,1.25,1.3,1.5,\nA,index,0.1,0.1,1,tốt\nB,a,,,,\nB,index,,,,\n"
        );
    }
}
