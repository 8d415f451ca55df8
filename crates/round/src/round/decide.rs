//! What a round lets happen, and what it becomes.

use std::collections::{BTreeMap, BTreeSet};

use super::{Appraiser, Conclusion, Council, Issue, Meeting, Round, RoundCommand, RoundEvent, Setup, Vote};
use crate::evidence::is_hash;
use crate::{BadDeadline, By, Deadline, Evidence, Phase, Refusal, Rules, Told};

impl Round {
    /// Sets up a new round. A draft may be unfinished: what is missing is asked for when it begins.
    pub fn draft(by: &By, setup: Setup) -> Told<RoundEvent> {
        Told::of(by, RoundEvent::Drafted { setup: Box::new(setup) })
    }

    /// What a command makes happen.
    ///
    /// # Errors
    /// Why it is refused.
    pub fn decide(&self, rules: &Rules, by: &By, command: RoundCommand) -> Result<Told<RoundEvent>, Refusal> {
        if self.discarded {
            return Err(Refusal::Discarded);
        }
        let event = match command {
            RoundCommand::Revise { setup } => {
                self.must_be(&[Phase::Draft])?;
                RoundEvent::Revised { setup }
            }
            RoundCommand::Discard { reason } => {
                self.must_be(&[Phase::Draft])?;
                RoundEvent::Discarded { reason: needed(reason)? }
            }
            RoundCommand::Begin { phase, left, reason } => self.begin(rules, by, phase, left, &reason)?,
            RoundCommand::MoveDeadline { phase, deadline, reason } => {
                self.move_deadline(by, phase, deadline, reason)?
            }
            RoundCommand::SetVisibility { visibility } => {
                self.must_not_be_published()?;
                RoundEvent::VisibilitySet { visibility }
            }
            RoundCommand::SetAppraisers { appraisers, reason } => {
                self.must_not_be_published()?;
                let reason = self.reason_unless_draft(reason)?;
                self.appraisers_fit(rules, &appraisers)?;
                RoundEvent::AppraisersSet { appraisers, reason }
            }
            RoundCommand::SetCouncil { council, reason } => {
                self.must_not_be_published()?;
                let reason = self.reason_unless_draft(reason)?;
                self.council_fits(&council)?;
                RoundEvent::CouncilSet { council, reason }
            }
            RoundCommand::NameHeir { unit, heir, reason } => self.name_heir(unit, heir, reason)?,
            RoundCommand::Call { meeting } => self.call(rules, meeting)?,
            RoundCommand::Attend { meeting, members } => self.attend(meeting, members)?,
            RoundCommand::Vote { meeting, unit, node, choice, written, remark } => {
                let vote = Vote { choice, written, remark, at: by.at };
                self.vote(by, meeting, unit, node, vote)?
            }
            RoundCommand::Conclude { meeting, decision, minutes, paper } => {
                self.conclude(by, meeting, decision, minutes, paper)?
            }
            RoundCommand::Publish { bundle, versions, decision, reason } => {
                self.publish(by, bundle, versions, decision, reason)?
            }
        };
        Ok(Told::of(by, event))
    }

