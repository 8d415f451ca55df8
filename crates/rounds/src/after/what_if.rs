//! `…/units/{unit}/what-if`: other numbers or points at any leaves, and what the engine then says. Everything stands in the address: it can be passed on, and nothing is
//! kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chiso_engine::{EngineError, Fact};
use chiso_model::{Lang, Text, decimal};
use chiso_round::assessment::Entry;
use chiso_round::{Criterion, Mark, Stage};
use chiso_web::parts::{Cell, Choice, Column, Field, Row, Table, TableQuery};
use chiso_web::{Caller, Fields, PageError, Reader, format};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Pairs, at};

use super::change::{Moved, moved, replaced, standing};
use super::open::Open;
use crate::entry::Rounds;
use crate::entry_form::{field_name, fields, read};
use crate::frame::UnitPath;
use crate::publication::{band_title, compute_facts, facts};
use crate::words::{say, say_with};

/// `GET /{lang}/rounds/{round}/units/{unit}/what-if?leaf=&…`
pub(super) async fn within(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let open = rounds.result_within(&caller, &round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    show(&rounds, &reader, &open, pairs)
}

/// `GET /{lang}/published/{round}/units/{unit}/what-if?leaf=&…`
pub(super) async fn in_public(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let open = rounds.result_in_public(&round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    show(&rounds, &reader, &open, pairs)
}

/// The form: sent by its address, so that it can be passed on.
#[derive(Template)]
#[template(
    source = r#"<form class="entry" action="{{ action }}" method="get" novalidate>
{% if !problems.is_empty() %}<div class="error-summary" role="alert" tabindex="-1"><h2>{{ problem_heading }}</h2><ul>{% for problem in problems %}<li>{{ problem }}</li>{% endfor %}</ul></div>{% endif %}
{% for leaf in leaves %}<input type="hidden" name="leaf" value="{{ leaf.id }}"><div class="entry-section"><h2>{{ leaf.title }}</h2><p class="hint">{{ leaf.now }} <a href="{{ leaf.without }}">{{ leave_out }}</a></p></div>
{% for field in leaf.fields %}{{ field|safe }}{% endfor %}{% endfor %}
{{ more|safe }}
<div class="buttons"><button type="submit">{{ submit }}</button>{% if !leaves.is_empty() %}<a href="{{ action }}">{{ reset }}</a>{% endif %}</div>
</form>"#,
    ext = "html"
)]
struct Changes {
    action: String,
    problem_heading: String,
    problems: Vec<String>,
    leaves: Vec<Leaf>,
    leave_out: String,
    more: Field,
    submit: String,
    reset: String,
}

/// A leaf in the form.
struct Leaf {
    id: String,
    title: String,
    /// What it has now.
    now: String,
    /// The address without it.
    without: String,
    fields: Vec<Field>,
}

/// What the address asks for.
struct Asked<'a> {
    /// The leaves, in the order in which they were chosen.
    criteria: Vec<&'a Criterion>,
    entries: BTreeMap<String, Entry>,
    /// Fields that cannot be read, and why.
    wrong: Vec<(String, Text)>,
}

impl Asked<'_> {
    fn of<'a>(open: &'a Open, facts: &[Fact], pairs: &Fields) -> Asked<'a> {
        let rules = &open.held.rules;
        let mut asked = Asked { criteria: Vec::new(), entries: BTreeMap::new(), wrong: Vec::new() };
        for id in pairs.all("leaf").chain(pairs.all("more")) {
            let Some(criterion) = rules.criterion(id).filter(|_| !asked.entries.contains_key(id)) else { continue };
            let now = standing(rules, facts, &open.unit, criterion);
            asked.criteria.push(criterion);
            match entry_of(criterion, now.clone(), pairs) {
                Ok(entry) => {
                    asked.wrong.extend(unreadable(open, criterion, &entry, facts));
                    asked.entries.insert(id.to_owned(), entry);
                }
                Err(wrong) => {
                    asked.wrong.extend(wrong);
                    asked.entries.insert(id.to_owned(), now);
                }
            }
        }
        asked
    }
}

