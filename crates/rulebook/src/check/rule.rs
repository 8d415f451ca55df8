//! Scoring rules.

use std::collections::BTreeSet;

use super::{At, Check};
use crate::definition::{Between, CompareWith, Id, Measure, Node, Rule, Rules, Scale, Step};
use crate::message::{MeaningProblem, NameOf};

/// The name that stands for a node's max points in its formula.
pub(super) const MAX_POINTS: &str = "max_points";

impl<'a> Check<'a> {
    pub(super) fn rules(&mut self, at: &At<'a>) {
        let mut used: BTreeSet<String> = BTreeSet::new();
        if let Some(name) = at.node.inputs.keys().find(|name| name.as_str() == MAX_POINTS) {
            self.error(&format!("{}/inputs/{name}", at.path), MeaningProblem::InputMaxPoints);
        }
        let problems_before = self.problems.len();
        match &at.node.rule {
            None => {}
            Some(Rules::One(rule)) => self.rule(at, &format!("{}/rule", at.path), rule, &mut used),
            Some(Rules::Dated(dated)) => {
                for (i, dated) in dated.iter().enumerate() {
                    self.rule(at, &format!("{}/rule/{i}/rule", at.path), &dated.rule, &mut used);
                }
            }
        }
        // Beside a mistyped name, the name that was meant seems not to be read.
        let rule_holds = self.problems.len() == problems_before;
        if rule_holds && !at.node.is_branch() {
            for name in at.node.inputs.keys().filter(|name| !used.contains(name.as_str())) {
                let problem = MeaningProblem::UnusedInput { name: name.to_string() };
                self.warn(&format!("{}/inputs/{name}", at.path), problem);
            }
        }
    }

    fn rule(&mut self, at: &At<'a>, path: &str, rule: &'a Rule, used: &mut BTreeSet<String>) {
        let node = at.node;
        let max = node.max;
        let under = |key: &str| format!("{path}/{key}");
        match rule {
            Rule::Points { input } => self.single(node, path, input.as_ref(), used),
            Rule::YesNo { input, yes, no, not_applicable } => {
                self.single(node, path, input.as_ref(), used);
                if yes.is_none() {
                    self.needs_max(node, path, "yes_no");
                }
                for (key, points) in [("yes", yes), ("no", no), ("not_applicable", not_applicable)] {
                    self.points_within(&under(key), key, *points, max);
                }
            }
            Rule::Levels { input, levels } => {
                self.single(node, path, input.as_ref(), used);
                for (i, level) in levels.iter().enumerate() {
                    self.points_within(&under(&format!("levels/{i}/points")), "points", Some(level.points), max);
                    self.below_zero(&under(&format!("levels/{i}/points")), "points", Some(level.points));
                }
                let values = levels.iter().enumerate();
                let values = values.map(|(i, l)| (chiso_model::shortest(l.value), under(&format!("levels/{i}/value"))));
                self.doubled("levels", values.collect());
            }
            Rule::Steps { input, steps, below } => {
                self.single(node, path, input.as_ref(), used);
                self.steps(path, steps, max);
                self.points_within(&under("below"), "below", *below, max);
            }
            Rule::Ratio { numerator, denominator, scale, .. } => {
                self.name(node, &under("numerator"), "numerator", numerator, used);
                self.name(node, &under("denominator"), "denominator", denominator, used);
                self.scale(path, scale);
                self.needs_max(node, path, "ratio");
            }
            Rule::Deduction { input, each, floor } => {
                self.single(node, path, input.as_ref(), used);
                self.positive(&under("each"), "each", *each);
                self.points_within(&under("floor"), "floor", *floor, max);
                self.below_zero(&under("floor"), "floor", *floor);
                self.needs_max(node, path, "deduction");
            }
            Rule::Bonus { input, each, cap } | Rule::Penalty { input, each, cap } => {
                self.single(node, path, input.as_ref(), used);
                self.positive(&under("each"), "each", *each);
                self.positive(&under("cap"), "cap", *cap);
            }
            Rule::Survey { options } => {
                for (i, option) in options.iter().enumerate() {
                    used.insert(option.id.to_string());
                    self.share(&under(&format!("options/{i}/share")), "share", option.share.0);
                }
                let ids =
                    options.iter().enumerate().map(|(i, o)| (o.id.to_string(), under(&format!("options/{i}/id"))));
                self.doubled("options", ids.collect());
                self.needs_max(node, path, "survey");
            }
            Rule::Formula { expression, .. } => {
                let mut known = self.names(node);
                known.push(MAX_POINTS);
                if self.expression(&under("expression"), expression, &known) {
                    self.needs_max(node, path, "formula");
                }
                if let Ok(parsed) = crate::expression::Expression::parse(expression) {
                    used.extend(parsed.names().iter().cloned());
                }
            }
            Rule::Index { out_of, scale, .. } => {
                self.positive(&under("out_of"), "out_of", *out_of);
                self.scale(path, scale);
                self.needs_max(node, path, "index");
            }
            Rule::Comparison { input, with, measure, scale, steps, .. } => {
                self.single(node, path, input.as_ref(), used);
                let zero = match with {
                    CompareWith::YearsBefore(0) => Some("years_before"),
                    CompareWith::PeriodsBefore(0) => Some("periods_before"),
                    _ => None,
                };
                if let Some(key) = zero {
                    self.error(&under(&format!("with/{key}")), MeaningProblem::NothingBefore { key: key.into() });
                }
                if let CompareWith::Plan(plan) = with {
                    let one_input = if node.inputs.len() == 1 { node.inputs.keys().next() } else { None };
                    if input.as_ref().or(one_input) == Some(plan) {
                        self.error(&under("with"), MeaningProblem::ComparedWithItself { name: plan.to_string() });
                    } else {
                        self.name(node, &under("with/plan"), "plan", plan, used);
                    }
                }
                self.steps(path, steps, max);
                self.scale(path, scale);
                if steps.is_empty() {
                    self.needs_max(node, path, "comparison");
                    if *measure == Measure::Difference {
                        self.error(&under("measure"), MeaningProblem::DifferenceWithoutSteps);
                    }
                } else if *scale != Scale::default() {
                    self.error(&under("scale"), MeaningProblem::ScaleAndSteps);
                }
            }
        }
    }

