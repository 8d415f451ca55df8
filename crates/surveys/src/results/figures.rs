//! Estimates of every item and score, of all ballots or by group, each with its interval.

use chiso_estimate::{
    Answers, EstimateError, Estimates, Factor, Interval, Method, Request, Sample, Survey, Tally, Weighting,
};
use chiso_survey::campaign::{Mode, PopulationMargin};
use chiso_survey::score::{Scale, Score, score};

use super::live::Live;
use super::margins::calibrated;
use super::variables::{Item, NONE, scale};

/// What is said of an item or a score.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(crate) struct Figure {
    pub(crate) value: Option<f64>,
    pub(crate) standard_error: Option<f64>,
    pub(crate) interval: Option<(f64, f64)>,
    /// Respondents; of a score those of the item that fewest answered.
    pub(crate) respondents: u64,
    pub(crate) effective: Option<f64>,
    pub(crate) design_effect: Option<f64>,
}

/// Of whom.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Of<'a> {
    /// Of all.
    All,
    /// By rated unit.
    Units,
    /// By a label of each ballot.
    By(&'a Factor),
    /// Of the ballots that are marked.
    Marked(&'a [bool]),
    /// Of all that have every margin, weights raked to the population.
    Raked(&'a [PopulationMargin]),
}

impl Live {
    fn request(&self) -> Result<Request<'static>, EstimateError> {
        let shares = self.items.iter().any(|item| item.counts.is_some());
        let interval = Interval::new(if shares { Method::Logit } else { Method::T }, self.places.level)?;
        let estimands = self.items.iter().enumerate().map(|(number, item)| item.estimand(number)).collect();
        Ok(Request { interval, ..Request::of(estimands) })
    }

    /// The estimates of the items, from the tallies where these have them; and where covariances are.
    ///
    /// # Errors
    /// Why there is no estimate: lonely units, no degrees of freedom.
    pub(crate) fn estimates(&self, of: Of<'_>) -> Result<(Estimates, Option<Estimates>), EstimateError> {
        let request = self.request()?;
        let sample = Sample { frame: self.places.frame(), margins: None };
        let draws_respondents = self.places.frame().draws_respondents();
        let from_rows = |domains: Option<&Factor>, marked: Option<&[bool]>, raked: &[PopulationMargin]| {
            self.rows(marked, domains, raked, |survey, domains| {
                let request = Request { domains, ..request.clone() };
                let estimates = survey.estimate(&request)?;
                let covariances = if draws_respondents { Some(survey.estimate_rows(&request)?) } else { None };
                Ok((estimates, covariances))
            })
        };
        // Where respondents themselves were drawn, covariances need their rows.
        let covariances = |domains: Option<&Factor>| {
            let of = |survey: &Survey<'_>, domains: Option<&Factor>| {
                survey.estimate_rows(&Request { domains, ..request.clone() })
            };
            draws_respondents.then(|| self.rows(None, domains, &[], of)).transpose()
        };
        match of {
            Of::All => Ok((self.whole.estimate(&sample, &request, 1)?, covariances(None)?)),
            Of::Units => {
                let units = self.units();
                Ok((self.by_unit.estimate(&sample, &request, units.levels.len())?, covariances(Some(&units))?))
            }
            Of::By(factor) => from_rows(Some(factor), None, &[]),
            Of::Marked(marked) => match self.tally_of(marked)? {
                Some(tally) => Ok((tally.estimate(&sample, &request, 1)?, None)),
                None => from_rows(None, Some(marked), &[]),
            },
            Of::Raked(population) => from_rows(None, Some(&self.placed(population)), population),
        }
    }

    /// The tally of the marked ballots, where few are not marked: the whole, from which those are taken back, which is exact. None where most would be, or where respondents
    /// themselves were drawn, so that covariances need rows.
    fn tally_of(&self, marked: &[bool]) -> Result<Option<Tally>, EstimateError> {
        let others: Vec<usize> = (0..marked.len()).filter(|ballot| !marked[*ballot]).collect();
        if self.places.frame().draws_respondents() || others.len() * 4 > marked.len() {
            return Ok(None);
        }
        let mut tally = self.whole.clone();
        for ballot in others {
            let answers = self.item_answers(|variable| self.columns[variable][ballot]);
            tally.remove(&self.counted(self.groups[ballot], &answers))?;
        }
        Ok(Some(tally))
    }

    /// For each ballot its rated unit.
    pub(crate) fn units(&self) -> Factor {
        let units = &self.places.units;
        Factor {
            name: units.name.clone(),
            codes: self.groups.iter().map(|group| units.codes[*group as usize]).collect(),
            levels: units.levels.clone(),
        }
    }

    /// For each ballot how it was given.
    pub(crate) fn ways(&self) -> Factor {
        let codes = self.modes.iter().map(|mode| *mode as u32).collect();
        Factor { name: "mode".to_owned(), codes, levels: Mode::ALL.iter().map(|mode| format!("{mode:?}")).collect() }
    }

    /// For each ballot its answer to a variable.
    pub(crate) fn answers(&self, variable: usize) -> Factor {
        let code = |byte: &u8| if *byte == NONE { chiso_estimate::NONE } else { u32::from(*byte) };
        Factor {
            name: self.variables[variable].name.clone(),
            codes: self.columns[variable].iter().map(code).collect(),
            levels: self.variables[variable].codes.clone(),
        }
    }

    /// Asks the engine about the ballots that are marked, or about all, as columns; with weights raked to margins where there are any.
    fn rows<T>(
        &self,
        marked: Option<&[bool]>,
        domains: Option<&Factor>,
        raked: &[PopulationMargin],
        ask: impl FnOnce(&Survey<'_>, Option<&Factor>) -> Result<T, EstimateError>,
    ) -> Result<T, EstimateError> {
        let keeps = |ballot: &usize| marked.is_none_or(|marked| marked[*ballot]);
        let ballots: Vec<usize> = (0..self.groups.len()).filter(keeps).collect();
        let groups: Vec<u32> = ballots.iter().map(|ballot| self.groups[*ballot]).collect();
        let design = self.places.design_of(&groups)?;
        let column =
            |item: &Item| ballots.iter().map(|ballot| self.columns[item.variable][*ballot]).collect::<Vec<u8>>();
        let columns: Vec<Vec<u8>> = self.items.iter().map(column).collect();
        let items: Vec<chiso_estimate::Item<'_>> = self
            .items
            .iter()
            .zip(&columns)
            .map(|(item, codes)| chiso_estimate::Item {
                name: self.variables[item.variable].name.clone(),
                answers: Answers::Codes { codes, values: &item.values },
            })
            .collect();
        let weighting = if raked.is_empty() {
            Weighting::of(&design)
        } else {
            calibrated(Weighting::of(&design), &self.margins(raked, &ballots)?)?
        };
        ask(&Survey { design: &design, weighting: &weighting, replicates: None, items: &items }, domains)
    }

    /// Figures for each node of the scoring; a list for each group.
    ///
    /// # Errors
    /// As [`Live::estimates`].
    pub(crate) fn figures(&self, of: Of<'_>) -> Result<Vec<Vec<Figure>>, EstimateError> {
        let (estimates, covariances) = self.estimates(of)?;
        let groups = match of {
            Of::All | Of::Marked(_) | Of::Raked(_) => 1,
            Of::Units => self.places.units.levels.len(),
            Of::By(factor) => factor.levels.len(),
        };
        Ok((0..groups)
            .map(|group| self.nodes(&estimates, covariances.as_ref().unwrap_or(&estimates), group, groups))
            .collect())
    }

    fn nodes(&self, estimates: &Estimates, covariances: &Estimates, group: usize, groups: usize) -> Vec<Figure> {
        let interval = Interval::new(Method::T, self.places.level).unwrap_or_default();
        let row = |item: usize| &estimates.rows[item * groups + group];
        let factor = |item: usize| self.items[item].factor();
        let values: Vec<Option<f64>> =
            (0..self.items.len()).map(|item| row(item).value.map(|value| value * factor(item))).collect();
        let scoring = self.form.scoring();
        let item_of = |node: usize| self.items.iter().position(|item| item.node == node);
        let node = |node: usize| {
            if scoring.nodes[node].item.is_some() {
                let Some(item) = item_of(node) else { return Figure::default() };
                let (row, factor) = (row(item), factor(item));
                return Figure {
                    value: values[item],
                    standard_error: row.standard_error.map(|error| error * factor),
                    interval: row.interval.map(|(low, high)| (low * factor, high * factor)),
                    respondents: row.respondents,
                    effective: row.effective_respondents,
                    design_effect: row.design_effect,
                };
            }
            let weights =
                scoring.item_weights(node).into_iter().map(|(node, weight)| item_of(node).map(|item| (item, weight)));
            let Some(weights) = weights.collect::<Option<Vec<(usize, f64)>>>() else { return Figure::default() };
            let Some(score) = score(&weights, &values, |_, _| None) else { return Figure::default() };
            // The engine has the variance of the sum in one pass over the sample, instead of one for each pair of items.
            let terms: Vec<(usize, f64)> =
                weights.iter().map(|(item, weight)| (item * groups + group, weight * factor(*item))).collect();
            let variance = covariances.combined(&terms).map(|(_, error)| error * error);
            let score = Score { variance, ..score };
            let df = weights.first().map_or(0.0, |(item, _)| row(*item).df);
            let errors = (df > 0.0).then(|| interval.standard_errors(df));
            Figure {
                value: Some(score.value),
                standard_error: score.standard_error(),
                interval: errors.and_then(|errors| score.interval(errors, scale(&self.items, &weights))),
                respondents: weights.iter().map(|(item, _)| row(*item).respondents).min().unwrap_or(0),
                effective: None,
                design_effect: None,
            }
        };
        (0..scoring.nodes.len()).map(node).collect()
    }

    /// What the score of a node is measured on.
    pub(crate) fn scale(&self, node: usize) -> Scale {
        let scoring = self.form.scoring();
        let item = |node: usize| self.items.iter().position(|item| item.node == node).unwrap_or(usize::MAX);
        let weights: Vec<(usize, f64)> =
            scoring.item_weights(node).into_iter().map(|(node, weight)| (item(node), weight)).collect();
        scale(&self.items, &weights)
    }
}
