//! The page of a what-if: the answer, the form, and what moved. Its script asks again as one types and puts the answer in place.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use chiso_engine::Outcome;
use chiso_model::{Cell as Value, Lang, decimal};
use chiso_round::Criterion;
use chiso_web::parts::{Cell, Choice, Column, Field, KeyFacts, Row, Table, TableQuery};
use chiso_web::{PageError, Reader, format};
use chiso_workspace::house::at;

use super::asked::prefix;
use super::change::Moved;
use super::open::Open;
use super::what_if::Tried;
use crate::entry_form::fields;
use crate::publication::band_title;
use crate::words::{say, say_with};

/// Units told at most, the nearest first: those overtaken, and those whose place moves.
const NAMED: usize = 5;
const PLACES: usize = 50;

/// Shows what was tried.
pub(super) fn show(reader: &Reader, open: &Open, before: &Outcome, tried: &Tried) -> Result<Response, PageError> {
    let lang = reader.lang;
    let query = query(tried.pairs.0.iter());
    let rest = if query.is_empty() { "/what-if".to_owned() } else { format!("/what-if?{query}") };
    let status = if tried.asked.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let answer = Answer {
        sentence: sentence(open, before, tried, lang),
        facts: tried.moved.as_ref().map(|moved| key_facts(before, moved, lang)).unwrap_or_default(),
    };
    let mut tables = Vec::new();
    if let Some(moved) = &tried.moved {
        if !moved.nodes.is_empty() {
            tables.push((say(lang, "what-if-nodes"), nodes(reader, open, before, moved), String::new()));
        }
        if !moved.places.is_empty() {
            tables.push(places(reader, open, moved));
        }
    }
    let page = open
        .sheet(reader, &rest, say(lang, "what-if-title"))
        .under(say(lang, "diagnosis-title"), &format!("{}/diagnosis", open.address()))
        .lead(say(lang, "what-if-lead"))
        .status(status)
        .part(&answer)
        .part(&form(reader, open, before, tried))
        .part(&Moves { tables });
    // What somebody types is asked for once: kept, it would only drive out of memory what many ask for.
    open.show(if query.is_empty() { page } else { page.secret() })
}

fn query<'a>(pairs: impl Iterator<Item = &'a (String, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The answer: one sentence, and score and place beside what they were.
#[derive(Template)]
#[template(
    source = r#"<div id="what-if-answer" class="live-answer" role="status"><p>{{ sentence }}</p></div>
<div id="what-if-facts" class="live-facts">{% if !facts.facts.is_empty() %}{{ facts|safe }}{% endif %}</div>"#,
    ext = "html"
)]
struct Answer {
    sentence: String,
    facts: KeyFacts,
}

/// What moved: title, table, and how many rows there are beyond.
#[derive(Template)]
#[template(
    source = r#"<div id="what-if-moves" class="stack wide">{% for (title, table, more) in tables %}<section><h2>{{ title }}</h2>
{{ table|safe }}{% if !more.is_empty() %}<p>{{ more }}</p>{% endif %}</section>{% endfor %}</div>"#,
    ext = "html"
)]
struct Moves {
    tables: Vec<(String, Table, String)>,
}

/// The form: sent by its address, so that it can be passed on; as one types, to the same address in the background.
#[derive(Template)]
#[template(
    source = r#"<form class="entry" action="{{ action }}" method="get" novalidate data-live="what-if-answer what-if-facts what-if-problems what-if-moves">
<div id="what-if-problems">{% if !problems.is_empty() %}<div class="error-summary" role="alert" tabindex="-1"><h2>{{ problem_heading }}</h2><ul>{% for problem in problems %}<li>{{ problem }}</li>{% endfor %}</ul></div>{% endif %}</div>
{% for leaf in leaves %}<input type="hidden" name="leaf" value="{{ leaf.id }}"><div class="entry-section"><h2>{{ leaf.title }}</h2><p class="hint">{{ leaf.now }} <a href="{{ leaf.without }}">{{ leave_out }}</a></p></div>
{% for field in leaf.fields %}{{ field|safe }}{% endfor %}{% endfor %}
{{ more|safe }}
<p class="autosave" role="status" data-live-failed="{{ failed }}" data-live-busy="{{ busy }}"></p>
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
    failed: String,
    busy: String,
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

