//! Ballots in the margins of the population: of which group each is, and weights raked to the totals.

use std::collections::BTreeMap;

use chiso_estimate::{EstimateError, Factor, Margin, Raking, Weighting};
use chiso_model::{Lang, Text, decimal};
use chiso_survey::campaign::PopulationMargin;

use super::figures::Of;
use super::live::Live;
use super::shown::{Pace, Steps};
use super::table::Sides;

/// How many times as much as that of another the weights of a label may be raised: a total that is out of all proportion would show the ballots of its label alone.
const UNEVEN: f64 = 20.0;

/// Why scores are not raked.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum NotRaked {
    /// The engine says so.
    Estimate(EstimateError),
    /// A label has fewer ballots than the least number, or so few have none.
    Few { margin: String, least: u64 },
    /// Totals that ask for weights of a label that are more than [`UNEVEN`] times those of another.
    Uneven { margin: String },
    /// Too few ballots joined since.
    Waits { least: u64 },
}

impl NotRaked {
    /// What is wrong and how it is mended, or what it waits for.
    pub(crate) fn message(&self, lang: Lang) -> String {
        let text = match self {
            NotRaked::Estimate(error) => return error.message(lang),
            NotRaked::Few { margin, least } => Text::new(
                format!(
                    "mỗi nhóm của {margin} cần ít nhất {least} phiếu, và số phiếu không rõ nhóm phải là 0 hoặc ít nhất {least}."
                ),
                format!(
                    "each group of {margin} needs {least} ballots or more, and those whose group is not known must be none or {least} or more."
                ),
            ),
            NotRaked::Uneven { margin } => {
                let times = decimal(UNEVEN, 0, lang);
                Text::new(
                    format!(
                        "số dân theo {margin} lệch quá xa so với số phiếu: có nhóm phải tăng trọng số gấp hơn {times} lần nhóm khác. Hãy kiểm tra lại số dân."
                    ),
                    format!(
                        "the totals of {margin} are too far from the ballots: one group would be weighted more than {times} times as much as another. Check the totals."
                    ),
                )
            }
            NotRaked::Waits { least } => Text::new(
                format!(
                    "số dân đã đổi hoặc có phiếu mới; kết quả hiện khi mỗi nhóm có thêm ít nhất {least} phiếu, hoặc khi đóng đợt khảo sát."
                ),
                format!(
                    "totals changed, or ballots came; it is shown when {least} or more joined each group, or at the close."
                ),
            ),
        };
        text.get(lang).to_owned()
    }
}

/// What is shown with raked weights: together with what is shown without, it tells of labels, so all of them move together.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Raked {
    sides: Sides<Steps>,
    /// Of how many ballots it was shown last.
    of: u64,
    /// Whether that was with these totals.
    same: bool,
}

impl Raked {
    pub(super) fn new(forgotten: Option<u64>) -> Raked {
        Raked { sides: Sides::new(forgotten), of: 0, same: false }
    }

    /// What is shown at a moment of so many ballots, or when the totals changed.
    pub(super) fn step(&mut self, live: &Live, pace: Pace, ballots: u64, changed: bool) -> Result<Steps, NotRaked> {
        self.same &= !changed;
        if live.population.is_empty() || ballots < pace.least {
            return Ok(Steps::default());
        }
        live.may_be_raked(pace.least)?;
        let placed = live.placed(&live.population).into_iter().filter(|placed| *placed).count() as u64;
        let found = live.figures(Of::Raked(&live.population)).map_err(NotRaked::Estimate)?;
        let found = Steps { ballots: vec![placed], figures: found };
        let waits = NotRaked::Waits { least: pace.least };
        // Other totals of the same ballots are another sum of the same labels.
        if pace.open && !self.same && self.sides.is_shown() && ballots == self.of {
            return Err(waits);
        }
        if self.sides.step(live.sides(), pace, || found) {
            (self.of, self.same) = (ballots, true);
        }
        if self.same { Ok(self.sides.said().clone()) } else { Err(waits) }
    }
}

/// Weights raked to margins, as `chiso survey estimate` does it: one alone is post-stratification.
pub(super) fn calibrated(weighting: Weighting, margins: &[Margin]) -> Result<Weighting, EstimateError> {
    match margins {
        [margin] => weighting.post_stratified(margin),
        margins => weighting.raked(margins, Raking::default()),
    }
}

impl Live {
    /// For each margin the label of each ballot; the ballots that are not raked have one of their own.
    fn sides(&self) -> Vec<Vec<u32>> {
        let placed = self.placed(&self.population);
        let side = |margin: &PopulationMargin| {
            let label = |ballot: usize| {
                let label = self.label(&margin.name, ballot).filter(|_| placed[ballot]);
                let place = label.and_then(|label| margin.totals.iter().position(|(own, _)| own == label));
                place.and_then(|place| u32::try_from(place).ok()).unwrap_or(u32::MAX)
            };
            (0..self.groups.len()).map(label).collect()
        };
        self.population.iter().map(side).collect()
    }

    /// Whether raked scores tell of no few ballots: every label has enough, and no label is weighted out of proportion.
    ///
    /// # Errors
    /// Why not.
    fn may_be_raked(&self, least: u64) -> Result<(), NotRaked> {
        for (margin, sides) in self.population.iter().zip(self.sides()) {
            let mut labels: BTreeMap<u32, (u64, f64)> = BTreeMap::new();
            for (side, group) in sides.iter().zip(&self.groups) {
                let label = labels.entry(*side).or_default();
                label.0 += 1;
                label.1 += self.places.weights[*group as usize];
            }
            let name = || margin.name.clone();
            if labels.values().any(|(count, _)| *count < least) {
                return Err(NotRaked::Few { margin: name(), least });
            }
            let raised: Vec<f64> = margin
                .totals
                .iter()
                .zip(0..)
                .filter_map(|((_, total), place)| labels.get(&place).map(|(_, weight)| total / weight))
                .collect();
            let (low, high) = raised
                .iter()
                .fold((f64::INFINITY, 0.0_f64), |(low, high), raised| (low.min(*raised), high.max(*raised)));
            if high > UNEVEN * low {
                return Err(NotRaked::Uneven { margin: name() });
            }
        }
        Ok(())
    }

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