/// What begins the name of every field of a criterion.
fn prefix(criterion: &Criterion) -> String {
    format!("{}.", criterion.id)
}

/// What shall stand at a criterion: what came, over what stands there now. Where numbers came and no points, the rule decides.
fn entry_of(criterion: &Criterion, now: Entry, pairs: &Fields) -> Result<Entry, Vec<(String, Text)>> {
    let prefix = prefix(criterion);
    let own = pairs.0.iter().filter_map(|(name, value)| Some((name.strip_prefix(&prefix)?.to_owned(), value.clone())));
    let own = Fields(own.collect());
    if own.0.is_empty() {
        return Ok(now);
    }
    let named = |(name, text): (String, Text)| (format!("{prefix}{name}"), text);
    let mut entry = read(criterion, &own).map_err(|wrong| wrong.into_iter().map(named).collect::<Vec<_>>())?;
    for input in criterion.inputs.iter().filter(|input| !own.has(&field_name(input))) {
        if let Some(mark) = now.numbers.get(&input.name) {
            entry.numbers.insert(input.name.clone(), *mark);
        }
    }
    Ok(entry)
}

/// Points beyond what can be earned, and numbers that the rule cannot read.
fn unreadable(open: &Open, criterion: &Criterion, entry: &Entry, facts: &[Fact]) -> Vec<(String, Text)> {
    let prefix = prefix(criterion);
    if let (Some((low, high)), Some(points)) = (criterion.range, entry.points.and_then(Mark::value))
        && (points < low || points > high)
    {
        let told = |lang| {
            let range = [("low", format::plain(low, lang).into()), ("high", format::plain(high, lang).into())];
            say_with(lang, "what-if-out-of-range", &range)
        };
        return vec![(format!("{prefix}points"), Text::new(told(Lang::Vi), told(Lang::En)))];
    }
    let known: Vec<Fact> = facts.iter().filter(|fact| fact.unit == open.unit).cloned().collect();
    match open.held.rules.propose(criterion, &entry.numbers, &known) {
        Ok(_) => Vec::new(),
        Err(EngineError::BadFacts(bad)) => bad
            .iter()
            .map(|bad| {
                let input = criterion.inputs.iter().find(|input| input.indicator == bad.indicator);
                let told =
                    |lang: Lang| say_with(lang, "what-if-unreadable", &[("wanted", bad.wanted.text(lang).into())]);
                let name = input.map_or_else(|| "points".to_owned(), field_name);
                (format!("{prefix}{name}"), Text::new(told(Lang::Vi), told(Lang::En)))
            })
            .collect(),
        Err(error) => vec![(format!("{prefix}points"), Text::new(error.message(Lang::Vi), error.message(Lang::En)))],
    }
}

fn show(rounds: &Rounds, reader: &Reader, open: &Open, pairs: Vec<(String, String)>) -> Result<Response, PageError> {
    let lang = reader.lang;
    let refused = |refusal: Refusal| refusal.page(reader);
    let pairs = Fields(pairs);
    let facts = facts(&open.held, &open.assessments, Stage::Correction);
    let before = rounds.computed(&open.held, &open.assessments, Stage::Correction).map_err(refused)?;
    let before = &before.outcome;
    let asked = Asked::of(open, &facts, &pairs);
    let form = form(reader, open, before, &asked, &pairs);
    let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs.0).finish();
    let rest = if query.is_empty() { "/what-if".to_owned() } else { format!("/what-if?{query}") };
    let page = open
        .sheet(reader, &rest, say(lang, "what-if-title"))
        .under(say(lang, "diagnosis-title"), &format!("{}/diagnosis", open.address()));
    if !asked.wrong.is_empty() || asked.entries.is_empty() {
        let status = if asked.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        return open.show(page.lead(say(lang, "what-if-lead")).status(status).part(&form));
    }
    let changed = replaced(&open.held.rules, facts, &open.unit, &asked.entries);
    let after = compute_facts(&open.held, changed, false).map_err(refused)?.outcome;
    let moved = moved(before, &after, &open.unit, &open.group()).ok_or_else(|| refused(Refusal::Hidden))?;
    let digits = before.root().rounding.digits;
    let mut page = page.lead(lead(open, &moved, digits, lang)).part(&form);
    if !moved.nodes.is_empty() {
        page = page.section(say(lang, "what-if-nodes"), &nodes(reader, open, &moved, digits));
    }
    if !moved.places.is_empty() {
        page = page.section(say(lang, "what-if-places"), &places(reader, open, &moved));
    }
    open.show(page)
}

