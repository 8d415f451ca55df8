//! The ranking table: sort by links, filters by a plain form, a card a row on a phone.

use askama::Template;
use chiso_catalogue::Region;
use chiso_model::Lang;

use super::badge;
use super::change::{self, Change};
use super::names;
use super::ranking_query::{RankingQuery, Sort};
use crate::board::{Band, Board, Row, cell_text};
use crate::site::{Publication, Site};
use crate::words::{self, tell};
use chiso_web::format::place;
use chiso_web::parts::Badge;

/// The table with everything that works on it.
#[derive(Debug, Clone, Template)]
#[template(path = "parts/ranking.html")]
pub(crate) struct Ranking {
    pub(crate) lang: Lang,
    /// Address of the page after the host, without the query.
    pub(crate) action: String,
    pub(crate) query: RankingQuery,
    pub(crate) caption: String,
    pub(crate) shown: String,
    pub(crate) regions: Vec<Choice>,
    pub(crate) bands: Vec<Choice>,
    pub(crate) columns: Vec<Choice>,
    pub(crate) head: Vec<Heading>,
    pub(crate) rows: Vec<Line>,
    /// Units of which nothing is known, where they are too many for rows of their own: name and address.
    pub(crate) unknown: Vec<(String, String)>,
    pub(crate) unknown_title: String,
    pub(crate) downloads: Vec<(&'static str, String)>,
    pub(crate) comfortable_href: String,
    pub(crate) compact_href: String,
}

/// An entry of a list to choose from.
#[derive(Debug, Clone)]
pub(crate) struct Choice {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) chosen: bool,
}

/// Heading of a column.
#[derive(Debug, Clone)]
pub(crate) struct Heading {
    pub(crate) title: String,
    pub(crate) class: &'static str,
    /// Where a click leads; none for a column that does not sort.
    pub(crate) href: Option<String>,
    /// `ascending` or `descending` when the table is sorted by it.
    pub(crate) sorted: Option<&'static str>,
}

/// A row.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) href: String,
    pub(crate) rank: String,
    pub(crate) known: bool,
    pub(crate) badges: Vec<Badge>,
    pub(crate) cells: Vec<Entry>,
}

/// What stands in a cell, ready to print.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub(crate) label: String,
    pub(crate) class: &'static str,
    pub(crate) content: Content,
}

/// The kinds of content of a cell.
#[derive(Debug, Clone)]
pub(crate) enum Content {
    /// A number, with its interval where it has one, and a bar.
    Value { text: String, interval: String, bar: String },
    /// A plain text or number.
    Plain(String),
    /// Why there is nothing.
    None(&'static str),
    /// A change of value or place.
    Changed(Change),
    /// A band.
    InBand { class: u8, title: String },
}

impl Content {
    /// True when a phone need not show the cell.
    pub(crate) fn blank(&self) -> bool {
        match self {
            Content::Plain(text) => text.is_empty(),
            Content::Value { .. } | Content::None(_) | Content::Changed(_) | Content::InBand { .. } => false,
        }
    }
}

/// More empty rows than this stand in a list under the table.
const MOST_EMPTY_ROWS: usize = 5;

/// The columns a table can have besides place and name.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Column {
    Value,
    Recomputed,
    Change,
    Places,
    Band,
    Region,
    Part(usize),
}

impl Column {
    fn id(&self, board: &Board) -> String {
        match self {
            Column::Value => "value".to_owned(),
            Column::Recomputed => "recomputed".to_owned(),
            Column::Change => "change".to_owned(),
            Column::Places => "places".to_owned(),
            Column::Band => "band".to_owned(),
            Column::Region => "region".to_owned(),
            Column::Part(part) => board.parts[*part].id.clone(),
        }
    }

    fn title(&self, board: &Board, lang: Lang) -> String {
        match self {
            Column::Value if board.recomputed => words::say(lang, "column-published"),
            Column::Value => words::say(lang, if board.per_cent { "column-share" } else { "column-value" }),
            Column::Recomputed => words::say(lang, "column-recomputed"),
            Column::Change => format!(
                "{} ({})",
                tell!(lang, "column-change", year = board.since.unwrap_or_default().to_string()),
                chiso_web::format::change_unit(board.per_cent, lang)
            ),
            Column::Places => words::say(lang, "column-moved"),
            Column::Band => words::say(lang, "column-band"),
            Column::Region => words::say(lang, "column-region"),
            Column::Part(part) => {
                let part = &board.parts[*part];
                match &part.code {
                    Some(code) => format!("{code}. {}", part.title.get(lang)),
                    None => part.title.get(lang).to_owned(),
                }
            }
        }
    }

