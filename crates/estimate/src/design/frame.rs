//! The groups of rows that a design tells apart, and how they were drawn.

use super::{Pps, Rules, Stage, Tree};
use crate::error::EstimateError;
use crate::factor::{NONE, pairs};

/// The groups of rows ("leaves") that a design tells apart: the clusters of its last stage, or where respondents themselves were drawn last, what they were drawn from.
#[derive(Debug, Clone)]
pub struct Frame {
    pub(super) levels: Vec<Level>,
    pub(super) rules: Rules,
    pub(super) leaves: usize,
}

/// A stage, seen from the leaves.
#[derive(Debug, Clone)]
pub(super) struct Level {
    /// Numbers of strata, in order; strata of one cluster of the stage before are neighbours.
    pub(super) stratum: Vec<u32>,
    /// Labels of strata, by number.
    pub(super) names: Vec<String>,
    /// Numbers of clusters, in order; none where respondents are drawn.
    pub(super) cluster: Option<Vec<u32>>,
    /// Population of the leaf's stratum, or with unequal probabilities the probability of its cluster.
    pub(super) population: Option<Vec<f64>>,
    /// Populations are fractions of it that were sampled.
    pub(super) fractions: bool,
}

/// A stage, seen from the rows.
type Found = (Vec<u32>, Vec<String>, Option<Vec<u32>>);

impl Frame {
    /// The frame, and the leaf of each row.
    pub(super) fn from_rows(rows: usize, stages: &[Stage], rules: Rules) -> Result<(Frame, Vec<u32>), EstimateError> {
        if rules.pps == Pps::Brewer && stages.len() != 1 {
            return Err(EstimateError::PpsOneStage);
        }
        let mut parent = vec![0u32; rows];
        let mut parents = vec![String::new()];
        // For each stage: strata of the rows, their labels, clusters of the rows.
        let mut found: Vec<Found> = Vec::new();
        let none = [Stage::default()];
        let stages = if stages.is_empty() { &none[..] } else { stages };
        let mut used = 0;
        for (depth, stage) in stages.iter().enumerate() {
            used = depth + 1;
            check(stage, depth, rows)?;
            let (stratum, names) = match &stage.strata {
                None => (parent.clone(), parents.clone()),
                Some(strata) => {
                    let (codes, pairs) = pairs(&parent, &strata.codes);
                    let name = |(p, s): &(u32, u32)| joined(&parents[*p as usize], strata.label(*s));
                    (codes, pairs.iter().map(name).collect::<Vec<_>>())
                }
            };
            let each_row = stage.clusters.is_none() && rules.pps == Pps::Brewer;
            let labels = match &stage.clusters {
                None if each_row => Some((0..rows as u32).collect::<Vec<_>>()),
                None => None,
                Some(clusters) => Some(clusters.codes.clone()),
            };
            let Some(labels) = labels else {
                found.push((stratum.clone(), names, None));
                parent = stratum;
                break;
            };
            let (codes, found_pairs) = pairs(&stratum, &labels);
            if depth == 0 && !rules.nested && !each_row {
                refuse_in_two_strata(&found_pairs, stage, &names)?;
            }
            let label = |c: u32| stage.clusters.as_ref().map_or(String::new(), |clusters| clusters.label(c).to_owned());
            parents = found_pairs.iter().map(|(s, c)| joined(&names[*s as usize], &label(*c))).collect();
            found.push((stratum, names, Some(codes.clone())));
            parent = codes;
            if stage.population.is_none() {
                break;
            }
        }
        let leaf = parent;
        let leaves = leaf.iter().max().map_or(0, |most| *most as usize + 1);
        // A row of each leaf; all rows of a leaf have the same numbers above it.
        let mut sample = vec![usize::MAX; leaves];
        for (row, leaf) in leaf.iter().enumerate().rev() {
            sample[*leaf as usize] = row;
        }
        let mut levels = Vec::new();
        for (depth, (stratum, names, cluster)) in found.into_iter().enumerate() {
            let stage = &stages[depth];
            let at = |column: &[u32]| sample.iter().map(|row| column[*row]).collect::<Vec<_>>();
            let population = match &stage.population {
                None => None,
                Some(values) => {
                    for (row, leaf) in leaf.iter().enumerate() {
                        let first = values[sample[*leaf as usize]];
                        if values[row] != first {
                            let stratum = names[stratum[row] as usize].clone();
                            return Err(EstimateError::PopulationVaries {
                                stage: depth + 1,
                                stratum,
                                values: (first, values[row]),
                            });
                        }
                    }
                    Some(sample.iter().map(|row| values[*row]).collect::<Vec<_>>())
                }
            };
            let fractions = match (&population, rules.pps) {
                (Some(values), Pps::Brewer) if values.iter().all(|v| *v <= 1.0) => true,
                (_, Pps::Brewer) => return Err(EstimateError::PpsNeedsFractions),
                (Some(values), Pps::Equal) => values.iter().all(|v| *v <= 1.0) && values.iter().any(|v| *v < 1.0),
                (None, Pps::Equal) => false,
            };
            levels.push(Level {
                stratum: at(&stratum),
                names,
                cluster: cluster.as_deref().map(at),
                population,
                fractions,
            });
        }
        debug_assert_eq!(levels.len(), used);
        Ok((Frame { levels, rules, leaves }, leaf))
    }

    /// How many leaves there are.
    pub fn leaves(&self) -> usize {
        self.leaves
    }

