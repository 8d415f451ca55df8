//! One node of a readable rulebook and all under it.

use askama::Template;
use chiso_model::Lang;
use chiso_rulebook::definition::{Node, Rulebook};

use crate::rulebook_words::{self as say_rule, Context};
use crate::words;
use chiso_web::format::plain;

/// A node in words.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/method_node.html")]
pub(crate) struct MethodNode {
    pub(crate) id: String,
    pub(crate) code: String,
    pub(crate) title: String,
    /// Max points, or the weight.
    pub(crate) worth: String,
    pub(crate) note: String,
    /// The rule, one sentence a line.
    pub(crate) rule: Vec<String>,
    /// Owner, origin, evidence, missing values: label and text.
    pub(crate) details: Vec<(String, String)>,
    pub(crate) children: Vec<MethodNode>,
    pub(crate) open: bool,
}

impl MethodNode {
    pub(crate) fn of(rulebook: &Rulebook, node: &Node, lang: Lang, depth: usize) -> MethodNode {
        let context = Context { rulebook, node, lang };
        let mut rule = match (&node.rule, node.is_branch()) {
            (Some(rules), _) => say_rule::rules(context, rules),
            (None, true) => say_rule::branch(context),
            (None, false) => say_rule::indicator(context),
        };
        if !node.of.is_empty() {
            let list: Vec<String> = node.of.iter().map(|part| part.node.to_string()).collect();
            rule.push(format!("{}: {}.", lang.pick("Thành phần", "Parts"), list.join(", ")));
        }
        MethodNode {
            id: node.id.to_string(),
            code: node.code.clone().unwrap_or_default(),
            title: node.title.get(lang).to_owned(),
            worth: worth(context),
            note: node.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default(),
            rule,
            details: details(context),
            children: node.children.iter().map(|child| MethodNode::of(rulebook, child, lang, depth + 1)).collect(),
            open: depth == 0,
        }
    }
}

fn worth(c: Context<'_>) -> String {
    match (c.node.max, c.own_weight(), c.lang) {
        (Some(max), _, Lang::Vi) => format!("{} điểm", plain(max, c.lang)),
        (Some(max), _, Lang::En) => format!("{} points", plain(max, c.lang)),
        (None, Some(weight), Lang::Vi) => format!("trọng số {weight}"),
        (None, Some(weight), Lang::En) => format!("weight {weight}"),
        (None, None, _) => String::new(),
    }
}

fn details(c: Context<'_>) -> Vec<(String, String)> {
    let lang = c.lang;
    let mut details = Vec::new();
    let mut add = |key: &str, text: String| details.push((words::say(lang, key), text));
    if let Some(owner) = &c.node.owner {
        add("method-owner", owner.get(lang).to_owned());
    }
    if let Some(origin) = c.node.origin {
        add("method-origin", say_rule::origin(origin, lang).to_owned());
    }
    if !c.node.evidence.is_empty() {
        let list: Vec<&str> = c.node.evidence.iter().map(|evidence| evidence.get(lang)).collect();
        add("method-evidence", list.join("; "));
    }
    if let Some(missing) = &c.node.missing {
        add("method-missing", say_rule::missing(missing, lang));
    }
    if let Some(bands) = &c.node.bands {
        add("method-bands", say_rule::bands(bands, lang).join(" "));
    }
    details
}
