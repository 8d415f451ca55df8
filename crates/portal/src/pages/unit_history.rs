//! The line of one unit through the years.

use chiso_catalogue::Reading;
use chiso_model::{Cell, Lang};
use chiso_report::{Frame, HistoryLine, Line};

use super::dataset_charts::breaks;
use crate::board::{Row, published_mean};
use crate::site::{Publication, Site};
use crate::view::figure::Figure;
use crate::words::{self, tell};

/// A year in which something is known of a unit.
pub(crate) struct Past {
    pub(crate) year: i16,
    pub(crate) value: Cell,
    pub(crate) digits: u8,
    pub(crate) rank: Option<f64>,
    /// The page of that year.
    pub(crate) href: String,
    pub(crate) source: String,
    pub(crate) note: String,
    pub(crate) other_readings: Vec<String>,
}

/// Every year of the same agency, oldest first: one of another time is another, even where the code is the same. Simulated years stand alone.
pub(crate) fn years(site: &Site, publication: &Publication, row: &Row, lang: Lang) -> Vec<Past> {
    let mut years: Vec<Past> = site
        .series(&publication.dataset)
        .into_iter()
        .filter_map(|other| {
            let (level, year) = (other.dataset.level, publication.year);
            let unit = site.catalogue.unit_in_year(level, &row.unit.id, year, other.year)?;
            let found = other.board.row(unit).filter(|row| row.known())?;
            let figure = found.figure.as_ref();
            let readings = site.catalogue.readings(&other.dataset.index, other.dataset.level, other.year, unit);
            let other_readings = readings
                .filter(|reading| reading.reading == Reading::Other)
                .filter_map(|reading| Some(format!("{}: {}", reading.source.text.get(lang), reading.value?.text(lang))))
                .collect();
            Some(Past {
                year: other.year,
                value: found.value,
                digits: found.digits,
                rank: found.rank,
                href: format!("/{}{}/unit/{}", lang.tag(), other.rest(), unit),
                source: figure.map(|figure| figure.source.text.get(lang).to_owned()).unwrap_or_default(),
                note: figure
                    .and_then(|figure| figure.note.as_ref())
                    .map(|note| note.get(lang).to_owned())
                    .unwrap_or_default(),
                other_readings,
            })
        })
        .collect();
    years.sort_by_key(|year| year.year);
    years
}

/// Sources of the unit's values, then those of the means, each with its years.
fn history_source(site: &Site, publication: &Publication, known: &[Past], years: &[i16], lang: Lang) -> String {
    let mut named: Vec<(&str, Vec<String>)> = Vec::new();
    for past in known.iter().filter(|past| !past.source.is_empty() && !past.value.is_missing()) {
        match named.iter_mut().find(|(text, _)| *text == past.source) {
            Some((_, years)) => years.push(past.year.to_string()),
            None => named.push((&past.source, vec![past.year.to_string()])),
        }
    }
    let mut parts: Vec<String> = named.iter().map(|(text, years)| format!("{}: {text}", years.join(", "))).collect();
    let means = super::dataset_charts::trend_source(site, publication, years, lang);
    if !means.is_empty() {
        parts.push(format!("{} – {means}", words::say(lang, "mean")));
    }
    parts.join("; ")
}

/// The line of the unit beside the mean of all units; none with fewer than two values.
pub(crate) fn chart(site: &Site, publication: &Publication, row: &Row, known: &[Past], lang: Lang) -> Option<Figure> {
    let with_value: Vec<&Past> = known.iter().filter(|year| !year.value.is_missing()).collect();
    let (first, last) = (with_value.first()?, with_value.last()?);
    if with_value.len() < 2 {
        return None;
    }
    let years: Vec<i16> = (first.year..=last.year).collect();
    let own = years
        .iter()
        .map(|year| with_value.iter().find(|known| known.year == *year).map_or(Cell::BLANK, |known| known.value));
    let mean =
        |year: &i16| published_mean(&site.catalogue, &publication.dataset, *year).map_or(Cell::BLANK, Cell::number);
    let name = row.unit.name.get(lang);
    let frame = Frame {
        title: tell!(lang, "history-title", name = name, from = first.year.to_string(), to = last.year.to_string()),
        subtitle: words::say(lang, if publication.board.per_cent { "measured-per-cent" } else { "measured-points" }),
        source: history_source(site, publication, known, &years, lang),
        unit: if publication.board.per_cent { "%".to_owned() } else { String::new() },
        digits: publication.board.digits,
        lang,
        captioned: false,
    };
    let chart = HistoryLine {
        frame: frame.clone(),
        periods: years.iter().map(ToString::to_string).collect(),
        lines: vec![
            Line { label: name.to_owned(), values: own.collect(), highlight: true },
            Line { label: words::say(lang, "mean"), values: years.iter().map(mean).collect(), highlight: false },
        ],
        breaks: breaks(site, publication, &years, lang),
        range: None,
    };
    Some(Figure::new("history", &chart, &frame))
}
