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

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use chiso_catalogue::Catalogue;
    use chiso_rulebook::definition::Rules;

    use super::*;

    /// The id under which a kind of rule is written.
    fn kind(rules: &Rules) -> String {
        let value = match rules {
            Rules::One(rule) => serde_json::to_value(rule),
            Rules::Dated(dated) => serde_json::to_value(&dated[0].rule),
        };
        value.unwrap()["kind"].as_str().unwrap().to_owned()
    }

    /// The first node of every kind of rule, and of every kind of branch, in the shipped rulebooks, as a reader sees it.
    #[test]
    fn every_kind_of_rule_has_its_words() {
        let catalogue = Catalogue::load().unwrap();
        let mut seen: BTreeMap<String, String> = BTreeMap::new();
        for shipped in catalogue.rulebooks() {
            let rulebook = &shipped.rulebook;
            for node in std::iter::once(&rulebook.tree).chain(&rulebook.companions).flat_map(Node::walk) {
                let (kind, words): (String, fn(Context<'_>) -> Vec<String>) = match &node.rule {
                    Some(rule) => (format!("rule: {}", kind(rule)), |c| {
                        c.node.rule.as_ref().map(|r| rules(c, r)).unwrap_or_default()
                    }),
                    None if node.is_branch() => {
                        let method = node.aggregate.as_ref().or(rulebook.defaults.aggregate.as_ref());
                        let method = method.map(|m| serde_json::to_value(m).unwrap()["method"].to_string());
                        (format!("branch: {}", method.unwrap_or_default()), branch)
                    }
                    None => ("indicator".to_owned(), indicator),
                };
                seen.entry(kind).or_insert_with(|| {
                    let [vi, en] = Lang::ALL.map(|lang| words(Context { rulebook, node, lang }).join("\n  "));
                    format!("{} {}\n  {vi}\n  --\n  {en}", shipped.reference(), node.id)
                });
            }
        }
        assert!(seen.keys().filter(|kind| kind.starts_with("rule")).count() >= 11, "{:?}", seen.keys());
        let text: Vec<String> = seen.into_iter().map(|(kind, words)| format!("[{kind}] {words}")).collect();
        insta::assert_snapshot!(text.join("\n\n"));
    }
}
