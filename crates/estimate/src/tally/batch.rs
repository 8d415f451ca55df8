//! A tally of columns in memory, in one pass over each.

use super::item::ItemSums;
use super::{Answer, Key, Kind, Layout, Tally};
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
        let layout = Layout { items: columns.iter().map(Columns::kind).collect(), squares };
        let runs = Runs::new(places);
        let (group_of_run, keys) = groups(&runs.places());
        let groups = keys.len();
        let mut ballots = vec![0u64; groups];
        let mut weighted = vec![0u64; groups];
        let mut weight = Sums::zeros(groups);
        let mut weight_squared = Sums::zeros(if squares { groups } else { 0 });
        let whole = whole_weights(places.weight, &runs);
        for (run, group) in group_of_run.iter().enumerate() {
            let group = *group as usize;
            let rows = runs.rows(run);
            ballots[group] += rows.len() as u64;
            if let (Some(Whole::Same(same)), false) = (whole.as_ref().map(|whole| whole.of(run)), squares) {
                weighted[group] += if same == 0 { 0 } else { rows.len() as u64 };
                weight.add_fixed(group, same * rows.len() as i128);
                continue;
            }
            for w in &places.weight[rows] {
                weighted[group] += u64::from(*w != 0.0);
                weight.add(group, *w);
                if squares {
                    weight_squared.add_product(group, *w, *w);
                }
            }
        }
        let items = threads::map(threads, columns.len(), |item| {
            let column = &columns[item];
            match (column, &whole) {
                (Columns::One(Answers::Codes { codes, values }), Some(whole)) if !squares => {
                    let (count, weight) = histogram(codes, &runs, &group_of_run, whole, values, groups);
                    ItemSums::of_codes(values, count, Sums::from_fixed(weight), None)
                }
                _ => {
                    let mut sums = ItemSums::new(&layout.items[item], squares);
                    (0..groups).for_each(|_| sums.grow());
                    for (run, group) in group_of_run.iter().enumerate() {
                        for row in runs.rows(run) {
                            sums.count(*group as usize, column.answer(row), places.weight[row], false);
                        }
                    }
                    sums
                }
            }
        });
        let groups = keys.into_iter().zip(0..).collect();
        Tally { layout, groups, ballots, weighted, weight, weight_squared, items }
    }
}

/// Neighbouring rows of one group: files often come cluster by cluster, and what is the same for a run is looked up once.
struct Runs {
    /// The first row of each run, and the end of the last.
    starts: Vec<u32>,
    leaf: Vec<u32>,
    cell: Option<Vec<u32>>,
    domain: Option<Vec<u32>>,
}

impl Runs {
    fn new(places: &Places) -> Runs {
        let rows = places.leaf.len();
        let changes = |column: &[u32], row: usize| column[row] != column[row - 1];
        let begins = |row: &usize| {
            *row == 0
                || changes(places.leaf, *row)
                || places.cell.is_some_and(|cell| changes(cell, *row))
                || places.domain.is_some_and(|domain| changes(domain, *row))
        };
        let mut starts: Vec<u32> = (0..rows).filter(begins).map(|row| row as u32).collect();
        let of = |column: &[u32]| starts.iter().map(|row| column[*row as usize]).collect::<Vec<_>>();
        let (leaf, cell, domain) = (of(places.leaf), places.cell.map(of), places.domain.map(of));
        starts.push(rows as u32);
        Runs { starts, leaf, cell, domain }
    }

    fn rows(&self, run: usize) -> std::ops::Range<usize> {
        self.starts[run] as usize..self.starts[run + 1] as usize
    }

    fn count(&self) -> usize {
        self.leaf.len()
    }

