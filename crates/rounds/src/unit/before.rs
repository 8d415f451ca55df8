//! What was said of a criterion the last time: the answer, the points and the appraiser's remark of the round before.

use std::sync::Arc;

use chiso_model::Lang;
use chiso_round::{Assessment, Criterion, Link, Phase, Stage};
use chiso_web::parts::Definitions;
use chiso_workspace::Refusal;

use super::sight::Opened;
use crate::chain::points;
use crate::entry::Rounds;
use crate::held::Held;
use crate::words::say;

/// The unit's file in the round before.
pub(super) struct Before {
    pub(super) held: Arc<Held>,
    assessment: Arc<Assessment>,
}

impl Rounds {
    /// The last published round of the same agency over the same rulebook, whatever its edition, in which the unit took part.
    pub(super) async fn before(&self, opened: &Opened) -> Result<Option<Before>, Refusal> {
        let now = &opened.held.round.setup;
        let is_before = |held: &Arc<Held>| {
            let setup = &held.round.setup;
            setup.owner == now.owner
                && rulebook(&setup.rulebook) == rulebook(&now.rulebook)
                && setup.period.last_day() < now.period.last_day()
                && held.round.phase == Phase::Published
                && held.round.has_unit(&opened.unit)
        };
        let all = self.all().await?;
        let Some(held) = all.into_iter().filter(is_before).max_by_key(|held| held.round.setup.period.last_day()) else {
            return Ok(None);
        };
        let assessment = self.issued_assessment(&held, &opened.unit).await?;
        Ok(Some(Before { held, assessment }))
    }
}

impl Before {
    /// What was answered and decided at a criterion; none where the round before had no such criterion, or nothing was said at it.
    pub(super) fn at(&self, criterion: &Criterion, lang: Lang) -> Option<Definitions> {
        let item = self.assessment.item(&criterion.id)?;
        let last = item.effective()?;
        let mut told = Definitions::new();
        if let Some(own) = item.at(Stage::SelfScore) {
            for input in &criterion.inputs {
                if let Some(mark) = own.numbers.get(&input.name) {
                    told = told.line(input.title.get(lang), points(*mark, lang));
                }
            }
            told = told.line(say(lang, "unit-before-own"), points(own.points, lang));
        }
        told = told.line(say(lang, "unit-before-final"), points(last.points, lang));
        let remark =
            |link: &&Link| !matches!(link.stage, Stage::SelfScore | Stage::Explanation) && link.why.said().is_some();
        if let Some(link) = item.links.iter().rev().find(remark) {
            told = told.line(link.stage.title().get(lang), link.why.said().unwrap_or_default());
        }
        Some(told)
    }
}

/// A rulebook without its edition.
fn rulebook(reference: &str) -> &str {
    reference.split('/').next().unwrap_or(reference)
}
