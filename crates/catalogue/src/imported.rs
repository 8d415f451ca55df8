//! Figures that an operator imported, beside those shipped.

use std::collections::BTreeSet;

use chiso_facts::results::{Figure, ImportedFigure, Provenance as Known};
use chiso_model::agency::{CodeSystem, Level as AgencyLevel};
use chiso_model::{Date, Lang, Period, Text};

use crate::figure::{Printed, Provenance, PublishedFigure, Reading, Source};
use crate::{Catalogue, Dataset, DatasetKind, Level, Scheme};

/// An imported figure that is not among those shown.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOut {
    /// The figure.
    pub figure: ImportedFigure,
    /// Why.
    pub why: WhyLeftOut,
}

/// Why an imported figure is not among those shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WhyLeftOut {
    /// Only provinces and ministries have pages of their own.
    Level,
    /// The unit is none of the provinces of that year, or none of the ministries known.
    Unit,
    /// The same figure of the same source is there already.
    Known,
}

impl WhyLeftOut {
    /// In words.
    pub const fn message(self, lang: Lang) -> &'static str {
        match self {
            WhyLeftOut::Level => lang.pick(
                "chỉ hiển thị kết quả của các tỉnh và các bộ",
                "only results of provinces and ministries are shown",
            ),
            WhyLeftOut::Unit => {
                lang.pick("đơn vị không có trong danh mục của năm đó", "the unit is not in the catalogue of that year")
            }
            WhyLeftOut::Known => lang.pick("đã có, cùng nguồn", "is there already, from the same source"),
        }
    }
}

/// The first year that was measured at its end with other ministries than those of `facts/ministries.csv`.
const MINISTRIES_CHANGED: i16 = 2025;

impl Catalogue {
    /// The catalogue with imported figures beside those shipped, and the figures that it cannot take. No figure takes another's place: the first of a unit and year is the main reading, a later
    /// one from another source another reading (see [`Catalogue::readings`]). An index, level and year without a data set gets one. Figures given twice are taken once.
    pub fn with_figures(&self, imported: &[ImportedFigure]) -> (Catalogue, Vec<LeftOut>) {
        let mut catalogue = self.clone();
        let mut left_out = Vec::new();
        let mut touched = BTreeSet::new();
        for figure in imported {
            let published = match catalogue.published_of(figure) {
                Ok(published) => published,
                Err(why) => {
                    left_out.push(LeftOut { figure: figure.clone(), why });
                    continue;
                }
            };
            touched.insert((published.index.clone(), published.level, published.year));
            catalogue.published.push(published);
        }
        for (index, level, year) in touched {
            catalogue.show(&index, level, year);
        }
        (catalogue, left_out)
    }

    /// The readings here that say something else than an imported figure about the same index, level, year and unit, each in the form of an imported one (row 0). What
    /// only one of the two tells, such as a place, is no difference.
    pub fn disagreeing(&self, figure: &ImportedFigure) -> Vec<ImportedFigure> {
        let Ok((level, unit)) = self.unit_meant(figure) else { return Vec::new() };
        let differs =
            |a: Option<Printed>, b: Option<Figure>| a.zip(b).is_some_and(|(a, b)| !chiso_model::same(a.value, b.value));
        self.readings(&figure.index, level, figure.year, unit)
            .filter(|known| {
                differs(known.value, figure.value)
                    || known.rank.zip(figure.rank).is_some_and(|(a, b)| a != b)
                    || differs(known.appraisal, figure.appraisal)
                    || differs(known.survey, figure.survey)
            })
            .map(|known| ImportedFigure {
                value: known.value.map(figure_of),
                rank: known.rank,
                appraisal: known.appraisal.map(figure_of),
                survey: known.survey.map(figure_of),
                provenance: match known.provenance {
                    Provenance::Published => Known::Published,
                    Provenance::Derived => Known::Derived,
                    Provenance::Reported => Known::Reported,
                },
                source: known.source.text.vi.clone(),
                source_url: None,
                note: known.note.as_ref().map(|note| note.vi.clone()),
                row: 0,
                ..figure.clone()
            })
            .collect()
    }

