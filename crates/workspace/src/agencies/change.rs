//! Changing agencies: whatever is changed, the register as a whole must stay a history that can be.

use std::collections::BTreeSet;

use chiso_access::{Action, Resource, Target};
use chiso_model::agency::{Agency, AgencyId, Dated, LineageEdge, LineageKind, Register, RegisterProblem};
use chiso_model::{Lang, Text};
use chiso_store::StoreError;
use chiso_web::Caller;

use super::keep::{self, key};
use super::take_back;
use crate::desk::Desk;
use crate::refusal::Refusal;

/// Agencies to add or put in place of those with the same id, and events to add; or what becomes of an event that was entered by mistake.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Agencies, each with all its dated facts.
    pub agencies: Vec<Agency>,
    /// Events.
    pub edges: Vec<LineageEdge>,
    /// Agencies that have then never been.
    pub gone: Vec<AgencyId>,
    /// An event that is taken back.
    pub taken_back: Option<LineageEdge>,
    /// An event whose decision was recorded wrongly, and the decision.
    pub corrected: Option<(LineageEdge, String)>,
}

impl Change {
    /// Agencies to add or put in place of those with the same id.
    pub fn of(agencies: Vec<Agency>) -> Change {
        Change { agencies, ..Change::default() }
    }

    /// The register with the change made.
    pub fn made(&self, register: &Register) -> Register {
        let changed = |id: &AgencyId| self.gone.contains(id) || self.agencies.iter().any(|agency| agency.id == *id);
        let kept = register.agencies().iter().filter(|agency| !changed(&agency.id)).cloned();
        let mut edges = register.edges().to_vec();
        let at = |edges: &[LineageEdge], event| edges.iter().position(|edge| key(edge) == key(event));
        if let Some(at) = self.taken_back.as_ref().and_then(|event| at(&edges, event)) {
            edges.remove(at);
        }
        if let Some((was, decision)) = &self.corrected
            && let Some(at) = at(&edges, was)
        {
            edges[at].decision = Some(decision.clone());
        }
        Register::new(kept.chain(self.agencies.iter().cloned()), edges.into_iter().chain(self.edges.iter().cloned()))
    }

    /// Whether an event is taken back, and no agency is touched.
    pub(super) fn is_of_event_alone(&self) -> bool {
        self.taken_back.is_some() && self.agencies.is_empty() && self.gone.is_empty()
    }

    /// The event that must be as it was seen.
    fn event(&self) -> Option<&LineageEdge> {
        self.taken_back.as_ref().or(self.corrected.as_ref().map(|(was, _)| was))
    }

    /// What is done, as the journal calls it.
    fn act(&self) -> &'static str {
        match self {
            Change { taken_back: Some(_), .. } => "lineage.take-back",
            Change { corrected: Some(_), .. } => "lineage.correct",
            Change { edges, .. } if edges.is_empty() => "agency.change",
            Change { .. } => "lineage.enter",
        }
    }

    /// What would be wrong with the register that was not wrong before.
    pub fn problems(&self, register: &Register) -> Vec<RegisterProblem> {
        let before = register.check();
        self.made(register).check().into_iter().filter(|problem| !before.contains(problem)).collect()
    }
}

impl Desk {
    /// Changes agencies, with a reason that the journal keeps. `seen` is the register that the caller looked at: what somebody else changed since is not overwritten.
    ///
    /// # Errors
    /// 404 or 403 where the caller may not change one of them; [`Refusal::Fields`] with every problem of the history that would result; the store.
    pub async fn change_agencies(
        &self,
        caller: &Caller,
        seen: &Register,
        change: Change,
        origin: &str,
        reason: &str,
    ) -> Result<(), Refusal> {
        allowed(caller, seen, &change)?;
        let (origin, reason, seen) = (origin.to_owned(), reason.trim().to_owned(), seen.clone());
        let mut act = Desk::act(caller, change.act());
        if !reason.is_empty() {
            act = act.because(reason);
        }
        let made = self
            .store
            .write(act, move |writer| -> Result<Register, Refusal> {
                let now = keep::read(writer)?;
                let touched = change.agencies.iter().map(|agency| &agency.id).chain(&change.gone);
                if let Some(id) = touched.into_iter().find(|id| now.get(id) != seen.get(id)) {
                    return Err(StoreError::Conflict { table: "agency", key: id.as_str().to_owned() }.into());
                }
                if let Some(event) =
                    change.event().filter(|event| !now.edges().iter().any(|edge| key(edge) == key(event)))
                {
                    return Err(StoreError::Conflict { table: "lineage", key: event.date.to_string() }.into());
                }
                if let Some(event) = &change.taken_back {
                    take_back::still(writer, &now, event, &change)?;
                }
                let problems = change.problems(&now);
                if !problems.is_empty() {
                    return Err(Refusal::Fields(problems.iter().map(|problem| ("", told(problem))).collect()));
                }
                take_back::in_no_use(writer, &now, &change.gone)?;
                keep::put(writer, &origin, &change.agencies, &change.edges)?;
                keep::take_away(writer, &change.gone, change.taken_back.as_ref())?;
                if let Some((was, decision)) = &change.corrected {
                    let is = LineageEdge { decision: Some(decision.clone()), ..was.clone() };
                    keep::correct(writer, was, &is)?;
                }
                Ok(change.made(&now))
            })
            .await?;
        self.replace_register(made);
        self.publish();
        Ok(())
    }
}

