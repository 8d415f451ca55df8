//! A trace made readable: the same tree for the command line and for the page.

mod branch;
mod figure;
mod formula;
mod indicator;
mod rule;

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::{Cell, Lang, Missing};
use chiso_rulebook::definition::{Node, Rulebook};

use crate::facts::FactSet;
use crate::outcome::Outcome;
use crate::plan::{Before, FactKey, Kind, Plan};
use crate::trace::Line;
use figure::{figure, printed};

/// How one node's value of one unit came about.
#[derive(Debug, Clone, PartialEq)]
pub struct Explanation {
    /// Id of the node.
    pub node: String,
    /// Printed code, where it has one.
    pub code: Option<String>,
    /// Name of the node.
    pub title: String,
    /// The value as printed, or the kind of missing value in words.
    pub value: String,
    /// Max points, where it has them.
    pub max: Option<String>,
    /// What was done, one step a line, such that each can be checked with a pocket calculator.
    pub lines: Vec<String>,
    /// The parts.
    pub parts: Vec<Explanation>,
}

impl Explanation {
    /// As indented text.
    pub fn to_text(&self) -> String {
        let mut text = String::new();
        self.write(0, &mut text);
        text
    }

    fn write(&self, depth: usize, text: &mut String) {
        let indent = "  ".repeat(depth);
        let code = self.code.as_ref().map_or_else(String::new, |code| format!("{code} "));
        let max = self.max.as_ref().map_or_else(String::new, |max| format!(" / {max}"));
        text.push_str(&[&indent, &code, &self.title, " [", &self.node, "]: ", &self.value, &max, "\n"].concat());
        for line in &self.lines {
            text.push_str(&[&indent, "  · ", line, "\n"].concat());
        }
        for part in &self.parts {
            part.write(depth + 1, text);
        }
    }
}

/// Explains a node's value of a unit, from the trace of `outcome` (which must have been computed by `rulebook` on `facts`, with a trace); the root where no node is named.
/// None where the unit or node is not there, or nothing was traced.
pub fn explain(
    rulebook: &Rulebook,
    facts: &FactSet,
    outcome: &Outcome,
    unit: &str,
    node: Option<&str>,
    lang: Lang,
) -> Option<Explanation> {
    let trace = outcome.trace.as_ref()?;
    let unit = outcome.unit(unit)?;
    let node = node.map_or(Some(0), |id| outcome.node(id))?;
    let trees = std::iter::once(&rulebook.tree).chain(&rulebook.companions);
    let nodes: BTreeMap<&str, &Node> = trees.flat_map(Node::walk).map(|n| (n.id.as_str(), n)).collect();
    let writer = Writer { rulebook, facts, outcome, plan: &trace.plan, nodes, unit, lang };
    Some(writer.node(node, &mut BTreeSet::new()))
}

/// What the lines are written from.
struct Writer<'a> {
    rulebook: &'a Rulebook,
    facts: &'a FactSet,
    outcome: &'a Outcome,
    plan: &'a Plan,
    nodes: BTreeMap<&'a str, &'a Node>,
    unit: usize,
    lang: Lang,
}

impl Writer<'_> {
    /// A node and its parts. A part that was told already, because several branches share it, is told without its own parts.
    fn node(&self, index: usize, told: &mut BTreeSet<usize>) -> Explanation {
        let outcome = &self.outcome.nodes[index];
        let definition = self.nodes.get(outcome.id.as_str());
        let first_time = told.insert(index);
        let lines = self.outcome.trace.as_ref().map_or(&[][..], |t| t.nodes.lines(index, self.unit));
        let value = match (outcome.rounded[self.unit], outcome.values[self.unit].get()) {
            (Some(rounded), _) => printed(rounded, outcome.rounding.digits, self.lang),
            (None, Err(kind)) => missing(kind, self.lang).to_owned(),
            (None, Ok(_)) => String::new(),
        };
        Explanation {
            node: outcome.id.clone(),
            code: definition.and_then(|d| d.code.clone()),
            title: definition.map_or_else(|| outcome.id.clone(), |d| d.title.get(self.lang).to_owned()),
            value,
            max: outcome.max.map(|max| figure(max, self.lang)),
            lines: self.lines(index, lines),
            parts: if first_time {
                outcome.parts.iter().map(|part| self.node(*part, told)).collect()
            } else {
                Vec::new()
            },
        }
    }

    fn lines(&self, index: usize, lines: &[Line]) -> Vec<String> {
        let Some(definition) = self.nodes.get(self.plan.nodes[index].id.as_str()) else { return Vec::new() };
        match &self.plan.nodes[index].kind {
            Kind::Indicator(leaf) => self.indicator(definition, leaf, lines),
            Kind::Rule(leaf) => self.rule(definition, leaf, lines),
            Kind::Branch(branch) => self.branch(branch, index, lines),
        }
    }

    /// A fact: its name, value and source.
    fn fact(&self, title: &str, key: usize, cell: Cell, unit: Option<&str>) -> String {
        let FactKey { indicator, before } = &self.plan.keys[key];
        let earlier = *before != Before::Now;
        let period = self.outcome.period.map(|p| before.of(p));
        let (_, source) = self.facts.value(indicator, period, earlier, self.unit);
        let unit = unit.map_or_else(String::new, |unit| format!(" {unit}"));
        let value = match cell.get() {
            Ok(value) => format!("{}{unit}", figure(value, self.lang)),
            Err(kind) => missing(kind, self.lang).to_owned(),
        };
        let when = period.filter(|_| earlier).map_or_else(String::new, |p| format!(" ({p})"));
        let source = source.map_or_else(String::new, |source| match self.lang {
            Lang::Vi => format!(" (nguồn: {source})"),
            Lang::En => format!(" (source: {source})"),
        });
        format!("{title}{when} = {value}{source}")
    }

    /// So many points, in words.
    fn points(&self, value: f64) -> String {
        let word = if value.abs() == 1.0 { "point" } else { "points" };
        format!("{} {}", self.figure(value), self.lang.pick("điểm", word))
    }

    fn figure(&self, value: f64) -> String {
        figure(value, self.lang)
    }

    /// A result with the sign that tells whether the digits shown are all of it.
    fn result(&self, cell: Cell) -> String {
        match cell.get() {
            Ok(value) => format!("{} {}", figure::equals(value), figure(value, self.lang)),
            Err(kind) => format!("→ {}", missing(kind, self.lang)),
        }
    }
}

/// A kind of missing value in words.
fn missing(kind: Missing, lang: Lang) -> &'static str {
    match kind {
        Missing::Blank => lang.pick("chưa có số liệu", "no data"),
        Missing::NotApplicable => lang.pick("không áp dụng", "not applicable"),
        Missing::Abstained => lang.pick("không có ý kiến", "abstained"),
        Missing::Withheld => lang.pick("không công bố", "withheld"),
        Missing::NotComputable => lang.pick("không tính được", "cannot be computed"),
    }
}
