//! Letters that are due go into the queue, each at its moment: so many a minute as the campaign says.

use std::collections::{BTreeMap, BTreeSet};

use chiso_ballot::Code;
use chiso_store::surveys::{Invitee, InviteeMailing};
use chiso_store::{Act, StoreError, Writer};
use chiso_survey::campaign::Mode;
use chiso_workspace::Refusal;
use chiso_workspace::house::put_down_for;

use super::due::{Call, due, planned};
use super::letter::{KIND, Waits};
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

const MINUTE: i64 = 60_000_000;
/// Letters that are put down in one transaction.
const TOGETHER: usize = 200;

/// A letter that is due: to one address, about every ballot of theirs that is.
struct Due {
    call: Call,
    /// Each invitation, with the moment of the letter before.
    invitees: Vec<(String, Option<i64>)>,
}

impl Surveys {
    /// Puts every letter that is due into the queue; how many they were. Several servers over one store put each down once.
    ///
    /// # Errors
    /// The store, the register.
    pub async fn post_letters(&self, now_us: i64) -> Result<usize, Refusal> {
        let mut put = 0;
        if !self.desk.sends_letters() {
            return Ok(put);
        }
        for held in self.all().await? {
            if held.campaign.takes_ballots(now_us) && held.campaign.setup.modes.contains(&Mode::Own) {
                put += self.post(&held, now_us).await?;
            }
        }
        if put > 0 {
            self.desk.wake_letters();
        }
        Ok(put)
    }

    async fn post(&self, held: &Held, now_us: i64) -> Result<usize, Refusal> {
        let survey = held.id.clone();
        let mailings = self.desk.store().read(move |reader| reader.invitee_mailings(&survey)).await?;
        let last = mailings.iter().map(|mailing| mailing.last).max();
        let mailings: BTreeMap<String, InviteeMailing> =
            mailings.into_iter().map(|mailing| (mailing.id.clone(), mailing)).collect();
        let letters = self.letters_due(held, &mailings, now_us).await?;
        let between = MINUTE / i64::from(held.campaign.setup.per_minute.max(1));
        // Letters of the turn before may still wait for their moment.
        let mut moment = last.map_or(now_us, |last| (last + between).max(now_us));
        let mut put = 0;
        let mut letters = letters.into_iter().peekable();
        while letters.peek().is_some() {
            let some: Vec<Due> = letters.by_ref().take(TOGETHER).collect();
            let survey = held.id.clone();
            let write = move |writer: &mut Writer<'_>| -> Result<(usize, i64), StoreError> {
                let mut put = 0;
                for letter in some {
                    if put_down(writer, &survey, letter, moment)? {
                        put += 1;
                        moment += between;
                    }
                }
                Ok((put, moment))
            };
            let (more, next) = self.desk.store().write(Act::new("system", "survey.letters", now_us), write).await?;
            put += more;
            moment = next;
        }
        Ok(put)
    }

    /// Letters that are due to those whose invitation waits: invitations before reminders, by address.
    async fn letters_due(
        &self,
        held: &Held,
        mailings: &BTreeMap<String, InviteeMailing>,
        now_us: i64,
    ) -> Result<Vec<Due>, Refusal> {
        let planned = planned(&held.campaign.setup);
        let call = |invitee: &Invitee| {
            let mailing = mailings.get(&invitee.id);
            if invitee.declined || mailing.is_some_and(|mailing| mailing.failed.is_some()) {
                return None;
            }
            due(&planned, mailing.map(|mailing| mailing.last), now_us)
        };
        let wants = |invitee: &Invitee| invitee.mail.is_some() && call(invitee).is_some();
        let candidates: Vec<Invitee> = self.invitees(&held.id).await?.into_iter().filter(wants).collect();
        if candidates.is_empty() {
            return Ok(Vec::new());
        }
        let waiting = self.register.waiting(&held.id).await.map_err(|error| ballots_failed(&error))?;
        let waiting: BTreeSet<Code> = waiting.into_iter().collect();
        let mut letters: BTreeMap<(Call, String, String), Due> = BTreeMap::new();
        for (invitee, code) in self.with_codes(&held.id, candidates, now_us).await? {
            if let (true, Some(mail), Some(call)) =
                (waiting.contains(&code.in_register()), &invitee.mail, call(&invitee))
            {
                let letter = letters.entry((call, mail.to_lowercase(), invitee.lang.clone()));
                let letter = letter.or_insert_with(|| Due { call, invitees: Vec::new() });
                let last = mailings.get(&invitee.id).map(|mailing| mailing.last);
                letter.invitees.push((invitee.id, last));
            }
        }
        Ok(letters.into_values().collect())
    }
}

/// Puts a letter down and notes it with each invitation; nothing where another server did so meanwhile.
fn put_down(writer: &mut Writer<'_>, survey: &str, letter: Due, at: i64) -> Result<bool, StoreError> {
    let mut notes = Vec::new();
    for (id, last) in &letter.invitees {
        let known = writer.get::<InviteeMailing>(id.clone())?;
        if known.as_ref().map(|known| known.last) != *last {
            return Ok(false);
        }
        notes.push(known);
    }
    let invitees: Vec<String> = letter.invitees.into_iter().map(|(id, _)| id).collect();
    for (id, known) in invitees.iter().zip(notes) {
        if let Some(known) = known {
            writer.update(&InviteeMailing { sent: known.sent + 1, last: at, ..known })?;
        } else {
            let (id, survey) = (id.clone(), survey.to_owned());
            writer.insert(&InviteeMailing { id, survey, sent: 1, last: at, failed: None })?;
        }
    }
    let waits = Waits { survey: survey.to_owned(), invitees, again: letter.call == Call::Again };
    let payload = serde_json::to_value(&waits)
        .map_err(|error| StoreError::Malformed { detail: format!("a letter cannot be kept: {error}") })?;
    put_down_for(writer, KIND, payload, at)?;
    Ok(true)
}
