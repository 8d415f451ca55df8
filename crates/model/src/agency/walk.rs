//! Lineage followed through many steps.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{AgencyId, LineageEdge, Register};
use crate::exact_sum;

/// A successor or predecessor of an agency.
#[derive(Debug, Clone, PartialEq)]
pub struct Relative {
    /// The agency.
    pub id: AgencyId,
    /// How much of the predecessor went into the successor, a share of one; none where some split on the way does not say.
    pub share: Option<f64>,
}

/// Shares of the ways that lead to an agency; none among them where one is not known.
type Ways = BTreeMap<AgencyId, Vec<Option<f64>>>;

impl Register {
    /// What an agency of the day `from` had become by the day `to`: itself where nothing happened, several after a split, none after a dissolution or where it did not exist on
    /// the first day. Shares are by `variable` and are multiplied along the way. `from` is not after `to`.
    pub fn successors(&self, id: &AgencyId, from: Date, to: Date, variable: &str) -> Vec<Relative> {
        let mut ways = self.start(id, from);
        for events in self.events(from, to) {
            let mut after = Ways::new();
            for (agency, shares) in ways {
                let mut goes_on = true;
                for edge in events.iter().filter(|edge| edge.from.contains(&agency)) {
                    goes_on = false;
                    for heir in &edge.to {
                        add(&mut after, &heir.id, &shares, edge.share(heir, variable));
                    }
                }
                if goes_on {
                    add(&mut after, &agency, &shares, Some(1.0));
                }
            }
            ways = after;
        }
        self.relatives(ways, to)
    }

    /// The agencies of the day `to` of which an agency of the later day `from` is made, each with the share of it that went in. `to` is not after `from`.
    pub fn predecessors(&self, id: &AgencyId, from: Date, to: Date, variable: &str) -> Vec<Relative> {
        let mut ways = self.start(id, from);
        for events in self.events(to, from).into_iter().rev() {
            let mut before = Ways::new();
            for (agency, shares) in ways {
                for edge in &events {
                    for heir in edge.to.iter().filter(|heir| heir.id == agency) {
                        for origin in &edge.from {
                            add(&mut before, origin, &shares, edge.share(heir, variable));
                        }
                    }
                }
                let day_before = events.first().and_then(|edge| edge.date.yesterday().ok());
                let was_there = day_before.is_some_and(|day| self.get(&agency).is_some_and(|a| a.exists_on(day)));
                // Who was there and gave nothing away is its own predecessor, whatever it took over besides.
                if was_there && !events.iter().any(|edge| edge.from.contains(&agency)) {
                    add(&mut before, &agency, &shares, Some(1.0));
                }
            }
            ways = before;
        }
        self.relatives(ways, to)
    }

    fn start(&self, id: &AgencyId, day: Date) -> Ways {
        let there = self.get(id).is_some_and(|agency| agency.exists_on(day));
        if there { Ways::from([(id.clone(), vec![Some(1.0)])]) } else { Ways::new() }
    }

    /// Whoever is not there on the last day ended, or began, without an event.
    fn relatives(&self, ways: Ways, day: Date) -> Vec<Relative> {
        ways.into_iter()
            .filter(|(id, _)| self.get(id).is_some_and(|agency| agency.exists_on(day)))
            .map(|(id, shares)| {
                let known: Option<Vec<f64>> = shares.into_iter().collect();
                Relative { id, share: known.map(|terms| exact_sum(&terms)) }
            })
            .collect()
    }

    /// The events after one day and up to another that made units into others, one list a day.
    fn events(&self, after: Date, to: Date) -> Vec<Vec<&LineageEdge>> {
        let within: Vec<&LineageEdge> = self
            .edges()
            .iter()
            .filter(|edge| after < edge.date && edge.date <= to && !edge.is_same_agency() && !edge.from.is_empty())
            .collect();
        within.chunk_by(|a, b| a.date == b.date).map(<[&LineageEdge]>::to_vec).collect()
    }
}

fn add(ways: &mut Ways, id: &AgencyId, shares: &[Option<f64>], share: Option<f64>) {
    let times = |way: &Option<f64>| way.zip(share).map(|(way, share)| way * share);
    ways.entry(id.clone()).or_default().extend(shares.iter().map(times));
}