    fn places(&self) -> Places<'_> {
        Places { leaf: &self.leaf, cell: self.cell.as_deref(), domain: self.domain.as_deref(), weight: &[] }
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

/// Weights in units of exact sums.
enum WholeWeights {
    /// One for each run.
    Runs(Vec<i128>),
    /// One for each row.
    Rows(Vec<i128>),
}

/// The weights of a run.
enum Whole<'a> {
    Same(i128),
    Rows(&'a [i128]),
}

impl WholeWeights {
    fn of(&self, run: usize) -> Whole<'_> {
        match self {
            WholeWeights::Runs(weights) => Whole::Same(weights[run]),
            WholeWeights::Rows(weights) => Whole::Rows(weights),
        }
    }
}

/// Weights in units of exact sums, where all of them are such and their sum cannot overflow.
fn whole_weights(weights: &[f64], runs: &Runs) -> Option<WholeWeights> {
    let most = weights.iter().copied().fold(0.0, f64::max);
    if most * weights.len() as f64 >= 7e13 {
        return None;
    }
    let same = |run: usize| {
        let weights = &weights[runs.rows(run)];
        weights.iter().all(|weight| *weight == weights[0])
    };
    if runs.count() * 8 <= weights.len() && (0..runs.count()).all(same) {
        let of_run = |run: usize| fixed(weights[runs.rows(run).start]);
        return (0..runs.count()).map(of_run).collect::<Option<_>>().map(WholeWeights::Runs);
    }
    weights.iter().map(|weight| fixed(*weight)).collect::<Option<_>>().map(WholeWeights::Rows)
}

/// Codes of items with few values, and one place for all others: what a run is counted into first.
const FEW: usize = 8;

/// Counts and weights by group and code; codes without value are no answers.
fn histogram(
    codes: &[u8],
    runs: &Runs,
    group_of_run: &[u32],
    whole: &WholeWeights,
    values: &[f64],
    groups: usize,
) -> (Vec<u64>, Vec<i128>) {
    let n = values.len();
    // Count and weight side by side: one line of the cache for both.
    let mut cells = vec![(0i128, 0u64); groups * n];
    for (run, group) in group_of_run.iter().enumerate() {
        let rows = runs.rows(run);
        let cells = &mut cells[*group as usize * n..(*group as usize + 1) * n];
        match whole.of(run) {
            Whole::Same(weight) if n < FEW => {
                let counts = few(&codes[rows]);
                for (cell, count) in cells.iter_mut().zip(counts) {
                    cell.0 += weight * i128::from(count);
                    cell.1 += if weight == 0 { 0 } else { count };
                }
            }
            Whole::Same(weight) => {
                for code in &codes[rows] {
                    if let Some(cell) = cells.get_mut(*code as usize) {
                        cell.0 += weight;
                        cell.1 += u64::from(weight != 0);
                    }
                }
            }
            Whole::Rows(weights) => {
                for (code, weight) in codes[rows.clone()].iter().zip(&weights[rows]) {
                    if let Some(cell) = cells.get_mut(*code as usize) {
                        cell.0 += weight;
                        cell.1 += u64::from(*weight != 0);
                    }
                }
            }
        }
    }
    let answered = |at: usize| !values[at % n].is_nan();
    let count = cells.iter().enumerate().map(|(at, cell)| if answered(at) { cell.1 } else { 0 });
    let weight = cells.iter().enumerate().map(|(at, cell)| if answered(at) { cell.0 } else { 0 });
    (count.collect(), weight.collect())
}

/// How often each of the first codes occurs; four tables in turn, so that a code that follows itself need not wait for its own count.
fn few(codes: &[u8]) -> [u64; FEW] {
    let mut tables = [[0u32; FEW]; 4];
    let place = |code: u8| (code as usize).min(FEW - 1);
    let (fours, rest) = codes.as_chunks::<4>();
    for four in fours {
        for (table, code) in tables.iter_mut().zip(four) {
            table[place(*code)] += 1;
        }
    }
    rest.iter().for_each(|code| tables[0][place(*code)] += 1);
    std::array::from_fn(|code| tables.iter().map(|table| u64::from(table[code])).sum())
}
