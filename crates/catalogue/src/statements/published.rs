//! Sentences from published figures.

use chiso_model::{Lang, Text};

use super::wording::{self, Change, Outstanding, Standing, both, difference, percent};
use super::{Basis, FigureUsed, Statement, Topic};
use crate::figure::{Printed, PublishedFigure, Reading, RegionMean, Statistic, StatisticKind};
use crate::{Catalogue, Level};

/// Places that get a sentence of their own, besides the last.
const LEADERS: u16 = 5;

/// Every sentence that the shipped figures of an index, level and year allow, in the order of the page. A change is derived only where the main reading of the
/// year before is shipped and no break lies between.
pub fn published(catalogue: &Catalogue, index: &str, level: Level, year: i16) -> Vec<Statement> {
    let subject = Subject { catalogue, index, level, year };
    let mut statements = Vec::new();
    statements.extend(subject.mean());
    statements.extend(subject.movement());
    statements.extend(subject.bands());
    statements.extend(subject.places());
    statements.extend(subject.spread());
    statements.extend(subject.outstanding());
    statements.extend(subject.components());
    statements.extend(subject.regions());
    statements.extend(subject.quotes());
    statements.sort_by_key(|s| s.topic);
    statements
}

/// What is spoken of.
struct Subject<'a> {
    catalogue: &'a Catalogue,
    index: &'a str,
    level: Level,
    year: i16,
}

impl<'a> Subject<'a> {
    fn mean(&self) -> Option<Statement> {
        let now = self.statistic(None, StatisticKind::Mean)?;
        let before = self.before().and_then(|earlier| earlier.statistic(None, StatisticKind::Mean));
        let change = before.map(|b| (difference(now.value, b.value), b.year));
        let mut figures = vec![self.of_statistic(now)];
        figures.extend(before.map(|b| self.of_statistic(b)));
        Some(Statement {
            topic: Topic::Mean,
            text: wording::mean(self.level, now.value, change),
            basis: basis(change.is_some()),
            figures,
        })
    }

    fn movement(&self) -> Option<Statement> {
        let up = self.statistic(None, StatisticKind::UnitsUp);
        let down = self.statistic(None, StatisticKind::UnitsDown);
        let figures: Vec<FigureUsed> = [up, down].into_iter().flatten().map(|s| self.of_statistic(s)).collect();
        (!figures.is_empty()).then(|| Statement {
            topic: Topic::Movement,
            text: wording::movement(self.level, up.map(|s| s.value), down.map(|s| s.value), self.year - 1),
            basis: Basis::Quoted,
            figures,
        })
    }

    fn bands(&self) -> Option<Statement> {
        let counts: Vec<&Statistic> = self.statistics(None).filter(|s| s.kind == StatisticKind::UnitsInBand).collect();
        let named: Vec<(&str, Option<&Text>, Printed)> =
            counts.iter().filter_map(|s| Some((s.band.as_deref()?, s.note.as_ref(), s.value))).collect();
        (!named.is_empty()).then(|| Statement {
            topic: Topic::Bands,
            text: wording::bands(self.level, &named),
            basis: Basis::Quoted,
            figures: counts.iter().map(|s| self.of_statistic(s)).collect(),
        })
    }

    fn places(&self) -> Vec<Statement> {
        let last = self.last_place();
        let figures = self.catalogue.figures(self.index, self.level, self.year);
        let mut statements: Vec<Statement> = figures
            .into_iter()
            .filter_map(|figure| {
                let rank = figure.rank?;
                let (topic, standing) = match rank {
                    1 => (Topic::First, Standing::First),
                    rank if Some(rank) == last => (Topic::Last, Standing::Last),
                    rank if rank <= LEADERS => (Topic::Leaders, Standing::Nth(rank)),
                    _ => return None,
                };
                Some(self.place(figure, topic, standing))
            })
            .collect();
        // Where no unit is known at the end of the list, the end may still be known.
        for (topic, kind) in [(Topic::First, StatisticKind::Max), (Topic::Last, StatisticKind::Min)] {
            if let Some(statistic) = self.statistic(None, kind)
                && statements.iter().all(|s| s.topic != topic)
            {
                let unit = statistic.unit.as_ref().map(|unit| self.name(unit, self.year));
                statements.push(Statement {
                    topic,
                    text: wording::extreme(kind == StatisticKind::Max, unit.as_ref(), statistic.value),
                    basis: Basis::Quoted,
                    figures: vec![self.of_statistic(statistic)],
                });
            }
        }
        statements
    }

