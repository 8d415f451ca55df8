//! Who was interviewed by whom, and who of them is called again.

use std::collections::{BTreeMap, BTreeSet};

use chiso_store::fieldwork::{SurveyCallback, SurveyVisit};
use chiso_store::people::Person;
use chiso_store::{Reader, StoreError};
use chiso_survey::Called;
use chiso_workspace::Refusal;

use crate::entry::Surveys;
use crate::held::Held;
use crate::interview::in_all;

/// The interview of somebody: who held it, and on which day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Met {
    pub(super) interviewer: String,
    pub(super) day: String,
}

/// The visits and call-backs of a campaign.
pub(super) struct Cases {
    /// Interviews, by the id of who was interviewed.
    pub(super) met: BTreeMap<String, Met>,
    /// What came of calling, by the id of who was drawn.
    pub(super) drawn: BTreeMap<String, SurveyCallback>,
    /// Names of the interviewers' accounts, by id.
    pub(super) names: BTreeMap<String, String>,
    /// Whose each group is, by its id: the account that made every visit to its people. Groups with visits of several are left out, since nobody knows whose a ballot of theirs is.
    pub(super) groups: BTreeMap<String, String>,
    /// Groups that are left out.
    pub(super) mixed: BTreeSet<String>,
}

/// How far the calls about an interviewer are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Tally {
    pub(super) met: u64,
    pub(super) drawn: u64,
    pub(super) reached: u64,
    pub(super) confirmed: u64,
    pub(super) denied: u64,
}

impl Tally {
    /// Those of both.
    pub(super) fn and(self, other: &Tally) -> Tally {
        Tally {
            met: self.met + other.met,
            drawn: self.drawn + other.drawn,
            reached: self.reached + other.reached,
            confirmed: self.confirmed + other.confirmed,
            denied: self.denied + other.denied,
        }
    }
}

/// What came of calling somebody so far.
pub(super) fn called(case: &SurveyCallback) -> Called {
    Called::from_id(&case.state).unwrap_or(Called::ToCall)
}

fn interview(visits: &[SurveyVisit]) -> Option<Met> {
    let is_one = |visit: &&SurveyVisit| in_all([*visit]).is_some_and(|came| came.id() == "interviewed");
    let first = visits.iter().find(is_one)?;
    Some(Met { interviewer: first.made_by.clone(), day: first.day.clone() })
}

impl Cases {
    /// From the store.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(super) fn read(
        reader: &mut Reader<'_>,
        survey: &str,
        group_of: &BTreeMap<String, String>,
    ) -> Result<Cases, StoreError> {
        let visits = reader.survey_visits(survey)?;
        let mut made_by: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for visit in &visits {
            if let Some(group) = group_of.get(&visit.invitee) {
                made_by.entry(group.clone()).or_default().insert(visit.made_by.clone());
            }
        }
        let (mut groups, mut mixed) = (BTreeMap::new(), BTreeSet::new());
        for (group, mut accounts) in made_by {
            match accounts.pop_first().filter(|_| accounts.is_empty()) {
                Some(account) => drop(groups.insert(group, account)),
                None => drop(mixed.insert(group)),
            }
        }
        let of_one = visits.chunk_by(|a, b| a.invitee == b.invitee);
        let met: BTreeMap<String, Met> =
            of_one.filter_map(|visits| Some((visits.first()?.invitee.clone(), interview(visits)?))).collect();
        let drawn = reader.survey_callbacks(survey)?.into_iter().map(|case| (case.id.clone(), case)).collect();
        let mut accounts: Vec<String> = met.values().map(|met| met.interviewer.clone()).collect();
        accounts.sort();
        accounts.dedup();
        let mut names = BTreeMap::new();
        for account in accounts {
            let person = reader.get::<Person>(account.clone())?;
            let name = person.and_then(|person| person.name.or(person.mail));
            names.insert(account.clone(), name.unwrap_or(account));
        }
        Ok(Cases { met, drawn, names, groups, mixed })
    }

    /// How far the calls are, by interviewer.
    pub(super) fn tallies(&self) -> BTreeMap<&str, Tally> {
        let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
        for (id, met) in &self.met {
            let tally = tallies.entry(met.interviewer.as_str()).or_default();
            tally.met += 1;
            if let Some(case) = self.drawn.get(id) {
                let called = called(case);
                tally.drawn += 1;
                tally.reached += u64::from(called.is_reached());
                tally.confirmed += u64::from(called == Called::Confirmed);
                tally.denied += u64::from(called == Called::Denied);
            }
        }
        tallies
    }
}

impl Surveys {
    /// The visits and call-backs of a campaign.
    ///
    /// # Errors
    /// The store.
    pub(super) async fn call_back_cases(&self, held: &Held, now_us: i64) -> Result<Cases, Refusal> {
        let people = self.people_of(held, now_us).await?;
        let group_of: BTreeMap<String, String> =
            people.values().map(|person| (person.invitee.clone(), person.group.clone())).collect();
        let survey = held.id.clone();
        Ok(self.desk.store().read(move |reader| Cases::read(reader, &survey, &group_of)).await?)
    }
}
