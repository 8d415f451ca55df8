//! Estimates from rows: any estimand, any design. Sums are exact, so that the order of rows does not matter, but for calibration to numeric auxiliaries, whose
//! regression is solved in the order of rows.

mod linear;
mod quantile;
mod score;

use std::sync::Arc;

use crate::calibration::Weighting;
use crate::design::{Design, Tree};
use crate::error::EstimateError;
use crate::estimand::{Estimand, Item};
use crate::factor::{Factor, NONE};
use crate::outcome::{Dressing, Estimate, Found};
use crate::replicate::{Replicates, Weights};
use crate::survey::Request;
use crate::threads;
pub(crate) use score::Score;

/// Rows times estimates beyond which scores of rows are not kept, and covariances not known.
const KEPT: usize = 1 << 26;

/// A sample as the row engine sees it.
pub(crate) struct Rows<'a> {
    pub(crate) design: &'a Design,
    pub(crate) weighting: &'a Weighting,
    pub(crate) tree: Tree,
    pub(crate) counts: Vec<u64>,
    pub(crate) replicates: Option<&'a Replicates>,
    pub(crate) items: &'a [Item<'a>],
    pub(crate) domains: Option<&'a Factor>,
}

/// Estimates and the scores from which covariances are taken.
pub(crate) struct FromRows {
    pub(crate) estimates: Vec<Estimate>,
    pub(crate) scores: Vec<Option<Score>>,
    pub(crate) tree: Arc<Tree>,
}

impl<'a> Rows<'a> {
    pub(crate) fn new(
        design: &'a Design,
        weighting: &'a Weighting,
        replicates: Option<&'a Replicates>,
        items: &'a [Item<'a>],
        domains: Option<&'a Factor>,
    ) -> Result<Rows<'a>, EstimateError> {
        let counts = design.counts();
        // Replicates bring their own variance; whether a stratum has one unit does not matter to given ones.
        let tree = match (design.frame.tree(&counts), replicates) {
            (Err(EstimateError::LonelyPsu { .. }), Some(_)) => Tree::empty(),
            (tree, _) => tree?,
        };
        if let Some(Replicates { weights: Weights::Given(columns), .. }) = replicates
            && columns[0].len() != design.rows()
        {
            let (column, rows) = ("replicate weights".to_owned(), columns[0].len());
            return Err(EstimateError::Length { column, rows, wanted: design.rows() });
        }
        Ok(Rows { design, weighting, tree, counts, replicates, items, domains })
    }

    pub(crate) fn design_df(&self) -> f64 {
        if let Some(replicates) = self.replicates {
            return replicates.df;
        }
        let mut counts = vec![0u64; self.counts.len()];
        for (leaf, weight) in self.design.leaf.iter().zip(&self.weighting.weights) {
            counts[*leaf as usize] += u64::from(*weight != 0.0);
        }
        self.tree.degrees_of_freedom(&counts)
    }

    pub(crate) fn estimate(self, request: &Request, dressing: Dressing) -> Result<FromRows, EstimateError> {
        let levels = self.domains.map_or(1, |domains| domains.levels.len());
        let tasks = request.estimands.len() * levels;
        let keep = tasks * (self.design.rows() * usize::from(!self.tree.groups.is_empty()) + self.counts.len()) <= KEPT;
        let found = threads::map(request.threads, tasks, |task| {
            let (estimand, domain) = (task / levels, (task % levels) as u32);
            self.one(&request.estimands[estimand], domain, dressing).map(|(found, score)| {
                (dressing.dress(estimand, &request.estimands[estimand], domain, &found), score.filter(|_| keep))
            })
        });
        let (mut estimates, mut scores) = (Vec::new(), Vec::new());
        for found in found {
            let (estimate, score) = found?;
            estimates.push(estimate);
            scores.push(score);
        }
        Ok(FromRows { estimates, scores, tree: Arc::new(self.tree) })
    }

    /// An estimate, and its scores.
    fn one(
        &self,
        estimand: &Estimand,
        domain: u32,
        dressing: Dressing,
    ) -> Result<(Found, Option<Score>), EstimateError> {
        let item = |item: usize| self.items.get(item).ok_or(EstimateError::NoItem(item));
        let answers = |i: usize| item(i).map(|item| item.answers);
        let inside = |row: usize| self.domains.is_none_or(|domains| domains.codes[row] == domain && domain != NONE);
        let rows = self.design.rows();
        match estimand {
            Estimand::Ratio { numerator, denominator } => {
                let (a, b) = (answers(*numerator)?, answers(*denominator)?);
                let both = |row: usize| inside(row) && !a.at(row).is_nan() && !b.at(row).is_nan();
                let a: Vec<f64> = (0..rows).map(|row| if both(row) { a.at(row) } else { f64::NAN }).collect();
                let b: Vec<f64> = (0..rows).map(|row| if a[row].is_nan() { 0.0 } else { b.at(row) }).collect();
                Ok(self.ratio(&a, Some(&b), linear::Of::Ratio))
            }
            Estimand::Quantile { item, probability } => {
                if !(*probability > 0.0 && *probability < 1.0) {
                    return Err(EstimateError::Probability(*probability));
                }
                let y = answers(*item)?;
                let y: Vec<f64> = (0..rows).map(|row| if inside(row) { y.at(row) } else { f64::NAN }).collect();
                Ok((self.quantile(&y, *probability, dressing), None))
            }
            _ => {
                let y = answers(estimand.item())?;
                let mut y: Vec<f64> =
                    (0..rows).map(|row| if inside(row) { estimand.of(y.at(row)) } else { f64::NAN }).collect();
                let of = match estimand {
                    Estimand::Total(_) | Estimand::Count { .. } => linear::Of::Total,
                    _ => linear::Of::Mean,
                };
                if let Estimand::Variance(_) = estimand {
                    self.squared_deviations(&mut y);
                }
                let (mut found, score) = self.ratio(&y, None, of);
                if let Estimand::Variance(_) = estimand {
                    found.spread = None;
                }
                if estimand.is_share() {
                    found.first_step = self.first_step(&y);
                }
                Ok((found, score))
            }
        }
    }
}
