//! Units by components: where who is strong and weak, sorted by any component.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Cell, Lang};
use chiso_report::{Column, HeatColumn, HeatMap, HeatRow, Ramp, Table, TableCell};
use chiso_web::page::show;
use chiso_web::{PageError, Reader};

use super::dataset_charts::frame;
use super::view_page::ViewPage;
use crate::board::{Board, Part};
use crate::request::{self, Named, Pairs, Shared};
use crate::site::Publication;
use crate::view::chooser::{Chooser, Entry, Group, List};
use crate::view::figure::Figure;
use crate::view::ranking_query::query_string;
use crate::view::view_tabs::View;
use crate::words::{self, tell};

/// `GET /{lang}/index/{index}/{level}/{year}/heat-map?sort=..&order=..`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let asked = |wanted: &str| pairs.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.as_str());
    let sort = asked("sort").and_then(|id| publication.board.parts.iter().position(|part| part.id == id));
    let rising = asked("order") == Some("rising");
    let mut query: Vec<(&str, &str)> = Vec::new();
    if let Some(part) = sort {
        query.push(("sort", &publication.board.parts[part].id));
    }
    if rising {
        query.push(("order", "rising"));
    }
    let mut page = ViewPage::of(&site, &reader, publication, View::HeatMap, &query_string(&query));
    page.chooser = (!publication.board.parts.is_empty()).then(|| chooser(publication, sort, rising, lang));
    page.figures.extend(chart(publication, sort, rising, lang));
    let lead = if page.figures.is_empty() { words::say(lang, "view-nothing") } else { words::say(lang, "heat-lead") };
    let page = page.lead(publication, &lead).files(&format!("{}/heat-map", publication.rest()), "");
    show(lang, &page)
}

fn chooser(publication: &Publication, sort: Option<usize>, rising: bool, lang: Lang) -> Chooser {
    let parts = &publication.board.parts;
    let options = parts.iter().enumerate().map(|(at, part)| Entry {
        id: part.id.clone(),
        title: title(part, lang),
        chosen: sort == Some(at),
    });
    let order = [("falling", "heat-falling", !rising), ("rising", "heat-rising", rising)]
        .map(|(id, key, chosen)| Entry { id: id.to_owned(), title: words::say(lang, key), chosen });
    Chooser {
        action: format!("/{}{}", lang.tag(), View::HeatMap.rest(publication)),
        label: words::say(lang, "heat-sort"),
        hint: String::new(),
        lists: vec![
            List {
                id: "sort".to_owned(),
                name: "sort",
                label: words::say(lang, "heat-sort"),
                none: words::say(lang, "heat-by-rank"),
                groups: vec![Group { title: String::new(), options: options.collect() }],
            },
            List {
                id: "order".to_owned(),
                name: "order",
                label: words::say(lang, "heat-order"),
                none: String::new(),
                groups: vec![Group { title: String::new(), options: order.to_vec() }],
            },
        ],
        go: words::say(lang, "heat-go"),
    }
}

/// "3. Cải cách thủ tục hành chính".
fn title(part: &Part, lang: Lang) -> String {
    match &part.code {
        Some(code) => format!("{code}. {}", part.title.get(lang)),
        None => part.title.get(lang).to_owned(),
    }
}

/// True when every part has points that can be had: then shares of them can be compared across parts.
fn by_share(board: &Board) -> bool {
    board.parts.iter().all(|part| part.max.is_some_and(|max| max > 0.0))
}

fn cell(board: &Board, cells: &[Cell], at: usize) -> Cell {
    let value = cells.get(at).copied().unwrap_or_default();
    match (value.value(), board.parts[at].max) {
        (Some(value), Some(max)) if by_share(board) => Cell::number(value / max * 100.0),
        _ => value,
    }
}

/// Classes that cover the middle nine tenths of the values: one unit far below would else leave a single class to all the others.
fn middle_ramp(cells: impl Iterator<Item = Cell>) -> Ramp {
    let mut values: Vec<f64> = cells.filter_map(Cell::value).collect();
    values.sort_by(f64::total_cmp);
    let cut = values.len() / 20;
    let middle = values.get(cut..values.len() - cut).unwrap_or_default();
    Ramp::of(middle.iter().copied().map(Cell::number))
}