    fn sort(&self, board: &Board) -> Option<Sort> {
        match self {
            Column::Value => Some(Sort::Value),
            Column::Change => Some(Sort::Change),
            Column::Recomputed | Column::Places | Column::Band | Column::Region => None,
            Column::Part(part) => Some(Sort::Part(board.parts[*part].id.clone())),
        }
    }
}

/// Every column there is something to show in; the value cannot be taken away.
fn possible(board: &Board) -> Vec<Column> {
    let mut columns = vec![Column::Value];
    if board.recomputed {
        columns.push(Column::Recomputed);
    }
    if board.rows.iter().any(|row| row.change.is_some()) {
        columns.push(Column::Change);
    }
    if board.rows.iter().any(|row| row.places.is_some()) {
        columns.push(Column::Places);
    }
    if !board.bands.is_empty() {
        columns.push(Column::Band);
    }
    if board.rows.iter().any(|row| row.unit.region.is_some()) {
        columns.push(Column::Region);
    }
    columns.extend((0..board.parts.len()).map(Column::Part));
    columns
}

/// Parts stand in the table from the start when they are few enough for a screen.
fn usual(column: &Column, board: &Board) -> bool {
    !matches!(column, Column::Part(_)) || board.parts.len() <= 3
}

impl Ranking {
    pub(crate) fn new(site: &Site, publication: &Publication, query: RankingQuery, lang: Lang) -> Ranking {
        let board = &publication.board;
        let action = format!("/{}{}", lang.tag(), publication.rest());
        let possible = possible(board);
        let chosen = |column: &Column| match &query.columns {
            Some(ids) => *column == Column::Value || ids.contains(&column.id(board)),
            None => usual(column, board),
        };
        let columns: Vec<Column> = possible.iter().filter(|column| chosen(column)).cloned().collect();
        let selected = query.select(board);
        let found = selected.len();
        let apart = !query.filters() && selected.iter().filter(|row| !row.known()).count() > MOST_EMPTY_ROWS;
        let (rows, unknown): (Vec<&Row>, Vec<&Row>) = selected.into_iter().partition(|row| row.known() || !apart);
        let all = board.rows.len();
        let units = names::units(publication.dataset.level, lang);
        let link = |change: &dyn Fn(&mut RankingQuery)| {
            let mut other = query.clone();
            change(&mut other);
            format!("{action}{}#ranking", other.text_form())
        };
        let shown = if query.filters() {
            tell!(lang, "ranking-shown", shown = found.to_string(), all = all.to_string(), units = units)
        } else {
            [
                Some(tell!(lang, "ranking-all", known = board.counted(publication.dataset.level, lang))),
                board.place_only(lang),
                board.assessed().is_none().then(|| lang.pick("chưa rõ tổng số", "total not known").to_owned()),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join("; ")
        };
        Ranking {
            lang,
            caption: tell!(lang, "ranking-caption", title = publication.dataset.title.get(lang)),
            shown,
            regions: regions(site, board, &query, lang),
            bands: board
                .bands
                .iter()
                .map(|band| Choice {
                    id: band.id.clone(),
                    title: band.title.get(lang).to_owned(),
                    chosen: band.id == query.band,
                })
                .collect(),
            columns: possible
                .iter()
                .filter(|column| **column != Column::Value)
                .map(|column| Choice { id: column.id(board), title: column.title(board, lang), chosen: chosen(column) })
                .collect(),
            head: head(board, publication, &columns, &query, lang, &action),
            rows: rows.into_iter().map(|row| line(site, publication, row, &columns, lang)).collect(),
            unknown_title: tell!(
                lang,
                "ranking-unknown",
                units = names::counted(unknown.len(), publication.dataset.level, lang)
            ),
            unknown: unknown
                .iter()
                .map(|row| (row.unit.name.get(lang).to_owned(), format!("{action}/unit/{}", row.unit.id)))
                .collect(),
            downloads: ["csv", "xlsx", "json"]
                .into_iter()
                .map(|form| (form, format!("{action}/ranking.{form}")))
                .collect(),
            comfortable_href: link(&|other| other.compact = false),
            compact_href: link(&|other| other.compact = true),
            action,
            query,
        }
    }

    pub(crate) fn t(&self, key: &str) -> String {
        words::say(self.lang, key)
    }

    /// Settings that the filter form must carry along.
    pub(crate) fn carried(&self) -> Vec<(&str, &str)> {
        let kept = ["sort", "order", "density"];
        self.query.pairs().into_iter().filter(|(name, _)| kept.contains(name)).collect()
    }
}

fn regions(site: &Site, board: &Board, query: &RankingQuery, lang: Lang) -> Vec<Choice> {
    let used = |region: &&Region| board.rows.iter().any(|row| row.unit.region.as_deref() == Some(&region.id));
    site.catalogue
        .regions()
        .iter()
        .filter(used)
        .map(|region| Choice {
            id: region.id.clone(),
            title: region.name.get(lang).to_owned(),
            chosen: region.id == query.region,
        })
        .collect()
}

fn head(
    board: &Board,
    publication: &Publication,
    columns: &[Column],
    query: &RankingQuery,
    lang: Lang,
    action: &str,
) -> Vec<Heading> {
    let heading = |title: String, class: &'static str, sort: Option<Sort>| {
        let current = sort.as_ref() == Some(&query.sort);
        // Places and names rise by nature, values fall.
        let rises = matches!(sort, Some(Sort::Rank | Sort::Name)) != query.reversed;
        let href = sort.map(|sort| {
            let mut other = query.clone();
            other.reversed = current && !query.reversed;
            other.sort = sort;
            format!("{action}{}#ranking", other.text_form())
        });
        Heading { title, class, href, sorted: current.then_some(if rises { "ascending" } else { "descending" }) }
    };
    let mut head = vec![
        heading(words::say(lang, "column-rank"), "rank n", Some(Sort::Rank)),
        heading(names::unit_heading(publication.dataset.level, lang).to_owned(), "name", Some(Sort::Name)),
    ];
    head.extend(columns.iter().map(|column| {
        let class = match column {
            Column::Places | Column::Band => "",
            Column::Region => "region",
            Column::Value | Column::Recomputed | Column::Change | Column::Part(_) => "n",
        };
        heading(column.title(board, lang), class, column.sort(board))
    }));
    head
}