    /// Takes an event in.
    pub fn apply(&mut self, event: &Told<RoundEvent>) {
        self.version += 1;
        match &event.what {
            RoundEvent::Drafted { setup } | RoundEvent::Revised { setup } => self.setup = setup.as_ref().clone(),
            RoundEvent::Discarded { .. } => self.discarded = true,
            RoundEvent::Began { phase, .. } => {
                self.phase = *phase;
                self.since = event.at;
            }
            RoundEvent::DeadlineMoved { phase, deadline, .. } => {
                self.setup.deadlines.insert(*phase, deadline.clone());
            }
            RoundEvent::VisibilitySet { visibility } => self.setup.visibility = visibility.clone(),
            RoundEvent::AppraisersSet { appraisers, .. } => self.setup.appraisers.clone_from(appraisers),
            RoundEvent::CouncilSet { council, .. } => self.setup.council = council.clone(),
            RoundEvent::HeirNamed { unit, heir, .. } => {
                self.heirs.insert(unit.clone(), heir.clone());
            }
            RoundEvent::Called { meeting } => self.meetings.push(meeting.as_ref().clone()),
            RoundEvent::Attended { meeting, members } => {
                if let Some(meeting) = self.meeting_mut(meeting) {
                    meeting.present.clone_from(members);
                }
            }
            RoundEvent::Voted { meeting, unit, node, vote } => {
                let item = self.meeting_mut(meeting).and_then(|meeting| {
                    meeting.agenda.iter_mut().find(|item| item.unit == *unit && item.node == *node)
                });
                if let Some(item) = item {
                    item.votes.insert(event.by.clone(), vote.clone());
                }
            }
            RoundEvent::Concluded { meeting, conclusion } => {
                if let Some(meeting) = self.meeting_mut(meeting) {
                    meeting.concluded = Some(conclusion.clone());
                }
            }
            RoundEvent::Published { issue } => {
                self.phase = Phase::Published;
                self.since = event.at;
                self.issues.push(issue.clone());
            }
        }
    }

    fn begin(&self, rules: &Rules, by: &By, phase: Phase, left: usize, reason: &str) -> Result<RoundEvent, Refusal> {
        if phase <= self.phase || phase == Phase::Published {
            return Err(Refusal::NotNext { from: self.phase, to: phase });
        }
        if self.phase == Phase::Draft {
            if phase != Phase::SelfAssessment {
                return Err(Refusal::NotNext { from: self.phase, to: phase });
            }
            let problems = self.setup.problems(rules);
            if !problems.is_empty() {
                return Err(Refusal::Setup(problems));
            }
        } else {
            let skips = Phase::ALL.iter().filter(|p| **p > self.phase && **p < phase).count() > 0;
            let early = !self.is_over(self.phase, by.at);
            if (skips || early || left > 0) && reason.trim().is_empty() {
                return Err(Refusal::ReasonForEarly { left });
            }
        }
        // A phase that would be over when it begins: its deadline is moved first.
        if self.is_over(phase, by.at) {
            return Err(Refusal::DeadlinePassed(phase));
        }
        Ok(RoundEvent::Began { phase, reason: reason.trim().to_owned() })
    }

    fn move_deadline(&self, by: &By, phase: Phase, deadline: Deadline, reason: String) -> Result<RoundEvent, Refusal> {
        let moment = deadline.moment().map_err(|bad| Refusal::BadDeadline(phase, bad))?;
        let reason = needed(reason)?;
        if !Phase::TIMED.contains(&phase) || phase < self.phase || self.phase == Phase::Published {
            return Err(Refusal::WrongPhase { now: self.phase });
        }
        if moment <= by.at {
            return Err(Refusal::BadDeadline(phase, BadDeadline::Past));
        }
        let at = |phase: &Phase| self.deadline(*phase).and_then(|d| d.moment().ok());
        let earlier = Phase::TIMED.into_iter().rev().find(|p| *p < phase && at(p).is_some_and(|m| m >= moment));
        let later = Phase::TIMED.into_iter().find(|p| *p > phase && at(p).is_some_and(|m| m <= moment));
        match (earlier, later) {
            (Some(before), _) => Err(Refusal::DeadlineOrder { before, after: phase }),
            (None, Some(after)) => Err(Refusal::DeadlineOrder { before: phase, after }),
            (None, None) => Ok(RoundEvent::DeadlineMoved { phase, deadline, reason }),
        }
    }

