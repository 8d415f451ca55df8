//! The published file from the ballots of a closed survey.

use std::collections::{BTreeMap, BTreeSet};

use chiso_estimate::{EstimateError, Estimates};
use chiso_model::{Lang, Text};
use chiso_questionnaire::{ScoreNode, Statistic, Texts};
use chiso_survey::score::Scale;

use super::check::multiplier;
use super::file::{
    About, Estimate, IntervalRule, Issue, Matrix, Published, Questionnaire, Response, SCHEMA, Sample, ScaleOf, Score,
    Unit,
};
use crate::people::Counts;
use crate::results::{Figure, Live, Of, Places, Results, Steps, Told};

/// Between more units than these covariances are not told: they would be millions of numbers.
const UNITS: usize = 400;

/// What stands in the file and is not in the ballots.
pub(crate) struct Before {
    pub(crate) about: About,
    pub(crate) issue: Issue,
    /// SHA-256 of the file of the questionnaire.
    pub(crate) questionnaire: String,
    /// How the sample was drawn, in the words of its method.
    pub(crate) drawn: BTreeMap<String, String>,
    /// Who was asked, and what became of it.
    pub(crate) asked: Counts,
    /// Names of the rated units, in their order.
    pub(crate) units: Vec<Text>,
}

/// Makes the file. What the board tells is told here, and nothing else.
///
/// # Errors
/// Why there are no estimates.
pub(crate) fn made(live: &Live, results: &Results, before: Before) -> Result<Published, EstimateError> {
    let making = Making { live, results };
    let (whole, units) = (making.matrices(Of::All)?, making.matrices(Of::Units)?);
    let df = whole.as_ref().map_or(0.0, |known| known.df);
    let level = live.places.level;
    Ok(Published {
        schema: SCHEMA.to_owned(),
        engine: env!("CARGO_PKG_VERSION").to_owned(),
        response: making.response(&before.asked),
        questionnaire: Questionnaire {
            title: live.form.settings().title.clone().unwrap_or_default(),
            sha256: before.questionnaire,
            form: live.form.hash().to_string(),
        },
        survey: before.about,
        issue: before.issue,
        sample: sample(&live.places, before.drawn),
        least: results.pace.least,
        interval: IntervalRule { level, multiplier: multiplier(level, df), df },
        scores: making.scores(),
        covariance_of_items: whole.map_or_else(Matrix::default, |known| making.of_items(&known)),
        covariance_between_units: units.as_ref().map_or_else(BTreeMap::new, |known| making.between(known)),
        units: making.units(before.units, units.as_ref()),
    })
}

struct Making<'a> {
    live: &'a Live,
    results: &'a Results,
}

/// Estimates with covariances, and of how many groups they are.
struct Known {
    estimates: Estimates,
    groups: usize,
    df: f64,
}