fn chart(publication: &Publication, sort: Option<usize>, rising: bool, lang: Lang) -> Option<Figure> {
    let board = &publication.board;
    let rows: Vec<_> = board.rows.iter().filter(|row| row.parts.iter().any(|part| !part.is_missing())).collect();
    if rows.len() < 2 || board.parts.len() < 2 {
        return None;
    }
    let cells = |row: &crate::board::Row| (0..board.parts.len()).map(|at| cell(board, &row.parts, at)).collect();
    let rows: Vec<HeatRow> = rows
        .into_iter()
        .map(|row| HeatRow {
            label: row.unit.name.get(lang).to_owned(),
            cells: cells(row),
            highlight: false,
            href: Some(format!("/{}{}/unit/{}", lang.tag(), publication.rest(), row.unit.id)),
        })
        .collect();
    let all = middle_ramp(rows.iter().flat_map(|row| row.cells.iter().copied()));
    let columns: Vec<HeatColumn> = board
        .parts
        .iter()
        .enumerate()
        .map(|(at, part)| HeatColumn {
            label: format!(
                "{}{}",
                part.title.get(lang),
                if sort == Some(at) { if rising { " ↑" } else { " ↓" } } else { "" }
            ),
            ramp: if by_share(board) { all.clone() } else { middle_ramp(rows.iter().map(|row| row.cells[at])) },
        })
        .collect();
    let mut frame = frame(publication, finding(publication, lang), lang);
    if by_share(board) {
        frame.subtitle = format!("{}, {}", publication.dataset.title.get(lang), words::say(lang, "heat-measured"));
        "%".clone_into(&mut frame.unit);
        frame.digits = 1;
    } else {
        frame.subtitle = format!("{}, {}", publication.dataset.title.get(lang), words::say(lang, "measured-points"));
        lang.pick("điểm", "points").clone_into(&mut frame.unit);
    }
    let mut map = HeatMap { frame, columns, rows };
    if let Some(column) = sort {
        map.sort(column, rising);
    } else if rising {
        map.rows.reverse();
    }
    Some(Figure::new("heat-map", &map, &map.frame))
}

/// The table, for downloads: the values themselves, not their shares.
pub(crate) fn table(publication: &Publication, lang: Lang) -> Table {
    let board = &publication.board;
    let heading = crate::view::names::unit_heading(publication.dataset.level, lang);
    let mut columns = vec![Column::text(words::say(lang, "column-code")), Column::text(heading)];
    columns.extend(board.parts.iter().map(|part| Column::number(title(part, lang), part.digits)));
    let rows = board.rows.iter().filter(|row| row.known()).map(|row| {
        let mut cells = vec![TableCell::text(&row.unit.id), TableCell::text(row.unit.name.get(lang))];
        cells.extend(row.parts.iter().map(|part| TableCell::from(*part)));
        cells
    });
    Table {
        title: publication.marked(&finding(publication, lang), lang),
        subtitle: publication.dataset.title.get(lang).to_owned(),
        source: super::dataset_charts::source(publication, lang),
        rows: rows.collect(),
        columns,
    }
}

/// Which part is strongest and which weakest on the whole, where shares can be compared.
fn finding(publication: &Publication, lang: Lang) -> String {
    let board = &publication.board;
    let mean = |at: usize| {
        let values: Vec<f64> = board.rows.iter().filter_map(|row| cell(board, &row.parts, at).value()).collect();
        (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
    };
    let means: Vec<(usize, f64)> = (0..board.parts.len()).filter_map(|at| Some((at, mean(at)?))).collect();
    let best = means.iter().max_by(|a, b| a.1.total_cmp(&b.1));
    let worst = means.iter().min_by(|a, b| a.1.total_cmp(&b.1));
    match best.zip(worst) {
        Some((best, worst)) if by_share(board) && best.0 != worst.0 => {
            let name = |at: usize| board.parts[at].title.get(lang).to_owned();
            tell!(lang, "heat-title", best = name(best.0), worst = name(worst.0))
        }
        _ => words::say(lang, "heat-title-plain"),
    }
}
