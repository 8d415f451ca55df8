//! One table for every kind of publication, computed here or published elsewhere: what pages, downloads and the API read.

use chiso_catalogue::{Catalogue, Dataset, Level, PublishedFigure, Scheme, Statistic, Unit};
use chiso_engine::Change;
use chiso_model::{Cell, Lang, Missing, Text};
use chiso_rulebook::definition::{Bands, Rulebook};

use crate::site::Computed;

/// Values, places, bands and changes of every unit.
#[derive(Debug)]
pub(crate) struct Board {
    /// Printed digits of the value.
    pub(crate) digits: u8,
    /// Greatest value there can be, where there is one.
    pub(crate) max: Option<f64>,
    /// True when values are per cent of the points that can be had.
    pub(crate) per_cent: bool,
    /// The first parts of the index, each a column.
    pub(crate) parts: Vec<Part>,
    /// Bands, the best first.
    pub(crate) bands: Vec<Band>,
    /// The year that changes are against.
    pub(crate) since: Option<i16>,
    /// Units by place; those without one after them, by name.
    pub(crate) rows: Vec<Row>,
    /// Mean of all units, computed or published.
    pub(crate) mean: Option<f64>,
    /// How many units were ranked, where that is known.
    pub(crate) ranked: Option<usize>,
    /// True when published values lead and what was recomputed here from published parts stands beside them.
    pub(crate) recomputed: bool,
}

/// A part of the index, as a column.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) code: Option<String>,
    pub(crate) title: Text,
    pub(crate) max: Option<f64>,
    pub(crate) digits: u8,
}

/// A band.
#[derive(Debug, Clone)]
pub(crate) struct Band {
    pub(crate) id: String,
    pub(crate) title: Text,
    /// Class of the ramp of the charts, 0 (low) to 6 (high).
    pub(crate) class: u8,
}

/// What is known of one unit.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) unit: Unit,
    /// The value as printed: the published one where there is one.
    pub(crate) value: Cell,
    /// The value computed here, where a published one leads.
    pub(crate) recomputed: Option<Cell>,
    /// Its printed digits: a source may have printed fewer.
    pub(crate) digits: u8,
    pub(crate) rank: Option<f64>,
    /// Index into the bands.
    pub(crate) band: Option<usize>,
    pub(crate) interval: Option<(f64, f64, f64)>,
    /// Change of the value, and of the place, since the year compared with.
    pub(crate) change: Option<f64>,
    pub(crate) places: Option<f64>,
    /// One a part.
    pub(crate) parts: Vec<Cell>,
    /// The published figure it rests on.
    pub(crate) figure: Option<PublishedFigure>,
}

impl Row {
    /// True when value or place is known.
    pub(crate) fn known(&self) -> bool {
        !self.value.is_missing() || self.rank.is_some()
    }

    /// How the published value and the one recomputed from its published parts differ; nothing where there is only one of them.
    pub(crate) fn recomputed_note(&self, board: &Board, lang: Lang) -> Option<String> {
        let (published, own) = (self.value.value()?, self.recomputed?.value()?);
        let text = |value: f64| chiso_model::decimal(value, board.digits, lang);
        let rounding = chiso_model::Rounding { digits: board.digits, mode: chiso_model::RoundingMode::HalfUp };
        let off = rounding.round((own - published).abs());
        let (count, published, own, off) =
            (board.parts.len(), text(published), text(own), if off > 0.0 { Some(text(off)) } else { None });
        let parts = match (count, lang) {
            (2, Lang::Vi) => "hai điểm thành phần".to_owned(),
            (2, Lang::En) => "the two rounded parts".to_owned(),
            (_, Lang::Vi) => format!("{count} điểm thành phần"),
            (_, Lang::En) => format!("the {count} rounded parts"),
        };
        Some(match (off, lang) {
            (Some(off), Lang::Vi) => {
                format!("Đã công bố {published}; cộng {parts} đã làm tròn được {own}, nên lệch {off}.")
            }
            (None, Lang::Vi) => format!("Đã công bố {published}; cộng {parts} đã làm tròn cũng được {own}."),
            (Some(off), Lang::En) => format!("Published: {published}; {parts} add up to {own}, hence {off} off."),
            (None, Lang::En) => format!("Published: {published}; {parts} add up to {own} too."),
        })
    }
}

