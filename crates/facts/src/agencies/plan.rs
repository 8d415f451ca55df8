//! What an import of agencies would do: the dry run.

use std::collections::{BTreeMap, BTreeSet};

use chiso_model::agency::{
    Agency, AgencyId, AgencyKind, Code, CodeSystem, Dated, Register, RegisterProblem, Validity, fold_name_with_kind,
};
use chiso_model::{Date, Lang, Text};

use super::change::{Changed, changed};
use super::{AgencyFile, AgencyRow};
use crate::import::ImportProblem;
use crate::problem::Problem;

/// A new agency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Created {
    /// Number of the row.
    pub row: u64,
    /// The agency as it would be.
    pub agency: Agency,
}

/// What an import would do. Nothing may be written while there are problems.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportPlan {
    /// Agencies that are new.
    pub create: Vec<Created>,
    /// Agencies that would change.
    pub change: Vec<Changed>,
    /// Agencies of which the file says what is known.
    pub unchanged: Vec<AgencyId>,
    /// Every problem, of the file and of what it says, by row.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
}

impl ImportPlan {
    /// True when it may be carried out.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// The register as it would be.
    pub fn apply(&self, register: &Register) -> Register {
        let changed: BTreeSet<&AgencyId> = self.change.iter().map(|change| &change.after.id).collect();
        let kept = register.agencies().iter().filter(|agency| !changed.contains(&agency.id)).cloned();
        let after = self.change.iter().map(|change| change.after.clone());
        let new = self.create.iter().map(|created| created.agency.clone());
        Register::new(kept.chain(after).chain(new), register.edges().iter().cloned())
    }
}

/// Compares the rows of a file with the register. Pure: the same rows and register give the same plan, and nothing is changed.
pub fn plan(register: &Register, file: &AgencyFile) -> ImportPlan {
    let mut planner = Planner::new(register, file);
    planner.same_codes_twice();
    let known: Vec<Option<&Agency>> = (0..file.rows.len()).map(|index| planner.known(index)).collect();
    planner.h26_taken(&known);
    planner.ids(&known);
    let parents: Vec<Option<AgencyId>> = (0..file.rows.len()).map(|index| planner.parent(index)).collect();
    planner.names(&parents);
    planner.finish(&known, &parents)
}

struct Planner<'a> {
    register: &'a Register,
    file: &'a AgencyFile,
    problems: Vec<Problem>,
    warnings: Vec<Problem>,
    /// Who holds a code, and when.
    holders: BTreeMap<&'a Code, Vec<(Validity, &'a Agency)>>,
    /// Rows by code.
    rows: BTreeMap<&'a Code, Vec<usize>>,
    /// One a row.
    ids: Vec<AgencyId>,
}

/// Most agencies below one parent whose names are compared letter by letter.
const COMPARED: usize = 2_000;

/// One of those below a parent.
struct Member<'a> {
    valid: Validity,
    name: String,
    folded: String,
    /// Its row; none for one that is known and has none.
    row: Option<usize>,
    known: Option<&'a Agency>,
}

impl Member<'_> {
    fn of_row(index: usize, row: &AgencyRow) -> Self {
        let name = row.name_vi.clone();
        Member { valid: row.valid, folded: fold_name_with_kind(&name), name, row: Some(index), known: None }
    }
}

impl<'a> Planner<'a> {
    fn new(register: &'a Register, file: &'a AgencyFile) -> Self {
        let mut holders: BTreeMap<&Code, Vec<(Validity, &Agency)>> = BTreeMap::new();
        for agency in register.agencies() {
            for code in &agency.codes {
                if let Some(valid) = agency.valid.overlap(code.valid) {
                    holders.entry(&code.value).or_default().push((valid, agency));
                }
            }
        }
        let mut rows: BTreeMap<&Code, Vec<usize>> = BTreeMap::new();
        for (index, row) in file.rows.iter().enumerate() {
            rows.entry(&row.code).or_default().push(index);
        }
        let (problems, warnings) = (file.problems.clone(), file.warnings.clone());
        Planner { register, file, problems, warnings, holders, rows, ids: Vec::new() }
    }

