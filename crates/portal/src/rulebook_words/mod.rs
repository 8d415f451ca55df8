//! A rulebook in words: what the readable page of a method says, in Vietnamese and English.
//!
//! Every kind of rule, preparation, normalisation and aggregation has its sentence here; a new kind does not compile until it has one.

mod branch;
mod general;
mod indicator;
mod rule;

pub(crate) use branch::branch;
pub(crate) use general::{bands, missing, origin, ranking, rounding, status, validity};
pub(crate) use indicator::indicator;
pub(crate) use rule::rules;

use chiso_model::Lang;
use chiso_rulebook::definition::{Node, Rulebook};

/// What the words of a node may refer to.
#[derive(Clone, Copy)]
pub(crate) struct Context<'a> {
    pub(crate) rulebook: &'a Rulebook,
    pub(crate) node: &'a Node,
    pub(crate) lang: Lang,
}

impl Context<'_> {
    /// The name of a fact in quotation marks; its id where nothing gives it a name.
    fn fact(&self, id: &str) -> String {
        let input = self.node.inputs.get(id).or_else(|| self.rulebook.indicators.get(id));
        let title = match input {
            Some(input) => input.title.get(self.lang),
            None => self.node_title(id).unwrap_or(id),
        };
        Self::quoted(title)
    }

    /// The single fact that a rule reads.
    fn single(&self, input: Option<&str>) -> String {
        let only = (self.node.inputs.len() == 1).then(|| self.node.inputs.keys().next()).flatten();
        match (input, only) {
            (Some(id), _) => self.fact(id),
            (None, Some(id)) => self.fact(id.as_str()),
            (None, None) => self.lang.pick("giá trị báo cáo", "the reported value").to_owned(),
        }
    }

    fn node_title(&self, id: &str) -> Option<&str> {
        let trees = std::iter::once(&self.rulebook.tree).chain(&self.rulebook.companions);
        trees.flat_map(Node::walk).find(|node| node.id.as_str() == id).map(|node| node.title.get(self.lang))
    }

    /// The name of another node; its id where there is none.
    fn part(&self, id: &str) -> String {
        Self::quoted(self.node_title(id).unwrap_or(id))
    }

    fn quoted(text: &str) -> String {
        format!("“{text}”")
    }
}
