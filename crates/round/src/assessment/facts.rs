//! From chains to facts: what the engine computes a round from.

use std::collections::BTreeMap;

use chiso_engine::{Fact, FactValue, decided_indicator};
use chiso_model::{Cell, Lang};

use super::{Assessment, Frame, Link};
use crate::{Criterion, Mark, Round, Rules, Stage};

impl Assessment {
    /// The facts of the unit as they stand when only links up to a stage are looked at: the numbers of the link that counts, and its points where the rule gives others.
    pub fn facts(&self, frame: Frame<'_>, upto: Stage) -> Vec<Fact> {
        let mut facts = self.joined_facts(frame);
        for criterion in frame.rules.criteria() {
            let link = self.item(&criterion.id).and_then(|item| item.effective_at(upto));
            if let Some(link) = link {
                facts.extend(link_facts(frame, criterion, link));
            }
        }
        tidy(frame, facts)
    }

    /// The facts of the unit as it would have them if it submitted what it has entered so far.
    pub fn drafted_facts(&self, frame: Frame<'_>) -> Vec<Fact> {
        let mut facts = self.joined_facts(frame);
        for criterion in frame.rules.criteria() {
            let Some(item) = self.item(&criterion.id) else { continue };
            if let Some(draft) = &item.draft {
                let source = Some("Bản kê khai đang soạn");
                facts.extend(frame.rules.facts(frame.unit, criterion, &draft.entry.numbers, source));
                if let Some(points) = draft.entry.points.filter(|points| draft.proposed != Some(*points)) {
                    facts.push(decided(frame, criterion, points, "Bản kê khai đang soạn"));
                }
            } else if let Some(link) = item.effective() {
                facts.extend(link_facts(frame, criterion, link));
            }
        }
        tidy(frame, facts)
    }

    /// Everything known of the unit but for one criterion: what its rule may read besides its own numbers.
    pub(super) fn known_beside(&self, frame: Frame<'_>, node: &str) -> Vec<Fact> {
        let mut facts = self.joined_facts(frame);
        for criterion in frame.rules.criteria().iter().filter(|criterion| criterion.id != node) {
            let Some(item) = self.item(&criterion.id) else { continue };
            let numbers = match (&item.draft, item.effective()) {
                (_, Some(link)) if link.stage != Stage::SelfScore => &link.numbers,
                (Some(draft), _) => &draft.entry.numbers,
                (None, Some(link)) => &link.numbers,
                (None, None) => continue,
            };
            facts.extend(frame.rules.facts(frame.unit, criterion, numbers, None));
        }
        facts
    }

    fn joined_facts(&self, frame: Frame<'_>) -> Vec<Fact> {
        self.joined
            .iter()
            .map(|joined| Fact {
                unit: frame.unit.to_owned(),
                indicator: joined.indicator.clone(),
                period: Some(joined.period.unwrap_or(frame.rules.period())),
                value: FactValue::Number(joined.value.0),
                source: Some(joined.source.clone()),
            })
            .collect()
    }
}

/// The facts of all units of a round, and what the engine must know to rank them.
pub fn round_facts(round: &Round, rules: &Rules, assessments: &BTreeMap<String, Assessment>, upto: Stage) -> Vec<Fact> {
    let empty = Assessment::default();
    let attributes = rules.plan().wanted_attributes();
    let mut facts = Vec::new();
    for entrant in &round.setup.units {
        let frame = Frame { round, rules, unit: &entrant.unit };
        facts.extend(assessments.get(&entrant.unit).unwrap_or(&empty).facts(frame, upto));
        if let (Some(attribute), Some(group)) = (attributes.first(), &entrant.group) {
            facts.push(Fact {
                unit: entrant.unit.clone(),
                indicator: (*attribute).to_owned(),
                period: None,
                value: FactValue::Text(group.clone()),
                source: None,
            });
        }
    }
    facts
}

fn link_facts(frame: Frame<'_>, criterion: &Criterion, link: &Link) -> Vec<Fact> {
    let title = link.stage.title();
    let source = match link.why.said() {
        Some(reason) => format!("{}: {reason}", title.get(Lang::Vi)),
        None => title.get(Lang::Vi).to_owned(),
    };
    let mut facts = frame.rules.facts(frame.unit, criterion, &link.numbers, Some(&source));
    if link.proposed != Some(link.points) && link.points != Mark::default() {
        facts.push(decided(frame, criterion, link.points, &source));
    }
    facts
}

fn decided(frame: Frame<'_>, criterion: &Criterion, points: Mark, source: &str) -> Fact {
    Fact {
        unit: frame.unit.to_owned(),
        indicator: decided_indicator(&criterion.id),
        period: Some(frame.rules.period()),
        value: FactValue::Number(points.0),
        source: Some(source.to_owned()),
    }
}

/// One fact for each indicator and period: a value that joined gives way to one that was appraised, and a unit of which nothing is known is still a unit.
fn tidy(frame: Frame<'_>, facts: Vec<Fact>) -> Vec<Fact> {
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
