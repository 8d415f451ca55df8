//! The charts of a publication: where, how spread, which regions, since when.

use chiso_catalogue::{Reading, Tile as Place};
use chiso_model::{Cell, Lang, decimal};
use chiso_report::{
    Area, Bar, Choropleth, DistributionStrip, Dot, Frame, Histogram, HistoryLine, LegendClass, Line, Ramp, RankedBars,
    Reference, SeriesBreak, Tile, TileKind, TileMap,
};

use crate::board::{Row, published_mean};
use crate::site::{Publication, Site};
use crate::view::figure::Figure;
use crate::view::names;
use crate::words::{self, tell};

/// Words that every chart of a publication shares.
pub(crate) fn frame(publication: &Publication, title: String, lang: Lang) -> Frame {
    let per_cent = publication.board.per_cent;
    let measured = words::say(lang, if per_cent { "measured-per-cent" } else { "measured-points" });
    Frame {
        title,
        subtitle: format!("{}, {measured}", publication.dataset.title.get(lang)),
        source: source(publication, lang),
        unit: if per_cent { "%".to_owned() } else { lang.pick("điểm", "points").to_owned() },
        digits: publication.board.digits,
        lang,
        captioned: false,
    }
}

/// Where the values come from, for the line under a chart.
pub(crate) fn source(publication: &Publication, lang: Lang) -> String {
    if publication.dataset.simulated {
        return words::say(lang, "source-simulated");
    }
    source_of(publication.board.rows.iter(), lang)
}

/// The sources of some rows, the most used first.
pub(crate) fn source_of<'a>(rows: impl Iterator<Item = &'a Row>, lang: Lang) -> String {
    let mut named: Vec<(usize, &str)> = Vec::new();
    for figure in rows.filter_map(|row| row.figure.as_ref()) {
        let text = figure.source.text.get(lang);
        match named.iter_mut().find(|(_, known)| *known == text) {
            Some(entry) => entry.0 += 1,
            None => named.push((1, text)),
        }
    }
    named.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    named.iter().take(3).map(|(_, text)| *text).collect::<Vec<_>>().join("; ")
}

/// What maps of a publication have in common.
struct MapWords {
    frame: Frame,
    ramp: Ramp,
    by_band: bool,
    legend: Vec<LegendClass>,
}

fn map_words(publication: &Publication, lang: Lang) -> MapWords {
    let board = &publication.board;
    let known = board.with_value();
    let all = board.rows.len();
    let year = publication.year.to_string();
    let title = match leaders(publication, lang) {
        Some(name) if known == all => tell!(lang, "map-title", name = name, year = year),
        Some(name) => {
            tell!(lang, "map-title-some", name = name, year = year, known = known.to_string(), all = all.to_string())
        }
        None => tell!(lang, "map-title-plain", year = year),
    };
    let ramp = Ramp::of(board.rows.iter().map(|row| row.value));
    let by_band = board.bands.len() > 2;
    let legend = if by_band {
        let bands = board.bands.iter().rev();
        bands.map(|band| LegendClass { class: band.class, label: band.title.get(lang).to_owned() }).collect()
    } else {
        ramp.legend(lang)
    };
    MapWords { frame: frame(publication, title, lang), ramp, by_band, legend }
}

fn tile_map(site: &Site, publication: &Publication, lang: Lang) -> Option<TileMap> {
    let places = site.catalogue.tiles(publication.dataset.scheme?);
    if places.is_empty() || publication.board.with_value() == 0 {
        return None;
    }
    let MapWords { frame, ramp, by_band, legend } = map_words(publication, lang);
    let tiles = places.iter().map(|place| tile(site, publication, place, &ramp, by_band, lang)).collect();
    Some(TileMap { frame, tiles, legend })
}

/// The tile map of provinces in a narrow column; none for other units.
pub(crate) fn map(site: &Site, publication: &Publication, lang: Lang) -> Option<Figure> {
    let map = tile_map(site, publication, lang)?;
    Some(Figure::new("map", &map, &map.frame).narrow(&map))
}

/// The tile map as wide as the page.
pub(crate) fn wide_map(site: &Site, publication: &Publication, lang: Lang) -> Option<Figure> {
    let map = tile_map(site, publication, lang)?;
    Some(Figure::new("map", &map, &map.frame))
}

