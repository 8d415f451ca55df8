//! A page or a list without anything yet: what it will hold, and what to do first.

use askama::Template;

/// What is said where there is nothing yet.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/empty.html")]
pub struct Empty {
    title: String,
    text: String,
    first: Vec<(String, String)>,
}

impl Empty {
    /// What will stand here, and how it comes here.
    pub fn new(title: impl Into<String>, text: impl Into<String>) -> Empty {
        Empty { title: title.into(), text: text.into(), first: Vec::new() }
    }

    /// Adds what to do first: label and address. The first one is the main one. Leave out what the reader has no right to do.
    pub fn first(mut self, label: impl Into<String>, href: impl Into<String>) -> Empty {
        self.first.push((label.into(), href.into()));
        self
    }
}
