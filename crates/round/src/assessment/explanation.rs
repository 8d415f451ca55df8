//! The unit's answer to a first appraisal, at flagged criteria only.

use super::decide::{criterion, signed, unseen};
use super::item::{Draft, Item, Link, Why};
use super::rule::Beside;
use super::standing::Lack;
use super::{Assessment, AssessmentEvent, Declaration, Entry, Frame};
use crate::{By, Phase, Refusal, Stage};

impl Assessment {
    /// Whether the unit may answer a first appraisal now; gives what it is asked.
    ///
    /// # Errors
    /// Why not.
    pub fn may_explain(&self, frame: Frame<'_>, by: &By, node: &str) -> Result<&str, Refusal> {
        criterion(frame, node)?;
        frame.round.must_be(&[Phase::Explanation])?;
        if self.explained.is_some() {
            return Err(Refusal::Submitted);
        }
        if frame.round.is_over(Phase::Explanation, by.at) {
            return Err(Refusal::DeadlinePassed(Phase::Explanation));
        }
        self.item(node).and_then(Item::asked).ok_or_else(|| Refusal::NotFlagged(node.to_owned()))
    }

    pub(super) fn explain(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        seen: u64,
        entry: Entry,
    ) -> Result<AssessmentEvent, Refusal> {
        self.may_explain(frame, by, &node)?;
        let criterion = criterion(frame, &node)?;
        unseen(self.item(&node).and_then(|item| item.answer.as_ref()), seen)?;
        let entry = entry.cleaned();
        if !criterion.self_scored && (!entry.numbers.is_empty() || entry.points.is_some()) {
            return Err(Refusal::NotSelfScored(node));
        }
        let proposed = self.judge(frame, criterion, &entry, Beside::Links)?;
        Ok(AssessmentEvent::AnswerSaved { node, entry, proposed })
    }

    pub(super) fn submit_explanation(
        &self,
        frame: Frame<'_>,
        by: &By,
        declaration: Declaration,
    ) -> Result<AssessmentEvent, Refusal> {
        frame.round.must_be(&[Phase::Explanation])?;
        if self.explained.is_some() {
            return Err(Refusal::Submitted);
        }
        if frame.round.is_over(Phase::Explanation, by.at) {
            return Err(Refusal::DeadlinePassed(Phase::Explanation));
        }
        signed(&declaration)?;
        let asked = || self.items.iter().filter(|(_, item)| item.asked().is_some());
        let said = |item: &Item| item.answer.as_ref().is_some_and(|answer| !answer.entry.note.trim().is_empty());
        if asked().next().is_none() {
            return Err(Refusal::NotFlagged(String::new()));
        }
        let silent: Vec<Lack> = asked()
            .filter(
                |(_, item)| if declaration.leaves_blank { item.answer.is_some() && !said(item) } else { !said(item) },
            )
            .map(|(node, _)| Lack::Answer(node.clone()))
            .collect();
        if !silent.is_empty() {
            return Err(Refusal::Incomplete(silent));
        }
        let links = asked()
            .filter(|(_, item)| said(item))
            .filter_map(|(node, item)| Some((node.clone(), answer_link(item, item.answer.as_ref()?))))
            .collect();
        Ok(AssessmentEvent::Explained { declaration, links })
    }
}

fn answer_link(item: &Item, answer: &Draft) -> Link {
    let own = item.at(Stage::SelfScore);
    let entry = &answer.entry;
    let says_new = !entry.numbers.is_empty() || entry.points.is_some();
    let (numbers, proposed, points) = if says_new {
        (entry.numbers.clone(), answer.proposed, entry.points.or(answer.proposed).unwrap_or_default())
    } else {
        // An answer in words alone stands by the unit's own score.
        let numbers = own.map(|link| link.numbers.clone()).unwrap_or_default();
        (numbers, own.and_then(|link| link.proposed), own.map(|link| link.points).unwrap_or_default())
    };
    Link {
        stage: Stage::Explanation,
        at: answer.at,
        by: answer.by.clone(),
        numbers,
        proposed,
        points,
        why: Why::Said(entry.note.trim().to_owned()),
        note: String::new(),
        evidence: item.evidence.clone(),
        asks: None,
        checked_by: None,
    }
}
