//! The ballots of a campaign as they are held in memory: tallies of the whole and of each rated unit, to which every committed batch is added, and a few bytes of each
//! ballot for what is asked less often.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_ballot::Kept;
use chiso_estimate::{Answer, Ballot, EstimateError, Factor, Layout, Tally};
use chiso_model::Date;
use chiso_questionnaire::{Form, State};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::campaign::{Mode, PopulationMargin};
use chiso_survey::quality::{self, Copies};

use crate::given::{Given, counts_as};

use super::places::Places;
use super::variables::{Item, NONE, Variable, bytes, items, variables};

/// A ballot has no day, so that a quota asks for none.
const NO_DAY: Date = Date::constant(2000, 1, 1);

/// The ballots of a campaign in memory.
#[derive(Debug, Clone)]
pub(crate) struct Live {
    pub(crate) form: Arc<Form>,
    pub(crate) variables: Vec<Variable>,
    pub(crate) items: Vec<Item>,
    pub(crate) places: Places,
    /// All ballots.
    pub(crate) whole: Tally,
    /// The same by rated unit.
    pub(crate) by_unit: Tally,
    /// For each ballot the number of its group.
    pub(crate) groups: Vec<u32>,
    /// For each variable the byte of each ballot.
    pub(crate) columns: Vec<Vec<u8>>,
    /// What is known of the population.
    pub(crate) population: Vec<PopulationMargin>,
    /// How each ballot was given.
    pub(crate) modes: Vec<Mode>,
    /// For each ballot the seconds that it took, where somebody measured.
    pub(crate) took: Vec<Option<u32>>,
    /// Ballots by day: those that were read are counted by the box, and those that come as they come.
    pub(crate) days: BTreeMap<String, u64>,
    /// For each quota whether each ballot is of it.
    pub(crate) quotas: Vec<Vec<bool>>,
    /// Ballots of a group that is not known, or that cannot be read: they are in no estimate, and the page says so.
    pub(crate) unread: u64,
    looks: Looks,
}

/// A ballot as it is read, before it is added.
#[derive(Debug, Clone)]
pub(crate) struct Read {
    people: String,
    bytes: Vec<u8>,
    mode: Mode,
    took: Option<u32>,
    quotas: Vec<bool>,
    day: Option<String>,
}

impl Live {
    /// Without ballots yet.
    ///
    /// # Errors
    /// A design that cannot be.
    pub(crate) fn new(form: Arc<Form>, groups: &[SurveyGroup]) -> Result<Live, EstimateError> {
        let variables = variables(&form);
        let items = items(&form, &variables);
        let places = Places::new(&form, groups)?;
        let layout =
            Layout { items: items.iter().map(Item::kind).collect(), squares: places.frame().draws_respondents() };
        Ok(Live {
            columns: vec![Vec::new(); variables.len()],
            quotas: vec![Vec::new(); form.quotas().len()],
            whole: Tally::new(layout.clone()),
            by_unit: Tally::new(layout),
            groups: Vec::new(),
            population: Vec::new(),
            modes: Vec::new(),
            took: Vec::new(),
            days: BTreeMap::new(),
            unread: 0,
            looks: Looks::new(&form, &variables),
            form,
            variables,
            items,
            places,
        })
    }

    /// Whether a ballot's group is known here; else groups were made since.
    pub(crate) fn knows(&self, kept: &Kept) -> bool {
        self.places.number(&kept.ballot.people).is_some()
    }

    /// The same ballots in the same order, where groups were made since.
    ///
    /// # Errors
    /// A design that cannot be.
    pub(crate) fn regrouped(&self, groups: &[SurveyGroup]) -> Result<Live, EstimateError> {
        let mut next = Live::new(Arc::clone(&self.form), groups)?;
        for ballot in 0..self.groups.len() {
            next.put(Read {
                people: self.places.ids[self.groups[ballot] as usize].clone(),
                bytes: self.columns.iter().map(|column| column[ballot]).collect(),
                mode: self.modes[ballot],
                took: self.took[ballot],
                quotas: self.quotas.iter().map(|quota| quota[ballot]).collect(),
                day: None,
            });
        }
        next.days.clone_from(&self.days);
        next.population.clone_from(&self.population);
        next.unread += self.unread;
        Ok(next)
    }

