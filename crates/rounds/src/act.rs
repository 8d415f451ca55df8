//! Commands, from a caller to the store: the right, the decision, the events and the journal in one transaction. What is refused as late, double, out of order or forged is kept as well.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chiso_access::{Action, Resource};
use chiso_model::agency::{AgencyId, Register};
use chiso_round::round::Setup;
use chiso_round::{Assessment, AssessmentCommand, By, Criterion, Phase, Round, RoundCommand};
use chiso_store::rounds::{RoundRefusal, RulebookText};
use chiso_store::{StoreError, Writer};
use chiso_web::Caller;
use chiso_workspace::house::new_id;
use chiso_workspace::{Desk, Refusal};

use crate::clock::Moment;
use crate::entry::Rounds;
use crate::held::Held;
use crate::kept;
use crate::notices;
use crate::open::keep_text;
use crate::permission::{name_of_assessment, name_of_round, needs_for_assessment, needs_for_round, node_of};
use crate::who::above;

/// Why a command was not carried out: the round's own reason, which is journaled where it tells of an attempt, or any other.
enum Stopped {
    /// The reason, and the moment that it was judged by.
    Round(chiso_round::Refusal, i64),
    Else(Refusal),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Stopped {
        Stopped::Else(error.into())
    }
}

impl From<Refusal> for Stopped {
    fn from(refusal: Refusal) -> Stopped {
        Stopped::Else(refusal)
    }
}

/// What was asked for, as a refusal is kept.
#[derive(Clone)]
struct Asked {
    round: String,
    unit: Option<String>,
    node: Option<String>,
    command: &'static str,
}

impl Rounds {
    /// Sets a new round up as a draft. Gives its id.
    ///
    /// # Errors
    /// Where the caller may not create rounds at the agency that shall run it; the store.
    pub async fn draft(&self, caller: &Caller, setup: Setup, rulebook: RulebookText) -> Result<String, Refusal> {
        self.may_open_at(caller, &setup.owner)?;
        let person = Desk::person_of(caller)?;
        let id = new_id();
        let (round, clock, asked) = (id.clone(), self.clock.clone(), caller.now_us);
        self.desk
            .store()
            .write(Desk::act(caller, "round.draft"), move |writer| -> Result<(), Refusal> {
                keep_text(writer, &rulebook)?;
                let by = By { person, agencies: BTreeSet::new(), at: clock.moment(writer, &round, asked)?.judged };
                Ok(kept::put_round(writer, &round, 1, &Round::draft(&by, setup))?)
            })
            .await?;
        Ok(id)
    }

    /// Carries out a command on a round.
    ///
    /// # Errors
    /// Where the caller may not; why the round refuses, as [`Refusal::Fields`] about the whole form; the store.
    pub async fn act_on_round(
        &self,
        caller: &Caller,
        round: &str,
        command: RoundCommand,
    ) -> Result<Arc<Held>, Refusal> {
        self.act_on_round_then(caller, round, command, |_, _, _| Ok(())).await
    }

