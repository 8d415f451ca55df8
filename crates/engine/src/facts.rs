//! Facts: what is known of each unit, whatever its origin.

use std::collections::BTreeMap;

use chiso_model::{Cell, Period};

/// One fact as it comes in.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// The unit it is about; `*` stands for all units (weights from outside).
    pub unit: String,
    /// The indicator, or the attribute when the value is a text.
    pub indicator: String,
    /// The period it speaks of; facts without one hold for any period that is asked for.
    pub period: Option<Period>,
    /// The value.
    pub value: FactValue,
    /// Where it comes from, in words a reader understands.
    pub source: Option<String>,
}

/// The value of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum FactValue {
    /// A number, or a kind of missing value.
    Number(Cell),
    /// A text: the group a unit belongs to.
    Text(String),
}

/// Two facts that say different things of the same unit, indicator and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Conflict {
    /// The unit.
    pub unit: String,
    /// The indicator or attribute.
    pub indicator: String,
    /// The period.
    pub period: Option<Period>,
}

/// Facts, arranged as one column for each indicator and period over the units, sorted bytewise.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FactSet {
    units: Vec<String>,
    columns: BTreeMap<String, BTreeMap<Option<Period>, Column>>,
    attributes: BTreeMap<String, BTreeMap<Option<Period>, Vec<Option<String>>>>,
    for_all: BTreeMap<String, BTreeMap<Option<Period>, Cell>>,
    sources: Vec<String>,
}

/// The values of one indicator in one period.
#[derive(Debug, Clone, Default, PartialEq)]
struct Column {
    /// One cell a unit, in the order of [`FactSet::units`].
    cells: Vec<Cell>,
    /// One index into the set's sources a unit.
    source: Vec<Option<u32>>,
}

/// Every source once, sorted; and one a fact which of them it has.
fn sources(facts: &[Fact]) -> (Vec<String>, Vec<Option<u32>>) {
    let mut named: Vec<(&str, usize)> =
        facts.iter().enumerate().filter_map(|(at, fact)| Some((fact.source.as_deref()?, at))).collect();
    named.sort_unstable();
    let (mut sources, mut of) = (Vec::new(), vec![None; facts.len()]);
    for same in named.chunk_by(|a, b| a.0 == b.0) {
        let number = u32::try_from(sources.len()).ok();
        sources.extend(same.first().map(|(source, _)| (*source).to_owned()));
        for (_, at) in same {
            of[*at] = number;
        }
    }
    (sources, of)
}

/// What stands for the indicator and period of a fact; made where there is nothing yet.
fn place<'a, T: Default>(known: &'a mut BTreeMap<String, BTreeMap<Option<Period>, T>>, fact: &Fact) -> &'a mut T {
    known.entry(fact.indicator.clone()).or_default().entry(fact.period).or_default()
}

impl FactSet {
    /// Arranges facts. Their order does not matter.
    ///
    /// # Errors
    /// When two facts disagree; equal ones may be repeated. All conflicts are named.
    pub fn new(facts: impl IntoIterator<Item = Fact>) -> Result<FactSet, Vec<Conflict>> {
        let mut facts: Vec<Fact> = facts.into_iter().collect();
        facts.sort_by(|a, b| {
            (&a.unit, &a.indicator, a.period, &a.source).cmp(&(&b.unit, &b.indicator, b.period, &b.source))
        });
        let mut units: Vec<String> = facts.iter().map(|f| f.unit.clone()).filter(|u| u != "*").collect();
        units.dedup();
        let (sources, source_of) = sources(&facts);
        let mut set = FactSet { units, sources, ..FactSet::default() };
        let mut conflicts = Vec::new();
        let mut previous: Option<&Fact> = None;
        // Facts are in the order of their units.
        let mut unit = 0;
        for (fact, source) in facts.iter().zip(source_of) {
            let repeated = previous
                .is_some_and(|p| (&p.unit, &p.indicator, p.period) == (&fact.unit, &fact.indicator, fact.period));
            if repeated {
                if previous.is_some_and(|p| p.value != fact.value) {
                    conflicts.push(Conflict {
                        unit: fact.unit.clone(),
                        indicator: fact.indicator.clone(),
                        period: fact.period,
                    });
                }
                continue;
            }
            if fact.unit == "*" {
                set.put_for_all(fact);
            } else {
                unit += usize::from(set.units.get(unit).is_some_and(|id| *id != fact.unit));
                set.put(fact, unit, source);
            }
            previous = Some(fact);
        }
        conflicts.dedup();
        if conflicts.is_empty() { Ok(set) } else { Err(conflicts) }
    }

    fn put(&mut self, fact: &Fact, unit: usize, source: Option<u32>) {
        let count = self.units.len();
        match &fact.value {
            FactValue::Number(cell) => {
                let column = place(&mut self.columns, fact);
                column.cells.resize(count, Cell::BLANK);
                column.source.resize(count, None);
                column.cells[unit] = *cell;
                column.source[unit] = source;
            }
            FactValue::Text(text) => {
                let column = place(&mut self.attributes, fact);
                column.resize(count, None);
                column[unit] = Some(text.clone());
            }
        }
    }

