//! A design as what its variance is made of: blocks of clusters and groups of respondents, each with its scale.

use super::frame::Level;
use super::{Frame, Lonely, Pps};
use crate::error::EstimateError;
use crate::factor::NONE;

/// Below this the share that was not sampled counts as nothing: the stratum was taken whole.
const WHOLE: f64 = 1e-7;

/// What the variance is made of. With u the sum of scores of a cluster, a block adds Σ scale (u − mean u)²; a group of respondents adds scale Σ (t − mean t)².
#[derive(Debug, Clone)]
pub(crate) struct Tree {
    pub(crate) blocks: Vec<Block>,
    pub(crate) groups: Vec<Group>,
    /// For each leaf its cluster of the first stage (its stratum, where respondents are the first stage).
    pub(super) first_cluster: Vec<u32>,
    pub(super) first_stratum: Vec<u32>,
    pub(super) respondents_first: bool,
}

/// The clusters of one stratum of one stage.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    pub(crate) clusters: Vec<Cluster>,
    /// False for a lonely unit whose deviation from zero counts.
    pub(crate) centred: bool,
}

/// Leaves `from..to`, and what the squared deviation of their sum is multiplied by.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cluster {
    pub(crate) from: u32,
    pub(crate) to: u32,
    pub(crate) scale: f64,
}

/// Respondents drawn from a leaf.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Group {
    pub(crate) leaf: u32,
    pub(crate) respondents: f64,
    pub(crate) scale: f64,
    pub(crate) centred: bool,
}

impl Tree {
    pub(super) fn new(frame: &Frame, counts: &[u64]) -> Result<Tree, EstimateError> {
        let leaves = frame.leaves;
        let mut tree = Tree {
            blocks: Vec::new(),
            groups: Vec::new(),
            first_cluster: vec![0; leaves],
            first_stratum: vec![0; leaves],
            respondents_first: frame.levels.first().is_none_or(|level| level.cluster.is_none()),
        };
        if let Some(first) = frame.levels.first() {
            tree.first_stratum.clone_from(&first.stratum);
            tree.first_cluster.clone_from(first.cluster.as_ref().unwrap_or(&first.stratum));
        }
        // The share of clusters sampled at the stages above: what the variance of a later stage is multiplied by.
        let mut above = vec![1.0; leaves];
        let mut parent = vec![0u32; leaves];
        for (depth, level) in frame.levels.iter().enumerate() {
            tree.level(frame, level, depth, counts, &parent, &mut above)?;
            if let Some(cluster) = &level.cluster {
                parent.clone_from(cluster);
            }
        }
        Ok(tree)
    }

    /// Adds a stage.
    fn level(
        &mut self,
        frame: &Frame,
        level: &Level,
        depth: usize,
        counts: &[u64],
        parent: &[u32],
        above: &mut [f64],
    ) -> Result<(), EstimateError> {
        let stage = Stage { frame, level, depth, counts, sampled: level.sampled(counts) };
        // Strata are runs of leaves; strata of one parent are neighbours, for a lonely one takes the average of its neighbours.
        let runs = runs(&level.stratum, counts);
        let mut at = 0;
        while at < runs.len() {
            let family = parent[runs[at][0]];
            let mut end = at + 1;
            while end < runs.len() && parent[runs[end][0]] == family {
                end += 1;
            }
            self.family(&stage, &runs[at..end], above)?;
            at = end;
        }
        for run in &runs {
            for leaf in run {
                let n = stage.sampled[level.stratum[*leaf] as usize];
                above[*leaf] *=
                    level.population.as_ref().map_or(1.0, |p| if level.fractions { p[*leaf] } else { n / p[*leaf] });
            }
        }
        Ok(())
    }

