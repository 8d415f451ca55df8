//! Small cells are not told, also not by difference.
//!
//! Whoever knows all cells of a row but one and the row's total knows that one as well. So where a cell is hidden others must be, until no hidden cell follows from
//! what is shown. What holds afterwards, for every cell and every sum of the tables given:
//!
//! 1. No cell from 1 to below the least number is shown.
//! 2. The hidden parts of a shown total add up to the least number or more, and are two or more.
//! 3. No hidden cell follows from the shown ones by any adding and subtracting of sums, through however many tables.
//!
//! Whoever shows several tables of the same ballots gives them all at once, a cell that stands in two tables as one cell; or gives with a new table those that were
//! shown before. That a count is known to lie between two bounds is not protected beyond rule 2.

use std::collections::{BTreeMap, BTreeSet};

/// A cell that is the sum of others: a total of a row, a province of its communes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sum {
    /// The cell that is the sum.
    pub total: usize,
    /// The cells that it is the sum of.
    pub parts: Vec<usize>,
}

/// Which cells are hidden. `counts` are the ballots in each cell; cells below `least` and above 0 are hidden, and as few others as are needed, the smaller ones first.
///
/// Cells that a sum names and `counts` does not have are left out of it.
pub fn suppress(counts: &[u64], sums: &[Sum], least: u64) -> Vec<bool> {
    suppress_beside(counts, sums, least, &[])
}

/// The same beside tables that are shown already: `shown` says of each cell that stands there whether it is told; further cells have none, or stand after those of `shown`.
/// What is told, or follows from what is, is not hidden any more, and what is hidden stays so. A small cell that follows already stays hidden, and nothing is hidden for it.
pub fn suppress_beside(counts: &[u64], sums: &[Sum], least: u64, shown: &[Option<bool>]) -> Vec<bool> {
    let sums: Vec<Sum> = sums
        .iter()
        .filter(|sum| sum.total < counts.len())
        .map(|sum| Sum {
            total: sum.total,
            parts: sum.parts.iter().copied().filter(|part| *part < counts.len()).collect(),
        })
        .collect();
    let is_small = |cell: usize| (1..least).contains(&counts[cell]);
    let mut shown: Vec<Option<bool>> = (0..counts.len()).map(|cell| shown.get(cell).copied().flatten()).collect();
    let follow_already: BTreeSet<usize> =
        follow(&sums, &shown.iter().map(|shown| *shown != Some(true)).collect::<Vec<_>>()).into_iter().collect();
    for cell in follow_already.iter().copied().filter(|cell| !is_small(*cell)) {
        shown[cell].get_or_insert(true);
    }
    let mut hidden: Vec<bool> =
        (0..counts.len()).map(|cell| shown[cell].map_or_else(|| is_small(cell), |told| !told)).collect();
    loop {
        let may_be = |cell: usize| !hidden[cell] && shown[cell].is_none();
        let by_itself = sums.iter().filter(|sum| gives_away(sum, counts, &hidden, least));
        let cell = by_itself.into_iter().find_map(|sum| next(sum, counts, may_be)).or_else(|| {
            // Each sum by itself tells nothing; together they may.
            let following = follow(&sums, &hidden).into_iter().filter(|cell| !follow_already.contains(cell));
            following.into_iter().find_map(|cell| nearby(&sums, cell, counts, &hidden, may_be))
        });
        match cell {
            Some(cell) => hidden[cell] = true,
            // Everything that could be hidden is.
            None => return hidden,
        }
    }
}

/// Whether a sum by itself tells too much of what it hides.
fn gives_away(sum: &Sum, counts: &[u64], hidden: &[bool], least: u64) -> bool {
    let parts: Vec<usize> = sum.parts.iter().copied().filter(|part| hidden[*part]).collect();
    if hidden[sum.total] {
        return parts.is_empty() && counts[sum.total] > 0;
    }
    let together: u64 = parts.iter().map(|part| counts[*part]).sum();
    !parts.is_empty() && (parts.len() < 2 || together < least)
}