    /// Carries out a command on a round, and in the same transaction what follows from it.
    ///
    /// # Errors
    /// As [`Self::act_on_round`], and what `then` refuses.
    pub async fn act_on_round_then(
        &self,
        caller: &Caller,
        round: &str,
        command: RoundCommand,
        then: impl FnOnce(&mut Writer<'_>, &Held, &By) -> Result<(), Refusal> + Send + 'static,
    ) -> Result<Arc<Held>, Refusal> {
        self.keep_on_round(caller, round, command, then).await?;
        self.held(round).await
    }

    /// Throws a draft away: it stays in the journal, and nothing else knows of it any more.
    ///
    /// # Errors
    /// As [`Self::act_on_round`].
    pub async fn discard(&self, caller: &Caller, round: &str, reason: String) -> Result<(), Refusal> {
        self.keep_on_round(caller, round, RoundCommand::Discard { reason }, |_, _, _| Ok(())).await
    }

    async fn keep_on_round(
        &self,
        caller: &Caller,
        round: &str,
        command: RoundCommand,
        then: impl FnOnce(&mut Writer<'_>, &Held, &By) -> Result<(), Refusal> + Send + 'static,
    ) -> Result<(), Refusal> {
        let before = self.held(round).await?;
        self.may_command_round(caller, &before, &command)?;
        let by = self.by(caller, &before)?;
        let name = name_of_round(&command);
        let asked = Asked { round: round.to_owned(), unit: None, node: None, command: name };
        let (kept, clock, id) = (Arc::clone(&self.kept), self.clock.clone(), round.to_owned());
        let register = self.desk.register();
        let done = self
            .desk
            .store()
            .write(Desk::act(caller, name), move |writer| -> Result<(), Stopped> {
                let held = kept.round(writer, &id)?.ok_or(Refusal::Hidden)?;
                let moment = clock.moment(writer, &id, by.at)?;
                let by = By { at: moment.judged, ..by };
                let decided = held.round.decide(&held.rules, &by, command);
                let event = moment.record(decided.map_err(|refusal| Stopped::Round(refusal, by.at))?);
                let mut after = held.as_ref().clone();
                after.round.apply(&event);
                kept::put_round(writer, &id, after.round.version, &event)?;
                notices::tell_of_round(writer, &kept, &after, &register, &event)?;
                then(writer, &after, &By { at: event.at, ..by })?;
                Ok(())
            })
            .await;
        self.done(caller, &before, asked, done).await
    }

    /// Carries out commands on a unit's assessment, all or none. Gives the assessment as it is then.
    ///
    /// # Errors
    /// Where the caller may not; why the round refuses, as [`Refusal::Fields`] about the whole form; the store.
    pub async fn act_on_unit(
        &self,
        caller: &Caller,
        round: &str,
        unit: &str,
        commands: Vec<AssessmentCommand>,
    ) -> Result<Arc<Assessment>, Refusal> {
        let commands = commands.into_iter().map(|command| (unit.to_owned(), command)).collect();
        self.act_on_units(caller, round, commands).await?;
        let held = self.held(round).await?;
        self.assessment(&held, unit).await
    }

    /// Carries out commands on the assessments of units, in their order, all or none.
    ///
    /// # Errors
    /// As [`Self::act_on_unit`].
    pub async fn act_on_units(
        &self,
        caller: &Caller,
        round: &str,
        commands: Vec<(String, AssessmentCommand)>,
    ) -> Result<(), Refusal> {
        let before = self.held(round).await?;
        let Some((first_unit, first)) = commands.first() else { return Ok(()) };
        let asked = Asked {
            round: round.to_owned(),
            unit: Some(first_unit.clone()),
            node: node_of(first).map(str::to_owned),
            command: name_of_assessment(first),
        };
        for (unit, command) in &commands {
            self.may_command(caller, &before, unit, command)?;
        }
        let by = self.by(caller, &before)?;
        let (kept, clock, id) = (Arc::clone(&self.kept), self.clock.clone(), round.to_owned());
        let register = self.desk.register();
        let act = Desk::act(caller, asked.command);
        let done = self
            .desk
            .store()
            .write(act, move |writer| -> Result<(), Stopped> {
                let held = kept.round(writer, &id)?.ok_or(Refusal::Hidden)?;
                let moment = clock.moment(writer, &id, by.at)?;
                let by = By { at: moment.judged, ..by };
                let mut open: BTreeMap<String, Assessment> = BTreeMap::new();
                for (unit, command) in commands {
                    if !open.contains_key(&unit) {
                        open.insert(unit.clone(), kept.assessment_within(writer, &id, &unit)?);
                    }
                    let Some(assessment) = open.get_mut(&unit) else { continue };
                    put(writer, (&held, &register), &unit, assessment, (&by, moment), command)?;
                }
                Ok(())
            })
            .await;
        self.done(caller, &before, asked, done).await
    }

    /// Whether a caller may give a command on a round.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub fn may_command_round(&self, caller: &Caller, held: &Held, command: &RoundCommand) -> Result<(), Refusal> {
        let (resource, action) = needs_for_round(command);
        let owner = &held.round.setup.owner;
        self.unless_hidden(caller, held, self.may(caller, action, resource, owner, &[]))?;
        match command {
            // A draft that goes to another agency is opened there.
            RoundCommand::Revise { setup } if setup.owner != *owner => self.may_open_at(caller, &setup.owner),
            _ => Ok(()),
        }
    }

    /// Whether a caller may open rounds at an agency.
    ///
    /// # Errors
    /// As [`Desk::may`]; where there is no such agency, beside the field `owner`.
    pub(crate) fn may_open_at(&self, caller: &Caller, owner: &str) -> Result<(), Refusal> {
        if !self.is_agency(owner) {
            return Err(Refusal::field(
                "owner",
                "Hãy chọn cơ quan mà anh/chị được mở đợt đánh giá.",
                "Choose an agency for which you may open rounds.",
            ));
        }
        self.may(caller, Action::Create, Resource::Round, owner, &[])
    }

    /// Whether a caller may give a command: asked before anything is decided, so that pages can leave out what would be refused.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub fn may_command(
        &self,
        caller: &Caller,
        held: &Held,
        unit: &str,
        command: &AssessmentCommand,
    ) -> Result<(), Refusal> {
        let (resource, action) = needs_for_assessment(command);
        let may = |action| self.may_at(caller, action, resource, held, unit, node_of(command));
        let answer = match command {
            // Inside the unit those who enter speak with those who send back.
            AssessmentCommand::Comment { .. } => may(action).or_else(|_| may(Action::Return)),
            _ => may(action),
        };
        self.unless_hidden(caller, held, answer)
    }

