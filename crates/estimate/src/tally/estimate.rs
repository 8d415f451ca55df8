//! Estimates from a tally.

use std::sync::Arc;

use super::moments::{Moments, Reading};
use super::respondents::Within;
use super::{Key, Kind, Tally};
use crate::calibration::{Poststrata, Raked, Raking};
use crate::design::{Frame, Tree};
use crate::error::{EstimateError, TallyLimit};
use crate::estimand::Estimand;
use crate::exact::Exact;
use crate::outcome::{Dressing, Found};
use crate::rows::Score;
use crate::survey::{Estimates, Request};
use crate::threads;

/// What a tally was drawn from: the design, and what it is calibrated to.
#[derive(Debug, Clone, Copy)]
pub struct Sample<'a> {
    /// How leaves were drawn.
    pub frame: &'a Frame,
    /// Margins; ballots carry their cell in them.
    pub margins: Option<(&'a Poststrata, Raking)>,
}

/// What stands above and below the line, and for which domains.
#[derive(Debug, Clone)]
struct Line {
    item: usize,
    reading: Reading,
    total: bool,
    ratio: bool,
    only: Option<u32>,
}

/// What is the same for all estimates of a call.
pub(crate) struct Context<'a> {
    tally: &'a Tally,
    tree: Arc<Tree>,
    raked: Option<&'a Raked>,
    /// Groups in order.
    groups: Vec<(Key, usize)>,
    /// The weight of all of a group, whether they answered or not.
    all: Vec<f64>,
    leaves: usize,
    domains: usize,
}

