//! `/{lang}/published/{round}/units/{unit}`: a unit's published points at every node; and how each of them came about, from the rule and the numbers to the reasons and the
//! hashes of the evidence.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_engine::{Explanation, explain};
use chiso_model::{Lang, Text, decimal};
use chiso_round::{Assessment, Stage};
use chiso_web::format;
use chiso_web::parts::{Badge, Cell, Column, Row, Shape, Table, TableQuery};
use chiso_web::{PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Sheet, at};

use super::Computed;
use super::bundle::{authors, published};
use super::groups::groups;
use crate::chain::public_chain;
use crate::entry::Rounds;
use crate::frame::{CriterionPath, UnitPath};
use crate::held::Held;
use crate::named::{Named, agency_title};
use crate::words::{say, say_with};

/// What a page is made from.
struct Open {
    held: Arc<Held>,
    names: Named,
    assessments: BTreeMap<String, Arc<Assessment>>,
    computed: Arc<Computed>,
}

async fn open(rounds: &Rounds, reader: &Reader, round: &str, unit: &str) -> Result<Open, PageError> {
    let refused = |refusal: Refusal| refusal.page(reader);
    let held = published(rounds, round).await.map_err(refused)?;
    if !held.round.has_unit(unit) {
        return Err(refused(Refusal::Hidden));
    }
    let names = rounds.names(&held).await.map_err(|error| refused(error.into()))?;
    let assessments = rounds.issued_assessments(&held).await.map_err(refused)?;
    let computed = rounds.issued(&held, Stage::Correction).await.map_err(refused)?;
    Ok(Open { held, names, assessments, computed })
}

impl Open {
    fn sheet<'a>(&self, reader: &'a Reader, rest: &str, title: String) -> Sheet<'a> {
        let page = Sheet::new(reader, format!("/published/{}{rest}", self.held.id), title)
            .under(say(reader.lang, "published-title"), "/published")
            .under(self.held.round.setup.title.get(reader.lang), &format!("/published/{}", self.held.id));
        if self.held.round.setup.simulated {
            page.part(&Badge::new("note", Shape::Diamond, say(reader.lang, "round-simulated")))
        } else {
            page
        }
    }
}

/// `GET /{lang}/published/{round}/units/{unit}`
pub(super) async fn unit(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let open = open(&rounds, &reader, &round, &unit).await?;
    let outcome = &open.computed.outcome;
    let Some(at_unit) = outcome.unit(&unit) else { return Err(Refusal::Hidden.page(&reader)) };
    let root = outcome.root();
    let printed = |node: &chiso_engine::NodeOutcome| {
        node.rounded[at_unit].map_or_else(|| "–".to_owned(), |value| decimal(value, node.rounding.digits, lang))
    };
    let own = open.held.round.setup.groups().get(unit.as_str()).copied();
    let ranked =
        groups(&open.held.round, outcome).iter().find(|group| group.name == own).map_or(0, |group| group.count);
    let lead = match root.ranks[at_unit] {
        Some(place) => say_with(
            lang,
            if own.is_some() { "published-unit-grouped" } else { "published-unit" },
            &[
                ("points", printed(root).into()),
                ("max", root.max.map_or_else(String::new, |max| format::plain(max, lang)).into()),
                ("place", format::place(place, lang).into()),
                ("count", ranked.into()),
                ("group", own.unwrap_or_default().into()),
            ],
        ),
        None => say_with(lang, "published-unit-unranked", &[("points", printed(root).into())]),
    };
    let base = at(&reader, &format!("/published/{round}/units/{unit}"));
    let rows: Vec<Row> = outcome
        .nodes
        .iter()
        .skip(1)
        .map(|node| {
            let level = depth(outcome, node);
            let indent = "\u{2003}".repeat(level.saturating_sub(1));
            Row::new(vec![
                Cell::Link(format!("{indent}{}", open.names.get(&node.id, lang)), format!("{base}/{}", node.id)),
                node.max.map_or_else(|| Cell::None("–".to_owned()), |max| Cell::text(format::plain(max, lang))),
                Cell::text(printed(node)),
                node.ranks[at_unit]
                    .map_or_else(|| Cell::None("–".to_owned()), |place| Cell::text(format::place(place, lang))),
            ])
        })
        .collect();
    let count = rows.len();
    let table = Table::new(lang, "nodes", say(lang, "published-nodes"), base.clone(), TableQuery::of(&[]))
        .columns(vec![
            Column::text(say(lang, "appraisal-criterion")),
            Column::number(say(lang, "appraisal-max")),
            Column::number(say(lang, "published-points")),
            Column::number(say(lang, "result-place")),
        ])
        .page_rows(count.max(1))
        .rows(rows, count);
    let onwards = [("diagnosis-link", "diagnosis"), ("what-if-link", "what-if")]
        .map(|(key, rest)| (say(lang, key), format!("/published/{round}/units/{unit}/{rest}")));
    open.sheet(&reader, &format!("/units/{unit}"), open.names.get(&unit, lang))
        .lead(lead)
        .part(&Links::to(&reader, onwards.into()))
        .part(&table)
        .show_in_public()
}

