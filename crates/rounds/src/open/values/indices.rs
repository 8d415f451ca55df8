//! Values of other indices that are published or were imported here: they join without anybody typing them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_catalogue::{Catalogue, Level};
use chiso_facts::Place;
use chiso_model::{Cell, Period, day};
use chiso_round::Mark;
use chiso_round::assessment::Joined;
use chiso_rulebook::definition::Rule;
use chiso_workspace::house::{Offer, Wanted as Asked};

use super::rows::{Row, Wanted, wanted};
use crate::entry_form::rule_of;
use crate::held::Held;
use crate::publication::Computed;

/// What a criterion takes from another index.
struct Taken<'a> {
    wanted: Wanted<'a>,
    index: &'a str,
    /// The node of its tree; the root where there is none.
    node: Option<&'a str>,
    /// The greatest value it can have.
    out_of: f64,
    period: Period,
}

/// Everything that the criteria of a round take from other indices.
fn taken(held: &Held) -> Vec<Taken<'_>> {
    wanted(held).into_iter().filter_map(|wanted| Taken::of(held, wanted)).collect()
}

impl<'a> Taken<'a> {
    fn of(held: &'a Held, wanted: Wanted<'a>) -> Option<Taken<'a>> {
        let rule = held.node(&wanted.criterion.id).and_then(|node| rule_of(node, held));
        let Some(Rule::Index { rulebook, node, out_of, .. }) = rule else { return None };
        let period = wanted.input.earlier.unwrap_or(held.round.setup.period);
        let node = node.as_ref().map(|node| node.as_str());
        Some(Taken { index: rulebook.as_str(), node, out_of: *out_of, period, wanted })
    }

    fn row(&self, unit: &str, value: f64, source: String) -> Row {
        let value = Joined {
            indicator: self.wanted.input.indicator.clone(),
            period: self.wanted.input.earlier,
            value: Mark(Cell::number(value)),
            source,
        };
        Row { place: Place::default(), unit: unit.to_owned(), value }
    }
}

/// Whether two greatest values are the same.
fn same(a: f64, b: f64) -> bool {
    (a - b).abs() <= f64::EPSILON * b.abs().max(1.0)
}

/// What a round takes from other indices, by year: what each is called, and its greatest value.
pub(super) fn wanted_by_year(held: &Held) -> BTreeMap<i16, Vec<Asked>> {
    let mut by_year = BTreeMap::<i16, Vec<Asked>>::new();
    for taken in taken(held) {
        let wanted = Asked { indicator: taken.wanted.input.indicator.clone(), out_of: taken.out_of };
        by_year.entry(taken.period.last_day().year()).or_default().push(wanted);
    }
    by_year
}

/// The values of an offer for the units of a round, of criteria that speak of its year.
pub(super) fn offered(held: &Held, year: i16, offer: &Offer) -> Vec<Row> {
    let (units, taken) = (units_of(held), taken(held));
    let row = |(unit, indicator, value): &(String, String, f64)| {
        let of =
            |taken: &&Taken<'_>| taken.wanted.input.indicator == *indicator && taken.period.last_day().year() == year;
        let taken = taken.iter().find(of).filter(|_| units.contains(unit.as_str()))?;
        Some(taken.row(unit, *value, offer.source.clone()))
    };
    offer.values.iter().filter_map(row).collect()
}

/// The values that published figures give for the units of a round: of each criterion that takes an index as a whole, on a scale of 100, the figure of its year.
pub(super) fn figures(held: &Held, catalogue: &Catalogue) -> Vec<Row> {
    let units = units_of(held);
    let mut rows = Vec::new();
    for taken in taken(held).iter().filter(|taken| taken.node.is_none() && same(taken.out_of, 100.0)) {
        let year = taken.period.last_day().year();
        for level in [Level::Province, Level::Ministry] {
            for figure in catalogue.figures(taken.index, level, year) {
                let agency = catalogue.agency_of(level, year, &figure.unit).map(|agency| agency.id().as_str());
                let (Some(unit), Some(value)) = (agency.filter(|unit| units.contains(unit)), figure.value) else {
                    continue;
                };
                rows.push(taken.row(unit, value.value, figure.source.text.vi.clone()));
            }
        }
    }
    rows
}

/// Whether something of a round that was published could join in another: the same index, another round, and nothing made up in one that is not.
pub(super) fn concerns(held: &Held, other: &Held) -> bool {
    let (setup, theirs) = (&held.round.setup, &other.round.setup);
    held.id != other.id
        && (setup.simulated || !theirs.simulated)
        && !other.round.issues.is_empty()
        && taken(held).iter().any(|taken| other.rulebook.id == *taken.index && theirs.period == taken.period)
}

/// The values that rounds published here give, the last issue of each, as printed: of the whole index or of a node of it, where that can reach as much as the criterion
/// says. Where several rounds give a value, the one that was published last does.
pub(super) fn rounds(held: &Held, published: &[(Arc<Held>, Arc<Computed>)]) -> Vec<Row> {
    let units = units_of(held);
    let mut found: BTreeMap<(String, String, Option<Period>), (i64, Row)> = BTreeMap::new();
    for (other, computed) in published {
        let Some(issue) = other.round.issues.last() else { continue };
        let (setup, outcome) = (&other.round.setup, &computed.outcome);
        let number = &issue.decision.number;
        let on = day(issue.decision.on, chiso_model::Lang::Vi);
        let source = format!("{}, công bố lần {} theo {number} ngày {on}", setup.title.vi, issue.number);
        for taken in taken(held) {
            if other.rulebook.id != *taken.index || setup.period != taken.period {
                continue;
            }
            let node = outcome.node(taken.node.unwrap_or(taken.index)).map(|at| &outcome.nodes[at]);
            let Some(node) = node.filter(|node| node.max.is_some_and(|max| same(max, taken.out_of))) else { continue };
            for (unit, value) in outcome.units.iter().zip(&node.rounded) {
                let Some(value) = value.filter(|_| units.contains(unit.as_str())) else { continue };
                let row = taken.row(unit, value, source.clone());
                let key = row.key();
                if found.get(&key).is_none_or(|(at, _)| *at < issue.at) {
                    found.insert(key, (issue.at, row));
                }
            }
        }
    }
    found.into_values().map(|(_, row)| row).collect()
}

fn units_of(held: &Held) -> BTreeSet<&str> {
    held.round.setup.units.iter().map(|entrant| entrant.unit.as_str()).collect()
}