fn line(site: &Site, publication: &Publication, row: &Row, columns: &[Column], lang: Lang) -> Line {
    let board = &publication.board;
    let badges = match &row.figure {
        Some(figure) if publication.computed.is_none() => badge::of_figure(figure.provenance, &figure.source, lang),
        _ => Vec::new(),
    };
    Line {
        name: row.unit.name.get(lang).to_owned(),
        href: format!("/{}{}/unit/{}", lang.tag(), publication.rest(), row.unit.id),
        rank: row.rank.map(|rank| place(rank, lang)).unwrap_or_default(),
        known: row.known(),
        badges,
        cells: columns
            .iter()
            .map(|column| Entry {
                label: column.title(board, lang),
                class: match column {
                    Column::Value => "n keep",
                    Column::Recomputed | Column::Change | Column::Part(_) => "n",
                    Column::Places | Column::Band => "",
                    Column::Region => "region",
                },
                content: content(site, board, row, column, lang),
            })
            .collect(),
    }
}

fn content(site: &Site, board: &Board, row: &Row, column: &Column, lang: Lang) -> Content {
    match column {
        Column::Recomputed => {
            let own = row.recomputed.unwrap_or_default();
            cell_text(own, board.digits, lang).map_or_else(Content::None, Content::Plain)
        }
        Column::Value => match cell_text(row.value, board.digits, lang) {
            Ok(text) => Content::Value {
                text,
                interval: row.interval.map(|interval| interval_text(interval, board.digits, lang)).unwrap_or_default(),
                bar: board
                    .max
                    .map(|max| chiso_report::share_bar(row.value, chiso_model::Cell::number(max)))
                    .unwrap_or_default(),
            },
            Err(_) if row.rank.is_some() => Content::None(lang.pick("chỉ biết thứ hạng", "only the place is known")),
            Err(why) => Content::None(why),
        },
        Column::Change => row.change.map_or(Content::Plain(String::new()), |value| {
            Content::Changed(change::of_value(value, board.digits, lang))
        }),
        Column::Places => {
            row.places.map_or(Content::Plain(String::new()), |places| Content::Changed(change::of_places(places, lang)))
        }
        Column::Band => {
            row.band.and_then(|band| board.bands.get(band)).map_or(Content::Plain(String::new()), |band: &Band| {
                Content::InBand { class: band.class, title: band.title.get(lang).to_owned() }
            })
        }
        Column::Region => {
            let region = row.unit.region.as_deref().and_then(|id| site.catalogue.region(id));
            Content::Plain(region.map(|region| region.name.get(lang).to_owned()).unwrap_or_default())
        }
        Column::Part(part) => match cell_text(row.parts[*part], board.parts[*part].digits, lang) {
            Ok(text) => Content::Plain(text),
            Err(_) if !row.known() => Content::Plain(String::new()),
            Err(why) => Content::None(why),
        },
    }
}

/// "88,10–89,30 (90 %)".
pub(crate) fn interval_text((low, high, level): (f64, f64, f64), digits: u8, lang: Lang) -> String {
    let rounding = chiso_model::Rounding { digits, mode: chiso_model::RoundingMode::HalfUp };
    let number = |value: f64| chiso_model::decimal(rounding.round(value), digits, lang);
    format!("{}–{} ({})", number(low), number(high), chiso_web::format::plain_percent(level, lang))
}
