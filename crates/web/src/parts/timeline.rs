//! What happened to something, the newest first: who, when, what, and why.

use askama::Template;

/// A list of events.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/timeline.html")]
pub struct Timeline {
    events: Vec<Event>,
}

/// One event.
#[derive(Debug, Clone)]
pub struct Event {
    when: String,
    moment: String,
    what: String,
    who: String,
    why: String,
    changes: Vec<Change>,
    href: Option<String>,
}

/// A field with what it was and what it is now.
#[derive(Debug, Clone)]
struct Change {
    field: String,
    /// Whether the field is called by a name of programs.
    code: bool,
    before: String,
    after: String,
}

impl Event {
    /// Something that happened; `moment` is the machine's form of `when` (RFC 3339), for `<time>`.
    pub fn new(
        when: impl Into<String>,
        moment: impl Into<String>,
        what: impl Into<String>,
        who: impl Into<String>,
    ) -> Event {
        Event {
            when: when.into(),
            moment: moment.into(),
            what: what.into(),
            who: who.into(),
            why: String::new(),
            changes: Vec::new(),
            href: None,
        }
    }

    /// Adds the reason that was given.
    pub fn why(mut self, why: impl Into<String>) -> Event {
        self.why = why.into();
        self
    }

    /// Adds a field with what it was and what it is now; either may be empty.
    pub fn change(mut self, field: impl Into<String>, before: impl Into<String>, after: impl Into<String>) -> Event {
        self.changes.push(Change { field: field.into(), code: false, before: before.into(), after: after.into() });
        self
    }

    /// Adds a field that has no name but the one that programs use.
    pub fn change_in_code(
        mut self,
        field: impl Into<String>,
        before: impl Into<String>,
        after: impl Into<String>,
    ) -> Event {
        self.changes.push(Change { field: field.into(), code: true, before: before.into(), after: after.into() });
        self
    }

    /// Makes it lead to what it is about.
    pub fn to(mut self, href: impl Into<String>) -> Event {
        self.href = Some(href.into());
        self
    }
}

impl Timeline {
    /// Events, the newest first.
    pub fn new(events: Vec<Event>) -> Timeline {
        Timeline { events }
    }
}
