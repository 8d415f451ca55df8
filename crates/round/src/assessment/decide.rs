//! What an assessment lets happen, and what it becomes.

use chiso_engine::Fact;

use super::item::{Assigned, Comment, Draft, Item, Link, Pending, Reopened, SentBack, Why};
use super::rule::Beside;
use super::standing::Lack;
use super::{Assessment, AssessmentCommand, AssessmentEvent, Declaration, Entry, Frame, Joined, Signed};
use crate::round::needed;
use crate::{BadDeadline, By, Criterion, CriterionInput, Deadline, Evidence, Mark, Phase, Proof, Refusal, Stage, Told};

impl Assessment {
    /// What a command makes happen.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn decide(
        &self,
        frame: Frame<'_>,
        by: &By,
        command: AssessmentCommand,
    ) -> Result<Told<AssessmentEvent>, Refusal> {
        if !frame.round.has_unit(frame.unit) {
            return Err(Refusal::NoUnit(frame.unit.to_owned()));
        }
        let event = match command {
            AssessmentCommand::Assign { node, person, due } => {
                self.may_enter(frame, by, &node)?;
                if let Some(bad) = due.as_ref().and_then(|due| due.moment().err()) {
                    return Err(Refusal::BadDeadline(frame.round.phase, bad));
                }
                AssessmentEvent::Assigned { node, person, due }
            }
            AssessmentCommand::Save { node, seen, entry } => self.save(frame, by, node, seen, entry)?,
            AssessmentCommand::AddEvidence { node, evidence } => self.add_evidence(frame, by, node, evidence)?,
            AssessmentCommand::DropEvidence { node, evidence } => self.drop_evidence(frame, by, node, evidence)?,
            AssessmentCommand::Comment { node, text } => {
                criterion(frame, &node)?;
                frame.round.must_be(&Phase::ALL[1..6])?;
                AssessmentEvent::Commented { node, text: needed(text)? }
            }
            AssessmentCommand::Ready { node } => {
                self.may_enter(frame, by, &node)?;
                if self.item(&node).is_none_or(|item| item.draft.is_none()) {
                    return Err(Refusal::NothingEntered(node));
                }
                AssessmentEvent::Readied { node }
            }
            AssessmentCommand::Return { node, reason } => {
                self.may_enter(frame, by, &node)?;
                AssessmentEvent::Returned { node, reason: needed(reason)? }
            }
            AssessmentCommand::Submit { declaration } => self.submit(frame, by, declaration)?,
            AssessmentCommand::Reopen { nodes, until, reason } => self.reopen(frame, by, nodes, until, reason)?,
            AssessmentCommand::Appraise { node, stage, seen, verdict } => {
                self.appraise(frame, by, node, stage, seen, verdict)?
            }
            AssessmentCommand::Confirm { node } => {
                self.second_person(frame, by, &node)?;
                AssessmentEvent::Confirmed { node }
            }
            AssessmentCommand::SendBack { node, reason } => {
                self.second_person(frame, by, &node)?;
                AssessmentEvent::SentBack { node, reason: needed(reason)? }
            }
            AssessmentCommand::Explain { node, seen, entry } => self.explain(frame, by, node, seen, entry)?,
            AssessmentCommand::SubmitExplanation { declaration } => self.submit_explanation(frame, by, declaration)?,
            AssessmentCommand::Decide { node, meeting } => self.take_over(frame, by, node, meeting)?,
            AssessmentCommand::Join { values } => join(frame, values)?,
            AssessmentCommand::JoinTyped { value } => {
                frame.round.must_not_be_own(by, frame.unit)?;
                join(frame, vec![value])?
            }
            AssessmentCommand::Correct { node, entry, reason } => self.correct(frame, by, node, entry, reason)?,
        };
        Ok(Told::of(by, event))
    }

    /// Takes an event in.
    pub fn apply(&mut self, event: &Told<AssessmentEvent>) {
        self.version += 1;
        let (at, by) = (event.at, event.by.clone());
        match &event.what {
            AssessmentEvent::Assigned { node, person, due } => {
                self.at(node).assigned = person.clone().map(|person| Assigned { person, due: due.clone() });
            }
            AssessmentEvent::Saved { node, entry, proposed } => {
                let item = self.at(node);
                let revision = item.draft.as_ref().map_or(0, |draft| draft.revision) + 1;
                item.draft = Some(Draft { revision, entry: entry.clone(), proposed: *proposed, at, by });
                item.ready = false;
            }
            AssessmentEvent::EvidenceAdded { node, evidence } => self.at(node).evidence.push(evidence.clone()),
            AssessmentEvent::EvidenceDropped { node, evidence } => {
                self.at(node).evidence.retain(|e| e.id != *evidence);
            }
            AssessmentEvent::Commented { node, text } => {
                self.at(node).comments.push(Comment { at, by, text: text.clone() });
            }
            AssessmentEvent::Readied { node } => {
                let item = self.at(node);
                (item.ready, item.returned) = (true, None);
            }
            AssessmentEvent::Returned { node, reason } => {
                let item = self.at(node);
                (item.ready, item.returned) = (false, Some(reason.clone()));
            }
            AssessmentEvent::Submitted { declaration, links } => {
                for (node, link) in links {
                    let item = self.at(node);
                    item.links.push(link.clone());
                    (item.reopened, item.returned) = (None, None);
                }
                let nodes = links.iter().map(|(node, _)| node.clone()).collect();
                self.submissions.push(Signed { at, by, declaration: declaration.clone(), nodes });
            }
            AssessmentEvent::Reopened { nodes, until, reason } => {
                for node in nodes {
                    let reopened = Reopened { until: until.clone(), reason: reason.clone(), at, by: by.clone() };
                    self.at(node).reopened = Some(reopened);
                }
            }
            AssessmentEvent::Appraised { node, link }
            | AssessmentEvent::Decided { node, link, .. }
            | AssessmentEvent::Corrected { node, link } => self.at(node).links.push(link.clone()),
            AssessmentEvent::Proposed { node, link } => {
                let item = self.at(node);
                (item.pending, item.sent_back) = (Some(Pending { link: link.clone() }), None);
            }
            AssessmentEvent::Confirmed { node } => {
                let item = self.at(node);
                if let Some(Pending { mut link }) = item.pending.take() {
                    link.checked_by = Some(by);
                    item.links.push(link);
                }
            }
            AssessmentEvent::SentBack { node, reason } => {
                let item = self.at(node);
                (item.pending, item.sent_back) = (None, Some(SentBack { reason: reason.clone(), at, by }));
            }
            AssessmentEvent::AnswerSaved { node, entry, proposed } => {
                let item = self.at(node);
                let revision = item.answer.as_ref().map_or(0, |answer| answer.revision) + 1;
                item.answer = Some(Draft { revision, entry: entry.clone(), proposed: *proposed, at, by });
            }
            AssessmentEvent::Explained { declaration, links } => {
                for (node, link) in links {
                    let item = self.at(node);
                    item.links.push(link.clone());
                    item.answer = None;
                }
                let nodes = links.iter().map(|(node, _)| node.clone()).collect();
                self.explained = Some(Signed { at, by, declaration: declaration.clone(), nodes });
            }
            AssessmentEvent::Joined { values } => {
                for value in values {
                    self.joined.retain(|j| j.indicator != value.indicator || j.period != value.period);
                    self.joined.push(value.clone());
                }
            }
        }
    }

    fn at(&mut self, node: &str) -> &mut Item {
        self.items.entry(node.to_owned()).or_default()
    }

    /// Whether the unit may change a criterion now.
    ///
    /// # Errors
    /// Why not.
    pub fn may_enter<'a>(&self, frame: Frame<'a>, by: &By, node: &str) -> Result<&'a Criterion, Refusal> {
        let criterion = criterion(frame, node)?;
        if !criterion.self_scored {
            return Err(Refusal::NotSelfScored(node.to_owned()));
        }
        frame.round.must_be(&Phase::ALL[1..5])?;
        if self.is_reopened(node, by.at) {
            return Ok(criterion);
        }
        if self.is_submitted() {
            return Err(Refusal::Submitted);
        }
        if frame.round.phase != Phase::SelfAssessment || frame.round.is_over(Phase::SelfAssessment, by.at) {
            return Err(Refusal::DeadlinePassed(Phase::SelfAssessment));
        }
        Ok(criterion)
    }

    /// Whether a criterion was reopened and its time is not over.
    pub fn is_reopened(&self, node: &str, at: i64) -> bool {
        self.item(node).and_then(|item| item.reopened.as_ref()).is_some_and(|reopened| !reopened.until.is_over(at))
    }

    fn save(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        seen: u64,
        entry: Entry,
    ) -> Result<AssessmentEvent, Refusal> {
        let criterion = self.may_enter(frame, by, &node)?;
        let draft = self.item(&node).and_then(|item| item.draft.as_ref());
        unseen(draft, seen)?;
        let entry = entry.cleaned();
        let proposed = self.judge(frame, criterion, &entry, Beside::Drafts)?;
        Ok(AssessmentEvent::Saved { node, entry, proposed })
    }

    fn add_evidence(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        evidence: Evidence,
    ) -> Result<AssessmentEvent, Refusal> {
        self.may_prove(frame, by, &node)?;
        evidence.check()?;
        let there = self.item(&node).map_or(&[][..], |item| &item.evidence);
        if there.iter().any(|e| e.id == evidence.id || e.proof.is_same(&evidence.proof)) {
            return Err(Refusal::EvidenceTwice);
        }
        Ok(AssessmentEvent::EvidenceAdded { node, evidence })
    }

    fn drop_evidence(
        &self,
        frame: Frame<'_>,
        by: &By,
        node: String,
        evidence: String,
    ) -> Result<AssessmentEvent, Refusal> {
        self.may_prove(frame, by, &node)?;
        let item = self.item(&node);
        if !item.is_some_and(|item| item.evidence.iter().any(|e| e.id == evidence)) {
            return Err(Refusal::NoEvidence);
        }
        // What a link rests on stays, whatever is reopened later.
        if item.is_some_and(|item| item.links.iter().any(|link| link.evidence.iter().any(|e| e.id == evidence))) {
            return Err(Refusal::Submitted);
        }
        Ok(AssessmentEvent::EvidenceDropped { node, evidence })
    }

    /// Whether the unit may change the evidence of a criterion: while it may change the criterion, and while it answers a first appraisal.
    fn may_prove(&self, frame: Frame<'_>, by: &By, node: &str) -> Result<(), Refusal> {
        match self.may_explain(frame, by, node) {
            Ok(_) => Ok(()),
            Err(_) => self.may_enter(frame, by, node).map(|_| ()),
        }
    }

    fn submit(&self, frame: Frame<'_>, by: &By, declaration: Declaration) -> Result<AssessmentEvent, Refusal> {
        frame.round.must_be(&Phase::ALL[1..5])?;
        let first = !self.is_submitted();
        let in_time = frame.round.phase == Phase::SelfAssessment && !frame.round.is_over(Phase::SelfAssessment, by.at);
        let criteria: Vec<&Criterion> =
            frame.rules.self_scored().filter(|c| (first && in_time) || self.is_reopened(&c.id, by.at)).collect();
        if criteria.is_empty() {
            return Err(if first { Refusal::DeadlinePassed(Phase::SelfAssessment) } else { Refusal::Submitted });
        }
        signed(&declaration)?;
        let drafts: Vec<Option<Draft>> = criteria.iter().map(|c| self.current_draft(frame, c)).collect();
        let lack = |(criterion, draft): (&&Criterion, &Option<Draft>)| self.lack_of(criterion, draft.as_ref());
        let lacks: Vec<Lack> = criteria.iter().zip(&drafts).filter_map(lack).collect();
        let left: Vec<Lack> =
            lacks.into_iter().filter(|lack| !declaration.leaves_blank || lack.must_be_mended()).collect();
        if !left.is_empty() {
            return Err(Refusal::Incomplete(left));
        }
        let links =
            criteria.iter().zip(drafts).map(|(c, draft)| (c.id.clone(), self.self_link(c, draft, by))).collect();
        Ok(AssessmentEvent::Submitted { declaration, links })
    }

    fn self_link(&self, criterion: &Criterion, draft: Option<Draft>, by: &By) -> Link {
        let item = self.item(&criterion.id);
        let (author, proposed) = draft.as_ref().map_or((&by.person, None), |draft| (&draft.by, draft.proposed));
        let author = author.clone();
        let entry = draft.map(|draft| draft.entry).unwrap_or_default();
        let points = entry.points.or(proposed).unwrap_or_default();
        let why = match (points == Mark::default(), proposed == Some(points)) {
            (true, _) => Why::NotDeclared,
            (false, true) => Why::Rule,
            (false, false) => Why::Said(entry.reason),
        };
        Link {
            stage: Stage::SelfScore,
            at: by.at,
            by: author,
            numbers: entry.numbers,
            proposed,
            points,
            why,
            note: entry.note,
            evidence: item.map(|item| item.evidence.clone()).unwrap_or_default(),
            asks: None,
            checked_by: None,
        }
    }

    fn reopen(
        &self,
        frame: Frame<'_>,
        by: &By,
        nodes: Vec<String>,
        until: Deadline,
        reason: String,
    ) -> Result<AssessmentEvent, Refusal> {
        frame.round.must_be(&Phase::ALL[1..5])?;
        frame.round.must_not_be_own(by, frame.unit)?;
        let reason = needed(reason)?;
        let moment = until.moment().map_err(|bad| Refusal::BadDeadline(frame.round.phase, bad))?;
        if moment <= by.at {
            return Err(Refusal::BadDeadline(frame.round.phase, BadDeadline::Past));
        }
        if nodes.is_empty() {
            return Err(Refusal::NoCriterion(String::new()));
        }
        for node in &nodes {
            match self.may_enter(frame, by, node) {
                Err(Refusal::Submitted | Refusal::DeadlinePassed(_)) => {}
                Err(other) => return Err(other),
                Ok(_) => return Err(Refusal::NotLocked(node.clone())),
            }
            if self.item(node).is_some_and(|item| item.waits_in(frame.round.phase)) {
                return Err(Refusal::WaitsForCheck);
            }
        }
        Ok(AssessmentEvent::Reopened { nodes, until, reason })
    }
}

