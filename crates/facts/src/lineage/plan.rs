//! What an import of events would do: the dry run.

use std::collections::BTreeMap;

use chiso_model::agency::{
    Agency, AgencyId, Code, Heir, LineageEdge, LineageKind, Register, RegisterProblem, Validity,
};
use chiso_model::{Date, Lang, Text};

use super::{EventFile, EventRow};
use crate::import::ImportProblem;
use crate::problem::Problem;
use crate::text;

/// A new event.
#[derive(Debug, Clone, PartialEq)]
pub struct CreatedEvent {
    /// Number of the row; the first where several name it.
    pub row: u64,
    /// The event as it would be.
    pub edge: LineageEdge,
}

/// What an import would do. Nothing may be written while there are problems.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LineagePlan {
    /// Events that are new, by row.
    pub create: Vec<CreatedEvent>,
    /// Numbers of the rows that say what is known.
    pub unchanged: Vec<u64>,
    /// Every problem, of the file and of what it says, by row.
    pub problems: Vec<Problem>,
    /// What should be looked at but stops nothing.
    pub warnings: Vec<Problem>,
}

impl LineagePlan {
    /// True when it may be carried out.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// The register as it would be.
    pub fn apply(&self, register: &Register) -> Register {
        register.with([], self.create.iter().map(|created| created.edge.clone()))
    }
}

/// Compares the rows of a file with the register. Pure: the same rows and register give the same plan, and nothing is changed.
pub fn plan(register: &Register, file: &EventFile) -> LineagePlan {
    let mut planner = Planner::new(register, file);
    for row in &file.rows {
        planner.row(row);
    }
    planner.finish()
}

/// What makes an event itself: kind, day, those before, those after.
type Key = (LineageKind, Date, Vec<AgencyId>, Vec<AgencyId>);

fn key(edge: &LineageEdge) -> Key {
    let (mut from, mut to) = (edge.from.clone(), edge.to.iter().map(|heir| heir.id.clone()).collect::<Vec<_>>());
    from.sort();
    to.sort();
    (edge.kind, edge.date, from, to)
}

struct Planner<'a> {
    register: &'a Register,
    file: &'a EventFile,
    /// Who holds a code, and when.
    holders: BTreeMap<&'a Code, Vec<(Validity, &'a Agency)>>,
    known: BTreeMap<Key, &'a LineageEdge>,
    /// Where each new event stands in the plan.
    new: BTreeMap<Key, usize>,
    /// By new event and variable, the row that gives the shares.
    share_rows: BTreeMap<(usize, String), u64>,
    plan: LineagePlan,
}

impl<'a> Planner<'a> {
    fn new(register: &'a Register, file: &'a EventFile) -> Self {
        let mut holders: BTreeMap<&Code, Vec<(Validity, &Agency)>> = BTreeMap::new();
        for agency in register.agencies() {
            for code in &agency.codes {
                if let Some(valid) = agency.valid.overlap(code.valid) {
                    holders.entry(&code.value).or_default().push((valid, agency));
                }
            }
        }
        let known = register.edges().iter().map(|edge| (key(edge), edge)).collect();
        let (problems, warnings) = (file.problems.clone(), file.warnings.clone());
        let plan = LineagePlan { problems, warnings, ..LineagePlan::default() };
        Planner { register, file, holders, known, new: BTreeMap::new(), share_rows: BTreeMap::new(), plan }
    }

    fn problem(&mut self, row: u64, column: &str, kind: ImportProblem) {
        self.plan.problems.push(self.file.frame.problem(row, Some(column), kind));
    }

    fn row(&mut self, row: &EventRow) {
        let from = self.agencies(row, "from", &row.from, row.date.yesterday().unwrap_or(row.date));
        let to = self.agencies(row, "to", &row.to, row.date);
        let (Some(from), Some(to)) = (from, to) else { return };
        let mut to: Vec<Heir> = to.into_iter().map(Heir::new).collect();
        if let Some((variable, shares)) = &row.shares {
            for (heir, share) in to.iter_mut().zip(shares) {
                heir.shares.insert(variable.clone(), *share);
            }
        }
        let text = |text: &Option<String>| text.clone().map(|vi| Text { vi, en: None });
        let edge = LineageEdge {
            kind: row.kind,
            date: row.date,
            decision: row.decision.clone(),
            from,
            to,
            note: text(&row.note),
            source: text(&row.source),
        };
        let key = key(&edge);
        if let Some(known) = self.known.get(&key) {
            if adds_nothing(&edge, known) {
                self.plan.unchanged.push(row.row);
            } else {
                self.problem(row.row, "kind", ImportProblem::EventKnown);
            }
            return;
        }
        if let Some(index) = self.new.get(&key).copied() {
            self.more(index, row, edge);
            return;
        }
        let index = self.plan.create.len();
        self.new.insert(key, index);
        if let Some((variable, _)) = &row.shares {
            self.share_rows.insert((index, variable.clone()), row.row);
        }
        self.plan.create.push(CreatedEvent { row: row.row, edge });
    }

