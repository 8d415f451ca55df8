//! How far a round has come, counted.

use std::collections::BTreeMap;
use std::sync::Arc;

use chiso_model::{Lang, decimal};
use chiso_round::{Assessment, Phase, Stage};
use chiso_web::parts::KeyFacts;

use crate::council::disputed::disputed;
use crate::held::Held;
use crate::words::{say, say_with};

/// How far a round has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Figures {
    pub(super) units: usize,
    pub(super) submitted: usize,
    /// Criteria that appraisers score, over all units.
    pub(super) to_appraise: usize,
    /// Those that wait for the appraisal that is going on, or the last one.
    pub(super) left_to_appraise: usize,
    /// Criteria at which the first appraisal asked for an explanation.
    pub(super) flagged: usize,
    /// Units that were asked and have not sent their explanation.
    pub(super) unexplained: usize,
    /// Scores that are disputed and on no agenda.
    pub(super) disputed: usize,
}

impl Figures {
    pub(super) fn of(held: &Held, assessments: &BTreeMap<String, Arc<Assessment>>) -> Figures {
        let stage = if held.round.phase >= Phase::SecondAppraisal { Stage::Second } else { Stage::First };
        let appraised = held.rules.criteria().iter().filter(|criterion| criterion.is_appraised()).count();
        let mut figures = Figures { disputed: disputed(held, assessments).len(), ..Figures::default() };
        for entrant in &held.round.setup.units {
            let Some(assessment) = assessments.get(&entrant.unit) else { continue };
            let flagged = assessment.items.values().filter(|item| item.is_flagged()).count();
            figures.units += 1;
            figures.submitted += usize::from(assessment.is_submitted());
            figures.to_appraise += appraised;
            figures.left_to_appraise += assessment.left_to_appraise(held.frame(&entrant.unit), stage);
            figures.flagged += flagged;
            figures.unexplained += usize::from(flagged > 0 && assessment.explained.is_none());
        }
        figures
    }

    /// How much of a phase is still to be done when it ends: what [`chiso_round::RoundCommand::Begin`] is told.
    pub(super) fn left(&self, phase: Phase) -> usize {
        match phase {
            Phase::SelfAssessment => self.units - self.submitted,
            Phase::FirstAppraisal | Phase::SecondAppraisal => self.left_to_appraise,
            Phase::Explanation => self.unexplained,
            Phase::Draft | Phase::Council | Phase::Published => 0,
        }
    }

    /// What is left of a phase, in words; nothing where all is done.
    pub(super) fn left_text(&self, phase: Phase, lang: Lang) -> Option<String> {
        let key = match phase {
            Phase::SelfAssessment => "next-left-units",
            Phase::FirstAppraisal | Phase::SecondAppraisal => "next-left-criteria",
            Phase::Explanation => "next-left-explanations",
            Phase::Draft | Phase::Council | Phase::Published => return None,
        };
        let count = self.left(phase);
        (count > 0).then(|| say_with(lang, key, &[("count", count.into())]))
    }

    /// The numbers on top of the page.
    pub(super) fn shown(&self, lang: Lang, phase: Phase) -> KeyFacts {
        let mut facts = KeyFacts::default();
        let of = |count: usize| say_with(lang, "overview-of", &[("count", number(count, lang).into())]);
        facts.push(say(lang, "overview-submitted"), number(self.submitted, lang), of(self.units));
        if phase >= Phase::FirstAppraisal {
            let done = self.to_appraise.saturating_sub(self.left_to_appraise);
            facts.push(say(lang, "overview-appraised"), number(done, lang), of(self.to_appraise));
            facts.push(say(lang, "overview-flagged"), number(self.flagged, lang), say(lang, "overview-flagged-note"));
        }
        if phase >= Phase::SecondAppraisal {
            facts.push(
                say(lang, "overview-disputed"),
                number(self.disputed, lang),
                say(lang, "overview-disputed-note"),
            );
        }
        facts
    }
}

fn number(count: usize, lang: Lang) -> String {
    decimal(count as f64, 0, lang)
}