    /// In every phase: what follows a publication, as the plan of a unit, is answered for as well.
    fn name_heir(&self, unit: String, heir: String, reason: String) -> Result<RoundEvent, Refusal> {
        if !self.has_unit(&unit) {
            return Err(Refusal::NoUnit(unit));
        }
        if heir.trim().is_empty() || heir == unit {
            return Err(Refusal::Forged);
        }
        Ok(RoundEvent::HeirNamed { unit, heir, reason: needed(reason)? })
    }

    fn call(&self, rules: &Rules, meeting: Box<Meeting>) -> Result<RoundEvent, Refusal> {
        self.must_be(&[Phase::Council])?;
        if self.meeting(&meeting.id).is_some() {
            return Err(Refusal::Twice);
        }
        let clean = meeting.present.is_empty()
            && meeting.concluded.is_none()
            && meeting.agenda.iter().all(|item| item.votes.is_empty());
        if !clean {
            return Err(Refusal::Forged);
        }
        let mut seen = BTreeSet::new();
        for item in &meeting.agenda {
            let known = rules.criterion(&item.node).filter(|criterion| criterion.is_appraised());
            let criterion = known.ok_or_else(|| Refusal::NoCriterion(item.node.clone()))?;
            if !self.has_unit(&item.unit) {
                return Err(Refusal::NoUnit(item.unit.clone()));
            }
            if !seen.insert((&item.unit, &item.node)) {
                return Err(Refusal::Twice);
            }
            if item.proposals.len() < 2 {
                return Err(Refusal::NothingToChoose(item.node.clone()));
            }
            for proposal in &item.proposals {
                crate::rules::within(criterion, proposal.points)?;
                if proposal.reason.trim().is_empty() {
                    return Err(Refusal::NoReason);
                }
            }
            let open = self.meetings.iter().find(|m| m.concluded.is_none() && m.item(&item.unit, &item.node).is_some());
            if open.is_some() {
                return Err(Refusal::Twice);
            }
        }
        Ok(RoundEvent::Called { meeting })
    }

    fn attend(&self, meeting: String, members: BTreeSet<String>) -> Result<RoundEvent, Refusal> {
        self.open_meeting(&meeting)?;
        match members.iter().find(|member| !self.setup.council.members.contains(*member)) {
            Some(_) => Err(Refusal::NotMember),
            None => Ok(RoundEvent::Attended { meeting, members }),
        }
    }

    fn vote(&self, by: &By, meeting: String, unit: String, node: String, vote: Vote) -> Result<RoundEvent, Refusal> {
        let open = self.open_meeting(&meeting)?;
        if !self.setup.council.members.contains(&by.person) {
            return Err(Refusal::NotMember);
        }
        if vote.choice.is_some() {
            self.must_not_be_own(by, &unit)?;
        }
        let item = open.item(&unit, &node).ok_or_else(|| Refusal::NotOnAgenda(node.clone()))?;
        if vote.choice.is_some_and(|choice| choice >= item.proposals.len()) {
            return Err(Refusal::Forged);
        }
        if self.is_over(Phase::Council, by.at) {
            return Err(Refusal::DeadlinePassed(Phase::Council));
        }
        if !vote.written && !open.present.contains(&by.person) {
            return Err(Refusal::NotPresent);
        }
        if item.votes.contains_key(&by.person) {
            return Err(Refusal::VotedAlready);
        }
        Ok(RoundEvent::Voted { meeting, unit, node, vote })
    }

    fn conclude(
        &self,
        by: &By,
        meeting: String,
        decision: super::Decision,
        minutes: String,
        paper: Option<Evidence>,
    ) -> Result<RoundEvent, Refusal> {
        let open = self.open_meeting(&meeting)?;
        named(&decision)?;
        let minutes = needed(minutes)?;
        let took_part = open.took_part(&self.setup.council).len();
        if took_part < self.setup.council.quorum {
            return Err(Refusal::NoQuorum { took_part, quorum: self.setup.council.quorum });
        }
        paper.as_ref().map_or(Ok(()), Evidence::check)?;
        let council = self.setup.council.clone();
        let conclusion = Conclusion { decision, minutes, paper, at: by.at, by: by.person.clone(), council };
        Ok(RoundEvent::Concluded { meeting, conclusion })
    }

