//! Ballots in the margins of the population: of which group each is, and weights raked to the totals.

use chiso_estimate::{EstimateError, Factor, Margin, Raking, Weighting};
use chiso_survey::campaign::PopulationMargin;

use super::live::Live;

/// Weights raked to margins, as `chiso survey estimate` does it: one alone is post-stratification.
pub(super) fn calibrated(weighting: Weighting, margins: &[Margin]) -> Result<Weighting, EstimateError> {
    match margins {
        [margin] => weighting.post_stratified(margin),
        margins => weighting.raked(margins, Raking::default()),
    }
}

impl Live {
    /// The label of a ballot in a margin: what the list of people says of its group, or else its answer to the question of that name.
    fn label(&self, margin: &str, ballot: usize) -> Option<&str> {
        let listed = self.places.margins.iter().find(|(name, _)| name == margin);
        if let Some(label) = listed.and_then(|(_, labels)| labels[self.groups[ballot] as usize].as_deref()) {
            return Some(label);
        }
        let place = self.variables.iter().position(|variable| variable.name == margin)?;
        self.variables[place].codes.get(usize::from(self.columns[place][ballot])).map(String::as_str)
    }

    /// Which ballots have a label in every margin: the others cannot be raked.
    pub(crate) fn placed(&self, population: &[PopulationMargin]) -> Vec<bool> {
        let placed = |ballot: usize| population.iter().all(|margin| self.label(&margin.name, ballot).is_some());
        (0..self.groups.len()).map(placed).collect()
    }

    /// The margins of some ballots.
    pub(super) fn margins(
        &self,
        population: &[PopulationMargin],
        ballots: &[usize],
    ) -> Result<Vec<Margin>, EstimateError> {
        let margin = |margin: &PopulationMargin| {
            let labels = ballots.iter().map(|ballot| self.label(&margin.name, *ballot).unwrap_or_default());
            Margin::new(Factor::new(&margin.name, labels), &margin.totals)
        };
        population.iter().map(margin).collect()
    }

    /// The labels that a margin can have: those of the list of people, or the answers to the question of that name; none where there is neither.
    pub(crate) fn labels(&self, margin: &str) -> Vec<String> {
        let listed = self.places.margins.iter().find(|(name, _)| name == margin);
        let mut labels: Vec<String> = listed.iter().flat_map(|(_, labels)| labels.iter().flatten().cloned()).collect();
        labels.sort();
        labels.dedup();
        if labels.is_empty()
            && let Some(variable) = self.variables.iter().find(|variable| variable.name == margin)
        {
            labels.clone_from(&variable.codes);
        }
        labels
    }
}
