//! Somebody is to be told something: a person, or whoever holds a role in a unit when it is told.

use chiso_access::Role;

use super::kind::Kind;

/// Who leads a unit's work and who signs it.
pub(super) const HEADS: &[Role] = &[Role::UnitLead, Role::UnitApprover];
/// Who leads a unit's work.
pub(super) const LEADS: &[Role] = &[Role::UnitLead];
/// Who signs for a unit.
pub(super) const APPROVERS: &[Role] = &[Role::UnitApprover];

/// Who is told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum To {
    /// A person, by id.
    Person(String),
    /// Whoever holds one of these roles in the unit that it is about.
    Holders(&'static [Role]),
}

/// Somebody is to be told something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Telling {
    pub(super) kind: Kind,
    pub(super) to: To,
    pub(super) unit: Option<String>,
    pub(super) node: Option<String>,
    /// What it is told once about; none where each event is told of.
    pub(super) once: Option<String>,
}

impl Telling {
    /// Tells a person.
    pub(super) fn person(kind: Kind, person: &str) -> Telling {
        Telling { kind, to: To::Person(person.to_owned()), unit: None, node: None, once: None }
    }

    /// Tells whoever holds one of these roles in a unit.
    pub(super) fn holders(kind: Kind, roles: &'static [Role], unit: &str) -> Telling {
        Telling { kind, to: To::Holders(roles), unit: Some(unit.to_owned()), node: None, once: None }
    }

    /// About a criterion of a unit.
    pub(super) fn at(mut self, unit: &str, node: &str) -> Telling {
        (self.unit, self.node) = (Some(unit.to_owned()), Some(node.to_owned()));
        self
    }

    /// About a unit.
    pub(super) fn of(mut self, unit: &str) -> Telling {
        self.unit = Some(unit.to_owned());
        self
    }

    /// Told once about this.
    pub(super) fn once(mut self, about: impl Into<String>) -> Telling {
        self.once = Some(about.into());
        self
    }
}
