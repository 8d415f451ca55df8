//! A campaign: how it is set up, when ballots are taken, and what was published of it. Commands in, events out.

mod command;
mod population;
mod refusal;
mod setup;

pub use command::{By, CampaignCommand, CampaignEvent, Happened};
pub use population::PopulationMargin;
pub use refusal::CampaignRefusal;
pub use setup::{Mode, Reminders, Setup, SetupProblem};

use serde::{Deserialize, Serialize};

use crate::callback::CallBackDraw;

/// The phase a campaign is in. It goes forward alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being set up. Ballots can be tried; none is kept.
    Draft,
    /// Opened: ballots are taken between the two moments of its calendar.
    Open,
    /// Closed for good.
    Closed,
    /// Its results are public.
    Published,
}

impl Phase {
    /// All, in their order.
    pub const ALL: [Phase; 4] = [Phase::Draft, Phase::Open, Phase::Closed, Phase::Published];
}

/// People who were invited together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// How many.
    pub people: u64,
    /// SHA-256 of the list, 64 hexadecimal digits.
    pub list: String,
    /// When, microseconds since 1970.
    pub at: i64,
}

/// A campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Campaign {
    /// How it is set up.
    pub setup: Setup,
    /// The phase it is in.
    pub phase: Phase,
    /// When that began, microseconds since 1970.
    pub since: i64,
    /// True for a draft that was thrown away.
    #[serde(default)]
    pub discarded: bool,
    /// Lists of people, in the order in which they were invited.
    pub invited: Vec<Invited>,
    /// Draws of people who are called again, in their order.
    #[serde(default)]
    pub call_backs: Vec<CallBackDraw>,
    /// What is known of the population, to which weights are raked.
    #[serde(default)]
    pub population: Vec<PopulationMargin>,
    /// SHA-256 of each published file of results, the first issue first.
    pub issues: Vec<String>,
    /// Number of events so far.
    pub version: u64,
}

impl Campaign {
    /// The first event of a new campaign.
    pub fn draft(by: &By, setup: Setup) -> Happened {
        by.happened(CampaignEvent::Drafted { setup: Box::new(setup) })
    }

    /// The campaign that a list of events gives; none where it does not begin with one that sets it up.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Happened>) -> Option<Campaign> {
        let mut events = events.into_iter();
        let first = events.next()?;
        let CampaignEvent::Drafted { setup } = &first.what else { return None };
        let mut campaign = Campaign {
            setup: setup.as_ref().clone(),
            phase: Phase::Draft,
            since: first.at,
            discarded: false,
            invited: Vec::new(),
            call_backs: Vec::new(),
            population: Vec::new(),
            issues: Vec::new(),
            version: 1,
        };
        events.for_each(|event| campaign.apply(event));
        Some(campaign)
    }

    /// Whether ballots are taken at a moment (microseconds since 1970): from the opening on, up to the microsecond before the close.
    pub fn takes_ballots(&self, at: i64) -> bool {
        self.phase == Phase::Open && (self.setup.opens..self.setup.closes).contains(&at)
    }

    /// How many people were invited.
    pub fn people(&self) -> u64 {
        self.invited.iter().map(|list| list.people).sum()
    }

    /// What happens when somebody asks for something.
    ///
    /// # Errors
    /// Why it does not.
    pub fn decide(&self, by: &By, command: CampaignCommand) -> Result<Happened, CampaignRefusal> {
        if self.discarded {
            return Err(CampaignRefusal::Discarded);
        }
        command.needs_phase().map_or(Ok(()), |phases| {
            if phases.contains(&self.phase) { Ok(()) } else { Err(CampaignRefusal::WrongPhase { now: self.phase }) }
        })?;
        let reason =
            |reason: String| if reason.trim().is_empty() { Err(CampaignRefusal::NoReason) } else { Ok(reason) };
        let event = match command {
            CampaignCommand::Revise { setup } => CampaignEvent::Revised { setup },
            CampaignCommand::Discard { reason: why } => CampaignEvent::Discarded { reason: reason(why)? },
            CampaignCommand::Invite { people: 0, .. } => return Err(CampaignRefusal::Nobody),
            CampaignCommand::Invite { people, list } => {
                if self.invited.iter().any(|known| known.list == list) {
                    return Err(CampaignRefusal::ListTwice);
                }
                CampaignEvent::Invited { people, list }
            }
            CampaignCommand::Open => {
                let problems = self.setup.problems(by.at);
                if !problems.is_empty() {
                    return Err(CampaignRefusal::Setup(problems));
                }
                CampaignEvent::Opened
            }
            CampaignCommand::MoveClose { closes, reason: why } => {
                if closes <= by.at || closes <= self.setup.opens {
                    return Err(CampaignRefusal::CloseOver);
                }
                CampaignEvent::CloseMoved { closes, reason: reason(why)? }
            }
            CampaignCommand::Close { reason: why } => {
                let early = by.at < self.setup.closes;
                CampaignEvent::Closed { reason: if early { reason(why)? } else { why } }
            }
            CampaignCommand::SetPopulation { .. } if self.phase >= Phase::Closed && !self.population.is_empty() => {
                return Err(CampaignRefusal::PopulationFixed);
            }
            CampaignCommand::SetPopulation { margins } => CampaignEvent::PopulationSet { margins },
            CampaignCommand::CallBack { draw } if draw.drawn == 0 => return Err(CampaignRefusal::NobodyToCall),
            CampaignCommand::CallBack { draw } => {
                if self.call_backs.iter().any(|before| before.seed == draw.seed) {
                    return Err(CampaignRefusal::SameSeed);
                }
                CampaignEvent::CallBacksDrawn { draw }
            }
            CampaignCommand::Publish { file } => {
                if self.issues.last() == Some(&file) {
                    return Err(CampaignRefusal::SameResults);
                }
                CampaignEvent::Published { file }
            }
        };
        Ok(by.happened(event))
    }

    /// Takes an event in.
    pub fn apply(&mut self, event: &Happened) {
        self.version += 1;
        let before = self.phase;
        match &event.what {
            CampaignEvent::Drafted { setup } | CampaignEvent::Revised { setup } => self.setup = setup.as_ref().clone(),
            CampaignEvent::Discarded { .. } => self.discarded = true,
            CampaignEvent::Invited { people, list } => {
                self.invited.push(Invited { people: *people, list: list.clone(), at: event.at });
            }
            CampaignEvent::Opened => self.phase = Phase::Open,
            CampaignEvent::CloseMoved { closes, .. } => self.setup.closes = *closes,
            CampaignEvent::Closed { .. } => {
                self.phase = Phase::Closed;
                self.setup.closes = self.setup.closes.min(event.at);
            }
            CampaignEvent::PopulationSet { margins } => self.population.clone_from(margins),
            CampaignEvent::CallBacksDrawn { draw } => self.call_backs.push(draw.as_ref().clone()),
            CampaignEvent::Published { file } => {
                self.phase = Phase::Published;
                self.issues.push(file.clone());
            }
        }
        if self.phase != before {
            self.since = event.at;
        }
    }
}
