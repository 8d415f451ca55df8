//! Appraisal: what waits for whom, one criterion of one unit, the same remark for many units, the second person's check.

mod distribution;
mod many;
mod matrix;
mod one;
mod queue;

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_model::Lang;
use chiso_round::assessment::Standing;
use chiso_round::{Assessment, By, Criterion, Phase, Stage};
use chiso_web::parts::Flash;
use chiso_web::{Caller, Gate, Routes};

use crate::entry::Rounds;
use crate::held::Held;
pub(crate) use queue::case_address;

pub(crate) fn routes() -> Routes<Arc<Rounds>> {
    let see = Gate::Needs(Resource::Appraisal, Action::See);
    let give = Gate::Needs(Resource::Appraisal, Action::Create);
    Routes::new()
        .page("/{lang}/rounds/{round}/appraisal", see, queue::page)
        .page("/{lang}/rounds/{round}/appraisal/matrix", see, matrix::page)
        .page("/{lang}/rounds/{round}/appraisal/many", give, many::page)
        .form("/{lang}/rounds/{round}/appraisal/many", give, many::send)
        .page("/{lang}/rounds/{round}/appraisal/units/{unit}/{node}", see, one::page)
        .form("/{lang}/rounds/{round}/appraisal/units/{unit}/{node}", give, one::send)
}

/// One criterion of one unit, as an appraiser has it before them.
struct Case<'a> {
    unit: &'a str,
    criterion: &'a Criterion,
    assessment: &'a Assessment,
    standing: Standing,
}

/// The stage of appraisal that a phase is about, if any.
fn stage_of(phase: Phase) -> Option<Stage> {
    match phase {
        Phase::FirstAppraisal => Some(Stage::First),
        Phase::SecondAppraisal => Some(Stage::Second),
        _ => None,
    }
}

/// Whether a caller who sees the appraisal of every unit sees that of a criterion: a role that is limited to areas is limited here too.
fn sees_criterion(rounds: &Rounds, caller: &Caller, held: &Held, criterion: &Criterion) -> bool {
    rounds.may(caller, Action::See, Resource::Appraisal, &held.round.setup.owner, &criterion.within()).is_ok()
}

/// The criteria that a caller appraises, in the rulebook's order.
fn own_criteria<'a>(held: &'a Held, caller: &Caller) -> Vec<&'a Criterion> {
    let person = caller.actor.person.as_deref().unwrap_or_default();
    let theirs = |criterion: &&Criterion| criterion.is_appraised() && held.round.is_appraiser(person, criterion);
    held.rules.criteria().iter().filter(theirs).collect()
}

/// What tells an appraiser of units that are their own, which no list here has; none where there are none.
fn own_units(rounds: &Rounds, caller: &Caller, held: &Held, lang: Lang) -> Option<Flash> {
    let units = held.round.setup.units.iter().map(|entrant| entrant.unit.as_str());
    rounds.why_not("conflict-appraise", caller, held, units, lang).map(Flash::warning)
}

/// Every case among some criteria and all units that the caller may judge.
fn cases<'a>(
    held: &'a Held,
    by: &By,
    criteria: &[&'a Criterion],
    assessments: &'a BTreeMap<String, Arc<Assessment>>,
) -> Vec<Case<'a>> {
    let units = held.round.setup.units.iter().filter(|entrant| !held.round.is_conflicted(by, &entrant.unit));
    let open: Vec<(&str, &Assessment)> =
        units.filter_map(|entrant| Some((entrant.unit.as_str(), assessments.get(&entrant.unit)?.as_ref()))).collect();
    let of = |criterion: &&'a Criterion| -> Vec<Case<'a>> {
        open.iter()
            .map(|(unit, assessment)| Case {
                unit,
                criterion,
                assessment,
                standing: assessment.standing(held.frame(unit), criterion, by.at).from_outside(),
            })
            .collect()
    };
    criteria.iter().flat_map(of).collect()
}

impl Case<'_> {
    /// Whether it waits for this person now.
    fn waits_for(&self, by: &By, phase: Phase) -> bool {
        match (self.standing, stage_of(phase)) {
            (Standing::AwaitsCheck, Some(_)) => {
                let pending = self.assessment.item(&self.criterion.id).and_then(|item| item.pending.as_ref());
                pending.is_some_and(|pending| pending.link.by != by.person)
            }
            (Standing::AwaitsFirst, Some(Stage::First)) | (Standing::AwaitsSecond, Some(Stage::Second)) => true,
            _ => false,
        }
    }
}

/// How many cases wait for a caller.
pub(crate) fn waiting(held: &Held, caller: &Caller, by: &By, assessments: &BTreeMap<String, Arc<Assessment>>) -> usize {
    let all = cases(held, by, &own_criteria(held, caller), assessments);
    all.iter().filter(|case| case.waits_for(by, held.round.phase)).count()
}