/// The map of official boundaries, with the names of the units that have no shape in the file; none without a file for these units.
pub(crate) fn choropleth(site: &Site, publication: &Publication, lang: Lang) -> Option<(Figure, Vec<String>)> {
    let file = site.boundaries.iter().find(|file| Some(file.scheme) == publication.dataset.scheme)?;
    if publication.board.with_value() == 0 {
        return None;
    }
    let MapWords { mut frame, ramp, by_band, legend } = map_words(publication, lang);
    frame.source = [frame.source.as_str(), file.source.get(lang)]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("; ");
    let areas = publication
        .board
        .rows
        .iter()
        .map(|row| {
            let band = row.band.and_then(|band| publication.board.bands.get(band));
            Area {
                key: file.key_of(site, &row.unit.id),
                name: row.unit.name.get(lang).to_owned(),
                label: row.unit.short.clone(),
                value: row.value,
                class: if by_band { band.map(|band| band.class) } else { ramp.class(row.value) },
                band: band.map(|band| band.title.get(lang).to_owned()).unwrap_or_default(),
                href: Some(format!("/{}{}/unit/{}", lang.tag(), publication.rest(), row.unit.id)),
                highlight: false,
            }
        })
        .collect();
    let map = Choropleth { frame: frame.clone(), boundary: &file.boundary, areas, legend };
    let unplaced = map.unplaced().into_iter().map(str::to_owned).collect();
    Some((Figure::new("map", &map, &frame), unplaced))
}

/// "Hải Phòng (HP)": the key to what stands on a tile.
fn abbreviated(name: &str, short: &str) -> String {
    if name == short { name.to_owned() } else { format!("{name} ({short})") }
}

fn tile(site: &Site, publication: &Publication, place: &Place, ramp: &Ramp, by_band: bool, lang: Lang) -> Tile {
    let base = Tile { column: place.column, row: place.row, ..Tile::default() };
    if let Some(archipelago) = &place.archipelago {
        let name = archipelago.name.get(lang).to_owned();
        return Tile { kind: TileKind::Archipelago, label: name.clone(), name, ..base };
    }
    let Some(row) = publication.board.row(&place.code) else {
        // A pilot round takes in some provinces only; the others have their tiles all the same.
        let unit = publication.dataset.scheme.and_then(|scheme| site.catalogue.unit(scheme, &place.code));
        let label = unit.map_or(&place.code, |unit| &unit.short).clone();
        let name = unit.map_or(place.code.as_str(), |unit| unit.name.get(lang));
        return Tile { name: abbreviated(name, &label), label, ..base };
    };
    let band = row.band.and_then(|band| publication.board.bands.get(band));
    Tile {
        label: row.unit.short.clone(),
        name: abbreviated(row.unit.name.get(lang), &row.unit.short),
        value: row.value,
        class: if row.value.is_missing() {
            None
        } else if by_band {
            band.map(|band| band.class)
        } else {
            ramp.class(row.value)
        },
        band: band.map(|band| band.title.get(lang).to_owned()).unwrap_or_default(),
        href: Some(format!("/{}{}/unit/{}", lang.tag(), publication.rest(), row.unit.id)),
        ..base
    }
}

/// The names at place 1.
fn leaders(publication: &Publication, lang: Lang) -> Option<String> {
    let first: Vec<&str> =
        publication.board.rows.iter().filter(|row| row.rank == Some(1.0)).map(|row| row.unit.name.get(lang)).collect();
    (!first.is_empty() && first.len() <= 3).then(|| first.join(", "))
}

/// Spread, regions and history; only those there is something to show in.
pub(crate) fn others(site: &Site, publication: &Publication, lang: Lang) -> Vec<Figure> {
    [trend(site, publication, lang), strip(publication, lang), regions(site, publication, lang)]
        .into_iter()
        .flatten()
        .collect()
}

pub(crate) fn strip(publication: &Publication, lang: Lang) -> Option<Figure> {
    let strip = spread(publication, lang)?;
    Some(Figure::new("strip", &strip, &strip.frame))
}

/// How many units are how good.
pub(crate) fn histogram(publication: &Publication, lang: Lang) -> Option<Figure> {
    let strip = spread(publication, lang)?;
    let values: Vec<f64> = strip.dots.iter().filter_map(|dot| dot.value.value()).collect();
    let mean = publication.board.mean?;
    let above = values.iter().filter(|value| **value > mean).count();
    let title = tell!(
        lang,
        "histogram-title",
        above = above.to_string(),
        all = values.len().to_string(),
        units = names::units(publication.dataset.level, lang)
    );
    let chart = Histogram {
        frame: frame(publication, title, lang),
        dots: strip.dots.into_iter().map(|dot| Dot { highlight: false, ..dot }).collect(),
        reference: strip.reference,
    };
    Some(Figure::new("histogram", &chart, &chart.frame))
}

fn spread(publication: &Publication, lang: Lang) -> Option<DistributionStrip> {
    let board = &publication.board;
    let with_value: Vec<&Row> = board.rows.iter().filter(|row| !row.value.is_missing()).collect();
    let values = || with_value.iter().filter_map(|row| row.value.value());
    let (low, high) = (values().reduce(f64::min)?, values().reduce(f64::max)?);
    // A range or a spread of some units says nothing about all of them.
    if with_value.len() < 3 || !board.complete() {
        return None;
    }
    let number = |value: f64| decimal(value, board.digits, lang);
    let frame = frame(
        publication,
        tell!(lang, "strip-title", year = publication.year.to_string(), low = number(low), high = number(high)),
        lang,
    );
    let ends = [with_value.first(), with_value.last()];
    let dots = with_value
        .iter()
        .map(|row| Dot {
            label: row.unit.name.get(lang).to_owned(),
            value: row.value,
            highlight: ends.iter().flatten().any(|end| end.unit.id == row.unit.id),
        })
        .collect();
    let reference = board.mean.map(|value| Reference { label: words::say(lang, "mean"), value });
    Some(DistributionStrip { frame, dots, reference, range: None })
}

