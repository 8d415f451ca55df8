//! A round as it is held in memory: its state, its rulebook, and the rules made of that.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::{Lang, Text};
use chiso_round::{Frame, Round, Rules};
use chiso_rulebook::definition::{Node, Rulebook};

/// A round as it is held in memory.
#[derive(Debug, Clone)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// Its state.
    pub round: Round,
    /// Its rulebook.
    pub rulebook: Arc<Rulebook>,
    /// The rules made of that.
    pub rules: Arc<Rules>,
    /// What people call each node of the rulebook's tree, by id.
    pub(crate) titles: Arc<BTreeMap<String, Text>>,
}

impl Held {
    /// What a command on a unit's assessment is looked at with.
    pub fn frame<'a>(&'a self, unit: &'a str) -> Frame<'a> {
        Frame { round: &self.round, rules: &self.rules, unit }
    }

    /// A node of the rulebook's tree.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.rulebook.tree.walk().into_iter().find(|node| node.id == *id)
    }

    /// What people call a node: code and title.
    pub fn node_title(&self, id: &str) -> Option<&Text> {
        self.titles.get(id)
    }

    /// What people call a node in a language; its id where the rulebook has none of it.
    pub(crate) fn called(&self, id: &str, lang: Lang) -> String {
        self.node_title(id).map_or(id, |title| title.get(lang)).to_owned()
    }
}

/// What people call each node of a rulebook's tree: code and title, by id.
pub(crate) fn titles(rulebook: &Rulebook) -> BTreeMap<String, Text> {
    let title = |node: &Node| {
        let coded = |title: &str| node.code.as_ref().map_or_else(|| title.to_owned(), |code| format!("{code} {title}"));
        Text { vi: coded(&node.title.vi), en: node.title.en.as_deref().map(coded) }
    };
    rulebook.tree.walk().into_iter().map(|node| (node.id.to_string(), title(node))).collect()
}
