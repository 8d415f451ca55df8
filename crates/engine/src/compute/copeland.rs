//! Copeland: every unit against every other.

use chiso_model::{Cell, same};

/// What a unit brings to the contest: one cell a part.
pub(super) type Entry = Vec<Cell>;

/// Units beaten, and units that beat this one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Contest {
    pub(super) wins: u32,
    pub(super) losses: u32,
}

/// Every unit that takes part against every other. A beats B when the weights of the parts in which A is better, ties counting half, exceed half the weights of the parts that
/// both have.
pub(super) fn contests(weights: &[f64], entries: &[Option<Entry>]) -> Vec<Option<Contest>> {
    let lead = |a: &Entry, b: &Entry| {
        let (mut better, mut all) = (0.0, 0.0);
        for (part, weight) in weights.iter().enumerate() {
            if let (Some(x), Some(y)) = (a[part].value(), b[part].value()) {
                all += weight;
                better += if same(x, y) { weight / 2.0 } else { weight * f64::from(u8::from(x > y)) };
            }
        }
        (better, all / 2.0)
    };
    let contest = |unit: usize, own: &Entry| {
        let mut contest = Contest::default();
        for other in entries.iter().enumerate().filter(|(i, _)| *i != unit).filter_map(|(_, e)| e.as_ref()) {
            let (better, half) = lead(own, other);
            if !same(better, half) {
                *(if better > half { &mut contest.wins } else { &mut contest.losses }) += 1;
            }
        }
        contest
    };
    entries.iter().enumerate().map(|(unit, own)| own.as_ref().map(|own| contest(unit, own))).collect()
}
