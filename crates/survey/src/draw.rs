//! Drawing some of a list: in whole numbers alone, so that the same is drawn everywhere.

use serde::{Deserialize, Serialize};

use crate::problem::SampleProblem;
use crate::seed::Seed;

/// How units are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Every set of so many has the same chance: those with the smallest numbers.
    SimpleRandom,
    /// At equal steps through the list from a random start; the order of the list spreads the sample.
    Systematic,
    /// At equal steps through the sum of sizes (probability proportional to size, without replacement): a unit larger than a step is taken with certainty, and the
    /// steps are measured anew without it.
    SystematicPps,
}

/// Who could be drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// Its name, unlike all others.
    pub id: &'a str,
    /// Its size, of 1 or more; only [`Method::SystematicPps`] looks at it.
    pub size: u64,
}

/// A probability as a share, so that it is exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// So many.
    pub of: u64,
    /// Out of so many; not 0.
    pub all: u64,
}

impl Share {
    /// Certainty.
    pub const ONE: Share = Share { of: 1, all: 1 };

    /// As a number from 0 to 1.
    pub fn value(self) -> f64 {
        self.of as f64 / self.all as f64
    }
}

/// One that was drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Drawn {
    /// Its place among the candidates.
    pub index: usize,
    /// The probability with which it was.
    pub probability: Share,
}

/// What was drawn of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// Those who were, in the order of the candidates.
    pub drawn: Vec<Drawn>,
    /// Those who take the place of somebody who cannot be reached, the first one first.
    pub reserve: Vec<usize>,
}

/// Draws `wanted` of the candidates, and up to `reserve` in reserve. `place` names the list (stratum, unit of the stage before), so that two lists are drawn
/// independently.
///
/// A reserve is taken by the smallest number, divided by the size where sizes count.
///
/// # Errors
/// [`SampleProblem::TooFew`].
pub fn draw(
    seed: &Seed,
    place: &str,
    candidates: &[Candidate<'_>],
    wanted: u64,
    method: Method,
    reserve: usize,
) -> Result<Draw, SampleProblem> {
    let there = candidates.len() as u64;
    if wanted > there {
        return Err(SampleProblem::TooFew { stratum: place.to_owned(), wanted, there });
    }
    let drawn = match method {
        Method::SimpleRandom => by_number(seed, place, candidates)
            .into_iter()
            .zip(0..wanted)
            .map(|(index, _)| Drawn { index, probability: Share { of: wanted, all: there } })
            .collect(),
        Method::Systematic => steps(seed, place, &vec![1; candidates.len()], wanted),
        Method::SystematicPps => {
            steps(seed, place, &candidates.iter().map(|candidate| candidate.size.max(1)).collect::<Vec<_>>(), wanted)
        }
    };
    let mut drawn: Vec<Drawn> = drawn;
    drawn.sort_by_key(|one| one.index);
    let is_drawn = |index: &usize| drawn.binary_search_by_key(index, |one| one.index).is_ok();
    let order = match method {
        Method::SystematicPps => by_number_and_size(seed, place, candidates),
        Method::SimpleRandom | Method::Systematic => by_number(seed, place, candidates),
    };
    let reserve = order.into_iter().filter(|index| !is_drawn(index)).take(reserve).collect();
    Ok(Draw { drawn, reserve })
}

fn number(seed: &Seed, place: &str, candidate: &Candidate<'_>) -> u64 {
    seed.number(&[place, candidate.id])
}

fn by_number(seed: &Seed, place: &str, candidates: &[Candidate<'_>]) -> Vec<usize> {
    let mut order: Vec<_> =
        candidates.iter().enumerate().map(|(index, one)| (number(seed, place, one), one.id, index)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, _, index)| index).collect()
}

/// Smallest number for its size first. Compared crosswise, so that nothing is rounded.
fn by_number_and_size(seed: &Seed, place: &str, candidates: &[Candidate<'_>]) -> Vec<usize> {
    let mut order: Vec<_> =
        candidates.iter().enumerate().map(|(index, one)| (number(seed, place, one), one, index)).collect();
    let cross = |number: u64, size: u64| u128::from(number) * u128::from(size.max(1));
    order.sort_unstable_by(|a, b| cross(a.0, b.1.size).cmp(&cross(b.0, a.1.size)).then_with(|| a.1.id.cmp(b.1.id)));
    order.into_iter().map(|(_, _, index)| index).collect()
}

/// Systematic by size (Madow 1949), with certainty units taken out first.
fn steps(seed: &Seed, place: &str, sizes: &[u64], wanted: u64) -> Vec<Drawn> {
    let mut certain = vec![false; sizes.len()];
    let (mut left, mut total) = (wanted, sizes.iter().sum::<u64>());
    loop {
        let (before, step_of) = (left, total);
        for (index, &size) in sizes.iter().enumerate() {
            if !certain[index] && left > 0 && u128::from(size) * u128::from(before) >= u128::from(step_of) {
                certain[index] = true;
                left -= 1;
                total -= size;
            }
        }
        if left == before || left == 0 {
            break;
        }
    }
    let mut drawn: Vec<Drawn> = certain
        .iter()
        .enumerate()
        .filter(|(_, certain)| **certain)
        .map(|(index, _)| Drawn { index, probability: Share::ONE })
        .collect();
    if left == 0 {
        return drawn;
    }
    // Everything times `left`: a step is then `total`, and the start is a whole number below it.
    let start = (u128::from(seed.number(&[place])) * u128::from(total)) >> 64;
    let (mut from, mut point) = (0u128, start);
    for (index, &size) in sizes.iter().enumerate().filter(|(index, _)| !certain[*index]) {
        let to = from + u128::from(size) * u128::from(left);
        if point < to {
            drawn.push(Drawn { index, probability: Share { of: left * size, all: total } });
            point += u128::from(total);
        }
        from = to;
    }
    drawn
}
