//! The decision: may this actor do this to that?

use crate::{Action, Actor, Assignment, KeyScope, Reach, Resource, Role, allows, strong};

/// The thing that somebody wants to do something to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target<'a> {
    /// Its kind.
    pub resource: Resource,
    /// The agency it belongs to; `None` if it belongs to the whole installation.
    pub agency: Option<&'a str>,
    /// The agencies above that one, nearest first.
    pub above: &'a [&'a str],
    /// The criterion it is about and what that lies in (sub-criterion, criterion, area), nearest first; empty if it is about none in particular.
    pub scope: &'a [&'a str],
    /// The person it belongs to.
    pub owner: Option<&'a str>,
}

impl<'a> Target<'a> {
    /// A thing of the whole installation.
    pub const fn of(resource: Resource) -> Target<'a> {
        Target { resource, agency: None, above: &[], scope: &[], owner: None }
    }

    /// A thing of this agency, which lies below those, nearest first.
    pub const fn in_agency(self, agency: &'a str, above: &'a [&'a str]) -> Target<'a> {
        Target { agency: Some(agency), above, ..self }
    }

    /// About a criterion and what that lies in, nearest first.
    pub const fn within(self, scope: &'a [&'a str]) -> Target<'a> {
        Target { scope, ..self }
    }

    /// Belonging to a person.
    pub const fn owned_by(self, person: &'a str) -> Target<'a> {
        Target { owner: Some(person), ..self }
    }
}

/// What [`authorize`] says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// Yes, by this role (for the journal).
    Allowed {
        /// The role that gives the right.
        by: Role,
    },
    /// Yes, once the session has proved a second factor: answer 403 and lead there.
    SecondFactor,
    /// No, and the thing is not to be known of: answer 404.
    Hidden,
    /// No, though it may be seen: answer 403.
    Forbidden,
}

impl Decision {
    /// Whether it is a yes.
    pub const fn is_allowed(self) -> bool {
        matches!(self, Decision::Allowed { .. })
    }
}

/// May the actor do this to that?
///
/// The first role that gives the right is named. Without one, the answer depends only on whether the actor may [`See`](Action::See) the target.
pub fn authorize(actor: &Actor, action: Action, target: &Target) -> Decision {
    match held(actor, action, target.resource, |assignment, reach| reaches(actor, assignment, reach, target)) {
        Some(by) if actor.second_factor || !strong(target.resource, action) => Decision::Allowed { by },
        Some(_) => Decision::SecondFactor,
        None if action != Action::See && authorize(actor, Action::See, target).is_allowed() => Decision::Forbidden,
        None => Decision::Hidden,
    }
}

/// Whether the actor has the right for some target at all, second factor or not: for menus. The thing itself still needs [`authorize`].
pub fn anywhere(actor: &Actor, action: Action, resource: Resource) -> bool {
    held(actor, action, resource, |_, reach| reach != Reach::Nowhere).is_some()
}

/// [`authorize`] before the target is known, for the gate of a route: allowed if the right is held for some target.
pub fn gate(actor: &Actor, action: Action, resource: Resource) -> Decision {
    match held(actor, action, resource, |_, reach| reach != Reach::Nowhere) {
        Some(by) if actor.second_factor || !strong(resource, action) => Decision::Allowed { by },
        Some(_) => Decision::SecondFactor,
        None if anywhere(actor, Action::See, resource) => Decision::Forbidden,
        None => Decision::Hidden,
    }
}

/// The first role of the actor with a right that `reached` accepts. What everybody may do is asked first, so that a journal does not name a
/// role where none was needed.
fn held(
    actor: &Actor,
    action: Action,
    resource: Resource,
    reached: impl Fn(Option<&Assignment>, Reach) -> bool,
) -> Option<Role> {
    if reached(None, allows(Role::Anonymous, resource, action)) {
        return Some(Role::Anonymous);
    }
    if let Some(scopes) = &actor.scopes
        && !scopes.contains(&KeyScope { resource, action })
    {
        return None;
    }
    if actor.person.is_some() && reached(None, allows(Role::SignedIn, resource, action)) {
        return Some(Role::SignedIn);
    }
    let reaching = |held: &&Assignment| reached(Some(held), allows(held.role, resource, action));
    actor.assignments.iter().find(reaching).map(|held| held.role)
}

fn reaches(actor: &Actor, assignment: Option<&Assignment>, reach: Reach, target: &Target) -> bool {
    let held_in = assignment.map(|held| held.agency.as_deref());
    // A role held everywhere reaches everything, also what belongs to no agency.
    let here = held_in.is_some_and(|agency| agency.is_none() || agency == target.agency);
    let under = held_in.is_some_and(|agency| agency.is_none_or(|agency| target.above.contains(&agency)));
    let place = match reach {
        Reach::Nowhere => false,
        Reach::Own => target.owner.is_some() && target.owner == actor.person.as_deref(),
        Reach::Agency => here,
        Reach::Under => under,
        Reach::Below => here || under,
        Reach::Everywhere => true,
    };
    place && assignment.is_none_or(|held| within_scope(held, target))
}

fn within_scope(held: &Assignment, target: &Target) -> bool {
    !target.resource.divided()
        || held.scope.is_empty()
        || target.scope.iter().any(|part| held.scope.iter().any(|own| own == part))
}