impl Making<'_> {
    /// The estimates that covariances are asked of; none where nothing is told.
    fn matrices(&self, of: Of<'_>) -> Result<Option<Known>, EstimateError> {
        let (steps, groups) = match of {
            Of::Units => (&self.results.units, self.live.places.units.levels.len()),
            _ => (&self.results.all, 1),
        };
        if steps.as_ref().map_err(EstimateError::clone)?.figures.is_empty() || self.live.items.is_empty() {
            return Ok(None);
        }
        let (estimates, with_rows) = self.live.estimates(of)?;
        let df = estimates.rows.first().map_or(0.0, |row| row.df);
        Ok(Some(Known { estimates: with_rows.unwrap_or(estimates), groups, df }))
    }

    fn nodes(&self) -> &[ScoreNode] {
        &self.live.form.scoring().nodes
    }

    /// What a score is made of: numbers of items in the order of the form's scoring, and weights in the unit that is told.
    fn terms(&self, known: &Known, group: usize, node: usize) -> Option<Vec<(usize, f64)>> {
        let weights = self.live.form.scoring().item_weights(node).into_iter().map(|(node, weight)| {
            let item = self.live.items.iter().position(|item| item.node == node)?;
            Some((item * known.groups + group, weight * self.live.items[item].factor()))
        });
        weights.collect()
    }

    /// A matrix of sums by name; what has no covariance with itself is left out, and nothing stands in it that is not told.
    fn matrix(known: &Known, sums: Vec<(String, Vec<(usize, f64)>)>) -> Matrix {
        let (names, terms): (Vec<String>, Vec<Vec<(usize, f64)>>) = sums.into_iter().unzip();
        let lower = known.estimates.covariances(&terms);
        let kept: Vec<usize> = (0..names.len()).filter(|at| lower[*at][*at].is_some()).collect();
        let line =
            |row: &usize| kept.iter().take_while(|at| *at <= row).map(|at| lower[*row][*at].unwrap_or(0.0)).collect();
        Matrix { lower: kept.iter().map(line).collect(), names: kept.iter().map(|at| names[*at].clone()).collect() }
    }

    fn of_items(&self, known: &Known) -> Matrix {
        let told = |node: usize| self.whole(node).is_some_and(|figure| figure.value.is_some());
        let items = self.live.items.iter().map(|item| item.node).filter(|node| told(*node));
        let sum = |node: usize| Some((self.nodes()[node].name.clone(), self.terms(known, 0, node)?));
        Self::matrix(known, items.filter_map(sum).collect())
    }

    /// The figure of a group whose count is told: only where enough answered.
    fn told(&self, steps: &Steps, group: usize, node: usize, count: Told) -> Option<Figure> {
        count?;
        let figure = steps.figures.get(group)?.get(node)?;
        (figure.respondents >= self.results.pace.least).then_some(*figure)
    }

    fn whole(&self, node: usize) -> Option<Figure> {
        self.told(self.results.all.as_ref().ok()?, 0, node, self.results.counts.all)
    }

    fn of_unit(&self, group: usize, node: usize) -> Option<Figure> {
        let count = self.results.counts.units.get(group).copied().flatten();
        self.told(self.results.units.as_ref().ok()?, group, node, count)
    }

    /// Scores above the items.
    fn above(&self) -> impl Iterator<Item = usize> {
        (0..self.nodes().len()).filter(|node| self.nodes()[*node].item.is_none())
    }

    fn scores(&self) -> Vec<Score> {
        let form = &self.live.form;
        let text = |label: &Texts| {
            let (vi, en) = (form.text(label, Lang::Vi.tag()), form.text(label, Lang::En.tag()));
            Text::new(vi, en)
        };
        let score = |(node, score): (usize, &ScoreNode)| Score {
            name: score.name.clone(),
            label: if score.label.is_empty() { Text::new(&score.name, &score.name) } else { text(&score.label) },
            parent: score.parent.map(|parent| self.nodes()[parent].name.clone()),
            weight: score.weight,
            question: score.item.as_ref().map(|(question, _)| question.clone()),
            codes: score.item.as_ref().and_then(|(_, statistic)| match statistic {
                Statistic::Share(codes) => Some(codes.clone()),
                Statistic::Mean => None,
            }),
            scale: if self.live.scale(node) == Scale::Percent { ScaleOf::Percent } else { ScaleOf::Mean },
            highest: self.highest(node),
            estimate: self.whole(node).and_then(|figure| {
                let item = self.live.items.iter().position(|item| item.node == node);
                let answered = item.and_then(|item| self.results.counts.items.get(item).copied().flatten());
                estimate(figure, answered)
            }),
        };
        self.nodes().iter().enumerate().map(score).collect()
    }

    /// The greatest value: 100 of shares, the greatest code of means.
    fn highest(&self, node: usize) -> Option<f64> {
        if self.live.scale(node) == Scale::Percent {
            return Some(100.0);
        }
        let under = self.live.form.scoring().item_weights(node).into_iter();
        let items =
            under.map(|(node, _)| self.live.items.iter().find(|item| item.node == node && item.counts.is_none()));
        let codes = items
            .map(|item| Some(item?.values.iter().copied().filter(|value| !value.is_nan()).fold(f64::MIN, f64::max)));
        codes.collect::<Option<Vec<f64>>>()?.into_iter().reduce(f64::max)
    }

    fn units(&self, titles: Vec<Text>, known: Option<&Known>) -> Vec<Unit> {
        let levels = &self.live.places.units.levels;
        // Where none was named, the whole is all there is.
        if levels.iter().all(String::is_empty) {
            return Vec::new();
        }
        let unit = |((group, id), title): ((usize, &String), Text)| {
            let scores = (0..self.nodes().len()).filter_map(|node| {
                Some((self.nodes()[node].name.clone(), estimate(self.of_unit(group, node)?, None)?))
            });
            let scores: BTreeMap<String, Estimate> = scores.collect();
            let sum = |known: &Known, node: usize| {
                let name = self.nodes()[node].name.clone();
                scores.contains_key(&name).then_some(())?;
                Some((name, self.terms(known, group, node)?))
            };
            let covariance = known.map_or_else(Matrix::default, |known| {
                Self::matrix(known, self.above().filter_map(|node| sum(known, node)).collect())
            });
            Unit {
                id: id.clone(),
                title,
                ballots: self.results.counts.units.get(group).copied().flatten(),
                scores,
                covariance,
            }
        };
        levels.iter().enumerate().zip(titles).map(unit).collect()
    }

    /// Of the index, and of what is directly under it.
    fn between(&self, known: &Known) -> BTreeMap<String, Matrix> {
        let levels = &self.live.places.units.levels;
        if !(2..=UNITS).contains(&levels.len()) {
            return BTreeMap::new();
        }
        let scoring = self.live.form.scoring();
        let index = scoring.children(None).next();
        let heads = index.into_iter().chain(index.into_iter().flat_map(|index| scoring.children(Some(index))));
        let of = |node: usize| {
            let sum = |(group, id): (usize, &String)| {
                self.of_unit(group, node)?.value?;
                Some((id.clone(), self.terms(known, group, node)?))
            };
            Self::matrix(known, levels.iter().enumerate().filter_map(sum).collect())
        };
        heads
            .filter(|node| self.nodes()[*node].item.is_none())
            .map(|node| (self.nodes()[node].name.clone(), of(node)))
            .collect()
    }

    fn response(&self, asked: &Counts) -> Response {
        let ballots = self.results.counts.all;
        let outcomes = ballots.map(|ballots| asked.outcomes(ballots));
        let rates = outcomes.and_then(|outcomes| outcomes.rates());
        Response {
            invited: asked.people,
            exchanged: asked.opened,
            ballots,
            refused: outcomes.map(|outcomes| outcomes.refusal),
            not_met: outcomes.map(|outcomes| outcomes.non_contact),
            unable: outcomes.map(|outcomes| outcomes.other),
            not_eligible: outcomes.map(|outcomes| outcomes.not_eligible),
            unknown: outcomes.map(|outcomes| outcomes.unknown_other),
            rr1: rates.map(|rates| rates.rr1),
            rr2: rates.map(|rates| rates.rr2),
            rr3: rates.map(|rates| rates.rr3),
            by_day: self.results.counts.days.clone(),
            unread: self.results.unread,
        }
    }
}