    fn publish(
        &self,
        by: &By,
        bundle: String,
        versions: BTreeMap<String, u64>,
        decision: super::Decision,
        reason: String,
    ) -> Result<RoundEvent, Refusal> {
        self.must_be(&[Phase::Council, Phase::Published])?;
        named(&decision)?;
        if !is_hash(&bundle) || versions.keys().any(|unit| !self.has_unit(unit)) {
            return Err(Refusal::Forged);
        }
        if self.meetings.iter().any(|meeting| meeting.concluded.is_none()) {
            return Err(Refusal::MeetingOpen);
        }
        if self.meetings.is_empty() {
            return Err(Refusal::NoMeeting);
        }
        if self.issues.iter().any(|issue| issue.bundle == bundle) {
            return Err(Refusal::NothingNew);
        }
        let number = u32::try_from(self.issues.len()).unwrap_or(u32::MAX).saturating_add(1);
        let reason = if number > 1 { needed(reason)? } else { reason.trim().to_owned() };
        let issue = Issue { number, bundle, versions, decision, reason, at: by.at, by: by.person.clone() };
        Ok(RoundEvent::Published { issue })
    }

    fn meeting_mut(&mut self, id: &str) -> Option<&mut Meeting> {
        self.meetings.iter_mut().find(|meeting| meeting.id == id)
    }

    fn open_meeting(&self, id: &str) -> Result<&Meeting, Refusal> {
        self.must_be(&[Phase::Council])?;
        let meeting = self.meeting(id).ok_or(Refusal::NoMeeting)?;
        if meeting.concluded.is_some() { Err(Refusal::MeetingOver) } else { Ok(meeting) }
    }

    fn appraisers_fit(&self, rules: &Rules, appraisers: &[Appraiser]) -> Result<(), Refusal> {
        if self.phase == Phase::Draft {
            return Ok(());
        }
        let setup = Setup { appraisers: appraisers.to_vec(), ..self.setup.clone() };
        let problems = setup.appraiser_problems(rules);
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Setup(problems)) }
    }

    fn council_fits(&self, council: &Council) -> Result<(), Refusal> {
        if self.meetings.iter().any(|meeting| meeting.concluded.is_none()) {
            return Err(Refusal::MeetingOpen);
        }
        let mut setup = self.setup.clone();
        setup.council = council.clone();
        let problems = setup.council_problems();
        if self.phase == Phase::Draft || problems.is_empty() { Ok(()) } else { Err(Refusal::Setup(problems)) }
    }

    pub(crate) fn must_be(&self, phases: &[Phase]) -> Result<(), Refusal> {
        if phases.contains(&self.phase) { Ok(()) } else { Err(Refusal::WrongPhase { now: self.phase }) }
    }

    fn must_not_be_published(&self) -> Result<(), Refusal> {
        if self.phase == Phase::Published { Err(Refusal::WrongPhase { now: self.phase }) } else { Ok(()) }
    }

    fn reason_unless_draft(&self, reason: String) -> Result<String, Refusal> {
        if self.phase == Phase::Draft { Ok(reason.trim().to_owned()) } else { needed(reason) }
    }
}

/// A reason that must be there.
pub(crate) fn needed(reason: String) -> Result<String, Refusal> {
    let trimmed = reason.trim();
    match trimmed.len() {
        0 => Err(Refusal::NoReason),
        len if len == reason.len() => Ok(reason),
        _ => Ok(trimmed.to_owned()),
    }
}

fn named(decision: &super::Decision) -> Result<(), Refusal> {
    let blank = decision.number.trim().is_empty() || decision.place.trim().is_empty();
    if blank { Err(Refusal::NoDecision) } else { Ok(()) }
}
