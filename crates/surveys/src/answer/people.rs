//! Whose invitation a code is. Codes are kept nowhere: they are made again, for all invited people of a survey at once, and held in memory by what stands for them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use chiso_ballot::Code;
use chiso_store::{Reader, StoreError};
use chiso_survey::campaign::Mode;
use chiso_workspace::Refusal;

use crate::code::InvitationCode;
use crate::entry::Surveys;
use crate::held::Held;

/// Invited people that are read at once.
const AT_ONCE: i64 = 5_000;

/// An invited person, as far as a code tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Person {
    /// Id of the invitee.
    pub(crate) invitee: String,
    /// Id of the group.
    pub(crate) group: String,
    /// Whether they want no more letters.
    pub(crate) declined: bool,
}

type People = BTreeMap<Code, Person>;

/// Invited people of each survey by what stands for their codes, and how many lists they come from.
#[derive(Default)]
pub(crate) struct Invitations {
    known: Mutex<BTreeMap<String, (usize, Arc<People>)>>,
    /// Who reads them. Of many who come at once, as when letters have just arrived, one reads everybody and the others wait for it.
    reading: tokio::sync::Mutex<()>,
}

impl Invitations {
    /// Those of a survey, as of so many lists.
    fn of(&self, survey: &str, lists: usize) -> Option<Arc<People>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.get(survey).filter(|(from, _)| *from == lists).map(|(_, people)| Arc::clone(people))
    }

    /// Notes that some people of a survey want no more letters. What the store is asked for one person alone, when they answer, is nothing: a database may log what it is asked,
    /// and when.
    pub(crate) fn note_declined(&self, survey: &str, invitees: &[String]) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, people)) = known.get_mut(survey) {
            let people = Arc::make_mut(people).values_mut().filter(|person| invitees.contains(&person.invitee));
            people.for_each(|person| person.declined = true);
        }
    }
}

impl Surveys {
    /// The survey and the person of a code; none where nobody has it. It takes as long whatever is wrong with a code: what is looked up is its hash.
    pub(crate) async fn invited(
        &self,
        code: InvitationCode,
        now_us: i64,
    ) -> Result<Option<(Arc<Held>, Person)>, Refusal> {
        let code = code.in_register();
        for held in self.all().await? {
            let is_own = held.campaign.setup.modes.contains(&Mode::Own);
            if !is_own || held.campaign.invited.is_empty() {
                continue;
            }
            if let Some(person) = self.people_of(&held, now_us).await?.get(&code) {
                return Ok(Some((held, person.clone())));
            }
        }
        Ok(None)
    }

    /// Everybody who was invited to a survey, by what stands for their codes.
    pub(crate) async fn people_of(&self, held: &Held, now_us: i64) -> Result<Arc<People>, Refusal> {
        let lists = held.campaign.invited.len();
        if let Some(people) = self.invitations.of(&held.id, lists) {
            return Ok(people);
        }
        let _one = self.invitations.reading.lock().await;
        if let Some(people) = self.invitations.of(&held.id, lists) {
            return Ok(people);
        }
        let (key, survey) = (self.desk.invitation_key(now_us).await?, held.id.clone());
        let read = move |reader: &mut Reader<'_>| -> Result<People, StoreError> {
            let (mut people, mut after) = (People::new(), String::new());
            loop {
                let some = reader.invitees(&survey, &after, AT_ONCE)?;
                let Some(last) = some.last() else { return Ok(people) };
                last.id.clone_into(&mut after);
                people.extend(some.into_iter().map(|invitee| {
                    let code = InvitationCode(key.code(&survey, &invitee.id)).in_register();
                    (code, Person { invitee: invitee.id, group: invitee.invited_to, declined: invitee.declined })
                }));
            }
        };
        let people = Arc::new(self.desk.store().read(read).await?);
        let mut known = self.invitations.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.insert(held.id.clone(), (lists, Arc::clone(&people)));
        Ok(people)
    }
}
