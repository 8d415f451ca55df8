//! How many of those asked answered: outcomes and rates as the American Association for Public Opinion Research defines them (Standard Definitions, 10th edition).

use serde::{Deserialize, Serialize};

/// What became of somebody who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// I: a complete interview.
    Complete,
    /// P: some questions answered, enough to count.
    Partial,
    /// R: refused, or broke off.
    Refusal,
    /// NC: eligible and not reached.
    NonContact,
    /// O: eligible and not able to, for another reason.
    Other,
    /// UH: not known whether there is anybody to ask there.
    UnknownHousehold,
    /// UO: not known whether eligible, for another reason.
    UnknownOther,
    /// Not eligible: left out of every rate.
    NotEligible,
}

/// How many of each outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Outcomes {
    /// I.
    pub complete: u64,
    /// P.
    pub partial: u64,
    /// R.
    pub refusal: u64,
    /// NC.
    pub non_contact: u64,
    /// O.
    pub other: u64,
    /// UH.
    pub unknown_household: u64,
    /// UO.
    pub unknown_other: u64,
    /// Not eligible.
    pub not_eligible: u64,
}

/// Response rates, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResponseRates {
    /// RR1 = I / ((I + P) + (R + NC + O) + (UH + UO)): the least it can be.
    pub rr1: f64,
    /// RR2: RR1 with partial interviews counted as answers.
    pub rr2: f64,
    /// RR3: RR1 with only a share e of the unknown taken for eligible.
    pub rr3: f64,
    /// The share e: of those about whom it is known, how many are eligible.
    pub eligible: f64,
}

impl Outcomes {
    /// Counts one more.
    pub fn add(&mut self, outcome: Outcome) {
        *(match outcome {
            Outcome::Complete => &mut self.complete,
            Outcome::Partial => &mut self.partial,
            Outcome::Refusal => &mut self.refusal,
            Outcome::NonContact => &mut self.non_contact,
            Outcome::Other => &mut self.other,
            Outcome::UnknownHousehold => &mut self.unknown_household,
            Outcome::UnknownOther => &mut self.unknown_other,
            Outcome::NotEligible => &mut self.not_eligible,
        }) += 1;
    }

    /// The rates; `None` while nobody eligible or unknown was asked.
    pub fn rates(&self) -> Option<ResponseRates> {
        let eligible = self.complete + self.partial + self.refusal + self.non_contact + self.other;
        let unknown = self.unknown_household + self.unknown_other;
        if eligible + unknown == 0 {
            return None;
        }
        let known = eligible + self.not_eligible;
        let share = if known == 0 { 1.0 } else { eligible as f64 / known as f64 };
        let all = (eligible + unknown) as f64;
        let likely = eligible as f64 + share * unknown as f64;
        Some(ResponseRates {
            rr1: self.complete as f64 / all,
            rr2: (self.complete + self.partial) as f64 / all,
            rr3: if likely > 0.0 { self.complete as f64 / likely } else { 0.0 },
            eligible: share,
        })
    }
}
