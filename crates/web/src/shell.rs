//! What stands around pages for people who are signed in: the rail by role, the top bar with search, period, agency and account.

use crate::caller::Caller;
use crate::parts::Flash;
use crate::post::CSRF;
use crate::reader::Reader;

/// The frame of a workspace page. Its template begins with `{% extends "shell.html" %}` and has the fields `c: Chrome` and `shell: Shell`.
///
/// The crate that has the pages gives the entries: one stands in the rail only where there is a route behind it and the caller may see it.
#[derive(Debug, Clone)]
pub struct Shell {
    /// The rail, in the order of the design.
    pub entries: Vec<Entry>,
    /// Address of the search, and what was looked for.
    pub search: Option<(String, String)>,
    /// The switch of the period.
    pub period: Option<Switch>,
    /// The switch of the agency.
    pub agency: Option<Switch>,
    /// Links of the account menu: label and address.
    pub account: Vec<(String, String)>,
    /// Where the form that signs out is sent to.
    pub sign_out: Option<String>,
    /// What has just been done.
    pub flash: Option<Flash>,
    /// The name of the person.
    pub name: String,
    csrf: String,
}

/// An entry of the rail.
#[derive(Debug, Clone)]
pub struct Entry {
    /// What it is called.
    pub title: String,
    /// Its address.
    pub href: String,
    /// Whether the page is within it.
    pub current: bool,
    /// How much waits there; none is not shown.
    pub count: usize,
}

impl Entry {
    /// An entry.
    pub fn new(title: impl Into<String>, href: impl Into<String>, current: bool) -> Entry {
        Entry { title: title.into(), href: href.into(), current, count: 0 }
    }

    /// Says how much waits there.
    pub fn count(mut self, count: usize) -> Entry {
        self.count = count;
        self
    }
}

/// A switch of the top bar: what is chosen now, and links to the others.
#[derive(Debug, Clone)]
pub struct Switch {
    /// What is switched.
    pub label: String,
    /// What is chosen.
    pub current: String,
    /// What else there is: title and address.
    pub options: Vec<(String, String)>,
}

impl Shell {
    /// An empty frame for a reader.
    pub fn new(reader: &Reader) -> Shell {
        let caller = reader.caller.as_ref();
        Shell {
            entries: Vec::new(),
            search: None,
            period: None,
            agency: None,
            account: Vec::new(),
            sign_out: None,
            flash: None,
            name: caller.map(|caller| caller.name.clone()).unwrap_or_default(),
            csrf: caller.map(|caller: &Caller| caller.csrf.clone()).unwrap_or_default(),
        }
    }

    /// Adds an entry to the rail.
    pub fn entry(mut self, entry: Entry) -> Shell {
        self.entries.push(entry);
        self
    }

    /// Sets the address of the search and what was looked for.
    pub fn search(mut self, href: impl Into<String>, wanted: impl Into<String>) -> Shell {
        self.search = Some((href.into(), wanted.into()));
        self
    }

    /// Sets the switch of the period.
    pub fn period(mut self, switch: Switch) -> Shell {
        self.period = Some(switch);
        self
    }

    /// Sets the switch of the agency.
    pub fn agency(mut self, switch: Switch) -> Shell {
        self.agency = Some(switch);
        self
    }

    /// Adds a link to the account menu.
    pub fn account(mut self, title: impl Into<String>, href: impl Into<String>) -> Shell {
        self.account.push((title.into(), href.into()));
        self
    }

    /// Sets where the form that signs out is sent to.
    pub fn sign_out(mut self, action: impl Into<String>) -> Shell {
        self.sign_out = Some(action.into());
        self
    }

    /// Sets what has just been done.
    pub fn flash(mut self, flash: Option<Flash>) -> Shell {
        self.flash = flash;
        self
    }

    /// The token of the session, for the form that signs out.
    pub fn csrf(&self) -> &str {
        &self.csrf
    }

    /// The name of the field that carries the token.
    pub fn csrf_field(&self) -> &'static str {
        CSRF
    }

    /// The switches that are there.
    pub fn switches(&self) -> impl Iterator<Item = &Switch> {
        [&self.period, &self.agency].into_iter().flatten()
    }
}
