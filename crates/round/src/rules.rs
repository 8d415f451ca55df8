//! What a rulebook says of a round: which criteria there are, who may score them, and what the rule gives for numbers.

use std::collections::BTreeMap;

use chiso_engine::{EngineError, Fact, FactSet, FactValue, Options, Outcome, Plan};
use chiso_model::{Cell, Lang, Period, Text};
use chiso_rulebook::definition::{FactOrigin, Node, Rule, Rulebook, Rules as RuleDates};

use crate::apart::ranked_apart;
use crate::{Mark, Numbers, Refusal};

/// A rulebook made ready for a round.
#[derive(Debug, Clone)]
pub struct Rules {
    plan: Plan,
    group_attribute: String,
    period: Period,
    criteria: Vec<Criterion>,
    index: BTreeMap<String, usize>,
}

/// A leaf of the rulebook: what is scored by itself. Officials call it a sub-criterion, or a criterion where that has no parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Criterion {
    /// Id of the node.
    pub id: String,
    /// Printed code.
    pub code: Option<String>,
    /// Name.
    pub title: Text,
    /// A remark for the reader, often how points are given.
    pub note: Option<Text>,
    /// Max points.
    pub max: f64,
    /// Least and most points; none where the rule knows no bounds.
    pub range: Option<(f64, f64)>,
    /// Evidence wanted.
    pub evidence: Vec<Text>,
    /// Who appraises it, in words.
    pub owner: Option<Text>,
    /// Where its numbers come from.
    pub origin: FactOrigin,
    /// True where the unit scores itself. Survey points, statistics, other indices, scores by leaders and penalties are never the unit's own (domain, section 3).
    pub self_scored: bool,
    /// The numbers its rule reads.
    pub inputs: Vec<CriterionInput>,
    /// Ids of the nodes above, the nearest first.
    pub above: Vec<String>,
}

/// A number that a rule reads.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionInput {
    /// The name that the rule uses.
    pub name: String,
    /// The fact's indicator.
    pub indicator: String,
    /// The earlier period it speaks of, where it does.
    pub earlier: Option<Period>,
    /// What it is.
    pub title: Text,
    /// Its unit of measurement.
    pub unit: Option<Text>,
    /// False where another criterion reads the same fact before this one: it is entered there.
    pub entered_here: bool,
}

impl Criterion {
    /// Its id and those of the nodes above it, the nearest first: what a right within areas or criteria is asked for.
    pub fn within(&self) -> Vec<&str> {
        std::iter::once(self.id.as_str()).chain(self.above.iter().map(String::as_str)).collect()
    }

    /// True where appraisers score it: what units score themselves, penalties, and scores given by leaders. The rest joins as facts.
    pub fn is_appraised(&self) -> bool {
        matches!(self.origin, FactOrigin::SelfAssessment | FactOrigin::Leadership)
    }
}

impl Rules {
    /// Makes a rulebook ready for a round over a period.
    ///
    /// # Errors
    /// What the engine says of a rulebook that is not in force or contradicts itself.
    pub fn new(rulebook: &Rulebook, period: Period) -> Result<Rules, Vec<EngineError>> {
        let (grouped, group_attribute) = ranked_apart(rulebook);
        let plan = Plan::new(&grouped, Some(period))?;
        let mut criteria = Vec::new();
        let mut seen = Vec::new();
        collect(rulebook, &plan, &rulebook.tree, &mut Vec::new(), &mut seen, &mut criteria);
        let index = criteria.iter().enumerate().map(|(i, c): (usize, &Criterion)| (c.id.clone(), i)).collect();
        Ok(Rules { plan, group_attribute, period, criteria, index })
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The attribute of a unit that names the group within which it is ranked: the rulebook's own, or one of the round's.
    pub fn group_attribute(&self) -> &str {
        &self.group_attribute
    }

    /// The period that is assessed.
    pub fn period(&self) -> Period {
        self.period
    }

    /// Every criterion, in the rulebook's order.
    pub fn criteria(&self) -> &[Criterion] {
        &self.criteria
    }

    /// A criterion by its id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.index.get(id).map(|i| &self.criteria[*i])
    }