    /// Adds a ballot.
    pub(crate) fn add(&mut self, kept: &Kept) {
        match self.read(kept) {
            Some(read) => self.put(read),
            None => self.unread += 1,
        }
    }

    /// Reads a ballot; none of a group that is not known, or that cannot be read.
    pub(crate) fn read(&self, kept: &Kept) -> Option<Read> {
        let group = self.places.number(&kept.ballot.people)?;
        let Given { answers, mode, took } = Given::read(&self.form, &kept.ballot.answers)?;
        let interviewer = self.places.interviewers.codes[group as usize];
        let quotas = self.form.quotas();
        Some(Read {
            people: kept.ballot.people.clone(),
            bytes: bytes(&self.variables, &answers),
            mode: counts_as(mode, interviewer != chiso_estimate::NONE),
            took,
            quotas: if quotas.is_empty() {
                Vec::new()
            } else {
                let state = State::new(&self.form, &answers, NO_DAY);
                quotas.iter().map(|quota| state.holds(&quota.condition)).collect()
            },
            day: kept.day.clone(),
        })
    }

    /// Adds a ballot that was read.
    pub(crate) fn put(&mut self, read: Read) {
        if self.count(read).is_none() {
            self.unread += 1;
        }
    }

    fn count(&mut self, read: Read) -> Option<()> {
        let group = self.places.number(&read.people)?;
        let scored = self.item_answers(|variable| read.bytes[variable]);
        let ballot = self.counted(group, &scored);
        // Both or neither: what fits the one fits the other.
        self.whole.add(&ballot).ok()?;
        self.by_unit.add(&Ballot { domain: self.places.units.codes[group as usize], ..ballot }).ok()?;
        self.groups.push(group);
        self.modes.push(read.mode);
        self.took.push(read.took);
        self.looks.look(&read.bytes);
        self.columns.iter_mut().zip(read.bytes).for_each(|(column, byte)| column.push(byte));
        self.quotas.iter_mut().zip(read.quotas).for_each(|(quota, of)| quota.push(of));
        if let Some(day) = read.day {
            *self.days.entry(day).or_default() += 1;
        }
        Some(())
    }

    /// The answers to the items of a ballot, by the byte of each variable.
    pub(crate) fn item_answers(&self, byte_of: impl Fn(usize) -> u8) -> Vec<Answer> {
        let answer = |item: &Item| {
            let byte = byte_of(item.variable);
            Answer::Code(if byte == NONE { u8::try_from(item.values.len() - 1).unwrap_or(NONE) } else { byte })
        };
        self.items.iter().map(answer).collect()
    }

    /// A ballot of a group as the tally of the whole counts it.
    pub(crate) fn counted<'a>(&self, group: u32, answers: &'a [Answer]) -> Ballot<'a> {
        let weight = self.places.weights[group as usize];
        Ballot { leaf: self.places.leaf(group), cell: 0, domain: 0, weight, answers }
    }

    /// Ballots that count.
    pub(crate) fn ballots(&self) -> u64 {
        self.groups.len() as u64
    }

    /// For each ballot who took it: of those that were given to an interviewer, where the group tells which.
    pub(crate) fn interviewers(&self) -> Factor {
        let known = &self.places.interviewers;
        let code = |(group, mode): (&u32, &Mode)| match mode {
            Mode::Interview => known.codes[*group as usize],
            Mode::Own | Mode::Paper | Mode::Phone => chiso_estimate::NONE,
        };
        let codes = self.groups.iter().zip(&self.modes).map(code).collect();
        Factor { name: known.name.clone(), codes, levels: known.levels.clone() }
    }

    /// The seconds that a ballot took for each question with a choice or a scale that it answers, where somebody measured.
    fn pace(&self, ballot: usize) -> Option<f64> {
        let answered = self.looks.answered[ballot];
        self.took[ballot].filter(|_| answered > 0).map(|took| f64::from(took) / f64::from(answered))
    }

    /// Whether enough ballots of some way were measured to tell which were given too fast.
    pub(crate) fn timed(&self) -> bool {
        let measured = |mode: Mode| {
            self.modes.iter().zip(&self.took).filter(|(own, took)| **own == mode && took.is_some()).count()
        };
        Mode::ALL.into_iter().any(|mode| measured(mode) >= quality::MEASURED)
    }

    /// Ballots that deserve a second look.
    pub(crate) fn flagged(&self) -> Flagged {
        let mut flagged = Flagged(vec![0; self.groups.len()]);
        for mode in Mode::ALL {
            let of: Vec<usize> = (0..self.groups.len()).filter(|ballot| self.modes[*ballot] == mode).collect();
            let paces: Vec<Option<f64>> = of.iter().map(|ballot| self.pace(*ballot)).collect();
            flagged.put(Flag::Fast, of.into_iter().zip(quality::too_fast(&paces)));
        }
        flagged.put(Flag::Straight, self.looks.straight.iter().copied().enumerate());
        flagged.put(Flag::Duplicate, self.looks.copies.duplicates().enumerate());
        flagged
    }
}

