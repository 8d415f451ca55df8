//! A tally of columns in memory, in one pass over each.

use super::{Answer, Key, Kind, Layout, Tally};
use super::item::ItemSums;
use crate::estimand::Answers;
use crate::exact::{Sums, fixed};
use crate::factor::{NONE, pairs};
use crate::threads;

/// Columns of one item.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Columns<'a> {
    One(Answers<'a>),
    Pair(Answers<'a>, Answers<'a>),
}

impl Columns<'_> {
    pub(crate) fn kind(&self) -> Kind {
        match self {
            Columns::One(Answers::Codes { values, .. }) => Kind::Codes(values.to_vec()),
            Columns::One(Answers::Numbers(_)) => Kind::Numbers,
            Columns::Pair(..) => Kind::Pairs,
        }
    }

    fn answer(&self, row: usize) -> Answer {
        match self {
            Columns::One(Answers::Codes { codes, .. }) => Answer::Code(codes[row]),
            Columns::One(Answers::Numbers(numbers)) => Answer::Number(numbers[row]),
            Columns::Pair(above, below) => Answer::Pair(above.at(row), below.at(row)),
        }
    }
}

/// Where the rows of a sample belong.
pub(crate) struct Places<'a> {
    pub(crate) leaf: &'a [u32],
    pub(crate) cell: Option<&'a [u32]>,
    pub(crate) domain: Option<&'a [u32]>,
    pub(crate) weight: &'a [f64],
}

impl Tally {
    /// Counts every row: the same tally as by [`Tally::add`], row after row.
    pub(crate) fn of_columns(places: &Places, columns: &[Columns], squares: bool, threads: usize) -> Tally {
        let rows = places.weight.len();
        let layout = Layout { items: columns.iter().map(Columns::kind).collect(), squares };
        let (group_of, keys) = groups(places);
        let mut ballots = vec![0u64; keys.len()];
        let mut weighted = vec![0u64; keys.len()];
        let mut weight = Sums::zeros(keys.len());
        let mut weight_squared = Sums::zeros(if squares { keys.len() } else { 0 });
        for (group, w) in group_of.iter().zip(places.weight) {
            let group = *group as usize;
            ballots[group] += 1;
            weighted[group] += u64::from(*w != 0.0);
            weight.add(group, *w);
            if squares {
                weight_squared.add_product(group, *w, *w);
            }
        }
        let whole = whole_weights(places.weight);
        let items = threads::map(threads, columns.len(), |item| {
            let column = &columns[item];
            match (column, &whole) {
                (Columns::One(Answers::Codes { codes, values }), Some(whole)) if !squares => {
                    let (count, weight) = histogram(codes, &group_of, whole, values.len(), keys.len());
                    let (count, weight) = without_unanswered(count, weight, values);
                    ItemSums::of_codes(values, count, Sums::from_fixed(weight), None)
                }
                _ => {
                    let mut sums = ItemSums::new(&layout.items[item], squares);
                    (0..keys.len()).for_each(|_| sums.grow());
                    for row in 0..rows {
                        sums.count(group_of[row] as usize, column.answer(row), places.weight[row], false);
                    }
                    sums
                }
            }
        });
        let groups = keys.into_iter().zip(0..).collect();
        Tally { layout, groups, ballots, weighted, weight, weight_squared, items }
    }
}

/// Numbers the groups that occur.
fn groups<'a>(places: &Places<'a>) -> (std::borrow::Cow<'a, [u32]>, Vec<Key>) {
    let leaves = places.leaf.iter().max().map_or(0, |most| *most + 1);
    let mut codes = std::borrow::Cow::Borrowed(places.leaf);
    let mut keys: Vec<Key> = (0..leaves).map(|leaf| Key { leaf, cell: 0, domain: 0 }).collect();
    if let Some(cell) = places.cell {
        let (next, found) = pairs(&codes, cell);
        keys = found.iter().map(|(key, cell)| Key { cell: *cell, ..keys[*key as usize] }).collect();
        codes = next.into();
    }
    if let Some(domain) = places.domain {
        // Rows of no domain come last.
        let none = domain.iter().filter(|code| **code != NONE).max().map_or(0, |most| most + 1);
        let domain: Vec<u32> = domain.iter().map(|code| if *code == NONE { none } else { *code }).collect();
        let (next, found) = pairs(&codes, &domain);
        let code = |domain: u32| if domain == none { NONE } else { domain };
        keys = found.iter().map(|(key, domain)| Key { domain: code(*domain), ..keys[*key as usize] }).collect();
        codes = next.into();
    }
    (codes, keys)
}

/// Weights in units of exact sums, where all of them are such and their sum cannot overflow.
fn whole_weights(weights: &[f64]) -> Option<Vec<i128>> {
    let most = weights.iter().copied().fold(0.0, f64::max);
    if most * weights.len() as f64 >= 7e13 {
        return None;
    }
    weights.iter().map(|weight| fixed(*weight)).collect()
}

/// Counts and weights by group and code.
fn histogram(codes: &[u8], group_of: &[u32], weights: &[i128], values: usize, groups: usize) -> (Vec<u64>, Vec<i128>) {
    // Count and weight side by side: one line of the cache for both.
    let mut cells = vec![(0i128, 0u64); groups * values];
    for ((code, group), weight) in codes.iter().zip(group_of).zip(weights) {
        if (*code as usize) < values
            && let Some(cell) = cells.get_mut(*group as usize * values + *code as usize)
        {
            cell.0 += weight;
            cell.1 += u64::from(*weight != 0);
        }
    }
    (cells.iter().map(|cell| cell.1).collect(), cells.iter().map(|cell| cell.0).collect())
}

/// Codes without value are no answers.
fn without_unanswered(mut count: Vec<u64>, mut weight: Vec<i128>, values: &[f64]) -> (Vec<u64>, Vec<i128>) {
    for (code, _) in values.iter().enumerate().filter(|(_, value)| value.is_nan()) {
        for at in (code..count.len()).step_by(values.len()) {
            (count[at], weight[at]) = (0, 0);
        }
    }
    (count, weight)
}
