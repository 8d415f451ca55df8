//! A plain form of lists to choose from; what is chosen stands in the address.

use askama::Template;

/// The form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/chooser.html")]
pub(crate) struct Chooser {
    /// Address of the page after the host.
    pub(crate) action: String,
    /// What one does here, for those who hear the page.
    pub(crate) label: String,
    /// A hint above the lists; empty for none.
    pub(crate) hint: String,
    pub(crate) lists: Vec<List>,
    /// What the button says.
    pub(crate) go: String,
}

/// One list.
#[derive(Debug, Clone, Default)]
pub(crate) struct List {
    /// Unique in the page.
    pub(crate) id: String,
    /// Name in the address.
    pub(crate) name: &'static str,
    pub(crate) label: String,
    /// The entry for "nothing chosen"; empty where there is none.
    pub(crate) none: String,
    pub(crate) groups: Vec<Group>,
}

/// Entries under a common title; without one they stand alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Group {
    pub(crate) title: String,
    pub(crate) options: Vec<Entry>,
}

/// An entry.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) chosen: bool,
}
