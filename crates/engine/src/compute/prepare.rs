//! Preparation of an indicator: minimum n, denominate, impute, treat outliers.

use chiso_model::{Cell, Missing, exact_sum};
use chiso_rulebook::definition::{Impute, Otherwise, Treat};

use super::Scratch;
use super::moments::{median, outside_gates};

/// Withholds cells whose number of observations is under the least, or not known.
pub(super) fn withhold(cells: &mut [Cell], counts: Option<&[Cell]>, at_least: f64) {
    for (unit, cell) in cells.iter_mut().enumerate() {
        let count = counts.and_then(|counts| counts[unit].value());
        if !cell.is_missing() && count.is_none_or(|n| n < at_least) {
            *cell = Cell::missing(Missing::Withheld);
        }
    }
}

/// Divides by another fact.
pub(super) fn denominate(cells: &mut [Cell], divisors: Option<&[Cell]>, times: f64) {
    let Some(divisors) = divisors else {
        cells.iter_mut().filter(|c| !c.is_missing()).for_each(|c| *c = Cell::BLANK);
        return;
    };
    for (cell, divisor) in cells.iter_mut().zip(divisors) {
        if let Ok(value) = cell.get() {
            *cell = divisor.get().map_or_else(Cell::missing, |d| Cell::number(value / d * times));
        }
    }
}

/// Number of values a filled blank rests on, one a unit; only kept when a trace is wanted.
pub(super) type Over = Vec<u32>;

/// Fills blanks.
pub(super) fn impute(cells: &mut [Cell], method: &Impute, groups: &[Option<u32>], scratch: &mut Scratch) -> Over {
    let is_blank = |cell: &Cell| cell.get() == Err(Missing::Blank);
    if !cells.iter().any(is_blank) {
        return Vec::new();
    }
    let by_median = matches!(method, Impute::Median | Impute::GroupMedian { .. });
    let mut over = vec![0; cells.len()];
    let mut fill = |cells: &mut [Cell], member: &dyn Fn(usize) -> bool| {
        scratch.present.clear();
        scratch.present.extend(cells.iter().enumerate().filter(|(i, _)| member(*i)).filter_map(|(_, c)| c.value()));
        let count = scratch.present.len();
        let value = if count == 0 {
            None
        } else if by_median {
            median(&mut scratch.present)
        } else {
            Some(exact_sum(&scratch.present) / count as f64)
        };
        let Some(value) = value else { return };
        let blanks: Vec<usize> = (0..cells.len()).filter(|i| member(*i) && is_blank(&cells[*i])).collect();
        for i in blanks {
            cells[i] = Cell::number(value);
            over[i] = u32::try_from(count).unwrap_or(u32::MAX);
        }
    };
    match method {
        Impute::None => {}
        Impute::Constant { value } => {
            for (i, cell) in cells.iter_mut().enumerate().filter(|(_, c)| is_blank(c)) {
                *cell = Cell::number(*value);
                over[i] = 1;
            }
        }
        Impute::Mean | Impute::Median => fill(cells, &|_| true),
        Impute::GroupMean { .. } | Impute::GroupMedian { .. } => {
            let mut wanted: Vec<u32> =
                (0..cells.len()).filter(|i| is_blank(&cells[*i])).filter_map(|i| groups[i]).collect();
            wanted.sort_unstable();
            wanted.dedup();
            for group in wanted {
                fill(cells, &|i| groups[i] == Some(group));
            }
        }
    }
    over
}

/// What was done to an indicator's outliers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Treated {
    /// Inside the gates from the start, or left as it was.
    Untouched,
    /// Too few different values to tell.
    NoShape,
    /// So many points were winsorised: values lie between the limits now.
    Winsorised { points: u16, low: f64, high: f64 },
    /// Taken to logarithms.
    Logged { min: f64, max: f64 },
}

/// Treats outliers, in the order of the OECD/JRC Handbook on composite indicators as carried out by COINr: one point at a time is winsorised on the side of the skew
/// while outside the gates; where that is not enough, the untreated values are taken to ln(x - min + 0.01 range).
pub(super) fn treat(cells: &mut [Cell], treat: &Treat, scratch: &mut Scratch) -> Treated {
    let Scratch { present, other, sums, .. } = scratch;
    present.clear();
    present.extend(cells.iter().filter_map(|c| c.value()));
    let Some((outside, skewness)) = outside_gates(present, treat.skewness, treat.kurtosis, sums) else {
        return Treated::NoShape;
    };
    if !outside {
        return Treated::Untouched;
    }
    other.clear();
    other.extend_from_slice(present);
    other.sort_unstable_by(f64::total_cmp);
    let (min, max) = (other[0], other[other.len() - 1]);
    let limit = treat.winsorise.as_ref().map_or(0, |w| w.max_points);
    let (mut low, mut high, mut skewness, mut outside, mut points) = (min, max, skewness, true, 0);
    while outside && points < limit {
        let next = if skewness > 0.0 {
            other.iter().rev().find(|x| **x < high).map(|x| high = *x)
        } else {
            other.iter().find(|x| **x > low).map(|x| low = *x)
        };
        if next.is_none() || low > high {
            break;
        }
        points += 1;
        for x in present.iter_mut() {
            *x = x.clamp(low, high);
        }
        // All values equal: nothing is extreme any more.
        (outside, skewness) = outside_gates(present, treat.skewness, treat.kurtosis, sums).unwrap_or((false, 0.0));
    }
    if !outside {
        for cell in cells.iter_mut() {
            if let Some(value) = cell.value() {
                *cell = Cell::number(value.clamp(low, high));
            }
        }
        return Treated::Winsorised { points, low, high };
    }
    if treat.otherwise != Some(Otherwise::Log) {
        return Treated::Untouched;
    }
    let offset = 0.01 * (max - min);
    for cell in cells.iter_mut() {
        if let Some(value) = cell.value() {
            *cell = Cell::number(libm::log(value - min + offset));
        }
    }
    Treated::Logged { min, max }
}
