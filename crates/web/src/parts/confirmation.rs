//! It is done: what was done, its number, and what comes next.

use askama::Template;

/// The head of a page after work that matters: a submission, an import.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/confirmation.html")]
pub struct Confirmation {
    title: String,
    number: Option<(String, String)>,
    next: Vec<String>,
    links: Vec<(String, String)>,
}

impl Confirmation {
    /// What was done.
    pub fn new(title: impl Into<String>) -> Confirmation {
        Confirmation { title: title.into(), number: None, next: Vec::new(), links: Vec::new() }
    }

    /// Adds the number by which it can be found again: label and number.
    pub fn number(mut self, label: impl Into<String>, number: impl Into<String>) -> Confirmation {
        self.number = Some((label.into(), number.into()));
        self
    }

    /// Adds a sentence on what comes next.
    pub fn next(mut self, sentence: impl Into<String>) -> Confirmation {
        self.next.push(sentence.into());
        self
    }

    /// Adds a way onwards: label and address.
    pub fn link(mut self, label: impl Into<String>, href: impl Into<String>) -> Confirmation {
        self.links.push((label.into(), href.into()));
        self
    }
}
