//! Many exact sums side by side.

use std::collections::BTreeMap;

use super::{Exact, fixed};

/// Exact sums by number: sixteen bytes each, as long as their terms are of an ordinary size.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sums {
    small: Vec<i128>,
    /// What did not fit, by number.
    spilled: BTreeMap<usize, Exact>,
}

impl Sums {
    pub(crate) fn zeros(count: usize) -> Sums {
        Sums { small: vec![0; count], spilled: BTreeMap::new() }
    }

    /// From sums in units of the small part, which did not overflow.
    pub(crate) fn from_fixed(small: Vec<i128>) -> Sums {
        Sums { small, spilled: BTreeMap::new() }
    }

    pub(crate) fn grow(&mut self, count: usize) {
        self.small.resize(self.small.len() + count, 0);
    }

    #[inline]
    pub(crate) fn add(&mut self, i: usize, term: f64) {
        match fixed(term).and_then(|term| self.small[i].checked_add(term)) {
            Some(sum) => self.small[i] = sum,
            None => self.spilled.entry(i).or_default().add(term),
        }
    }

    /// Adds a number in units of the small part.
    pub(crate) fn add_fixed(&mut self, i: usize, term: i128) {
        match self.small[i].checked_add(term) {
            Some(sum) => self.small[i] = sum,
            None => self.spilled.entry(i).or_default().add_fixed(term),
        }
    }

    /// Adds the exact product of two numbers.
    pub(crate) fn add_product(&mut self, i: usize, a: f64, b: f64) {
        let high = a * b;
        self.add(i, high);
        let low = a.mul_add(b, -high);
        if low != 0.0 {
            self.add(i, low);
        }
    }

    /// Adds any sum.
    pub(crate) fn add_exact(&mut self, i: usize, sum: &Exact) {
        match (sum.wide.is_none(), self.small[i].checked_add(sum.small)) {
            (true, Some(total)) => self.small[i] = total,
            _ => self.spilled.entry(i).or_default().merge(sum),
        }
    }

    pub(crate) fn get(&self, i: usize) -> Exact {
        let mut sum = Exact { small: self.small[i], wide: None };
        if let Some(spilled) = self.spilled.get(&i) {
            sum.merge(spilled);
        }
        sum
    }
}