    fn row(&self, index: usize) -> &'a AgencyRow {
        &self.file.rows[index]
    }

    fn problem(&mut self, index: usize, column: &str, kind: ImportProblem) {
        self.problems.push(self.file.frame.problem(self.row(index).row, Some(column), kind));
    }

    fn same_codes_twice(&mut self) {
        let mut found = Vec::new();
        for (code, rows) in &self.rows {
            for (at, &later) in rows.iter().enumerate() {
                let overlaps = |earlier: &&usize| self.row(**earlier).valid.overlap(self.row(later).valid).is_some();
                if let Some(&earlier) = rows[..at].iter().find(overlaps) {
                    found.push((later, "code", code.code.clone(), earlier));
                }
            }
        }
        let mut h26: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (index, row) in self.file.rows.iter().enumerate() {
            let Some(code) = row.h26.as_deref() else { continue };
            let earlier = h26.entry(code).or_default();
            if let Some(&one) = earlier.iter().find(|one| self.row(**one).valid.overlap(row.valid).is_some()) {
                found.push((index, "h26", code.to_owned(), one));
            }
            earlier.push(index);
        }
        for (later, column, code, earlier) in found {
            self.problem(later, column, ImportProblem::CodeTwice { code, row: self.row(earlier).row });
        }
    }

    /// The agency that a row speaks of: the one that holds its code in its time. Where several rows divide that time, the earliest speaks of it and the others of new ones.
    fn known(&mut self, index: usize) -> Option<&'a Agency> {
        let row = self.row(index);
        let holders = self.holders.get(&row.code).into_iter().flatten();
        let then: Vec<&(Validity, &Agency)> = holders.filter(|(valid, _)| valid.overlap(row.valid).is_some()).collect();
        let (valid, known) = match then.as_slice() {
            [] => return None,
            [only] => **only,
            several => {
                let holders = several.iter().map(|(valid, agency)| (title(agency, valid.last()), *valid)).collect();
                let code = row.code.code.clone();
                self.problem(index, "valid_from", ImportProblem::SeveralHolders { code, holders });
                return None;
            }
        };
        let order = |row: &AgencyRow| (row.valid.first(), row.row);
        let rows = self.rows.get(&row.code).into_iter().flatten().map(|&other| self.row(other));
        let earliest = rows.filter(|other| valid.overlap(other.valid).is_some()).min_by_key(|other| order(other));
        earliest.is_some_and(|earliest| earliest.row == row.row).then_some(known)
    }

    /// Identification codes that another agency holds at that time, unless this file speaks of that one too.
    fn h26_taken(&mut self, known: &[Option<&Agency>]) {
        let own: BTreeSet<&AgencyId> = known.iter().flatten().map(|agency| &agency.id).collect();
        let mut found = Vec::new();
        for (index, row) in self.file.rows.iter().enumerate() {
            let Some(h26) = &row.h26 else { continue };
            let holders = self.holders.get(&Code::new(CodeSystem::H26, h26.as_str())).into_iter().flatten();
            let mut others =
                holders.filter(|(valid, agency)| valid.overlap(row.valid).is_some() && !own.contains(&agency.id));
            if let Some((valid, agency)) = others.next() {
                found
                    .push((index, ImportProblem::CodeTaken { code: h26.clone(), holder: title(agency, valid.last()) }));
            }
        }
        for (index, problem) in found {
            self.problem(index, "h26", problem);
        }
    }

    /// Ids: those of the known, and for the others the code, with its system before it unless that is the GSO's, and the year after it where the code was another's before.
    fn ids(&mut self, known: &[Option<&Agency>]) {
        let mut taken: BTreeSet<AgencyId> = self.register.agencies().iter().map(|agency| agency.id.clone()).collect();
        for (index, known) in known.iter().enumerate() {
            let row = self.row(index);
            let id = known.map_or_else(|| new_id(row, &taken), |agency| agency.id.clone());
            taken.insert(id.clone());
            self.ids.push(id);
        }
    }

    fn parent(&mut self, index: usize) -> Option<AgencyId> {
        let row = self.row(index);
        let written = row.parent.as_ref()?;
        let mut systems = match &written.system {
            Some(system) => vec![system.clone()],
            None => vec![row.code.system.clone(), CodeSystem::GSO, CodeSystem::H26],
        };
        systems.dedup();
        let mut holders = Vec::new();
        for system in systems {
            let code = Code::new(system, written.code.as_str());
            // What the file says goes before what is known.
            for other in self.rows.get(&code).cloned().unwrap_or_default() {
                let parent = self.row(other);
                if other == index {
                    self.problem(index, "parent_code", ImportProblem::OwnParent);
                    return None;
                }
                // A row that is about a known agency says only what changes: the agency may be older than the row.
                let known = self.register.get(&self.ids[other]);
                let valid = known.map_or(parent.valid, |known| known.valid);
                if valid.covers(row.valid) || parent.valid.covers(row.valid) {
                    return self.fits(index, (parent.kind, &parent.name_vi), self.ids[other].clone());
                }
                if known.is_none() {
                    holders.push((parent.name_vi.clone(), valid));
                }
            }
            for (valid, agency) in self.holders.get(&code).cloned().unwrap_or_default() {
                let on = row.valid.first().max(valid.first());
                if valid.covers(row.valid) {
                    let name = title(agency, on);
                    return self.fits(index, (agency.kind_on(on), &name), agency.id.clone());
                }
                holders.push((title(agency, valid.last()), valid));
            }
        }
        let problem = if !holders.is_empty() {
            ImportProblem::ParentNotThere { code: written.code.clone(), holders, wanted: row.valid }
        } else if self.file.broken.contains(&written.code) {
            // Its own problem is told already.
            return None;
        } else {
            ImportProblem::UnknownParent(written.code.clone())
        };
        self.problem(index, "parent_code", problem);
        None
    }

    fn fits(&mut self, index: usize, (parent_kind, parent): (AgencyKind, &str), id: AgencyId) -> Option<AgencyId> {
        let kind = self.row(index).kind;
        if kind.fits_under(parent_kind) {
            return Some(id);
        }
        let parent = parent.to_owned();
        self.problem(index, "kind", ImportProblem::KindDoesNotFit { kind, parent, parent_kind });
        None
    }

    /// Same and nearly same names below one parent.
    fn names(&mut self, parents: &[Option<AgencyId>]) {
        let mut families: BTreeMap<Option<&AgencyId>, Vec<usize>> = BTreeMap::new();
        for (index, parent) in parents.iter().enumerate() {
            families.entry(parent.as_ref()).or_default().push(index);
        }
        let own: BTreeSet<AgencyId> = self.ids.iter().cloned().collect();
        for (parent, rows) in families {
            let mut family = parent.map(|parent| self.known_below(parent)).unwrap_or_default();
            // Whoever has a row of its own in this file is compared by that row.
            family.retain(|member| !member.known.is_some_and(|agency| own.contains(&agency.id)));
            let mut by_name: BTreeMap<String, Vec<usize>> = BTreeMap::new();
            for (at, member) in family.iter().enumerate() {
                by_name.entry(member.folded.clone()).or_default().push(at);
            }
            for index in rows {
                let member = Member::of_row(index, self.row(index));
                let same_time = |other: &&Member| other.valid.overlap(member.valid).is_some();
                let of_code = |other: &&Member| other.row.is_some_and(|row| self.row(row).code == self.row(index).code);
                let others = by_name.get(&member.folded).into_iter().flatten().map(|&at| &family[at]);
                let same = others.filter(same_time).find(|other| !of_code(other));
                if let Some(other) = same {
                    let name = self.row(index).name_vi.clone();
                    let problem = match (other.row, other.known) {
                        (Some(row), _) => ImportProblem::NameTwice { name, row: self.row(row).row },
                        (None, known) => {
                            let holder = known.map_or_else(String::new, |agency| holder_of(agency, other.valid.last()));
                            ImportProblem::NameTaken { name, holder }
                        }
                    };
                    self.problem(index, "name_vi", problem);
                } else if family.len() <= COMPARED
                    && let Some(other) = family
                        .iter()
                        .filter(same_time)
                        .find(|other| is_near(&other.folded, &member.folded) && !of_code(other))
                {
                    let row = other.row.map(|row| self.row(row).row);
                    let kind = ImportProblem::NearName { other: other.name.clone(), row };
                    self.warnings.push(self.file.frame.problem(self.row(index).row, Some("name_vi"), kind));
                }
                by_name.entry(member.folded.clone()).or_default().push(family.len());
                family.push(member);
            }
        }
    }

    /// Names of those known below a parent.
    fn known_below(&self, parent: &AgencyId) -> Vec<Member<'a>> {
        let mut found = Vec::new();
        for agency in self.register.agencies() {
            for below in agency.parents.iter().filter(|below| below.value == *parent) {
                for name in &agency.names {
                    let valid = below.valid.overlap(name.valid).and_then(|valid| valid.overlap(agency.valid));
                    let Some(valid) = valid else { continue };
                    let name = name.value.text.vi.clone();
                    found.push(Member {
                        valid,
                        folded: fold_name_with_kind(&name),
                        name,
                        row: None,
                        known: Some(agency),
                    });
                }
            }
        }
        found
    }

    fn finish(mut self, known: &[Option<&Agency>], parents: &[Option<AgencyId>]) -> ImportPlan {
        let mut plan = ImportPlan::default();
        for (index, (known, parent)) in known.iter().zip(parents).enumerate() {
            let row = self.row(index);
            match known {
                None => {
                    if row.parent.is_none() && needs_parent(row.kind) {
                        self.problem(index, "parent_code", ImportProblem::NoParent(row.kind));
                    }
                    let agency = created(self.ids[index].clone(), row, parent.as_ref());
                    plan.create.push(Created { row: row.row, agency });
                }
                Some(before) => {
                    let change = changed(before, row, parent.as_ref());
                    if change.fields.is_empty() {
                        plan.unchanged.push(before.id.clone());
                    } else {
                        plan.change.push(change);
                    }
                }
            }
        }
        if self.problems.is_empty() {
            self.as_a_whole(&plan);
        }
        self.problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
        self.warnings.sort_by_key(|problem| (problem.place.row, problem.place.column));
        (plan.problems, plan.warnings) = (self.problems, self.warnings);
        plan
    }

    /// What the register as it would be says against it, as far as it did not say so before.
    fn as_a_whole(&mut self, plan: &ImportPlan) {
        let before: Vec<RegisterProblem> = self.register.check();
        let row_of: BTreeMap<&AgencyId, usize> = self.ids.iter().enumerate().map(|(index, id)| (id, index)).collect();
        let mut found = Vec::new();
        for problem in plan.apply(self.register).check() {
            if before.contains(&problem) {
                continue;
            }
            let row =
                problem.agencies().into_iter().find_map(|id| row_of.get(id)).map_or(1, |index| self.row(*index).row);
            let kind = ImportProblem::Register(problem.message(Lang::Vi), problem.message(Lang::En));
            found.push(self.file.frame.problem(row, None, kind));
        }
        self.problems.extend(found);
    }
}