impl Tally {
    /// Estimates of the tally's items. Items of ratios are the pairs of the layout, in the order in which ratios stand in the request; they come after all other items.
    ///
    /// `domains` is how many domains there are; [`Request::domains`] is not looked at, as ballots carry theirs.
    ///
    /// # Errors
    ///
    /// Estimands that need rows, lonely units, margins that cannot be reached, intervals that fit no estimand.
    pub fn estimate(&self, sample: &Sample, request: &Request, domains: usize) -> Result<Estimates, EstimateError> {
        let cells = sample.margins.map_or(u32::MAX, |(margins, _)| margins.cells() as u32);
        if self.groups().any(|(key, _)| key.leaf as usize >= sample.frame.leaves() || key.cell >= cells) {
            return Err(EstimateError::NotFromTallies(TallyLimit::OutsideSample));
        }
        let raked = match sample.margins {
            None => None,
            Some((margins, raking)) => {
                let mut sums = vec![Exact::ZERO; margins.cells()];
                let mut counts = vec![0u64; margins.cells()];
                for (key, group) in self.groups() {
                    sums[key.cell as usize].merge(&self.weight.get(group));
                    counts[key.cell as usize] += self.weighted[group];
                }
                let sums: Vec<f64> = sums.iter().map(Exact::value).collect();
                Some(margins.rake(&sums, &counts, raking)?)
            }
        };
        let context = Context::new(self, sample.frame, raked.as_ref(), domains)?;
        let dressing = context.dressing(request);
        dressing.check(&request.estimands)?;
        context.estimates(&request.estimands, dressing, request.threads)
    }
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        tally: &'a Tally,
        frame: &Frame,
        raked: Option<&'a Raked>,
        domains: usize,
    ) -> Result<Context<'a>, EstimateError> {
        let groups: Vec<(Key, usize)> = tally.groups().collect();
        let mut counts = vec![0u64; frame.leaves()];
        groups.iter().for_each(|(key, group)| counts[key.leaf as usize] += tally.ballots[*group]);
        let tree = Arc::new(frame.tree(&counts)?);
        let all = groups.iter().map(|(_, group)| tally.weight.get(*group).value()).collect();
        Ok(Context { tally, tree, raked, groups, all, leaves: frame.leaves(), domains })
    }

    pub(crate) fn dressing(&self, request: &Request) -> Dressing {
        let mut weighted = vec![0u64; self.leaves];
        self.groups.iter().for_each(|(key, group)| weighted[key.leaf as usize] += self.tally.weighted[*group]);
        Dressing::new(
            request.interval,
            request.df,
            self.tree.degrees_of_freedom(&weighted),
            self.tally.ballots() as f64,
        )
    }

    /// Every estimand in every domain.
    pub(crate) fn estimates(
        &self,
        estimands: &[Estimand],
        dressing: Dressing,
        threads: usize,
    ) -> Result<Estimates, EstimateError> {
        let mut estimates = Estimates { rows: Vec::new(), scores: Vec::new(), tree: self.tree.clone() };
        for (at, found) in
            threads::map(threads, estimands.len(), |at| self.found(estimands, at)).into_iter().enumerate()
        {
            for (domain, (found, score)) in found?.into_iter().enumerate() {
                estimates.rows.push(dressing.dress(at, &estimands[at], domain as u32, &found));
                estimates.scores.push(score);
            }
        }
        Ok(estimates)
    }

    fn ratio(&self, cell: u32) -> f64 {
        self.raked.map_or(1.0, |raked| raked.ratio[cell as usize])
    }

    /// An estimand in every domain.
    fn found(&self, estimands: &[Estimand], at: usize) -> Result<Vec<(Found, Option<Score>)>, EstimateError> {
        let estimand = &estimands[at];
        let kinds = &self.tally.layout.items;
        let singles = kinds.iter().filter(|kind| **kind != Kind::Pairs).count();
        let ratio = matches!(estimand, Estimand::Ratio { .. });
        let before = estimands[..at].iter().filter(|estimand| matches!(estimand, Estimand::Ratio { .. })).count();
        let item = if ratio { singles + before } else { estimand.item() };
        let Some(kind) = kinds.get(item) else { return Err(EstimateError::NoItem(item)) };
        let reading = match (kind, estimand) {
            (Kind::Codes(values), _) => Reading::Table(values.iter().map(|value| estimand.of(*value)).collect()),
            (Kind::Pairs, Estimand::Ratio { .. }) | (Kind::Numbers, Estimand::Mean(_) | Estimand::Total(_)) => {
                Reading::Plain
            }
            (Kind::Numbers, _) => {
                return Err(EstimateError::NotFromTallies(TallyLimit::SharesOfNumbers));
            }
            (Kind::Pairs, _) => return Err(EstimateError::NoItem(item)),
        };
        if matches!(estimand, Estimand::Quantile { .. }) {
            return Err(EstimateError::NotFromTallies(TallyLimit::Quantile));
        }
        if ratio && !self.tree.groups.is_empty() {
            return Err(EstimateError::NotFromTallies(TallyLimit::RatioOfRespondents));
        }
        let total = matches!(estimand, Estimand::Total(_) | Estimand::Count { .. });
        let line = Line { item, reading, total, ratio, only: None };
        let found = self.line(&line);
        let (Estimand::Variance(_), Kind::Codes(values)) = (estimand, kind) else { return Ok(found) };
        // The variance is the mean of squared deviations from a mean that is known now; each domain has its own.
        let squared = |(domain, (mean, _)): (usize, (Found, Option<Score>))| {
            let Some(middle) = mean.value else { return (Found::default(), None) };
            let n = mean.respondents as f64;
            let deviation = |value: &f64| (value - middle) * (value - middle) * (n / (n - 1.0));
            let reading = Reading::Table(values.iter().map(deviation).collect());
            let line = Line { reading, only: Some(domain as u32), ..line.clone() };
            let (found, score) = self.line(&line).swap_remove(domain);
            (Found { spread: None, ..found }, score)
        };
        Ok(found.into_iter().enumerate().map(squared).collect())
    }

    fn line(&self, line: &Line) -> Vec<(Found, Option<Score>)> {
        let cells = self.raked.map_or(1, |raked| raked.ratio.len());
        let cell = |key: &Key| if self.raked.is_some() { key.cell as usize } else { 0 };
        let mut sums = vec![Moments::default(); cells * self.domains];
        // For each group, where it belongs to a domain: sums above and below the line.
        let mut of_group = vec![None; self.groups.len()];
        let mut answered = vec![vec![]; self.domains];
        for (i, (key, group)) in self.groups.iter().enumerate() {
            let domain = key.domain as usize;
            if domain >= self.domains || line.only.is_some_and(|only| only != key.domain) {
                continue;
            }
            let moments = self.tally.moments(line.item, &line.reading, *group);
            of_group[i] = Some((moments.above.value(), moments.below.value()));
            answered[domain].push((key.leaf as usize, moments.respondents));
            sums[domain * cells + cell(key)].merge(&moments);
        }
        let in_domain = |domain: usize| {
            let sums = &sums[domain * cells..(domain + 1) * cells];
            self.in_domain(line, domain as u32, sums, &of_group, &answered[domain])
        };
        (0..self.domains).map(in_domain).collect()
    }

    fn in_domain(
        &self,
        line: &Line,
        domain: u32,
        sums: &[Moments],
        of_group: &[Option<(f64, f64)>],
        answered: &[(usize, u64)],
    ) -> (Found, Option<Score>) {
        let scaled = |pick: &dyn Fn(&Moments) -> &Exact| {
            let mut sum = Exact::ZERO;
            sums.iter().enumerate().for_each(|(cell, moments)| sum.add_scaled(pick(moments), self.ratio(cell as u32)));
            sum
        };
        let (weight, above, below) = (scaled(&|m| &m.weight), scaled(&|m| &m.above), scaled(&|m| &m.below));
        let respondents = sums.iter().map(|moments| moments.respondents).sum();
        let mut counts = vec![0u64; self.leaves];
        answered.iter().for_each(|(leaf, count)| counts[*leaf] += count);
        let df = self.tree.degrees_of_freedom(&counts);
        let mut found = Found { weight: weight.value(), respondents, df, ..Found::default() };
        let under = below.value();
        let value = if line.total { above.value() } else { above.value() / under };
        if respondents == 0 || !value.is_finite() {
            found.value = (line.total && respondents == 0).then_some(0.0);
            found.variance = found.value;
            return (found, None);
        }
        found.value = Some(value);
        if !line.ratio {
            let mean = if line.total { above.value() / under } else { value };
            found.spread = spread(&scaled(&|m| &m.above_squared), &above, &weight, mean, respondents);
        }
        if !line.total && self.tree.is_blind(&counts) {
            return (found, None);
        }
        // z = (above − middle · below) / scale for those in the domain.
        let (middle, scale) = if line.total { (0.0, 1.0) } else { (value, under) };
        let explained = self.raked.map(|raked| {
            let of_cell = |moments: &Moments| {
                let (mut sum, below) = if raked.weighs_by_design() {
                    (moments.above.clone(), &moments.below)
                } else {
                    (moments.plain_above.clone(), &moments.plain_below)
                };
                sum.add_scaled(below, -middle);
                sum.value() / scale
            };
            raked.explained(&sums.iter().map(of_cell).collect::<Vec<_>>())
        });
        let mut leaves = vec![0.0; self.leaves];
        for (i, (key, _)) in self.groups.iter().enumerate() {
            let mut score = match of_group[i] {
                Some((above, below)) if key.domain == domain => (above - middle * below) / scale,
                _ if explained.is_none() => continue,
                _ => 0.0,
            };
            if let Some(explained) = &explained {
                score = (score - explained[key.cell as usize] * self.all[i]) * self.ratio(key.cell);
            }
            leaves[key.leaf as usize] += score;
        }
        let between = self.tree.covariance(&leaves, &leaves);
        if self.tree.groups.is_empty() {
            found.variance = Some(between);
            return (found, Some(Score::Leaves(leaves)));
        }
        let within =
            Within { middle, scale, explained: explained.as_deref(), domain, item: line.item, reading: &line.reading };
        found.variance = Some(between + self.within(&within));
        (found, None)
    }

    /// Σ over groups of respondents of scale · Σ (t − mean t)².
    fn within(&self, within: &Within) -> f64 {
        let mut terms = Vec::new();
        let mut at = 0;
        for group in &self.tree.groups {
            while at < self.groups.len() && self.groups[at].0.leaf < group.leaf {
                at += 1;
            }
            let end = self.groups[at..]
                .iter()
                .position(|(key, _)| key.leaf != group.leaf)
                .map_or(self.groups.len(), |n| at + n);
            let squares = within.squares(self.tally, &self.groups[at..end], |cell| self.ratio(cell), group);
            terms.push(group.scale * squares);
            at = end;
        }
        chiso_model::exact_sum(&terms)
    }
}

/// Σ w (y − mean)² / Σ w · n/(n−1), without a rounding before the last.
fn spread(squared: &Exact, above: &Exact, weight: &Exact, mean: f64, respondents: u64) -> Option<f64> {
    if respondents < 2 {
        return None;
    }
    let mut sum = squared.clone();
    sum.add_scaled(above, -2.0 * mean);
    let mut once = Exact::ZERO;
    once.add_scaled(weight, mean);
    sum.add_scaled(&once, mean);
    let n = respondents as f64;
    Some(sum.value() / weight.value() * (n / (n - 1.0)))
}
