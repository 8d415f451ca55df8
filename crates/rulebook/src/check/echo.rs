//! Problems of meaning that only follow from what was found wrong before.

use std::collections::BTreeSet;

use super::node_of;
use crate::message::{Kind, MeaningProblem, NameOf, Problem, Wrong};

/// What was found wrong before: problems of meaning may only be an echo of it.
pub(crate) struct Known {
    /// Paths of what did not conform.
    pub(crate) touched: BTreeSet<String>,
    /// Paths of values that nobody wrote.
    pub(crate) stand_ins: BTreeSet<String>,
    /// Some nodes may not stand where they belong.
    pub(crate) doubtful: bool,
}

impl Known {
    /// True where a problem may be no more than a consequence of one that was told of before.
    pub(super) fn is_echo(&self, path: &str, problem: &Problem) -> bool {
        let Kind::Meaning(problem) = &problem.kind else { return false };
        let node = node_of(path);
        let same_node = |paths: &BTreeSet<String>| paths.iter().any(|other| node_of(other) == node);
        if same_node(&self.stand_ins) || (same_node(&self.touched) && !stands_alone(problem)) {
            return true;
        }
        let id_is_unknown = |path: &String| path == "id" || path.strip_prefix(node_of(path)) == Some("/id");
        let about_the_tree = (self.doubtful && hangs_on_tree(path, problem))
            || (names_a_node(path, problem)
                && self.stand_ins.iter().any(|path| id_is_unknown(path) || *path == node_of(path)));
        about_the_tree
            || matches!(problem, MeaningProblem::PointsDoNotAddUp { .. })
                && self.touched.iter().any(|other| node_of(other).starts_with(node))
    }
}

/// Problems that are there whatever else is wrong with their node.
fn stands_alone(problem: &MeaningProblem) -> bool {
    matches!(
        problem,
        MeaningProblem::Expression { wrong: Wrong::Grammar(_), .. }
            | MeaningProblem::DoubledId { .. }
            | MeaningProblem::DoubledItem { .. }
            | MeaningProblem::NotAscending { .. }
            | MeaningProblem::FloorAboveFull { .. }
            | MeaningProblem::NotPositive { .. }
            | MeaningProblem::NotAShare { .. }
            | MeaningProblem::NegativeWeight { .. }
            | MeaningProblem::NotAYear { .. }
            | MeaningProblem::EndsBeforeStart { .. }
    )
}

/// Problems that depend on which node stands under which.
fn hangs_on_tree(path: &str, problem: &MeaningProblem) -> bool {
    matches!(
        problem,
        MeaningProblem::PointsDoNotAddUp { .. }
            | MeaningProblem::LeafKeyOnBranch { .. }
            | MeaningProblem::BranchKeyOnLeaf { .. }
            | MeaningProblem::NoAggregate { .. }
            | MeaningProblem::SomeWeights { .. }
            | MeaningProblem::WeightMissing { .. }
            | MeaningProblem::WeightUnused { .. }
            | MeaningProblem::AllWeightsZero { .. }
            | MeaningProblem::NoPointsForWeight { .. }
            | MeaningProblem::RatioParts { .. }
            | MeaningProblem::FullWithoutMax { .. }
            | MeaningProblem::DropInMean { .. }
            | MeaningProblem::ChildAndReference { .. }
            | MeaningProblem::CopelandWeight { .. }
    ) || names_a_node(path, problem)
}

fn names_a_node(path: &str, problem: &MeaningProblem) -> bool {
    match problem {
        MeaningProblem::UnknownName { of: NameOf::Node | NameOf::Part, .. }
        | MeaningProblem::NoCutoff { .. }
        | MeaningProblem::RootId { .. } => true,
        // A formula over the parts of a branch; one over the inputs of a leaf stands by itself.
        MeaningProblem::Expression { wrong: Wrong::Name { .. }, .. } => path.ends_with("aggregate/expression"),
        _ => false,
    }
}
