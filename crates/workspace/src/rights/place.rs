//! Where something stands among agencies: what a right that holds "within an agency" is asked about.

use chiso_access::{Action, Decision, Resource, Target, authorize};
use chiso_model::Date;
use chiso_model::agency::{AgencyId, Register};
use chiso_web::Caller;

use super::held::Held;
use crate::desk::Desk;
use crate::refusal::Refusal;

/// An agency and those above it, nearest first; no agency is the whole installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) agency: Option<String>,
    pub(crate) above: Vec<String>,
}

impl Place {
    pub(crate) fn of(register: &Register, agency: Option<&str>, day: Date) -> Place {
        let above = agency
            .and_then(|id| AgencyId::new(id).ok())
            .map(|id| register.ancestors(&id, day).iter().map(|above| above.id().to_string()).collect());
        Place { agency: agency.map(str::to_owned), above: above.unwrap_or_default() }
    }

    pub(crate) fn above(&self) -> Vec<&str> {
        self.above.iter().map(String::as_str).collect()
    }

    /// What the one table says of something that stands here.
    pub(crate) fn decide(&self, caller: &Caller, action: Action, resource: Resource, owner: Option<&str>) -> Decision {
        let above = self.above();
        let mut target = Target::of(resource);
        if let Some(agency) = &self.agency {
            target = target.in_agency(agency, &above);
        }
        if let Some(owner) = owner {
            target = target.owned_by(owner);
        }
        authorize(&caller.actor, action, &target)
    }

    /// Whether a caller may do something to something that stands here.
    pub(crate) fn may(
        &self,
        caller: &Caller,
        action: Action,
        resource: Resource,
        owner: Option<&str>,
    ) -> Result<(), Refusal> {
        let above = self.above();
        let mut target = Target::of(resource);
        if let Some(agency) = &self.agency {
            target = target.in_agency(agency, &above);
        }
        if let Some(owner) = owner {
            target = target.owned_by(owner);
        }
        Desk::may(caller, action, &target)
    }
}

/// The agencies above one on a day, nearest first.
pub(crate) fn above_on(register: &Register, day: Date) -> impl Fn(&str) -> Vec<String> {
    move |agency| Place::of(register, Some(agency), day).above
}

/// The places a person stands in: those of the roles that are held or to come. Somebody without any stands nowhere, so only those see them who see everybody.
pub(crate) fn places_of(register: &Register, held: &[Held], day: Date) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    for one in held.iter().filter(|held| held.says.to.is_none_or(|to| day <= to)) {
        let place = Place::of(register, one.says.agency.as_deref(), day);
        if !places.contains(&place) {
            places.push(place);
        }
    }
    if places.is_empty() {
        places.push(Place { agency: None, above: Vec::new() });
    }
    places
}

/// Whether a caller may do something to a person's account. To see a person it is enough to be in charge of one of the person's places. To change one it takes all of
/// them: else whoever runs a commune could give the national coordinator, who also holds a role there, a new password.
pub(crate) fn may_person(caller: &Caller, action: Action, person: &str, places: &[Place]) -> Result<(), Refusal> {
    let seen =
        places.iter().any(|place| place.decide(caller, Action::See, Resource::Person, Some(person)).is_allowed());
    if !seen {
        return Err(Refusal::Hidden);
    }
    if action == Action::See {
        return Ok(());
    }
    let decisions: Vec<Decision> =
        places.iter().map(|place| place.decide(caller, action, Resource::Person, Some(person))).collect();
    if decisions.iter().any(|decision| matches!(decision, Decision::Hidden | Decision::Forbidden)) {
        Err(Refusal::Forbidden)
    } else if decisions.contains(&Decision::SecondFactor) {
        Err(Refusal::SecondFactor)
    } else {
        Ok(())
    }
}
