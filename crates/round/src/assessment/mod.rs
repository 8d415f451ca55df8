//! One unit's file in a round: for each criterion what was entered, and the chain of links from self-score to council.

mod appraisal;
mod command;
mod council;
mod decide;
mod explanation;
mod facts;
mod item;
mod rule;
mod standing;

pub use command::{AssessmentCommand, AssessmentEvent, Declaration, Entry, Verdict};
pub use facts::{round_facts, unranked};
pub use item::{Assigned, Comment, Draft, Item, Link, Pending, Reopened, SentBack, Why};
pub use standing::{Lack, Progress, Standing};

use std::collections::BTreeMap;

use chiso_model::Period;
use serde::{Deserialize, Serialize};

use crate::{Mark, Round, Rules, Told};

/// One unit's file in a round.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Number of events so far.
    pub version: u64,
    /// The criteria of which something is known, by id.
    pub items: BTreeMap<String, Item>,
    /// Values that joined from surveys, statistics, dossiers and other indices, each with its source; the newest of an indicator and period holds.
    pub joined: Vec<Joined>,
    /// The submission of the self-assessment, then of each reopening.
    pub submissions: Vec<Signed>,
    /// The submission of the explanation.
    pub explained: Option<Signed>,
}

/// A value that joined: never typed by the unit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Joined {
    /// The indicator.
    pub indicator: String,
    /// The period it speaks of, where it is not the round's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// The value.
    pub value: Mark,
    /// Where it comes from.
    pub source: String,
}

/// Something that was signed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Signed {
    /// When, microseconds since 1970.
    pub at: i64,
    /// Who.
    pub by: String,
    /// What was declared.
    pub declaration: Declaration,
    /// The criteria it is about.
    pub nodes: Vec<String>,
}

/// What a command on an assessment is looked at with.
#[derive(Debug, Clone, Copy)]
pub struct Frame<'a> {
    /// The round.
    pub round: &'a Round,
    /// Its rules.
    pub rules: &'a Rules,
    /// The unit.
    pub unit: &'a str,
}

impl Assessment {
    /// The assessment that a list of events gives.
    pub fn replay<'a>(events: impl IntoIterator<Item = &'a Told<AssessmentEvent>>) -> Assessment {
        let mut assessment = Assessment::default();
        events.into_iter().for_each(|event| assessment.apply(event));
        assessment
    }

    /// What is known of a criterion.
    pub fn item(&self, node: &str) -> Option<&Item> {
        self.items.get(node)
    }

    /// The links of a criterion, the first first.
    pub fn links(&self, node: &str) -> &[Link] {
        self.items.get(node).map_or(&[], |item| &item.links)
    }

    /// The file without what the unit works on at the criteria that a reader may not see it at: drafts, answers and evidence that are not signed, who does what, what is said
    /// inside the unit. What nobody signed counts for nothing, also after the deadline; so it is nobody else's.
    #[must_use]
    pub fn without_working_papers(&self, hides: impl Fn(&str) -> bool) -> Assessment {
        let seen =
            |(node, item): (&String, &Item)| (node.clone(), if hides(node) { item.signed() } else { item.clone() });
        Assessment { items: self.items.iter().map(seen).collect(), ..self.clone() }
    }

    /// The file with some links only: those that a reader may see.
    #[must_use]
    pub fn with_links(&self, keeps: impl Fn(&Link) -> bool) -> Assessment {
        let mut seen = self.clone();
        for item in seen.items.values_mut() {
            item.links.retain(&keeps);
            item.pending.take_if(|pending| !keeps(&pending.link));
        }
        seen
    }

    /// Whether the self-assessment was submitted.
    pub fn is_submitted(&self) -> bool {
        !self.submissions.is_empty()
    }
}
