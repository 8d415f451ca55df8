//! A notice in words, with the way to what it is about.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::Lang;
use chiso_model::agency::Register;
use chiso_round::Phase;
use chiso_store::rounds::Notice;

use super::kind::Kind;
use crate::frame::{address, criterion_address, unit_address};
use crate::held::Held;
use crate::list::ROUNDS;
use crate::named::agency_title;
use crate::words::say;

/// Rounds by their ids.
pub(super) type ById = BTreeMap<String, Arc<Held>>;

/// Rounds by their ids.
pub(super) fn by_id(rounds: Vec<Arc<Held>>) -> ById {
    rounds.into_iter().map(|held| (held.id.clone(), held)).collect()
}

/// What happened or is to be done: “Được giao tiêu chí: 1.1.1 Ban hành kế hoạch”.
pub(super) fn what(rounds: &ById, notice: &Notice, lang: Lang) -> String {
    let said = Kind::of(&notice.kind).map_or_else(|| notice.kind.clone(), |kind| say(lang, kind.key()));
    let node = notice.node.as_deref().and_then(|node| rounds.get(&notice.round)?.node_title(node));
    match node {
        Some(title) => format!("{said}: {}", title.get(lang)),
        None => said,
    }
}

/// The round, and the unit where it is about one.
pub(super) fn about(rounds: &ById, register: &Register, notice: &Notice, lang: Lang) -> String {
    let Some(held) = rounds.get(&notice.round) else { return notice.round.clone() };
    let setup = &held.round.setup;
    let round = setup.title.get(lang);
    match &notice.unit {
        Some(unit) => format!("{round} · {}", agency_title(register, unit, setup.period.last_day()).get(lang)),
        None => round.to_owned(),
    }
}

/// The address of what it is about, after the language.
pub(super) fn place(rounds: &ById, notice: &Notice) -> String {
    let Some(held) = rounds.get(&notice.round) else { return ROUNDS.to_owned() };
    let round = address(held);
    let kind = Kind::of(&notice.kind);
    match (kind, notice.unit.as_deref(), notice.node.as_deref()) {
        (Some(Kind::Published), ..) => format!("/published/{}", held.id),
        (Some(Kind::Explained), Some(unit), _) => format!("{round}/appraisal?unit={unit}"),
        (Some(Kind::Ready), Some(unit), _) => format!("{}/submit", unit_address(held, unit)),
        (Some(Kind::ExplanationBegan), Some(unit), _) => format!("{}/explain", unit_address(held, unit)),
        (Some(Kind::Flagged), Some(unit), Some(node)) => {
            format!("{}/explain/criteria/{node}", unit_address(held, unit))
        }
        (_, Some(unit), Some(node)) => criterion_address(held, unit, node),
        (_, Some(unit), None) => unit_address(held, unit),
        (Some(Kind::MeetingCalled), ..) => format!("{round}/council"),
        (Some(Kind::AppraisalBegan | Kind::SecondAppraisalBegan), ..) => format!("{round}/appraisal"),
        // What is due and is no unit's: an appraiser's queue, or the council's votes.
        (Some(Kind::DueSoon | Kind::Overdue), ..) => match held.round.phase {
            Phase::FirstAppraisal | Phase::SecondAppraisal => format!("{round}/appraisal"),
            Phase::Council => format!("{round}/council"),
            _ => round,
        },
        _ => round,
    }
}
