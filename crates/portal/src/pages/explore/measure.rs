//! What can stand on an axis: an index of a year, or a component of it.

use chiso_model::{Cell, Lang};

use crate::board::Row;
use crate::site::{Publication, Site};
use crate::words;

/// A column of values, one a unit.
pub(super) struct Measure<'a> {
    /// `par-index/ministry/2023`, or with a component `par-index/ministry/2023:survey`.
    pub(super) id: String,
    pub(super) publication: &'a Publication,
    pub(super) part: Option<usize>,
}

/// With fewer values there is nothing to see.
const LEAST: usize = 3;
/// With fewer nothing can be said of a relation.
const ENOUGH: usize = 10;

/// Every measure, by publication in the order of the catalogue.
pub(super) fn measures(site: &Site) -> Vec<Measure<'_>> {
    let mut all = Vec::new();
    for publication in &site.publications {
        let id = &publication.dataset.id;
        let whole = Measure { id: id.clone(), publication, part: None };
        let parts = publication.board.parts.iter().enumerate();
        let parts = parts.map(|(at, part)| Measure { id: format!("{id}:{}", part.id), publication, part: Some(at) });
        all.extend(std::iter::once(whole).chain(parts).filter(|measure| measure.count() >= LEAST));
    }
    all
}

pub(super) fn find<'a>(all: &'a [Measure<'a>], id: &str) -> Option<&'a Measure<'a>> {
    all.iter().find(|measure| measure.id == id)
}

/// What is shown where nothing is asked for: two parts of the newest publication that has parts and is not made up.
pub(super) fn usual<'a>(all: &'a [Measure<'a>]) -> (Option<&'a Measure<'a>>, Option<&'a Measure<'a>>) {
    let mut real: Vec<&Measure<'_>> =
        all.iter().filter(|m| m.part.is_some() && !m.publication.dataset.simulated && m.count() >= ENOUGH).collect();
    real.sort_by_key(|measure| std::cmp::Reverse(measure.publication.year));
    let first = real.first().copied();
    let of_first = |other: &&&Measure<'_>| {
        first.is_some_and(|first| first.id != other.id && first.publication.dataset.id == other.publication.dataset.id)
    };
    (first, real.iter().find(of_first).copied())
}

impl Measure<'_> {
    pub(super) fn value(&self, row: &Row) -> Cell {
        match self.part {
            Some(part) => row.parts.get(part).copied().unwrap_or_default(),
            None => row.value,
        }
    }

    fn count(&self) -> usize {
        self.publication.board.rows.iter().filter(|row| !self.value(row).is_missing()).count()
    }

    /// The publication, as a group of a list.
    pub(super) fn group(&self, lang: Lang) -> String {
        self.publication.marked(self.publication.dataset.title.get(lang), lang)
    }

    /// Its name within the publication.
    pub(super) fn title(&self, lang: Lang) -> String {
        let Some(part) = self.part.and_then(|part| self.publication.board.parts.get(part)) else {
            let index = self.publication.dataset.index.to_uppercase().replace('-', " ");
            return format!("{} {index} {}", words::say(lang, "explore-total"), self.publication.year);
        };
        match &part.code {
            Some(code) => format!("{code}. {}", part.title.get(lang)),
            None => part.title.get(lang).to_owned(),
        }
    }

    /// Its name in a list, under the title of the publication.
    pub(super) fn option(&self, lang: Lang) -> String {
        let mark = self.publication.mark(lang);
        match self.part {
            Some(_) => format!("{mark}{} ({})", self.title(lang), self.publication.year),
            None => format!("{mark}{}", self.title(lang)),
        }
    }

    /// Its name where it stands alone.
    pub(super) fn full(&self, lang: Lang) -> String {
        match self.part {
            Some(_) => format!("{} ({})", self.title(lang), self.group(lang)),
            None => self.group(lang),
        }
    }

    /// Its name on an axis, with the unit of its values.
    pub(super) fn label(&self, lang: Lang) -> String {
        let per_cent = self.part.is_none() && self.publication.board.per_cent;
        format!("{} ({})", self.title(lang), if per_cent { "%" } else { lang.pick("điểm", "points") })
    }

    pub(super) fn digits(&self) -> u8 {
        match self.part.and_then(|part| self.publication.board.parts.get(part)) {
            Some(part) => part.digits,
            None => self.publication.board.digits,
        }
    }
}
