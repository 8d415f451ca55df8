//! Appraisals, the second person's check of them, and corrections: links with somebody else's word on a score.

use super::decide::criterion;
use super::item::{Item, Link, Why};
use super::rule::Beside;
use super::{Assessment, AssessmentEvent, Entry, Frame, Verdict};
use crate::round::needed;
use crate::{By, Criterion, Evidence, Mark, Phase, Refusal, Stage};

impl Assessment {
    pub(super) fn appraise(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        stage: Stage,
        seen: usize,
        verdict: Verdict,
    ) -> Result<AssessmentEvent, Refusal> {
        let criterion = self.may_appraise(frame, by, &node, stage)?;
        let item = self.item(&node);
        if item.is_some_and(|item| item.waits_in(frame.round.phase)) {
            return Err(Refusal::WaitsForCheck);
        }
        if let Some(last) = item.and_then(Item::last).filter(|_| self.links(&node).len() != seen) {
            return Err(Refusal::Changed { by: last.by.clone(), at: last.at });
        }
        let reason = needed(verdict.reason)?;
        let asks = verdict.asks.map(needed).transpose()?;
        if asks.is_some() && stage != Stage::First {
            return Err(Refusal::WrongPhase { now: frame.round.phase });
        }
        let link = match verdict.change {
            Some(entry) => self.judged(frame, criterion, by, stage, entry, reason)?,
            None => self.accepted(frame, criterion, self.kept(criterion, by, stage, reason)?),
        };
        let link = Link { asks, ..link };
        Ok(if frame.round.setup.second_check {
            AssessmentEvent::Proposed { node, link }
        } else {
            AssessmentEvent::Appraised { node, link }
        })
    }

    /// Whether somebody may appraise a criterion now.
    ///
    /// # Errors
    /// Why not.
    pub fn may_appraise<'a>(
        &self,
        frame: Frame<'a>,
        by: &By,
        node: &str,
        stage: Stage,
    ) -> Result<&'a Criterion, Refusal> {
        let criterion = criterion(frame, node)?;
        let phase = Phase::of_appraisal(stage).ok_or(Refusal::Forged)?;
        frame.round.must_be(&[phase])?;
        if !criterion.is_appraised() {
            return Err(Refusal::JoinsAsFact(node.to_owned()));
        }
        if !frame.round.is_appraiser(&by.person, criterion) {
            return Err(Refusal::NotAppraiser(node.to_owned()));
        }
        frame.round.must_not_be_own(by, frame.unit)?;
        if frame.round.is_over(phase, by.at) {
            return Err(Refusal::DeadlinePassed(phase));
        }
        if self.is_reopened(node, by.at) {
            return Err(Refusal::BeingMended(node.to_owned()));
        }
        Ok(criterion)
    }

    pub(super) fn second_person(&self, frame: Frame<'_>, by: &By, node: &str) -> Result<(), Refusal> {
        let pending = self.item(node).and_then(|item| item.pending.as_ref()).ok_or(Refusal::NothingWaits)?;
        self.may_appraise(frame, by, node, pending.link.stage)?;
        if pending.link.by == by.person { Err(Refusal::SamePerson) } else { Ok(()) }
    }

    /// A link with an appraiser's own numbers, on which the same rule was run.
    fn judged(
        &self,
        frame: Frame<'_>,
        criterion: &Criterion,
        by: &By,
        stage: Stage,
        entry: Entry,
        reason: String,
    ) -> Result<Link, Refusal> {
        let mut entry = entry.cleaned();
        if entry.numbers.is_empty()
            && let Some(link) = self.item(&criterion.id).and_then(Item::effective)
        {
            // Who changes only the points leaves the numbers as they are.
            entry.numbers.clone_from(&link.numbers);
        }
        let proposed = self.judge(frame, criterion, &entry, Beside::Links)?;
        let points = entry.points.or(proposed).ok_or_else(|| Refusal::NothingEntered(criterion.id.clone()))?;
        Ok(Link {
            stage,
            at: by.at,
            by: by.person.clone(),
            numbers: entry.numbers,
            proposed,
            points,
            why: Why::Said(reason),
            note: entry.note,
            evidence: self.signed_evidence(&criterion.id),
            asks: None,
            checked_by: None,
        })
    }

    /// A link that accepts what was declared: as it was scored or, where the rule could not be computed then and can be now, as the rule gives it.
    fn accepted(&self, frame: Frame<'_>, criterion: &Criterion, link: Link) -> Link {
        if link.points != Mark::default() || link.numbers.is_empty() {
            return link;
        }
        let entry = Entry { numbers: link.numbers.clone(), ..Entry::default() };
        let proposed = self.judge(frame, criterion, &entry, Beside::Links).ok().flatten();
        Link { proposed, points: proposed.unwrap_or_default(), ..link }
    }

    /// A link that keeps the score as it stands.
    pub(super) fn kept(&self, criterion: &Criterion, by: &By, stage: Stage, reason: String) -> Result<Link, Refusal> {
        let item = self.item(&criterion.id);
        let effective = item.and_then(Item::effective);
        if effective.is_none() && !criterion.self_scored {
            return Err(Refusal::NothingEntered(criterion.id.clone()));
        }
        Ok(Link {
            stage,
            at: by.at,
            by: by.person.clone(),
            numbers: effective.map(|link| link.numbers.clone()).unwrap_or_default(),
            proposed: effective.and_then(|link| link.proposed),
            points: effective.map(|link| link.points).unwrap_or_default(),
            why: Why::Said(reason),
            note: String::new(),
            evidence: self.signed_evidence(&criterion.id),
            asks: None,
            checked_by: None,
        })
    }

    /// A judgement rests on what the unit signed for.
    fn signed_evidence(&self, node: &str) -> Vec<Evidence> {
        self.item(node).map_or_else(Vec::new, |item| item.signed_evidence().to_vec())
    }

    pub(super) fn correct(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        entry: Entry,
        reason: String,
    ) -> Result<AssessmentEvent, Refusal> {
        frame.round.must_be(&[Phase::Published])?;
        let criterion = criterion(frame, &node)?;
        if !criterion.is_appraised() {
            return Err(Refusal::JoinsAsFact(node));
        }
        frame.round.must_not_be_own(by, frame.unit)?;
        let link = self.judged(frame, criterion, by, Stage::Correction, entry, needed(reason)?)?;
        Ok(AssessmentEvent::Corrected { node, link })
    }
}