    /// The criteria that the unit scores itself, in the rulebook's order.
    pub fn self_scored(&self) -> impl Iterator<Item = &Criterion> {
        self.criteria.iter().filter(|criterion| criterion.self_scored)
    }

    /// Numbers of a criterion as facts of a unit.
    pub fn facts(&self, unit: &str, criterion: &Criterion, numbers: &Numbers, source: Option<&str>) -> Vec<Fact> {
        let of = |input: &CriterionInput| {
            let mark = numbers.get(&input.name).copied().filter(|mark| *mark != Mark::default())?;
            Some(Fact {
                unit: unit.to_owned(),
                indicator: input.indicator.clone(),
                period: Some(input.earlier.unwrap_or(self.period)),
                value: FactValue::Number(mark.0),
                source: source.map(str::to_owned),
            })
        };
        criterion.inputs.iter().filter(|input| input.entered_here).filter_map(of).collect()
    }

    /// What the rule of a criterion gives for its numbers and what else is known of the unit.
    ///
    /// # Errors
    /// Numbers that the rule cannot read, with what it can read.
    pub fn propose(&self, criterion: &Criterion, numbers: &Numbers, known: &[Fact]) -> Result<Mark, EngineError> {
        let read: Vec<(&str, Option<Period>)> = criterion
            .inputs
            .iter()
            .map(|input| (input.indicator.as_str(), Some(input.earlier.unwrap_or(self.period))))
            .collect();
        let own = self.facts("", criterion, numbers, None);
        let is_read = |fact: &&Fact| read.contains(&(fact.indicator.as_str(), fact.period));
        let is_own = |fact: &&Fact| own.iter().any(|o| o.indicator == fact.indicator && o.period == fact.period);
        let others = known.iter().filter(is_read).filter(|fact| !is_own(fact));
        let outcome = self.of_one_unit(others.chain(&own))?;
        Ok(points(&outcome, &criterion.id))
    }

    /// What every rule gives for the facts of one unit, by criterion.
    ///
    /// # Errors
    /// Facts that a rule cannot read.
    pub(crate) fn given(&self, facts: &[Fact]) -> Result<BTreeMap<&str, Mark>, EngineError> {
        let outcome = self.of_one_unit(facts)?;
        Ok(self.criteria.iter().map(|c| (c.id.as_str(), points(&outcome, &c.id))).collect())
    }

    fn of_one_unit<'a>(&self, facts: impl IntoIterator<Item = &'a Fact>) -> Result<Outcome, EngineError> {
        const UNIT: &str = "unit";
        // A unit of which nothing is known is still a unit.
        let is_there = Fact {
            unit: UNIT.to_owned(),
            indicator: String::new(),
            period: None,
            value: FactValue::Number(Cell::BLANK),
            source: None,
        };
        let facts = facts.into_iter().map(|fact| Fact { unit: UNIT.to_owned(), ..fact.clone() });
        let set = FactSet::new(facts.chain([is_there])).unwrap_or_default();
        self.plan.compute(&set, &Options::default())
    }

    /// What the engine says of numbers that a rule cannot read, with their titles in place of the names of facts.
    pub(crate) fn refusal(&self, node: &str, error: &EngineError) -> Refusal {
        let say = |lang: Lang| match error {
            EngineError::BadFacts(bad) => {
                let inputs = || self.criteria.iter().flat_map(|c| c.inputs.iter().map(move |input| (c, input)));
                let one = |bad: &chiso_engine::BadFact| {
                    let wanted = bad.wanted.text(lang);
                    let title = match inputs().find(|(_, input)| input.indicator == bad.indicator) {
                        Some((criterion, input)) if node.is_empty() => {
                            format!("{}: {}", criterion.title.get(lang), input.title.get(lang))
                        }
                        Some((_, input)) => input.title.get(lang).to_owned(),
                        None => bad.indicator.clone(),
                    };
                    match lang {
                        Lang::Vi => format!("“{title}”: cần {wanted}."),
                        Lang::En => format!("“{title}” must be {wanted}."),
                    }
                };
                bad.iter().map(one).collect::<Vec<_>>().join(" ")
            }
            other => other.message(lang),
        };
        Refusal::BadNumber { node: node.to_owned(), vi: say(Lang::Vi), en: say(Lang::En) }
    }
}

