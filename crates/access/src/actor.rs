//! Who is asking.

use crate::{Action, Assignment, Resource};

/// Who is asking: a person, a program with an API key, or anybody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// The person who has signed in.
    pub person: Option<String>,
    /// The roles held today, own and lent: only those in force ([`in_force_on`](crate::in_force_on)).
    pub assignments: Vec<Assignment>,
    /// Whether this session has proved a second factor, or the installation asks for none.
    pub second_factor: bool,
    /// What an API key is limited to; `None` for people.
    pub scopes: Option<Vec<KeyScope>>,
}

impl Actor {
    /// Somebody who has not signed in.
    pub fn anonymous() -> Actor {
        Actor::default()
    }

    /// A person with the assignments in force, without a second factor.
    pub fn person(person: impl Into<String>, assignments: Vec<Assignment>) -> Actor {
        Actor { person: Some(person.into()), assignments, second_factor: false, scopes: None }
    }

    /// A program with an API key. It never has a second factor, so it can do nothing that needs one.
    pub fn key(assignments: Vec<Assignment>, scopes: Vec<KeyScope>) -> Actor {
        Actor { person: None, assignments, second_factor: false, scopes: Some(scopes) }
    }

    /// Whether nobody has signed in and no key was shown.
    pub fn is_anonymous(&self) -> bool {
        self.person.is_none() && self.scopes.is_none()
    }
}

/// One thing an API key may do, written `result-import:create`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyScope {
    /// The kind of thing.
    pub resource: Resource,
    /// The action.
    pub action: Action,
}

impl KeyScope {
    /// Reads `resource:action`; `None` if either is unknown.
    pub fn from_id(id: &str) -> Option<KeyScope> {
        let (resource, action) = id.split_once(':')?;
        Some(KeyScope { resource: Resource::from_id(resource)?, action: Action::from_id(action)? })
    }
}

impl std::fmt::Display for KeyScope {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{}:{}", self.resource, self.action)
    }
}
