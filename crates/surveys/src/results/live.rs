//! The ballots of a campaign as they are held in memory: tallies of the whole and of each rated unit, to which every committed batch is added, and a few bytes of each
//! ballot for what is asked less often.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_ballot::Kept;
use chiso_estimate::{Answer, Ballot, EstimateError, Layout, Tally};
use chiso_model::Date;
use chiso_questionnaire::{Form, State};
use chiso_store::surveys::SurveyGroup;
use chiso_survey::quality;

use crate::given::Given;

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
    /// Ballots by day: those that were read are counted by the box, and those that come as they come.
    pub(crate) days: BTreeMap<String, u64>,
    /// Ballots of each quota.
    pub(crate) quotas: Vec<u64>,
    /// Ballots of a group that is not known, or that cannot be read: they are in no estimate, and the page says so.
    pub(crate) unread: u64,
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
            quotas: vec![0; form.quotas().len()],
            whole: Tally::new(layout.clone()),
            by_unit: Tally::new(layout),
            groups: Vec::new(),
            days: BTreeMap::new(),
            unread: 0,
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

    /// Adds a ballot.
    pub(crate) fn add(&mut self, kept: &Kept) {
        if self.count(kept).is_none() {
            self.unread += 1;
        }
    }

    fn count(&mut self, kept: &Kept) -> Option<()> {
        let group = self.places.number(&kept.ballot.people)?;
        let Given { answers, .. } = Given::read(&self.form, &kept.ballot.answers)?;
        let bytes = bytes(&self.variables, &answers);
        let scored: Vec<Answer> = self
            .items
            .iter()
            .map(|item| {
                let byte = bytes[item.variable];
                Answer::Code(if byte == NONE { u8::try_from(item.values.len() - 1).unwrap_or(NONE) } else { byte })
            })
            .collect();
        let weight = self.places.weights[group as usize];
        let leaf = self.places.leaf(group);
        let ballot = Ballot { leaf, cell: 0, domain: 0, weight, answers: &scored };
        // Both or neither: what fits the one fits the other.
        self.whole.add(&ballot).ok()?;
        self.by_unit.add(&Ballot { domain: self.places.units.codes[group as usize], ..ballot }).ok()?;
        self.groups.push(group);
        self.columns.iter_mut().zip(bytes).for_each(|(column, byte)| column.push(byte));
        if let Some(day) = &kept.day {
            *self.days.entry(day.clone()).or_default() += 1;
        }
        if !self.quotas.is_empty() {
            let form = Arc::clone(&self.form);
            let state = State::new(&form, &answers, NO_DAY);
            for (count, quota) in self.quotas.iter_mut().zip(form.quotas()) {
                *count += u64::from(state.holds(&quota.condition));
            }
        }
        Some(())
    }

    /// Ballots that count.
    pub(crate) fn ballots(&self) -> u64 {
        self.groups.len() as u64
    }

    /// Ballots that deserve a second look: a grid answered in a straight line, or all answers those of another ballot.
    pub(crate) fn flagged(&self) -> Flagged {
        let place = |number: &usize| {
            let name = &self.form.items()[*number].name;
            self.variables.iter().position(|variable| variable.name == *name)
        };
        let grids: Vec<Vec<usize>> = (0..self.form.items().len())
            .flat_map(|group| self.form.grids(group))
            .map(|grid| grid.rows.iter().filter_map(place).collect())
            .collect();
        let answer = |variable: usize, ballot: usize| Some(self.columns[variable][ballot]).filter(|byte| *byte != NONE);
        let straight = |ballot: usize| {
            grids.iter().any(|grid| quality::is_straight_line(grid.iter().map(|variable| answer(*variable, ballot))))
        };
        let all: Vec<Vec<Option<u8>>> = (0..self.groups.len())
            .map(|ballot| (0..self.columns.len()).map(|variable| answer(variable, ballot)).collect())
            .collect();
        Flagged { straight: (0..self.groups.len()).map(straight).collect(), duplicate: quality::duplicates(&all) }
    }
}

/// Flags, one a ballot.
pub(crate) struct Flagged {
    pub(crate) straight: Vec<bool>,
    pub(crate) duplicate: Vec<bool>,
}

impl Flagged {
    /// Whether a ballot has no flag.
    pub(crate) fn clean(&self) -> Vec<bool> {
        self.straight.iter().zip(&self.duplicate).map(|(straight, duplicate)| !straight && !duplicate).collect()
    }
}
