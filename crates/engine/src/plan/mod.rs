//! A rulebook made ready to compute: names resolved, rules in force chosen, nodes in an order in which parts come before the whole.

mod build;
mod inputs;

pub(crate) use inputs::MAX_POINTS;

use chiso_model::{Period, Rounding};
use chiso_rulebook::definition::{
    Aggregate, Bands, Direction, Gate, Interval, MissingAction, MissingPolicy, Normalise, Prepare, Ranking, Rule,
    Rulebook,
};
use chiso_rulebook::expression::Expression;

use crate::EngineError;

/// A rulebook made ready to compute.
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) rulebook: String,
    pub(crate) edition: String,
    pub(crate) period: Option<Period>,
    /// Tree from the root down, parents first, then companions with what is under them.
    pub(crate) nodes: Vec<PlanNode>,
    /// Indexes of the branches, parts before the whole.
    pub(crate) branches: Vec<usize>,
    /// Indexes of the leaves.
    pub(crate) leaves: Vec<usize>,
    /// The facts that are read.
    pub(crate) keys: Vec<FactKey>,
    /// The attributes that are read.
    pub(crate) attributes: Vec<String>,
    /// The rulebook's catalogue of indicators: known although no rule in force may read them.
    pub(crate) known_indicators: Vec<String>,
}

/// A fact that is read: an indicator, of the period itself or of an earlier one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct FactKey {
    pub(crate) indicator: String,
    pub(crate) before: Before,
}

/// How long before the period a fact lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Before {
    /// Not at all.
    Now,
    /// So many years.
    Years(u8),
    /// So many periods of the same length.
    Periods(u8),
}

