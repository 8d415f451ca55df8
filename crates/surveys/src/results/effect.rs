//! How much of what ballots say is due to who asked: of ballots that were given to an interviewer, the variance between interviewers by that within.
//!
//! Ballots count alike here, whatever their weight: what is looked at is the work of interviewers, not the population. Interviewers work in different places, so part of what is
//! between them is between places; the page says so. Interviewers with fewer ballots than the least number are left out before anything is computed: F and its degrees of freedom
//! would tell of them.

use chiso_estimate::{Factor, OneWay};

use super::live::Live;
use super::variables::NONE;

/// The effect of interviewers on a score or an item.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct InterviewerEffect {
    /// The place of the score in the scoring.
    pub(crate) node: usize,
    /// Intraclass correlation of interviewers.
    pub(crate) intraclass: f64,
    /// By how much the variance of the mean of all grows for it.
    pub(crate) design_effect: f64,
    /// F, its degrees of freedom, and the probability of such an F or a greater one without effect.
    pub(crate) statistic: f64,
    pub(crate) df: (f64, f64),
    pub(crate) p: f64,
}

/// What the ballots of an interviewer say together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Taken {
    /// Ballots that have a score.
    pub(crate) ballots: u64,
    /// Their mean.
    pub(crate) mean: f64,
    /// Whether it is farther from that of all others than chance makes one of so many interviewers.
    pub(crate) stands_out: bool,
}

/// Of so many interviews without an effect one in twenty has some interviewer who stands out.
const ERROR: f64 = 0.05;

impl Live {
    /// The score of each ballot that a node has, from the items that the ballot answers; none where they weigh less than half.
    fn scored(&self, node: usize) -> Vec<Option<f64>> {
        let item_of = |node: usize| self.items.iter().find(|item| item.node == node);
        let weights = self.form.scoring().item_weights(node).into_iter();
        let items: Vec<_> = weights.filter_map(|(node, weight)| item_of(node).map(|item| (item, weight))).collect();
        let score = |ballot: usize| {
            let (mut sum, mut weighed) = (0.0, 0.0);
            for (item, weight) in &items {
                let value = match self.columns[item.variable][ballot] {
                    NONE => f64::NAN,
                    byte => item.value(byte),
                };
                if !value.is_nan() {
                    sum += weight * value;
                    weighed += weight;
                }
            }
            (weighed >= 0.5).then(|| sum / weighed)
        };
        (0..self.groups.len()).map(score).collect()
    }

    /// None where fewer than two interviewers have so many.
    fn one_way(&self, node: usize, interviewers: &Factor, least: u64) -> Option<OneWay> {
        let mut classes = vec![Vec::new(); interviewers.levels.len()];
        for (code, score) in interviewers.codes.iter().zip(self.scored(node)) {
            if let (Some(class), Some(score)) = (classes.get_mut(*code as usize), score) {
                class.push(score);
            }
        }
        for class in &mut classes {
            if (class.len() as u64) < least {
                class.clear();
            }
        }
        OneWay::of(&classes)
    }

    /// The effect of interviewers on every score and item where it can be seen.
    pub(crate) fn effects(&self, interviewers: &Factor, least: u64) -> Vec<InterviewerEffect> {
        let effect = |node: usize| {
            let found = self.one_way(node, interviewers, least)?;
            Some(InterviewerEffect {
                node,
                intraclass: found.intraclass,
                design_effect: found.design_effect(),
                statistic: found.statistic,
                df: found.df,
                p: found.p,
            })
        };
        (0..self.form.scoring().nodes.len()).filter_map(effect).collect()
    }

    /// What the ballots of each interviewer say of the first index.
    pub(crate) fn taken(&self, interviewers: &Factor, least: u64) -> Vec<Option<Taken>> {
        let index = self.form.scoring().children(None).next();
        let Some(found) = index.and_then(|index| self.one_way(index, interviewers, least)) else {
            return vec![None; interviewers.levels.len()];
        };
        let taken = |class: &Option<chiso_estimate::Against>| {
            class.map(|class| Taken { ballots: class.values, mean: class.mean, stands_out: class.p < ERROR })
        };
        found.classes.iter().map(taken).collect()
    }
}
