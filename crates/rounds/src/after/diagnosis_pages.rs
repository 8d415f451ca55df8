//! `…/units/{unit}/diagnosis`: where a unit lost its points, against the best, the median and the year before; by whom they were taken; what people say of it.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_access::{Action, Resource};
use chiso_model::{Cell as Value, Lang, decimal};
use chiso_report::{Bar, Chart as _, Frame, RankedBars};
use chiso_web::format;
use chiso_web::parts::{Cell, Column, Empty, Row, Table, TableQuery};
use chiso_web::{Caller, PageError, Reader};
use chiso_workspace::Refusal;
use chiso_workspace::house::{Links, Pairs, at};

use super::diagnosis::{Before, Diagnosis, NodeLoss};
use super::diagnosis_file;
use super::open::Open;
use crate::entry::Rounds;
use crate::frame::UnitPath;
use crate::words::{say, say_with};

/// Bars that a page draws at most.
const BARS: usize = 10;

/// `GET /{lang}/rounds/{round}/units/{unit}/diagnosis`
pub(super) async fn within(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let open = rounds.result_within(&caller, &round, &unit).await.map_err(refused)?;
    let diagnosis = rounds.diagnosis(&open).await.map_err(refused)?;
    let mut ways = vec![(say(reader.lang, "what-if-title"), format!("{}/what-if", open.address()))];
    let sees = rounds.may_at(&caller, Action::See, Resource::SelfScore, &open.held, &unit, None).is_ok();
    if sees && !open.held.round.issues.is_empty() {
        ways.push((say(reader.lang, "plan-title"), format!("{}/plan", open.address())));
    }
    let plans = !open.held.round.issues.is_empty() && rounds.may_plan(&caller, &open.held, &unit, None).is_ok();
    show(&reader, &View { open: &open, diagnosis: &diagnosis, query: TableQuery::of(&pairs), plans }, ways)
}

/// `GET /{lang}/published/{round}/units/{unit}/diagnosis`
pub(super) async fn in_public(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let refused = |refusal: Refusal| refusal.page(&reader);
    let open = rounds.result_in_public(&round, &unit).await.map_err(refused)?;
    let diagnosis = rounds.diagnosis(&open).await.map_err(refused)?;
    let ways = vec![(say(reader.lang, "what-if-title"), format!("{}/what-if", open.address()))];
    show(&reader, &View { open: &open, diagnosis: &diagnosis, query: TableQuery::of(&pairs), plans: false }, ways)
}

/// `GET /{lang}/rounds/{round}/units/{unit}/diagnosis/file?form=`
pub(super) async fn file_within(
    reader: Reader,
    caller: Caller,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let open = rounds.result_within(&caller, &round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    file(&rounds, &reader, &open, &pairs).await
}

/// `GET /{lang}/published/{round}/units/{unit}/diagnosis/file?form=`
pub(super) async fn file_in_public(
    reader: Reader,
    State(rounds): State<Arc<Rounds>>,
    Path((_, round, unit)): UnitPath,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let open = rounds.result_in_public(&round, &unit).await.map_err(|refusal| refusal.page(&reader))?;
    file(&rounds, &reader, &open, &pairs).await
}

async fn file(
    rounds: &Rounds,
    reader: &Reader,
    open: &Open,
    pairs: &[(String, String)],
) -> Result<Response, PageError> {
    let form = pairs.iter().find(|(name, _)| name == "form").map_or("csv", |(_, value)| value.as_str());
    let diagnosis = rounds.diagnosis(open).await.map_err(|refusal| refusal.page(reader))?;
    diagnosis_file::table(open, &diagnosis, reader.lang).answer(form).map_err(|refusal| refusal.page(reader))
}

/// What a page is made from.
struct View<'a> {
    open: &'a Open,
    diagnosis: &'a Diagnosis,
    query: TableQuery,
    /// Whether the reader plans for the unit.
    plans: bool,
}

fn show(reader: &Reader, view: &View<'_>, ways: Vec<(String, String)>) -> Result<Response, PageError> {
    let lang = reader.lang;
    let View { open, diagnosis, .. } = view;
    let mut page = open
        .sheet(reader, "/diagnosis", say(lang, "diagnosis-title"))
        .lead(lead(open, diagnosis, lang))
        .part(&Links::to(reader, ways))
        .section(say(lang, "diagnosis-leaves"), &leaves(reader, view));
    if let Some((finding, chart)) = chart(open, diagnosis, lang) {
        page = page.section(finding, &chart);
    }
    page = page.section(say(lang, "diagnosis-areas"), &areas(reader, view));
    if let Some(told) = years(diagnosis, lang) {
        page = page.section(say(lang, "diagnosis-years"), &told);
    }
    open.show(page)
}

