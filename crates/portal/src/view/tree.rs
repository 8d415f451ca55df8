//! The score tree of one unit: every node with its points, its bar, its place, and a way to "why".

use askama::Template;
use chiso_engine::{NodeOutcome, Outcome};
use chiso_model::{Cell, Lang, decimal};
use chiso_report::share_bar;
use chiso_rulebook::definition::{Node, Rule, Rules};

use crate::board::cell_text;
use crate::words;
use chiso_web::format::{ordinal, plain};

/// One node and all under it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/tree.html")]
pub(crate) struct ScoreTree {
    pub(crate) code: String,
    pub(crate) title: String,
    /// Points, or why there are none.
    pub(crate) value: Result<String, &'static str>,
    pub(crate) max: String,
    pub(crate) bar: String,
    /// "gồm 0,25 điểm thưởng", where points go beyond the max.
    pub(crate) bonus: String,
    pub(crate) place: String,
    pub(crate) why: String,
    pub(crate) why_word: String,
    pub(crate) open: bool,
    pub(crate) children: Vec<ScoreTree>,
}

/// What a tree is made from.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub(crate) outcome: &'a Outcome,
    pub(crate) root: &'a Node,
    pub(crate) unit: usize,
    pub(crate) lang: Lang,
    /// Address of the page of the unit.
    pub(crate) base: &'a str,
}

impl ScoreTree {
    /// The tree from the root's parts down.
    pub(crate) fn of(source: Source<'_>) -> Vec<ScoreTree> {
        let nodes = source.root.walk();
        let root = source.outcome.root();
        root.parts
            .iter()
            .filter_map(|part| source.outcome.nodes.get(*part))
            .map(|node| branch(source, node, &nodes, 1))
            .collect()
    }
}

fn branch(source: Source<'_>, node: &NodeOutcome, nodes: &[&Node], depth: usize) -> ScoreTree {
    let Source { outcome, unit, lang, base, .. } = source;
    let definition = nodes.iter().find(|definition| definition.id.as_str() == node.id);
    let value = node.rounded[unit].map_or(node.values[unit], Cell::number);
    let title = definition.map_or(node.id.as_str(), |definition| definition.title.get(lang)).to_owned();
    ScoreTree {
        code: definition.and_then(|definition| definition.code.clone()).unwrap_or_default(),
        value: cell_text(value, node.rounding.digits, lang),
        max: node.max.map(|max| plain(max, lang)).unwrap_or_default(),
        bar: node.max.map(|max| share_bar(value, Cell::number(max))).unwrap_or_default(),
        bonus: bonus(source, node, nodes).unwrap_or_default(),
        place: node.ranks[unit].map(|rank| place_of(rank, node, lang)).unwrap_or_default(),
        why: format!("{base}/why/{}", node.id),
        why_word: words::say(lang, "why"),
        title,
        open: depth < 1,
        children: node
            .parts
            .iter()
            .filter_map(|part| outcome.nodes.get(*part))
            .map(|part| branch(source, part, nodes, depth + 1))
            .collect(),
    }
}

/// What of the value of a node are bonus points, where it goes beyond the max.
pub(crate) fn bonus(source: Source<'_>, node: &NodeOutcome, nodes: &[&Node]) -> Option<String> {
    let (value, max) = (node.rounded[source.unit]?, node.max?);
    let mut waiting: Vec<&NodeOutcome> = vec![node];
    let mut sum = 0.0;
    while let Some(node) = waiting.pop() {
        let definition = nodes.iter().find(|definition| definition.id.as_str() == node.id);
        let is_bonus = match definition.and_then(|definition| definition.rule.as_ref()) {
            Some(Rules::One(rule)) => matches!(**rule, Rule::Bonus { .. }),
            Some(Rules::Dated(rules)) => rules.iter().any(|dated| matches!(dated.rule, Rule::Bonus { .. })),
            None => false,
        };
        if is_bonus {
            sum += node.rounded[source.unit].unwrap_or_default();
        }
        waiting.extend(node.parts.iter().filter_map(|part| source.outcome.nodes.get(*part)));
    }
    let sum = decimal(sum, node.rounding.digits, source.lang);
    (value > max && sum.bytes().any(|b| (b'1'..=b'9').contains(&b))).then(|| match source.lang {
        Lang::Vi => format!("gồm {sum} điểm thưởng"),
        Lang::En => format!("with {sum} bonus points"),
    })
}

/// "hạng 3/63".
pub(crate) fn place_of(rank: f64, node: &NodeOutcome, lang: Lang) -> String {
    place_among(rank, Some(node.ranks.iter().flatten().count()), lang)
}

/// "hạng 3/63"; "hạng 3" where nobody says among how many.
pub(crate) fn place_among(rank: f64, of: Option<usize>, lang: Lang) -> String {
    let place = ordinal(rank, lang);
    match (of.map(|of| decimal(of as f64, 0, lang)), lang) {
        (Some(of), Lang::Vi) => format!("hạng {place}/{of}"),
        (Some(of), Lang::En) => format!("ranked {place} of {of}"),
        (None, Lang::Vi) => format!("hạng {place}"),
        (None, Lang::En) => format!("ranked {place}"),
    }
}