    fn place(&self, figure: &PublishedFigure, topic: Topic, standing: Standing) -> Statement {
        let (index, level, earlier) = (self.index, self.level, self.year - 1);
        let before = self.catalogue.figure_before(index, level, (self.year, &figure.unit), earlier);
        let ranks = self.catalogue.ranks_comparable(index, level, self.year, earlier);
        let change = before.map(|b| Change {
            since: b.year,
            value: figure.value.zip(b.value).map(|(now, before)| difference(now, before)),
            places: figure.rank.zip(b.rank).filter(|_| ranks).map(|(now, before)| i32::from(before) - i32::from(now)),
        });
        let change = change.filter(|c| c.value.is_some() || c.places.is_some());
        let name = self.name(&figure.unit, self.year);
        let mut figures = vec![self.of_figure(figure)];
        figures.extend(change.and(before).map(|b| self.of_figure(b)));
        Statement {
            topic,
            text: wording::place(&name, self.level, standing, figure.value, change),
            basis: basis(change.is_some()),
            figures,
        }
    }

    /// First and last unit, where both have a value.
    fn ends(&self) -> Option<[&'a PublishedFigure; 2]> {
        let last = self.last_place()?;
        let figures = self.catalogue.figures(self.index, self.level, self.year);
        let at = |place: u16| figures.iter().find(|f| f.rank == Some(place) && f.value.is_some()).copied();
        Some([at(1)?, at(last)?])
    }

    fn spread(&self) -> Option<Statement> {
        let distance = |[first, last]: [&PublishedFigure; 2]| Some(difference(first.value?, last.value?));
        let ends = self.ends()?;
        let before = self.before().and_then(|year| Some((year.ends()?, year.year)));
        let mut figures: Vec<FigureUsed> = ends.iter().map(|f| self.of_figure(f)).collect();
        figures.extend(before.iter().flat_map(|(ends, _)| ends.iter().map(|f| self.of_figure(f))));
        Some(Statement {
            topic: Topic::Spread,
            text: wording::spread(
                distance(ends)?,
                before.and_then(|(ends, year)| distance(ends).map(|distance| (distance, year))),
            ),
            basis: Basis::Derived,
            figures,
        })
    }

    fn outstanding(&self) -> Vec<Statement> {
        [
            (StatisticKind::BestGain, Outstanding::BestGain),
            (StatisticKind::LeastGain, Outstanding::LeastGain),
            (StatisticKind::GreatestLoss, Outstanding::GreatestLoss),
        ]
        .into_iter()
        .filter_map(|(kind, what)| {
            let statistic = self.statistic(None, kind)?;
            let name = statistic.unit.as_ref().map(|unit| self.name(unit, self.year));
            Some(Statement {
                topic: Topic::Outstanding,
                text: wording::outstanding(what, name.as_ref(), statistic.value, self.year - 1),
                basis: Basis::Quoted,
                figures: vec![self.of_statistic(statistic)],
            })
        })
        .collect()
    }

    fn components(&self) -> Vec<Statement> {
        let components = self.catalogue.components().iter().filter(|c| c.index == self.index);
        components.flat_map(|c| self.component(&c.id, &c.name)).collect()
    }

