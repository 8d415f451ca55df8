//! A role of a person: within an agency, for some criteria or areas, for a time.

use chiso_model::Date;
use serde::{Deserialize, Serialize};

use crate::Role;

/// A role of a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    /// The role.
    pub role: Role,
    /// The agency it is held in; `None` is everywhere.
    pub agency: Option<String>,
    /// Criteria or areas it is limited to, for the kinds of things that are [divided](crate::Resource::divided) by them; empty is all.
    pub scope: Vec<String>,
    /// The first day.
    pub from: Date,
    /// The last day; `None` is open.
    pub to: Option<Date>,
    /// The person who lends it, if it is lent.
    pub delegated_by: Option<String>,
}

impl Assignment {
    /// A role in an agency for all criteria, open-ended.
    pub fn new(role: Role, agency: impl Into<String>, from: Date) -> Assignment {
        Assignment { role, agency: Some(agency.into()), scope: Vec::new(), from, to: None, delegated_by: None }
    }

    /// A role everywhere, open-ended.
    pub fn everywhere(role: Role, from: Date) -> Assignment {
        Assignment { role, agency: None, scope: Vec::new(), from, to: None, delegated_by: None }
    }

    /// Limited to these criteria or areas.
    pub fn limited_to(mut self, scope: &[&str]) -> Assignment {
        self.scope = scope.iter().map(ToString::to_string).collect();
        self
    }

    /// Until this day, which is the last.
    pub fn until(mut self, day: Date) -> Assignment {
        self.to = Some(day);
        self
    }

    /// Whether its own days include this one. A lent one must also still be held by the person who lends: [`in_force_on`].
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }

    /// Whether its scope is at least this one.
    pub(crate) fn scope_includes(&self, scope: &[String]) -> bool {
        self.scope.is_empty() || (!scope.is_empty() && scope.iter().all(|part| self.scope.contains(part)))
    }
}

/// Those of a person's assignments that hold on a day.
///
/// A lent one holds only with an end date, and only while the lender holds the same role in the same agency with at least that scope, as their own
/// and not lent in turn. `of` gives the assignments of a lender.
pub fn in_force_on(assignments: &[Assignment], day: Date, of: impl Fn(&str) -> Vec<Assignment>) -> Vec<Assignment> {
    let still_lent = |lent: &Assignment, lender: &str| {
        lent.to.is_some()
            && of(lender).iter().any(|own| {
                own.delegated_by.is_none()
                    && own.in_force(day)
                    && own.role == lent.role
                    && own.agency == lent.agency
                    && own.scope_includes(&lent.scope)
            })
    };
    assignments
        .iter()
        .filter(|held| held.in_force(day))
        .filter(|held| held.delegated_by.as_deref().is_none_or(|lender| still_lent(held, lender)))
        .cloned()
        .collect()
}