/// What is hidden next, of what may be: the part with the fewest ballots, an empty one only where there is no other, and at last the total.
fn next(sum: &Sum, counts: &[u64], may_be: impl Fn(usize) -> bool) -> Option<usize> {
    let parts = sum.parts.iter().copied().filter(|part| may_be(*part));
    let part = parts.min_by_key(|part| (counts[*part] == 0, counts[*part], *part));
    part.filter(|part| counts[*part] > 0).or(Some(sum.total).filter(|total| may_be(*total))).or(part)
}

/// What is hidden next so that a cell follows no more: of the sums that it is in, or else of those that these are tied to by hidden cells.
fn nearby(
    sums: &[Sum],
    cell: usize,
    counts: &[u64],
    hidden: &[bool],
    may_be: impl Fn(usize) -> bool + Copy,
) -> Option<usize> {
    let cells_of = |sum: &Sum| sum.parts.iter().copied().chain([sum.total]).collect::<Vec<usize>>();
    let mut near = BTreeSet::from([cell]);
    loop {
        let of: Vec<&Sum> = sums.iter().filter(|sum| cells_of(sum).iter().any(|cell| near.contains(cell))).collect();
        let found = of.iter().find_map(|sum| next(sum, counts, may_be));
        let before = near.len();
        near.extend(of.into_iter().flat_map(cells_of).filter(|cell| hidden[*cell]));
        if found.is_some() || near.len() == before {
            return found;
        }
    }
}

/// A prime, 2^61 - 1: sums have coefficients of 1 and -1, and are solved modulo it without error.
const PRIME: u64 = (1 << 61) - 1;

fn times(a: u64, b: u64) -> u64 {
    #[allow(clippy::cast_possible_truncation, reason = "below the prime")]
    let product = (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64;
    product
}

/// By Fermat's little theorem.
fn inverse(value: u64) -> u64 {
    let (mut base, mut exponent, mut result) = (value, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = times(result, base);
        }
        base = times(base, base);
        exponent >>= 1;
    }
    result
}

type Row = BTreeMap<usize, u64>;

/// `row` less so many times `other`.
fn subtract(row: &mut Row, factor: u64, other: &Row) {
    for (&cell, &value) in other {
        let entry = row.entry(cell).or_insert(0);
        *entry = (*entry + PRIME - times(factor, value)) % PRIME;
        if *entry == 0 {
            row.remove(&cell);
        }
    }
}

/// The hidden cells that follow from the shown ones: in the sums solved for the hidden cells (Gauss-Jordan) they stand alone.
fn follow(sums: &[Sum], hidden: &[bool]) -> Vec<usize> {
    let mut solved: BTreeMap<usize, Row> = BTreeMap::new();
    for sum in sums {
        let mut row = Row::new();
        for (cell, value) in sum.parts.iter().map(|part| (*part, 1)).chain([(sum.total, PRIME - 1)]) {
            if hidden[cell] {
                subtract(&mut row, PRIME - value, &Row::from([(cell, 1)]));
            }
        }
        // What is solved has none of the others' leads, so none comes in.
        let leads: Vec<(usize, u64)> =
            row.iter().filter(|(cell, _)| solved.contains_key(*cell)).map(|(cell, factor)| (*cell, *factor)).collect();
        for (lead, factor) in leads {
            subtract(&mut row, factor, &solved[&lead]);
        }
        let Some((&lead, &value)) = row.first_key_value() else { continue };
        let scale = inverse(value);
        for value in row.values_mut() {
            *value = times(*value, scale);
        }
        for known in solved.values_mut() {
            if let Some(&factor) = known.get(&lead) {
                subtract(known, factor, &row);
            }
        }
        solved.insert(lead, row);
    }
    solved.into_iter().filter(|(_, row)| row.len() == 1).map(|(lead, _)| lead).collect()
}