/// The sample, as far as groups tell it.
fn sample(places: &Places, drawn: BTreeMap<String, String>) -> Sample {
    let stages = places.stages();
    let first = stages.first();
    let strata = first.and_then(|stage| stage.strata.as_ref());
    let clusters = first.and_then(|stage| stage.clusters.as_ref()).map(|clusters| {
        // Two strata may call their units alike.
        let stratum = |group: usize| strata.map(|strata| strata.codes[group]);
        let units: BTreeSet<_> =
            clusters.codes.iter().enumerate().map(|(group, code)| (stratum(group), *code)).collect();
        units.len()
    });
    let weights = places.weights.iter().copied();
    Sample {
        groups: places.ids.len(),
        weights: (weights.clone().fold(f64::INFINITY, f64::min), weights.fold(0.0, f64::max)),
        stages: stages.len(),
        strata: strata.map_or(1, |strata| strata.codes.iter().collect::<BTreeSet<_>>().len()),
        clusters,
        finite_population: stages.iter().any(|stage| stage.population.is_some()),
        drawn,
    }
}

/// A figure as it stands in the file; none where it has no value.
fn estimate(figure: Figure, answered: Option<u64>) -> Option<Estimate> {
    let (low, high) = figure.interval.unzip();
    Some(Estimate {
        value: figure.value?,
        standard_error: figure.standard_error,
        low,
        high,
        answered,
        effective: answered.and(figure.effective),
        design_effect: answered.and(figure.design_effect),
    })
}