    fn put_for_all(&mut self, fact: &Fact) {
        if let FactValue::Number(cell) = &fact.value {
            *place(&mut self.for_all, fact) = *cell;
        }
    }

    /// The units, sorted bytewise.
    pub fn units(&self) -> &[String] {
        &self.units
    }

    /// The facts of a unit, blanks among them; none where it is not known.
    pub fn of_unit(&self, id: &str) -> Vec<Fact> {
        let Ok(unit) = self.units.binary_search_by(|known| known.as_str().cmp(id)) else { return Vec::new() };
        let fact = |indicator: &str, period: Option<Period>, value: FactValue, source: Option<&str>| Fact {
            unit: id.to_owned(),
            indicator: indicator.to_owned(),
            period,
            value,
            source: source.map(str::to_owned),
        };
        let numbers =
            self.columns.iter().flat_map(|(name, by)| by.iter().map(move |(period, column)| (name, period, column)));
        let numbers = numbers.filter_map(|(name, period, column)| {
            Some(fact(name, *period, FactValue::Number(*column.cells.get(unit)?), self.source(column, unit)))
        });
        let texts =
            self.attributes.iter().flat_map(|(name, by)| by.iter().map(move |(period, texts)| (name, period, texts)));
        let texts = texts.filter_map(|(name, period, texts)| {
            Some(fact(name, *period, FactValue::Text(texts.get(unit)?.clone()?), None))
        });
        numbers.chain(texts).collect()
    }

    /// The same with what another set gives for all units.
    pub(crate) fn with_for_all(mut self, other: &FactSet) -> FactSet {
        self.for_all.clone_from(&other.for_all);
        self
    }

    /// Periods in which units have values of an indicator; none among them stands for facts without a period.
    pub fn periods_of(&self, indicator: &str) -> impl Iterator<Item = Option<Period>> {
        self.columns.get(indicator).into_iter().flat_map(|by_period| by_period.keys().copied())
    }

    /// The texts of an attribute in a period, one a unit; facts without a period hold where there is none of the period.
    pub fn attribute(&self, name: &str, period: Option<Period>) -> Option<Vec<Option<&str>>> {
        let by_period = self.attributes.get(name)?;
        let text =
            |period: Option<Period>, unit: usize| by_period.get(&period).and_then(|texts| texts[unit].as_deref());
        Some((0..self.units.len()).map(|unit| text(period, unit).or_else(|| text(None, unit))).collect())
    }

    /// The value of a unit, and where it comes from: the fact of the period itself, else the fact without a period, else what was given for all units (`*`). Only a blank is filled
    /// so; the other kinds of missing value are answers. With `exactly`, only a fact of the period itself counts: what is asked for is an earlier time.
    pub fn value(&self, indicator: &str, period: Option<Period>, exactly: bool, unit: usize) -> (Cell, Option<&str>) {
        let own = self.columns.get(indicator);
        let for_all = self.for_all.get(indicator);
        let without = if exactly { period } else { None };
        let from_columns = [period, without].into_iter().filter_map(|p| {
            let column = own?.get(&p)?;
            Some((column.cells[unit], self.source(column, unit)))
        });
        let from_all = [period, without].into_iter().filter_map(|p| Some((*for_all?.get(&p)?, None)));
        let is_answer = |(cell, _): &(Cell, Option<&str>)| cell.get() != Err(chiso_model::Missing::Blank);
        from_columns.chain(from_all.filter(|(cell, _)| !cell.is_missing())).find(is_answer).unwrap_or_default()
    }

    /// True when some fact of an indicator could be read in a period.
    pub fn knows(&self, indicator: &str, period: Option<Period>, exactly: bool) -> bool {
        let has = |by_period: &BTreeMap<Option<Period>, Column>| {
            by_period.contains_key(&period) || (!exactly && by_period.contains_key(&None))
        };
        let for_all = |by_period: &BTreeMap<Option<Period>, Cell>| {
            by_period.contains_key(&period) || (!exactly && by_period.contains_key(&None))
        };
        self.columns.get(indicator).is_some_and(has) || self.for_all.get(indicator).is_some_and(for_all)
    }

    /// Every period that some fact names, sorted.
    pub fn periods(&self) -> Vec<Period> {
        let mut periods: Vec<Period> = self.columns.values().flat_map(|c| c.keys().flatten().copied()).collect();
        periods.sort();
        periods.dedup();
        periods
    }

    /// Where the value of a unit in a column comes from.
    fn source(&self, column: &Column, unit: usize) -> Option<&str> {
        let index = (*column.source.get(unit)?)?;
        self.sources.get(usize::try_from(index).ok()?).map(String::as_str)
    }
}