fn join(frame: Frame<'_>, values: Vec<Joined>) -> Result<AssessmentEvent, Refusal> {
    frame.round.must_be(&Phase::ALL[1..7])?;
    for value in &values {
        let read = |criterion: &&Criterion| {
            criterion.inputs.iter().any(|i| i.indicator == value.indicator && i.earlier == value.period)
        };
        let mut readers = frame.rules.criteria().iter().filter(read).peekable();
        if readers.peek().is_none() {
            return Err(Refusal::NoNumber { node: String::new(), name: value.indicator.clone() });
        }
        // An earlier year's value may join for a criterion of the unit's own; this year's is the unit's to give, where it enters it.
        let enters = |i: &CriterionInput| i.entered_here && i.indicator == value.indicator;
        if value.period.is_none() && readers.any(|c| c.self_scored && c.inputs.iter().any(enters)) {
            return Err(Refusal::UnitsOwn(value.indicator.clone()));
        }
        if value.source.trim().is_empty() {
            return Err(Refusal::NoReason);
        }
    }
    let facts: Vec<Fact> = values.iter().map(|value| value.fact(frame)).collect();
    frame.rules.given(&facts).map_err(|error| frame.rules.refusal("", &error))?;
    Ok(AssessmentEvent::Joined { values })
}

pub(super) fn criterion<'a>(frame: Frame<'a>, node: &str) -> Result<&'a Criterion, Refusal> {
    frame.rules.criterion(node).ok_or_else(|| Refusal::NoCriterion(node.to_owned()))
}

/// Two people on one criterion do not overwrite each other: who saves must have seen what is there.
pub(super) fn unseen(draft: Option<&Draft>, seen: u64) -> Result<(), Refusal> {
    match draft {
        Some(draft) if draft.revision != seen => Err(Refusal::Changed { by: draft.by.clone(), at: draft.at }),
        None if seen != 0 => Err(Refusal::Forged),
        _ => Ok(()),
    }
}

pub(super) fn signed(declaration: &Declaration) -> Result<(), Refusal> {
    declaration.signature.as_ref().map_or(Ok(()), Proof::must_be_file)?;
    if declaration.statement.trim().is_empty() || !declaration.second_factor { Err(Refusal::NotSigned) } else { Ok(()) }
}