    /// One more row of an event: shares by another variable, and nothing that differs.
    fn more(&mut self, index: usize, row: &EventRow, edge: LineageEdge) {
        let created = &mut self.plan.create[index];
        let first = created.row;
        let is_new_variable =
            row.shares.as_ref().is_some_and(|(variable, _)| !self.share_rows.contains_key(&(index, variable.clone())));
        let mut without_shares = edge.clone();
        without_shares.to.iter_mut().for_each(|heir| heir.shares.clear());
        if !is_new_variable || !adds_nothing(&without_shares, &created.edge) {
            self.problem(row.row, "kind", ImportProblem::EventTwice { row: first });
            return;
        }
        for heir in edge.to {
            if let Some(known) = created.edge.to.iter_mut().find(|known| known.id == heir.id) {
                known.shares.extend(heir.shares);
            }
        }
        if let Some((variable, _)) = &row.shares {
            self.share_rows.insert((index, variable.clone()), row.row);
        }
    }

    /// The agencies that hold codes on a day; none where one is not there, which is told.
    fn agencies(&mut self, row: &EventRow, column: &str, codes: &[Code], day: Date) -> Option<Vec<AgencyId>> {
        let mut found = Vec::new();
        for code in codes {
            let holders = self.holders.get(code).cloned().unwrap_or_default();
            let shown = text::shown(&code.code);
            match holders.iter().find(|(valid, _)| valid.contains(day)) {
                Some((_, agency)) if found.contains(&agency.id) => {
                    self.problem(row.row, column, ImportProblem::TwiceInList(shown));
                }
                Some((_, agency)) => found.push(agency.id.clone()),
                None if holders.is_empty() => self.problem(row.row, column, ImportProblem::UnknownCode(shown)),
                None => {
                    let name = |(valid, agency): &(Validity, &Agency)| {
                        (agency.title_on(valid.last(), Lang::Vi).to_owned(), *valid)
                    };
                    let holders = holders.iter().map(name).collect();
                    self.problem(row.row, column, ImportProblem::CodeNotThen { code: shown, holders, day });
                }
            }
        }
        (found.len() == codes.len()).then_some(found)
    }

    fn finish(mut self) -> LineagePlan {
        self.as_a_whole();
        let mut plan = self.plan;
        plan.problems.sort_by_key(|problem| (problem.place.row, problem.place.column));
        plan
    }

    /// What the register as it would be says against it, as far as it did not say so before.
    fn as_a_whole(&mut self) {
        let before: Vec<RegisterProblem> = self.register.check();
        for problem in self.plan.apply(self.register).check() {
            if before.contains(&problem) {
                continue;
            }
            let (row, column) = self.place_of(&problem);
            let kind = ImportProblem::Register(problem.message(Lang::Vi), problem.message(Lang::En));
            self.plan.problems.push(self.file.frame.problem(row, column, kind));
        }
    }

    /// The row and the column that a problem of the register is mended in.
    fn place_of(&self, problem: &RegisterProblem) -> (u64, Option<&'static str>) {
        use RegisterProblem as P;
        let find = |fits: &dyn Fn(&LineageEdge) -> bool| self.plan.create.iter().rposition(|new| fits(&new.edge));
        let row = |index: usize| self.plan.create[index].row;
        let (index, column) = match problem {
            P::WrongSides { event, date, before, after } => {
                let fits = |edge: &LineageEdge| {
                    (edge.kind, edge.date, edge.from.len(), edge.to.len()) == (*event, *date, *before, *after)
                };
                (find(&fits), "kind")
            }
            P::StillThere { event, date, agency } => {
                let fits = |edge: &LineageEdge| (edge.kind, edge.date) == (*event, *date) && edge.from.contains(agency);
                (find(&fits), "from")
            }
            P::TakenTwice { date, agency } => (find(&|edge| edge.date == *date && edge.from.contains(agency)), "from"),
            P::Shares { event, date, before, variable, .. } => {
                let fits = |edge: &LineageEdge| (edge.kind, edge.date, &edge.from) == (*event, *date, before);
                let index = find(&fits);
                let of_variable = index.and_then(|index| self.share_rows.get(&(index, variable.clone())));
                if let Some(row) = of_variable {
                    return (*row, Some("shares"));
                }
                (index, "shares")
            }
            // Whoever is named was found on the day, so that nothing else can be said of a new event.
            _ => (None, "kind"),
        };
        index.map_or((1, None), |index| (row(index), Some(column)))
    }
}

/// True when everything that an event says is said by the other.
fn adds_nothing(edge: &LineageEdge, known: &LineageEdge) -> bool {
    let same = |said: &Option<Text>, known: &Option<Text>| {
        said.as_ref().is_none_or(|said| known.as_ref().is_some_and(|known| known.vi == said.vi))
    };
    let shares = |heir: &Heir| {
        let known = known.to.iter().find(|known| known.id == heir.id);
        known.is_some_and(|known| heir.shares.iter().all(|(variable, share)| known.shares.get(variable) == Some(share)))
    };
    (edge.decision.is_none() || edge.decision == known.decision)
        && same(&edge.note, &known.note)
        && same(&edge.source, &known.source)
        && edge.to.iter().all(shares)
}