fn depth(outcome: &chiso_engine::Outcome, node: &chiso_engine::NodeOutcome) -> usize {
    let mut level = 0;
    let mut above = node.parent;
    while let Some(parent) = above {
        level += 1;
        above = outcome.nodes[parent].parent;
    }
    level
}

/// `GET /{lang}/published/{round}/units/{unit}/{node}`
pub(super) async fn node(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit, node)): CriterionPath,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let open = open(&rounds, &reader, &round, &unit).await?;
    let Computed { facts, outcome } = open.computed.as_ref();
    let told = explain(&open.held.rulebook, facts, outcome, &unit, Some(&node), lang);
    let Some(told) = told else { return Err(Refusal::Hidden.page(&reader)) };
    let lead = say_with(
        lang,
        "published-node",
        &[
            ("unit", open.names.get(&unit, lang).into()),
            ("points", told.value.clone().into()),
            ("max", told.max.clone().unwrap_or_else(|| "–".to_owned()).into()),
        ],
    );
    let rest = format!("/units/{unit}/{node}");
    let base = at(&reader, &format!("/published/{round}/units/{unit}"));
    let mut page = open
        .sheet(&reader, &rest, open.names.get(&node, lang))
        .under(open.names.get(&unit, lang), &format!("/published/{round}/units/{unit}"))
        .lead(lead)
        .section(say(lang, "published-why"), &Lines::of(&told, &base));
    if let Some(criterion) = open.held.rules.criterion(&node) {
        let links = open.assessments.get(&unit).map_or(&[][..], |assessment| assessment.links(&node));
        if !links.is_empty() {
            let register = rounds.desk.register();
            let day = open.held.round.setup.period.last_day();
            let title = |id: &str| -> Text { agency_title(&register, id, day) };
            let authors = authors(&open.held, &open.assessments, &title);
            let named =
                |id: &str, lang: Lang| authors.get(id).map_or_else(|| "–".to_owned(), |text| text.get(lang).to_owned());
            page = page.section(say(lang, "appraisal-chain"), &public_chain(lang, &named, criterion, links));
        }
    }
    page.show_in_public()
}

/// How a value came about: the lines of its explanation, and of a branch its parts each with their value.
#[derive(Template)]
#[template(
    source = r#"<ul>{% for line in lines %}<li>{{ line }}</li>{% endfor %}{% for (href, title, value) in parts %}<li><a href="{{ href }}">{{ title }}</a>: {{ value }}</li>{% endfor %}</ul>"#,
    ext = "html"
)]
struct Lines<'a> {
    lines: &'a [String],
    parts: Vec<(String, String, String)>,
}

impl<'a> Lines<'a> {
    /// `base` is the address under which the unit's nodes lie.
    fn of(told: &'a Explanation, base: &str) -> Lines<'a> {
        let part = |part: &Explanation| {
            let code = part.code.as_ref().map_or_else(String::new, |code| format!("{code} "));
            let max = part.max.as_ref().map_or_else(String::new, |max| format!(" / {max}"));
            (format!("{base}/{}", part.node), format!("{code}{}", part.title), format!("{}{max}", part.value))
        };
        Lines { lines: &told.lines, parts: told.parts.iter().map(part).collect() }
    }
}
