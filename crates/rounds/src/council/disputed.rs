//! What is disputed: where the unit, in its self-score or its explanation, claims other points than the appraisal gave.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::Lang;
use chiso_round::round::Proposal;
use chiso_round::{Assessment, Item, Link, Mark, Stage};

use crate::held::Held;

/// A score that the council may have to decide.
pub(crate) struct Disputed<'a> {
    pub(super) unit: &'a str,
    pub(super) node: &'a str,
    pub(super) item: &'a Item,
}

/// Every disputed score that no meeting has on its agenda, unit by unit in the round's order.
pub(crate) fn disputed<'a>(held: &'a Held, assessments: &'a BTreeMap<String, Arc<Assessment>>) -> Vec<Disputed<'a>> {
    let on_agenda = |unit: &str, node: &str| held.round.meetings.iter().any(|m| m.item(unit, node).is_some());
    let of_unit = |unit: &'a str| {
        let assessment = assessments.get(unit)?;
        let items = held.rules.criteria().iter().filter(|criterion| criterion.is_appraised());
        let found = items.filter_map(move |criterion| {
            let item = assessment.item(&criterion.id)?;
            let claimed = claim(item)?;
            let judged = judgement(item)?;
            (claimed.points != judged.points && !on_agenda(unit, &criterion.id)).then_some(Disputed {
                unit,
                node: &criterion.id,
                item,
            })
        });
        Some(found.collect::<Vec<_>>())
    };
    held.round.setup.units.iter().filter_map(|entrant| of_unit(&entrant.unit)).flatten().collect()
}

/// What the unit claims last.
pub(super) fn claim(item: &Item) -> Option<&Link> {
    item.at(Stage::Explanation).or_else(|| item.at(Stage::SelfScore))
}

/// What the appraisal gave last.
pub(super) fn judgement(item: &Item) -> Option<&Link> {
    item.at(Stage::Second).or_else(|| item.at(Stage::First))
}

/// What can be voted for: each score that somebody stands for, once, the appraisal's first.
pub(super) fn proposals(item: &Item) -> Vec<Proposal> {
    let stages = [Stage::Second, Stage::First, Stage::Explanation, Stage::SelfScore];
    let mut out: Vec<Proposal> = Vec::new();
    for link in stages.into_iter().filter_map(|stage| item.at(stage)) {
        let points = if link.points == Mark::default() { Mark::number(0.0) } else { link.points };
        if out.iter().all(|proposal| proposal.points != points) {
            // Proposals are a record, written in the language of the record.
            let stage = link.stage.title();
            let reason = match link.why.said() {
                Some(said) => format!("{}: {said}", stage.get(Lang::Vi)),
                None => stage.get(Lang::Vi).to_owned(),
            };
            out.push(Proposal { points, reason });
        }
    }
    out
}
