//! Views of one thing, each with an address of its own.

use askama::Template;

/// Tabs. They are links, because each view has an address.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/tabs.html")]
pub struct Tabs {
    label: String,
    tabs: Vec<Tab>,
}

#[derive(Debug, Clone)]
struct Tab {
    title: String,
    href: String,
    current: bool,
    count: Option<usize>,
}

impl Tabs {
    /// Tabs; `label` says of what, for those who hear the page.
    pub fn new(label: impl Into<String>) -> Tabs {
        Tabs { label: label.into(), tabs: Vec::new() }
    }

    /// Adds a view.
    pub fn tab(mut self, title: impl Into<String>, href: impl Into<String>, current: bool) -> Tabs {
        self.tabs.push(Tab { title: title.into(), href: href.into(), current, count: None });
        self
    }

    /// Puts a number behind the last view.
    pub fn count(mut self, count: usize) -> Tabs {
        if let Some(tab) = self.tabs.last_mut() {
            tab.count = Some(count);
        }
        self
    }
}
