//! A plan together with the facts it is computed on.

use chiso_model::{Cell, Period};

use crate::facts::FactSet;
use crate::plan::{Before, FactKey, Plan};

/// A plan together with the facts it is computed on: every column looked up once.
pub(crate) struct Bound<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) facts: &'a FactSet,
    pub(crate) period: Option<Period>,
    columns: Vec<Option<Vec<Cell>>>,
    groups: Vec<Vec<Option<u32>>>,
}

impl<'a> Bound<'a> {
    pub(crate) fn new(plan: &'a Plan, facts: &'a FactSet) -> Bound<'a> {
        let period = plan.period.or_else(|| facts.periods().last().copied());
        let mut bound = Bound { plan, facts, period, columns: Vec::new(), groups: Vec::new() };
        bound.columns = (0..plan.keys.len()).map(|key| bound.column_of_period(key, period)).collect();
        bound.groups =
            plan.attributes.iter().map(|name| groups(facts.attribute(name, period), facts.units().len())).collect();
        bound
    }

    pub(crate) fn units(&self) -> usize {
        self.facts.units().len()
    }

    /// The column of a key, if there are facts.
    pub(crate) fn column(&self, key: usize) -> Option<&[Cell]> {
        self.columns[key].as_deref()
    }

    /// The column of a key as it is when `period` is computed.
    pub(crate) fn column_of_period(&self, key: usize, period: Option<Period>) -> Option<Vec<Cell>> {
        let FactKey { indicator, before } = &self.plan.keys[key];
        let earlier = *before != Before::Now;
        let period = if earlier { Some(before.of(period?)) } else { period };
        if !self.facts.knows(indicator, period, earlier) {
            return None;
        }
        Some((0..self.units()).map(|unit| self.facts.value(indicator, period, earlier, unit).0).collect())
    }

    /// A unit's value of a key.
    pub(crate) fn cell(&self, key: usize, unit: usize) -> Cell {
        self.column(key).map_or(Cell::BLANK, |column| column[unit])
    }

    /// The number of each unit's group in an attribute; equal texts have equal numbers.
    pub(crate) fn groups(&self, attribute: usize) -> &[Option<u32>] {
        &self.groups[attribute]
    }
}

/// The number of each unit's group; equal texts have equal numbers.
pub(super) fn groups(texts: Option<Vec<Option<&str>>>, units: usize) -> Vec<Option<u32>> {
    let Some(texts) = texts else { return vec![None; units] };
    let mut names: Vec<&str> = texts.iter().flatten().copied().collect();
    names.sort_unstable();
    names.dedup();
    texts.iter().map(|text| u32::try_from(names.binary_search(&(*text)?).ok()?).ok()).collect()
}