    fn component(&self, id: &str, name: &Text) -> Vec<Statement> {
        let of = |kind| self.statistic(Some(id), kind);
        let say = |text, basis, used: &[Option<&Statistic>]| Statement {
            topic: Topic::Components,
            text,
            basis,
            figures: used.iter().flatten().map(|s| self.of_statistic(s)).collect(),
        };
        let mut statements = Vec::new();
        let (now, printed, rank) =
            (of(StatisticKind::Mean), of(StatisticKind::MeanChange), of(StatisticKind::ComponentRank));
        let before = self.before().and_then(|earlier| earlier.statistic(Some(id), StatisticKind::Mean));
        let derived = now.zip(before).map(|(now, before)| difference(now.value, before.value));
        let change = derived.or(printed.map(|p| p.value)).map(|change| (change, self.year - 1));
        if now.is_some() || change.is_some() {
            let text = wording::component_mean(name, now.map(|s| s.value), change, rank.map(|s| s.value));
            // The printed change is not used where the change could be derived.
            let printed = printed.filter(|_| derived.is_none());
            statements.push(say(
                text,
                basis(derived.is_some()),
                &[now, before.filter(|_| derived.is_some()), printed, rank],
            ));
        }
        let (up, down, full) =
            (of(StatisticKind::UnitsUp), of(StatisticKind::UnitsDown), of(StatisticKind::UnitsAtFull));
        if up.is_some() || down.is_some() || full.is_some() {
            let value = |s: Option<&Statistic>| s.map(|s| s.value);
            let text = wording::component_counts(name, self.level, value(up), value(down), value(full));
            statements.push(say(text, Basis::Quoted, &[up, down, full]));
        }
        for (extreme, highest) in [(of(StatisticKind::Max), true), (of(StatisticKind::Min), false)] {
            if let Some(statistic) = extreme {
                let unit = statistic.unit.as_ref().map(|unit| self.name(unit, self.year));
                let text = wording::component_extreme(name, highest, unit.as_ref(), statistic.value);
                statements.push(say(text, Basis::Quoted, &[extreme]));
            }
        }
        if let Some(share) = of(StatisticKind::Share) {
            statements.push(say(wording::share(name, share.value), Basis::Quoted, &[Some(share)]));
        }
        statements
    }

