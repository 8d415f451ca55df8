//! How far a criterion and a unit have come, and what is missing.

use chiso_model::Text;

use super::{Assessment, Draft, Frame, Item};
use crate::{Criterion, Mark, Phase, Stage};

/// How far a criterion has come. In one order of words for every list and page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Its value joins from elsewhere, and has not yet.
    AwaitsFact,
    /// Its value joined.
    Joined,
    /// The unit works on it: what others are told of the four that follow.
    WithUnit,
    /// Nothing was entered.
    Empty,
    /// Something was entered.
    Entered,
    /// Its contributor says it is finished.
    Ready,
    /// It was sent back to its contributor.
    Returned,
    /// It was reopened for the unit.
    Reopened,
    /// It was submitted, or must be scored, and waits for the first appraisal.
    AwaitsFirst,
    /// An appraisal waits for a second person.
    AwaitsCheck,
    /// The first appraisal is done.
    First,
    /// The unit is asked to explain.
    Asked,
    /// The unit explained; the second appraisal waits.
    AwaitsSecond,
    /// The second appraisal is done.
    Second,
    /// The council decided.
    Decided,
    /// It was corrected after publication.
    Corrected,
}

impl Standing {
    /// How far it has come for those who may not see what the unit works on.
    #[must_use]
    pub fn from_outside(self) -> Standing {
        match self {
            Standing::Empty | Standing::Entered | Standing::Ready | Standing::Returned => Standing::WithUnit,
            other => other,
        }
    }

    /// What people call it.
    pub fn title(self) -> Text {
        match self {
            Standing::AwaitsFact => Text::new("Chờ số liệu", "Waiting for data"),
            Standing::Joined => Text::new("Đã có số liệu", "Data joined"),
            Standing::WithUnit => Text::new("Đơn vị đang kê khai", "With the unit"),
            Standing::Empty => Text::new("Chưa kê khai", "Not entered"),
            Standing::Entered => Text::new("Đang kê khai", "Being entered"),
            Standing::Ready => Text::new("Đã hoàn thành", "Finished"),
            Standing::Returned => Text::new("Trả lại", "Returned"),
            Standing::Reopened => Text::new("Mở lại", "Reopened"),
            Standing::AwaitsFirst => Text::new("Chờ thẩm định", "Waiting for appraisal"),
            Standing::AwaitsCheck => Text::new("Chờ người thứ hai kiểm tra", "Waiting for second person"),
            Standing::First => Text::new("Đã thẩm định lần 1", "First appraisal done"),
            Standing::Asked => Text::new("Yêu cầu giải trình", "To be explained"),
            Standing::AwaitsSecond => Text::new("Chờ thẩm định lần 2", "Waiting for second appraisal"),
            Standing::Second => Text::new("Đã thẩm định lần 2", "Second appraisal done"),
            Standing::Decided => Text::new("Hội đồng đã quyết định", "Decided by the council"),
            Standing::Corrected => Text::new("Đã đính chính", "Corrected"),
        }
    }
}

/// Something that is missing before signing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Lack {
    /// Nothing was entered.
    Entry(String),
    /// The points differ from what the rule gives, and no reason is given.
    Reason(String),
    /// Neither evidence nor an explanation in words.
    Evidence(String),
    /// A flagged criterion has no answer.
    Answer(String),
}

impl Lack {
    /// The criterion.
    pub fn node(&self) -> &str {
        match self {
            Lack::Entry(node) | Lack::Reason(node) | Lack::Evidence(node) | Lack::Answer(node) => node,
        }
    }

    /// True where it cannot be left so knowingly: no score without a reason.
    pub fn must_be_mended(&self) -> bool {
        matches!(self, Lack::Reason(_))
    }

    /// What is missing.
    pub fn text(&self) -> Text {
        match self {
            Lack::Entry(_) => Text::new("chưa kê khai", "nothing entered"),
            Lack::Reason(_) => Text::new(
                "điểm khác với điểm theo quy tắc mà chưa nêu lý do",
                "points differ from the rule’s and no reason is given",
            ),
            Lack::Evidence(_) => Text::new(
                "chưa có tài liệu kiểm chứng hoặc giải thích bằng lời",
                "no evidence and no explanation in words",
            ),
            Lack::Answer(_) => Text::new("chưa giải trình", "not explained"),
        }
    }
}

