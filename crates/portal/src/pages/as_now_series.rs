//! Today's provinces through the years before they were: constructed values as lines, with breaks of the series drawn as breaks.

use std::collections::BTreeMap;

use chiso_catalogue::Scheme;
use chiso_engine::BackSeries;
use chiso_model::agency::AgencyId;
use chiso_model::{Cell, Lang};
use chiso_report::{Column, Frame, HistoryLine, Line, Table, TableCell};
use chiso_web::fold;

use super::dataset_charts::breaks;
use crate::back::AsNow;
use crate::site::{Publication, Site};
use crate::view::chooser::{Chooser, Entry, Group, List};
use crate::view::figure::Figure;
use crate::view::names;
use crate::view::ranking_query::query_string;
use crate::view::view_tabs::View;
use crate::words::{self, tell};

/// How many lines can be told apart.
const MOST: usize = 6;

/// Constructed values of every year of a series.
pub(crate) struct NowSeries<'s> {
    site: &'s Site,
    publication: &'s Publication,
    years: Vec<i16>,
    /// Years before the merger, constructed, and those after it, as they were published.
    constructed: Vec<(i16, AsNow<'s>)>,
    later: Vec<(i16, &'s Publication)>,
    /// Units of today: code, name and agency.
    units: Vec<(String, String, AgencyId)>,
    chosen: Vec<usize>,
    asked: bool,
}

impl<'s> NowSeries<'s> {
    pub(crate) fn of(
        site: &'s Site,
        publication: &'s Publication,
        pairs: &[(String, String)],
        lang: Lang,
    ) -> NowSeries<'s> {
        let mut constructed = Vec::new();
        let mut later = Vec::new();
        for other in site.series(&publication.dataset) {
            match AsNow::of(site, other) {
                Some(now) if now.rows().iter().any(|row| !row.value.is_missing()) => {
                    constructed.push((other.year, now));
                }
                None if other.dataset.scheme == Some(Scheme::Provinces34) => later.push((other.year, other)),
                Some(_) | None => {}
            }
        }
        let all = constructed.iter().map(|(year, _)| *year).chain(later.iter().map(|(year, _)| *year));
        let years = match (all.clone().min(), all.max()) {
            (Some(first), Some(last)) => (first..=last).collect(),
            _ => Vec::new(),
        };
        let mut units: Vec<(String, String, AgencyId)> = site
            .catalogue
            .units(Scheme::Provinces34)
            .iter()
            .filter_map(|unit| {
                let agency = site.catalogue.agency_in(Scheme::Provinces34, &unit.id)?.id().clone();
                Some((unit.id.clone(), unit.name.get(lang).to_owned(), agency))
            })
            .collect();
        units.sort_by_key(|(_, name, _)| fold::key(name));
        let mut series =
            NowSeries { site, publication, years, constructed, later, units, chosen: Vec::new(), asked: false };
        for (_, id) in pairs.iter().filter(|(name, id)| name == "unit" && !id.is_empty()) {
            let found = series.units.iter().position(|(code, ..)| code == id);
            series.chosen.extend(found.filter(|at| !series.chosen.contains(at) && series.chosen.len() < MOST));
        }
        series.asked = !series.chosen.is_empty();
        if !series.asked {
            series.chosen = series.best_known();
        }
        series
    }

    /// Where nobody chose: those of whom most years can be told.
    fn best_known(&self) -> Vec<usize> {
        let count = |at: &usize| self.years.iter().filter(|year| !self.value(**year, *at).0.is_missing()).count();
        let mut known: Vec<usize> = (0..self.units.len()).filter(|at| count(at) > 1).collect();
        known.sort_by_key(|at| std::cmp::Reverse(count(at)));
        known.truncate(3);
        known
    }

    /// The value of a year, and whether it was constructed.
    fn value(&self, year: i16, at: usize) -> (Cell, bool) {
        let (code, _, agency) = &self.units[at];
        if let Some((_, now)) = self.constructed.iter().find(|(known, _)| *known == year) {
            return now.series.get(agency).map_or((Cell::BLANK, false), |found| (found.value, found.is_constructed));
        }
        let later = self.later.iter().find(|(known, _)| *known == year);
        (later.and_then(|(_, other)| other.board.row(code)).map_or(Cell::BLANK, |row| row.value), false)
    }

    pub(crate) fn query(&self) -> String {
        if !self.asked {
            return String::new();
        }
        query_string(&self.chosen.iter().map(|at| ("unit", self.units[*at].0.as_str())).collect::<Vec<_>>())
    }

    /// What stands wherever these values do.
    fn label(&self, lang: Lang) -> String {
        self.constructed.first().map(|(_, now)| now.series.label(lang)).unwrap_or_default()
    }

    /// The lines; none with fewer than two years.
    pub(crate) fn figure(&self, lang: Lang) -> Option<Figure> {
        let (first, last) = (self.years.first()?, self.years.last()?);
        let lines: Vec<Line> = self
            .chosen
            .iter()
            .map(|at| Line {
                label: self.units[*at].1.clone(),
                values: self.years.iter().map(|year| self.value(*year, *at).0).collect(),
                highlight: self.chosen.len() == 1,
            })
            .collect();
        if first == last || lines.iter().all(|line| line.values.iter().all(|value| value.is_missing())) {
            return None;
        }
        let names = self.chosen.iter().map(|at| self.units[*at].1.as_str()).collect::<Vec<_>>().join(", ");
        let chart = HistoryLine {
            frame: Frame {
                title: tell!(lang, "as-now-series", units = names, from = first.to_string(), to = last.to_string()),
                subtitle: format!("{}. {}", names::index_title(self.publication, lang), self.label(lang)),
                source: String::new(),
                unit: if self.publication.board.per_cent { "%".to_owned() } else { String::new() },
                digits: self.publication.board.digits,
                lang,
                captioned: false,
            },
            periods: self.years.iter().map(ToString::to_string).collect(),
            lines,
            breaks: breaks(self.site, self.publication, &self.years, lang),
            range: None,
        };
        Some(Figure::new("as-now-series", &chart, &chart.frame))
    }

    pub(crate) fn chooser(&self, lang: Lang) -> Chooser {
        let heading = names::unit_heading(self.publication.dataset.level, lang);
        let list = |place: usize| List {
            id: format!("unit-{}", place + 1),
            name: "unit",
            label: format!("{heading} {}", place + 1),
            none: words::say(lang, "compare-none"),
            groups: vec![Group {
                title: String::new(),
                options: self
                    .units
                    .iter()
                    .enumerate()
                    .map(|(at, (code, name, _))| Entry {
                        id: code.clone(),
                        title: name.clone(),
                        chosen: self.chosen.get(place) == Some(&at),
                    })
                    .collect(),
            }],
        };
        Chooser {
            action: format!("/{}{}#as-now-series", lang.tag(), View::AsNow.rest(self.publication)),
            label: words::say(lang, "trend-choose"),
            hint: words::say(lang, "as-now-choose"),
            lists: (0..MOST.min((self.chosen.len() + 1).max(3))).map(list).collect(),
            go: words::say(lang, "trend-go"),
        }
    }

    /// Every year of every unit of today, for downloads: each row says whether its number is constructed, and of what.
    pub(crate) fn table(&self, lang: Lang) -> Table {
        let say = |key: &str| words::say(lang, key);
        let board = &self.publication.board;
        let formulas: BTreeMap<(i16, &AgencyId), String> = self
            .constructed
            .iter()
            .flat_map(|(year, now)| {
                now.series.units.iter().map(move |found| ((*year, &found.unit), now.formula(found, lang)))
            })
            .collect();
        let mut rows = Vec::new();
        for (at, (code, name, agency)) in self.units.iter().enumerate() {
            for year in self.constructed.iter().map(|(year, _)| *year).chain(self.later.iter().map(|(year, _)| *year)) {
                let (value, constructed) = self.value(year, at);
                let constructed = constructed && !value.is_missing();
                rows.push(vec![
                    TableCell::text(code),
                    TableCell::text(name),
                    TableCell::Number(f64::from(year)),
                    TableCell::from(value),
                    TableCell::text(if constructed { BackSeries::mark(lang) } else { "" }),
                    TableCell::text(formulas.get(&(year, agency)).map_or("", String::as_str)),
                    TableCell::text(if constructed { self.site.weights.name.get(lang) } else { "" }),
                ]);
            }
        }
        rows.sort_by(|a, b| match (&a[0], &b[0], &a[2], &b[2]) {
            (TableCell::Text(a), TableCell::Text(b), TableCell::Number(x), TableCell::Number(y)) => {
                a.cmp(b).then(x.total_cmp(y))
            }
            _ => std::cmp::Ordering::Equal,
        });
        Table {
            title: tell!(
                lang,
                "view-title",
                view = View::AsNow.name(lang),
                of = names::index_title(self.publication, lang)
            ),
            subtitle: self.label(lang),
            source: String::new(),
            columns: vec![
                Column::text(say("column-code")),
                Column::text(names::unit_heading(self.publication.dataset.level, lang)),
                Column::number(say("column-year"), 0),
                Column::number(say(if board.per_cent { "column-share" } else { "column-value" }), board.digits),
                Column::text(say("column-constructed")),
                Column::text(say("column-made-of")),
                Column::text(say("column-weights")),
            ],
            rows,
        }
    }
}