pub(crate) fn regions(site: &Site, publication: &Publication, lang: Lang) -> Option<Figure> {
    let mut means: Vec<_> = site
        .catalogue
        .region_means()
        .iter()
        .filter(|mean| mean.index == publication.dataset.index && mean.year == publication.year)
        .filter(|mean| mean.reading == Reading::Main && !publication.dataset.simulated)
        .collect();
    if publication.dataset.level != chiso_catalogue::Level::Province || means.len() < 2 {
        return None;
    }
    means.sort_by(|a, b| b.value.value.total_cmp(&a.value.value));
    let name = |id: &str| site.catalogue.region(id).map_or(id, |region| region.name.get(lang)).to_owned();
    let (first, last) = (means.first()?, means.last()?);
    let title = tell!(
        lang,
        "regions-title",
        year = publication.year.to_string(),
        best = name(&first.region),
        worst = name(&last.region)
    );
    let frame = Frame { source: first.source.text.get(lang).to_owned(), ..frame(publication, title, lang) };
    let rows = means
        .iter()
        .map(|mean| Bar { label: name(&mean.region), value: Cell::number(mean.value.value), ..Bar::default() })
        .collect();
    Some(Figure::new("regions", &RankedBars { frame: frame.clone(), rows, max: Some(100.0) }, &frame))
}

/// Means through the years.
fn trend(site: &Site, publication: &Publication, lang: Lang) -> Option<Figure> {
    let dataset = &publication.dataset;
    if dataset.simulated {
        return None;
    }
    let mut means: Vec<(i16, f64)> = (1990..=2100)
        .filter_map(|year| {
            let computed = site.series(dataset).into_iter().find(|p| p.year == year);
            published_mean(&site.catalogue, dataset, year)
                .or(computed.and_then(|p| p.board.mean))
                .map(|mean| (year, mean))
        })
        .collect();
    means.sort_by_key(|(year, _)| *year);
    let ((first, _), (last, _)) = (*means.first()?, *means.last()?);
    if means.len() < 2 {
        return None;
    }
    let years: Vec<i16> = (first..=last).collect();
    let values = years
        .iter()
        .map(|year| means.iter().find(|(known, _)| known == year).map_or(Cell::BLANK, |(_, mean)| Cell::number(*mean)));
    let number = |value: f64| decimal(chiso_model::Rounding::TWO.round(value), 2, lang);
    let title = match means.iter().find(|(year, _)| *year == publication.year) {
        Some((year, mean)) => tell!(lang, "trend-title", year = year.to_string(), value = number(*mean)),
        None => tell!(lang, "trend-title-plain", from = first.to_string(), to = last.to_string()),
    };
    let source = trend_source(site, publication, &years, lang);
    let frame = Frame {
        subtitle: tell!(lang, "trend-subtitle", units = names::units(dataset.level, lang)),
        source,
        ..frame(publication, title, lang)
    };
    let chart = HistoryLine {
        frame: frame.clone(),
        periods: years.iter().map(ToString::to_string).collect(),
        lines: vec![Line { label: words::say(lang, "mean"), values: values.collect(), highlight: true }],
        breaks: breaks(site, publication, &years, lang),
        range: None,
    };
    Some(Figure::new("trend", &chart, &frame))
}

/// The sources of the means of some years, each with its years.
pub(crate) fn trend_source(site: &Site, publication: &Publication, years: &[i16], lang: Lang) -> String {
    let mut named: Vec<(String, Vec<String>)> = Vec::new();
    for year in years {
        let Some(mean) = crate::board::mean_statistic(&site.catalogue, &publication.dataset, *year) else { continue };
        let text = mean.source.text.get(lang).to_owned();
        match named.iter_mut().find(|(known, _)| *known == text) {
            Some((_, years)) => years.push(year.to_string()),
            None => named.push((text, vec![year.to_string()])),
        }
    }
    named.iter().map(|(text, years)| format!("{}: {text}", years.join(", "))).collect::<Vec<_>>().join("; ")
}

/// Breaks of the series that fall into the years shown.
pub(crate) fn breaks(site: &Site, publication: &Publication, years: &[i16], lang: Lang) -> Vec<SeriesBreak> {
    let dataset = &publication.dataset;
    site.catalogue
        .breaks(&dataset.index, dataset.level)
        .filter_map(|b| {
            let at = years.iter().position(|year| *year == b.year)?;
            let year = b.year.to_string();
            let label = if b.other_units {
                tell!(lang, "break-units", year = year)
            } else {
                tell!(lang, "break-year", year = year)
            };
            (at > 0).then_some(SeriesBreak { at, label })
        })
        .collect()
}
