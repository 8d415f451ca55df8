//! Up to five units side by side: a form to choose them, a table, and their profiles as bars or a radar.

use askama::Template;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Cell, Lang};
use chiso_report::{Bar, Frame, HeatColumn, HeatMap, HeatRow, Line, Radar, RadarAxis, Ramp, RankedBars};

use super::dataset::{Notice, badges, notices};
use super::dataset_charts::{source, source_of};
use crate::board::{Row, cell_text};
use crate::request::{self, Named, Pairs, Shared};
use crate::site::Publication;
use crate::view::figure::Figure;
use crate::view::names;
use crate::view::ranking_query::query_string;
use crate::view::view_tabs::{View, tabs};
use crate::words::{self, tell};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::fold;
use chiso_web::format::{place, plain, signed};
use chiso_web::page::show;
use chiso_web::parts::{Badge, Tabs};
use chiso_web::{Chrome, Section};

/// How many units fit side by side.
const MOST: usize = 5;

#[derive(Template)]
#[template(path = "compare.html")]
struct ComparePage {
    c: Chrome,
    of: String,
    badges: Vec<Badge>,
    notices: Vec<Notice>,
    action: String,
    /// One list for each place: its number, and the unit chosen there.
    places: Vec<Place>,
    chosen: Vec<Chosen>,
    lines: Vec<TableLine>,
    charts: Vec<Figure>,
    radar: Option<Figure>,
    unit_heading: &'static str,
    /// What of the address could not be shown, and why.
    left_out: Option<String>,
    tabs: Tabs,
}

struct Place {
    number: usize,
    options: Vec<UnitOption>,
}

struct UnitOption {
    id: String,
    name: String,
    selected: bool,
}

struct Chosen {
    name: String,
    href: String,
    without: String,
}

struct TableLine {
    title: String,
    max: String,
    strong: bool,
    cells: Vec<Entry>,
}

struct Entry {
    text: String,
    missing: bool,
    best: bool,
}

/// `GET /{lang}/compare/{index}/{level}/{year}?unit=..&unit=..`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let rows = chosen_rows(publication, &pairs);
    let of = publication.dataset.title.get(lang);
    let rest = publication.rest().replacen("/index/", "/compare/", 1);
    let ids: Vec<&str> = rows.iter().map(|row| row.unit.id.as_str()).collect();
    let list = rows.iter().map(|row| row.unit.name.get(lang)).collect::<Vec<_>>().join(", ");
    let title = if rows.is_empty() {
        words::say(lang, "compare-title")
    } else {
        tell!(lang, "compare-title-units", units = list.as_str())
    };
    let action = format!("/{}{rest}", lang.tag());
    let (charts, radar) = charts(publication, &rows, lang);
    let c = site
        .chrome(&reader, Section::Indices, format!("{rest}{}", address(&ids)), title.clone())
        .marked(publication.mark(lang))
        .describe(publication.marked(&format!("{title} – {of}"), lang))
        .under(words::say(lang, "nav-indices"), "/indices")
        .under(of, &publication.rest())
        .under(words::say(lang, "compare"), &rest);
    show(
        lang,
        &ComparePage {
            of: of.to_owned(),
            badges: badges(publication, lang),
            notices: notices(publication, lang),
            places: places(publication, &ids, lang),
            chosen: rows
                .iter()
                .map(|row| Chosen {
                    name: row.unit.name.get(lang).to_owned(),
                    href: c.href(&format!("{}/unit/{}", publication.rest(), row.unit.id)),
                    without: {
                        let others: Vec<&str> = ids.iter().copied().filter(|id| *id != row.unit.id).collect();
                        format!("{action}{}", address(&others))
                    },
                })
                .collect(),
            lines: lines(publication, &rows, lang),
            radar,
            charts,
            unit_heading: names::unit_heading(publication.dataset.level, lang),
            action,
            left_out: left_out(publication, &pairs, lang),
            tabs: tabs(&site, publication, View::Compare, lang),
            c,
        },
    )
}

fn address(ids: &[&str]) -> String {
    query_string(&ids.iter().map(|id| ("unit", *id)).collect::<Vec<_>>())
}

