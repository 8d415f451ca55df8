//! A round as it is held in memory: its state, its rulebook, and the rules made of that.

use std::sync::Arc;

use chiso_model::Text;
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
    pub fn node_title(&self, id: &str) -> Option<Text> {
        let node = self.node(id)?;
        let coded = |title: &str| node.code.as_ref().map_or_else(|| title.to_owned(), |code| format!("{code} {title}"));
        let title = &node.title;
        Some(Text { vi: coded(&title.vi), en: title.en.as_deref().map(coded) })
    }
}
