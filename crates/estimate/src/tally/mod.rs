//! Tallies: sums by leaf of the design, calibration cell and domain, from which estimates come without any row.
//!
//! Each sum is exact, so ballots may be added, taken away and merged in any order, on any number of machines, and the estimates are the same to the last bit. Means, shares,
//! totals, ratios and variances of strata and clusters with post-stratification or raking need no more. Quantiles, calibration to numeric auxiliaries, trimming and given
//! replicate weights need rows ([`crate::Survey::estimate_rows`]).

mod ballot;
mod batch;
mod estimate;
mod item;
mod moments;
mod respondents;

use std::collections::BTreeMap;

pub use ballot::{Answer, Ballot};
pub(crate) use batch::{Columns, Places};
pub(crate) use estimate::Context;
pub use estimate::Sample;
use item::ItemSums;
pub use item::Kind;

use crate::error::{EstimateError, TallyLimit};
use crate::exact::Sums;

/// Where a ballot is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Key {
    pub(crate) leaf: u32,
    pub(crate) cell: u32,
    /// [`crate::NONE`] for a ballot of no domain, which still belongs to the sample.
    pub(crate) domain: u32,
}

/// What is counted of each ballot.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The items.
    pub items: Vec<Kind>,
    /// True where respondents are a stage of sampling ([`crate::Frame::draws_respondents`]), so that squares are added up too.
    pub squares: bool,
}

/// Sums over ballots.
#[derive(Debug, Clone)]
pub struct Tally {
    layout: Layout,
    /// The place of each group in the columns below.
    groups: BTreeMap<Key, usize>,
    /// Ballots, and those of them with a weight above zero.
    ballots: Vec<u64>,
    weighted: Vec<u64>,
    weight: Sums,
    weight_squared: Sums,
    items: Vec<ItemSums>,
}

impl Tally {
    /// Nothing counted yet.
    pub fn new(layout: Layout) -> Tally {
        Tally {
            groups: BTreeMap::new(),
            ballots: Vec::new(),
            weighted: Vec::new(),
            weight: Sums::default(),
            weight_squared: Sums::default(),
            items: layout.items.iter().map(|kind| ItemSums::new(kind, layout.squares)).collect(),
            layout,
        }
    }

    /// What is counted.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Ballots counted.
    pub fn ballots(&self) -> u64 {
        self.ballots.iter().sum()
    }

    /// Counts a ballot.
    ///
    /// # Errors
    ///
    /// A weight that is none, or answers that do not fit the layout.
    pub fn add(&mut self, ballot: &Ballot) -> Result<(), EstimateError> {
        self.count(ballot, false)
    }

    /// Takes back a ballot that was counted with the same weight and answers.
    ///
    /// # Errors
    ///
    /// As for [`Tally::add`].
    pub fn remove(&mut self, ballot: &Ballot) -> Result<(), EstimateError> {
        self.count(ballot, true)
    }

    fn count(&mut self, ballot: &Ballot, back: bool) -> Result<(), EstimateError> {
        ballot.check(&self.layout)?;
        let group = self.group(Key { leaf: ballot.leaf, cell: ballot.cell, domain: ballot.domain });
        let step =
            |count: &mut u64, by: u64| *count = if back { count.wrapping_sub(by) } else { count.wrapping_add(by) };
        let (weight, weighted) = (ballot.weight, u64::from(ballot.weight != 0.0));
        let signed = if back { -weight } else { weight };
        step(&mut self.ballots[group], 1);
        step(&mut self.weighted[group], weighted);
        self.weight.add(group, signed);
        if self.layout.squares {
            self.weight_squared.add_product(group, signed, weight);
        }
        for (item, answer) in self.items.iter_mut().zip(ballot.answers) {
            item.count(group, *answer, weight, back);
        }
        Ok(())
    }

    /// Adds what another tally of the same layout has counted.
    ///
    /// # Errors
    ///
    /// Another layout.
    pub fn merge(&mut self, other: &Tally) -> Result<(), EstimateError> {
        if self.layout != other.layout {
            return Err(EstimateError::NotFromTallies(TallyLimit::OtherItems));
        }
        for (key, theirs) in &other.groups {
            let mine = self.group(*key);
            self.take(mine, other, *theirs);
        }
        Ok(())
    }

    /// The same ballots as one domain: for estimates of all beside those of domains.
    pub fn without_domains(&self) -> Tally {
        let mut all = Tally::new(self.layout.clone());
        for (key, group) in self.groups() {
            let to = all.group(Key { domain: 0, ..key });
            all.take(to, self, group);
        }
        all
    }

    /// Adds a group of another tally of the same layout.
    fn take(&mut self, mine: usize, other: &Tally, theirs: usize) {
        self.ballots[mine] = self.ballots[mine].wrapping_add(other.ballots[theirs]);
        self.weighted[mine] = self.weighted[mine].wrapping_add(other.weighted[theirs]);
        self.weight.add_exact(mine, &other.weight.get(theirs));
        if self.layout.squares {
            self.weight_squared.add_exact(mine, &other.weight_squared.get(theirs));
        }
        for (item, from) in self.items.iter_mut().zip(&other.items) {
            item.merge(mine, from, theirs);
        }
    }

    /// The place of a group, made where it is new.
    fn group(&mut self, key: Key) -> usize {
        let next = self.groups.len();
        let group = *self.groups.entry(key).or_insert(next);
        if group == next {
            self.ballots.push(0);
            self.weighted.push(0);
            self.weight.grow(1);
            if self.layout.squares {
                self.weight_squared.grow(1);
            }
            self.items.iter_mut().for_each(ItemSums::grow);
        }
        group
    }

    /// Groups in order of leaf, cell and domain; those whose ballots were all taken back are not there.
    pub(crate) fn groups(&self) -> impl Iterator<Item = (Key, usize)> {
        self.groups.iter().map(|(key, group)| (*key, *group)).filter(|(_, group)| self.ballots[*group] > 0)
    }
}

#[cfg(test)]
mod tests;