    /// True where respondents themselves are a stage, so that their squares matter.
    pub fn draws_respondents(&self) -> bool {
        self.levels.last().is_some_and(|level| level.cluster.is_none())
    }

    /// What is to be computed from sums over leaves that have respondents.
    ///
    /// # Errors
    ///
    /// A stratum with a lonely unit, or with more units than its population.
    pub(crate) fn tree(&self, counts: &[u64]) -> Result<Tree, EstimateError> {
        Tree::new(self, counts)
    }

    /// The weight that each row has by the populations alone: the product over stages of population by sampled.
    pub(super) fn implied_weights(&self, leaf: &[u32]) -> Result<Vec<f64>, EstimateError> {
        let mut counts = vec![0u64; self.leaves];
        leaf.iter().for_each(|leaf| counts[*leaf as usize] += 1);
        let mut weight = vec![1.0; self.leaves];
        for level in &self.levels {
            let Some(population) = &level.population else { return Err(EstimateError::NoWeights) };
            let sampled = level.sampled(&counts);
            for (l, weight) in weight.iter_mut().enumerate() {
                *weight *= if level.fractions {
                    1.0 / population[l]
                } else {
                    population[l] / sampled[level.stratum[l] as usize]
                };
            }
        }
        if self.levels.is_empty() {
            return Err(EstimateError::NoWeights);
        }
        Ok(leaf.iter().map(|leaf| weight[*leaf as usize]).collect())
    }
}

impl Level {
    /// Units sampled in each stratum, leaves without respondents left out.
    pub(super) fn sampled(&self, counts: &[u64]) -> Vec<f64> {
        let mut sampled = vec![0.0; self.names.len()];
        let mut last = NONE;
        for (leaf, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let stratum = self.stratum[leaf] as usize;
            match &self.cluster {
                None => sampled[stratum] += *count as f64,
                // Leaves of a cluster are neighbours, as their numbers were given in order.
                Some(cluster) if cluster[leaf] != last => {
                    sampled[stratum] += 1.0;
                    last = cluster[leaf];
                }
                Some(_) => {}
            }
        }
        sampled
    }
}

fn joined(outer: &str, inner: &str) -> String {
    match (outer, inner) {
        ("", inner) => inner.to_owned(),
        (outer, "") => outer.to_owned(),
        (outer, inner) => format!("{outer}/{inner}"),
    }
}

fn check(stage: &Stage, depth: usize, rows: usize) -> Result<(), EstimateError> {
    for factor in stage.strata.iter().chain(&stage.clusters) {
        if factor.codes.len() != rows {
            return Err(EstimateError::Length { column: factor.name.clone(), rows: factor.codes.len(), wanted: rows });
        }
        if let Some(row) = factor.codes.iter().position(|code| *code == NONE) {
            return Err(EstimateError::MissingLabel { column: factor.name.clone(), row: row + 1 });
        }
    }
    let Some(population) = &stage.population else { return Ok(()) };
    if population.len() != rows {
        return Err(EstimateError::Length { column: "population".to_owned(), rows: population.len(), wanted: rows });
    }
    let counts = population.iter().any(|value| *value > 1.0);
    let wrong = |value: f64| value.is_nan() || value <= 0.0 || (counts && value < 1.0);
    match population.iter().position(|value| wrong(*value)) {
        Some(row) => Err(EstimateError::Population { stage: depth + 1, row: row + 1, value: population[row] }),
        None => Ok(()),
    }
}

fn refuse_in_two_strata(pairs: &[(u32, u32)], stage: &Stage, names: &[String]) -> Result<(), EstimateError> {
    let Some(clusters) = &stage.clusters else { return Ok(()) };
    let mut stratum_of = vec![NONE; clusters.levels.len()];
    for (stratum, cluster) in pairs {
        let known = &mut stratum_of[*cluster as usize];
        if *known != NONE && known != stratum {
            let strata = (names[*known as usize].clone(), names[*stratum as usize].clone());
            return Err(EstimateError::ClusterInTwoStrata { cluster: clusters.label(*cluster).to_owned(), strata });
        }
        *known = *stratum;
    }
    Ok(())
}

/// The first stage, seen from the leaves.
pub(crate) struct FirstStage {
    pub(crate) stratum: Vec<usize>,
    /// The unit that was drawn; where respondents were, the leaf.
    pub(crate) cluster: Vec<usize>,
    pub(crate) names: Vec<String>,
    pub(crate) population: Option<Vec<f64>>,
    pub(crate) fractions: bool,
}

impl Frame {
    /// True where respondents are the first stage.
    pub(crate) fn levels_respondents_first(&self) -> bool {
        self.levels.first().is_none_or(|level| level.cluster.is_none())
    }

    pub(crate) fn first_stage(&self) -> FirstStage {
        let all = |column: &[u32]| column.iter().map(|code| *code as usize).collect::<Vec<_>>();
        match self.levels.first() {
            None => FirstStage {
                stratum: vec![0; self.leaves],
                cluster: (0..self.leaves).collect(),
                names: vec![String::new()],
                population: None,
                fractions: false,
            },
            Some(level) => FirstStage {
                stratum: all(&level.stratum),
                cluster: level.cluster.as_deref().map_or_else(|| (0..self.leaves).collect(), all),
                names: level.names.clone(),
                population: level.population.clone(),
                fractions: level.fractions,
            },
        }
    }
}