/// The points of a criterion in the outcome of one unit.
fn points(outcome: &Outcome, criterion: &str) -> Mark {
    let cell = outcome.node(criterion).and_then(|node| outcome.nodes[node].values.first().copied());
    Mark(cell.unwrap_or_default())
}

/// Whether points lie within what a criterion can earn. That it does not apply lies within; nothing at all does not.
///
/// # Errors
/// [`Refusal::OutOfRange`], [`Refusal::NothingEntered`].
pub(crate) fn within(criterion: &Criterion, points: Mark) -> Result<(), Refusal> {
    match (criterion.range, points.value()) {
        (Some((low, high)), Some(value)) if value < low || value > high => {
            Err(Refusal::OutOfRange { node: criterion.id.clone(), low, high })
        }
        _ if points == Mark::default() => Err(Refusal::NothingEntered(criterion.id.clone())),
        _ => Ok(()),
    }
}

/// The leaves with a rule below a node, in the rulebook's order.
fn collect(
    rulebook: &Rulebook,
    plan: &Plan,
    node: &Node,
    above: &mut Vec<String>,
    seen: &mut Vec<(String, Option<Period>)>,
    out: &mut Vec<Criterion>,
) {
    if let Some(inputs) = plan.inputs(node.id.as_str()) {
        let inputs: Vec<CriterionInput> = inputs
            .into_iter()
            .map(|input| {
                let defined = node.inputs.get(input.name).or_else(|| rulebook.indicators.get(input.name));
                let key = (input.indicator.to_owned(), input.earlier);
                let entered_here = !seen.contains(&key);
                if entered_here {
                    seen.push(key);
                }
                CriterionInput {
                    name: input.name.to_owned(),
                    indicator: input.indicator.to_owned(),
                    earlier: input.earlier,
                    title: defined.map_or_else(|| input_title(input.earlier), |input| input.title.clone()),
                    unit: defined.and_then(|input| input.unit.clone()),
                    entered_here,
                }
            })
            .collect();
        let origin = node.origin.unwrap_or(FactOrigin::SelfAssessment);
        out.push(Criterion {
            id: node.id.to_string(),
            code: node.code.clone(),
            title: node.title.clone(),
            note: node.note.clone(),
            max: node.max.unwrap_or(0.0),
            range: plan.range(node.id.as_str()),
            evidence: node.evidence.clone(),
            owner: node.owner.clone(),
            origin,
            self_scored: origin == FactOrigin::SelfAssessment && !is_penalty(node),
            inputs,
            above: above.iter().rev().cloned().collect(),
        });
    }
    above.push(node.id.to_string());
    for child in &node.children {
        collect(rulebook, plan, child, above, seen, out);
    }
    above.pop();
}

fn input_title(earlier: Option<Period>) -> Text {
    match earlier {
        Some(period) => Text::new(format!("Giá trị kỳ {period}"), format!("Value of {period}")),
        None => Text::new("Số liệu", "Number"),
    }
}

fn is_penalty(node: &Node) -> bool {
    match &node.rule {
        Some(RuleDates::One(rule)) => matches!(**rule, Rule::Penalty { .. }),
        Some(RuleDates::Dated(dated)) => dated.iter().any(|dated| matches!(dated.rule, Rule::Penalty { .. })),
        None => false,
    }
}
