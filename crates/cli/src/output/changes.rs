//! `changes`: what each unit gained or lost since the earlier period, at the nodes that can be compared.

use chiso_engine::{Changes, Outcome};

use super::nodes_by_id;
use super::table::{Field, Table};

pub(super) fn table(outcome: &Outcome, changes: &Changes) -> Table {
    let mut table = Table::new(&["unit", "node", "value", "places"]);
    let order = nodes_by_id(outcome);
    for (i, unit) in outcome.units.iter().enumerate() {
        for &node in &order {
            let Ok(units) = &changes.nodes[node] else { continue };
            if let Some(Some(change)) = units.get(i) {
                table.row([
                    unit.as_str().into(),
                    outcome.nodes[node].id.as_str().into(),
                    Field::Number(change.value),
                    change.places.into(),
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
    fn nodes_that_cannot_be_compared_have_no_rows() {
        let outcome = sample::outcome();
        assert_eq!(
            text(&super::table(&outcome, &sample::changes())),
            "unit,node,value,places\nA,index,-0.5,2\nB,index,0.25,\n"
        );
    }
}
