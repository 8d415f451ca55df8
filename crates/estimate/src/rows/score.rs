//! What an estimate's variance is taken from.

use crate::design::Tree;
use crate::exact::Exact;
use crate::replicate::Replicates;

/// The scores of an estimate.
#[derive(Debug, Clone)]
pub(crate) enum Score {
    /// Sums by leaf.
    Leaves(Vec<f64>),
    /// Sums by leaf, and the score of each respondent, in the order of leaves.
    Respondents {
        /// Sums by leaf.
        leaves: Vec<f64>,
        /// For each group of the tree, its respondents' scores.
        groups: Vec<Vec<f64>>,
    },
    /// Scaled deviations of replicates.
    Replicates(Vec<f64>),
}

impl Score {
    pub(super) fn of_rows(leaves: Vec<f64>, z: Vec<f64>, leaf: &[u32], tree: &Tree) -> Score {
        let mut group_of = vec![usize::MAX; leaves.len()];
        let mut groups: Vec<Vec<f64>> = Vec::with_capacity(tree.groups.len());
        for (i, group) in tree.groups.iter().enumerate() {
            group_of[group.leaf as usize] = i;
            groups.push(Vec::with_capacity(group.respondents as usize));
        }
        for (leaf, z) in leaf.iter().zip(z) {
            if let Some(group) = groups.get_mut(group_of[*leaf as usize]) {
                group.push(z);
            }
        }
        Score::Respondents { leaves, groups }
    }

    pub(super) fn of_replicates(values: &[f64], estimate: f64, replicates: &Replicates) -> Score {
        let used = || values.iter().zip(&replicates.scales).filter(|(_, scale)| **scale > 0.0).map(|(value, _)| *value);
        let centre = if replicates.from_estimate {
            estimate
        } else {
            let all: Vec<f64> = used().collect();
            chiso_model::exact_sum(&all) / all.len() as f64
        };
        let deviation = |(value, scale): (&f64, &f64)| (replicates.scale * scale).sqrt() * (value - centre);
        Score::Replicates(values.iter().zip(&replicates.scales).map(deviation).collect())
    }

    /// The score of a weighted sum of estimates; `None` where their scores are not of one kind.
    pub(crate) fn combined(terms: &[(&Score, f64)]) -> Option<Score> {
        let add = |sum: &mut [f64], part: &[f64], weight: f64| {
            sum.iter_mut().zip(part).for_each(|(sum, x)| *sum += weight * x);
        };
        let ((first, weight), others) = terms.split_first()?;
        let mut sum = (*first).clone();
        let scale = |column: &mut Vec<f64>| column.iter_mut().for_each(|x| *x *= weight);
        match &mut sum {
            Score::Leaves(all) | Score::Replicates(all) => scale(all),
            Score::Respondents { leaves, groups } => [leaves].into_iter().chain(groups).for_each(scale),
        }
        for (other, weight) in others {
            match (&mut sum, other) {
                (Score::Leaves(a), Score::Leaves(b)) | (Score::Replicates(a), Score::Replicates(b)) => {
                    add(a, b, *weight);
                }
                (Score::Respondents { leaves, groups }, Score::Respondents { leaves: b, groups: t }) => {
                    add(leaves, b, *weight);
                    groups.iter_mut().zip(t).for_each(|(a, b)| add(a, b, *weight));
                }
                _ => return None,
            }
        }
        Some(sum)
    }

    /// The covariance of two estimates (the variance of one with itself).
    pub(crate) fn covariance(&self, other: &Score, tree: &Tree) -> f64 {
        match (self, other) {
            (Score::Replicates(a), Score::Replicates(b)) => product(a, b),
            (Score::Leaves(a), Score::Leaves(b)) => tree.covariance(a, b),
            (Score::Respondents { leaves: a, groups: s }, Score::Respondents { leaves: b, groups: t }) => {
                let within = tree.groups.iter().enumerate().map(|(i, group)| {
                    let mean = |leaves: &[f64]| {
                        if group.centred { leaves[group.leaf as usize] / group.respondents } else { 0.0 }
                    };
                    let (a, b) = (mean(a), mean(b));
                    let mut sum = Exact::ZERO;
                    s[i].iter().zip(&t[i]).for_each(|(x, y)| sum.add_product(x - a, y - b));
                    group.scale * sum.value()
                });
                tree.covariance(a, b) + chiso_model::exact_sum(&within.collect::<Vec<_>>())
            }
            // Scores of one call are of one kind.
            _ => f64::NAN,
        }
    }
}

/// NaN where a replicate gave no estimate, because nobody of a domain was in it.
fn product(a: &[f64], b: &[f64]) -> f64 {
    if a.iter().chain(b).any(|deviation| deviation.is_nan()) {
        return f64::NAN;
    }
    let mut sum = Exact::ZERO;
    a.iter().zip(b).for_each(|(a, b)| sum.add_product(*a, *b));
    sum.value()
}
