//! Ways into the catalogue.

use chiso_engine::FactSet;
use chiso_model::Date;

use crate::{
    Catalogue, CatalogueError, Component, Dataset, DatasetKind, Level, Ministry, Province, PublishedFigure, Reading,
    Region, RegionMean, Scheme, Sentence, ShippedRulebook, Sort, Statistic, SublevelFigure, Tile, Unit, UnknownName,
    names,
};

impl Catalogue {
    /// Every rulebook, by id, then from the newest edition to the oldest.
    pub fn rulebooks(&self) -> &[ShippedRulebook] {
        &self.rulebooks
    }

    /// The rulebook `id/edition`, or the newest edition of `id`: the one that came into force last; of two on the same day, the one whose edition sorts last.
    ///
    /// # Errors
    /// When there is none: names what exists and what looks like it.
    pub fn rulebook(&self, reference: &str) -> Result<&ShippedRulebook, UnknownName> {
        self.rulebooks.iter().find(|r| r.id() == reference || r.reference() == reference).ok_or_else(|| {
            let references: Vec<String> = self.rulebooks.iter().map(ShippedRulebook::reference).collect();
            let ids = self.rulebooks.iter().map(ShippedRulebook::id);
            UnknownName::new(Sort::Rulebook, reference, references.iter().map(String::as_str).chain(ids))
        })
    }

    /// Every edition of an index, the newest first.
    pub fn editions<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a ShippedRulebook> {
        self.rulebooks.iter().filter(move |r| r.id() == id)
    }

    /// Ids of the indices: those that have rulebooks or data sets.
    pub fn indices(&self) -> Vec<String> {
        let mut ids: Vec<String> = self
            .rulebooks
            .iter()
            .map(|r| r.id().to_owned())
            .chain(self.datasets.iter().map(|d| d.index.clone()))
            .collect();
        ids.sort();
        ids.dedup();
        ids
    }

    /// Every data set, in the order in which they are listed.
    pub fn datasets(&self) -> &[Dataset] {
        &self.datasets
    }

    /// The data set of that id.
    ///
    /// # Errors
    /// When there is none: names what exists and what looks like it.
    pub fn dataset(&self, id: &str) -> Result<&Dataset, UnknownName> {
        self.datasets
            .iter()
            .find(|d| d.id == id)
            .ok_or_else(|| UnknownName::new(Sort::Dataset, id, self.datasets.iter().map(|d| d.id.as_str())))
    }

    /// The facts from which a data set is computed; empty for one that is not computed.
    ///
    /// # Errors
    /// When a file of facts cannot be read, or two facts disagree.
    pub fn facts(&self, dataset: &Dataset) -> Result<FactSet, CatalogueError> {
        match &dataset.kind {
            DatasetKind::Computed { facts, rulebook, .. } => {
                let rulebook = self.rulebook(rulebook).ok().map(|shipped| &shipped.rulebook);
                crate::facts::read(facts, &self.fact_files, rulebook)
            }
            DatasetKind::Published | DatasetKind::Method { .. } => Ok(FactSet::default()),
        }
    }

    /// The units of a scheme, by id.
    pub fn units(&self, scheme: Scheme) -> &[Unit] {
        &self.units[scheme as usize]
    }

    /// The unit of that id.
    pub fn unit(&self, scheme: Scheme, id: &str) -> Option<&Unit> {
        let units = self.units(scheme);
        units.binary_search_by(|u| u.id.as_str().cmp(id)).ok().map(|i| &units[i])
    }

    /// The unit that is so called: by id, name in either language, or alias; capitals, marks, and words like "tỉnh" before the name do not matter.
    pub fn find_unit(&self, scheme: Scheme, name: &str) -> Option<&Unit> {
        let id = match scheme.day() {
            Some(day) => &self.find_province(name, day)?.code,
            None => &self.find_ministry(name)?.id,
        };
        self.unit(scheme, id)
    }

    /// The tile map of a scheme; empty for ministries.
    pub fn tiles(&self, scheme: Scheme) -> &[Tile] {
        &self.tiles[scheme as usize]
    }

    /// Every province there was or is, by code, the older first.
    pub fn provinces(&self) -> &[Province] {
        &self.provinces
    }

    /// The province with that code on a day.
    pub fn province(&self, code: &str, day: Date) -> Option<&Province> {
        self.provinces.iter().find(|p| p.code == code && p.exists_on(day))
    }