fn form(reader: &Reader, open: &Open, before: &chiso_engine::Outcome, asked: &Asked<'_>, pairs: &Fields) -> Changes {
    let lang = reader.lang;
    let action = at(reader, &format!("{}/what-if", open.address()));
    let leaf = |criterion: &&Criterion| {
        let prefix = prefix(criterion);
        let entry = asked.entries.get(&criterion.id).cloned().unwrap_or_default();
        let made = fields(lang, &open.held, criterion, &entry, &prefix)
            .into_iter()
            .map(|field| field_as_typed(field, asked, pairs, lang));
        let node = before.node(&criterion.id).map(|node| &before.nodes[node]);
        let now =
            node.and_then(|node| Some(decimal(node.rounded[before.unit(&open.unit)?]?, node.rounding.digits, lang)));
        let told = [
            ("points", now.unwrap_or_else(|| "–".to_owned()).into()),
            ("max", format::plain(criterion.max, lang).into()),
        ];
        let others = pairs.0.iter().filter(|(name, value)| !name.starts_with(&prefix) && *value != criterion.id);
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
        Leaf {
            id: criterion.id.clone(),
            title: open.names.get(&criterion.id, lang),
            now: say_with(lang, "what-if-now", &told),
            without: format!("{action}?{query}"),
            fields: made.collect(),
        }
    };
    let others = open.held.rules.criteria().iter().filter(|criterion| !asked.entries.contains_key(&criterion.id));
    let choices =
        others.map(|criterion| Choice::new(criterion.id.clone(), open.names.get(&criterion.id, lang))).collect();
    let label = if asked.criteria.is_empty() { "what-if-choose" } else { "what-if-more" };
    let more = Field::search_select(lang, "more", say(lang, label), Some(say(lang, "plan-choose")), choices);
    Changes {
        problem_heading: say(lang, "what-if-wrong"),
        problems: asked.wrong.iter().map(|(_, text)| text.get(lang).to_owned()).collect(),
        leaves: asked.criteria.iter().map(leaf).collect(),
        leave_out: say(lang, "what-if-leave-out"),
        more: if asked.criteria.is_empty() { more } else { more.optional() },
        submit: say(lang, "what-if-compute"),
        reset: say(lang, "what-if-reset"),
        action,
    }
}

/// A field with what was typed, also where it cannot be read, and why it cannot.
fn field_as_typed(mut field: Field, asked: &Asked<'_>, pairs: &Fields, lang: Lang) -> Field {
    let id = field.id();
    let name = id.trim_start_matches("f-");
    if pairs.has(name) {
        field = field.fill(pairs);
    }
    let wrong = asked.wrong.iter().find(|(wrong, _)| wrong == name);
    match wrong {
        Some((_, text)) => field.wrong(text.get(lang)),
        None => field,
    }
}