    /// The level and unit that an imported figure speaks of.
    fn unit_meant<'a>(&'a self, figure: &'a ImportedFigure) -> Result<(Level, &'a str), WhyLeftOut> {
        let day = Period::year(figure.year).last_day();
        let (level, unit) = match figure.level {
            AgencyLevel::Province => {
                let agency = self.register.on(&figure.unit, day).ok_or(WhyLeftOut::Unit)?;
                (Level::Province, agency.code(&CodeSystem::GSO).ok_or(WhyLeftOut::Unit)?)
            }
            AgencyLevel::Ministry => (Level::Ministry, figure.unit.as_str()),
            _ => return Err(WhyLeftOut::Level),
        };
        let known = self.unit(scheme_of(level, day), unit).is_some();
        if known { Ok((level, unit)) } else { Err(WhyLeftOut::Unit) }
    }

    fn published_of(&self, figure: &ImportedFigure) -> Result<PublishedFigure, WhyLeftOut> {
        let (level, unit) = self.unit_meant(figure)?;
        let published = PublishedFigure {
            index: figure.index.clone(),
            level,
            year: figure.year,
            unit: unit.to_owned(),
            value: figure.value.map(printed),
            rank: figure.rank,
            appraisal: figure.appraisal.map(printed),
            survey: figure.survey.map(printed),
            provenance: match figure.provenance {
                Known::Published => Provenance::Published,
                Known::Derived => Provenance::Derived,
                Known::Reported => Provenance::Reported,
            },
            reading: Reading::Main,
            source: source_of(figure),
            note: figure.note.clone().map(|vi| Text { vi, en: None }),
        };
        let others: Vec<&PublishedFigure> =
            self.readings(&published.index, level, published.year, &published.unit).collect();
        let says_the_same = |other: &&PublishedFigure| {
            other.source.text.vi == published.source.text.vi
                && (other.value, other.rank) == (published.value, published.rank)
        };
        if others.iter().any(says_the_same) {
            return Err(WhyLeftOut::Known);
        }
        let reading = if others.is_empty() { Reading::Main } else { Reading::Other };
        Ok(PublishedFigure { reading, ..published })
    }

    /// Sees to it that there is a data set, and that it says whether it is complete.
    fn show(&mut self, index: &str, level: Level, year: i16) {
        let scheme = scheme_of(level, Period::year(year).last_day());
        let complete = self
            .units(scheme)
            .iter()
            .all(|unit| self.figure(index, level, year, &unit.id).is_some_and(|figure| figure.value.is_some()));
        let is_it = |set: &Dataset| set.index == index && set.level == level && set.year == Some(year);
        if let Some(set) = self.datasets.iter_mut().find(|set| is_it(set)) {
            if set.kind == DatasetKind::Published && complete && !set.complete {
                (set.complete, set.note) = (true, None);
            }
            return;
        }
        let is_of_series = |set: &Dataset| set.index == index && set.level == level;
        let some_only = Text::new(
            "Chỉ biết số liệu của một số đơn vị; các đơn vị khác chưa có số liệu.",
            "Figures are known for only some units; for the others there is no data.",
        );
        let of_another_time = Text::new(
            "Danh mục bộ, cơ quan ngang bộ ở đây là danh mục trước ngày 01/03/2025, chưa kiểm chứng cho thời gian sau.",
            "The list of ministries here is that of before 1 March 2025, unverified for later.",
        );
        let is_later = level == Level::Ministry && year >= MINISTRIES_CHANGED;
        let notes = [(!complete).then_some(some_only), is_later.then_some(of_another_time)].into_iter().flatten();
        let note = notes.reduce(|a, b| {
            Text::new(
                format!("{} {}", a.get(Lang::Vi), b.get(Lang::Vi)),
                format!("{} {}", a.get(Lang::En), b.get(Lang::En)),
            )
        });
        let set = Dataset {
            id: format!("{index}/{}/{year}", level.id()),
            index: index.to_owned(),
            level,
            year: Some(year),
            kind: DatasetKind::Published,
            scheme: Some(scheme),
            simulated: false,
            complete,
            ranked: None,
            title: self.title_of(index, level, year),
            note,
        };
        // The newest year of a series comes first.
        let older = self.datasets.iter().position(|set| is_of_series(set) && set.year < Some(year));
        let last = self.datasets.iter().rposition(is_of_series).map(|at| at + 1);
        let at = older.or(last).unwrap_or(self.datasets.len());
        self.datasets.insert(at, set);
    }

    /// As the other years of the index are called.
    fn title_of(&self, index: &str, level: Level, year: i16) -> Text {
        let named = self.datasets.iter().filter(|set| set.index == index).find_map(|set| {
            let (name, _) = set.title.vi.split_once(&format!(" {}", set.year?))?;
            Some(name.to_owned())
        });
        let name = named.unwrap_or_else(|| index.replace('-', " ").to_uppercase());
        let (vi, en) = match level {
            Level::Province => ("các tỉnh, thành phố", "provinces"),
            Level::Ministry => ("các bộ, cơ quan ngang bộ", "ministries"),
            Level::Country => ("các quốc gia", "countries"),
        };
        Text::new(format!("{name} {year} của {vi}"), format!("{name} {year} of {en}"))
    }
}

fn scheme_of(level: Level, day: Date) -> Scheme {
    match level {
        Level::Ministry | Level::Country => Scheme::Ministries,
        Level::Province if Scheme::Provinces34.day().is_some_and(|merger| merger <= day) => Scheme::Provinces34,
        Level::Province => Scheme::Provinces63,
    }
}

const fn printed(figure: Figure) -> Printed {
    Printed { value: figure.value, digits: figure.digits }
}

const fn figure_of(printed: Printed) -> Figure {
    Figure { value: printed.value, digits: printed.digits }
}

/// Nobody but the operator vouches for it, so that it is shown as not verified until somebody there has compared it.
fn source_of(figure: &ImportedFigure) -> Source {
    let vi = match &figure.source_url {
        Some(url) => format!("{} ({url})", figure.source),
        None => figure.source.clone(),
    };
    Source { text: Text { vi, en: None }, verified: figure.checked, checked: figure.checked }
}
