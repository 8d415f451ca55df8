//! Values that are to join: what the round itself says of each, before anything is kept.

use std::collections::BTreeMap;

use chiso_facts::Place;
use chiso_model::{Lang, Period, Text};
use chiso_round::assessment::Joined;
use chiso_round::{Assessment, AssessmentCommand, By, Criterion, CriterionInput};
use chiso_rulebook::definition::FactOrigin;

use crate::held::Held;

/// A value for a unit, and where it was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Row {
    /// Where it stands.
    pub(super) place: Place,
    pub(super) unit: String,
    pub(super) value: Joined,
}

impl Row {
    /// What it is a value of: unit, indicator, earlier period.
    pub(super) fn key(&self) -> (String, String, Option<Period>) {
        (self.unit.clone(), self.value.indicator.clone(), self.value.period)
    }
}

/// A value that cannot join.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bad {
    /// Where it stands.
    pub(super) place: Place,
    /// Why, and how to mend it.
    pub(super) why: String,
}

/// What was found in a file or elsewhere.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) rows: Vec<Row>,
    pub(super) bad: Vec<Bad>,
}

impl Found {
    /// The values by unit, as commands.
    pub(super) fn commands(self) -> Vec<(String, AssessmentCommand)> {
        let by_unit = by_unit(&self.rows).into_iter();
        by_unit.map(|(unit, values)| (unit.to_owned(), AssessmentCommand::Join { values })).collect()
    }

    /// Moves every value that the round would refuse to those that cannot join, with the round's own reason.
    pub(super) fn judged(mut self, held: &Held, by: &By, name: &dyn Fn(&str) -> Text, lang: Lang) -> Found {
        let refused = |unit: &str, values: Vec<Joined>| {
            Assessment::default().decide(held.frame(unit), by, AssessmentCommand::Join { values }).err()
        };
        let mut wrong: BTreeMap<usize, String> = BTreeMap::new();
        for (unit, values) in by_unit(&self.rows) {
            // One look at all values of a unit; only where something is wrong, one at each.
            let Some(whole) = refused(unit, values) else { continue };
            let before = wrong.len();
            for (i, row) in self.rows.iter().enumerate().filter(|(_, row)| row.unit == *unit) {
                if let Some(refusal) = refused(unit, vec![row.value.clone()]) {
                    wrong.insert(i, refusal.text(name).get(lang).to_owned());
                }
            }
            if wrong.len() == before
                && let Some(first) = self.rows.iter().position(|row| row.unit == *unit)
            {
                wrong.insert(first, whole.text(name).get(lang).to_owned());
            }
        }
        let bad = wrong.iter().filter_map(|(i, why)| {
            let row = self.rows.get(*i)?;
            Some(Bad { place: row.place.clone(), why: format!("{}: {why}", name(&row.unit).get(lang)) })
        });
        let bad: Vec<Bad> = bad.collect();
        let mut at = 0..;
        self.rows.retain(|_| at.next().is_some_and(|i: usize| !wrong.contains_key(&i)));
        self.bad.extend(bad);
        self.bad.sort_by(|a, b| a.place.cmp(&b.place));
        self
    }
}

fn by_unit(rows: &[Row]) -> BTreeMap<&str, Vec<Joined>> {
    let mut units: BTreeMap<&str, Vec<Joined>> = BTreeMap::new();
    for row in rows {
        units.entry(&row.unit).or_default().push(row.value.clone());
    }
    units
}

/// A number that joins: the criterion that reads it, and which number.
pub(super) struct Wanted<'a> {
    pub(super) criterion: &'a Criterion,
    pub(super) input: &'a CriterionInput,
}

/// Every number that joins from surveys, statistics, dossiers and other indices, in the rulebook's order.
pub(super) fn wanted(held: &Held) -> Vec<Wanted<'_>> {
    let joins =
        |criterion: &&Criterion| !matches!(criterion.origin, FactOrigin::SelfAssessment | FactOrigin::Leadership);
    let inputs = |criterion| {
        let of = move |input| Wanted { criterion, input };
        criterion.inputs.iter().filter(|input| input.entered_here).map(of)
    };
    held.rules.criteria().iter().filter(joins).flat_map(inputs).collect()
}

/// Whether a unit has a value of a number.
pub(super) fn has(assessment: &Assessment, input: &CriterionInput) -> bool {
    assessment.joined.iter().any(|joined| joined.indicator == input.indicator && joined.period == input.earlier)
}
