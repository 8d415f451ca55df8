//! A few numbers under the answer, each with its label and what it is against.

use askama::Template;

/// A row of numbers.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/key_facts.html")]
pub struct KeyFacts {
    /// The numbers, in their order.
    pub facts: Vec<KeyFact>,
}

/// One of them.
#[derive(Debug, Clone)]
pub struct KeyFact {
    /// What it is.
    pub label: String,
    /// The number, ready to print.
    pub value: String,
    /// What it is against; may be empty.
    pub note: String,
}

impl KeyFacts {
    /// Adds a number.
    pub fn push(&mut self, label: impl Into<String>, value: impl Into<String>, note: impl Into<String>) {
        self.facts.push(KeyFact { label: label.into(), value: value.into(), note: note.into() });
    }
}
