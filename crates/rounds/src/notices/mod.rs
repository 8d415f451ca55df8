//! Who is told of what happens in a round.

use chiso_round::round::RoundEvent;
use chiso_round::{Assessment, AssessmentEvent, Told};
use chiso_store::rounds::Notice;
use chiso_workspace::house::new_id;

use crate::held::Held;

/// Notices of something that happened to a round: appraisers when an appraisal begins, members of the council when a meeting is called.
pub(crate) fn of_round(held: &Held, event: &Told<RoundEvent>) -> Vec<Notice> {
    let setup = &held.round.setup;
    let to = |kind: &str, person: &str| notice(held, kind, person, None, None, event.at);
    match &event.what {
        RoundEvent::Began { phase: chiso_round::Phase::FirstAppraisal, .. } => {
            setup.appraisers.iter().map(|appraiser| to("appraisal-began", &appraiser.person)).collect()
        }
        RoundEvent::Began { phase: chiso_round::Phase::SecondAppraisal, .. } => {
            setup.appraisers.iter().map(|appraiser| to("second-appraisal-began", &appraiser.person)).collect()
        }
        RoundEvent::Called { .. } => setup.council.members.iter().map(|member| to("meeting-called", member)).collect(),
        _ => Vec::new(),
    }
}

/// Notices of something that happened to a unit's assessment: whoever is given a criterion, or gets one back.
pub(crate) fn of_assessment(
    held: &Held,
    unit: &str,
    assessment: &Assessment,
    event: &Told<AssessmentEvent>,
) -> Vec<Notice> {
    let to = |kind: &str, person: &str, node: &str| notice(held, kind, person, Some(unit), Some(node), event.at);
    let in_charge = |node: &str| {
        let item = assessment.item(node)?;
        item.assigned.as_ref().map(|a| a.person.clone()).or_else(|| item.draft.as_ref().map(|d| d.by.clone()))
    };
    let told = |kind: &str, nodes: &[String]| -> Vec<Notice> {
        nodes.iter().filter_map(|node| Some(to(kind, &in_charge(node)?, node))).collect()
    };
    let notices = match &event.what {
        AssessmentEvent::Assigned { node, person: Some(person), .. } => vec![to("assigned", person, node)],
        AssessmentEvent::Returned { node, .. } => told("returned", std::slice::from_ref(node)),
        AssessmentEvent::Reopened { nodes, .. } => told("reopened", nodes),
        AssessmentEvent::Appraised { node, link } if link.asks.is_some() => told("flagged", std::slice::from_ref(node)),
        AssessmentEvent::Decided { node, .. } => told("decided", std::slice::from_ref(node)),
        _ => Vec::new(),
    };
    // Nobody is told of what they did themselves.
    notices.into_iter().filter(|notice| notice.person != event.by).collect()
}

fn notice(held: &Held, kind: &str, person: &str, unit: Option<&str>, node: Option<&str>, at: i64) -> Notice {
    Notice {
        id: new_id(),
        person: person.to_owned(),
        kind: kind.to_owned(),
        round: held.id.clone(),
        unit: unit.map(str::to_owned),
        node: node.map(str::to_owned),
        created: at,
        seen: None,
        mailed: None,
    }
}
