//! Where a unit stands out, for better and for worse, among the leaves of its tree.

use askama::Template;
use chiso_engine::NodeOutcome;
use chiso_model::{Cell, Lang, decimal};
use chiso_report::share_bar;

use super::tree::{Source, place_of};
use crate::board::cell_text;
use chiso_web::format::{percent, plain};

/// How many are shown on each side.
const SHOWN: usize = 5;

/// The best and the worst leaves of a unit.
#[derive(Debug, Clone)]
pub(crate) struct Strengths {
    pub(crate) best: List,
    pub(crate) worst: List,
}

/// One of the two lists.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/strengths.html")]
pub(crate) struct List {
    pub(crate) entries: Vec<Entry>,
}

/// One leaf.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) title: String,
    pub(crate) href: String,
    pub(crate) value: String,
    pub(crate) share: String,
    pub(crate) bar: String,
    pub(crate) place: String,
}

impl Strengths {
    /// None where too few leaves can be told apart.
    pub(crate) fn of(source: Source<'_>) -> Option<Strengths> {
        let mut leaves: Vec<(&NodeOutcome, f64)> = source
            .outcome
            .nodes
            .iter()
            .filter(|node| node.parts.is_empty() && node.parent.is_some())
            .filter_map(|node| Some((node, standing(node, source.unit)?)))
            .collect();
        leaves.sort_by(|a, b| b.1.total_cmp(&a.1));
        let nodes = source.root.walk();
        let list = |picked: Vec<&NodeOutcome>| List {
            entries: picked.into_iter().map(|node| entry(source, node, &nodes)).collect(),
        };
        let best: Vec<&NodeOutcome> = leaves.iter().filter(|l| l.1 > 0.0).take(SHOWN).map(|l| l.0).collect();
        let worst: Vec<&NodeOutcome> = leaves.iter().rev().filter(|l| l.1 < 0.0).take(SHOWN).map(|l| l.0).collect();
        (leaves.len() >= 4 && !(best.is_empty() && worst.is_empty()))
            .then(|| Strengths { best: list(best), worst: list(worst) })
    }
}

/// Share of the units that are worse, less the share of those that are better: from 1 (alone on top) to -1 (alone at the bottom).
fn standing(node: &NodeOutcome, unit: usize) -> Option<f64> {
    let own = node.rounded[unit]?;
    let others: Vec<f64> = node.rounded.iter().flatten().copied().collect();
    let worse = others.iter().filter(|other| **other < own).count();
    let better = others.iter().filter(|other| **other > own).count();
    (others.len() > 1).then(|| (worse as f64 - better as f64) / (others.len() - 1) as f64)
}

fn entry(source: Source<'_>, node: &NodeOutcome, nodes: &[&chiso_rulebook::definition::Node]) -> Entry {
    let (unit, lang): (usize, Lang) = (source.unit, source.lang);
    let definition = nodes.iter().find(|definition| definition.id.as_str() == node.id);
    let value = node.rounded[unit].map_or(node.values[unit], Cell::number);
    let mut text = cell_text(value, node.rounding.digits, lang).unwrap_or_else(str::to_owned);
    if let Some(max) = node.max {
        text.push_str(" / ");
        text.push_str(&plain(max, lang));
    }
    let share = value.value().zip(node.max).filter(|(_, max)| *max > 0.0).map(|(value, max)| value / max);
    let title = definition.map_or(node.id.as_str(), |definition| definition.title.get(lang));
    Entry {
        title: match definition.and_then(|definition| definition.code.as_ref()) {
            Some(code) => format!("{code} {title}"),
            None => title.to_owned(),
        },
        href: format!("{}/why/{}", source.base, node.id),
        value: text,
        share: share.map(|share| percent(share, 0, lang)).unwrap_or_default(),
        bar: node.max.map(|max| share_bar(value, Cell::number(max))).unwrap_or_default(),
        place: match node.ranks[unit] {
            Some(rank) => place_of(rank, node, lang),
            None => decimal_place(node, unit, lang),
        },
    }
}

/// The place by the printed value, for nodes that the rulebook does not rank.
fn decimal_place(node: &NodeOutcome, unit: usize, lang: Lang) -> String {
    let Some(own) = node.rounded[unit] else { return String::new() };
    let better = node.rounded.iter().flatten().filter(|other| **other > own).count();
    let of = decimal(node.rounded.iter().flatten().count() as f64, 0, lang);
    match lang {
        Lang::Vi => format!("hạng {}/{of}", better + 1),
        Lang::En => format!("ranked {} of {of}", chiso_web::format::ordinal((better + 1) as f64, lang)),
    }
}
