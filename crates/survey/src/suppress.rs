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

use std::collections::BTreeMap;

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
    let sums: Vec<Sum> = sums
        .iter()
        .filter(|sum| sum.total < counts.len())
        .map(|sum| Sum {
            total: sum.total,
            parts: sum.parts.iter().copied().filter(|part| *part < counts.len()).collect(),
        })
        .collect();
    let mut hidden: Vec<bool> = counts.iter().map(|count| (1..least).contains(count)).collect();
    loop {
        let wanting = sums.iter().find(|sum| gives_away(sum, counts, &hidden, least));
        let sum = match wanting {
            Some(sum) => Some(sum),
            // Each sum by itself tells nothing; together they may.
            None => follows(&sums, &hidden).and_then(|cell| {
                sums.iter()
                    .filter(|sum| sum.total == cell || sum.parts.contains(&cell))
                    .find(|sum| next(sum, counts, &hidden).is_some())
            }),
        };
        match sum.and_then(|sum| next(sum, counts, &hidden)) {
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

/// What is hidden next: the part with the fewest ballots, an empty one only where there is no other, and at last the total.
fn next(sum: &Sum, counts: &[u64], hidden: &[bool]) -> Option<usize> {
    let part = sum
        .parts
        .iter()
        .copied()
        .filter(|part| !hidden[*part])
        .min_by_key(|part| (counts[*part] == 0, counts[*part], *part));
    part.filter(|part| counts[*part] > 0).or(Some(sum.total).filter(|total| !hidden[*total])).or(part)
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

/// A hidden cell that follows from the shown ones: in the sums solved for the hidden cells (Gauss-Jordan) it stands alone.
fn follows(sums: &[Sum], hidden: &[bool]) -> Option<usize> {
    let mut solved: BTreeMap<usize, Row> = BTreeMap::new();
    for sum in sums {
        let mut row = Row::new();
        for (cell, value) in sum.parts.iter().map(|part| (*part, 1)).chain([(sum.total, PRIME - 1)]) {
            if hidden[cell] {
                subtract(&mut row, PRIME - value, &Row::from([(cell, 1)]));
            }
        }
        for (lead, known) in &solved {
            if let Some(&factor) = row.get(lead) {
                subtract(&mut row, factor, known);
            }
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
    solved.into_iter().find(|(_, row)| row.len() == 1).map(|(lead, _)| lead)
}
