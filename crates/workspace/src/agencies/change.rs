//! Changing agencies: whatever is changed, the register as a whole must stay a history that can be.

use chiso_access::{Action, Resource, Target};
use chiso_model::agency::{Agency, AgencyId, Dated, LineageEdge, Register, RegisterProblem};
use chiso_model::{Lang, Text};
use chiso_store::StoreError;
use chiso_web::Caller;

use super::keep;
use crate::desk::Desk;
use crate::refusal::Refusal;

/// Agencies to add or put in place of those with the same id, and events to add.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Agencies, each with all its dated facts.
    pub agencies: Vec<Agency>,
    /// Events.
    pub edges: Vec<LineageEdge>,
}

impl Change {
    /// The register with the change made.
    pub fn made(&self, register: &Register) -> Register {
        let changed = |id: &AgencyId| self.agencies.iter().any(|agency| agency.id == *id);
        let kept = register.agencies().iter().filter(|agency| !changed(&agency.id)).cloned();
        let edges = register.edges().iter().chain(&self.edges).cloned();
        Register::new(kept.chain(self.agencies.iter().cloned()), edges)
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
        let name = if change.edges.is_empty() { "agency.change" } else { "lineage.enter" };
        let mut act = Desk::act(caller, name);
        if !reason.is_empty() {
            act = act.because(reason);
        }
        let made = self
            .store
            .write(act, move |writer| -> Result<Register, Refusal> {
                let now = keep::read(writer)?;
                if let Some(agency) = change.agencies.iter().find(|agency| now.get(&agency.id) != seen.get(&agency.id))
                {
                    return Err(StoreError::Conflict { table: "agency", key: agency.id.as_str().to_owned() }.into());
                }
                let problems = change.problems(&now);
                if !problems.is_empty() {
                    return Err(Refusal::Fields(problems.iter().map(|problem| ("", told(problem))).collect()));
                }
                keep::put(writer, &origin, &change.agencies, &change.edges)?;
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

fn told(problem: &RegisterProblem) -> Text {
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
