//! The sheet `score`: how answers become scores, item by item, then factors, halves and the index.

use super::Word;
use crate::form::Texts;

/// The tree of scores, each node before what is under it.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Scoring {
    /// The nodes.
    pub nodes: Vec<ScoreNode>,
}

/// A score: an item that is asked, or the weighted mean of what is under it.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreNode {
    /// Its name, unique among scores.
    pub name: String,
    /// What it is called.
    pub label: Texts,
    /// The number of the node above; absent for an index.
    pub parent: Option<usize>,
    /// Its weight among the nodes of one parent, zero or more.
    pub weight: f64,
    /// Of an item, the question and what is computed from its answers.
    pub item: Option<(String, Statistic)>,
}

/// What is computed from the answers to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Statistic {
    /// The mean of the codes as numbers.
    Mean,
    /// The share of answers with one of these codes, in percent.
    Share(Vec<String>),
}

/// The words of the column `statistic`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StatisticWord {
    Mean,
    Share,
}

impl Word for StatisticWord {
    const WORDS: &'static [(&'static str, StatisticWord)] =
        &[("mean", StatisticWord::Mean), ("share", StatisticWord::Share)];
}

impl Scoring {
    /// Numbers of the nodes directly under a node, or of the indexes.
    pub fn children(&self, parent: Option<usize>) -> impl Iterator<Item = usize> + '_ {
        self.nodes.iter().enumerate().filter(move |(_, node)| node.parent == parent).map(|(index, _)| index)
    }

    /// The share of each item in the score of a node: its weight times those of the nodes between, each divided by the sum among its siblings. They add up to 1.
    pub fn item_weights(&self, node: usize) -> Vec<(usize, f64)> {
        let mut out = Vec::new();
        let mut open = vec![(node, 1.0)];
        while let Some((index, share)) = open.pop() {
            let children: Vec<usize> = self.children(Some(index)).collect();
            if children.is_empty() {
                out.push((index, share));
            }
            let sum: f64 = children.iter().map(|child| self.nodes[*child].weight).sum();
            open.extend(children.into_iter().map(|child| (child, share * self.nodes[child].weight / sum)));
        }
        out.sort_by_key(|(index, _)| *index);
        out
    }
}
