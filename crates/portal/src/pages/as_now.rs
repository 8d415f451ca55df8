//! The provinces of then within the boundaries of now: constructed values, each with what it is made of.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_catalogue::Scheme;
use chiso_model::Lang;
use chiso_report::{Area, Choropleth, Column, Ramp, Table, TableCell, Tile, TileKind, TileMap};
use chiso_web::page::show;
use chiso_web::{PageError, Reader};

use super::as_now_series::NowSeries;
use super::dataset_charts::frame;
use super::view_page::ViewPage;
use crate::absent::Absent;
use crate::back::{AsNow, NowRow};
use crate::request::{self, Named, Pairs, Shared};
use crate::site::{Publication, Site};
use crate::view::chooser::Chooser;
use crate::view::figure::Figure;
use crate::view::names;
use crate::view::view_tabs::View;
use crate::words::{self, tell};

/// The table with the parts of each number.
#[derive(Template)]
#[template(path = "parts/as_now.html")]
struct AsNowTable {
    lang: Lang,
    heading: &'static str,
    value_heading: String,
    rows: Vec<NowLine>,
}

struct NowLine {
    /// Place in the page: `now-15-2025`.
    id: String,
    name: String,
    value: Result<String, String>,
    /// False where the province goes on as it was.
    constructed: bool,
    formula: String,
    lacking: String,
}

impl AsNowTable {
    fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }
}

/// The lines of today's provinces through the years, with the form to choose them.
#[derive(Template)]
#[template(path = "parts/as_now_series.html")]
struct SeriesPart {
    title: String,
    chooser: Chooser,
    figure: Option<Figure>,
    nothing: String,
    download: String,
    href: String,
}

/// `GET /{lang}/index/{index}/{level}/{year}/as-now?unit=..`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let now = AsNow::of(&site, publication).ok_or_else(|| {
        PageError::new(lang, Absent::AsNow).way(publication.dataset.title.get(lang), publication.rest())
    })?;
    let series = NowSeries::of(&site, publication, &pairs, lang);
    let mut page = ViewPage::of(&site, &reader, publication, View::AsNow, &series.query());
    let label = now.series.label(lang);
    let rows = now.rows();
    page.figures.extend(map(&site, publication, &now, &rows, lang));
    page.body = lines(publication, &now, &rows, lang).render().unwrap_or_default();
    if site.series(&publication.dataset).len() > 1 {
        let part = SeriesPart {
            title: words::say(lang, "as-now-years"),
            chooser: series.chooser(lang),
            figure: series.figure(lang),
            nothing: words::say(lang, "view-nothing"),
            download: words::say(lang, "as-now-download"),
            href: page.c.href(&format!("{}/as-now-series.csv", publication.rest())),
        };
        page.body.push_str(&part.render().unwrap_or_default());
    }
    page.notes = vec![words::say(lang, "as-now-note-ranks"), words::say(lang, "as-now-note-missing")];
    if site.weights.is_equal() {
        page.notes.push(words::say(lang, "as-now-note-equal"));
    }
    let page = page.lead(publication, &label).files(&format!("{}/as-now", publication.rest()), "");
    show(lang, &page)
}

fn lines(publication: &Publication, now: &AsNow<'_>, rows: &[NowRow<'_>], lang: Lang) -> AsNowTable {
    let per_cent = publication.board.per_cent;
    AsNowTable {
        lang,
        heading: names::unit_heading(publication.dataset.level, lang),
        value_heading: words::say(lang, if per_cent { "column-share" } else { "column-value" }),
        rows: rows
            .iter()
            .map(|row| NowLine {
                id: anchor(row),
                name: row.unit.name.get(lang).to_owned(),
                value: now.text(row.value, lang),
                constructed: row.constructed.is_constructed,
                // Of a number that is not there only what it lacks is told.
                formula: if row.value.is_missing() { String::new() } else { now.formula(row.constructed, lang) },
                lacking: now.lacking(row.constructed, lang).join(", "),
            })
            .collect(),
    }
}

/// The place of a unit of today in the page.
pub(crate) fn anchor(row: &NowRow<'_>) -> String {
    format!("now-{}", row.agency)
}