/// How far a unit has come with its self-assessment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// Criteria that the unit scores itself.
    pub of: usize,
    /// Where something was entered.
    pub entered: usize,
    /// What their contributors say is finished.
    pub ready: usize,
    /// Where nothing is missing.
    pub complete: usize,
}

impl Assessment {
    /// How far a criterion has come, at a moment.
    pub fn standing(&self, frame: Frame<'_>, criterion: &Criterion, at: i64) -> Standing {
        if !criterion.is_appraised() {
            let there = |i: &crate::CriterionInput| {
                self.joined.iter().any(|j| j.indicator == i.indicator && j.period == i.earlier)
            };
            return if criterion.inputs.iter().all(there) { Standing::Joined } else { Standing::AwaitsFact };
        }
        let empty = Item::default();
        let item = self.item(&criterion.id).unwrap_or(&empty);
        let phase = frame.round.phase;
        if item.waits_in(phase) {
            return Standing::AwaitsCheck;
        }
        if phase <= Phase::SecondAppraisal && self.is_reopened(&criterion.id, at) {
            return Standing::Reopened;
        }
        match item.last().map(|link| (link.stage, link.asks.is_some())) {
            Some((Stage::Correction, _)) => Standing::Corrected,
            Some((Stage::Council, _)) => Standing::Decided,
            Some((Stage::Second, _)) => Standing::Second,
            Some((Stage::Explanation, _)) => Standing::AwaitsSecond,
            Some((Stage::First, true)) if self.explained.is_some() || phase > Phase::Explanation => {
                Standing::AwaitsSecond
            }
            Some((Stage::First, true)) => Standing::Asked,
            Some((Stage::First, false)) => Standing::First,
            Some((Stage::SelfScore, _)) => Standing::AwaitsFirst,
            None if phase > Phase::SelfAssessment || !criterion.self_scored => Standing::AwaitsFirst,
            None if item.returned.is_some() => Standing::Returned,
            None if item.ready => Standing::Ready,
            None if item.draft.is_some() || !item.evidence.is_empty() => Standing::Entered,
            None => Standing::Empty,
        }
    }

    /// What is missing at a criterion of the unit's own before it can be signed.
    pub fn lack(&self, criterion: &Criterion) -> Option<Lack> {
        self.lack_of(criterion, self.item(&criterion.id).and_then(|item| item.draft.as_ref()))
    }

    /// What is missing with a draft, whose proposal may be newer than the one that was kept.
    pub(super) fn lack_of(&self, criterion: &Criterion, draft: Option<&Draft>) -> Option<Lack> {
        let node = || criterion.id.clone();
        let (Some(item), Some(draft)) = (self.item(&criterion.id), draft) else { return Some(Lack::Entry(node())) };
        let entry = &draft.entry;
        let points = entry.points.or(draft.proposed).unwrap_or_default();
        if points == Mark::default() {
            return Some(Lack::Entry(node()));
        }
        if draft.proposed != Some(points) && entry.reason.trim().is_empty() {
            return Some(Lack::Reason(node()));
        }
        let proven = !item.evidence.is_empty() || !entry.note.trim().is_empty() || criterion.evidence.is_empty();
        if proven { None } else { Some(Lack::Evidence(node())) }
    }

    /// How far the unit has come with its self-assessment.
    pub fn progress(&self, frame: Frame<'_>) -> Progress {
        let mut progress = Progress::default();
        for criterion in frame.rules.self_scored() {
            let item = self.item(&criterion.id);
            progress.of += 1;
            progress.entered += usize::from(item.is_some_and(|item| item.draft.is_some()));
            progress.ready += usize::from(item.is_some_and(|item| item.ready));
            let draft = self.current_draft(frame, criterion);
            progress.complete += usize::from(self.lack_of(criterion, draft.as_ref()).is_none());
        }
        progress
    }

    /// How much of an appraisal is still to be done: criteria that nobody looked at, or that the unit entered anew since; answers that nobody read; checks that wait.
    pub fn left_to_appraise(&self, frame: Frame<'_>, stage: Stage) -> usize {
        let empty = Item::default();
        let appraised = frame.rules.criteria().iter().filter(|criterion| criterion.is_appraised());
        appraised
            .filter(|criterion| {
                let item = self.item(&criterion.id).unwrap_or(&empty);
                let unread = stage != Stage::First && item.is_flagged();
                item.waits_in(frame.round.phase)
                    || item
                        .last()
                        .is_none_or(|link| link.stage == Stage::SelfScore || (unread && link.stage < Stage::Second))
            })
            .count()
    }
}
