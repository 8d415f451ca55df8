//! Who acts, and when.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

/// Who acts, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Id of the person.
    pub person: String,
    /// Agencies in which the person holds a role, and the agencies above these: nobody appraises or judges their own, nor the one that theirs is a part of.
    pub agencies: BTreeSet<String>,
    /// The recorded time, microseconds since 1970 in UTC.
    pub at: i64,
}

/// An event as it is kept: what, by whom, when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Told<E> {
    /// The recorded time, microseconds since 1970 in UTC.
    pub at: i64,
    /// Id of the person.
    pub by: String,
    /// What happened.
    pub what: E,
}

impl<E> Told<E> {
    /// What `by` made happen.
    pub fn of(by: &By, what: E) -> Told<E> {
        Told { at: by.at, by: by.person.clone(), what }
    }
}