fn form(reader: &Reader, open: &Open, before: &Outcome, tried: &Tried) -> Changes {
    let lang = reader.lang;
    let Tried { pairs, asked, .. } = tried;
    let action = at(reader, &format!("{}/what-if", open.address()));
    let leaf = |criterion: &Criterion| {
        let prefix = prefix(criterion);
        let entry = asked.entries.get(&criterion.id).cloned().unwrap_or_default();
        let made = fields(lang, &open.held, criterion, &entry, &prefix)
            .into_iter()
            .map(|field| field_as_typed(field, tried, lang));
        let node = before.node(&criterion.id).map(|node| &before.nodes[node]);
        let now =
            node.and_then(|node| Some(decimal(node.rounded[before.unit(&open.unit)?]?, node.rounding.digits, lang)));
        let told = [
            ("points", now.unwrap_or_else(|| "–".to_owned()).into()),
            ("max", format::plain(criterion.max, lang).into()),
        ];
        let others = pairs.0.iter().filter(|(name, value)| !name.starts_with(&prefix) && *value != criterion.id);
        Leaf {
            id: criterion.id.clone(),
            title: open.names.get(&criterion.id, lang),
            now: say_with(lang, "what-if-now", &told),
            without: format!("{action}?{}", query(others)),
            fields: made.collect(),
        }
    };
    let rules = &open.held.rules;
    let others = rules.criteria().iter().filter(|criterion| !asked.entries.contains_key(&criterion.id));
    let choices =
        others.map(|criterion| Choice::new(criterion.id.clone(), open.names.get(&criterion.id, lang))).collect();
    let label = if asked.leaves.is_empty() { "what-if-choose" } else { "what-if-more" };
    let more = Field::search_select(lang, "more", say(lang, label), Some(say(lang, "plan-choose")), choices)
        .hint(say(lang, "what-if-choose-hint"));
    Changes {
        problem_heading: say(lang, "what-if-wrong"),
        problems: asked.wrong.iter().map(|(_, text)| text.get(lang).to_owned()).collect(),
        leaves: asked.leaves.iter().filter_map(|id| rules.criterion(id)).map(leaf).collect(),
        leave_out: say(lang, "what-if-leave-out"),
        more: if asked.leaves.is_empty() { more } else { more.optional() },
        failed: say(lang, "what-if-failed"),
        busy: say(lang, "what-if-busy"),
        submit: say(lang, "what-if-compute"),
        reset: say(lang, "what-if-reset"),
        action,
    }
}

