//! Scores as facts that rulebooks read: a criterion that takes its points from an index (`kind: index`) reads `sipas` of the whole index and `sipas.policy` of a part, which are
//! the names of the questionnaire's scores.

use super::file::{Estimate, Published, ScaleOf, Score};

/// A value of a unit.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Fact {
    pub(crate) unit: String,
    pub(crate) name: String,
    pub(crate) value: f64,
}

impl Published {
    /// What a fact of a score is called.
    fn fact_name(&self, score: &Score) -> String {
        let index = |score: &Score| {
            let mut top = score.clone();
            while let Some(above) =
                top.parent.as_ref().and_then(|name| self.scores.iter().find(|other| other.name == *name))
            {
                top = above.clone();
            }
            top.name
        };
        if score.parent.is_none() { score.name.clone() } else { format!("{}.{}", index(score), score.name) }
    }

    /// What is told of each score of a unit: with the whole first, as that of the agency that ran the survey, unless that is a rated unit itself.
    fn told(&self) -> impl Iterator<Item = (&str, &Score, Estimate)> {
        let owner = self.survey.owner.as_str();
        let rated = self.units.iter().any(|unit| unit.id == owner && !unit.scores.is_empty());
        let whole = self.scores.iter().filter(move |_| !rated);
        let whole = whole.filter_map(move |score| Some((owner, score, score.estimate?)));
        let named = self.units.iter().filter(|unit| !unit.id.is_empty());
        let units = named.flat_map(|unit| {
            self.scores.iter().filter_map(|score| Some((unit.id.as_str(), score, *unit.scores.get(&score.name)?)))
        });
        whole.chain(units)
    }

    /// Every score of every unit, and its standard error as `NAME.standard_error`.
    pub(crate) fn facts(&self) -> Vec<Fact> {
        let fact = |(unit, score, estimate): (&str, &Score, Estimate)| {
            let (unit, name) = (unit.to_owned(), self.fact_name(score));
            let error = estimate.standard_error.map(|value| Fact {
                unit: unit.clone(),
                name: format!("{name}.standard_error"),
                value,
            });
            [Some(Fact { unit, name, value: estimate.value }), error]
        };
        self.told().flat_map(fact).flatten().collect()
    }

    /// The scores that a criterion may take from an index whose values go up to `out_of`, by unit.
    pub(crate) fn facts_named(&self, name: &str, out_of: f64) -> Vec<Fact> {
        let fits = |score: &Score| {
            let highest = score.highest.filter(|_| score.scale == ScaleOf::Percent || score.highest > Some(0.0));
            self.fact_name(score) == name
                && highest.is_some_and(|highest| (highest - out_of).abs() <= f64::EPSILON * out_of.abs())
        };
        let found = self.told().filter(|(_, score, _)| fits(score));
        found
            .map(|(unit, _, estimate)| Fact { unit: unit.to_owned(), name: name.to_owned(), value: estimate.value })
            .collect()
    }
}