/// How much was lost, and most of it where.
fn lead(open: &Open, diagnosis: &Diagnosis, lang: Lang) -> String {
    let root = diagnosis.root();
    let Some(lost) = root.lost else { return say(lang, "diagnosis-no-points") };
    let worst = diagnosis.leaves().into_iter().find(|leaf| leaf.lost.is_some_and(|lost| lost > 0.0));
    let Some(worst) = worst else { return say(lang, "diagnosis-nothing-lost") };
    let number = |value: f64, node: &NodeLoss| decimal(value, node.rounding.digits, lang);
    let told = [
        ("lost", number(lost, root).into()),
        ("node", open.names.get(&worst.id, lang).into()),
        ("most", number(worst.lost.unwrap_or_default(), worst).into()),
        ("behind", worst.behind_best().map_or_else(String::new, |behind| number(behind, worst)).into()),
    ];
    match worst.behind_best() {
        Some(behind) if behind > 0.0 => say_with(lang, "diagnosis-lead-behind", &told),
        Some(_) => say_with(lang, "diagnosis-lead-best", &told),
        None => say_with(lang, "diagnosis-lead", &told),
    }
}

/// Everything that is scored by itself, the greatest loss first.
fn leaves(reader: &Reader, view: &View<'_>) -> Table {
    let lang = reader.lang;
    let View { open, diagnosis, .. } = view;
    let onwards =
        |key: &str, rest: String| Cell::Link(say(lang, key), at(reader, &format!("{}{rest}", open.address())));
    let rows: Vec<Row> = diagnosis
        .leaves()
        .into_iter()
        .map(|node| {
            let mut cells = vec![Cell::text(open.names.get(&node.id, lang))];
            cells.extend(numbers(node, lang));
            cells.push(taken(node, lang));
            cells.push(onwards("diagnosis-try", format!("/what-if?leaf={}", node.id)));
            if view.plans {
                cells.push(match node.lost {
                    Some(lost) if lost > 0.0 => onwards("plan-add", format!("/plan?node={}", node.id)),
                    _ => Cell::None("–".to_owned()),
                });
            }
            Row::new(cells).to(at(reader, &open.criterion_address(&node.id)))
        })
        .collect();
    let mut columns = vec![Column::text(say(lang, "diagnosis-node"))];
    columns.extend(number_columns(lang));
    columns.push(Column::text(say(lang, "diagnosis-taken")));
    columns.push(Column::text(say(lang, "what-if-title")).short());
    if view.plans {
        columns.push(Column::text(say(lang, "plan-title")).short());
    }
    let file = at(reader, &format!("{}/diagnosis/file", open.address()));
    let count = rows.len();
    Table::new(lang, "leaves", say(lang, "diagnosis-leaves"), page_address(reader, open), view.query.clone())
        .columns(columns)
        .page_rows(count.max(1))
        .rows(rows, count)
        .download("CSV", format!("{file}?form=csv"))
        .download("XLSX", format!("{file}?form=xlsx"))
        .empty(Empty::new(say(lang, "diagnosis-no-points"), ""))
}

/// The areas, and what people say against what the unit says.
fn areas(reader: &Reader, view: &View<'_>) -> Table {
    let lang = reader.lang;
    let View { open, diagnosis, .. } = view;
    let percent = |share: Option<f64>| {
        share.map_or_else(|| Cell::None("–".to_owned()), |share| Cell::text(format::percent(share, 1, lang)))
    };
    let rows: Vec<Row> = diagnosis
        .voices
        .iter()
        .filter_map(|voices| {
            let node = diagnosis.node(&voices.area)?;
            let mut cells = vec![Cell::text(open.names.get(&node.id, lang))];
            cells.extend(numbers(node, lang));
            cells.extend([taken(node, lang), percent(voices.own), percent(voices.kept), percent(voices.survey)]);
            cells.push(match voices.survey.zip(voices.own) {
                Some((survey, own)) => Cell::text(format::signed((survey - own) * 100.0, 1, lang)),
                None => Cell::None("–".to_owned()),
            });
            Some(Row::new(cells))
        })
        .collect();
    let mut columns = vec![Column::text(say(lang, "diagnosis-area"))];
    columns.extend(number_columns(lang));
    columns.push(Column::text(say(lang, "diagnosis-taken")));
    columns.extend(
        ["diagnosis-own", "diagnosis-kept", "diagnosis-survey", "diagnosis-survey-own"]
            .map(|key| Column::number(say(lang, key))),
    );
    let count = rows.len();
    Table::new(lang, "areas", say(lang, "diagnosis-areas"), page_address(reader, open), view.query.clone())
        .columns(columns)
        .page_rows(count.max(1))
        .rows(rows, count)
}