impl Board {
    /// The board of a data set that was computed here.
    pub(crate) fn computed(catalogue: &Catalogue, dataset: &Dataset, computed: &Computed) -> Board {
        let (outcome, rulebook) = (&computed.outcome, &computed.shipped.rulebook);
        let root = outcome.root();
        let bands = bands_of(rulebook);
        let part_nodes: Vec<_> = root.parts.iter().filter_map(|part| outcome.nodes.get(*part)).collect();
        let nodes = rulebook.tree.walk();
        let parts = part_nodes
            .iter()
            .map(|part| {
                let node = nodes.iter().find(|node| node.id.as_str() == part.id);
                Part {
                    id: part.id.clone(),
                    code: node.and_then(|node| node.code.clone()),
                    title: node.map_or_else(|| Text::new(&*part.id, &*part.id), |node| node.title.clone()),
                    max: part.max,
                    digits: part.rounding.digits,
                }
            })
            .collect();
        let changes = computed.changes.as_ref().and_then(|changes| changes.nodes.first()?.as_ref().ok());
        let published = |unit: &str| {
            let year = dataset.year.filter(|_| !dataset.simulated)?;
            catalogue.figure(&dataset.index, dataset.level, year, unit).cloned()
        };
        let before = |unit: &str| {
            let year = dataset.year.filter(|_| !dataset.simulated)?;
            catalogue.figure_before(&dataset.index, dataset.level, (year, unit), year - 1)
        };
        let ranks =
            dataset.year.is_some_and(|year| catalogue.ranks_comparable(&dataset.index, dataset.level, year, year - 1));
        let recomputed = outcome.units.iter().any(|unit| published(unit).is_some_and(|figure| figure.value.is_some()));
        let rows: Vec<Row> = (0..outcome.units.len())
            .map(|u| {
                let figure = published(&outcome.units[u]);
                let own = printed(root.rounded[u], root.values[u]);
                let leading = figure.as_ref().and_then(|figure| figure.value);
                let change: Option<Change> = changes.and_then(|all| all.get(u).copied().flatten());
                // Where published values lead, so does their change against the published ones of the year before.
                let moved = figure
                    .as_ref()
                    .filter(|_| recomputed && changes.is_none())
                    .map_or((None, None), |figure| moved(figure, before(&outcome.units[u]), ranks));
                Row {
                    unit: unit(catalogue, dataset.scheme, &outcome.units[u]),
                    value: leading.map_or(own, |leading| Cell::number(leading.value)),
                    recomputed: recomputed.then_some(own),
                    digits: root.rounding.digits,
                    rank: figure.as_ref().and_then(|f| f.rank).map(f64::from).or(root.ranks[u]),
                    band: root.bands[u].as_ref().and_then(|id| bands.iter().position(|band| band.id == *id)),
                    interval: root.intervals.get(u).copied().flatten().map(|i| (i.low, i.high, i.level)),
                    change: change.map(|change| change.value).or(moved.0),
                    places: change.and_then(|change| change.places).or(moved.1),
                    parts: part_nodes.iter().map(|part| printed(part.rounded[u], part.values[u])).collect(),
                    figure,
                }
            })
            .collect();
        let moved = rows.iter().any(|row| row.change.is_some() || row.places.is_some());
        let mut board = Board {
            digits: root.rounding.digits,
            max: root.max,
            per_cent: false,
            parts,
            bands,
            since: computed
                .previous
                .filter(|_| changes.is_some())
                .map(chiso_model::Period::year_number)
                .or(dataset.year.filter(|_| moved && changes.is_none()).map(|year| year - 1)),
            rows,
            mean: dataset
                .year
                .filter(|_| recomputed)
                .and_then(|year| published_mean(catalogue, dataset, year))
                .or(computed.summary.nodes.first().and_then(|node| node.mean)),
            ranked: Some(root.ranks.iter().flatten().count()),
            recomputed,
        };
        board.sort();
        board
    }

    /// The board of figures that somebody else published.
    pub(crate) fn published(catalogue: &Catalogue, dataset: &Dataset, year: i16) -> Board {
        let figures = catalogue.figures(&dataset.index, dataset.level, year);
        let ranks = catalogue.ranks_comparable(&dataset.index, dataset.level, year, year - 1);
        let rulebook = banded(catalogue, dataset);
        let bands = rulebook.map(bands_of).unwrap_or_default();
        let has_parts = figures.iter().any(|figure| figure.appraisal.is_some() || figure.survey.is_some());
        let ids: Vec<String> = match dataset.scheme {
            // Which ministries were assessed changes from year to year, and a pilot round takes in some provinces only: there, units that no source names are not
            // missing.
            Some(scheme) if dataset.level == Level::Province && !dataset.complete => {
                catalogue.units(scheme).iter().map(|unit| unit.id.clone()).collect()
            }
            _ => figures.iter().map(|figure| figure.unit.clone()).collect(),
        };
        let rows: Vec<Row> = ids
            .iter()
            .map(|id| {
                let figure = figures.iter().find(|figure| figure.unit == *id).copied();
                let before = catalogue
                    .figure_before(&dataset.index, dataset.level, (year, id), year - 1)
                    .filter(|_| figure.is_some());
                let moved = figure.map_or((None, None), |figure| moved(figure, before, ranks));
                published_row(unit(catalogue, dataset.scheme, id), figure, moved, rulebook, has_parts)
            })
            .collect();
        let (bands, rows) = only_used(bands, rows);
        let mut board = Board {
            digits: 2,
            max: Some(100.0),
            per_cent: true,
            parts: if has_parts { published_parts() } else { Vec::new() },
            bands,
            since: rows.iter().any(|row| row.change.is_some() || row.places.is_some()).then_some(year - 1),
            rows,
            mean: published_mean(catalogue, dataset, year),
            ranked: dataset.ranked.map(usize::from),
            recomputed: false,
        };
        board.sort();
        board
    }

