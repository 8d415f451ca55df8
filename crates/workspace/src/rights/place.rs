//! Where something stands among agencies: what a right that holds "within an agency" is asked about.

use chiso_access::{Action, Decision, Resource, Target, authorize};
use chiso_model::Date;
use chiso_model::agency::{AgencyId, Register};
use chiso_store::people::Person;
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

    /// Whether it is an agency or lies below it.
    fn is_within(&self, agency: &str) -> bool {
        self.agency.as_deref() == Some(agency) || self.above.iter().any(|above| above == agency)
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

/// Where a person stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stands {
    /// The places of the roles that are held or to come.
    roles: Vec<Place>,
    /// Where the account is at home: at the agency that gave the person the first role, while the person has a role within it, or none anywhere; the whole
    /// installation for somebody without role and home. Whoever has moved away for good is at home where all the roles are, so then there is none.
    home: Option<Place>,
}

/// How much of somebody's account something is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    /// Mail address, ways to sign in, and whether the account may be used: for whoever is in charge of its home, since it is the home's account.
    Account,
    /// Whose account it is (mail address, a link for the password, the second factor), switching it on again, erasing: for whoever is in charge of every place
    /// in which the person holds a role. Else whoever runs a commune could give the national coordinator, who came from there, a new password, and act for the
    /// whole country.
    Everything,
}

impl Stands {
    pub(crate) fn of(register: &Register, person: &Person, held: &[Held], day: Date) -> Stands {
        let mut roles: Vec<Place> = Vec::new();
        for one in held.iter().filter(|held| held.says.to.is_none_or(|to| day <= to)) {
            let place = Place::of(register, one.says.agency.as_deref(), day);
            if !roles.contains(&place) {
                roles.push(place);
            }
        }
        let home =
            person.home.as_deref().filter(|home| roles.is_empty() || roles.iter().any(|role| role.is_within(home)));
        let home = (home.is_some() || roles.is_empty()).then(|| Place::of(register, home, day));
        Stands { roles, home }
    }

    /// Whether a caller may know of the person: their name, and the roles within the caller's reach.
    pub(crate) fn seen_by(&self, caller: &Caller, person: &str) -> bool {
        let mut places = self.roles.iter().chain(&self.home);
        places.any(|place| place.decide(caller, Action::See, Resource::Person, Some(person)).is_allowed())
    }

    /// Whether a caller may do something to this much of the person's account.
    pub(crate) fn may(&self, caller: &Caller, action: Action, about: About, person: &str) -> Result<(), Refusal> {
        if !self.seen_by(caller, person) {
            return Err(Refusal::Hidden);
        }
        let decide = |place: &Place| place.decide(caller, action, Resource::Person, Some(person));
        let places = if self.roles.is_empty() { self.home.as_slice() } else { &self.roles };
        let everywhere = places.iter().map(decide).reduce(stricter).unwrap_or(Decision::Forbidden);
        let at_home = self.home.as_ref().filter(|_| about == About::Account).map(decide);
        match at_home.filter(|decision| reaches(*decision)).unwrap_or(everywhere) {
            Decision::Allowed { .. } => Ok(()),
            Decision::SecondFactor => Err(Refusal::SecondFactor),
            Decision::Hidden | Decision::Forbidden => Err(Refusal::Forbidden),
        }
    }

    /// Whether a caller is in charge of this much of the account: may change it, with a second factor where this session has none yet.
    pub(crate) fn in_charge(&self, caller: &Caller, about: About, person: &str) -> bool {
        matches!(self.may(caller, Action::Change, about, person), Ok(()) | Err(Refusal::SecondFactor))
    }
}

/// Whether the right is there, second factor or not.
const fn reaches(decision: Decision) -> bool {
    matches!(decision, Decision::Allowed { .. } | Decision::SecondFactor)
}

/// What holds of both of two things.
fn stricter(one: Decision, other: Decision) -> Decision {
    match (reaches(one), reaches(other)) {
        (false, _) => one,
        (_, false) => other,
        _ if one == Decision::SecondFactor => one,
        _ => other,
    }
}