    /// The strata of one parent.
    fn family(&mut self, stage: &Stage, strata: &[Vec<usize>], above: &[f64]) -> Result<(), EstimateError> {
        let Stage { frame, level, depth, counts, sampled } = stage;
        let mut lonely = 0;
        let (first_block, first_group) = (self.blocks.len(), self.groups.len());
        for leaves in strata {
            let stratum = level.stratum[leaves[0]] as usize;
            let n = sampled[stratum];
            let not_sampled = not_sampled(frame, level, *depth, leaves, n)?;
            if not_sampled.iter().all(|share| *share < WHOLE) {
                continue;
            }
            if n <= 1.0 {
                match frame.rules.lonely {
                    Lonely::Fail => {
                        return Err(EstimateError::LonelyPsu {
                            stage: depth + 1,
                            stratum: level.names[stratum].clone(),
                        });
                    }
                    Lonely::Remove | Lonely::Certainty => continue,
                    Lonely::Average => {
                        lonely += 1;
                        continue;
                    }
                    Lonely::Adjust => {}
                }
            }
            let centred = n > 1.0;
            let scale = |share: f64, leaf: usize| above[leaf] * share * if centred { n / (n - 1.0) } else { 1.0 };
            match &level.cluster {
                None => {
                    let leaf = leaves[0];
                    let group = Group {
                        leaf: leaf as u32,
                        respondents: counts[leaf] as f64,
                        scale: scale(not_sampled[0], leaf),
                        centred,
                    };
                    self.groups.push(group);
                }
                Some(cluster) => {
                    let mut clusters: Vec<Cluster> = Vec::new();
                    let mut last = NONE;
                    for (leaf, share) in leaves.iter().zip(&not_sampled) {
                        if cluster[*leaf] == last
                            && let Some(open) = clusters.last_mut()
                        {
                            open.to = *leaf as u32 + 1;
                        } else {
                            last = cluster[*leaf];
                            clusters.push(Cluster {
                                from: *leaf as u32,
                                to: *leaf as u32 + 1,
                                scale: scale(*share, *leaf),
                            });
                        }
                    }
                    self.blocks.push(Block { clusters, centred });
                }
            }
        }
        if lonely > 0 {
            // Where all are lonely there is no other whose variance they could take.
            if let Some(leaves) = strata.first().filter(|_| lonely as usize == strata.len()) {
                let stratum = level.names[level.stratum[leaves[0]] as usize].clone();
                return Err(EstimateError::LonelyPsu { stage: depth + 1, stratum });
            }
            let all = strata.len() as f64;
            let factor = all / (all - f64::from(lonely));
            self.blocks[first_block..].iter_mut().flat_map(|block| &mut block.clusters).for_each(|c| c.scale *= factor);
            self.groups[first_group..].iter_mut().for_each(|group| group.scale *= factor);
        }
        Ok(())
    }

    /// True where all respondents counted are of one sampled cluster: a mean or ratio of them deviates from itself by nothing, and how clusters differ cannot be seen. A
    /// standard error of zero would be a lie.
    pub(crate) fn is_blind(&self, counts: &[u64]) -> bool {
        let mut met = counts.iter().enumerate().filter(|(_, count)| **count > 0).map(|(leaf, _)| leaf as u32);
        let (Some(leaf), None) = (met.next(), met.next()) else { return false };
        let holds = |cluster: &Cluster| cluster.from <= leaf && leaf < cluster.to && cluster.scale > 0.0;
        self.groups.is_empty()
            && self.blocks.iter().any(|block| block.clusters.len() > 1 && block.clusters.iter().any(holds))
    }

    /// Degrees of freedom of the leaves that have respondents here: units of the first stage less strata (as `degf` of R `survey`).
    pub(crate) fn degrees_of_freedom(&self, counts: &[u64]) -> f64 {
        let (mut units, mut strata) = (0u64, 0u64);
        let (mut cluster, mut stratum) = (NONE, NONE);
        for (leaf, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            if self.respondents_first {
                units += count;
            } else if self.first_cluster[leaf] != cluster {
                cluster = self.first_cluster[leaf];
                units += 1;
            }
            if self.first_stratum[leaf] != stratum {
                stratum = self.first_stratum[leaf];
                strata += 1;
            }
        }
        units as f64 - strata as f64
    }
}

/// A stage while its blocks are made.
struct Stage<'a> {
    frame: &'a Frame,
    level: &'a Level,
    depth: usize,
    counts: &'a [u64],
    /// Units sampled, for each stratum.
    sampled: Vec<f64>,
}

/// Leaves with respondents, by number of stratum.
fn runs(stratum: &[u32], counts: &[u64]) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last = NONE;
    for (leaf, stratum) in stratum.iter().enumerate().filter(|(leaf, _)| counts[*leaf] > 0) {
        match runs.last_mut() {
            Some(run) if *stratum == last => run.push(leaf),
            _ => runs.push(vec![leaf]),
        }
        last = *stratum;
    }
    runs
}

/// For each leaf of a stratum the share of the population that was not sampled.
fn not_sampled(
    frame: &Frame,
    level: &Level,
    depth: usize,
    leaves: &[usize],
    n: f64,
) -> Result<Vec<f64>, EstimateError> {
    let Some(population) = &level.population else { return Ok(vec![1.0; leaves.len()]) };
    let name = || level.names[level.stratum[leaves[0]] as usize].clone();
    let first = population[leaves[0]];
    if frame.rules.pps == Pps::Equal {
        if let Some(other) = leaves.iter().map(|leaf| population[*leaf]).find(|value| *value != first) {
            return Err(EstimateError::PopulationVaries { stage: depth + 1, stratum: name(), values: (first, other) });
        }
        if !level.fractions && first < n {
            return Err(EstimateError::PopulationTooSmall {
                stage: depth + 1,
                stratum: name(),
                sampled: n,
                population: first,
            });
        }
    }
    Ok(leaves
        .iter()
        .map(|leaf| if level.fractions { 1.0 - population[*leaf] } else { (population[*leaf] - n) / population[*leaf] })
        .collect())
}