    fn sort(&mut self) {
        self.rows.sort_by(|a, b| {
            let rank = |row: &Row| row.rank.unwrap_or(f64::INFINITY);
            let value = |row: &Row| row.value.value().unwrap_or(f64::NEG_INFINITY);
            rank(a).total_cmp(&rank(b)).then(value(b).total_cmp(&value(a))).then_with(|| {
                chiso_web::fold::key(a.unit.name.get(Lang::Vi)).cmp(&chiso_web::fold::key(b.unit.name.get(Lang::Vi)))
            })
        });
    }

    /// The row of a unit.
    pub(crate) fn row(&self, unit: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.unit.id == unit)
    }

    /// How many units there were to assess, where that is known.
    pub(crate) fn assessed(&self) -> Option<usize> {
        let has_unknown = self.rows.iter().any(|row| !row.known());
        if has_unknown { Some(self.rows.len()) } else { self.ranked }
    }

    /// "7 / 63": units with a value, of those there were to assess.
    pub(crate) fn known_of_assessed(&self, lang: Lang) -> String {
        let known = self.with_value();
        match self.assessed() {
            Some(all) if all != known => format!("{known} / {all}"),
            Some(_) => known.to_string(),
            None => format!("{known} / {}", lang.pick("chưa rõ tổng số", "total not known")),
        }
    }

    /// "7 / 63 tỉnh, thành phố", "1 ministry": the units with a value.
    pub(crate) fn counted(&self, level: Level, lang: Lang) -> String {
        use crate::view::names::counted;
        let known = self.with_value();
        match self.assessed() {
            Some(all) if all != known => format!("{known} / {}", counted(all, level, lang)),
            _ => counted(known, level, lang),
        }
    }

    /// How many units have a value.
    pub(crate) fn with_value(&self) -> usize {
        self.rows.iter().filter(|row| !row.value.is_missing()).count()
    }

    /// "2 chỉ biết thứ hạng"; nothing where every known unit has a value.
    pub(crate) fn place_only(&self, lang: Lang) -> Option<String> {
        let count = self.known() - self.with_value();
        (count > 0).then(|| match lang {
            Lang::Vi => format!("{count} chỉ biết thứ hạng"),
            Lang::En => format!("{count} with the place only"),
        })
    }

    /// True when the value of every unit there was to assess is known: only then may a range or a spread be told.
    pub(crate) fn complete(&self) -> bool {
        self.with_value() == self.rows.len() && self.ranked == Some(self.rows.len())
    }

    /// How many units are known.
    pub(crate) fn known(&self) -> usize {
        self.rows.iter().filter(|row| row.known()).count()
    }
}

/// Leaves out bands that no unit is in: what a rulebook calls the lower bands is no part of what was published.
fn only_used(bands: Vec<Band>, mut rows: Vec<Row>) -> (Vec<Band>, Vec<Row>) {
    let used: Vec<usize> = (0..bands.len()).filter(|band| rows.iter().any(|row| row.band == Some(*band))).collect();
    for row in &mut rows {
        row.band = row.band.and_then(|band| used.iter().position(|other| *other == band));
    }
    (bands.into_iter().enumerate().filter(|(band, _)| used.contains(band)).map(|(_, band)| band).collect(), rows)
}

/// Mean of all units as published for a year.
pub(crate) fn published_mean(catalogue: &Catalogue, dataset: &Dataset, year: i16) -> Option<f64> {
    mean_statistic(catalogue, dataset, year).map(|mean| mean.value.value)
}

/// The published mean with its source.
pub(crate) fn mean_statistic<'a>(catalogue: &'a Catalogue, dataset: &Dataset, year: i16) -> Option<&'a Statistic> {
    use chiso_catalogue::{Reading, StatisticKind};
    catalogue.statistics().iter().find(|s| {
        s.index == dataset.index
            && s.level == dataset.level
            && s.year == year
            && s.component.is_none()
            && s.kind == StatisticKind::Mean
            && s.reading == Reading::Main
    })
}

