//! Units through the years, side by side, with breaks of the series drawn as breaks.

use axum::extract::{Path, Query, State};
use axum::response::Response;
use chiso_model::{Cell, Lang};
use chiso_report::{Column, Frame, HistoryLine, Line, Table, TableCell};
use chiso_web::fold;
use chiso_web::page::show;
use chiso_web::{PageError, Reader};

use super::dataset_charts::{breaks, trend_source};
use super::view_page::ViewPage;
use crate::board::{Row, published_mean};
use crate::request::{self, Named, Pairs, Shared};
use crate::site::{Publication, Site};
use crate::view::chooser::{Chooser, Entry, Group, List};
use crate::view::figure::Figure;
use crate::view::names;
use crate::view::ranking_query::query_string;
use crate::view::view_tabs::View;
use crate::words::{self, tell};

/// How many lines can be told apart.
const MOST: usize = 6;

/// `GET /{lang}/index/{index}/{level}/{year}/trend?unit=..`
pub(crate) async fn page(
    reader: Reader,
    State(site): Shared,
    Path(named): Path<Named>,
    Query(pairs): Pairs,
) -> Result<Response, PageError> {
    let lang = reader.lang;
    let publication = request::publication(&site, &named, lang)?;
    let trend = Trend::of(&site, publication, &pairs);
    let query = trend.query();
    let mut page = ViewPage::of(&site, &reader, publication, View::Trend, &query);
    page.chooser = Some(trend.chooser(lang));
    page.left_out = trend.left_out(&pairs, lang);
    page.figures.extend(trend.figure(lang));
    page.notes = trend.notes(lang);
    let lead = if page.figures.is_empty() { words::say(lang, "view-nothing") } else { trend.lead(lang) };
    let page = page.lead(publication, &lead).files(&format!("{}/trend", publication.rest()), &query);
    show(lang, &page)
}

/// The table of the page, for downloads.
pub(crate) fn table(site: &Site, publication: &Publication, pairs: &[(String, String)], lang: Lang) -> Table {
    Trend::of(site, publication, pairs).table(lang)
}

/// The units chosen, over the years of the series.
struct Trend<'a> {
    site: &'a Site,
    publication: &'a Publication,
    /// Publications of the same level, the oldest first; units are told apart by agency.
    series: Vec<&'a Publication>,
    years: Vec<i16>,
    chosen: Vec<&'a Row>,
    /// True when the address names units.
    asked: bool,
}