    /// Names a rule of a node may use.
    fn names(&self, node: &'a Node) -> Vec<&'a str> {
        node.inputs.keys().chain(self.rulebook.indicators.keys()).map(Id::as_str).collect()
    }

    fn name(&mut self, node: &'a Node, path: &str, key: &'static str, name: &Id, used: &mut BTreeSet<String>) {
        used.insert(name.to_string());
        let known = self.names(node);
        if !known.contains(&name.as_str()) {
            self.unknown_name(path, key, name.as_str(), NameOf::InputOrIndicator, &known);
        }
    }

    /// A rule that reads one fact takes the node's only input where it names none.
    fn single(&mut self, node: &'a Node, path: &str, input: Option<&Id>, used: &mut BTreeSet<String>) {
        match input {
            Some(name) => self.name(node, &format!("{path}/input"), "input", name, used),
            None if node.inputs.len() == 1 => used.extend(node.inputs.keys().map(ToString::to_string)),
            None => {}
        }
    }

    fn needs_max(&mut self, node: &Node, path: &str, rule: &'static str) {
        if node.max.is_none() {
            self.error(path, MeaningProblem::NoMax { node: node.id.to_string(), rule });
        }
    }

    fn points_within(&mut self, path: &str, key: &'static str, points: Option<f64>, max: Option<f64>) {
        if let (Some(points), Some(max)) = (points, max)
            && points > max
        {
            self.error(path, MeaningProblem::PointsAboveMax { key: key.into(), points, max });
        }
    }

    fn below_zero(&mut self, path: &str, key: &'static str, points: Option<f64>) {
        if let Some(points) = points.filter(|points| *points < 0.0) {
            self.warn(path, MeaningProblem::PointsBelowZero { key: key.into(), points });
        }
    }

    fn steps(&mut self, path: &str, steps: &[Step], max: Option<f64>) {
        for (i, step) in steps.iter().enumerate() {
            if let Some(before) = i.checked_sub(1).and_then(|before| steps.get(before))
                && step.from.0 <= before.from.0
            {
                let problem = MeaningProblem::NotAscending { from: step.from.0, before: before.from.0 };
                self.error(&format!("{path}/steps/{i}/from"), problem);
            }
            self.points_within(&format!("{path}/steps/{i}/points"), "points", Some(step.points), max);
        }
    }

    fn scale(&mut self, path: &str, scale: &Scale) {
        let path = format!("{path}/scale");
        if let (Some(floor), Some(full_from)) = (scale.floor, scale.full_from)
            && floor.0 > full_from.0
        {
            let problem = MeaningProblem::FloorAboveFull { floor: floor.0, full_from: full_from.0 };
            self.error(&format!("{path}/floor"), problem);
        }
        for (key, share) in [("full_from", scale.full_from), ("cap", scale.cap)] {
            if let Some(share) = share {
                self.positive(&format!("{path}/{key}"), key, share.0);
            }
        }
        let (between, needs_floor) = match scale.between {
            Between::Ratio => return,
            Between::RatioToFull => ("ratio_to_full", false),
            Between::FloorToFull => ("floor_to_full", true),
        };
        for (key, absent) in [("full_from", scale.full_from.is_none()), ("floor", needs_floor && scale.floor.is_none())]
        {
            if absent {
                self.error(&format!("{path}/between"), MeaningProblem::ScaleNeeds { between, key });
            }
        }
    }

    pub(super) fn positive(&mut self, path: &str, key: &'static str, value: f64) {
        if value <= 0.0 {
            self.error(path, MeaningProblem::NotPositive { key: key.into(), value });
        }
    }

    pub(super) fn share(&mut self, path: &str, key: &'static str, value: f64) {
        if !(0.0..=1.0).contains(&value) {
            self.error(path, MeaningProblem::NotAShare { key: key.into(), value });
        }
    }
}
