//! Preparation and normalisation of indicators.

use super::{At, Check};
use crate::definition::{Direction, Impute, MinMax, Normalise, Otherwise, Prepare};
use crate::message::MeaningProblem;

impl<'a> Check<'a> {
    pub(super) fn preparation(&mut self, at: &At<'a>) {
        if let Some(prepare) = &at.node.prepare {
            self.prepare(&format!("{}/prepare", at.path), prepare);
        }
    }

    pub(super) fn normalisation(&mut self, at: &At<'a>) {
        if let Some(normalise) = &at.node.normalise {
            self.normalise(&format!("{}/normalise", at.path), normalise);
        }
        let leaf = !at.node.is_branch() && at.node.rule.is_none();
        let method = at.node.normalise.as_ref().or(self.rulebook.defaults.normalise.as_ref());
        if leaf && at.node.direction == Direction::Negative && matches!(method, Some(Normalise::FractionOfMax)) {
            let path = if at.node.normalise.is_some() { "normalise/method" } else { "direction" };
            self.warn(
                &format!("{}/{path}", at.path),
                MeaningProblem::NegativeFraction { node: at.node.id.to_string() },
            );
        }
    }

    /// What the rulebook says for every node.
    pub(super) fn defaults(&mut self) {
        let defaults = &self.rulebook.defaults;
        if let Some(prepare) = &defaults.prepare {
            self.prepare("defaults/prepare", prepare);
        }
        if let Some(normalise) = &defaults.normalise {
            self.normalise("defaults/normalise", normalise);
        }
    }

    fn prepare(&mut self, path: &str, prepare: &Prepare) {
        if let Some(minimum) = &prepare.minimum_n {
            self.fact(&format!("{path}/minimum_n/count"), "count", minimum.count.as_str());
        }
        if let Some(denominate) = &prepare.denominate {
            self.fact(&format!("{path}/denominate/by"), "by", denominate.by.as_str());
            if let Some(times) = denominate.times {
                self.positive(&format!("{path}/denominate/times"), "times", times);
            }
        }
        if let Some(Impute::GroupMean { group } | Impute::GroupMedian { group }) = &prepare.impute {
            self.attribute(&format!("{path}/impute/group"), "group", group.as_str());
        }
        if let Some(treat) = &prepare.treat {
            if treat.winsorise.as_ref().is_some_and(|w| w.max_points == 0) {
                self.error(&format!("{path}/treat/winsorise/max_points"), MeaningProblem::WinsoriseNothing);
            }
            if treat.winsorise.is_none() && treat.otherwise != Some(Otherwise::Log) {
                self.warn(&format!("{path}/treat"), MeaningProblem::TreatNothing);
            }
        }
    }

    fn normalise(&mut self, path: &str, normalise: &Normalise) {
        match normalise {
            Normalise::MinMax(scale) => self.min_max(path, scale),
            Normalise::ZScore { deviation: Some(deviation), .. } => {
                self.positive(&format!("{path}/deviation"), "deviation", *deviation);
            }
            Normalise::Scaled { low, high } if low >= high => {
                self.error(&format!("{path}/low"), MeaningProblem::LowNotUnderHigh { low: *low, high: *high });
            }
            _ => {}
        }
    }

    fn min_max(&mut self, path: &str, scale: &MinMax) {
        if let Some(posts) = scale.goalposts {
            if posts.low >= posts.high {
                let problem = MeaningProblem::LowNotUnderHigh { low: posts.low, high: posts.high };
                self.error(&format!("{path}/goalposts/low"), problem);
            }
            if scale.log && posts.low <= 0.0 {
                self.error(&format!("{path}/goalposts/low"), MeaningProblem::LogOfGoalpost { low: posts.low });
            }
            if scale.over.is_some() {
                self.error(&format!("{path}/over"), MeaningProblem::GoalpostsAndPool);
            }
        }
        let (from, to) = (scale.from.unwrap_or(0.0), scale.to.unwrap_or(1.0));
        if from == to {
            let key = if scale.to.is_some() { "to" } else { "from" };
            self.error(&format!("{path}/{key}"), MeaningProblem::FlatScale { value: from });
        }
    }
}