impl Before {
    pub(crate) fn of(self, period: Period) -> Period {
        match self {
            Before::Now => period,
            Before::Years(years) => period.years_before(i16::from(years)),
            Before::Periods(count) => period.periods_before(i16::from(count)),
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct PlanNode {
    pub(crate) id: String,
    pub(crate) parent: Option<usize>,
    pub(crate) max: Option<f64>,
    pub(crate) kind: Kind,
    pub(crate) missing: MissingPolicy,
    pub(crate) rounding: Rounding,
    pub(crate) ranking: Ranking,
    /// Index into [`Plan::attributes`] of the attribute that names groups ranked apart.
    pub(crate) rank_attribute: Option<usize>,
    pub(crate) bands: Option<Bands>,
    pub(crate) interval: Option<(Interval, usize)>,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    Indicator(Box<IndicatorLeaf>),
    Rule(Box<RuleLeaf>),
    Branch(Box<Branch>),
}

/// A leaf that prepares and normalises one indicator. Numbers are indexes into [`Plan::keys`] and [`Plan::attributes`].
#[derive(Debug, Clone)]
pub(crate) struct IndicatorLeaf {
    pub(crate) key: usize,
    pub(crate) count: Option<usize>,
    pub(crate) denominator: Option<usize>,
    pub(crate) group: Option<usize>,
    pub(crate) direction: Direction,
    pub(crate) prepare: Prepare,
    pub(crate) normalise: Normalise,
}

/// A leaf with a scoring rule.
#[derive(Debug, Clone)]
pub(crate) struct RuleLeaf {
    pub(crate) rule: Rule,
    /// Names the rule uses, and the fact behind each: index into [`Plan::keys`].
    pub(crate) inputs: Vec<(String, usize)>,
    pub(crate) expression: Option<Expression>,
    /// The max points, or 0 for rules that need none.
    pub(crate) max: f64,
    /// Points that an appraiser or a council decided on, where they differ from the rule's: index into [`Plan::keys`].
    pub(crate) decided: usize,
}

impl RuleLeaf {
    /// Least and most points it can earn; none where its formula knows no bounds.
    pub(crate) fn range(&self) -> Option<(f64, f64)> {
        match &self.rule {
            Rule::Penalty { cap, .. } => Some((-cap, 0.0)),
            Rule::Bonus { cap, .. } => Some((0.0, *cap)),
            Rule::Formula { unbounded: true, .. } => None,
            Rule::Deduction { floor: Some(floor), .. } => Some((floor.min(0.0), self.max)),
            _ => Some((0.0, self.max)),
        }
    }
}

/// What follows a leaf's id in the indicator of the points that were decided on for it.
const DECIDED: &str = ".decided";

/// The indicator of the points that an appraiser or a council decided on for a leaf. Where there is such a fact, it stands in place of what the rule gives.
pub fn decided_indicator(leaf: &str) -> String {
    format!("{leaf}{DECIDED}")
}

/// Whether an indicator holds points that were decided on.
fn is_decided(indicator: &str) -> bool {
    indicator.ends_with(DECIDED)
}

/// A fact that a leaf's rule reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LeafInput<'a> {
    /// The name that the rule uses.
    pub name: &'a str,
    /// The fact's indicator.
    pub indicator: &'a str,
    /// The earlier period whose value the rule reads, where it reads one of an earlier period.
    pub earlier: Option<Period>,
}

#[derive(Debug, Clone)]
pub(crate) struct Branch {
    pub(crate) aggregate: Aggregate,
    pub(crate) parts: Vec<Part>,
    pub(crate) gates: Vec<(Gate, Option<usize>)>,
    /// Formula over the parts: the expression, and for each of its names the index into `parts`.
    pub(crate) expression: Option<(Expression, Vec<usize>)>,
    /// Counting: the value under which a unit is deprived, one a part.
    pub(crate) deprived_below: Vec<Option<f64>>,
}

#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) node: usize,
    pub(crate) weight: PartWeight,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum PartWeight {
    Number(f64),
    /// Index into [`Plan::keys`].
    Fact(usize),
}

impl Plan {
    /// Makes a rulebook ready for a period. Without a period the newest dated rules and weights hold, and the facts' newest period is computed.
    ///
    /// # Errors
    /// Every node without a rule in force, or with two; a rulebook that is not in force or contradicts itself.
    pub fn new(rulebook: &Rulebook, period: Option<Period>) -> Result<Plan, Vec<EngineError>> {
        build::build(rulebook, period)
    }

    /// Names of the fact columns that are read.
    pub fn wanted_indicators(&self) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .keys
            .iter()
            .map(|k| k.indicator.as_str())
            .filter(|name| !is_decided(name))
            .chain(self.known_indicators.iter().map(String::as_str))
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Names of the text columns that are read.
    pub fn wanted_attributes(&self) -> Vec<&str> {
        self.attributes.iter().map(String::as_str).collect()
    }

    /// Names of the facts that hold decided points, one a leaf with a rule: known to readers of facts, and never missed.
    pub fn decided_indicators(&self) -> Vec<&str> {
        self.keys.iter().map(|k| k.indicator.as_str()).filter(|name| is_decided(name)).collect()
    }

    /// The facts that the rule of a leaf reads, in its order; none where the node is no leaf with a rule.
    pub fn inputs(&self, leaf: &str) -> Option<Vec<LeafInput<'_>>> {
        let read = self.rule_leaf(leaf)?.inputs.iter().map(|(name, key)| LeafInput {
            name,
            indicator: &self.keys[*key].indicator,
            earlier: self.period.map(|period| self.keys[*key].before.of(period)).filter(|of| Some(*of) != self.period),
        });
        Some(read.collect())
    }

    /// Least and most points of a leaf with a rule; none where it is no such leaf, or its formula knows no bounds.
    pub fn range(&self, leaf: &str) -> Option<(f64, f64)> {
        self.rule_leaf(leaf)?.range()
    }

    fn rule_leaf(&self, id: &str) -> Option<&RuleLeaf> {
        self.nodes.iter().find(|node| node.id == id).and_then(|node| match &node.kind {
            Kind::Rule(leaf) => Some(leaf.as_ref()),
            Kind::Indicator(_) | Kind::Branch(_) => None,
        })
    }

    pub(crate) fn action(&self, node: usize, kind: chiso_model::Missing) -> MissingAction {
        self.nodes[node].missing.action(kind)
    }
}