fn new_id(row: &AgencyRow, taken: &BTreeSet<AgencyId>) -> AgencyId {
    let system = if row.code.system == CodeSystem::GSO { "" } else { row.code.system.id() };
    let year = row.valid.from.map_or_else(String::new, |from| from.year().to_string());
    let after = |number: u64| match number {
        0 => String::new(),
        1 => year.clone(),
        _ => format!("{year} {number}"),
    };
    // A code of letters outside the Latin alphabet makes no id; the number of the row does.
    let candidate = |number: u64| {
        AgencyId::of(&format!("{system} {} {}", row.code.code, after(number)))
            .unwrap_or_else(|_| AgencyId::numbered(row.row + number * 10_000_000))
    };
    // One more than are taken is always enough.
    let enough = taken.len() as u64 + 2;
    (0..enough).map(candidate).find(|id| !taken.contains(id)).unwrap_or_else(|| AgencyId::numbered(row.row))
}

/// Whatever is a part of another has one.
const fn needs_parent(kind: AgencyKind) -> bool {
    use AgencyKind::{Commune, Department, District, SpecialZone, Ward};
    matches!(kind, District | Commune | Ward | SpecialZone | Department)
}

fn created(id: AgencyId, row: &AgencyRow, parent: Option<&AgencyId>) -> Agency {
    let name = Text { vi: row.name_vi.clone(), en: row.name_en.clone() };
    let mut agency = Agency::new(id, row.kind, name, row.valid).with_code(row.code.system.clone(), &row.code.code);
    if let Some(h26) = row.h26.as_ref().filter(|_| row.code.system != CodeSystem::H26) {
        agency = agency.with_code(CodeSystem::H26, h26);
    }
    if let Some(parent) = parent {
        agency = agency.below(parent.clone());
    }
    agency.aliases = row.aliases.iter().map(|alias| Dated::new(alias.clone(), row.valid)).collect();
    agency
}

fn title(agency: &Agency, on: Date) -> String {
    agency.title_on(on, Lang::Vi).to_owned()
}

fn holder_of(agency: &Agency, on: Date) -> String {
    agency.codes_on(on).next().map_or_else(|| agency.id.to_string(), |code| code.code.clone())
}

/// One letter apart, names of five letters and more only; numbers are meant to differ (Phường 1, Phường 2).
fn is_near(a: &str, b: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| !c.is_ascii_digit()).count();
    let lengths = a.chars().count().abs_diff(b.chars().count());
    let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
    lengths <= 1 && letters(a) >= 8 && digits(a) == digits(b) && strsim::osa_distance(a, b) == 1
}
