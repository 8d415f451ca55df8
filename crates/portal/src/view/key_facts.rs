//! A few numbers under the answer, each with its label and what it is against.

use askama::Template;

/// A row of numbers.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/key_facts.html")]
pub(crate) struct KeyFacts {
    pub(crate) facts: Vec<KeyFact>,
}

/// One of them.
#[derive(Debug, Clone)]
pub(crate) struct KeyFact {
    pub(crate) label: String,
    pub(crate) value: String,
    pub(crate) note: String,
}

impl KeyFacts {
    pub(crate) fn push(&mut self, label: impl Into<String>, value: impl Into<String>, note: impl Into<String>) {
        self.facts.push(KeyFact { label: label.into(), value: value.into(), note: note.into() });
    }
}
