//! Copeland: every unit against every other.

use chiso_model::{Cell, Missing};

use super::bound::Bound;
use crate::plan::{Branch, PartWeight};

/// Wins less losses of each unit against every other. A beats B when the weights of the parts in which A is better, ties counting half, exceed half the weights of the
/// parts that both have. A unit without a value in any part has no result.
pub(super) fn scores(bound: &Bound, branch: &Branch, value_of: &impl Fn(usize, usize) -> Cell) -> Vec<Cell> {
    let units = bound.units();
    let weight = |part: usize, unit: usize| match branch.parts[part].weight {
        PartWeight::Number(number) => number,
        PartWeight::Fact(key) => bound.cell(key, unit).value().unwrap_or(0.0),
    };
    let cell = |part: usize, unit: usize| value_of(branch.parts[part].node, unit);
    let takes_part = |unit: usize| (0..branch.parts.len()).any(|part| !cell(part, unit).is_missing());
    let beats = |a: usize, b: usize| -> i32 {
        let (mut better, mut all) = (0.0, 0.0);
        for part in 0..branch.parts.len() {
            if let (Some(x), Some(y)) = (cell(part, a).value(), cell(part, b).value()) {
                let weight = weight(part, a);
                all += weight;
                better += if x > y { weight } else { 0.0 } + if x == y { weight / 2.0 } else { 0.0 };
            }
        }
        i32::from(better > all / 2.0) - i32::from(better < all / 2.0)
    };
    (0..units)
        .map(|a| {
            if takes_part(a) {
                let others = (0..units).filter(|b| *b != a && takes_part(*b));
                Cell::number(f64::from(others.map(|b| beats(a, b)).sum::<i32>()))
            } else {
                Cell::missing(Missing::Blank)
            }
        })
        .collect()
}
