//! One unit in one publication: its number, its tree, where it stands out, its history.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chiso_catalogue::{PublishedFigure, Reading};
use chiso_model::{Cell, Lang};
use chiso_report::share_bar;

use super::dataset::{Answer, Notice, badges, notices, suffix};
use super::unit_history::{self, Past};
use super::unit_peers::Peers;
use crate::back::AsNow;
use crate::board::{Row, cell_text};
use crate::request::{self, Named, Shared};
use crate::site::{Publication, Site};
use crate::view::badge;
use crate::view::citation::Citation;
use crate::view::figure::Figure;
use crate::view::ranking::interval_text;
use crate::view::strengths::{List, Strengths};
use crate::view::tree::{ScoreTree, Source};
use crate::view::view_tabs::View;
use crate::view::{change, names};
use crate::words::{self, tell};
use chiso_web::PageError;
use chiso_web::Reader;
use chiso_web::format::{ordinal, place, plain};
use chiso_web::page::show;
use chiso_web::parts::Badge;
use chiso_web::parts::KeyFacts;
use chiso_web::{Chrome, Section};

#[derive(Template)]
#[template(path = "unit.html")]
struct UnitPage {
    c: Chrome,
    name: String,
    of: String,
    badges: Vec<Badge>,
    notices: Vec<Notice>,
    answer: Answer,
    key_facts: KeyFacts,
    why: Option<String>,
    tree: Vec<ScoreTree>,
    /// True when a row of the tree has rows under it.
    opens: bool,
    parts: Vec<PartLine>,
    best: Option<List>,
    worst: Option<List>,
    history: Option<Figure>,
    years: Vec<Past>,
    value_heading: String,
    sources: Vec<SourceLine>,
    compare: String,
    trend: Option<String>,
    definition: Option<String>,
    /// The same unit within the boundaries of today: what it lies in, and where that is shown.
    as_now: Option<(String, String)>,
    peers: Option<Peers>,
    /// Every figure that was printed for this year, where they differ.
    readings: Vec<ReadingLine>,
    citation: Citation,
    neighbours: Vec<(String, String)>,
}

/// One of several figures that were printed for the same unit and year.
struct ReadingLine {
    value: String,
    rank: String,
    main: bool,
    source: String,
    badges: Vec<Badge>,
    note: String,
}

/// A published part without a tree under it.
struct PartLine {
    title: String,
    value: Result<String, &'static str>,
    bar: String,
    /// "hạng 3/19" among the units whose value is known.
    place: String,
}

/// Where the number comes from.
struct SourceLine {
    text: String,
    badges: Vec<Badge>,
    note: String,
}

impl UnitPage {
    fn value_of(year: &Past, lang: &Lang) -> String {
        cell_text(year.value, year.digits.max(2), *lang)
            .unwrap_or_else(|_| lang.pick("chỉ biết thứ hạng", "only the place is known").to_owned())
    }

    fn rank_of(year: &Past, lang: &Lang) -> String {
        year.rank.map(|rank| place(rank, *lang)).unwrap_or_default()
    }
}