fn page_address(reader: &Reader, open: &Open) -> String {
    at(reader, &format!("{}/diagnosis", open.address()))
}

fn number_columns(lang: Lang) -> [Column; 6] {
    ["diagnosis-lost", "diagnosis-points", "diagnosis-max", "diagnosis-best", "diagnosis-median", "diagnosis-before"]
        .map(|key| Column::number(say(lang, key)))
}

fn numbers(node: &NodeLoss, lang: Lang) -> [Cell; 6] {
    let number = |value: Option<f64>| {
        value.map_or_else(|| Cell::None("–".to_owned()), |value| Cell::text(decimal(value, node.rounding.digits, lang)))
    };
    let before = match &node.before {
        Before::Points(points) => number(Some(*points)),
        Before::Nothing => Cell::None("–".to_owned()),
        Before::NotComparable(_) => Cell::None(say(lang, "diagnosis-not-comparable")),
    };
    let max = node.max.map_or_else(|| Cell::None("–".to_owned()), |max| Cell::text(format::plain(max, lang)));
    let points = node
        .points
        .map_or_else(|kind| Cell::None(format::missing(kind, lang).to_owned()), |points| number(Some(points)));
    [number(node.lost), points, max, number(node.best), number(node.median), before]
}

/// What each stage took or gave: "Thẩm định lần 1: −0,50".
fn taken(node: &NodeLoss, lang: Lang) -> Cell {
    if node.taken.is_empty() {
        return Cell::None("–".to_owned());
    }
    let told = node.taken.iter().map(|(stage, taken)| {
        format!("{}: {}", stage.title().get(lang), format::signed(-taken, node.rounding.digits, lang))
    });
    Cell::text(told.collect::<Vec<_>>().join("; "))
}

/// The greatest losses as bars, under what they show; the table above says the same.
fn chart(open: &Open, diagnosis: &Diagnosis, lang: Lang) -> Option<(String, String)> {
    let leaves = diagnosis.leaves();
    let rows: Vec<Bar> = leaves
        .into_iter()
        .filter(|leaf| leaf.lost.is_some_and(|lost| lost > 0.0))
        .take(BARS)
        .map(|leaf| Bar {
            label: open.names.get(&leaf.id, lang),
            value: leaf.lost.map_or(Value::BLANK, Value::number),
            ..Bar::default()
        })
        .collect();
    let together: Vec<f64> = rows.iter().filter_map(|bar| bar.value.value()).collect();
    let digits = diagnosis.root().rounding.digits;
    let lost = decimal(chiso_model::exact_sum(&together), digits, lang);
    let frame = Frame {
        title: say_with(lang, "diagnosis-chart", &[("count", rows.len().into()), ("lost", lost.into())]),
        subtitle: open.names.get(&open.unit, lang),
        unit: say(lang, "entry-points-unit"),
        digits,
        lang,
        ..Frame::default()
    };
    let bars = RankedBars { frame, rows, max: None };
    let figure = format!("<figure class=\"chart\">{}</figure>", bars.responsive());
    (bars.rows.len() > 1).then(|| (bars.frame.title.clone(), figure))
}

/// Why the years may not be compared, where they may not.
fn years(diagnosis: &Diagnosis, lang: Lang) -> Option<Empty> {
    let Before::NotComparable(reason) = &diagnosis.root().before else { return None };
    let why = reason.as_ref().map_or_else(|| say(lang, "diagnosis-years-no-mapping"), |text| text.get(lang).to_owned());
    Some(Empty::new(say(lang, "diagnosis-years-not"), why))
}