    /// The province so called on a day: by code, name in either language, or alias; capitals, marks, and words like "tỉnh" before the name do not matter.
    pub fn find_province(&self, name: &str, day: Date) -> Option<&Province> {
        let wanted = names::fold(name);
        self.provinces.iter().filter(|p| p.exists_on(day)).find(|p| {
            p.code == name.trim() || names::of(&p.name, &p.aliases).any(|written| names::fold(written) == wanted)
        })
    }

    /// The province that took over from this one.
    pub fn successor(&self, province: &Province) -> Option<&Province> {
        let successor = province.successor.as_ref()?;
        self.province(&successor.code, successor.from)
    }

    /// The provinces that became this one.
    pub fn predecessors<'a>(&'a self, province: &'a Province) -> impl Iterator<Item = &'a Province> {
        self.provinces.iter().filter(move |p| {
            p.successor.as_ref().is_some_and(|s| s.code == province.code && Some(s.from) == province.from)
        })
    }

    /// Every ministry, by id.
    pub fn ministries(&self) -> &[Ministry] {
        &self.ministries
    }

    /// The ministry so called: by id, name in either language, or alias; capitals and marks do not matter.
    pub fn find_ministry(&self, name: &str) -> Option<&Ministry> {
        let wanted = names::fold(name);
        self.ministries
            .iter()
            .find(|m| m.id == name.trim() || names::of(&m.name, &m.aliases).any(|n| names::fold(n) == wanted))
    }

    /// The regions: the six until June 2025, and those that replaced two of them.
    pub fn regions(&self) -> &[Region] {
        &self.regions
    }

    /// The region of that id.
    pub fn region(&self, id: &str) -> Option<&Region> {
        self.regions.iter().find(|r| r.id == id)
    }

    /// The parts of the indices for which figures are published.
    pub fn components(&self) -> &[Component] {
        &self.components
    }

    /// A part of an index.
    pub fn component(&self, index: &str, id: &str) -> Option<&Component> {
        self.components.iter().find(|c| c.index == index && c.id == id)
    }

    /// Every published figure of a unit, in the order of the file.
    pub fn published(&self) -> &[PublishedFigure] {
        &self.published
    }

    /// The main readings of one index, level and year: by rank, those without one after them by value, then by unit.
    pub fn figures(&self, index: &str, level: Level, year: i16) -> Vec<&PublishedFigure> {
        let mut figures: Vec<&PublishedFigure> = self
            .published
            .iter()
            .filter(|f| f.index == index && f.level == level && f.year == year && f.reading == Reading::Main)
            .collect();
        figures.sort_by(|a, b| {
            let value = |f: &PublishedFigure| f.value.map_or(f64::NEG_INFINITY, |v| v.value);
            (a.rank.unwrap_or(u16::MAX).cmp(&b.rank.unwrap_or(u16::MAX)))
                .then(value(b).total_cmp(&value(a)))
                .then_with(|| a.unit.cmp(&b.unit))
        });
        figures
    }

    /// The main reading of one unit in one year.
    pub fn figure(&self, index: &str, level: Level, year: i16, unit: &str) -> Option<&PublishedFigure> {
        self.published.iter().find(|f| {
            f.index == index && f.level == level && f.year == year && f.unit == unit && f.reading == Reading::Main
        })
    }

    /// Every reading of the figure of one unit in one year: conflicting figures stand side by side.
    pub fn readings<'a>(
        &'a self,
        index: &'a str,
        level: Level,
        year: i16,
        unit: &'a str,
    ) -> impl Iterator<Item = &'a PublishedFigure> {
        self.published.iter().filter(move |f| f.index == index && f.level == level && f.year == year && f.unit == unit)
    }

    /// The main readings of the agency that a unit is in a year, through the years, the oldest first.
    pub fn history(&self, index: &str, level: Level, (year, unit): (i16, &str)) -> Vec<&PublishedFigure> {
        let is_it = |f: &&PublishedFigure| {
            f.index == index
                && f.level == level
                && f.reading == Reading::Main
                && self.unit_in_year(level, unit, year, f.year) == Some(f.unit.as_str())
        };
        let mut figures: Vec<&PublishedFigure> = self.published.iter().filter(is_it).collect();
        figures.sort_by_key(|f| f.year);
        figures
    }

    /// Every figure about all units of a level: of an index or one of its components.
    pub fn statistics(&self) -> &[Statistic] {
        &self.statistics
    }

    /// Every mean of a region.
    pub fn region_means(&self) -> &[RegionMean] {
        &self.region_means
    }

    /// Published results within provinces.
    pub fn sublevel(&self) -> &[SublevelFigure] {
        &self.sublevel
    }

    /// Sentences that are only known as such.
    pub fn sentences(&self) -> &[Sentence] {
        &self.sentences
    }
}