/// `GET /{lang}/index/{index}/{level}/{year}/unit/{unit}`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path((_, index, level, year, unit)): Path<(String, String, String, String, String)>,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &Named { index, level, year }, lang)?;
    let row = request::row(publication, &unit, lang)?;
    let name = row.unit.name.get(lang).to_owned();
    let of = publication.dataset.title.get(lang);
    let rest = format!("{}/unit/{unit}", publication.rest());
    let base = format!("/{}{rest}", lang.tag());
    let source = publication.computed.as_ref().and_then(|computed| {
        let unit = computed.outcome.unit(&row.unit.id)?;
        Some(Source { outcome: &computed.outcome, root: &computed.shipped.rulebook.tree, unit, lang, base: &base })
    });
    let tree = source.map(ScoreTree::of).unwrap_or_default();
    let strengths = source.and_then(Strengths::of);
    let known = unit_history::years(&site, publication, row, lang);
    let answer = answer(&site, publication, row, lang);
    let c = site
        .chrome(&reader, Section::Indices, &*rest, tell!(lang, "unit-title", name = &*name, of = of))
        .marked(publication.mark(lang))
        .describe(answer.sentence.clone())
        .under(words::say(lang, "nav-indices"), "/indices")
        .under(of, &publication.rest())
        .under(&*name, &rest);
    let place_rest = View::Trend.rest(publication);
    let trend = View::Trend.there(&site, publication).then(|| format!("{}?unit={unit}", c.href(&place_rest)));
    let compare = format!("{}?unit={unit}", c.href(&publication.rest().replacen("/index/", "/compare/", 1)));
    show(
        lang,
        &UnitPage {
            badges: badges(publication, lang),
            notices: notices(publication, lang),
            key_facts: key_facts(&site, publication, row, lang),
            why: source.map(|source| format!("{base}/why/{}", source.outcome.root().id)),
            opens: tree.iter().any(|node| !node.children.is_empty()),
            tree,
            parts: if source.is_some() { Vec::new() } else { parts(publication, row, lang) },
            best: strengths.as_ref().map(|s| s.best.clone()).filter(|list| !list.entries.is_empty()),
            worst: strengths.map(|s| s.worst).filter(|list| !list.entries.is_empty()),
            history: unit_history::chart(&site, publication, row, &known, lang),
            years: known,
            value_heading: words::say(lang, if publication.board.per_cent { "column-share" } else { "column-value" }),
            sources: sources(publication, row, lang),
            definition: publication
                .computed
                .as_ref()
                .map(|computed| c.href(&format!("/method/{}", computed.shipped.reference()))),
            as_now: as_now(&site, publication, row, lang),
            peers: Peers::of(&site, publication, row, lang),
            readings: readings(&site, publication, row, lang),
            citation: Citation::of(&site, publication, &c),
            trend,
            compare,
            neighbours: neighbours(publication, row, lang),
            answer,
            of: of.to_owned(),
            name,
            c,
        },
    )
}

fn answer(site: &Site, publication: &Publication, row: &Row, lang: Lang) -> Answer {
    let dataset = &publication.dataset;
    let other_units = site
        .catalogue
        .breaks(&dataset.index, dataset.level)
        .find(|b| b.other_units && b.year == publication.year && row.known())
        .map(|b| b.text.get(lang).to_owned());
    let board = &publication.board;
    let name = row.unit.name.get(lang);
    let year = publication.year.to_string();
    let value = cell_text(row.value, row.digits, lang);
    let number = value.clone().unwrap_or_default();
    let suffix = suffix(publication, lang);
    let printed = if board.per_cent {
        format!("{number}{suffix}")
    } else {
        tell!(lang, "points", value = number.as_str(), noun = chiso_web::format::points_noun(&number, lang))
    };
    let units = names::units(publication.dataset.level, lang);
    let place = row.rank.map(|rank| match board.ranked {
        Some(of) => tell!(lang, "place-among", rank = ordinal(rank, lang), of = of.to_string(), units = units),
        None => tell!(lang, "place-alone", rank = ordinal(rank, lang)),
    });
    let year = year.as_str();
    let moved = moved(publication, row, lang).map(|moved| format!("{moved}."));
    let ended = |sentence: String| match &moved {
        Some(moved) => format!("{}: {moved}", sentence.trim_end_matches('.')),
        None => sentence,
    };
    let sentence = match (value.is_ok(), place) {
        (true, Some(place)) => tell!(lang, "unit-value-rank", name = name, value = printed, place = place, year = year),
        (true, None) => tell!(lang, "unit-value", name = name, value = printed, year = year),
        (false, Some(place)) => tell!(lang, "unit-rank", name = name, place = place, year = year),
        (false, None) => tell!(lang, "unit-none", name = name, year = year),
    };
    let sentence = ended(sentence);
    Answer {
        suffix: if value.is_ok() { suffix } else { String::new() },
        what: if value.is_ok() { publication.dataset.title.get(lang).to_owned() } else { String::new() },
        number,
        change: row.change.map(|by| change::of_value(by, board.digits, lang).with_unit(board.per_cent, lang)),
        sentence: publication.marked(
            &[Some(sentence), other_units, row.recomputed_note(board, lang)]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(" "),
            lang,
        ),
    }
}

