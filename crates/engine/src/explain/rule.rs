//! The steps of a scoring rule.

use chiso_model::{Cell, Lang};
use chiso_rulebook::definition::{Measure, Node, Rule, Scale, Step};

use super::Writer;
use crate::plan::RuleLeaf;
use crate::trace::{Line, ScaleCase};

impl Writer<'_> {
    pub(super) fn rule(&self, node: &Node, leaf: &RuleLeaf, lines: &[Line]) -> Vec<String> {
        let mut out = Vec::new();
        let mut inputs = leaf.inputs.iter();
        for line in lines {
            match line {
                Line::Input { key, cell } => {
                    let name = inputs.next().map_or("", |(name, _)| name.as_str());
                    let (title, unit) = self.input_title(node, leaf, name);
                    out.push(self.fact(&title, *key as usize, *cell, unit));
                }
                Line::Decided { key, cell } => {
                    let title = self.lang.pick(
                        "điểm được quyết định, thay cho điểm theo quy tắc",
                        "points decided on, in place of the rule’s",
                    );
                    out.push(self.fact(title, *key as usize, *cell, None));
                }
                // Operations are told together below; the quotient of a comparison has been told already.
                Line::Operation { .. } | Line::Compared { measure: Measure::Ratio, .. } => {}
                Line::Answers { weighted, all } => out.push(self.answers(leaf, lines, *weighted, *all)),
                line => out.push(self.rule_line(leaf, line)),
            }
        }
        if let Some(expression) = &leaf.expression {
            let after =
                lines.iter().rev().take_while(|line| matches!(line, Line::Limited { .. } | Line::Decided { .. }));
            let limited = out.len() - after.count();
            let steps = self.formula(expression, lines);
            out.splice(limited..limited, steps);
        }
        out
    }

    /// What a name in a rule stands for.
    fn input_title<'n>(&'n self, node: &'n Node, leaf: &RuleLeaf, name: &str) -> (String, Option<&'n str>) {
        if let Rule::Survey { options } = &leaf.rule
            && let Some(option) = options.iter().find(|o| o.id == *name)
        {
            return (option.title.get(self.lang).to_owned(), None);
        }
        if let Some(input) = node.inputs.get(name).or_else(|| self.rulebook.indicators.get(name)) {
            let title = input.title.get(self.lang);
            let shown = if leaf.expression.is_some() { format!("{name}: {title}") } else { title.to_owned() };
            return (shown, input.unit.as_ref().map(|u| u.get(self.lang)));
        }
        let words = match (&leaf.rule, name) {
            (Rule::Comparison { .. }, "before") => self.lang.pick("giá trị kỳ trước", "earlier value"),
            (Rule::Comparison { .. }, _) => self.lang.pick("giá trị đạt được", "value reached"),
            _ => self.lang.pick("số liệu", "fact"),
        };
        (words.to_owned(), node.unit.as_ref().map(|u| u.get(self.lang)))
    }

    fn rule_line(&self, leaf: &RuleLeaf, line: &Line) -> String {
        let f = |value: f64| self.figure(value);
        let points = |value: f64| self.points(value);
        match line {
            Line::Quotient { above, below, result } => {
                format!("{} / {} {}", f(*above), f(*below), self.result(*result))
            }
            Line::Fixed { points: fixed } => match self.lang {
                Lang::Vi => format!("quy tắc cho trường hợp này: {}", points(*fixed)),
                Lang::En => format!("the rule for this case gives {}", points(*fixed)),
            },
            Line::Counted { count, each, points: got, limited } => {
                let product = format!("{} × {}", f(*count), f(*each));
                let sum = match &leaf.rule {
                    Rule::Deduction { .. } => format!("{} − {product}", f(leaf.max)),
                    Rule::Penalty { .. } => format!("−{product}"),
                    _ => product,
                };
                let limit =
                    if *limited { self.lang.pick(", đến mức giới hạn", ", up to the limit") } else { "" };
                format!("{sum}{limit}: {}", points(*got))
            }
            Line::Chosen { index, points: got } => self.chosen(leaf, *index, *got),
            Line::Compared { value, other, measure: Measure::Difference, result } => {
                format!("{} − {} {}", f(*value), f(*other), self.result(*result))
            }
            Line::Compared { value, other, measure: Measure::Growth, result } => {
                format!("({} − {}) / {} {}", f(*value), f(*other), f(*other), self.result(*result))
            }
            Line::Scaled { ratio, case, points: got } => self.scaled(leaf, *ratio, *case, *got),
            Line::Limited { from, to } => match self.lang {
                Lang::Vi => format!("{} nằm ngoài khoảng 0 – {}, lấy {}", f(*from), f(leaf.max), points(*to)),
                Lang::En => format!("{} is outside 0 to {}, counts as {}", f(*from), f(leaf.max), points(*to)),
            },
            _ => String::new(),
        }
    }

    /// Max points x (answers of each option x its share) / all answers.
    fn answers(&self, leaf: &RuleLeaf, lines: &[Line], weighted: f64, all: f64) -> String {
        let Rule::Survey { options } = &leaf.rule else { return String::new() };
        let counts = lines.iter().filter_map(|line| match line {
            Line::Input { cell, .. } => cell.value(),
            _ => None,
        });
        let term = |(count, share): (f64, f64)| format!("{} × {}", self.figure(count), self.figure(share));
        let terms: Vec<String> = counts.zip(options.iter().map(|o| o.share.0)).map(term).collect();
        let points = if all == 0.0 { Cell::NOT_COMPUTABLE } else { Cell::number(leaf.max * (weighted / all)) };
        format!("{} × ({}) / {} {}", self.figure(leaf.max), terms.join(" + "), self.figure(all), self.result(points))
    }

    fn chosen(&self, leaf: &RuleLeaf, index: Option<u16>, got: f64) -> String {
        let points = self.points(got);
        let index = index.map(usize::from);
        let threshold = |steps: &[Step]| {
            let from = index.and_then(|i| steps.get(i)).map(|s| self.figure(s.from.0));
            match (from, self.lang) {
                (Some(from), Lang::Vi) => format!("đạt ngưỡng từ {from}: {points}"),
                (Some(from), Lang::En) => format!("reaches the threshold {from}: {points}"),
                (None, Lang::Vi) => format!("dưới ngưỡng thấp nhất: {points}"),
                (None, Lang::En) => format!("under the lowest threshold: {points}"),
            }
        };
        match &leaf.rule {
            Rule::YesNo { .. } => {
                let answer =
                    if index == Some(0) { self.lang.pick("có", "yes") } else { self.lang.pick("không", "no") };
                format!("{answer}: {points}")
            }
            Rule::Levels { levels, .. } => {
                let title = index.and_then(|i| levels.get(i)).map_or("", |l| l.title.get(self.lang));
                format!("{title}: {points}")
            }
            Rule::Steps { steps, .. } | Rule::Comparison { steps, .. } => threshold(steps),
            _ => points,
        }
    }

    fn scaled(&self, leaf: &RuleLeaf, ratio: f64, case: ScaleCase, got: f64) -> String {
        let f = |value: f64| self.figure(value);
        let scale = match &leaf.rule {
            Rule::Ratio { scale, .. } | Rule::Index { scale, .. } | Rule::Comparison { scale, .. } => *scale,
            _ => Scale::default(),
        };
        let floor = scale.floor.map_or(0.0, |s| s.0);
        let full = scale.full_from.map_or(1.0, |s| s.0);
        let (max, result) = (f(leaf.max), self.result(Cell::number(got)));
        let points = self.lang.pick("điểm", if got == 1.0 { "point" } else { "points" });
        let cap = scale.cap.map_or(1.0, |c| c.0);
        let share = match case {
            ScaleCase::RatioToFull => ratio / full,
            ScaleCase::FloorToFull => (ratio - floor) / (full - floor),
            _ => 0.0,
        };
        match (case, self.lang) {
            (ScaleCase::UnderFloor, Lang::Vi) if floor > 0.0 => format!("dưới mức tối thiểu {}: 0 điểm", f(floor)),
            (ScaleCase::UnderFloor, Lang::En) if floor > 0.0 => format!("under the floor {}: 0 points", f(floor)),
            (ScaleCase::UnderFloor, _) => format!("0 {points}"),
            (ScaleCase::Full, Lang::Vi) => format!("từ {} trở lên: điểm tối đa {max}", f(full)),
            (ScaleCase::Full, Lang::En) => format!("{} or more: full points {max}", f(full)),
            (ScaleCase::RatioToFull | ScaleCase::FloorToFull, Lang::Vi) if share > cap => {
                format!("không quá mức {}: {max} × {} {result} điểm", f(cap), f(cap))
            }
            (ScaleCase::RatioToFull | ScaleCase::FloorToFull, Lang::En) if share > cap => {
                format!("not above the cap {}: {max} × {} {result} {points}", f(cap), f(cap))
            }
            (ScaleCase::Capped, _) => format!("{max} × {} {result} {points}", f(cap)),
            (ScaleCase::Ratio, _) => format!("{max} × {} {result} {points}", f(ratio)),
            (ScaleCase::RatioToFull, _) => format!("{max} × {} / {} {result} {points}", f(ratio), f(full)),
            (ScaleCase::FloorToFull, _) => {
                let less = if floor < 0.0 { format!("({})", f(floor)) } else { f(floor) };
                format!("{max} × ({} − {less}) / ({} − {less}) {result} {points}", f(ratio), f(full))
            }
        }
    }
}