/// The units named, each once, unknown ones passed over, the first five.
fn chosen_rows<'a>(publication: &'a Publication, pairs: &[(String, String)]) -> Vec<&'a Row> {
    let mut rows: Vec<&Row> = Vec::new();
    for (_, id) in pairs.iter().filter(|(name, _)| name == "unit") {
        if let Some(row) = publication.board.row(id)
            && rows.len() < MOST
            && !rows.iter().any(|known| known.unit.id == *id)
        {
            rows.push(row);
        }
    }
    rows
}

/// Names in the address that are no unit of this publication, or are too many.
fn left_out(publication: &Publication, pairs: &[(String, String)], lang: Lang) -> Option<String> {
    let named: Vec<&str> =
        pairs.iter().filter(|(name, id)| name == "unit" && !id.is_empty()).map(|(_, id)| id.as_str()).collect();
    let unknown: Vec<String> =
        named.iter().filter(|id| publication.board.row(id).is_none()).map(|id| id.chars().take(60).collect()).collect();
    if !unknown.is_empty() {
        return Some(tell!(lang, "compare-unknown", units = unknown.join(", ")));
    }
    let mut known = named;
    known.sort_unstable();
    known.dedup();
    (known.len() > MOST).then(|| tell!(lang, "compare-too-many", most = MOST.to_string()))
}

fn places(publication: &Publication, ids: &[&str], lang: Lang) -> Vec<Place> {
    let mut units: Vec<(&str, &str)> =
        publication.board.rows.iter().map(|row| (row.unit.id.as_str(), row.unit.name.get(lang))).collect();
    units.sort_by_key(|(_, name)| fold::key(name));
    (0..MOST)
        .map(|place| Place {
            number: place + 1,
            options: units
                .iter()
                .map(|(id, name)| UnitOption {
                    id: (*id).to_owned(),
                    name: (*name).to_owned(),
                    selected: ids.get(place) == Some(id),
                })
                .collect(),
        })
        .collect()
}

fn lines(publication: &Publication, rows: &[&Row], lang: Lang) -> Vec<TableLine> {
    let board = &publication.board;
    let numbers =
        |title: String, max: Option<f64>, strong: bool, digits: &dyn Fn(&Row) -> u8, cell: &dyn Fn(&Row) -> Cell| {
            let best = rows.iter().filter_map(|row| cell(row).value()).reduce(f64::max);
            let told_apart =
                rows.iter().filter(|row| cell(row).value().is_some_and(|value| Some(value) == best)).count()
                    < rows.len();
            TableLine {
                title,
                max: max.map(|max| plain(max, lang)).unwrap_or_default(),
                strong,
                cells: rows
                    .iter()
                    .map(|row| {
                        let text = cell_text(cell(row), digits(row), lang);
                        let best =
                            told_apart && rows.len() > 1 && cell(row).value().is_some_and(|value| Some(value) == best);
                        Entry { missing: text.is_err(), best, text: text.unwrap_or_else(str::to_owned) }
                    })
                    .collect(),
            }
        };
    let texts = |title: String, text: &dyn Fn(&Row) -> Option<String>| TableLine {
        title,
        max: String::new(),
        strong: false,
        cells: rows
            .iter()
            .map(|row| {
                let text = text(row);
                Entry { missing: text.is_none(), best: false, text: text.unwrap_or_else(|| "–".to_owned()) }
            })
            .collect(),
    };
    let mut lines = vec![
        numbers(
            words::say(
                lang,
                if board.recomputed {
                    "column-published"
                } else if board.per_cent {
                    "column-share"
                } else {
                    "column-value"
                },
            ),
            board.max,
            true,
            &|_| board.digits,
            &|row| row.value,
        ),
        texts(words::say(lang, "column-rank"), &|row| row.rank.map(|rank| place(rank, lang))),
    ];
    if let Some(since) = board.since {
        let title = format!(
            "{} ({})",
            tell!(lang, "column-change", year = since.to_string()),
            chiso_web::format::change_unit(board.per_cent, lang)
        );
        lines.push(texts(title, &|row| row.change.map(|by| signed(by, board.digits, lang))));
    }
    if !board.bands.is_empty() {
        lines.push(texts(words::say(lang, "column-band"), &|row| {
            row.band.and_then(|band| board.bands.get(band)).map(|band| band.title.get(lang).to_owned())
        }));
    }
    for (at, part) in board.parts.iter().enumerate() {
        let title = match &part.code {
            Some(code) => format!("{code}. {}", part.title.get(lang)),
            None => part.title.get(lang).to_owned(),
        };
        lines.push(numbers(title, part.max, false, &|_| part.digits, &|row| {
            row.parts.get(at).copied().unwrap_or_default()
        }));
    }
    lines
}