/// "tăng 1 bậc, cao hơn 4,30 điểm phần trăm so với năm 2023": a difference of percentages is told in percentage points.
fn moved(publication: &Publication, row: &Row, lang: Lang) -> Option<String> {
    let board = &publication.board;
    let since = board.since?.to_string();
    let places = row.places.map(|places| {
        let count = place(places.abs(), lang);
        if places > 0.0 {
            tell!(lang, "moved-up", count = places, shown = count)
        } else if places < 0.0 {
            tell!(lang, "moved-down", count = -places, shown = count)
        } else {
            words::say(lang, "moved-not")
        }
    });
    let change = row.change.map(|by| {
        let size = chiso_model::decimal(by.abs(), board.digits, lang);
        let unit = chiso_web::format::change_unit(board.per_cent, lang);
        if by > 0.0 {
            tell!(lang, "changed-up", by = size, unit = unit)
        } else if by < 0.0 {
            tell!(lang, "changed-down", by = size, unit = unit)
        } else {
            words::say(lang, "changed-not")
        }
    });
    let parts: Vec<String> = [places, change].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| tell!(lang, "moved-since", moved = parts.join(", "), year = since))
}

/// What the province lies in today, and where its constructed value stands.
fn as_now(site: &Site, publication: &Publication, row: &Row, lang: Lang) -> Option<(String, String)> {
    let now = AsNow::of(site, publication)?;
    let found = now.successor(&row.unit.id)?;
    let href = format!("/{}{}#{}", lang.tag(), View::AsNow.rest(publication), super::as_now::anchor(&found));
    Some((found.unit.name.get(lang).to_owned(), href))
}

/// Conflicting figures side by side; nothing where there is only one.
fn readings(site: &Site, publication: &Publication, row: &Row, lang: Lang) -> Vec<ReadingLine> {
    let dataset = &publication.dataset;
    if dataset.simulated {
        return Vec::new();
    }
    let suffix = if publication.board.per_cent { suffix(publication, lang) } else { String::new() };
    let lines: Vec<ReadingLine> = site
        .catalogue
        .readings(&dataset.index, dataset.level, publication.year, &row.unit.id)
        .map(|figure| ReadingLine {
            value: figure.value.map(|value| format!("{}{suffix}", value.text(lang))).unwrap_or_default(),
            rank: figure.rank.map(|rank| rank.to_string()).unwrap_or_default(),
            main: figure.reading == Reading::Main,
            source: figure.source.text.get(lang).to_owned(),
            badges: badge::of_figure(figure.provenance, &figure.source, lang),
            note: figure.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default(),
        })
        .collect();
    if lines.len() > 1 { lines } else { Vec::new() }
}

fn key_facts(site: &Site, publication: &Publication, row: &Row, lang: Lang) -> KeyFacts {
    let board = &publication.board;
    let mut facts = KeyFacts::default();
    if let Some(rank) = row.rank {
        let note = row.places.zip(board.since).map(|(places, since)| {
            let moved = change::of_places(places, lang).text;
            tell!(lang, "fact-since", change = moved, year = since.to_string())
        });
        let value = match board.ranked {
            Some(of) => format!("{} / {of}", place(rank, lang)),
            None => place(rank, lang),
        };
        facts.push(words::say(lang, "fact-rank"), value, note.unwrap_or_default());
    }
    if let Some((by, since)) = row.change.zip(board.since) {
        facts.push(
            tell!(lang, "column-change", year = since.to_string()),
            chiso_web::format::signed(by, board.digits, lang),
            chiso_web::format::change_unit(board.per_cent, lang),
        );
    }
    if let Some((value, mean)) = row.value.value().zip(board.mean) {
        let rounding = chiso_model::Rounding { digits: board.digits, mode: chiso_model::RoundingMode::HalfUp };
        let (mean, by) = (rounding.round(mean), rounding.round(value - rounding.round(mean)));
        let note = tell!(lang, "fact-mean-note", mean = chiso_model::decimal(mean, board.digits, lang));
        let unit = chiso_web::format::change_unit(board.per_cent, lang);
        facts.push(
            words::say(lang, "fact-mean"),
            chiso_web::format::signed(by, board.digits, lang),
            format!("{unit}; {note}"),
        );
    }
    if let Some(band) = row.band.and_then(|band| board.bands.get(band)) {
        facts.push(words::say(lang, "column-band"), band.title.get(lang), String::new());
    }
    if let Some(interval) = row.interval {
        facts.push(words::say(lang, "fact-interval"), interval_text(interval, board.digits, lang), String::new());
    }
    if let Some(region) = row.unit.region.as_deref().and_then(|id| site.catalogue.region(id)) {
        facts.push(words::say(lang, "column-region"), region.name.get(lang), String::new());
    }
    facts
}

