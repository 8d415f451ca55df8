//! Values of other indices that are published or were imported here: they join without anybody typing them.

use std::collections::BTreeSet;

use chiso_catalogue::{Catalogue, Level};
use chiso_facts::Place;
use chiso_model::Cell;
use chiso_round::Mark;
use chiso_round::assessment::Joined;
use chiso_rulebook::definition::Rule;

use super::rows::{Row, wanted};
use crate::entry_form::rule_of;
use crate::held::Held;

/// The values that published figures give for the units of a round: of each criterion that takes an index as a whole, on a scale of 100, the figure of the round's year.
pub(super) fn published(held: &Held, catalogue: &Catalogue) -> Vec<Row> {
    let setup = &held.round.setup;
    let year = setup.period.last_day().year();
    let units: BTreeSet<&str> = setup.units.iter().map(|entrant| entrant.unit.as_str()).collect();
    let mut rows = Vec::new();
    for wanted in wanted(held) {
        let rule = held.node(&wanted.criterion.id).and_then(|node| rule_of(node, held));
        let Some(Rule::Index { rulebook, node: None, out_of, .. }) = rule else { continue };
        if (*out_of - 100.0).abs() > f64::EPSILON || wanted.input.earlier.is_some() {
            continue;
        }
        for level in [Level::Province, Level::Ministry] {
            for figure in catalogue.figures(rulebook.as_str(), level, year) {
                let agency = catalogue.agency_of(level, year, &figure.unit).map(|agency| agency.id().as_str());
                let (Some(unit), Some(value)) = (agency.filter(|unit| units.contains(unit)), figure.value) else {
                    continue;
                };
                let value = Joined {
                    indicator: wanted.input.indicator.clone(),
                    period: None,
                    value: Mark(Cell::number(value.value)),
                    source: figure.source.text.vi.clone(),
                };
                rows.push(Row { place: Place::default(), unit: unit.to_owned(), value });
            }
        }
    }
    rows
}