impl<'a> Trend<'a> {
    fn of(site: &'a Site, publication: &'a Publication, pairs: &[(String, String)]) -> Trend<'a> {
        let mut series: Vec<&Publication> = site.series(&publication.dataset);
        series.sort_by_key(|other| other.year);
        let mut chosen: Vec<&Row> = Vec::new();
        for (_, id) in pairs.iter().filter(|(name, id)| name == "unit" && !id.is_empty()) {
            let known = chosen.iter().any(|row| row.unit.id == *id);
            if let Some(row) = publication.board.row(id).filter(|_| !known && chosen.len() < MOST) {
                chosen.push(row);
            }
        }
        let asked = !chosen.is_empty();
        let mut trend = Trend { site, publication, series, years: Vec::new(), chosen, asked };
        if !asked {
            trend.chosen = trend.best_known();
        }
        let known = |other: &&&Publication| {
            trend.chosen.iter().any(|row| trend.value(other.year, row).value().is_some())
                || published_mean(&site.catalogue, &publication.dataset, other.year).is_some()
        };
        let years: Vec<i16> = trend.series.iter().filter(known).map(|other| other.year).collect();
        if let (Some(first), Some(last)) = (years.first(), years.last()) {
            trend.years = (*first..=*last).collect();
        }
        trend
    }

    /// Where nobody chose: those of whom most years are known, the better placed first.
    fn best_known(&self) -> Vec<&'a Row> {
        let count = |row: &Row| self.series.iter().filter(|p| !self.value(p.year, row).is_missing()).count();
        let mut rows: Vec<(usize, &'a Row)> =
            self.publication.board.rows.iter().map(|row| (count(row), row)).filter(|(count, _)| *count > 1).collect();
        rows.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        rows.into_iter().take(3).map(|(_, row)| row).collect()
    }

    fn row(&self, year: i16, row: &Row) -> Option<&'a Row> {
        let publication = self.series.iter().find(|other| other.year == year)?;
        let level = self.publication.dataset.level;
        let unit = self.site.catalogue.unit_in_year(level, &row.unit.id, self.publication.year, year)?;
        publication.board.row(unit)
    }

    fn value(&self, year: i16, row: &Row) -> Cell {
        self.row(year, row).map_or(Cell::BLANK, |row| row.value)
    }

    fn query(&self) -> String {
        if !self.asked {
            return String::new();
        }
        query_string(&self.chosen.iter().map(|row| ("unit", row.unit.id.as_str())).collect::<Vec<_>>())
    }

    fn mean(&self, year: i16) -> Cell {
        let dataset = &self.publication.dataset;
        let board = self.series.iter().find(|other| other.year == year).and_then(|other| other.board.mean);
        published_mean(&self.site.catalogue, dataset, year)
            .filter(|_| !dataset.simulated)
            .or(board)
            .map_or(Cell::BLANK, Cell::number)
    }

    /// What is drawn: the units, or the mean alone where two years of no unit are known.
    fn names(&self, lang: Lang) -> String {
        if self.chosen.is_empty() {
            return words::say(lang, "mean");
        }
        self.chosen.iter().map(|row| row.unit.name.get(lang)).collect::<Vec<_>>().join(", ")
    }

    fn lead(&self, lang: Lang) -> String {
        let (from, to) =
            (self.years.first().copied().unwrap_or_default(), self.years.last().copied().unwrap_or_default());
        let key_names = self.names(lang);
        if self.asked || self.chosen.is_empty() {
            tell!(lang, "trend-lead", units = key_names, from = from.to_string(), to = to.to_string())
        } else {
            tell!(lang, "trend-lead-usual", units = key_names, from = from.to_string(), to = to.to_string())
        }
    }

    /// The greatest gain or loss among the chosen in the newest year that may be compared with one before it.
    fn finding(&self, lang: Lang) -> String {
        let dataset = &self.publication.dataset;
        let digits = self.publication.board.digits;
        let change = |row: &&'a Row| {
            let known: Vec<(i16, f64)> =
                self.years.iter().filter_map(|year| Some((*year, self.value(*year, row).value()?))).collect();
            let [.., (before, earlier), (year, value)] = known.as_slice() else { return None };
            let comparable = self.site.catalogue.same_method(&dataset.index, dataset.level, *year, *before);
            let rounding = chiso_model::Rounding { digits, mode: chiso_model::RoundingMode::HalfUp };
            comparable.then(|| (row.unit.name.get(lang), rounding.round(value - earlier), *before, *year))
        };
        let greatest =
            self.chosen.iter().filter_map(change).max_by(|a, b| (a.3.cmp(&b.3)).then(a.1.abs().total_cmp(&b.1.abs())));
        let Some((name, by, before, year)) = greatest.filter(|greatest| greatest.1 != 0.0) else {
            let (from, to) =
                (self.years.first().copied().unwrap_or_default(), self.years.last().copied().unwrap_or_default());
            return tell!(lang, "history-title", name = self.names(lang), from = from.to_string(), to = to.to_string());
        };
        let size = format!(
            "{} {}",
            chiso_model::decimal(by.abs(), digits, lang),
            chiso_web::format::change_unit(self.publication.board.per_cent, lang)
        );
        let (before, year) = (before.to_string(), year.to_string());
        if by > 0.0 {
            tell!(lang, "trend-up", name = name, by = size, before = before, year = year)
        } else {
            tell!(lang, "trend-down", name = name, by = size, before = before, year = year)
        }
    }

    fn figure(&self, lang: Lang) -> Option<Figure> {
        let board = &self.publication.board;
        let measured = words::say(lang, if board.per_cent { "measured-per-cent" } else { "measured-points" });
        let mut lines: Vec<Line> = self
            .chosen
            .iter()
            .map(|row| Line {
                label: row.unit.name.get(lang).to_owned(),
                values: self.years.iter().map(|year| self.value(*year, row)).collect(),
                highlight: self.chosen.len() == 1,
            })
            .collect();
        let means: Vec<Cell> = self.years.iter().map(|year| self.mean(*year)).collect();
        if lines.len() < MOST && means.iter().any(|mean| !mean.is_missing()) {
            lines.push(Line { label: words::say(lang, "mean"), values: means, highlight: false });
        }
        let known = lines.iter().flat_map(|line| &line.values).filter(|value| !value.is_missing()).count();
        if known < 2 || self.years.len() < 2 {
            return None;
        }
        let chart = HistoryLine {
            frame: Frame {
                title: self.finding(lang),
                subtitle: tell!(
                    lang,
                    "trend-units-subtitle",
                    of = names::index_title(self.publication, lang),
                    measured = measured
                ),
                source: self.source(lang),
                unit: if board.per_cent { "%".to_owned() } else { String::new() },
                digits: board.digits,
                lang,
                captioned: false,
            },
            periods: self.years.iter().map(ToString::to_string).collect(),
            lines,
            breaks: breaks(self.site, self.publication, &self.years, lang),
            range: None,
        };
        Some(Figure::new("trend", &chart, &chart.frame))
    }

    /// Sources of the values of the chosen units with their years, then those of the means.
    fn source(&self, lang: Lang) -> String {
        if self.publication.dataset.simulated {
            return words::say(lang, "source-simulated");
        }
        let mut named: Vec<(&str, Vec<i16>)> = Vec::new();
        for year in &self.years {
            for row in self.chosen.iter().filter_map(|row| self.row(*year, row)).filter(|row| !row.value.is_missing()) {
                let Some(text) = row.figure.as_ref().map(|figure| figure.source.text.get(lang)) else { continue };
                match named.iter_mut().find(|(known, _)| *known == text) {
                    Some((_, years)) if !years.contains(year) => years.push(*year),
                    Some(_) => {}
                    None => named.push((text, vec![*year])),
                }
            }
        }
        let years = |years: &[i16]| years.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let mut parts: Vec<String> = named.iter().map(|(text, known)| format!("{}: {text}", years(known))).collect();
        let means = trend_source(self.site, self.publication, &self.years, lang);
        if !means.is_empty() && self.chosen.len() < MOST {
            parts.push(format!("{} – {means}", words::say(lang, "mean")));
        }
        parts.join("; ")
    }

    /// Why the series breaks.
    fn notes(&self, lang: Lang) -> Vec<String> {
        let dataset = &self.publication.dataset;
        let within = |year: i16| self.years.first().is_some_and(|first| *first < year) && self.years.contains(&year);
        let breaks = self.site.catalogue.breaks(&dataset.index, dataset.level).filter(|one| within(one.year));
        breaks
            .map(|one| {
                format!("{} ({}: {})", one.text.get(lang), words::say(lang, "source"), one.source.text.get(lang))
            })
            .collect()
    }

    fn chooser(&self, lang: Lang) -> Chooser {
        let heading = names::unit_heading(self.publication.dataset.level, lang);
        let mut units: Vec<(&str, &str)> =
            self.publication.board.rows.iter().map(|row| (row.unit.id.as_str(), row.unit.name.get(lang))).collect();
        units.sort_by_key(|(_, name)| fold::key(name));
        let list = |place: usize| List {
            id: format!("unit-{}", place + 1),
            name: "unit",
            label: format!("{heading} {}", place + 1),
            none: words::say(lang, "compare-none"),
            groups: vec![Group {
                title: String::new(),
                options: units
                    .iter()
                    .map(|(id, name)| Entry {
                        id: (*id).to_owned(),
                        title: (*name).to_owned(),
                        chosen: self.chosen.get(place).is_some_and(|row| row.unit.id == *id),
                    })
                    .collect(),
            }],
        };
        Chooser {
            action: format!("/{}{}", lang.tag(), View::Trend.rest(self.publication)),
            label: words::say(lang, "trend-choose"),
            hint: words::say(lang, "trend-help"),
            // One list more than is chosen: six would push the chart off a phone's screen.
            lists: (0..MOST.min((self.chosen.len() + 1).max(3))).map(list).collect(),
            go: words::say(lang, "trend-go"),
        }
    }

    /// Names in the address that are no unit of this publication, or are too many.
    fn left_out(&self, pairs: &[(String, String)], lang: Lang) -> Option<String> {
        let named: Vec<&str> =
            pairs.iter().filter(|(name, id)| name == "unit" && !id.is_empty()).map(|(_, id)| id.as_str()).collect();
        let board = &self.publication.board;
        let unknown: Vec<String> =
            named.iter().filter(|id| board.row(id).is_none()).map(|id| id.chars().take(60).collect()).collect();
        if !unknown.is_empty() {
            return Some(tell!(lang, "trend-unknown", units = unknown.join(", ")));
        }
        (named.len() > MOST).then(|| tell!(lang, "trend-too-many", most = MOST.to_string()))
    }

    fn table(&self, lang: Lang) -> Table {
        let board = &self.publication.board;
        let say = |key: &str| words::say(lang, key);
        let value = if board.per_cent { say("column-share") } else { say("column-value") };
        let dataset = &self.publication.dataset;
        let note = |year: i16| {
            let mut breaks = self.site.catalogue.breaks(&dataset.index, dataset.level);
            breaks.find(|one| one.year == year).map(|one| one.text.get(lang).to_owned()).unwrap_or_default()
        };
        let mut table = Table {
            title: self.publication.marked(&self.finding(lang), lang),
            subtitle: names::index_title(self.publication, lang),
            source: self.source(lang),
            columns: vec![
                Column::text(say("column-code")),
                Column::text(names::unit_heading(dataset.level, lang)),
                Column::number(say("column-year"), 0),
                Column::number(value, board.digits),
                Column::number(say("column-rank"), 0),
                Column::text(say("source")),
                Column::text(say("column-break")),
            ],
            rows: Vec::new(),
        };
        for row in &self.chosen {
            for year in &self.years {
                let known = self.row(*year, row);
                let source = known.and_then(|row| row.figure.as_ref()).map(|figure| figure.source.text.get(lang));
                let own = self.publication.dataset.simulated.then(|| say("source-simulated"));
                table.rows.push(vec![
                    TableCell::text(&row.unit.id),
                    TableCell::text(row.unit.name.get(lang)),
                    TableCell::Number(f64::from(*year)),
                    TableCell::from(self.value(*year, row)),
                    known.and_then(|row| row.rank).map_or(TableCell::Empty, TableCell::Number),
                    TableCell::text(source.or(own.as_deref()).unwrap_or_default()),
                    TableCell::text(&note(*year)),
                ]);
            }
        }
        table
    }
}