/// Bars and heat map, and the radar beside them.
fn charts(publication: &Publication, rows: &[&Row], lang: Lang) -> (Vec<Figure>, Option<Figure>) {
    let board = &publication.board;
    if rows.len() < 2 || rows.iter().all(|row| row.value.is_missing()) {
        return (Vec::new(), None);
    }
    let measured = words::say(lang, if board.per_cent { "measured-per-cent" } else { "measured-points" });
    let frame = |title: String| Frame {
        title,
        subtitle: format!("{}, {measured}", publication.dataset.title.get(lang)),
        source: if publication.dataset.simulated {
            source(publication, lang)
        } else {
            source_of(rows.iter().copied(), lang)
        },
        unit: if board.per_cent { "%".to_owned() } else { String::new() },
        digits: board.digits,
        lang,
        captioned: false,
    };
    let mut sorted: Vec<&&Row> = rows.iter().filter(|row| !row.value.is_missing()).collect();
    sorted.sort_by(|a, b| b.value.raw().total_cmp(&a.value.raw()));
    let best = sorted.first().map(|row| row.unit.name.get(lang)).unwrap_or_default();
    let bars_frame = frame(tell!(lang, "compare-finding", name = best));
    let bars = RankedBars {
        frame: bars_frame.clone(),
        rows: sorted
            .iter()
            .map(|row| Bar {
                label: row.unit.name.get(lang).to_owned(),
                value: row.value,
                rank: row.rank,
                ..Bar::default()
            })
            .collect(),
        max: board.max,
    };
    let mut figures = vec![Figure::new("bars", &bars, &bars_frame)];
    let (heat, radar) = profile(publication, rows, &frame(words::say(lang, "compare-profile")), lang).unzip();
    figures.extend(heat);
    (figures, radar)
}

/// Every part as a share of its max, for three to twelve parts: a heat map and a radar.
fn profile(publication: &Publication, rows: &[&Row], frame: &Frame, lang: Lang) -> Option<(Figure, Figure)> {
    let parts = &publication.board.parts;
    if !(3..=12).contains(&parts.len()) || parts.iter().any(|part| part.max.is_none_or(|max| max <= 0.0)) {
        return None;
    }
    let share = |row: &Row, at: usize| {
        let max = parts[at].max.unwrap_or(1.0);
        row.parts.get(at).and_then(|cell| cell.value()).map_or(Cell::BLANK, |value| Cell::number(value / max * 100.0))
    };
    let radar_frame =
        Frame { subtitle: words::say(lang, "compare-radar-measured"), unit: String::new(), ..frame.clone() };
    let frame = Frame {
        subtitle: words::say(lang, "compare-profile-measured"),
        unit: "%".to_owned(),
        digits: 1,
        ..frame.clone()
    };
    let radar = Radar {
        frame: radar_frame.clone(),
        axes: parts
            .iter()
            .map(|part| RadarAxis { label: part.title.get(lang).to_owned(), max: part.max.unwrap_or(1.0) })
            .collect(),
        lines: rows
            .iter()
            .map(|row| Line { label: row.unit.name.get(lang).to_owned(), values: row.parts.clone(), highlight: false })
            .collect(),
    };
    let ramp = Ramp::of(rows.iter().flat_map(|row| (0..parts.len()).map(move |at| share(row, at))));
    let heat_frame = Frame { title: words::say(lang, "compare-heat"), ..frame.clone() };
    let heat = HeatMap {
        frame: heat_frame.clone(),
        columns: parts
            .iter()
            .map(|part| HeatColumn { label: part.title.get(lang).to_owned(), ramp: ramp.clone() })
            .collect(),
        rows: rows
            .iter()
            .map(|row| HeatRow {
                label: row.unit.name.get(lang).to_owned(),
                cells: (0..parts.len()).map(|at| share(row, at)).collect(),
                highlight: false,
                href: None,
            })
            .collect(),
    };
    Some((Figure::new("heat", &heat, &heat_frame), Figure::new("profile", &radar, &radar_frame).narrow(&radar)))
}
