//! Call-backs: some of the people who were interviewed are called again, to check that the interview took place. Who is called nobody can choose: a public seed draws them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::draw::{Candidate, Method, draw};
use crate::seed::Seed;

/// How many of the people whom an interviewer met are called again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowMany {
    /// So many percent of them, rounded up.
    Percent(u32),
    /// So many of them.
    Number(u64),
}

impl HowMany {
    /// Of so many; never more than there are.
    pub fn of(self, all: u64) -> u64 {
        match self {
            HowMany::Percent(percent) => (all * u64::from(percent)).div_ceil(100).min(all),
            HowMany::Number(number) => number.min(all),
        }
    }
}

/// Draws people to be called again, for each interviewer so many of those who were met, each set of so many with the same chance. `met` are ids by interviewer. The draw of an
/// interviewer goes by the seed, the interviewer and the ids alone, so it does not depend on the others.
pub fn to_call_back(seed: &Seed, met: &BTreeMap<String, Vec<String>>, many: HowMany) -> Vec<String> {
    let mut drawn = Vec::new();
    for (interviewer, people) in met {
        let candidates: Vec<Candidate<'_>> = people.iter().map(|id| Candidate { id, size: 1 }).collect();
        let wanted = many.of(candidates.len() as u64);
        // It refuses to draw more than there are, which is not asked.
        let found = draw(seed, interviewer, &candidates, wanted, Method::SimpleRandom, 0);
        drawn.extend(found.into_iter().flat_map(|found| found.drawn).map(|one| people[one.index].clone()));
    }
    drawn
}

/// A draw of people who are called again, with all that is needed to repeat it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallBackDraw {
    /// The seed.
    pub seed: Seed,
    /// How many of each interviewer's people.
    pub many: HowMany,
    /// People were met up to this day, which counts, as in 2026-11-22.
    pub until: String,
    /// How many could be drawn: those who were met, can be called and had not been drawn before.
    pub met: u64,
    /// SHA-256 of who they are: a line for each with interviewer, tabulator and id, in bytewise order; 64 hexadecimal digits.
    pub list: String,
    /// How many were drawn.
    pub drawn: u64,
    /// Names of the questions that are asked again.
    pub questions: Vec<String>,
}

impl CallBackDraw {
    /// What [`CallBackDraw::list`] is the hash of.
    pub fn list_of(met: &BTreeMap<String, Vec<String>>) -> String {
        let mut lines: Vec<String> = met
            .iter()
            .flat_map(|(interviewer, people)| people.iter().map(move |id| format!("{interviewer}\t{id}\n")))
            .collect();
        lines.sort_unstable();
        lines.concat()
    }
}

/// What came of calling somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Called {
    /// Not called yet.
    ToCall,
    /// There was an interview.
    Confirmed,
    /// There was none, they say.
    Denied,
    /// Nobody answered, or the number is wrong: may be tried again.
    NotReached,
    /// Does not want to say.
    Refused,
}

impl Called {
    /// All.
    pub const ALL: [Called; 5] =
        [Called::ToCall, Called::Confirmed, Called::Denied, Called::NotReached, Called::Refused];

    /// As it is kept.
    pub fn id(self) -> &'static str {
        match self {
            Called::ToCall => "to_call",
            Called::Confirmed => "confirmed",
            Called::Denied => "denied",
            Called::NotReached => "not_reached",
            Called::Refused => "refused",
        }
    }

    /// From how it is kept.
    pub fn from_id(id: &str) -> Option<Called> {
        Called::ALL.into_iter().find(|called| called.id() == id)
    }

    /// Whether somebody spoke with the person: then nothing more is to be done.
    pub fn is_reached(self) -> bool {
        matches!(self, Called::Confirmed | Called::Denied | Called::Refused)
    }
}
