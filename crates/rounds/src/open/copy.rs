//! Copying an earlier round: who is assessed, who appraises and decides, what units see, and the same days a year later.

use std::collections::BTreeSet;

use chiso_model::Date;
use chiso_round::round::{Appraiser, Setup};
use chiso_round::{Deadline, Rules};

/// A setup like that of an earlier round. Units that are no more are left out, and so is what an appraiser had that the rulebook does not have.
pub(super) fn copied(before: &Setup, new: Setup, rules: &Rules, exists: impl Fn(&str) -> bool) -> Setup {
    let years = new.period.last_day().year() - before.period.last_day().year();
    let moved = |deadline: &Deadline| Deadline { day: later(deadline.day, years), ..deadline.clone() };
    Setup {
        units: before.units.iter().filter(|entrant| exists(&entrant.unit)).cloned().collect(),
        deadlines: before.deadlines.iter().map(|(phase, deadline)| (*phase, moved(deadline))).collect(),
        appraisers: fitting(&before.appraisers, rules),
        council: before.council.clone(),
        visibility: before.visibility.clone(),
        second_check: before.second_check,
        simulated: before.simulated,
        ..new
    }
}

/// Appraisers with what the rulebook has of what they had.
pub(super) fn fitting(appraisers: &[Appraiser], rules: &Rules) -> Vec<Appraiser> {
    let known: BTreeSet<&str> = rules.criteria().iter().flat_map(|criterion| criterion.within()).collect();
    let fitting = |appraiser: &Appraiser| Appraiser {
        nodes: appraiser.nodes.iter().filter(|node| known.contains(node.as_str())).cloned().collect(),
        ..appraiser.clone()
    };
    appraisers.iter().map(fitting).collect()
}

/// The same day some years later; 28 February where there is no 29th.
fn later(day: Date, years: i16) -> Date {
    let year = day.year() + years;
    Date::new(year, day.month(), day.day()).or_else(|_| Date::new(year, day.month(), 28)).unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_moves_by_whole_years() {
        for (day, years, then) in [
            ((2024, 5, 31), 1, (2025, 5, 31)),
            ((2024, 2, 29), 1, (2025, 2, 28)),
            ((2024, 2, 29), 4, (2028, 2, 29)),
            ((2025, 3, 1), -1, (2024, 3, 1)),
        ] {
            let date = |(year, month, day)| Date::constant(year, month, day);
            assert_eq!(later(date(day), years), date(then));
        }
    }
}