fn parts(publication: &Publication, row: &Row, lang: Lang) -> Vec<PartLine> {
    let parts = publication.board.parts.iter().zip(&row.parts).enumerate();
    let place = |at: usize, own: Cell| {
        let own = own.value()?;
        let all: Vec<f64> = publication.board.rows.iter().filter_map(|other| other.parts.get(at)?.value()).collect();
        let better = all.iter().filter(|value| **value > own).count();
        (all.len() > 1).then(|| crate::view::tree::place_among((better + 1) as f64, Some(all.len()), lang))
    };
    parts
        .filter(|(_, (_, value))| !value.is_missing())
        .map(|(at, (part, value))| PartLine {
            place: place(at, *value).unwrap_or_default(),
            title: part.title.get(lang).to_owned(),
            value: cell_text(*value, part.digits, lang).map(|text| match part.max {
                Some(max) => format!("{text} / {}", plain(max, lang)),
                None => text,
            }),
            bar: part.max.map(|max| share_bar(*value, Cell::number(max))).unwrap_or_default(),
        })
        .collect()
}

/// The source of a published figure; for a number computed here, what was published beside it.
fn sources(publication: &Publication, row: &Row, lang: Lang) -> Vec<SourceLine> {
    let suffix = suffix(publication, lang);
    let printed = |figure: &PublishedFigure| {
        let value = figure.value.map(|value| format!("{}{suffix}", value.text(lang)));
        let rank = figure.rank.map(|rank| crate::view::tree::place_among(f64::from(rank), None, lang));
        [value, rank].into_iter().flatten().collect::<Vec<_>>().join(", ")
    };
    row.figure
        .iter()
        .map(|figure| SourceLine {
            text: match publication.computed {
                Some(_) => {
                    tell!(lang, "source-published", value = printed(figure), source = figure.source.text.get(lang))
                }
                None => figure.source.text.get(lang).to_owned(),
            },
            badges: badge::of_figure(figure.provenance, &figure.source, lang),
            note: figure.note.as_ref().map(|note| note.get(lang).to_owned()).unwrap_or_default(),
        })
        .collect()
}

/// The units before and after it in the table.
fn neighbours(publication: &Publication, row: &Row, lang: Lang) -> Vec<(String, String)> {
    let rows: Vec<&Row> = publication.board.rows.iter().filter(|row| row.known()).collect();
    let Some(at) = rows.iter().position(|other| other.unit.id == row.unit.id) else { return Vec::new() };
    // Of an incomplete publication the next row may be many places away.
    let adjacent = |other: &&&Row| {
        let (a, b) = (row.rank.zip(other.rank), rows.len());
        let tied = |rank: f64| rows.iter().filter(|row| row.rank == Some(rank)).count() as f64;
        b > 1 && a.is_some_and(|(own, other)| (own - other).abs() <= tied(own.min(other)))
    };
    [at.checked_sub(1), Some(at + 1)]
        .into_iter()
        .flatten()
        .filter_map(|at| rows.get(at))
        .filter(adjacent)
        .map(|row| {
            let rank = row.rank.map(|rank| format!("{}. ", place(rank, lang))).unwrap_or_default();
            let title = format!("{rank}{}", row.unit.name.get(lang));
            (title, format!("/{}{}/unit/{}", lang.tag(), publication.rest(), row.unit.id))
        })
        .collect()
}