fn published_row(
    unit: Unit,
    figure: Option<&PublishedFigure>,
    (change, places): (Option<f64>, Option<f64>),
    rulebook: Option<&Rulebook>,
    has_parts: bool,
) -> Row {
    let value = figure.and_then(|figure| figure.value);
    let digits = value.map_or(2, |value| value.digits);
    let cell = |printed: Option<chiso_catalogue::Printed>| printed.map_or(Cell::BLANK, |p| Cell::number(p.value));
    Row {
        unit,
        value: cell(value),
        recomputed: None,
        digits,
        rank: figure.and_then(|figure| figure.rank).map(f64::from),
        band: value.and_then(|value| band_by_cuts(rulebook?, value.value)),
        interval: None,
        change,
        places,
        parts: if has_parts {
            vec![cell(figure.and_then(|f| f.appraisal)), cell(figure.and_then(|f| f.survey))]
        } else {
            Vec::new()
        },
        figure: figure.cloned(),
    }
}

/// Change of value against an earlier figure, and of place where the places of both years may be compared.
fn moved(figure: &PublishedFigure, before: Option<&PublishedFigure>, ranks: bool) -> (Option<f64>, Option<f64>) {
    // The difference of two decimals is a decimal: rounding takes away what binary fractions add.
    let change = figure.value.zip(before.and_then(|before| before.value)).map(|(now, then)| {
        chiso_model::Rounding { digits: now.digits.max(then.digits), mode: chiso_model::RoundingMode::HalfUp }
            .round(now.value - then.value)
    });
    let places = figure
        .rank
        .zip(before.and_then(|f| f.rank))
        .filter(|_| ranks)
        .map(|(now, then)| f64::from(then) - f64::from(now));
    (change, places)
}

fn published_parts() -> Vec<Part> {
    let part = |id: &str, title: Text| Part { id: id.to_owned(), code: None, title, max: None, digits: 2 };
    vec![
        part("appraisal", Text::new("Điểm thẩm định", "Appraisal points")),
        part("survey", Text::new("Điểm điều tra xã hội học", "Survey points")),
    ]
}

fn unit(catalogue: &Catalogue, scheme: Option<Scheme>, id: &str) -> Unit {
    scheme.and_then(|scheme| catalogue.unit(scheme, id)).cloned().unwrap_or_else(|| Unit {
        id: id.to_owned(),
        name: Text::new(id, id),
        short: id.chars().take(4).collect(),
        region: None,
    })
}

fn printed(rounded: Option<f64>, value: Cell) -> Cell {
    match (rounded, value.get()) {
        (Some(rounded), Ok(_)) => Cell::number(rounded),
        (None, Ok(value)) => Cell::number(value),
        (_, Err(kind)) => Cell::missing(kind),
    }
}

/// Bands of the root, the best first.
fn bands_of(rulebook: &Rulebook) -> Vec<Band> {
    let Some(bands) = rulebook.bands.as_ref().or(rulebook.tree.bands.as_ref()) else { return Vec::new() };
    let mut sorted: Vec<_> = bands.bands().iter().collect();
    let from = |band: &&chiso_rulebook::definition::Band| band.from.map_or(f64::NEG_INFINITY, |from| from.0);
    sorted.sort_by(|a, b| from(b).total_cmp(&from(a)));
    let last = sorted.len().saturating_sub(1).max(1);
    let class = |place: usize| 6 - u8::try_from((place * 6) / last).unwrap_or(6);
    sorted
        .iter()
        .enumerate()
        .map(|(place, band)| Band { id: band.id.to_string(), title: band.title.clone(), class: class(place) })
        .collect()
}

/// The newest rulebook of the index for these units whose bands are cuts of a percentage.
fn banded<'a>(catalogue: &'a Catalogue, dataset: &'a Dataset) -> Option<&'a Rulebook> {
    catalogue
        .editions(&dataset.index)
        .map(|shipped| &shipped.rulebook)
        .find(|r| r.units.as_deref() == Some(dataset.level.id()) && matches!(r.bands, Some(Bands::Cuts(_))))
}

fn band_by_cuts(rulebook: &Rulebook, value: f64) -> Option<usize> {
    let Some(Bands::Cuts(cuts)) = &rulebook.bands else { return None };
    let reached = cuts.iter().filter(|band| band.from.is_none_or(|from| from.0 <= value)).max_by(|a, b| {
        a.from.map_or(f64::NEG_INFINITY, |f| f.0).total_cmp(&b.from.map_or(f64::NEG_INFINITY, |f| f.0))
    })?;
    bands_of(rulebook).iter().position(|band| band.id == reached.id.as_str())
}

/// A missing value in words, or the number.
pub(crate) fn cell_text(cell: Cell, digits: u8, lang: Lang) -> Result<String, &'static str> {
    cell.get()
        .map(|value| chiso_model::decimal(value, digits, lang))
        .map_err(|kind: Missing| chiso_web::format::missing(kind, lang))
}
