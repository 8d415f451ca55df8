//! All agencies and their lineage, and who there was on a day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::fold::{fold_name, fold_name_with_kind, with_marks};
use super::record::written;
use super::{Agency, AgencyId, AgencyKind, Code, CodeSystem, Level, LineageEdge, Name, Validity};
use crate::Lang;

/// All agencies there were and are, and what became of them. It takes whatever it is given; [`Register::check`] says what is wrong with it.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Register {
    /// By id.
    agencies: Vec<Agency>,
    /// By date, then as given.
    edges: Vec<LineageEdge>,
    /// Ids that were given more than once; the first agency of each is kept.
    pub(super) repeated: BTreeSet<AgencyId>,
    by_code: BTreeMap<Code, Vec<(Validity, usize)>>,
    by_name: BTreeMap<String, Vec<Written>>,
    children: BTreeMap<AgencyId, Vec<(Validity, usize)>>,
}

/// One way in which an agency is called.
#[derive(Debug, Clone, PartialEq)]
struct Written {
    valid: Validity,
    agency: usize,
    with_marks: String,
    with_kind: String,
}

/// An agency as it is on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct AgencyOnDay<'r> {
    /// The agency with all its facts.
    pub agency: &'r Agency,
    /// The day.
    pub day: Date,
    /// Its name of that day.
    pub name: &'r Name,
    /// Its kind of that day.
    pub kind: AgencyKind,
    /// Its level of that day.
    pub level: Level,
    /// The agency it stands below.
    pub parent: Option<&'r AgencyId>,
    /// Its codes of that day.
    pub codes: Vec<&'r Code>,
}

impl<'r> AgencyOnDay<'r> {
    /// Its id.
    pub fn id(&self) -> &'r AgencyId {
        &self.agency.id
    }

    /// Its full name of that day.
    pub fn title(&self, lang: Lang) -> &'r str {
        self.agency.title_on(self.day, lang)
    }

    /// Its code in a system on that day.
    pub fn code(&self, system: &CodeSystem) -> Option<&'r str> {
        self.codes.iter().find(|code| code.system == *system).map(|code| code.code.as_str())
    }
}

impl Register {
    /// A register of these.
    pub fn new(agencies: impl IntoIterator<Item = Agency>, edges: impl IntoIterator<Item = LineageEdge>) -> Register {
        let mut agencies: Vec<Agency> = agencies.into_iter().collect();
        agencies.sort_by(|a, b| a.id.cmp(&b.id));
        let mut repeated = BTreeSet::new();
        agencies.dedup_by(|later, first| {
            let same = later.id == first.id;
            if same {
                repeated.insert(first.id.clone());
            }
            same
        });
        let mut edges: Vec<LineageEdge> = edges.into_iter().collect();
        edges.sort_by_key(|edge| edge.date);
        let mut register = Register { edges, repeated, ..Register::default() };
        for (index, agency) in agencies.iter().enumerate() {
            register.index(index, agency);
        }
        register.agencies = agencies;
        register
    }

    fn index(&mut self, index: usize, agency: &Agency) {
        // What is said of days on which the agency was not there says nothing.
        let own = |valid: Validity| agency.valid.overlap(valid);
        for code in &agency.codes {
            let Some(valid) = own(code.valid) else { continue };
            self.by_code.entry(code.value.clone()).or_default().push((valid, index));
        }
        for parent in &agency.parents {
            let Some(valid) = own(parent.valid) else { continue };
            self.children.entry(parent.value.clone()).or_default().push((valid, index));
        }
        let names = agency.names.iter().flat_map(|name| written(&name.value).map(|text| (text, name.valid)));
        let aliases = agency.aliases.iter().map(|alias| (alias.value.as_str(), alias.valid));
        for (text, valid) in names.chain(aliases) {
            let Some(valid) = own(valid) else { continue };
            let one =
                Written { valid, agency: index, with_marks: with_marks(text), with_kind: fold_name_with_kind(text) };
            self.by_name.entry(fold_name(text)).or_default().push(one);
        }
    }

    /// The same and more: for what an operator adds to what is shipped.
    pub fn with(
        &self,
        agencies: impl IntoIterator<Item = Agency>,
        edges: impl IntoIterator<Item = LineageEdge>,
    ) -> Register {
        Register::new(self.agencies.iter().cloned().chain(agencies), self.edges.iter().cloned().chain(edges))
    }

    /// Every agency there was or is, by id.
    pub fn agencies(&self) -> &[Agency] {
        &self.agencies
    }

    /// Every event, by date.
    pub fn edges(&self) -> &[LineageEdge] {
        &self.edges
    }

    /// The agency of that id, whenever it was.
    pub fn get(&self, id: &AgencyId) -> Option<&Agency> {
        self.agencies.binary_search_by(|agency| agency.id.cmp(id)).ok().map(|index| &self.agencies[index])
    }

