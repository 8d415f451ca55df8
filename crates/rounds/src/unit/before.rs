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

/// A file of the unit in the round before.
pub(super) struct Before {
    pub(super) held: Arc<Held>,
    /// The unit whose it was: this one, or one that went into it.
    pub(super) unit: String,
    assessment: Arc<Assessment>,
}

impl Rounds {
    /// The files of the last published round before in which the unit took part, or those that it is made of: several after a merger.
    pub(super) async fn before(&self, opened: &Opened) -> Result<Vec<Before>, Refusal> {
        for held in self.earlier(&opened.held).await? {
            let was = self.was(&opened.held, &opened.unit, &held);
            if held.round.phase != Phase::Published || was.is_empty() {
                continue;
            }
            let mut files = Vec::new();
            for unit in was {
                let assessment = self.issued_assessment(&held, &unit).await?;
                files.push(Before { held: Arc::clone(&held), unit, assessment });
            }
            return Ok(files);
        }
        Ok(Vec::new())
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
