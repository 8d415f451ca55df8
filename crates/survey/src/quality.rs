//! Flags on ballots that deserve a second look. A flag drops nothing: estimates are shown with and without the flagged.
//!
//! How long somebody took is not among them: for ballots that people give by themselves no time is kept.

use std::collections::BTreeMap;

/// Rows that a grid must have before one answer throughout says anything.
pub const ROWS: usize = 5;
/// Answers that two ballots must share, all of them, before that says anything.
pub const SHARED: usize = 20;

/// Whether a grid was answered in a straight line: [`ROWS`] answers or more, and all the same. Rows without answer do not count.
pub fn is_straight_line<A: PartialEq>(grid: impl IntoIterator<Item = Option<A>>) -> bool {
    let mut answers = grid.into_iter().flatten();
    let Some(first) = answers.next() else { return false };
    let mut count = 1;
    answers.all(|answer| {
        count += 1;
        answer == first
    }) && count >= ROWS
}

/// Which ballots are the same as another in every answer, with [`SHARED`] answers or more that are not all one and the same: those would be alike by chance.
pub fn duplicates<A: Ord>(ballots: &[Vec<Option<A>>]) -> Vec<bool> {
    let mut copies: BTreeMap<&[Option<A>], u32> = BTreeMap::new();
    for ballot in ballots {
        *copies.entry(ballot).or_default() += 1;
    }
    let telling = |ballot: &[Option<A>]| {
        let mut answers = ballot.iter().flatten();
        let first = answers.next();
        ballot.iter().flatten().count() >= SHARED && answers.any(|answer| Some(answer) != first)
    };
    ballots.iter().map(|ballot| copies[ballot.as_slice()] > 1 && telling(ballot)).collect()
}
