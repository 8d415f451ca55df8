//! Letters that are due go into the queue, each at its moment: so many a minute as the campaign says.

use std::collections::{BTreeMap, BTreeSet};

use chiso_ballot::{BallotError, Code};
use chiso_store::surveys::{Invitee, InviteeMailing};
use chiso_store::{Act, StoreError, Writer};
use chiso_survey::campaign::Mode;
use chiso_workspace::Refusal;

use super::due::{Call, due, planned, reached};
use super::letter::Waits;
use super::posted::Round;
use super::way::{Way, Ways};
use crate::entry::{Surveys, ballots_failed};
use crate::held::Held;

const MINUTE: i64 = 60_000_000;
/// Letters that are put down in one transaction.
const TOGETHER: usize = 200;

/// A letter that is due: to one address, about every ballot of theirs that is; or a text about one.
struct Due {
    call: Call,
    way: Way,
    /// Each invitation, with the moment of the letter before.
    invitees: Vec<(String, Option<i64>)>,
}

impl Surveys {
    /// Puts every letter that is due into the queue; how many they were. Several servers over one store put each down once.
    ///
    /// # Errors
    /// The store, the register: the first that failed, after the letters of every other survey.
    pub async fn post_letters(&self, now_us: i64) -> Result<usize, Refusal> {
        let (mut put, mut failed) = (0, None);
        for held in self.all().await? {
            let setup = &held.campaign.setup;
            let ways = Ways::of(&self.desk, setup);
            let Some(reached) = reached(&planned(setup), now_us) else { continue };
            let round = Round { reached, version: held.campaign.version };
            let writes = ways.any() && held.campaign.takes_ballots(now_us) && setup.modes.contains(&Mode::Own);
            if writes && !self.posted.has(&held.id, round) {
                match self.post(&held, ways, reached, now_us).await {
                    Ok((some, all_known)) => {
                        put += some;
                        if all_known {
                            self.posted.note(&held.id, round);
                        }
                    }
                    Err(refusal) => failed = failed.or(Some(refusal)),
                }
            }
        }
        if put > 0 {
            self.desk.wake_letters();
        }
        failed.map_or(Ok(put), Err)
    }

    /// Puts down what is due of one campaign. How many they were, and whether the register knows everybody: where it does not yet, there is more to come.
    async fn post(&self, held: &Held, ways: Ways, reached: i64, now_us: i64) -> Result<(usize, bool), Refusal> {
        let survey = held.id.clone();
        let mailings = self.desk.store().read(move |reader| reader.invitee_mailings(&survey)).await?;
        let last = mailings.iter().map(|mailing| mailing.last).max();
        let mailings: BTreeMap<String, InviteeMailing> =
            mailings.into_iter().map(|mailing| (mailing.id.clone(), mailing)).collect();
        let (letters, all_known) = self.letters_due(held, ways, &mailings, (reached, now_us)).await?;
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
        Ok((put, all_known))
    }

    /// Letters and texts that are due to those whose invitation waits: invitations before reminders, by address.
    async fn letters_due(
        &self,
        held: &Held,
        ways: Ways,
        mailings: &BTreeMap<String, InviteeMailing>,
        (reached, now_us): (i64, i64),
    ) -> Result<(Vec<Due>, bool), Refusal> {
        let wanted = |invitee: &Invitee| {
            let mailing = mailings.get(&invitee.id).filter(|_| !invitee.declined);
            let way = ways.to(invitee, mailing.and_then(|mailing| mailing.failed.as_deref()));
            way.filter(|_| !invitee.declined).zip(due(reached, mailing.map(|mailing| mailing.last)))
        };
        let invitees = self.invitees(&held.id).await?;
        let people = invitees.len();
        let candidates: Vec<Invitee> = invitees.into_iter().filter(|invitee| wanted(invitee).is_some()).collect();
        let failed = |error: BallotError| ballots_failed(&error);
        let exchanged = self.register.by_day(&held.id).await.map_err(failed)?;
        let waiting = self.register.waiting(&held.id).await.map_err(failed)?;
        let waiting: BTreeSet<Code> = waiting.into_iter().collect();
        let known = waiting.len() + exchanged.values().map(|count| *count as usize).sum::<usize>();
        let mut letters: BTreeMap<(Call, String, String), Due> = BTreeMap::new();
        for (invitee, code) in self.with_codes(&held.id, candidates, now_us).await? {
            let Some((way, call)) = wanted(&invitee).filter(|_| waiting.contains(&code.in_register())) else {
                continue;
            };
            let to = match (way, &invitee.mail) {
                (Way::Mail, Some(mail)) => mail.to_lowercase(),
                // No address begins with a blank.
                _ => format!(" {}", invitee.id),
            };
            let letter = letters.entry((call, to, invitee.lang.clone()));
            let letter = letter.or_insert_with(|| Due { call, way, invitees: Vec::new() });
            let last = mailings.get(&invitee.id).map(|mailing| mailing.last);
            letter.invitees.push((invitee.id, last));
        }
        Ok((letters.into_values().collect(), known >= people))
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
    let again = letter.call == Call::Again;
    Waits { survey: survey.to_owned(), invitees, again }.put_down(writer, letter.way, at)?;
    Ok(true)
}