    /// An answer to whoever knows of the round: to all but those who set it up, a draft is not there.
    fn unless_hidden(&self, caller: &Caller, held: &Held, answer: Result<(), Refusal>) -> Result<(), Refusal> {
        let hidden = held.round.phase == Phase::Draft && !self.sees(caller, held);
        if hidden { Err(Refusal::Hidden) } else { answer }
    }

    /// Whether a caller may do something at a unit, or at one criterion of it.
    ///
    /// # Errors
    /// As [`Desk::may`].
    pub fn may_at(
        &self,
        caller: &Caller,
        action: Action,
        resource: Resource,
        held: &Held,
        unit: &str,
        node: Option<&str>,
    ) -> Result<(), Refusal> {
        let criterion = node.and_then(|node| held.rules.criterion(node));
        let within = criterion.map_or_else(|| node.into_iter().collect(), Criterion::within);
        let owner = &held.round.setup.owner;
        match resource {
            // More time is given by those who run the round, not by who coordinates at the unit.
            _ if action == Action::Reopen => self.may(caller, action, resource, owner, &within),
            // What is about the round as a whole goes by the agency that runs it, not by the unit.
            Resource::Round | Resource::CouncilDecision | Resource::Publication => {
                self.may(caller, action, resource, owner, &within)
            }
            _ => self.may_in_unit(caller, (action, resource), held, unit, &within),
        }
    }

    /// Whether a caller looks past the switches of a round: those who run it, judge in it, sit on its council or inspect it, at the agency that runs it.
    pub(crate) fn judges(&self, caller: &Caller, held: &Held) -> bool {
        self.may(caller, Action::See, Resource::CouncilDecision, &held.round.setup.owner, &[]).is_ok()
    }

    /// Whether the register knows an agency.
    pub(crate) fn is_agency(&self, id: &str) -> bool {
        AgencyId::new(id).is_ok_and(|id| self.desk.register().get(&id).is_some())
    }

    /// The agencies above one, the nearest first.
    pub(crate) fn above(&self, caller: &Caller, agency: &str) -> Vec<String> {
        above(&self.desk.register(), agency, caller.day)
    }

    /// What a command came to: a refusal in words, and kept where it tells of an attempt.
    async fn done(&self, caller: &Caller, held: &Held, asked: Asked, done: Result<(), Stopped>) -> Result<(), Refusal> {
        let (refusal, at) = match done {
            Ok(()) => return Ok(()),
            Err(Stopped::Else(refusal)) => return Err(refusal),
            Err(Stopped::Round(refusal, at)) => (refusal, at),
        };
        if refusal.is_attempt() {
            let row = RoundRefusal {
                id: new_id(),
                round: asked.round,
                unit: asked.unit,
                node: asked.node,
                at,
                made_by: Desk::actor_of(caller),
                command: asked.command.to_owned(),
                why: refusal.id().to_owned(),
            };
            let act = Desk::act(caller, "round.refuse");
            self.desk.store().write(act, move |writer| -> Result<(), Refusal> { Ok(writer.insert(&row)?) }).await?;
        }
        let names = self.names(held).await?;
        Err(Refusal::Fields(vec![("", refusal.text(&|id| names.of(id)))]))
    }
}

/// Decides and keeps a command on an assessment that follows from what was just done to the round, in the same transaction.
///
/// # Errors
/// What the round refuses, in words; the store.
pub(crate) fn put_following(
    kept: &crate::kept::Kept,
    writer: &mut Writer<'_>,
    (held, register): (&Held, &Register),
    unit: &str,
    by: &By,
    command: AssessmentCommand,
) -> Result<(), Refusal> {
    let mut assessment = kept.assessment_within(writer, &held.id, unit)?;
    put(writer, (held, register), unit, &mut assessment, (by, Moment::of(by.at)), command).map_err(|stopped| {
        match stopped {
            Stopped::Else(refusal) => refusal,
            Stopped::Round(refusal, _) => Refusal::Fields(vec![("", refusal.text(&crate::kept::id_as_text))]),
        }
    })
}

/// Decides and keeps one command on an assessment, and takes it in.
fn put(
    writer: &mut Writer<'_>,
    (held, register): (&Held, &Register),
    unit: &str,
    assessment: &mut Assessment,
    (by, moment): (&By, Moment),
    command: AssessmentCommand,
) -> Result<(), Stopped> {
    let decided = assessment.decide(held.frame(unit), by, command);
    let event = moment.record(decided.map_err(|refusal| Stopped::Round(refusal, by.at))?);
    assessment.apply(&event);
    kept::put_assessment(writer, (&held.id, unit), assessment.version, &event)?;
    Ok(notices::tell_of_assessment(writer, held, register, (unit, &*assessment), &event)?)
}
