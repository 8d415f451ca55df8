//! From chains to facts: what the engine computes a round from.

use std::borrow::Borrow;
use std::collections::BTreeMap;

use chiso_engine::{Fact, FactValue, decided_indicator};
use chiso_model::{Cell, Lang};

use super::{Assessment, Frame, Joined, Link};
use crate::{Criterion, Mark, Numbers, Round, Rules, Stage};

/// What stands at a criterion: numbers, and the points that hold for them.
struct Held<'a> {
    criterion: &'a Criterion,
    numbers: &'a Numbers,
    /// What the rule gives for the numbers.
    proposed: Option<Mark>,
    /// The points; none to leave them to the rule.
    points: Option<Mark>,
    source: String,
}

impl Assessment {
    /// The facts of the unit as they stand when only links up to a stage are looked at: the numbers of the link that counts, and its points where the rule gives
    /// others. The points of a link stay what they are, also where a value that joined later, or a number of another criterion, would now give others.
    pub fn facts(&self, frame: Frame<'_>, upto: Stage) -> Vec<Fact> {
        let held = frame.rules.criteria().iter().filter_map(|criterion| {
            let link = self.item(&criterion.id)?.effective_at(upto)?;
            Some(held_by_link(criterion, link))
        });
        self.facts_of(frame, held.collect())
    }

    /// The facts of the unit as it would have them if it submitted what it has entered so far.
    pub fn drafted_facts(&self, frame: Frame<'_>) -> Vec<Fact> {
        let held = frame.rules.criteria().iter().filter_map(|criterion| {
            let item = self.item(&criterion.id)?;
            let Some(draft) = &item.draft else {
                return Some(held_by_link(criterion, item.effective_at(Stage::SelfScore)?));
            };
            Some(Held {
                criterion,
                numbers: &draft.entry.numbers,
                proposed: draft.proposed,
                points: draft.entry.points,
                source: "Bản kê khai đang soạn".to_owned(),
            })
        });
        self.facts_of(frame, held.collect())
    }

    fn facts_of(&self, frame: Frame<'_>, held: Vec<Held<'_>>) -> Vec<Fact> {
        let of = |held: &Held<'_>| frame.rules.facts(frame.unit, held.criterion, held.numbers, Some(&held.source));
        let facts = self.joined_facts(frame).into_iter().chain(held.iter().flat_map(of));
        let mut facts = tidy(frame, facts);
        // Only a rule that reads what others give can give something else today than it gave then.
        let given = if held.iter().any(|held| self.borrows(held.criterion)) {
            frame.rules.given(&facts).unwrap_or_default()
        } else {
            BTreeMap::new()
        };
        for Held { criterion, proposed, points, source, .. } in held {
            let Some(points) = points else { continue };
            let by_rule = if self.borrows(criterion) { given.get(criterion.id.as_str()).copied() } else { proposed };
            if by_rule != Some(points) {
                facts.push(Fact {
                    unit: frame.unit.to_owned(),
                    indicator: decided_indicator(&criterion.id),
                    period: Some(frame.rules.period()),
                    value: FactValue::Number(points.0),
                    source: Some(source),
                });
            }
        }
        facts
    }

    pub(super) fn joined_facts(&self, frame: Frame<'_>) -> Vec<Fact> {
        self.joined.iter().map(|joined| joined.fact(frame)).collect()
    }
}

impl Joined {
    /// The value as a fact of the unit.
    pub(super) fn fact(&self, frame: Frame<'_>) -> Fact {
        Fact {
            unit: frame.unit.to_owned(),
            indicator: self.indicator.clone(),
            period: Some(self.period.unwrap_or(frame.rules.period())),
            value: FactValue::Number(self.value.0),
            source: Some(self.source.clone()),
        }
    }
}

/// The facts of all units of a round, and what the engine must know to rank them.
pub fn round_facts<A: Borrow<Assessment>>(
    round: &Round,
    rules: &Rules,
    assessments: &BTreeMap<String, A>,
    upto: Stage,
) -> Vec<Fact> {
    let empty = Assessment::default();
    let mut facts = Vec::new();
    for entrant in &round.setup.units {
        let frame = Frame { round, rules, unit: &entrant.unit };
        facts.extend(assessments.get(&entrant.unit).map_or(&empty, Borrow::borrow).facts(frame, upto));
        if let Some(group) = &entrant.group {
            facts.push(Fact {
                unit: entrant.unit.clone(),
                indicator: rules.group_attribute().to_owned(),
                period: None,
                value: FactValue::Text(group.clone()),
                source: None,
            });
        }
    }
    facts
}

/// Units that are assessed and not ranked, as the engine's option of patterns wants them.
pub fn unranked(round: &Round) -> Vec<String> {
    let escaped = |c: char| if "?*[]".contains(c) { format!("[{c}]") } else { c.to_string() };
    let units = round.setup.units.iter().filter(|entrant| !entrant.ranked);
    units.map(|entrant| entrant.unit.chars().map(escaped).collect()).collect()
}

fn held_by_link<'a>(criterion: &'a Criterion, link: &'a Link) -> Held<'a> {
    let title = link.stage.title();
    let source = match link.why.said() {
        Some(reason) => format!("{}: {reason}", title.get(Lang::Vi)),
        None => title.get(Lang::Vi).to_owned(),
    };
    let points = Some(link.points).filter(|points| *points != Mark::default());
    Held { criterion, numbers: &link.numbers, proposed: link.proposed, points, source }
}

/// One fact for each indicator and period: a value that joined gives way to one that was appraised, and a unit of which nothing is known is still a unit.
pub(super) fn tidy(frame: Frame<'_>, facts: impl IntoIterator<Item = Fact>) -> Vec<Fact> {
    let mut by_key = BTreeMap::new();
    for fact in facts {
        by_key.insert((fact.indicator.clone(), fact.period), fact);
    }
    if by_key.is_empty()
        && let Some(input) = frame.rules.criteria().first().and_then(|criterion| criterion.inputs.first())
    {
        let fact = Fact {
            unit: frame.unit.to_owned(),
            indicator: input.indicator.clone(),
            period: Some(frame.rules.period()),
            value: FactValue::Number(Cell::BLANK),
            source: None,
        };
        by_key.insert((fact.indicator.clone(), fact.period), fact);
    }
    by_key.into_values().collect()
}
