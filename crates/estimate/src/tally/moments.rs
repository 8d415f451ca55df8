//! Sums of a group, read for one estimand.

use super::Tally;
use super::item::{ItemSums, Place};
use crate::exact::Exact;

/// What is averaged of an item.
#[derive(Debug, Clone)]
pub(super) enum Reading {
    /// A value for each code, NaN for no answer.
    Table(Vec<f64>),
    /// The number itself, or the pair.
    Plain,
}

/// Sums over those of a group who answered: of weights, and of what stands above and below the line of the estimate.
#[derive(Debug, Clone, Default)]
pub(super) struct Moments {
    pub(super) respondents: u64,
    pub(super) weight: Exact,
    pub(super) above: Exact,
    pub(super) below: Exact,
    pub(super) above_squared: Exact,
    /// Without weights.
    pub(super) plain_above: Exact,
    pub(super) plain_below: Exact,
}

/// Sums of squared weights, of their products with values, and with squared values.
#[derive(Debug, Clone, Default)]
pub(super) struct Squares {
    pub(super) weight: Exact,
    pub(super) above: Exact,
    pub(super) above_squared: Exact,
}

impl Moments {
    pub(super) fn merge(&mut self, other: &Moments) {
        self.respondents += other.respondents;
        self.weight.merge(&other.weight);
        self.above.merge(&other.above);
        self.below.merge(&other.below);
        self.above_squared.merge(&other.above_squared);
        self.plain_above.merge(&other.plain_above);
        self.plain_below.merge(&other.plain_below);
    }
}

impl Tally {
    pub(super) fn moments(&self, item: usize, reading: &Reading, group: usize) -> Moments {
        let mut moments = Moments::default();
        match (&self.items[item], reading) {
            (ItemSums::Codes(codes), Reading::Table(values)) => {
                for (code, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                    let at = group * codes.len + code;
                    let count = codes.count[at];
                    let weight = codes.weight.get(at);
                    if count == 0 && weight.is_zero() {
                        continue;
                    }
                    moments.respondents += count;
                    moments.above.add_scaled(&weight, *value);
                    let mut once = Exact::ZERO;
                    once.add_scaled(&weight, *value);
                    moments.above_squared.add_scaled(&once, *value);
                    moments.plain_above.add_product(count as f64, *value);
                    moments.weight.merge(&weight);
                }
                moments.plain_below.add(moments.respondents as f64);
                moments.below = moments.weight.clone();
            }
            (ItemSums::Numbers(numbers), _) => {
                let get = |place| numbers.sums.get(numbers.at(group, place));
                moments.respondents = numbers.count[group];
                moments.weight = get(Place::Weight);
                moments.above = get(Place::Above);
                moments.below = get(Place::Below);
                moments.above_squared = get(Place::AboveSquared);
                moments.plain_above = get(Place::PlainAbove);
                moments.plain_below = get(Place::PlainBelow);
            }
            (ItemSums::Codes(_), _) => {}
        }
        moments
    }

    pub(super) fn squares(&self, item: usize, reading: &Reading, group: usize) -> Squares {
        let mut squares = Squares::default();
        match (&self.items[item], reading) {
            (ItemSums::Codes(codes), Reading::Table(values)) => {
                let Some(sums) = &codes.squares else { return squares };
                for (code, value) in values.iter().enumerate().filter(|(_, value)| !value.is_nan()) {
                    let weight = sums.get(group * codes.len + code);
                    let mut once = Exact::ZERO;
                    once.add_scaled(&weight, *value);
                    squares.above_squared.add_scaled(&once, *value);
                    squares.above.merge(&once);
                    squares.weight.merge(&weight);
                }
            }
            (ItemSums::Numbers(numbers), _) => {
                let get = |place| numbers.sums.get(numbers.at(group, place));
                squares.weight = get(Place::Square);
                squares.above = get(Place::SquareAbove);
                squares.above_squared = get(Place::SquareAboveSquared);
            }
            (ItemSums::Codes(_), _) => {}
        }
        squares
    }
}
