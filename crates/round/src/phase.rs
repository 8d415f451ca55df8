//! The phases of a round, and the links of a score.

use chiso_model::Text;
use serde::{Deserialize, Serialize};

/// A phase of a round.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Phase {
    /// Being set up: nothing is scored.
    Draft,
    /// Units enter numbers, self-scores and evidence, and submit.
    SelfAssessment,
    /// Appraisers look at every criterion of their areas.
    FirstAppraisal,
    /// Units explain what was flagged.
    Explanation,
    /// Appraisers look again.
    SecondAppraisal,
    /// The council decides what is disputed.
    Council,
    /// The result is out; it can only be corrected by a new issue.
    Published,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Phase; 7] = [
        Phase::Draft,
        Phase::SelfAssessment,
        Phase::FirstAppraisal,
        Phase::Explanation,
        Phase::SecondAppraisal,
        Phase::Council,
        Phase::Published,
    ];

    /// The phases that have a deadline.
    pub const TIMED: [Phase; 5] =
        [Phase::SelfAssessment, Phase::FirstAppraisal, Phase::Explanation, Phase::SecondAppraisal, Phase::Council];

    /// Its name in addresses, forms and events.
    pub const fn id(self) -> &'static str {
        match self {
            Phase::Draft => "draft",
            Phase::SelfAssessment => "self_assessment",
            Phase::FirstAppraisal => "first_appraisal",
            Phase::Explanation => "explanation",
            Phase::SecondAppraisal => "second_appraisal",
            Phase::Council => "council",
            Phase::Published => "published",
        }
    }

    /// The phase of a name.
    pub fn of(id: &str) -> Option<Phase> {
        Phase::ALL.into_iter().find(|phase| phase.id() == id)
    }

    /// The phase in which an appraisal is done; none for links that are no appraisal.
    pub const fn of_appraisal(stage: Stage) -> Option<Phase> {
        match stage {
            Stage::First => Some(Phase::FirstAppraisal),
            Stage::Second => Some(Phase::SecondAppraisal),
            _ => None,
        }
    }

    /// What people call it.
    pub fn title(self) -> Text {
        match self {
            Phase::Draft => Text::new("Đang chuẩn bị", "Draft"),
            Phase::SelfAssessment => Text::new("Tự đánh giá", "Self-assessment"),
            Phase::FirstAppraisal => Text::new("Thẩm định lần 1", "First appraisal"),
            Phase::Explanation => Text::new("Giải trình", "Explanation"),
            Phase::SecondAppraisal => Text::new("Thẩm định lần 2", "Second appraisal"),
            Phase::Council => Text::new("Hội đồng thẩm định", "Council"),
            Phase::Published => Text::new("Đã công bố", "Published"),
        }
    }
}

/// Where in the chain of a score a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The unit's own score.
    SelfScore,
    /// The first appraisal.
    First,
    /// The unit's answer to it.
    Explanation,
    /// The second appraisal.
    Second,
    /// The council's decision.
    Council,
    /// A correction after publication.
    Correction,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 6] =
        [Stage::SelfScore, Stage::First, Stage::Explanation, Stage::Second, Stage::Council, Stage::Correction];

    /// Its name in addresses, files and events.
    pub const fn id(self) -> &'static str {
        match self {
            Stage::SelfScore => "self_score",
            Stage::First => "first",
            Stage::Explanation => "explanation",
            Stage::Second => "second",
            Stage::Council => "council",
            Stage::Correction => "correction",
        }
    }

    /// The stage of a name.
    pub fn of(id: &str) -> Option<Stage> {
        Stage::ALL.into_iter().find(|stage| stage.id() == id)
    }

    /// What people call it.
    pub fn title(self) -> Text {
        match self {
            Stage::SelfScore => Text::new("Tự chấm điểm", "Self-score"),
            Stage::First => Text::new("Thẩm định lần 1", "First appraisal"),
            Stage::Explanation => Text::new("Giải trình", "Explanation"),
            Stage::Second => Text::new("Thẩm định lần 2", "Second appraisal"),
            Stage::Council => Text::new("Hội đồng thẩm định", "Council"),
            Stage::Correction => Text::new("Đính chính", "Correction"),
        }
    }
}
