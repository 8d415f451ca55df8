//! Who is told of what happened. What a unit may not see yet it is not told of either.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_round::round::RoundEvent;
use chiso_round::{Assessment, AssessmentEvent, By, Phase, Stage};

use super::Judges;
use super::kind::Kind;
use super::telling::{APPROVERS, HEADS, LEADS, Telling};
use crate::held::Held;

/// Of something that happened to a round. `assessments` are looked at when the time to explain begins.
pub(super) fn of_round(
    held: &Held,
    event: &RoundEvent,
    assessments: &BTreeMap<String, Arc<Assessment>>,
) -> Vec<Telling> {
    match event {
        RoundEvent::Began { phase: Phase::SelfAssessment, .. } => heads(held, Kind::SelfAssessmentBegan).collect(),
        RoundEvent::Began { phase: Phase::FirstAppraisal, .. } => appraisers(held, Kind::AppraisalBegan).collect(),
        RoundEvent::Began { phase: Phase::SecondAppraisal, .. } => {
            appraisers(held, Kind::SecondAppraisalBegan).collect()
        }
        RoundEvent::Began { phase: Phase::Explanation, .. } => {
            assessments.iter().flat_map(|(unit, assessment)| to_explain(unit, assessment)).collect()
        }
        RoundEvent::DeadlineMoved { .. } if held.round.phase == Phase::Draft => Vec::new(),
        RoundEvent::DeadlineMoved { phase, .. } => match phase {
            Phase::SelfAssessment | Phase::Explanation => heads(held, Kind::DeadlineMoved).collect(),
            Phase::FirstAppraisal | Phase::SecondAppraisal => appraisers(held, Kind::DeadlineMoved).collect(),
            Phase::Council => members(held, Kind::DeadlineMoved).collect(),
            Phase::Draft | Phase::Published => Vec::new(),
        },
        RoundEvent::Called { .. } => members(held, Kind::MeetingCalled).collect(),
        RoundEvent::Published { .. } => heads(held, Kind::Published)
            .chain(appraisers(held, Kind::Published))
            .chain(members(held, Kind::Published))
            .collect(),
        _ => Vec::new(),
    }
}

/// Of something that happened to a unit's assessment, which is as it is afterwards. `judges` are looked at when the unit has explained.
pub(super) fn of_assessment(
    held: &Held,
    (unit, assessment): (&str, &Assessment),
    judges: &Judges,
    event: &AssessmentEvent,
) -> Vec<Telling> {
    let to_charge = |kind: Kind, node: &String| {
        let person = in_charge(assessment, node)?;
        Some(Telling::person(kind, person).at(unit, node))
    };
    match event {
        AssessmentEvent::Assigned { node, person: Some(person), .. } => {
            vec![Telling::person(Kind::Assigned, person).at(unit, node)]
        }
        AssessmentEvent::Returned { node, .. } => to_charge(Kind::Returned, node).into_iter().collect(),
        AssessmentEvent::Reopened { nodes, .. } => {
            let leads = nodes.iter().map(|node| Telling::holders(Kind::Reopened, LEADS, unit).at(unit, node));
            nodes.iter().filter_map(|node| to_charge(Kind::Reopened, node)).chain(leads).collect()
        }
        AssessmentEvent::Readied { .. } => {
            let ready = |id: &String| assessment.item(id).is_some_and(|item| item.ready);
            let all = held.round.phase == Phase::SelfAssessment && held.rules.self_scored().all(|c| ready(&c.id));
            all.then(|| Telling::holders(Kind::Ready, APPROVERS, unit)).into_iter().collect()
        }
        AssessmentEvent::Appraised { node, .. } | AssessmentEvent::Confirmed { node } => {
            let asked = assessment.item(node).is_some_and(|item| item.asked().is_some());
            let told = asked && held.round.units_see(Stage::First);
            if told { flagged(unit, assessment, node) } else { Vec::new() }
        }
        AssessmentEvent::Explained { links, .. } => {
            explained(held, unit, judges, links.iter().map(|(node, _)| node.as_str()))
        }
        AssessmentEvent::Decided { node, .. } if held.round.units_see(Stage::Council) => {
            to_charge(Kind::Decided, node).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Who sees to a criterion in the unit: whom it was given to, or else whoever entered it.
pub(super) fn in_charge<'a>(assessment: &'a Assessment, node: &str) -> Option<&'a str> {
    let item = assessment.item(node)?;
    let entered = || {
        let drafted = item.draft.as_ref().map(|draft| draft.by.as_str());
        drafted.or_else(|| item.at(Stage::SelfScore).map(|link| link.by.as_str()))
    };
    item.assigned.as_ref().map(|assigned| assigned.person.as_str()).or_else(entered)
}

/// The time to explain begins: those who lead and sign, where something is to be explained, and whoever sees to it.
fn to_explain(unit: &str, assessment: &Assessment) -> Vec<Telling> {
    let asked = |(node, item): (&String, &chiso_round::Item)| item.asked().is_some().then(|| node.clone());
    let nodes: Vec<String> = assessment.items.iter().filter_map(asked).collect();
    if nodes.is_empty() {
        return Vec::new();
    }
    let heads = Telling::holders(Kind::ExplanationBegan, HEADS, unit);
    let each = nodes.iter().filter_map(|node| {
        let person = in_charge(assessment, node)?;
        Some(Telling::person(Kind::Flagged, person).at(unit, node).once("asked"))
    });
    [heads].into_iter().chain(each).collect()
}

fn flagged(unit: &str, assessment: &Assessment, node: &str) -> Vec<Telling> {
    let charge = in_charge(assessment, node).map(|person| Telling::person(Kind::Flagged, person).at(unit, node));
    let leads = Telling::holders(Kind::Flagged, LEADS, unit).at(unit, node);
    charge.into_iter().chain([leads]).map(|telling| telling.once("asked")).collect()
}

/// Appraisers of what was explained, but for a unit of their own.
fn explained<'a>(held: &Held, unit: &str, judges: &Judges, nodes: impl Iterator<Item = &'a str>) -> Vec<Telling> {
    let criteria: Vec<_> = nodes.filter_map(|node| held.rules.criterion(node)).collect();
    let concerned = |by: &&By| {
        criteria.iter().any(|criterion| held.round.is_appraiser(&by.person, criterion))
            && !held.round.is_conflicted(by, unit)
    };
    judges.values().filter(concerned).map(|by| Telling::person(Kind::Explained, &by.person).of(unit)).collect()
}

fn heads(held: &Held, kind: Kind) -> impl Iterator<Item = Telling> + '_ {
    held.round.setup.units.iter().map(move |entrant| Telling::holders(kind, HEADS, &entrant.unit))
}

fn appraisers(held: &Held, kind: Kind) -> impl Iterator<Item = Telling> + '_ {
    held.round.setup.appraisers.iter().map(move |appraiser| Telling::person(kind, &appraiser.person))
}

fn members(held: &Held, kind: Kind) -> impl Iterator<Item = Telling> + '_ {
    held.round.setup.council.members.iter().map(move |member| Telling::person(kind, member))
}
