//! Which figures of different years may be compared. Years are matched by agency, never by code: 31 was one Hải Phòng until 2024 and is another, with Hải Dương, since 2025.

use chiso_model::Period;
use chiso_model::agency::CodeSystem;

use crate::{Catalogue, Level, PublishedFigure, Reading, SeriesBreak};

impl Catalogue {
    /// Breaks in the series of an index at a level, the oldest first.
    pub fn breaks<'a>(&'a self, index: &'a str, level: Level) -> impl Iterator<Item = &'a SeriesBreak> {
        let of_index = move |b: &SeriesBreak| b.index.as_deref().is_none_or(|of| of == index);
        self.breaks.iter().filter(move |b| of_index(b) && b.level.is_none_or(|of| of == level))
    }

    /// True when figures about all units of the two years may be compared: no break lies between them.
    pub fn comparable(&self, index: &str, level: Level, year: i16, earlier: i16) -> bool {
        !self.breaks(index, level).any(|b| earlier < b.year && b.year <= year)
    }

    /// True when the figures of one and the same agency may be compared: there may be other units beside it, but the index is made in the same way.
    pub fn same_method(&self, index: &str, level: Level, year: i16, earlier: i16) -> bool {
        !self.breaks(index, level).any(|b| !b.other_units && earlier < b.year && b.year <= year)
    }

    /// The unit of another year that is the same agency as this unit in this year; none where that agency was not there at the end of the other year, as one that was
    /// formed by a merger was not.
    pub fn unit_in_year<'c>(&'c self, level: Level, unit: &'c str, year: i16, other: i16) -> Option<&'c str> {
        let agency = match level {
            // Nothing is known of what became of countries.
            Level::Country => return Some(unit),
            Level::Province | Level::Ministry => self.agency_of(level, year, unit)?,
        };
        let then = self.register.on(agency.id(), Period::year(other).last_day())?;
        if level == Level::Province { then.code(&CodeSystem::GSO) } else { Some(unit) }
    }

    /// The main reading of an earlier year with which the figure of a unit may be compared.
    pub fn figure_before(
        &self,
        index: &str,
        level: Level,
        (year, unit): (i16, &str),
        earlier: i16,
    ) -> Option<&PublishedFigure> {
        if !self.same_method(index, level, year, earlier) {
            return None;
        }
        self.figure(index, level, earlier, self.unit_in_year(level, unit, year, earlier)?)
    }

    /// True when a place of one year may be compared with one of the other: the units are the same, and in both years (nearly) all of them were ranked.
    pub fn ranks_comparable(&self, index: &str, level: Level, year: i16, earlier: i16) -> bool {
        let (now, then) = (self.ranked(index, level, year), self.ranked(index, level, earlier));
        // One or two may be left out of a round, as the Ministry of Defence is; a tenth of the units would move all others.
        let near = now.zip(then).is_some_and(|(now, then)| now.abs_diff(then) * 20 <= now.max(then));
        near && self.comparable(index, level, year, earlier)
    }

    /// How many units were ranked: as the data set says, or as counted where nearly every unit of the year has a place.
    fn ranked(&self, index: &str, level: Level, year: i16) -> Option<usize> {
        let mut sets = self
            .datasets
            .iter()
            .filter(|set| !set.simulated && set.index == index && set.level == level && set.year == Some(year));
        let set = sets.next()?;
        if let Some(told) = set.ranked {
            return Some(usize::from(told));
        }
        let with_rank = |f: &&PublishedFigure| {
            f.index == index && f.level == level && f.year == year && f.reading == Reading::Main && f.rank.is_some()
        };
        let counted = self.published.iter().filter(with_rank).count();
        let units = self.units(set.scheme?).len();
        (counted * 10 >= units * 9).then_some(counted)
    }
}
