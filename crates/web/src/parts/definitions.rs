//! What is known of one thing: a term and what it is, line by line.

use askama::Template;

/// A list of definitions.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/definitions.html")]
pub struct Definitions {
    lines: Vec<Definition>,
}

/// One of them.
#[derive(Debug, Clone)]
struct Definition {
    term: String,
    html: bool,
    value: String,
    /// What can be done about it: label and address.
    change: Option<(String, String)>,
}

impl Definitions {
    /// No definitions.
    pub fn new() -> Definitions {
        Definitions::default()
    }

    /// Adds a term and what it is.
    pub fn line(mut self, term: impl Into<String>, value: impl Into<String>) -> Definitions {
        self.lines.push(Definition { term: term.into(), html: false, value: value.into(), change: None });
        self
    }

    /// Adds a term with another part.
    pub fn part(mut self, term: impl Into<String>, part: &impl std::fmt::Display) -> Definitions {
        self.lines.push(Definition { term: term.into(), html: true, value: part.to_string(), change: None });
        self
    }

    /// Adds a link that changes the last line: label and address.
    pub fn change(mut self, label: impl Into<String>, href: impl Into<String>) -> Definitions {
        if let Some(line) = self.lines.last_mut() {
            line.change = Some((label.into(), href.into()));
        }
        self
    }
}