    /// The agency of that id as it is on a day; none when it is not there.
    pub fn on(&self, id: &AgencyId, date: Date) -> Option<AgencyOnDay<'_>> {
        self.get(id).filter(|agency| agency.exists_on(date)).map(|agency| self.as_on(agency, date))
    }

    /// Who exists on a day, by id.
    pub fn at(&self, date: Date) -> impl Iterator<Item = AgencyOnDay<'_>> {
        self.agencies.iter().filter(move |agency| agency.exists_on(date)).map(move |agency| self.as_on(agency, date))
    }

    fn as_on<'r>(&'r self, agency: &'r Agency, date: Date) -> AgencyOnDay<'r> {
        AgencyOnDay {
            agency,
            day: date,
            name: agency.name_on(date),
            kind: agency.kind_on(date),
            level: self.level(agency, date),
            parent: agency.parent_on(date),
            codes: agency.codes_on(date).collect(),
        }
    }

    /// The level of an agency on a day: that of its kind, or what follows from those above it.
    fn level(&self, agency: &Agency, date: Date) -> Level {
        let kind = agency.kind_on(date);
        if let Some(level) = kind.own_level() {
            return level;
        }
        let above = self.above(agency, date).find_map(|parent| parent.kind_on(date).own_level());
        kind.level_under(above)
    }

    /// The agency that holds a code on a day.
    pub fn find_code(&self, system: &CodeSystem, code: &str, date: Date) -> Option<AgencyOnDay<'_>> {
        let holders = self.by_code.get(&Code::new(system.clone(), code.trim()))?;
        let (_, index) = holders.iter().find(|(valid, _)| valid.contains(date))?;
        Some(self.as_on(&self.agencies[*index], date))
    }

    /// The agencies so called on a day, by id: as written with marks; where there is none, without marks; where there is none, without the kind of unit before the name.
    /// More than one when the name is ambiguous.
    pub fn find_name(&self, text: &str, date: Date) -> Vec<AgencyOnDay<'_>> {
        let there = |written: &&Written| written.valid.contains(date);
        let candidates: Vec<&Written> =
            self.by_name.get(&fold_name(text)).into_iter().flatten().filter(there).collect();
        let (marks, kind) = (with_marks(text), fold_name_with_kind(text));
        let ways: [&dyn Fn(&Written) -> bool; 3] =
            [&|written| written.with_marks == marks, &|written| written.with_kind == kind, &|_| true];
        for fits in ways {
            let found: BTreeSet<usize> =
                candidates.iter().filter(|written| fits(written)).map(|written| written.agency).collect();
            if !found.is_empty() {
                return found.into_iter().map(|index| self.as_on(&self.agencies[index], date)).collect();
            }
        }
        Vec::new()
    }

    /// Those an agency stands below on a day, the nearest first.
    pub fn ancestors(&self, id: &AgencyId, date: Date) -> Vec<AgencyOnDay<'_>> {
        let agency = self.get(id).filter(|agency| agency.exists_on(date));
        agency.into_iter().flat_map(|agency| self.above(agency, date)).map(|parent| self.as_on(parent, date)).collect()
    }

    fn above<'r>(&'r self, agency: &'r Agency, date: Date) -> impl Iterator<Item = &'r Agency> {
        let mut seen = BTreeSet::from([&agency.id]);
        let parent = move |of: &&'r Agency| {
            let parent = self.get(of.parent_on(date)?).filter(|parent| parent.exists_on(date))?;
            // A circle ends where it began.
            seen.insert(&parent.id).then_some(parent)
        };
        std::iter::successors(Some(agency), parent).skip(1)
    }

    /// Those directly below an agency on a day, by id.
    pub fn children(&self, id: &AgencyId, date: Date) -> Vec<AgencyOnDay<'_>> {
        self.below(id, date).map(|agency| self.as_on(agency, date)).collect()
    }

    fn below(&self, id: &AgencyId, date: Date) -> impl Iterator<Item = &Agency> {
        let children = self.children.get(id).into_iter().flatten();
        children.filter(move |(valid, _)| valid.contains(date)).map(|(_, index)| &self.agencies[*index])
    }

    /// All those below an agency on a day, parents before children.
    pub fn descendants(&self, id: &AgencyId, date: Date) -> Vec<AgencyOnDay<'_>> {
        if self.on(id, date).is_none() {
            return Vec::new();
        }
        let mut seen = BTreeSet::from([id]);
        let mut found: Vec<&Agency> = Vec::new();
        let mut next = 0;
        let mut of = id;
        loop {
            found.extend(self.below(of, date).filter(|child| seen.insert(&child.id)));
            let Some(child) = found.get(next) else { break };
            of = &child.id;
            next += 1;
        }
        found.into_iter().map(|agency| self.as_on(agency, date)).collect()
    }

    /// True when an agency is, or stands somewhere below, another on a day: the question of every right that holds "within an agency".
    pub fn is_within(&self, id: &AgencyId, other: &AgencyId, date: Date) -> bool {
        let Some(agency) = self.get(id).filter(|agency| agency.exists_on(date)) else { return false };
        id == other || self.above(agency, date).any(|above| above.id == *other)
    }
}