/// Points, place and band before and after, and who is overtaken.
fn lead(open: &Open, moved: &Moved, digits: u8, lang: Lang) -> String {
    let none = || "–".to_owned();
    let points = |value: Option<f64>| value.map_or_else(none, |value| decimal(value, digits, lang));
    let change = moved.points[0].zip(moved.points[1]).map(|(then, now)| format::signed(now - then, digits, lang));
    let place =
        |value: Option<f64>| value.map_or_else(|| say(lang, "result-not-ranked"), |value| format::place(value, lang));
    let band = |id: &Option<String>| id.as_deref().and_then(|id| band_title(&open.held, id, lang)).unwrap_or_else(none);
    let named = |units: &[String]| units.iter().map(|unit| open.names.get(unit, lang)).collect::<Vec<_>>().join(", ");
    let key = if moved.place[0] == moved.place[1] { "what-if-points-same-place" } else { "what-if-points" };
    let mut told = say_with(
        lang,
        key,
        &[
            ("before", points(moved.points[0]).into()),
            ("after", points(moved.points[1]).into()),
            ("change", change.unwrap_or_else(none).into()),
            ("place-before", place(moved.place[0]).into()),
            ("place-after", place(moved.place[1]).into()),
        ],
    );
    if moved.band[0].is_some() || moved.band[1].is_some() {
        let bands = [("before", band(&moved.band[0]).into()), ("after", band(&moved.band[1]).into())];
        let key = if moved.band[0] == moved.band[1] { "what-if-band-same" } else { "what-if-band" };
        told = format!("{told} {}", say_with(lang, key, &bands));
    }
    for (units, key) in [(&moved.overtaken, "what-if-overtakes"), (&moved.overtaken_by, "what-if-overtaken")] {
        if !units.is_empty() {
            told = format!("{told} {}", say_with(lang, key, &[("units", named(units).into())]));
        }
    }
    told
}

/// Nodes whose points are others.
fn nodes(reader: &Reader, open: &Open, moved: &Moved, digits: u8) -> Table {
    let lang = reader.lang;
    let number = |value: Option<f64>| {
        value.map_or_else(|| Cell::None("–".to_owned()), |value| Cell::text(decimal(value, digits, lang)))
    };
    let rows: Vec<Row> = moved
        .nodes
        .iter()
        .map(|(id, then, now)| {
            let change = then.zip(*now).map(|(then, now)| format::signed(now - then, digits, lang));
            let change = change.map_or_else(|| Cell::None("–".to_owned()), Cell::text);
            Row::new(vec![Cell::text(open.names.get(id, lang)), number(*then), number(*now), change])
        })
        .collect();
    let columns = vec![
        Column::text(say(lang, "diagnosis-node")),
        Column::number(say(lang, "what-if-before")),
        Column::number(say(lang, "what-if-after")),
        Column::number(say(lang, "what-if-change")),
    ];
    table(reader, open, "nodes", "what-if-nodes", columns, rows)
}

/// Units whose place is another.
fn places(reader: &Reader, open: &Open, moved: &Moved) -> Table {
    let lang = reader.lang;
    let place = |value: &Option<f64>| {
        value.map_or_else(|| Cell::None(say(lang, "result-not-ranked")), |value| Cell::text(format::place(value, lang)))
    };
    let row = |(id, then, now): &(String, Option<f64>, Option<f64>)| {
        Row::new(vec![Cell::text(open.names.get(id, lang)), place(then), place(now)])
    };
    let columns = vec![
        Column::text(say(lang, "appraisal-unit")),
        Column::number(say(lang, "what-if-before")),
        Column::number(say(lang, "what-if-after")),
    ];
    table(reader, open, "places", "what-if-places", columns, moved.places.iter().map(row).collect())
}

fn table(reader: &Reader, open: &Open, id: &str, title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    let count = rows.len();
    let address = at(reader, &format!("{}/what-if", open.address()));
    Table::new(reader.lang, id, say(reader.lang, title), address, TableQuery::of(&[]))
        .columns(columns)
        .page_rows(count.max(1))
        .rows(rows, count)
}