/// Whether a caller may make a change: over each agency, and at each place that one leaves or goes to.
pub(super) fn allowed(caller: &Caller, seen: &Register, change: &Change) -> Result<(), Refusal> {
    if let Some(event) = change.event() {
        let action = if change.taken_back.is_some() { Action::Remove } else { Action::Create };
        return over_event(caller, seen, event, action);
    }
    let resource = if change.edges.is_empty() { Resource::Agency } else { Resource::Lineage };
    for agency in &change.agencies {
        let action =
            if seen.get(&agency.id).is_some() && change.edges.is_empty() { Action::Change } else { Action::Create };
        may_change(caller, seen, agency, resource, action)?;
        match places(seen.get(&agency.id), agency) {
            Places::Of(places) => {
                for place in places {
                    // A place that the same change makes is asked about as one that is made.
                    if seen.get(place).is_some() {
                        may_at(caller, seen, place, resource, Action::Create)?;
                    }
                }
            }
            Places::OfNone => Desk::may(caller, Action::Create, &Target::of(resource))?,
        }
    }
    Ok(())
}

/// Whether a caller may do something to an event: over everybody on its two sides, and for a move over both parents.
pub(super) fn over_event(
    caller: &Caller,
    register: &Register,
    event: &LineageEdge,
    action: Action,
) -> Result<(), Refusal> {
    let sides: BTreeSet<&AgencyId> = event.from.iter().chain(event.to.iter().map(|heir| &heir.id)).collect();
    let eve = event.date.yesterday().unwrap_or(event.date);
    let parents = sides
        .iter()
        .filter(|_| event.kind == LineageKind::Move)
        .filter_map(|id| register.get(id))
        .flat_map(|agency| [agency.parent_on(eve), agency.parent_on(event.date)])
        .flatten();
    let places: BTreeSet<&AgencyId> = sides.iter().copied().chain(parents).collect();
    places.into_iter().try_for_each(|place| may_at(caller, register, place, Resource::Lineage, action))
}

/// The places that a change of an agency touches: those it goes to and those it leaves.
pub(crate) enum Places<'a> {
    /// Below these.
    Of(Vec<&'a AgencyId>),
    /// Below none: a thing of the whole country.
    OfNone,
}

/// Which places an agency goes to or leaves, by what was known of it before and what would be.
pub(crate) fn places<'a>(before: Option<&'a Agency>, after: &'a Agency) -> Places<'a> {
    let known: &[Dated<AgencyId>] = before.map_or(&[], |agency| &agency.parents);
    let stood_below = !known.is_empty() || before.is_none();
    if after.parents.is_empty() && stood_below {
        return Places::OfNone;
    }
    let comes = after.parents.iter().filter(|parent| !known.contains(parent));
    let goes = known.iter().filter(|parent| !after.parents.contains(parent));
    Places::Of(comes.chain(goes).map(|parent| &parent.value).collect())
}

pub(super) fn told(problem: &RegisterProblem) -> Text {
    Text::new(problem.message(Lang::Vi), problem.message(Lang::En))
}

fn may_at(
    caller: &Caller,
    register: &Register,
    place: &AgencyId,
    resource: Resource,
    action: Action,
) -> Result<(), Refusal> {
    let day =
        register.get(place).map_or(caller.day, |found| caller.day.max(found.valid.first()).min(found.valid.last()));
    let above: Vec<String> =
        register.ancestors(place, day).iter().map(|above| above.id().as_str().to_owned()).collect();
    let above: Vec<&str> = above.iter().map(String::as_str).collect();
    Desk::may(caller, action, &Target::of(resource).in_agency(place.as_str(), &above))
}

/// The right over an agency goes by where it stands on the day of the request; one that is not there yet, by what it will stand below.
fn may_change(
    caller: &Caller,
    register: &Register,
    agency: &Agency,
    resource: Resource,
    action: Action,
) -> Result<(), Refusal> {
    let parent = agency.parents.last().map(|parent| parent.value.clone());
    let place = if register.get(&agency.id).is_some() { Some(agency.id.clone()) } else { parent };
    let above: Vec<String> = place
        .iter()
        .flat_map(|place| register.ancestors(place, caller.day))
        .map(|above| above.id().as_str().to_owned())
        .collect();
    let above: Vec<&str> = above.iter().map(String::as_str).collect();
    let target = Target::of(resource);
    let target = match &place {
        Some(place) => target.in_agency(place.as_str(), &above),
        None => target,
    };
    Desk::may(caller, action, &target)
}