    /// The highest and the lowest region, where the means of all regions are known.
    fn regions(&self) -> Vec<Statement> {
        let means = |year: i16| -> Vec<&'a RegionMean> {
            self.catalogue
                .region_means()
                .iter()
                .filter(|m| m.index == self.index && m.year == year && m.reading == Reading::Main)
                .collect()
        };
        let mut now = means(self.year);
        if self.level != Level::Province || now.len() != self.number_of_regions() {
            return Vec::new();
        }
        now.sort_by(|a, b| b.value.value.total_cmp(&a.value.value));
        let earlier = self.before().map(|year| means(year.year)).unwrap_or_default();
        [(now.first(), true), (now.last(), false)]
            .into_iter()
            .filter_map(|(mean, highest)| {
                let mean = mean?;
                let name = &self.catalogue.region(&mean.region)?.name;
                let before = earlier.iter().find(|b| b.region == mean.region);
                let change = before.map(|b| (difference(mean.value, b.value), b.year));
                let mut figures = vec![of_region(name, mean)];
                figures.extend(before.map(|b| of_region(name, b)));
                Some(Statement {
                    topic: Topic::Regions,
                    text: wording::region(name, highest, mean.value, change),
                    basis: basis(change.is_some()),
                    figures,
                })
            })
            .collect()
    }

    fn number_of_regions(&self) -> usize {
        let end = chiso_model::Period::year(self.year).last_day();
        let mut regions: Vec<&str> =
            self.catalogue.provinces().iter().filter(|p| p.exists_on(end)).filter_map(|p| p.region_on(end)).collect();
        regions.sort_unstable();
        regions.dedup();
        regions.len()
    }

    fn quotes(&self) -> Vec<Statement> {
        let sentences = self.catalogue.sentences().iter();
        let sentences = sentences.filter(|s| s.index == self.index && s.level == self.level && s.year == self.year);
        let quotes = sentences.map(|s| (Topic::Quote, &s.text, &s.source));
        let breaks = self.catalogue.breaks(self.index, self.level).filter(|b| b.year == self.year);
        let breaks = breaks.map(|b| (Topic::Break, &b.text, &b.source));
        quotes
            .chain(breaks)
            .map(|(topic, text, source)| Statement {
                topic,
                text: text.clone(),
                basis: Basis::Quoted,
                figures: vec![FigureUsed { label: text.clone(), value: Text::default(), source: source.clone() }],
            })
            .collect()
    }

    /// The year before, where figures may be compared with it.
    fn before(&self) -> Option<Subject<'a>> {
        let earlier = Subject { year: self.year - 1, ..*self };
        self.catalogue.comparable(self.index, self.level, self.year, earlier.year).then_some(earlier)
    }

    fn last_place(&self) -> Option<u16> {
        let mut datasets = self.catalogue.datasets().iter();
        datasets
            .find(|d| !d.simulated && d.index == self.index && d.level == self.level && d.year == Some(self.year))?
            .ranked
    }

    fn statistics(&self, component: Option<&'a str>) -> impl Iterator<Item = &'a Statistic> {
        let (index, level, year) = (self.index, self.level, self.year);
        self.catalogue.statistics().iter().filter(move |s| {
            s.index == index
                && s.level == level
                && s.year == year
                && s.component.as_deref() == component
                && s.reading == Reading::Main
        })
    }

    fn statistic(&self, component: Option<&str>, kind: StatisticKind) -> Option<&'a Statistic> {
        self.catalogue.statistics().iter().find(|s| {
            s.index == self.index
                && s.level == self.level
                && s.year == self.year
                && s.component.as_deref() == component
                && s.reading == Reading::Main
                && s.kind == kind
        })
    }

    fn name(&self, unit: &str, year: i16) -> Text {
        let name = match self.level {
            Level::Province => {
                self.catalogue.province(unit, chiso_model::Period::year(year).last_day()).map(|p| &p.name)
            }
            Level::Ministry | Level::Country => self.catalogue.find_ministry(unit).map(|m| &m.name),
        };
        name.cloned().unwrap_or_else(|| Text { vi: unit.to_owned(), en: None })
    }

    fn of_figure(&self, figure: &PublishedFigure) -> FigureUsed {
        let name = self.name(&figure.unit, figure.year);
        FigureUsed {
            label: both(|lang| format!("{}, {}", name.get(lang), in_year(figure.year, lang))),
            value: both(|lang| {
                let value = figure.value.map(|value| percent(value, lang));
                let rank = figure.rank.map(|rank| format!("{} {rank}", lang.pick("hạng", "place")));
                [value, rank].into_iter().flatten().collect::<Vec<_>>().join(", ")
            }),
            source: figure.source.clone(),
        }
    }

    fn of_statistic(&self, statistic: &Statistic) -> FigureUsed {
        let component = statistic.component.as_ref().and_then(|id| self.catalogue.component(self.index, id));
        let unit = statistic.unit.as_ref().map(|unit| self.name(unit, statistic.year));
        FigureUsed {
            label: both(|lang| {
                let mut label = String::new();
                if let Some(component) = component {
                    label.push_str(component.name.get(lang));
                    label.push_str(": ");
                }
                label.push_str(statistic.kind.name(lang));
                if let Some(band) = &statistic.band {
                    label.push(' ');
                    label.push_str(band);
                }
                let unit = unit.as_ref().map(|unit| format!(" ({})", unit.get(lang))).unwrap_or_default();
                format!("{label}{unit}, {}", in_year(statistic.year, lang))
            }),
            value: both(|lang| statistic.text(lang)),
            source: statistic.source.clone(),
        }
    }
}

fn of_region(name: &Text, mean: &RegionMean) -> FigureUsed {
    FigureUsed {
        label: both(|lang| format!("{}, {}", name.get(lang), in_year(mean.year, lang))),
        value: both(|lang| percent(mean.value, lang)),
        source: mean.source.clone(),
    }
}

fn in_year(year: i16, lang: Lang) -> String {
    match lang {
        Lang::Vi => format!("năm {year}"),
        Lang::En => year.to_string(),
    }
}

fn basis(derived: bool) -> Basis {
    if derived { Basis::Derived } else { Basis::Quoted }
}
