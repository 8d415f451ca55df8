//! "Vì sao?": how one number came about, step by step, each of which a pocket calculator can check.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_engine::Explanation;
use chiso_model::Lang;
use chiso_rulebook::definition::{Node, Rulebook};

use super::dataset::{Notice, badges, notices};
use super::method_tree::MethodNode;
use crate::absent::Absent;
use crate::request::{self, Named, Shared};
use crate::site::Computed;
use crate::view::tree::{Source, bonus, place_of};
use crate::words::{self, tell};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::format::points_noun;
use chiso_web::page::show;
use chiso_web::parts::Badge;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "why.html")]
struct WhyPage {
    c: Chrome,
    badges: Vec<Badge>,
    notices: Vec<Notice>,
    /// The unit and the publication.
    of: String,
    value: String,
    max: Option<String>,
    sentence: String,
    lines: Vec<String>,
    parts: Vec<Step>,
    up: Vec<(String, String)>,
    /// The rule in the words of the rulebook, and what goes with it.
    rule: Option<MethodNode>,
    method: String,
}

/// A node of the trace and all under it.
#[derive(Template)]
#[template(path = "parts/step.html")]
struct Step {
    heading: String,
    value: String,
    max: Option<String>,
    href: String,
    lines: Vec<String>,
    open: bool,
    parts: Vec<Step>,
}

impl Step {
    fn of(explanation: &Explanation, base: &str, depth: usize) -> Step {
        Step {
            heading: heading(explanation),
            value: explanation.value.clone(),
            max: explanation.max.clone(),
            href: format!("{base}/{}", explanation.node),
            lines: explanation.lines.clone(),
            open: depth < 1,
            parts: explanation.parts.iter().map(|part| Step::of(part, base, depth + 1)).collect(),
        }
    }
}

fn heading(explanation: &Explanation) -> String {
    match &explanation.code {
        Some(code) => format!("{code} {}", explanation.title),
        None => explanation.title.clone(),
    }
}

/// `GET /{lang}/index/{index}/{level}/{year}/unit/{unit}/why/{node}`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path((_, index, level, year, unit, node)): Path<(String, String, String, String, String, String)>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &Named { index, level, year }, lang)?;
    let row = request::row(publication, &unit, lang)?;
    let name = row.unit.name.get(lang);
    let unit_rest = format!("{}/unit/{unit}", publication.rest());
    let absent = || PageError::new(lang, Absent::Node).way(name, unit_rest.clone());
    let computed = publication.computed.as_ref().ok_or_else(absent)?;
    let rulebook = &computed.shipped.rulebook;
    let explanation = publication.explain(&unit, Some(&node), lang).ok_or_else(absent)?;
    let rest = format!("{unit_rest}/why/{node}");
    let base = format!("/{}{unit_rest}/why", lang.tag());
    let heading = heading(&explanation);
    let both = (explanation.node == computed.outcome.root().id)
        .then(|| row.recomputed_note(&publication.board, lang))
        .flatten();
    let published = both.as_ref().and_then(|_| row.value.value());
    let sentence = both.unwrap_or_else(|| {
        let sentence = sentence(computed, &explanation, row.unit.id.as_str(), name, lang);
        match bonus_of(computed, &node, &unit, &base, lang) {
            Some(bonus) => format!("{} ({bonus}).", sentence.trim_end_matches('.')),
            None => sentence,
        }
    });
    let c = site
        .chrome(&reader, Section::Indices, rest.clone(), tell!(lang, "why-title", title = heading.as_str()))
        .marked(publication.mark(lang))
        .describe(publication.marked(&format!("{name}, {heading}. {sentence}"), lang))
        .under(words::say(lang, "nav-indices"), "/indices")
        .under(publication.dataset.title.get(lang), &publication.rest())
        .under(name, &unit_rest)
        .under(words::say(lang, "why"), &rest);
    show(
        lang,
        &WhyPage {
            badges: badges(publication, lang),
            notices: notices(publication, lang),
            of: format!("{name} · {}", publication.dataset.title.get(lang)),
            sentence: publication.marked(&sentence, lang),
            value: published.map_or_else(
                || explanation.value.clone(),
                |value| chiso_model::decimal(value, publication.board.digits, lang),
            ),
            max: explanation.max.clone(),
            lines: explanation.lines.clone(),
            parts: explanation.parts.iter().map(|part| Step::of(part, &base, 0)).collect(),
            up: ancestors(computed, &node, &base, lang),
            rule: definition(rulebook, &node).map(|node| MethodNode::of(rulebook, node, lang, 0)),
            method: format!("/{}/method/{}#{node}", lang.tag(), computed.shipped.reference()),
            c,
        },
    )
}

fn definition<'a>(rulebook: &'a Rulebook, id: &str) -> Option<&'a Node> {
    std::iter::once(&rulebook.tree).chain(&rulebook.companions).flat_map(Node::walk).find(|node| node.id.as_str() == id)
}

/// "Hải Phòng được 0,50 trên tối đa 0,5 điểm, hạng 1/63."
fn sentence(computed: &Computed, explanation: &Explanation, unit: &str, name: &str, lang: Lang) -> String {
    let outcome = &computed.outcome;
    let node = outcome.node(&explanation.node).and_then(|at| outcome.nodes.get(at));
    let rank = node.zip(outcome.unit(unit)).and_then(|(node, unit)| Some(place_of(node.ranks[unit]?, node, lang)));
    let value = explanation.value.as_str();
    match (&explanation.max, rank) {
        (Some(max), Some(place)) => {
            tell!(
                lang,
                "why-sentence-place",
                name = name,
                value = value,
                max = max.as_str(),
                noun = points_noun(max, lang),
                place = place
            )
        }
        (Some(max), None) => {
            tell!(lang, "why-sentence", name = name, value = value, max = max.as_str(), noun = points_noun(max, lang))
        }
        (None, Some(place)) => tell!(lang, "why-sentence-plain-place", name = name, value = value, place = place),
        (None, None) => tell!(lang, "why-sentence-plain", name = name, value = value),
    }
}

/// What of the points of a node goes beyond its max.
fn bonus_of(computed: &Computed, node: &str, unit: &str, base: &str, lang: Lang) -> Option<String> {
    let (outcome, root) = (&computed.outcome, &computed.shipped.rulebook.tree);
    let source = Source { outcome, root, unit: outcome.unit(unit)?, lang, base };
    bonus(source, outcome.nodes.get(outcome.node(node)?)?, &root.walk())
}

/// The nodes above this one, the root first.
fn ancestors(computed: &Computed, node: &str, base: &str, lang: Lang) -> Vec<(String, String)> {
    let (outcome, nodes) = (&computed.outcome, computed.shipped.rulebook.tree.walk());
    let mut up = Vec::new();
    let mut at = outcome.node(node).and_then(|at| outcome.nodes.get(at)).and_then(|node| node.parent);
    while let Some(node) = at.and_then(|at| outcome.nodes.get(at)) {
        let title = nodes.iter().find(|d| d.id.as_str() == node.id).map_or(node.id.as_str(), |d| d.title.get(lang));
        up.push((title.to_owned(), format!("{base}/{}", node.id)));
        at = node.parent;
    }
    up.reverse();
    up
}