/// A field with what was typed, also where it cannot be read, and why it cannot.
fn field_as_typed(mut field: Field, Tried { asked, pairs, .. }: &Tried, lang: Lang) -> Field {
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

/// What the unit has, where nothing is tried; else points, place and band before and after, and who is overtaken.
fn sentence(open: &Open, before: &Outcome, tried: &Tried, lang: Lang) -> String {
    let digits = before.root().rounding.digits;
    let printed = |value: Option<f64>| points(value, digits, lang);
    let Some(moved) = &tried.moved else {
        if !tried.asked.wrong.is_empty() {
            return say(lang, "what-if-wrong");
        }
        let root = before.root();
        let of_unit = |values: &[Option<f64>]| before.unit(&open.unit).and_then(|at| values[at]);
        let told =
            [("points", printed(of_unit(&root.rounded)).into()), ("place", place(of_unit(&root.ranks), lang).into())];
        return say_with(lang, "what-if-stands", &told);
    };
    let key = if moved.place[0] == moved.place[1] { "what-if-points-same-place" } else { "what-if-points" };
    let mut told = say_with(
        lang,
        key,
        &[
            ("before", printed(moved.points[0]).into()),
            ("after", printed(moved.points[1]).into()),
            ("change", change(moved.points, digits, lang).unwrap_or_else(none).into()),
            ("place-before", place(moved.place[0], lang).into()),
            ("place-after", place(moved.place[1], lang).into()),
        ],
    );
    if moved.band[0].is_some() || moved.band[1].is_some() {
        let band =
            |id: &Option<String>| id.as_deref().and_then(|id| band_title(&open.held, id, lang)).unwrap_or_else(none);
        let bands = [("before", band(&moved.band[0]).into()), ("after", band(&moved.band[1]).into())];
        let key = if moved.band[0] == moved.band[1] { "what-if-band-same" } else { "what-if-band" };
        told = format!("{told} {}", say_with(lang, key, &bands));
    }
    for (units, key) in [(&moved.overtaken, "what-if-overtakes"), (&moved.overtaken_by, "what-if-overtaken")] {
        if !units.is_empty() {
            told = format!("{told} {}", say_with(lang, key, &[("units", named(open, units, lang).into())]));
        }
    }
    told
}

/// The first few by name, and how many more there are.
fn named(open: &Open, units: &[String], lang: Lang) -> String {
    let names = units.iter().take(NAMED).map(|unit| open.names.get(unit, lang)).collect::<Vec<_>>().join(", ");
    match units.len().saturating_sub(NAMED) {
        0 => names,
        more => format!("{names} {}", say_with(lang, "what-if-and-more", &[("count", more.into())])),
    }
}

/// Score and place now, each beside what it was.
fn key_facts(before: &Outcome, moved: &Moved, lang: Lang) -> KeyFacts {
    let root = before.root();
    let digits = root.rounding.digits;
    let was = |text: String| say_with(lang, "what-if-was", &[("before", text.into())]);
    let mut facts = KeyFacts::default();
    let score = points(moved.points[1], digits, lang);
    facts.push(say(lang, "what-if-score"), score, was(points(moved.points[0], digits, lang)));
    facts.push(say(lang, "what-if-place"), place(moved.place[1], lang), was(place(moved.place[0], lang)));
    facts
}

/// Nodes whose points are others, with a bar of what they have of what they could have.
fn nodes(reader: &Reader, open: &Open, before: &Outcome, moved: &Moved) -> Table {
    let lang = reader.lang;
    let number = |value: Option<f64>, digits: u8| {
        value.map_or_else(|| Cell::None(none()), |value| Cell::text(decimal(value, digits, lang)))
    };
    let rows: Vec<Row> = moved
        .nodes
        .iter()
        .filter_map(|(id, then, now)| {
            let node = &before.nodes[before.node(id)?];
            let digits = node.rounding.digits;
            let change = change([*then, *now], digits, lang).map_or_else(|| Cell::None(none()), Cell::text);
            let cell = |value: Option<f64>| value.map_or(Value::BLANK, Value::number);
            let bar = Cell::Html(chiso_report::share_bar(cell(*now), cell(node.max)));
            Some(Row::new(vec![
                Cell::text(open.names.get(id, lang)),
                number(*then, digits),
                number(*now, digits),
                bar,
                change,
            ]))
        })
        .collect();
    let columns = vec![
        Column::text(say(lang, "diagnosis-node")),
        Column::number(say(lang, "what-if-before")),
        Column::number(say(lang, "what-if-after")),
        Column::text(say(lang, "what-if-share")),
        Column::number(say(lang, "what-if-change")),
    ];
    table(reader, open, "nodes", "what-if-nodes", columns, rows)
}

/// Units whose place is another, those nearest to the place that the unit would have, and how many more there are.
fn places(reader: &Reader, open: &Open, moved: &Moved) -> (String, Table, String) {
    let lang = reader.lang;
    let cell = |value: &Option<f64>| {
        value.map_or_else(|| Cell::None(say(lang, "result-not-ranked")), |value| Cell::text(format::place(value, lang)))
    };
    let row = |(id, then, now): &(String, Option<f64>, Option<f64>)| {
        Row::new(vec![Cell::text(open.names.get(id, lang)), cell(then), cell(now)])
    };
    let columns = vec![
        Column::text(say(lang, "appraisal-unit")),
        Column::number(say(lang, "what-if-before")),
        Column::number(say(lang, "what-if-after")),
    ];
    let own = moved.places.iter().position(|(id, ..)| *id == open.unit).unwrap_or(0);
    let from = own.saturating_sub(PLACES / 2).min(moved.places.len().saturating_sub(PLACES));
    let near = moved.places.iter().skip(from).take(PLACES);
    let more = match moved.places.len().saturating_sub(PLACES) {
        0 => String::new(),
        more => say_with(lang, "what-if-places-more", &[("count", more.into())]),
    };
    let title = say(lang, "what-if-places");
    (title, table(reader, open, "places", "what-if-places", columns, near.map(row).collect()), more)
}

fn table(reader: &Reader, open: &Open, id: &str, title: &str, columns: Vec<Column>, rows: Vec<Row>) -> Table {
    let count = rows.len();
    let address = at(reader, &format!("{}/what-if", open.address()));
    Table::new(reader.lang, id, say(reader.lang, title), address, TableQuery::of(&[]))
        .columns(columns)
        .page_rows(count.max(1))
        .rows(rows, count)
}

fn none() -> String {
    "–".to_owned()
}

fn points(value: Option<f64>, digits: u8, lang: Lang) -> String {
    value.map_or_else(none, |value| decimal(value, digits, lang))
}

fn place(value: Option<f64>, lang: Lang) -> String {
    value.map_or_else(|| say(lang, "result-not-ranked"), |value| format::place(value, lang))
}

fn change([then, now]: [Option<f64>; 2], digits: u8, lang: Lang) -> Option<String> {
    then.zip(now).map(|(then, now)| format::signed(now - then, digits, lang))
}
