//! A plan together with the facts it is computed on.

use chiso_model::{Cell, Period};

use crate::facts::{Column, FactSet};
use crate::plan::Plan;

/// A plan together with the facts it is computed on: every column looked up once.
pub(crate) struct Bound<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) facts: &'a FactSet,
    pub(crate) period: Option<Period>,
    columns: Vec<Option<&'a Column>>,
    for_all: Vec<Option<Cell>>,
    groups: Vec<Vec<Option<u32>>>,
}

impl<'a> Bound<'a> {
    pub(crate) fn new(plan: &'a Plan, facts: &'a FactSet) -> Bound<'a> {
        let period = plan.period.or_else(|| facts.periods().last().copied());
        let mut bound = Bound { plan, facts, period, columns: Vec::new(), for_all: Vec::new(), groups: Vec::new() };
        bound.columns = (0..plan.keys.len()).map(|key| bound.column_in(key, period)).collect();
        bound.for_all = plan.keys.iter().map(|key| facts.for_all(&key.indicator, period)).collect();
        bound.groups = plan.attributes.iter().map(|name| groups(facts.attribute(name), facts.units().len())).collect();
        bound
    }

    pub(crate) fn units(&self) -> usize {
        self.facts.units().len()
    }

    fn column_in(&self, key: usize, period: Option<Period>) -> Option<&'a Column> {
        let key = &self.plan.keys[key];
        if key.years_before == 0 {
            return self.facts.column(&key.indicator, period);
        }
        // An earlier value is only what is known of that very period.
        let earlier = period?.years_before(i16::from(key.years_before));
        self.facts.columns(&key.indicator).find(|(p, _)| *p == Some(earlier)).map(|(_, column)| column)
    }

    /// The column of a key, if there are facts.
    pub(crate) fn column(&self, key: usize) -> Option<&'a [Cell]> {
        self.columns[key].map(|c| c.cells.as_slice())
    }

    /// The column of a key in another period.
    pub(crate) fn column_of_period(&self, key: usize, period: Option<Period>) -> Option<&'a [Cell]> {
        self.column_in(key, period).map(|c| c.cells.as_slice())
    }

    /// A unit's value of a key, or what was given for all units.
    pub(crate) fn cell(&self, key: usize, unit: usize) -> Cell {
        let own = self.column(key).map_or(Cell::BLANK, |column| column[unit]);
        if own.is_missing() { self.for_all[key].unwrap_or(own) } else { own }
    }

    /// The number of each unit's group in an attribute; equal texts have equal numbers.
    pub(crate) fn groups(&self, attribute: usize) -> &[Option<u32>] {
        &self.groups[attribute]
    }
}

fn groups(texts: Option<&[Option<String>]>, units: usize) -> Vec<Option<u32>> {
    let Some(texts) = texts else { return vec![None; units] };
    let mut names: Vec<&str> = texts.iter().flatten().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    texts.iter().map(|text| u32::try_from(names.binary_search(&text.as_deref()?).ok()?).ok()).collect()
}