fn map(site: &Site, publication: &Publication, now: &AsNow<'_>, rows: &[NowRow<'_>], lang: Lang) -> Option<Figure> {
    let places = site.catalogue.tiles(Scheme::Provinces34);
    let known = rows.iter().filter(|row| !row.value.is_missing()).count();
    if known == 0 {
        return None;
    }
    let ramp = Ramp::of(rows.iter().map(|row| row.value));
    let title = tell!(
        lang,
        "as-now-title",
        year = publication.year.to_string(),
        known = known.to_string(),
        all = rows.len().to_string()
    );
    let mut frame = frame(publication, title, lang);
    // The mark stands wherever the picture does.
    frame.subtitle = format!("{} – {}", frame.subtitle, now.series.label(lang));
    let href = |row: &NowRow<'_>| format!("/{}{}#{}", lang.tag(), View::AsNow.rest(publication), anchor(row));
    if let Some(file) = site.boundaries.iter().find(|file| file.scheme == Scheme::Provinces34) {
        let areas = rows.iter().map(|row| Area {
            key: file.key_of(site, &row.unit.id),
            name: row.unit.name.get(lang).to_owned(),
            label: row.unit.short.clone(),
            value: row.value,
            class: ramp.class(row.value),
            href: Some(href(row)),
            ..Area::default()
        });
        let map = Choropleth { frame, boundary: &file.boundary, areas: areas.collect(), legend: ramp.legend(lang) };
        return Some(Figure::new("map", &map, &map.frame));
    }
    let tiles = places
        .iter()
        .map(|place| {
            let blank = Tile { column: place.column, row: place.row, ..Tile::default() };
            if let Some(archipelago) = &place.archipelago {
                let name = archipelago.name.get(lang).to_owned();
                return Tile { kind: TileKind::Archipelago, label: name.clone(), name, ..blank };
            }
            let row = rows.iter().find(|row| row.unit.id == place.code);
            let unit = site.catalogue.unit(Scheme::Provinces34, &place.code);
            let value = row.map(|row| row.value).unwrap_or_default();
            Tile {
                label: unit.map_or(&place.code, |unit| &unit.short).clone(),
                name: unit.map_or(place.code.as_str(), |unit| unit.name.get(lang)).to_owned(),
                value,
                class: ramp.class(value),
                href: row.map(href),
                ..blank
            }
        })
        .collect();
    let map = TileMap { frame, tiles, legend: ramp.legend(lang) };
    Some(Figure::new("map", &map, &map.frame))
}

/// The table, for downloads: every row says whether its number is constructed, and of what.
pub(crate) fn table(site: &Site, publication: &Publication, lang: Lang) -> Option<Table> {
    let now = AsNow::of(site, publication)?;
    let say = |key: &str| words::say(lang, key);
    let board = &publication.board;
    let rows = now.rows();
    Some(Table {
        title: publication.marked(
            &tell!(lang, "view-title", view = View::AsNow.name(lang), of = publication.dataset.title.get(lang)),
            lang,
        ),
        subtitle: now.series.label(lang),
        source: super::dataset_charts::source(publication, lang),
        columns: vec![
            Column::text(say("column-code")),
            Column::text(names::unit_heading(publication.dataset.level, lang)),
            Column::number(say(if board.per_cent { "column-share" } else { "column-value" }), board.digits),
            Column::text(say("column-constructed")),
            Column::text(say("column-made-of")),
            Column::text(say("column-weights")),
        ],
        rows: rows
            .iter()
            .map(|row| {
                vec![
                    TableCell::text(&row.unit.id),
                    TableCell::text(row.unit.name.get(lang)),
                    TableCell::from(row.value),
                    TableCell::text(if row.value.is_missing() {
                        ""
                    } else if row.constructed.is_constructed {
                        chiso_engine::BackSeries::mark(lang)
                    } else {
                        lang.pick("đã công bố cho đơn vị này", "published for this unit")
                    }),
                    TableCell::text(&now.formula(row.constructed, lang)),
                    TableCell::text(now.series.weights.name.get(lang)),
                ]
            })
            .collect(),
    })
}
