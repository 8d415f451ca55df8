//! A list of work with the open record beside it.

use askama::Template;
use chiso_model::Lang;

use super::{Badge, Table};
use crate::words;

/// A table and, where the address says `?open=ID`, the record beside it. Links open records, so it works without JavaScript; with it, `j` and `k` move, Enter
/// opens without leaving the list, Escape closes.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/inbox.html")]
pub struct Inbox {
    lang: Lang,
    table: Table,
    panel: Option<Panel>,
}

/// The open record.
#[derive(Debug, Clone)]
pub struct Panel {
    title: String,
    badges: Vec<Badge>,
    body: String,
    close: String,
    full: Option<String>,
}

impl Panel {
    /// A record; `close` is the address of the list without it.
    pub fn new(title: impl Into<String>, close: impl Into<String>) -> Panel {
        Panel { title: title.into(), badges: Vec::new(), body: String::new(), close: close.into(), full: None }
    }

    /// Adds a badge beside the title.
    pub fn badge(mut self, badge: Badge) -> Panel {
        self.badges.push(badge);
        self
    }

    /// Adds a part under the title: a list of definitions, a form, a timeline, or the template of a page.
    pub fn part(mut self, part: &impl std::fmt::Display) -> Panel {
        self.body.push_str(&part.to_string());
        self
    }

    /// Adds the address of the record's own page.
    pub fn full(mut self, href: impl Into<String>) -> Panel {
        self.full = Some(href.into());
        self
    }
}

impl Inbox {
    /// A list whose rows [open](super::Row::opens) records, and the open one.
    pub fn new(lang: Lang, table: Table, panel: Option<Panel>) -> Inbox {
        Inbox { lang, table, panel }
    }

    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}