/// What is seen of each ballot as it comes, so that a board of many need not look at all of them again.
#[derive(Debug, Clone)]
struct Looks {
    /// The variables of each grid.
    grids: Vec<Vec<usize>>,
    /// How many variables it answers.
    answered: Vec<u32>,
    /// Whether a grid of it was answered in a straight line.
    straight: Vec<bool>,
    copies: Copies<u8>,
}

impl Looks {
    fn new(form: &Form, variables: &[Variable]) -> Looks {
        let place = |number: &usize| {
            let name = &form.items()[*number].name;
            variables.iter().position(|variable| variable.name == *name)
        };
        let grids = (0..form.items().len()).flat_map(|group| form.grids(group));
        let grids = grids.map(|grid| grid.rows.iter().filter_map(place).collect()).collect();
        Looks { grids, answered: Vec::new(), straight: Vec::new(), copies: Copies::default() }
    }

    /// Looks at a ballot, by the byte of each variable.
    fn look(&mut self, bytes: &[u8]) {
        let answers: Vec<Option<u8>> = bytes.iter().map(|byte| Some(*byte).filter(|byte| *byte != NONE)).collect();
        self.answered.push(u32::try_from(answers.iter().flatten().count()).unwrap_or(u32::MAX));
        let straight = |grid: &Vec<usize>| quality::is_straight_line(grid.iter().map(|variable| answers[*variable]));
        self.straight.push(self.grids.iter().any(straight));
        self.copies.add(answers);
    }
}

/// Why a ballot deserves a second look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Flag {
    /// It was given too fast.
    Fast,
    /// A grid was answered in a straight line.
    Straight,
    /// All answers are those of another ballot.
    Duplicate,
}

impl Flag {
    pub(crate) const ALL: [Flag; 3] = [Flag::Fast, Flag::Straight, Flag::Duplicate];
    /// Combinations of flags.
    pub(crate) const PATTERNS: usize = 1 << Flag::ALL.len();

    /// Whether a combination has the flag.
    pub(crate) fn is_in(self, pattern: usize) -> bool {
        pattern >> self as usize & 1 == 1
    }
}

/// The combination of flags of each ballot, a bit for each flag.
pub(crate) struct Flagged(Vec<u8>);

impl Flagged {
    fn put(&mut self, flag: Flag, flags: impl Iterator<Item = (usize, bool)>) {
        flags.for_each(|(ballot, has)| self.0[ballot] |= u8::from(has) << flag as u8);
    }

    /// The combination of each ballot; 0 has no flag.
    pub(crate) fn patterns(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|pattern| usize::from(*pattern))
    }

    /// Which ballots do not have a flag; without one, which have none at all.
    pub(crate) fn without(&self, flag: Option<Flag>) -> Vec<bool> {
        self.patterns().map(|pattern| flag.map_or(pattern == 0, |flag| !flag.is_in(pattern))).collect()
    }
}
