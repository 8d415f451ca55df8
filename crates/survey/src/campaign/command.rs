//! What can be asked of a campaign, and what happens to it.

use serde::{Deserialize, Serialize};

use super::{Phase, PopulationMargin, Setup};
use crate::callback::CallBackDraw;

/// Who asks, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct By {
    /// Id of the person.
    pub person: String,
    /// The recorded time, microseconds since 1970 in UTC.
    pub at: i64,
}

/// An event as it is kept: what, by whom, when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Happened {
    /// The recorded time, microseconds since 1970 in UTC.
    pub at: i64,
    /// Id of the person.
    pub by: String,
    /// What.
    pub what: CampaignEvent,
}

impl By {
    pub(crate) fn happened(&self, what: CampaignEvent) -> Happened {
        Happened { at: self.at, by: self.person.clone(), what }
    }
}

/// What can be asked of a campaign. Setting up a new one is [`super::Campaign::draft`].
#[derive(Debug, Clone, PartialEq)]
pub enum CampaignCommand {
    /// Set a draft up anew.
    Revise {
        /// How.
        setup: Box<Setup>,
    },
    /// Throw a draft away.
    Discard {
        /// Why.
        reason: String,
    },
    /// Invite the people of a list.
    Invite {
        /// How many.
        people: u64,
        /// SHA-256 of the list.
        list: String,
    },
    /// Open it: from then on its setup is fixed, but for the close.
    Open,
    /// Move the close, before it is over.
    MoveClose {
        /// The new one, microseconds since 1970.
        closes: i64,
        /// Why.
        reason: String,
    },
    /// Close it for good.
    Close {
        /// Why, where it is before its time.
        reason: String,
    },
    /// Say what is known of the population; without margins, that nothing is.
    SetPopulation {
        /// The margins.
        margins: Vec<PopulationMargin>,
    },
    /// Call some of those again who were interviewed.
    CallBack {
        /// Who was drawn, and how.
        draw: Box<CallBackDraw>,
    },
    /// Publish its results.
    Publish {
        /// SHA-256 of the file of results.
        file: String,
    },
}

impl CampaignCommand {
    /// The phases in which it can be asked; none where always.
    pub fn needs_phase(&self) -> Option<&'static [Phase]> {
        Some(match self {
            CampaignCommand::Revise { .. } | CampaignCommand::Discard { .. } | CampaignCommand::Open => &[Phase::Draft],
            CampaignCommand::Invite { .. } => &[Phase::Draft, Phase::Open],
            CampaignCommand::MoveClose { .. } | CampaignCommand::Close { .. } => &[Phase::Open],
            CampaignCommand::SetPopulation { .. } => &[Phase::Draft, Phase::Open, Phase::Closed],
            CampaignCommand::CallBack { .. } => &[Phase::Open, Phase::Closed],
            CampaignCommand::Publish { .. } => &[Phase::Closed, Phase::Published],
        })
    }

    /// What it is called in the journal.
    pub fn name(&self) -> &'static str {
        match self {
            CampaignCommand::Revise { .. } => "survey.revise",
            CampaignCommand::Discard { .. } => "survey.discard",
            CampaignCommand::Invite { .. } => "survey.invite",
            CampaignCommand::Open => "survey.open",
            CampaignCommand::MoveClose { .. } => "survey.move_close",
            CampaignCommand::Close { .. } => "survey.close",
            CampaignCommand::SetPopulation { .. } => "survey.set_population",
            CampaignCommand::CallBack { .. } => "survey.draw_call_backs",
            CampaignCommand::Publish { .. } => "survey.publish",
        }
    }
}

/// What happens to a campaign.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum CampaignEvent {
    /// It was set up.
    Drafted {
        /// How.
        setup: Box<Setup>,
    },
    /// It was set up anew.
    Revised {
        /// How.
        setup: Box<Setup>,
    },
    /// The draft was thrown away.
    Discarded {
        /// Why.
        reason: String,
    },
    /// People were invited.
    Invited {
        /// How many.
        people: u64,
        /// SHA-256 of the list.
        list: String,
    },
    /// It was opened.
    Opened,
    /// Its close was moved.
    CloseMoved {
        /// The new one, microseconds since 1970.
        closes: i64,
        /// Why.
        reason: String,
    },
    /// It was closed.
    Closed {
        /// Why, where it was before its time.
        reason: String,
    },
    /// What is known of the population was said.
    PopulationSet {
        /// The margins.
        margins: Vec<PopulationMargin>,
    },
    /// People who were interviewed were drawn, to be called again.
    CallBacksDrawn {
        /// Who, and how.
        draw: Box<CallBackDraw>,
    },
    /// Results were published.
    Published {
        /// SHA-256 of the file of results.
        file: String,
    },
}
